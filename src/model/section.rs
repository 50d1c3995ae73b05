//! A section of the forum and a page of its threads.

use super::{
    Author, Gate, Link, Page, SectionId, Thread, ThreadId, Time, Version,
    read::{document, words},
};
use serde::{Deserialize, Serialize};

document! {
    /// A section (版块), or a group of sections.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Section {
        /// Names the section.
        pub id: SectionId,
        /// The section that this one is in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub parent: Option<SectionId>,
        /// The section's name.
        pub name: String,
        /// A group only holds sections: it has a name and no threads.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        pub group: bool = default,
        /// What the section is about, as plain text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub description: Option<String>,
        /// The address of a picture.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub icon: Option<String>,
        /// The section's rules, as HTML.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub rules_html: Option<String>,
        /// Where the section's credit rules are explained (本版积分规则).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub rules_url: Option<String>,
        /// How much is in it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub counts: Option<Counts>,
        /// Who looks after it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub moderators: Vec<Author>,
        /// What was last written in it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub last_post: Option<LastPost>,
        /// The thread prefixes (分类) that its list can be filtered by.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub prefixes: Vec<Prefix>,
        /// Further filters of its list.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub filters: Vec<Filter>,
        /// Further orders of its list; `last_post` is always there.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub sorts: Vec<Sort>,
        /// The sections in it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub children: Vec<Section>,
        /// What keeps the reader out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub gate: Option<Gate>,
        /// The section is only a link to this address.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub redirect: Option<String>,
    }
}

impl Section {
    /// The section of this id among this one and all below it.
    pub fn find(&self, id: &SectionId) -> Option<&Section> {
        if self.id == *id {
            return Some(self);
        }
        self.children.iter().find_map(|child| child.find(id))
    }
}

document! {
    /// How much is in a section.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct Counts {
        /// Threads.
        pub threads: u64,
        /// Posts, first posts included.
        pub posts: u64,
        /// Posts of today, in the site's zone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub today: Option<u64>,
    }
}

document! {
    /// What was last written in a section.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct LastPost {
        /// The thread.
        pub thread: ThreadId,
        /// The thread's title.
        pub title: String,
        /// Who wrote.
        pub author: Author,
        /// When.
        pub at: Time,
    }
}

document! {
    /// A thread prefix (分类).
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Prefix {
        /// Names the prefix within its section.
        pub id: String,
        /// What the reader sees.
        pub label: String,
    }
}

/// How a section's list can be narrowed besides by prefix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Filter {
    /// Digest threads only (精华).
    Digest,
    /// Hot threads only (热门).
    Hot,
    /// Polls only (投票).
    Poll,
    /// Anything newer than this program: not offered.
    #[default]
    #[serde(other)]
    Unknown,
}

/// The order of a section's list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Last written in first.
    #[default]
    LastPost,
    /// Last opened first.
    Created,
    /// Most replies first.
    Replies,
    /// Most views first.
    Views,
    /// Anything newer than this program: not offered.
    #[serde(other)]
    Unknown,
}

document! {
    /// One page of a section's threads; pinned ones stand first.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct SectionPage {
        /// The format's version.
        pub v: Version,
        /// The section, with its sub-sections.
        pub section: Section,
        /// The way here from the home page, without the home page and the section itself.
        #[serde(default)]
        pub breadcrumb: Vec<Link>,
        /// The threads.
        #[serde(default)]
        pub threads: Vec<Thread>,
        /// Which page this is.
        pub page: Page,
    }
}

words!(Filter, Sort);
