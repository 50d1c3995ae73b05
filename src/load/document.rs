//! The answer to a route: what a page needs to be drawn.

use crate::{
    backend::Backend,
    model::{
        BodyFormat, Home, ModlogPage, Order, Problem, ProblemCode, SearchPage, SectionPage,
        StaticPage, Thread, ThreadList, ThreadPage, UserPage, UserPosts, UserThreads,
    },
    route::{Route, ThreadRoute, UserTab},
};
use futures_util::try_join;
use std::sync::Arc;

/// What a page shows, by the kind of page. Cheap to clone.
#[derive(Clone, Debug, PartialEq)]
pub enum Document {
    /// The home page's threads.
    Home(Arc<Home>),
    /// A list across all sections.
    List(Arc<ThreadList>),
    /// What a search found.
    Search(Arc<SearchPage>),
    /// A section's threads.
    Section(Arc<SectionPage>),
    /// A thread's posts.
    Thread(Arc<ThreadPage>),
    /// The page of its thread that a post stands on.
    Post(u32),
    /// A member.
    User(Arc<Profile>),
    /// A page of the site's own.
    Page(Arc<StaticPage>),
    /// The moderation log.
    Modlog(Arc<ModlogPage>),
}

/// A member with the part of the profile that was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// The member.
    pub user: UserPage,
    /// The threads that the member opened.
    pub threads: Option<UserThreads>,
    /// The posts that the member wrote.
    pub posts: Option<UserPosts>,
}

impl Document {
    /// The route without what only the view makes of its document.
    pub fn key(route: &Route) -> Route {
        match route {
            Route::Thread(thread) => Route::Thread(ThreadRoute {
                order: Order::Oldest,
                ..thread.clone()
            }),
            route => route.clone(),
        }
    }

    /// Asks a backend for the document of a route.
    pub async fn ask(backend: &dyn Backend, route: &Route) -> Result<Self, Problem> {
        Ok(match route {
            Route::Home => Self::Home(backend.home().await?.into()),
            Route::List { list, page } => Self::List(backend.list(*list, *page).await?.into()),
            Route::Section(route) => Self::Section(backend.section(route).await?.into()),
            Route::Thread(route) => Self::Thread(backend.thread(route).await?.into()),
            Route::Post { thread, post } => Self::Post(backend.find_post(thread, post).await?),
            Route::User { id, tab, page } => {
                let profile = match tab {
                    UserTab::Profile => Profile {
                        user: backend.user(id).await?,
                        threads: None,
                        posts: None,
                    },
                    UserTab::Threads => {
                        let (user, threads) =
                            try_join!(backend.user(id), backend.user_threads(id, *page))?;
                        Profile {
                            user,
                            threads: Some(threads),
                            posts: None,
                        }
                    }
                    UserTab::Posts => {
                        let (user, posts) =
                            try_join!(backend.user(id), backend.user_posts(id, *page))?;
                        Profile {
                            user,
                            threads: None,
                            posts: Some(posts),
                        }
                    }
                };
                Self::User(profile.into())
            }
            Route::Tag { tag, page } => Self::List(backend.tag(tag, *page).await?.into()),
            // Nothing is searched for without words.
            Route::Search(route) if route.query.is_empty() => {
                Self::Search(SearchPage::default().into())
            }
            Route::Search(route) => Self::Search(backend.search(route).await?.into()),
            Route::Page { slug } => Self::Page(backend.page(slug).await?.into()),
            Route::Modlog { page } => Self::Modlog(backend.modlog(*page).await?.into()),
            Route::NotFound => return Err(Problem::new(ProblemCode::NotFound)),
        })
    }

    /// Whether a reader would miss something without it; how often a thread was seen does not count.
    pub fn says_more_than(&self, earlier: &Self) -> bool {
        let lists_more = |now: &[Thread], then: &[Thread]| {
            let tell = |thread: &Thread| (thread.counts.replies, thread.flags.len());
            now.len() != then.len()
                || now.iter().zip(then).any(|(now, then)| {
                    now.id != then.id || now.title != then.title || tell(now) != tell(then)
                })
        };
        match (self, earlier) {
            (Self::List(now), Self::List(then)) => lists_more(&now.threads, &then.threads),
            (Self::Section(now), Self::Section(then)) => lists_more(&now.threads, &then.threads),
            (Self::Thread(now), Self::Thread(then)) => {
                now.posts != then.posts || now.page != then.page
            }
            (now, then) => now != then,
        }
    }

    /// Whether the document will never change.
    pub fn is_final(&self) -> bool {
        match self {
            Self::Thread(page) => page.r#final,
            _ => false,
        }
    }

    /// Whether any of its texts is Markdown, which takes a module of its own to show.
    pub fn has_markdown(&self) -> bool {
        let markdown = BodyFormat::Markdown;
        match self {
            Self::Thread(page) => page.posts.iter().any(|post| post.body.format == markdown),
            Self::User(profile) => profile.posts.as_ref().is_some_and(|posts| {
                posts
                    .posts
                    .iter()
                    .any(|post| post.post.body.format == markdown)
            }),
            Self::Page(page) => page.body.format == markdown,
            _ => false,
        }
    }
}
