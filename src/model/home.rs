//! The threads that the home page shows, and the lists they come from.

use super::{
    Page, Thread, Version,
    read::{document, words},
};
use serde::{Deserialize, Serialize};

document! {
    /// The first threads of each list, for the home page.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Home {
        /// The format's version.
        pub v: Version,
        /// Last opened.
        #[serde(default)]
        pub newest: Vec<Thread>,
        /// Much replied to lately.
        #[serde(default)]
        pub hot: Vec<Thread>,
        /// Chosen by the moderators.
        #[serde(default)]
        pub digest: Vec<Thread>,
    }
}

/// A list of threads across all sections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ThreadListName {
    /// Last opened first.
    #[default]
    Newest,
    /// Much replied to lately.
    Hot,
    /// Chosen by the moderators.
    Digest,
}

document! {
    /// One page of a list of threads.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct ThreadList {
        /// The format's version.
        pub v: Version,
        /// The threads.
        #[serde(default)]
        pub threads: Vec<Thread>,
        /// Which page this is.
        pub page: Page,
    }
}

words!(ThreadListName);
