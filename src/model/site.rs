//! The site: its name, its navigation, its sections, its clock.

use super::{
    Author, Link, Packs, Read, Reader, Section, SectionId, Shape, ThreadListName, Time, Version,
    read::{document, words},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

document! {
    /// What every page of the forum shows around its content.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Site {
        /// The format's version.
        pub v: Version,
        /// The forum's name.
        pub name: String,
        /// A line under the name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub tagline: Option<String>,
        /// The address of a square picture.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub logo: Option<String>,
        /// The forum's home address on its own server; links to it and to the `aliases` stay in this program.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub url: Option<String>,
        /// Further addresses that the forum had.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub aliases: Vec<String>,
        /// The language that the forum is written in, BCP 47.
        pub lang: String,
        /// The forum's zone.
        pub clock: Clock = default,
        /// The rows of the navigation.
        #[serde(default)]
        pub nav: Vec<Vec<Link>>,
        /// The tree of sections.
        #[serde(default)]
        pub sections: Vec<Section>,
        /// The footer's links.
        #[serde(default)]
        pub footer: Vec<Link>,
        /// What the administrators want everybody to read.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub notices: Vec<Notice>,
        /// Where accounts are dealt with, where this program cannot.
        pub auth: Auth = default,
        /// Addresses to be shown as QR codes.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub qr: Vec<Qr>,
        /// Figures of the whole forum.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub stats: Option<SiteStats>,
        /// What the forum runs or ran on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub generator: Option<String>,
        /// The copyright line.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub copyright: Option<String>,
        /// What is served besides the documents that every forum has.
        #[serde(default)]
        pub capabilities: Vec<Capability>,
        /// The lists of threads across all sections (capability `lists`); all of them where it is absent.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub lists: Vec<ThreadListName>,
        /// Other paths of documents.
        #[serde(skip_serializing_if = "Paths::is_empty")]
        pub paths: Paths = default,
        /// Documents that are bundled (capability `packs`).
        #[serde(skip_serializing_if = "Packs::is_empty")]
        pub packs: Packs = default,
    }
}

impl Site {
    /// The section of this id, wherever in the tree it stands.
    pub fn section(&self, id: &SectionId) -> Option<&Section> {
        self.sections.iter().find_map(|section| section.find(id))
    }

    /// Whether there is a list.
    pub fn has_list(&self, list: ThreadListName) -> bool {
        self.lists.is_empty() || self.lists.contains(&list)
    }

    /// Whether something beyond the common documents is served.
    pub fn can(&self, capability: Capability) -> bool {
        self.capabilities.contains(&capability)
    }
}

document! {
    /// The forum's zone.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Clock {
        /// The zone's name in the time zone database (`America/Winnipeg`), or any name where only the offset is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub zone: Option<String>,
        /// Minutes east of UTC, used where `zone` is not a known zone.
        pub offset_minutes: i32 = default,
    }
}

document! {
    /// An announcement.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Notice {
        /// One sentence.
        pub title: String,
        /// Where there is more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub link: Option<Link>,
        /// Since when.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub at: Option<Time>,
    }
}

document! {
    /// Addresses where accounts are dealt with.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Auth {
        /// Log in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub login: Option<String>,
        /// Register.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub register: Option<String>,
        /// Recover a password.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub recover: Option<String>,
    }
}

document! {
    /// An address to be shown as a QR code.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Qr {
        /// What it leads to.
        pub label: String,
        /// The address.
        pub url: String,
    }
}

document! {
    /// Figures of the whole forum.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct SiteStats {
        /// Threads.
        pub threads: u64,
        /// Posts.
        pub posts: u64,
        /// Members.
        pub members: u64,
        /// Posts of today.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub today: Option<u64>,
        /// Who joined last.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub newest_member: Option<Author>,
    }
}

/// What a forum may serve besides the documents that every forum has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    /// Lists of the newest, hot and digest threads.
    Lists,
    /// Pages with one author's posts of a thread.
    OnlyAuthor,
    /// Member profiles.
    Users,
    /// The threads of a member.
    UserThreads,
    /// The posts of a member.
    UserPosts,
    /// The moderation log.
    Modlog,
    /// Search.
    Search,
    /// The threads that carry a tag.
    Tags,
    /// Opening a section by its password, within the app.
    Passwords,
    /// Bundled documents.
    Packs,
    /// Anything newer than this program.
    #[default]
    #[serde(other)]
    Unknown,
}

/// Other paths of documents: the document's name and an RFC 6570 template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Paths(pub BTreeMap<String, String>);

impl Paths {
    /// Whether every document is at its usual path.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

words!(Capability);

impl Read for Paths {
    fn take(value: &Value, reader: &mut Reader) -> Self {
        Self(BTreeMap::take(value, reader))
    }

    fn shape() -> Shape {
        BTreeMap::shape()
    }
}
