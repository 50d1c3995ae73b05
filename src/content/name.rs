//! The name of a document: which one it is, wherever it is kept.

use crate::{
    backend::native::place::{
        self, HOME, LIST, MODLOG, PAGE, Place, THREAD, THREAD_BY, USER, USER_POSTS, USER_THREADS,
        Values, of_author, of_id, of_list, of_section,
    },
    model::{Order, Paths, ThreadId, ThreadListName, UserId},
    route::{Route, SectionRoute, ThreadRoute, UserTab},
};
use percent_encoding::percent_decode_str;

/// Names a document of the content format. Pages count from 1.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Name {
    /// `site.json`.
    Site,
    /// The home page's threads.
    Home,
    /// A page of a list across all sections.
    List {
        /// Which list.
        list: ThreadListName,
        /// Which page of it.
        page: u32,
    },
    /// A page of a section's threads, in some order, narrowed or not.
    Section(SectionRoute),
    /// A page of a thread's posts.
    Thread {
        /// The thread.
        id: ThreadId,
        /// Only this member's posts.
        author: Option<UserId>,
        /// Which page.
        page: u32,
    },
    /// A member.
    User(UserId),
    /// A page of the threads that a member opened.
    UserThreads {
        /// The member.
        id: UserId,
        /// Which page.
        page: u32,
    },
    /// A page of the posts that a member wrote.
    UserPosts {
        /// The member.
        id: UserId,
        /// Which page.
        page: u32,
    },
    /// A page of the site's own.
    Page(String),
    /// A page of the moderation log.
    Modlog(u32),
}

impl Name {
    /// A page of all posts of a thread.
    pub fn thread(id: &ThreadId, page: u32) -> Self {
        Self::Thread {
            id: id.clone(),
            author: None,
            page,
        }
    }

    /// The kind of document, as the schema calls it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Home => "home",
            Self::List { .. } => "list",
            Self::Section(_) => "section",
            Self::Thread { .. } => "thread",
            Self::User(_) => "user",
            Self::UserThreads { .. } => "user_threads",
            Self::UserPosts { .. } => "user_posts",
            Self::Page(_) => "page",
            Self::Modlog(_) => "modlog",
        }
    }

    /// The page of the app that shows the document; none for `site.json`, which every page shows.
    pub fn route(&self) -> Option<Route> {
        let user = |id: &UserId, tab, page| Route::User {
            id: id.clone(),
            tab,
            page,
        };
        Some(match self {
            Self::Site => return None,
            Self::Home => Route::Home,
            Self::List { list, page } => Route::List {
                list: *list,
                page: *page,
            },
            Self::Section(route) => Route::Section(route.clone()),
            Self::Thread { id, author, page } => Route::Thread(ThreadRoute {
                id: id.clone(),
                page: *page,
                order: Order::Oldest,
                only_author: author.clone(),
            }),
            Self::User(id) => user(id, UserTab::Profile, 1),
            Self::UserThreads { id, page } => user(id, UserTab::Threads, *page),
            Self::UserPosts { id, page } => user(id, UserTab::Posts, *page),
            Self::Page(slug) => Route::Page { slug: slug.clone() },
            Self::Modlog(page) => Route::Modlog { page: *page },
        })
    }

    /// The document's path below the content root, escaped as in an address.
    pub fn address(&self, paths: &Paths) -> String {
        match self.place() {
            Some((place, values)) => place::path(paths, place, &values),
            None => "site.json".to_owned(),
        }
    }

    /// The document's path below a content folder, as a file server understands its address; none where that
    /// would lead elsewhere.
    pub fn file(&self, paths: &Paths) -> Option<String> {
        let address = self.address(paths);
        let file = percent_decode_str(&address).decode_utf8().ok()?;
        is_inside(&file).then(|| file.into_owned())
    }

    fn place(&self) -> Option<(Place, Values)> {
        Some(match self {
            Self::Site => return None,
            Self::Home => (HOME, Values::new()),
            Self::List { list, page } => (LIST, of_list(*list, *page)),
            Self::Section(route) => of_section(route),
            Self::Thread { id, author, page } => match author {
                Some(author) => (THREAD_BY, of_author(id.as_str(), author, *page)),
                None => (THREAD, of_id(id.as_str(), *page)),
            },
            Self::User(id) => (USER, of_id(id.as_str(), 1)),
            Self::UserThreads { id, page } => (USER_THREADS, of_id(id.as_str(), *page)),
            Self::UserPosts { id, page } => (USER_POSTS, of_id(id.as_str(), *page)),
            Self::Page(slug) => (PAGE, vec![("slug", slug.clone())]),
            Self::Modlog(page) => (MODLOG, vec![("page", page.to_string())]),
        })
    }
}

/// Whether a path leads to a file below the folder that it is relative to.
pub(super) fn is_inside(path: &str) -> bool {
    !path.contains(['\\', '\0']) && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}
