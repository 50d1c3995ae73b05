//! Qilou (骑楼): a forum reader in one WebAssembly bundle.
//!
//! Data flows one way: an address is parsed into a [`route`], the route names a document that [`load`] asks a
//! [`backend`] for over a [`transport`], the answer is the [`model`], and a [`page`] lays it out with the pieces
//! of [`view`].

pub mod app;
pub mod backend;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(not(target_arch = "wasm32"))]
pub mod content;
pub mod load;
pub mod model;
pub mod module;
pub mod page;
pub mod reader;
#[cfg(target_arch = "wasm32")]
pub mod root;
pub mod route;
pub mod search;
pub mod text;
pub mod transport;
pub mod view;
