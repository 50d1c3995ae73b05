//! What a search found.

use super::{Author, Page, PostId, Thread, Time, Version, read::document};

document! {
    /// One page of what a search found.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct SearchPage {
        /// The format's version.
        pub v: Version,
        /// What was found, the best or the newest first.
        #[serde(default)]
        pub hits: Vec<SearchHit>,
        /// Which page this is.
        pub page: Page,
    }
}

document! {
    /// A thread or a post that was found.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct SearchHit {
        /// The thread.
        pub thread: Thread,
        /// The post; absent where the thread as a whole was found.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub post: Option<PostId>,
        /// Who wrote it.
        pub author: Author,
        /// When.
        pub at: Time,
        /// The part of its text that was found, as plain text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub excerpt: Option<String>,
    }
}
