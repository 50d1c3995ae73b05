//! Texts: the interface's own in three languages, times, addresses, and the cleaning of what members wrote.

pub mod address;
pub mod clean;
pub mod entity;
pub mod language;
pub mod number;
pub mod plain;
pub mod texts;
pub mod time;
