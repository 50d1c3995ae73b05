//! A page of the site's own: about, contact, terms, privacy, legal notice.

use super::{Body, Time, Version, read::document};

document! {
    /// A page that is not a thread.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
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
        pub body: Body = default,
        /// When it was last changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub updated: Option<Time>,
    }
}
