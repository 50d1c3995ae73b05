//! Who wrote something.

use super::{
    Time, UserId,
    read::{document, words},
};
use serde::{Deserialize, Serialize};

document! {
    /// A member, as much of one as a document tells: beside a post the name and what stands under it, in a profile
    /// all of it.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Author {
        /// The member; absent for guests, anonymous and deleted authors.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub id: Option<UserId>,
        /// The name to show.
        pub name: String,
        /// A second, unique name, where the backend has one (`@name@host`).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub handle: Option<String>,
        /// The address of a square picture, absolute or relative to the content root.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub avatar: Option<String>,
        /// The member group (用户组).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub group: Option<Group>,
        /// A title of the member's own (自定义头衔).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub title: Option<String>,
        /// The member's level, from 0.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub level: Option<u32>,
        /// Up to three figures to show under the name: threads, posts, credits.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub stats: Vec<Stat>,
        /// The signature under the member's posts, as HTML.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub signature_html: Option<String>,
        /// What became of the author.
        pub state: AuthorState = default,
        /// When the member joined.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub joined: Option<Time>,
        /// When the member was last there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub last_seen: Option<Time>,
        /// What the member says of themselves, as HTML.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub bio_html: Option<String>,
        /// Where the member lives, in their own words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub location: Option<String>,
        /// Credits by kind (积分, 威望, 金钱).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub credits: Vec<Stat>,
    }
}

document! {
    /// A member group.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Group {
        /// The group's name.
        pub name: String,
        /// The group's colour, `#rrggbb`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub colour: Option<String>,
    }
}

document! {
    /// A figure with its name.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Stat {
        /// What is counted, in the forum's language.
        pub label: String,
        /// The figure; text, since some forums show ranks or hours.
        pub value: String,
    }
}

/// What became of an author.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AuthorState {
    /// A member in good standing.
    #[default]
    Active,
    /// Banned from the forum; the posts stay.
    Banned,
    /// The account is gone; the posts stay.
    Deleted,
    /// A member who posted without a name.
    Anonymous,
    /// Not a member.
    Guest,
    /// Anything newer than this program.
    #[serde(other)]
    Unknown,
}

words!(AuthorState);
