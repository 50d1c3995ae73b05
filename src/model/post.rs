//! A post: one floor of a thread.

use super::{
    Attachment, Author, Gate, Poll, PostId, Time,
    read::{document, words},
};
use serde::{Deserialize, Serialize};

document! {
    /// One post. A deleted post stays in its place, so that floors are stable and links never point at another post.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Post {
        /// Names the post.
        pub id: PostId,
        /// The floor (楼), from 1; absent where the backend has none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub floor: Option<u32>,
        /// Who wrote it.
        pub author: Author,
        /// When it was written.
        pub created: Time,
        /// The last change.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub edited: Option<Edit>,
        /// Whether it can be read.
        pub state: PostState = default,
        /// Why it cannot, in the forum's words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub state_reason: Option<String>,
        /// The post that this one answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub reply_to: Option<ReplyTo>,
        /// How deep in a tree of answers it stands, from 0; absent in flat threads.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub depth: Option<u32>,
        /// A title of its own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub title: Option<String>,
        /// The language it is written in, BCP 47; the thread's where it is absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub lang: Option<String>,
        /// The text.
        pub body: Body = default,
        /// What came with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub attachments: Vec<Attachment>,
        /// Short remarks under the post (点评).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub comments: Vec<Comment>,
        /// Points that members gave to the post (评分).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub ratings: Vec<Rating>,
        /// Counted reactions.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub reactions: Vec<Reaction>,
        /// Votes for and against the post (支持, 反对).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub score: Option<Score>,
        /// A poll.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub poll: Option<Poll>,
        /// What marks the post out.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub badges: Vec<Badge>,
        /// What keeps the reader from the body, or from a part of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub gate: Option<Gate>,
        /// The text as it was typed, for quoting and editing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub source: Option<String>,
    }
}

document! {
    /// The text of a post or page.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Body {
        /// How `text` is written.
        pub format: BodyFormat = default,
        /// The text. HTML is never trusted: it is cleaned before it is shown.
        pub text: String = default,
    }
}

/// How a body is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BodyFormat {
    /// HTML.
    Html,
    /// Markdown (CommonMark with GitHub's tables and strikethrough).
    Markdown,
    /// Plain text; also anything newer than this program.
    #[default]
    #[serde(other)]
    Text,
}

document! {
    /// When, by whom and why a post was changed.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Edit {
        /// When.
        pub at: Time,
        /// By whom, where it was not the author.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub by: Option<String>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub reason: Option<String>,
    }
}

/// Whether a post can be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PostState {
    /// It can.
    #[default]
    Ok,
    /// Waits for a moderator.
    Pending,
    /// Hidden by a moderator (屏蔽).
    Hidden,
    /// Deleted; only its floor is left.
    Deleted,
    /// Readable, with a moderator's warning (警告).
    Warned,
    /// Anything newer than this program: shown as it is.
    #[serde(other)]
    Unknown,
}

document! {
    /// The post that another one answers.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct ReplyTo {
        /// The post.
        pub id: PostId,
        /// Its author's name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub author: Option<String>,
        /// Its floor.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub floor: Option<u32>,
    }
}

document! {
    /// A short remark under a post.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Comment {
        /// Who made it.
        pub author: Author,
        /// When.
        pub at: Time,
        /// Plain text.
        pub text: String,
    }
}

document! {
    /// Points given to a post.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Rating {
        /// Who gave them.
        pub author: Author,
        /// What was given (金钱, 威望).
        pub label: String,
        /// How many; negative where some were taken.
        pub points: i64,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub reason: Option<String>,
    }
}

document! {
    /// A counted reaction.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Reaction {
        /// Names the reaction.
        pub key: String,
        /// An emoji or a word.
        pub label: String,
        /// How many reacted so.
        pub count: u64,
        /// Whether this reader did.
        pub mine: bool = default,
    }
}

document! {
    /// Votes for and against a post.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Score {
        /// For.
        pub up: u64,
        /// Against.
        pub down: u64,
        /// This reader's vote: 1, -1, or 0 for none.
        pub mine: i8 = default,
    }
}

/// What marks a post out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Badge {
    /// By the thread's author (楼主).
    Op,
    /// By a moderator of the section.
    Moderator,
    /// The best answer.
    Best,
    /// Pinned within the thread (回帖置顶).
    Pinned,
    /// Anything newer than this program.
    #[default]
    #[serde(other)]
    Unknown,
}

words!(BodyFormat, PostState, Badge);
