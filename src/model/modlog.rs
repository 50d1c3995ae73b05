//! The public moderation log (小黑屋).

use super::{
    Author, Page, ThreadId, Time, Version,
    read::{document, words},
};
use serde::{Deserialize, Serialize};

document! {
    /// One page of the log, last entry first.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct ModlogPage {
        /// The format's version.
        pub v: Version,
        /// The entries.
        #[serde(default)]
        pub entries: Vec<ModlogEntry>,
        /// Which page this is.
        pub page: Page,
    }
}

document! {
    /// One act of a moderator.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct ModlogEntry {
        /// When.
        pub at: Time,
        /// What was done.
        pub action: ModlogAction = default,
        /// To whom.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub target: Option<Author>,
        /// To which thread.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub thread: Option<ThreadId>,
        /// The thread's title.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub title: Option<String>,
        /// By whom; absent where that is not told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub moderator: Option<Author>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub reason: Option<String>,
        /// Until when; absent for ever.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub until: Option<Time>,
    }
}

/// What a moderator did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ModlogAction {
    /// No visiting (禁止访问).
    Ban,
    /// No posting (禁止发言).
    Mute,
    /// A warning.
    Warn,
    /// Something was deleted.
    Delete,
    /// Something was hidden.
    Hide,
    /// A thread was locked.
    Lock,
    /// A thread was moved.
    Move,
    /// A measure was lifted.
    Lift,
    /// Anything else, and anything newer than this program.
    #[default]
    #[serde(other)]
    Other,
}

words!(ModlogAction);
