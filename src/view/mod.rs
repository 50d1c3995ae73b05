//! The pieces that pages are made of: model in, HTML out.
//!
//! Nothing here touches the window while it is drawn, so the same pieces render on the host.

pub mod attachment;
pub mod author;
pub mod body;
pub mod breadcrumb;
pub mod chip;
pub mod gate;
pub mod icon;
pub mod jump;
pub mod lightbox;
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
