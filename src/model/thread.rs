//! A thread, and a page of its posts.

use super::{
    Author, Gate, Link, Page, Post, Prefix, Section, SectionId, ThreadId, Time, UserId, Version,
    read::{document, words},
};
use serde::{Deserialize, Serialize};

document! {
    /// A thread (主题), as a list shows it.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Thread {
        /// Names the thread.
        pub id: ThreadId,
        /// The section it is in.
        pub section: SectionId,
        /// The title, as plain text.
        pub title: String,
        /// The language of the title and the posts, BCP 47; the site's where it is absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub lang: Option<String>,
        /// What kind of thread it is.
        pub kind: ThreadKind = default,
        /// The prefix (分类).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub prefix: Option<Prefix>,
        /// Tags.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub tags: Vec<String>,
        /// Who opened it.
        pub author: Author,
        /// When it was opened.
        pub created: Time,
        /// What was last written in it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub last_post: Option<LastReply>,
        /// How much is in it.
        pub counts: ThreadCounts = default,
        /// What marks it out.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub flags: Vec<ThreadFlag>,
        /// The beginning of the first post, as plain text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub excerpt: Option<String>,
        /// The address of a small picture.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub thumbnail: Option<String>,
        /// The address that a thread of kind `link` is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub url: Option<String>,
        /// What keeps the reader out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub gate: Option<Gate>,
        /// The price of reading, with its unit (`"5 金钱"`).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub price: Option<String>,
        /// The thread was moved: this entry leads to that thread.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub moved_to: Option<ThreadId>,
    }
}

impl Thread {
    /// Whether the thread carries a flag.
    pub fn is(&self, flag: ThreadFlag) -> bool {
        self.flags.contains(&flag)
    }

    /// Whether the list keeps the thread on top.
    pub fn is_pinned(&self) -> bool {
        self.is(ThreadFlag::Pinned) || self.is(ThreadFlag::PinnedEverywhere)
    }
}

document! {
    /// What was last written in a thread.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct LastReply {
        /// Who wrote.
        pub author: Author,
        /// When.
        pub at: Time,
        /// On which floor.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub floor: Option<u32>,
    }
}

document! {
    /// How much is in a thread; what the backend does not count is absent.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct ThreadCounts {
        /// Posts without the first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub replies: Option<u64>,
        /// How often it was opened.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub views: Option<u64>,
        /// Likes of the first post.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub likes: Option<u64>,
        /// How many members wrote in it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub participants: Option<u64>,
    }
}

/// The kinds of thread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ThreadKind {
    /// With a poll.
    Poll,
    /// A question, maybe with a reward.
    Question,
    /// Something for sale.
    Trade,
    /// A meeting to join.
    Activity,
    /// Two sides.
    Debate,
    /// About another page.
    Link,
    /// A talk; also anything newer than this program.
    #[default]
    #[serde(other)]
    Discussion,
}

/// What marks a thread out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ThreadFlag {
    /// On top of every section.
    PinnedEverywhere,
    /// On top of its section.
    Pinned,
    /// No more replies.
    Locked,
    /// Chosen by the moderators (精华).
    Digest,
    /// Much replied to.
    Hot,
    /// The question has its answer.
    Solved,
    /// Hidden by a moderator.
    Hidden,
    /// Has pictures.
    Images,
    /// Has files.
    Files,
    /// Anything newer than this program.
    #[default]
    #[serde(other)]
    Unknown,
}

document! {
    /// One page of a thread's posts.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct ThreadPage {
        /// The format's version.
        pub v: Version,
        /// The thread.
        pub thread: Thread,
        /// The section it is in.
        pub section: Section,
        /// The way here from the home page, without the home page; the section is the last.
        #[serde(default)]
        pub breadcrumb: Vec<Link>,
        /// Whether and how this reader can reply.
        pub reply: Reply = default,
        /// The order of the posts.
        pub order: Order = default,
        /// Only this member's posts are here.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub only_author: Option<UserId>,
        /// The members whose posts of this thread are served apart (`only_author`).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub by_author: Vec<UserId>,
        /// Which page this is.
        pub page: Page,
        /// The page is full and will not change.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        pub r#final: bool = default,
        /// The posts.
        #[serde(default)]
        pub posts: Vec<Post>,
        /// The threads beside this one in its section.
        pub neighbours: Neighbours = default,
        /// Threads like this one.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub related: Vec<Thread>,
    }
}

impl ThreadPage {
    /// Drops the posts of everybody else.
    pub fn keep_only(&mut self, author: &UserId) {
        self.posts
            .retain(|post| post.author.id.as_ref() == Some(author));
        self.only_author = Some(author.clone());
    }
}

document! {
    /// Whether and how a reader can reply.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Reply {
        /// Whether this reader may.
        pub allowed: bool = default,
        /// Why not, and what would change it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub gate: Option<Gate>,
    }
}

/// The order of posts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Last written first.
    Newest,
    /// By floor; also anything newer than this program.
    #[default]
    #[serde(other)]
    Oldest,
}

document! {
    /// The threads beside one in its section.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Neighbours {
        /// The thread opened before it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub previous: Option<Box<Thread>>,
        /// The thread opened after it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub next: Option<Box<Thread>>,
    }
}

words!(ThreadKind, ThreadFlag, Order);
