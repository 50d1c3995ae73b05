//! What is the reader's own: preferences, the places on each page, the clipboard.

pub mod clipboard;
mod places;
mod preferences;
mod storage;

pub use places::Places;
pub use preferences::{Preferences, Theme, ZoneChoice};
pub use storage::Storage;
