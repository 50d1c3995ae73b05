//! A document of whatever kind.

use super::{Content, Fault, Name};
use crate::model::{
    Home, ModlogPage, SectionPage, Site, StaticPage, ThreadList, ThreadPage, UserPage, UserPosts,
    UserThreads,
};

/// A document, by its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Document {
    /// The site.
    Site(Box<Site>),
    /// The home page's threads.
    Home(Home),
    /// A page of a list across all sections.
    List(ThreadList),
    /// A page of a section's threads.
    Section(Box<SectionPage>),
    /// A page of a thread's posts.
    Thread(Box<ThreadPage>),
    /// A member.
    User(Box<UserPage>),
    /// A page of the threads that a member opened.
    UserThreads(UserThreads),
    /// A page of the posts that a member wrote.
    UserPosts(UserPosts),
    /// A page of the site's own.
    Page(StaticPage),
    /// A page of the moderation log.
    Modlog(ModlogPage),
}

impl Document {
    pub(super) fn read(content: &Content, name: &Name) -> Result<Self, Fault> {
        Ok(match name {
            Name::Site => Self::Site(content.read(name)?),
            Name::Home => Self::Home(content.read(name)?),
            Name::List { .. } => Self::List(content.read(name)?),
            Name::Section(_) => Self::Section(content.read(name)?),
            Name::Thread { .. } => Self::Thread(content.read(name)?),
            Name::User(_) => Self::User(content.read(name)?),
            Name::UserThreads { .. } => Self::UserThreads(content.read(name)?),
            Name::UserPosts { .. } => Self::UserPosts(content.read(name)?),
            Name::Page(_) => Self::Page(content.read(name)?),
            Name::Modlog(_) => Self::Modlog(content.read(name)?),
        })
    }
}
