//! The backends: which requests answer a question, and how their answers become the model.

mod config;
mod decode;
mod native;
mod template;

pub use config::{BackendConfig, BackendKind, Config};
pub use decode::{decode, decode_document};
pub use native::Native;
pub use template::expand;

use crate::{
    model::{
        Home, ModlogPage, PostId, SectionPage, Site, StaticPage, ThreadId, ThreadList,
        ThreadListName, ThreadPage, UserId, UserPage, UserPosts, UserThreads,
    },
    route::{SectionRoute, ThreadRoute},
    transport::{Answer, Transport},
};
use std::rc::Rc;

/// A forum that can be read. Each question costs as few requests as the forum allows.
pub trait Backend {
    /// The site around every page.
    fn site(&self) -> Answer<'_, Site>;
    /// The threads that the home page shows.
    fn home(&self) -> Answer<'_, Home>;
    /// A page of a list of threads across all sections.
    fn list(&self, list: ThreadListName, page: u32) -> Answer<'_, ThreadList>;
    /// A page of a section's threads.
    fn section<'a>(&'a self, route: &'a SectionRoute) -> Answer<'a, SectionPage>;
    /// A page of a thread's posts, oldest first. With `only_author`, either that member's posts alone, or all
    /// posts where the backend cannot tell them apart; the answer says which.
    fn thread<'a>(&'a self, route: &'a ThreadRoute) -> Answer<'a, ThreadPage>;
    /// The page of its thread that a post stands on.
    fn find_post<'a>(&'a self, thread: &'a ThreadId, post: &'a PostId) -> Answer<'a, u32>;
    /// A member.
    fn user<'a>(&'a self, id: &'a UserId) -> Answer<'a, UserPage>;
    /// A page of the threads that a member opened.
    fn user_threads<'a>(&'a self, id: &'a UserId, page: u32) -> Answer<'a, UserThreads>;
    /// A page of the posts that a member wrote.
    fn user_posts<'a>(&'a self, id: &'a UserId, page: u32) -> Answer<'a, UserPosts>;
    /// A page of the site's own.
    fn page<'a>(&'a self, slug: &'a str) -> Answer<'a, StaticPage>;
    /// A page of the moderation log.
    fn modlog(&self, page: u32) -> Answer<'_, ModlogPage>;
    /// The address that relative addresses in the content are relative to.
    fn root(&self) -> &str;
}

/// The backend that a configuration asks for, at its absolute address `url`.
pub fn open(config: &BackendConfig, url: String, transport: Rc<dyn Transport>) -> Rc<dyn Backend> {
    match config.kind {
        BackendKind::Native => Rc::new(Native::new(url, transport, config.paths.clone())),
    }
}
