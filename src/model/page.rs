//! Where in a list a document stands.

use super::read::document;

document! {
    /// A page of a list. Where the backend pages by cursor, `count` and `total` are absent.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Page {
        /// This page, from 1.
        pub number: u32,
        /// How many pages there are.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub count: Option<u32>,
        /// How many entries a full page has.
        pub size: u32,
        /// How many entries there are on all pages.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub total: Option<u64>,
        /// An opaque cursor: how to ask for the page after this one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub next: Option<String>,
        /// An opaque cursor: how to ask for the page before this one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub previous: Option<String>,
    }
}
