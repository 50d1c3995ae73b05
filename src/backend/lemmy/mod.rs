//! Lemmy's API, v3 of 0.19 and v4 of 1.0, read by guests. CORS is open there, so no server stands between.
//!
//! Requests of each page, besides those that are sent once in a session: `site` (before it, where the address does
//! not name the version, one that 0.19 refuses) and a community, when one of its pages is first opened.
//!
//! | page | requests |
//! |---|---|
//! | site | the communities |
//! | home | 2 |
//! | a list, a section, a search, the log | 1; with cursors, a jump ahead takes one more for 50 entries left out |
//! | a search for what one member wrote, in 0.19 | 1 more for each member |
//! | a thread | 2, none for its next pages; with 300 comments or more, up to 10 for branches, 20 for comments on the post |
//! | a post's place | as the thread, which then takes none; 1 more where the post was cut off |
//! | a member | 1; in 0.19, also for the first page of what they wrote; else 2 |
//!
//! A tree of comments comes whole or not: the server sends 300 comments, those on the first post first. Where there are
//! more of these, up to 20 requests bring those after them: the tree's next pages in 1.0; in 0.19, which has none, all
//! comments by their age, at 50 each. Of a branch 300 comments can be reached.

mod address;
mod author;
mod client;
mod dialect;
mod field;
mod modlog;
mod refusal;
mod rest;
mod section;
mod site;
mod talk;
mod thread;

use self::{
    client::{Client, Listed, MOST},
    dialect::Dialect,
    field::{figure, host, list},
    rest::Rest,
    talk::{Talk, WHOLE, branches, is_on_post, outermost, remarks},
    thread::thread,
};
use super::{Backend, Reply, lazy, nothing, reading::reading};
use crate::{
    model::{
        Home, ModlogPage, Post, PostId, Problem, ProblemCode, SearchPage, SectionPage, Site, Sort,
        StaticPage, Thread, ThreadId, ThreadList, ThreadListName, ThreadPage, Time, UserId,
        UserPage, UserPosts, UserThreads, Version,
    },
    route::{Route, SearchRoute, SectionRoute, ThreadRoute, escape},
    text::time::now,
    transport::{Answer, Transport},
};
use futures_util::{future::join_all, join, try_join};
pub use rest::AsRest;
use std::{cell::RefCell, future::ready, rc::Rc};

/// Reads a forum that Lemmy serves.
pub struct Lemmy {
    client: Client,
    talk: RefCell<Option<Kept>>,
}

/// The thread that was read last. Its pages are cut from one answer, so that they fit together; a page that is asked
/// for again is wanted anew, and so is any page after a while.
struct Kept {
    id: ThreadId,
    talk: Rc<Talk>,
    at: Time,
    seen: Vec<u32>,
}

/// For how many seconds the pages of a thread are cut from the same answer.
const WHILE: i64 = 600;

impl Lemmy {
    /// Reads from a forum's address, which ends with a slash; it may name the version: `…/api/v3/`.
    pub fn new(url: &str, transport: Rc<dyn Transport>) -> Self {
        Self {
            client: Client::new(url, transport),
            talk: RefCell::default(),
        }
    }

    /// What few readers ask for, which is a part of the program of its own.
    fn part(&self) -> Answer<'_, &dyn Rest> {
        Box::pin(async { lazy::lemmy_rest().await.map(|part| part(&self.client)) })
    }

    fn rest<'a, T: 'a>(
        &'a self,
        ask: impl FnOnce(&'a dyn Rest) -> Answer<'a, T> + 'a,
    ) -> Answer<'a, T> {
        let part = self.part();
        Box::pin(async move { ask(part.await?).await })
    }

    /// A page of posts.
    fn posts(
        &self,
        of: String,
        sort: fn(&Dialect) -> &'static str,
        page: u32,
    ) -> Answer<'_, Listed> {
        Box::pin(async move {
            let dialect = self.client.dialect().await?;
            let path = dialect.posts(&of, sort(dialect));
            self.client.listed(path, page, &["posts"]).await
        })
    }

    /// A thread with its comments, as it was last read or as it is now.
    fn talk<'a>(&'a self, id: &'a ThreadId, page: Option<u32>) -> Answer<'a, Rc<Talk>> {
        if let Some(page) = page {
            let mut kept = self.talk.borrow_mut();
            let known = kept.as_mut().filter(|kept| {
                kept.id == *id && !kept.seen.contains(&page) && now().0 - kept.at.0 < WHILE
            });
            if let Some(kept) = known {
                kept.seen.push(page);
                return Box::pin(ready(Ok(Rc::clone(&kept.talk))));
            }
        }
        Box::pin(async move {
            let talk = Rc::new(self.read_talk(id).await?);
            self.talk.replace(Some(Kept {
                id: id.clone(),
                talk: Rc::clone(&talk),
                at: now(),
                seen: page.into_iter().collect(),
            }));
            Ok(talk)
        })
    }

    async fn read_talk(&self, id: &ThreadId) -> Result<Talk, Problem> {
        let dialect = self.client.dialect().await?;
        let api = dialect.api;
        let (id, post): (String, Answer<'_, Rc<Reply>>) =
            match id.as_str().strip_prefix(address::OF_COMMENT) {
                None => {
                    let id = number(id.as_str())?;
                    let post = self.client.ask(format!("{api}post?id={id}"));
                    (id.to_owned(), post)
                }
                // A thread may be named by one of its comments.
                Some(comment) => {
                    let path = format!("{api}post?comment_id={}", number(comment)?);
                    let post = self.client.ask(path).await?;
                    (post.read(thread::id)?, Box::pin(ready(Ok(post))))
                }
            };
        let comments = [api, &dialect.tree("post_id", &id)].concat();
        let (post, comments, languages) =
            try_join!(post, self.client.ask(comments), self.client.languages())?;
        let op = thread::opener(post.node().get("post_view"));
        let mut all = comments.read(|node| remarks(node, &languages, op))?;
        if all.len() >= WHOLE && all.iter().all(is_on_post) {
            let view = post.node().get("post_view");
            let of_post = view.get("post");
            let count = figure(view, of_post, "comments").unwrap_or_default();
            let id = of_post.get("id").text().unwrap_or_default();
            let read = |reply: &Reply| remarks(reply.node(), &languages, op);
            let later = self.rest(|rest| rest.later(dialect, &id, &comments, count, &read));
            // What does not come is left out.
            all.extend(later.await.unwrap_or_default());
        }
        post.read(|node| Talk::read(node, all, &languages))
    }
}

/// The posts of a list.
fn threads(listed: &Listed) -> Result<Vec<Thread>, Problem> {
    listed.read(|node, languages| list(node, "posts", |view| thread(view, languages)))
}

/// The whole of a branch that was cut off.
fn branch(reply: &Reply, talk: &Talk) -> Result<Vec<Post>, Problem> {
    let remarks = reply.read(|node| remarks(node, &talk.languages, talk.op))?;
    let branches = branches(remarks, true);
    Ok(branches
        .into_iter()
        .flat_map(|branch| branch.posts)
        .collect())
}

/// The number of a post or comment; nothing else names one.
fn number(id: &str) -> Result<&str, Problem> {
    match address::is_number(id) {
        true => Ok(id),
        false => Err(Problem::new(ProblemCode::NotFound)),
    }
}

impl Backend for Lemmy {
    fn root(&self) -> &str {
        self.client.root()
    }

    fn site(&self) -> Answer<'_, Site> {
        Box::pin(async {
            let dialect = self.client.dialect().await?;
            let communities = format!("{}{}&limit={MOST}", dialect.api, dialect.communities);
            let (about, communities, languages) = join!(
                self.client.about(),
                self.client.ask(communities),
                self.client.languages()
            );
            let languages = languages?;
            let site = about?.read(|node| site::site(node, &languages, self.root()))?;
            match communities {
                Ok(reply) => reply.read(|node| site::with_sections(site, node)),
                // A private instance tells guests its name, and nothing else.
                Err(problem) if problem.code == ProblemCode::LoginRequired => Ok(site),
                Err(problem) => Err(problem),
            }
        })
    }

    fn home(&self) -> Answer<'_, Home> {
        Box::pin(async {
            let newest = self.posts(String::new(), |dialect| dialect.created, 1);
            let hot = self.posts(String::new(), |dialect| dialect.active, 1);
            let (newest, hot) = try_join!(newest, hot)?;
            let (mut newest, mut hot) = (threads(&newest)?, threads(&hot)?);
            newest.truncate(10);
            hot.truncate(10);
            Ok(Home {
                newest,
                hot,
                ..Home::default()
            })
        })
    }

    fn list(&self, list: ThreadListName, page: u32) -> Answer<'_, ThreadList> {
        let sort: fn(&Dialect) -> &'static str = match list {
            ThreadListName::Newest => |dialect| dialect.created,
            ThreadListName::Hot => |dialect| dialect.active,
            ThreadListName::Digest => return nothing(),
        };
        reading(self.posts(String::new(), sort, page), |listed| {
            Ok(ThreadList {
                v: Version::default(),
                threads: threads(listed)?,
                page: listed.page.clone(),
            })
        })
    }

    fn section<'a>(&'a self, route: &'a SectionRoute) -> Answer<'a, SectionPage> {
        Box::pin(async move {
            let name = escape(route.id.as_str());
            let sort: fn(&Dialect) -> &'static str = match route.sort {
                Sort::Created => |dialect| dialect.created,
                Sort::Replies => |dialect| dialect.replies,
                _ => |dialect| dialect.last_post,
            };
            let of = format!("community_name={name}&");
            let api = self.client.dialect().await?.api;
            let about = self.client.once(format!("{api}community?name={name}"));
            let (about, listed) = try_join!(about, self.posts(of, sort, route.page))?;
            Ok(SectionPage {
                v: Version::default(),
                section: about.read(section::with_moderators)?,
                breadcrumb: Vec::new(),
                threads: threads(&listed)?,
                page: listed.page,
            })
        })
    }

    fn thread<'a>(&'a self, route: &'a ThreadRoute) -> Answer<'a, ThreadPage> {
        Box::pin(async move {
            let talk = self.talk(&route.id, Some(route.page)).await?;
            let dialect = self.client.dialect().await?;
            let (page, shown) = talk.page(route.page);
            let missing = shown.iter().filter_map(talk::Branch::missing);
            let asked = missing.map(|id| {
                self.client
                    .ask([dialect.api, &dialect.tree("parent_id", id)].concat())
            });
            let replies = join_all(asked).await;
            let mut whole = Vec::with_capacity(replies.len());
            for reply in replies {
                whole.push(branch(&*reply?, &talk)?);
            }
            Ok(talk.shown(page, shown, whole))
        })
    }

    fn find_post<'a>(&'a self, thread: &'a ThreadId, post: &'a PostId) -> Answer<'a, u32> {
        Box::pin(async move {
            let talk = self.talk(thread, None).await?;
            if let Some(page) = talk.page_of(post) {
                return Ok(page);
            }
            // It may be in a part of its branch that was cut off.
            let api = self.client.dialect().await?.api;
            let path = format!("{api}comment?id={}", number(post.as_str())?);
            let reply = self.client.ask(path).await?;
            let comment = reply.node().get("comment_view").get("comment");
            outermost(comment)
                .and_then(|id| talk.page_of(&PostId(id)))
                .ok_or_else(|| Problem::new(ProblemCode::NotFound))
        })
    }

    fn search<'a>(&'a self, route: &'a SearchRoute) -> Answer<'a, SearchPage> {
        self.rest(move |rest| rest.search(route))
    }

    fn user<'a>(&'a self, id: &'a UserId) -> Answer<'a, UserPage> {
        self.rest(move |rest| rest.user(id))
    }

    fn user_threads<'a>(&'a self, id: &'a UserId, page: u32) -> Answer<'a, UserThreads> {
        self.rest(move |rest| rest.user_threads(id, page))
    }

    fn user_posts<'a>(&'a self, id: &'a UserId, page: u32) -> Answer<'a, UserPosts> {
        self.rest(move |rest| rest.user_posts(id, page))
    }

    fn page<'a>(&'a self, slug: &'a str) -> Answer<'a, StaticPage> {
        self.rest(move |rest| rest.page(slug))
    }

    fn modlog(&self, page: u32) -> Answer<'_, ModlogPage> {
        self.rest(move |rest| rest.modlog(page))
    }

    fn route(&self, path: &str, query: &str, fragment: &str) -> Option<Route> {
        address::route(path, query, fragment, host(self.root()).unwrap_or_default())
    }
}
