//! Tests that need no browser: the format, the addresses, the times, and the native backend over files.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod addresses;
mod backends;
mod clean;
mod content;
mod destinations;
mod discourse;
mod discuz;
mod flarum;
mod harm;
mod lemmy;
mod mapping;
mod native;
mod nodebb;
#[cfg(feature = "cli")]
mod packs;
mod pages;
mod properties;
mod retry;
mod routes;
#[cfg(feature = "cli")]
mod sample;
mod schema;
mod search;
mod support;
mod times;
mod walk;
