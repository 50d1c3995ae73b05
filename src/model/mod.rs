//! The content format as types: what a forum is, whoever serves it.
//!
//! Every type here is one object of the format described in `docs/format.md`. Three rules hold for all of
//! them: a field that is absent is unknown, `null` is known to be none, and unknown fields are ignored. In
//! Rust both of the first are `None`; no view tells them apart.

mod attachment;
mod author;
mod home;
mod id;
mod link;
mod modlog;
mod pack;
mod page;
mod poll;
mod post;
mod problem;
pub(crate) mod read;
mod search;
mod section;
mod site;
mod static_page;
mod thread;
mod time;
mod user;
mod version;

pub use attachment::{Attachment, AttachmentKind};
pub use author::{Author, AuthorState, Group, Stat};
pub use home::{Home, ThreadList, ThreadListName};
pub use id::{PostId, SectionId, ThreadId, UserId};
pub use link::{Audience, Link};
pub use modlog::{ModlogAction, ModlogEntry, ModlogPage};
pub use pack::{PackSet, Packs};
pub use page::Page;
pub use poll::{Poll, PollOption};
pub use post::{
    Badge, Body, BodyFormat, Comment, Edit, Post, PostState, Rating, Reaction, ReplyTo, Score,
};
pub use problem::{FieldError, Gate, GateReason, Problem, ProblemCode};
pub use read::{Field, Kind, Misfit, Read, Reader, Shape};
pub use search::{Mark, SearchHit, SearchPage};
pub use section::{Counts, Filter, LastPost, Prefix, Section, SectionPage, Sort};
pub use site::{Auth, Capability, Clock, Notice, Paths, Qr, Site, SiteStats};
pub use static_page::StaticPage;
pub use thread::{
    LastReply, Neighbours, Order, Reply, Thread, ThreadCounts, ThreadFlag, ThreadKind, ThreadPage,
};
pub use time::Time;
pub use user::{UserPage, UserPost, UserPosts, UserThreads};
pub use version::Version;
