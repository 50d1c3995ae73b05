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
        /// Which page of the thread the post stands on, where that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub page: Option<u32>,
        /// Where the title has what was asked for.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub title_marks: Vec<Mark>,
        /// Where the excerpt has what was asked for. Without any marks at all, the words of the query are marked.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub marks: Vec<Mark>,
    }
}

document! {
    /// A stretch of a text, in bytes of its UTF-8, the first one of them 0.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Mark {
        /// Where it begins.
        pub start: u32,
        /// Where it has ended.
        pub end: u32,
    }
}
