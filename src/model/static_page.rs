//! A page of the site's own: about, contact, terms, privacy, legal notice.

use super::{Body, Time, Version};
use serde::{Deserialize, Serialize};

/// A page that is not a thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StaticPage {
    /// The format's version.
    pub v: Version,
    /// Names the page in addresses.
    pub slug: String,
    /// The heading.
    pub title: String,
    /// The language of the page, BCP 47; the site's where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// The text.
    #[serde(default)]
    pub body: Body,
    /// When it was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<Time>,
}
