//! A member's profile.

use super::{Author, Page, Post, Stat, Thread, Time, Version};
use serde::{Deserialize, Serialize};

/// The document of a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UserPage {
    /// The format's version.
    pub v: Version,
    /// The member.
    pub user: User,
}

/// A member.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct User {
    /// The member as beside a post.
    #[serde(flatten)]
    pub author: Author,
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
    pub credits: Vec<Credit>,
}

/// An amount of one kind of credit.
pub type Credit = Stat;

/// One page of the threads that a member opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UserThreads {
    /// The format's version.
    pub v: Version,
    /// The threads, last opened first.
    #[serde(default)]
    pub threads: Vec<Thread>,
    /// Which page this is.
    pub page: Page,
}

/// One page of the posts that a member wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UserPosts {
    /// The format's version.
    pub v: Version,
    /// The posts, last written first.
    #[serde(default)]
    pub posts: Vec<UserPost>,
    /// Which page this is.
    pub page: Page,
}

/// A post with the thread it is in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UserPost {
    /// The thread.
    pub thread: Thread,
    /// The post.
    pub post: Post,
}
