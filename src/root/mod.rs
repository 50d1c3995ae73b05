//! The root of the page in the browser: it starts the app, follows the address, shows what comes, and does what
//! the reader asks for.

mod actions;
mod ahead;
mod arrival;
mod browser;
mod complete;
mod controls;
mod dom;
mod given;
mod history;
mod keys;
mod lightbox;
mod link;
mod listen;
mod menus;
mod ready;
mod search;
mod start;
mod visit;

pub use start::start;
