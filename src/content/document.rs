//! A document of whatever kind.

use super::{Name, Wrong, parse};
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
    /// Reads the text of a document.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn parse(name: &Name, text: &str) -> Result<Self, Wrong> {
        Ok(match name {
            Name::Site => Self::Site(parse(text)?),
            Name::Home => Self::Home(parse(text)?),
            Name::List { .. } => Self::List(parse(text)?),
            Name::Section(_) => Self::Section(parse(text)?),
            Name::Thread { .. } => Self::Thread(parse(text)?),
            Name::User(_) => Self::User(parse(text)?),
            Name::UserThreads { .. } => Self::UserThreads(parse(text)?),
            Name::UserPosts { .. } => Self::UserPosts(parse(text)?),
            Name::Page(_) => Self::Page(parse(text)?),
            Name::Modlog(_) => Self::Modlog(parse(text)?),
        })
    }
}
