//! The answer to a route: what a page needs to be drawn.

use crate::{
    backend::Backend,
    model::{
        BodyFormat, Home, ModlogPage, Order, Post, Problem, ProblemCode, SearchPage, SectionPage,
        StaticPage, Thread, ThreadList, ThreadPage, UserPage, UserPosts, UserThreads,
    },
    route::{Route, ThreadRoute, UserTab},
    transport::Answer,
};
use futures_util::try_join;
use std::{future::ready, sync::Arc};

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
#[derive(Clone, Debug, Default, PartialEq)]
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
                let mut profile = Profile::default();
                let part: Answer<'_, ()> = match tab {
                    UserTab::Profile => Box::pin(ready(Ok(()))),
                    UserTab::Threads => {
                        let threads = backend.user_threads(id, *page);
                        let place = &mut profile.threads;
                        Box::pin(async move { threads.await.map(|found| *place = Some(found)) })
                    }
                    UserTab::Posts => {
                        let posts = backend.user_posts(id, *page);
                        let place = &mut profile.posts;
                        Box::pin(async move { posts.await.map(|found| *place = Some(found)) })
                    }
                };
                let (user, ()) = try_join!(backend.user(id), part)?;
                profile.user = user;
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
        self.says() != earlier.says()
    }

    /// What the document says to a reader, in one number. Comparing every field of every type with its like would
    /// take much more of the first load.
    fn says(&self) -> u64 {
        let mut said = Said::default();
        match self {
            Self::Home(home) => {
                for list in [&home.newest, &home.hot, &home.digest] {
                    said.threads(list);
                }
            }
            Self::List(list) => said.threads(&list.threads),
            Self::Search(found) => {
                for hit in &found.hits {
                    said.text(hit.thread.id.as_str());
                    said.text(hit.post.as_ref().map_or("", |post| post.as_str()));
                }
            }
            Self::Section(page) => {
                said.threads(&page.threads);
                said.number(page.section.gate.is_some().into());
            }
            Self::Thread(page) => {
                page.posts.iter().for_each(|post| said.post(post));
                said.number(page.page.count.unwrap_or_default().into());
                said.number(page.page.next.is_some().into());
            }
            Self::Post(page) => said.number((*page).into()),
            Self::User(profile) => {
                let user = &profile.user.user;
                said.text(&user.name);
                for stat in user.stats.iter().chain(&user.credits) {
                    said.text(&stat.value);
                }
                if let Some(found) = &profile.threads {
                    said.threads(&found.threads);
                }
                if let Some(found) = &profile.posts {
                    found.posts.iter().for_each(|found| said.post(&found.post));
                }
            }
            Self::Page(page) => said.text(&page.body.text),
            Self::Modlog(page) => {
                for entry in &page.entries {
                    said.number(entry.at.0.unsigned_abs());
                    said.text(entry.reason.as_deref().unwrap_or_default());
                }
            }
        }
        said.0
    }

    /// Whether the document will never change.
    pub fn is_final(&self) -> bool {
        match self {
            Self::Thread(page) => page.r#final,
            _ => false,
        }
    }

    /// Whether somebody's HTML stands in it, which takes a module of its own to be cleaned.
    pub fn has_html(&self) -> bool {
        match self {
            Self::Thread(_) | Self::User(_) | Self::Page(_) => true,
            Self::Section(page) => page.section.rules_html.is_some(),
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

/// The Fowler–Noll–Vo hash of what was said so far.
struct Said(u64);

impl Default for Said {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Said {
    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
        }
    }

    fn number(&mut self, number: u64) {
        self.bytes(&number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes(text.as_bytes());
    }

    fn threads(&mut self, threads: &[Thread]) {
        self.number(threads.len() as u64);
        for thread in threads {
            self.text(thread.id.as_str());
            self.text(&thread.title);
            self.number(thread.counts.replies.unwrap_or_default());
            self.number(thread.flags.len() as u64);
        }
    }

    fn post(&mut self, post: &Post) {
        self.text(post.id.as_str());
        self.text(&post.body.text);
        self.number(post.state as u64);
        self.number(
            post.edited
                .as_ref()
                .map_or(0, |edit| edit.at.0.unsigned_abs()),
        );
        for count in [
            post.attachments.len(),
            post.comments.len(),
            post.ratings.len(),
        ] {
            self.number(count as u64);
        }
        let voted = post
            .score
            .as_ref()
            .map_or(0, |score| score.up.wrapping_add(score.down));
        let reacted = post
            .reactions
            .iter()
            .fold(0_u64, |sum, one| sum.wrapping_add(one.count));
        self.number(voted.wrapping_add(reacted));
        for option in post.poll.iter().flat_map(|poll| &poll.options) {
            self.number(option.votes.unwrap_or_default());
        }
    }
}
