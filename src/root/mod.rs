//! The root of the page in the browser: it starts the app, follows the address, and shows what comes.

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
mod keys;
#[cfg(target_arch = "wasm32")]
mod start;
#[cfg(target_arch = "wasm32")]
mod visit;

#[cfg(target_arch = "wasm32")]
pub use start::start;
