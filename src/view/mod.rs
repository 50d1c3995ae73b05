//! The pieces that pages are made of: model in, HTML out.
//!
//! A piece is a text that is written once, from a template that escapes whatever is put into it; the browser makes
//! the whole page of it in one go. Nothing here knows of a window, so the host writes the same pages. What a piece
//! wants done when it is used stands in its `data-` attributes; the browser's side is `root::actions`.

pub mod attachment;
pub mod author;
pub mod body;
pub mod breadcrumb;
pub mod chip;
pub mod gate;
pub mod icon;
pub mod jump;
pub mod link;
pub mod moment;
pub mod pager;
pub mod poll;
pub mod post;
pub mod problem;
pub mod qr;
pub mod remarks;
pub mod section;
pub mod settings;
pub mod shell;
pub mod thread_row;
pub mod thread_tools;
