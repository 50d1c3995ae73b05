//! The app in a real browser: what readers do, and what must never happen to them.
//!
//! `BROWSER` chooses the engine; `QILOU_DIST` and `QILOU_DIST_SUB` say where the built sites are.

mod driver;
mod engine;
mod forum;
mod journey;
mod reader;
mod report;
mod screen;
mod site;

mod accessibility;
mod address;
mod ahead;
mod composing;
mod discuz;
mod gate;
mod history;
mod hostile;
mod keyboard;
mod layout;
mod nodebb;
mod page;
mod picture;
mod portal;
mod prerendered;
mod problem;
mod search;
mod section;
mod settings;
mod takeover;
mod thread;

/// What a test ends with: nothing, or a sentence that says what went wrong.
type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;
