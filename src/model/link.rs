//! A named link of the site's own: navigation, footer, breadcrumb, gates.

use super::{
    SectionId,
    read::{document, words},
};
use serde::{Deserialize, Serialize};

document! {
    /// A label that leads somewhere: to an address, a section or a page. With none of the three it is only a name,
    /// as a group of sections in a breadcrumb is.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Link {
        /// What the reader sees.
        pub label: String,
        /// An address, absolute or relative to the content root.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub href: Option<String>,
        /// A section of this forum.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub section: Option<SectionId>,
        /// A page of this forum by its slug; `modlog` is the moderation log.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub page: Option<String>,
        /// Who is shown the link; everybody where it is absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub audience: Option<Audience>,
    }
}

/// Whom a link is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Readers who are not logged in.
    Guests,
    /// Readers who are logged in.
    Members,
    /// Anything newer than this program.
    #[default]
    #[serde(other)]
    Unknown,
}

words!(Audience);
