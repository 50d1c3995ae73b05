//! What the browser remembers of its reader: preferences, and where on each page they were.

pub mod clipboard;
mod places;
mod preferences;
mod storage;

pub use places::Places;
pub use preferences::{Preferences, Theme, ZoneChoice};
pub use storage::Storage;
