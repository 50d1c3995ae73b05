//! Tests that need no browser: the format, the addresses, the times, and the native backend over files.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod addresses;
mod backends;
mod content;
mod discourse;
mod discuz;
mod flarum;
mod harm;
mod lemmy;
mod mapping;
mod native;
mod nodebb;
mod pages;
mod properties;
mod retry;
mod routes;
mod schema;
mod support;
mod times;
mod walk;
