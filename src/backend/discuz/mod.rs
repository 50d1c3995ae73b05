//! Discuz! X3.4 and X3.5, by the API of their mobile plugin (`api/mobile/index.php`).
//!
//! The API answers only pages of its own origin, so the app stands beside the forum or behind the same proxy.
//!
//! | page | requests |
//! |---|---|
//! | any, once | 3: `check`, `forumindex` (the tree of sections), and one that tells the zone |
//! | home | 3: `hotthread`; `forumnav`, then `newthreads` |
//! | newest | 1, and `forumnav` once; hot: 1 |
//! | section | 1 (and the tree, once); a group of sections: none |
//! | thread | 2: the same page in versions 4 and 1 (and the tree and the zone, once) |
//! | a post | 2: the post, then its page, which the page of the thread does not ask for again |
//! | member | 1 |
//!
//! Not read: `hotforum`, which has the sections' last posts, but those of shut sections too; the modules for favourites,
//! messages and one's own threads, which are the reader's own; `extends`, which fails on PHP 8. There is no module
//! for search, announcements, moderators, tags, ratings, signatures or other members' threads.

mod answer;
mod api;
mod author;
mod body;
mod clock;
mod index;
pub mod messages;
mod post;
mod section;
mod sentences;
mod thread;

use self::{
    answer::{Reader, Refusal, is_page, variables},
    api::{Kept, ask, send},
    clock::SiteClock,
    index::Index,
    thread::Asked,
};
use super::{Backend, Node, Reply, Server};
use crate::backend::rank::sort_by_rank;
use crate::{
    model::{
        Auth, Capability, Clock, Home, Page, PostId, Problem, ProblemCode, SectionId, SectionPage,
        Site, SiteStats, Thread, ThreadId, ThreadList, ThreadListName, ThreadPage, Time, UserId,
        UserPage, Version,
    },
    route::{SectionRoute, ThreadRoute, escape},
    text::entity,
    text::language::Language,
    transport::{Answer, Response, Transport},
};
use futures_util::join;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

/// How many threads a page of the newest has, and how many of each list the home page.
const NEWEST: usize = 20;
const HOME: usize = 10;

/// How far from where it should be a post is looked for: deleted posts move the later ones.
const STEPS: u32 = 4;

/// A Discuz! forum.
pub struct Discuz {
    server: Rc<Server>,
    /// The moment, for what is shown as how long ago.
    now: fn() -> Time,
    forums: Kept,
    index: RefCell<Option<Rc<Index>>>,
    readable: Kept,
    nothing: Kept,
    /// Minutes that displayed times are east of UTC, if that could be found out; none before it was tried.
    offset: Cell<Option<Option<i32>>>,
    /// The page that a post was just found on.
    found: RefCell<Option<(String, Reply)>>,
}

impl Discuz {
    /// Reads from the forum at an absolute address, which ends with a slash. `now` is the moment at any time.
    pub fn new(root: String, transport: Rc<dyn Transport>, now: fn() -> Time) -> Self {
        Self {
            server: Rc::new(Server::new(root, transport)),
            now,
            forums: Kept::new("version=4&module=forumindex"),
            index: RefCell::new(None),
            readable: Kept::new("version=4&module=forumnav"),
            nothing: Kept::new("version=4&module=viewthread&tid=0"),
            offset: Cell::new(None),
            found: RefCell::new(None),
        }
    }

    async fn ask(&self, query: &str) -> Result<Reply, Problem> {
        ask(&self.server, query).await
    }

    /// The clock of displayed times. No module tells the zone; but of a thread that does not exist, the server shows
    /// when it was last written in: at the beginning of time.
    async fn clock(&self) -> SiteClock {
        let offset = match self.offset.get() {
            Some(known) => known,
            None => {
                let reply = self.nothing.get(&self.server).await.ok();
                let offset = reply.and_then(|reply| {
                    let thread = variables(&reply).get("thread");
                    clock::offset(thread.get("lastpost").str()?, Time(0))
                });
                // It is not asked for again, whatever came.
                self.offset.set(Some(offset));
                offset
            }
        };
        SiteClock {
            offset,
            now: (self.now)(),
        }
    }

    /// The tree of sections.
    async fn index(&self) -> Result<Rc<Index>, Problem> {
        let known = self.index.borrow().clone();
        if let Some(index) = known {
            return Ok(index);
        }
        let reply = self.forums.get(&self.server).await?;
        let index = Rc::new(reply.read(|node| index::index(node.get("Variables")))?);
        *self.index.borrow_mut() = Some(index.clone());
        Ok(index)
    }

    /// The sections that this reader may read, by number. Only these are asked for new threads: the server would
    /// give those of shut sections too.
    async fn readable(&self) -> Result<String, Problem> {
        let reply = self.readable.get(&self.server).await?;
        refuse(&reply)?;
        let sections: Vec<String> = variables(&reply)
            .get("forums")
            .items()
            .into_iter()
            .filter(|forum| forum.get("type").str() != Some("group"))
            .filter_map(|forum| forum.get("fid").text())
            .collect();
        Ok(sections.join(","))
    }

    async fn newest(&self, page: u32, size: usize) -> Result<ThreadList, Problem> {
        let sections = self.readable().await?;
        if sections.is_empty() {
            return Err(Problem::new(ProblemCode::NotFound));
        }
        let start = size.saturating_mul(page.max(1) as usize - 1);
        let query = format!(
            "version=4&module=newthreads&fids={}&start={start}&limit={size}",
            escape(&sections)
        );
        let reply = self.ask(&query).await?;
        refuse(&reply)?;
        let mut list = self.list_of(&reply, page, size)?;
        // The server leaves the order of a page to its database.
        sort_by_rank(&mut list.threads, |thread| -thread.created.0);
        Ok(list)
    }

    async fn hot(&self, page: u32) -> Result<ThreadList, Problem> {
        let query = format!("version=4&module=hotthread&page={}", page.max(1));
        let reply = self.ask(&query).await?;
        refuse(&reply)?;
        let size = variables(&reply).get("perpage").small().unwrap_or(50);
        self.list_of(&reply, page, size as usize)
    }

    fn list_of(&self, reply: &Reply, page: u32, size: usize) -> Result<ThreadList, Problem> {
        reply.read(|node| {
            let variables = node.get("Variables");
            let reader = Reader(variables);
            // New threads do not say where they stand.
            let nowhere = SectionId::default();
            let types = Node::of(&serde_json::Value::Null);
            let threads = thread::threads(variables, "data", &nowhere, types, reader)?;
            let is_full = size > 0 && variables.get("data").items().len() >= size;
            Ok(ThreadList {
                v: Version::default(),
                threads,
                page: Page {
                    number: page.max(1),
                    size: u32::try_from(size).unwrap_or(0),
                    next: is_full.then(|| "next".to_owned()),
                    ..Page::default()
                },
            })
        })
    }

    /// A page of a thread. A web page instead of it may be the server putting its books in order; then it answers
    /// the second time.
    async fn thread_reply(&self, query: &str) -> Result<Reply, Problem> {
        let mut response = send(&self.server, query).await?;
        if is_page(&response) && shut_section(&response).is_none() {
            response = send(&self.server, query).await?;
        }
        let Some(section) = shut_section(&response).filter(|_| is_page(&response)) else {
            return api::read(response).await;
        };
        let index = self.index().await.unwrap_or_default();
        Err(Problem {
            gate: Some(section::password_gate(&index, &section)),
            ..Problem::new(ProblemCode::Forbidden).at(&response.url)
        })
    }
}

/// The section whose page came instead of a thread's: it asks for its password, or for a price.
fn shut_section(response: &Response) -> Option<SectionId> {
    let (_, query) = response.url.split_once("mod=forumdisplay")?;
    let (_, id) = query.split_once("fid=")?;
    let end = id.find(|c: char| !c.is_ascii_digit()).unwrap_or(id.len());
    id.get(..end).filter(|id| !id.is_empty()).map(Into::into)
}

/// Whether a version of the API fails on its own; what else is wrong is wrong with the thread.
fn is_broken(code: ProblemCode) -> bool {
    use ProblemCode::{BadJson, HtmlInsteadOfJson, Unavailable};
    matches!(code, BadJson | HtmlInsteadOfJson | Unavailable)
}

/// Whatever the server refuses, as the problem of the whole page.
fn refuse(reply: &Reply) -> Result<(), Problem> {
    match Refusal::in_reply(reply) {
        Some(refusal) => Err(refusal.problem(reply)),
        None => Ok(()),
    }
}

/// The first threads of a list, which the forum may have switched off.
fn beginning(list: Result<ThreadList, Problem>) -> Vec<Thread> {
    let mut threads = list.map(|list| list.threads).unwrap_or_default();
    threads.truncate(HOME);
    threads
}

/// The address of a thread's page in a version of the API. Some threads are shown last post first; any order but 1
/// is the usual one.
fn thread_query(version: u32, route: &ThreadRoute, page: u32) -> String {
    let author = route
        .only_author
        .as_ref()
        .map(|author| format!("&authorid={}", escape(author.as_str())))
        .unwrap_or_default();
    let id = escape(route.id.as_str());
    format!("version={version}&module=viewthread&tid={id}&page={page}&ordertype=2{author}")
}

impl Backend for Discuz {
    fn sentence(&self, detail: &str, language: Language) -> Option<&'static str> {
        sentences::sentence(detail, language)
    }

    fn root(&self) -> &str {
        &self.server.root
    }

    fn site(&self) -> Answer<'_, Site> {
        Box::pin(async {
            let (index, check, clock) = join!(
                self.index(),
                self.ask("version=4&module=check"),
                self.clock()
            );
            let index = index?;
            // Without it, only the forum's name is missing.
            let check = check.ok();
            let null = serde_json::Value::Null;
            let check = check.as_ref().map_or(Node::of(&null), Reply::node);
            let root = &self.server.root;
            let register = check.get("regname").str().unwrap_or("register");
            let version = check
                .get("truediscuzversion")
                .str()
                .or(check.get("discuzversion").str());
            let mut stats = SiteStats {
                posts: check.get("totalposts").count().unwrap_or(0),
                members: check.get("totalmembers").count().unwrap_or(0),
                ..SiteStats::default()
            };
            add_up(&index.0, &mut stats);
            Ok(Site {
                name: check
                    .get("sitename")
                    .str()
                    .map_or_else(|| "Discuz!".to_owned(), entity::plain),
                url: Some(root.clone()),
                lang: "zh-Hans".to_owned(),
                clock: Clock {
                    zone: None,
                    offset_minutes: clock.offset.unwrap_or(0),
                },
                sections: index.0.clone(),
                auth: Auth {
                    login: Some(format!("{root}member.php?mod=logging&action=login")),
                    register: Some(format!("{root}member.php?mod={register}")),
                    recover: None,
                },
                stats: (stats.posts > 0).then_some(stats),
                generator: Some(
                    format!("Discuz! {}", version.unwrap_or_default())
                        .trim_end()
                        .to_owned(),
                ),
                // Digest threads are listed within a section only.
                lists: vec![ThreadListName::Newest, ThreadListName::Hot],
                capabilities: vec![
                    Capability::Lists,
                    Capability::OnlyAuthor,
                    Capability::Users,
                    Capability::Passwords,
                ],
                ..Site::default()
            })
        })
    }

    fn home(&self) -> Answer<'_, Home> {
        Box::pin(async {
            let (newest, hot) = join!(self.newest(1, HOME), self.hot(1));
            // A list may be off, but not to be reached or not to be let in says more than an empty page.
            if let (Err(problem), Err(_)) = (&newest, &hot)
                && !matches!(
                    problem.code,
                    ProblemCode::Unavailable | ProblemCode::NotFound
                )
            {
                return Err(problem.clone());
            }
            Ok(Home {
                v: Version::default(),
                newest: beginning(newest),
                hot: beginning(hot),
                digest: Vec::new(),
            })
        })
    }

    fn list(&self, list: ThreadListName, page: u32) -> Answer<'_, ThreadList> {
        Box::pin(async move {
            match list {
                ThreadListName::Newest => self.newest(page, NEWEST).await,
                ThreadListName::Hot => self.hot(page).await,
                ThreadListName::Digest => Err(Problem::new(ProblemCode::NotFound)),
            }
        })
    }

    fn section<'a>(&'a self, route: &'a SectionRoute) -> Answer<'a, SectionPage> {
        Box::pin(async move {
            let known = self.index.borrow().clone();
            if let Some(group) = known.as_ref().and_then(|index| index.group(&route.id)) {
                return Ok(section::group(group));
            }
            let query = format!(
                "version=4&module=forumdisplay&fid={}&page={}{}",
                escape(route.id.as_str()),
                route.page.max(1),
                section::query(route)
            );
            let (index, reply) = join!(self.index(), self.ask(&query));
            // A section can be read without the tree.
            let index = index.unwrap_or_default();
            let reply = match (reply, index.group(&route.id)) {
                // A group answers with a web page.
                (Err(_), Some(group)) => return Ok(section::group(group)),
                (reply, _) => reply?,
            };
            let refusal = Refusal::in_reply(&reply);
            let is_known = variables(&reply).get("forum").get("fid").text().is_some();
            if let Some(refusal) = refusal
                .as_ref()
                .filter(|refusal| !is_known || refusal.gate().is_none())
            {
                return Err(refusal.problem(&reply));
            }
            reply.read(|node| section::page(node.get("Variables"), route, refusal.as_ref(), &index))
        })
    }

    fn thread<'a>(&'a self, route: &'a ThreadRoute) -> Answer<'a, ThreadPage> {
        Box::pin(async move {
            let page = route.page.max(1);
            let query = thread_query(4, route, page);
            let found = self
                .found
                .borrow_mut()
                .take()
                .filter(|(asked, _)| *asked == query);
            let main = async {
                match found {
                    Some((_, reply)) => Ok(reply),
                    None => self.thread_reply(&query).await,
                }
            };
            let query_of_bodies = thread_query(1, route, page);
            let (main, bodies, index, clock) = join!(
                main,
                self.thread_reply(&query_of_bodies),
                self.index(),
                self.clock()
            );
            let index = index.unwrap_or_default();
            // Each version can stand in for the other where it fails; what the server refuses, it refuses in both.
            let (main, bodies) = match (main, bodies) {
                (Ok(main), bodies) => (main, bodies.ok()),
                (Err(problem), Ok(bodies)) if is_broken(problem.code) => (bodies, None),
                (Err(problem), _) => return Err(problem),
            };
            let refusal = Refusal::in_reply(&main);
            let is_known = variables(&main).get("thread").get("tid").text().is_some();
            if let Some(refusal) = refusal
                .as_ref()
                .filter(|refusal| !is_known || refusal.gate().is_none())
            {
                return Err(refusal.problem(&main));
            }
            let null = serde_json::Value::Null;
            let bodies = bodies.as_ref().map_or(Node::of(&null), variables);
            let asked = Asked {
                page,
                only_author: route.only_author.as_ref(),
            };
            main.read(|node| {
                thread::page(
                    node.get("Variables"),
                    bodies,
                    asked,
                    refusal.as_ref(),
                    &index,
                    clock,
                )
            })
        })
    }

    fn find_post<'a>(&'a self, thread: &'a ThreadId, post: &'a PostId) -> Answer<'a, u32> {
        Box::pin(async move {
            let query = format!(
                "version=4&module=viewthread&tid={}&viewpid={}",
                escape(thread.as_str()),
                escape(post.as_str())
            );
            let reply = self.thread_reply(&query).await?;
            refuse(&reply)?;
            let wanted = variables(&reply);
            let is_wanted =
                |row: &Node<'_>| row.get("pid").text().as_deref() == Some(post.as_str());
            let rows = wanted.get("postlist").items();
            let Some(row) = rows.into_iter().find(is_wanted) else {
                return Err(Problem::new(ProblemCode::NotFound));
            };
            let size = wanted
                .get("ppp")
                .count()
                .filter(|size| *size > 0)
                .unwrap_or(10);
            // `number` counts the posts that are left up to this one, and so do the pages of most threads; those
            // that no post was deleted from go by position, which is the same then.
            let number = row
                .get("number")
                .count()
                .or(row.get("position").count())
                .unwrap_or(1);
            let mut page = u32::try_from(number.div_ceil(size).max(1)).unwrap_or(u32::MAX);
            let position = row.get("position").count().unwrap_or(number);
            let route = ThreadRoute {
                id: thread.clone(),
                ..ThreadRoute::default()
            };
            for _ in 0..STEPS {
                let query = thread_query(4, &route, page);
                let reply = self.thread_reply(&query).await?;
                let rows = variables(&reply).get("postlist").items();
                if rows.iter().any(is_wanted) {
                    *self.found.borrow_mut() = Some((query, reply));
                    return Ok(page);
                }
                let first = rows.first().and_then(|row| row.get("position").count());
                page = match first {
                    Some(first) if first > position => page.saturating_sub(1).max(1),
                    _ => page.saturating_add(1),
                };
            }
            Err(Problem::new(ProblemCode::NotFound))
        })
    }

    fn user<'a>(&'a self, id: &'a UserId) -> Answer<'a, UserPage> {
        Box::pin(async move {
            let query = format!("version=4&module=profile&uid={}", escape(id.as_str()));
            let reply = self.ask(&query).await?;
            // A refusal comes with the whole profile all the same; it is not shown.
            refuse(&reply)?;
            // A profile mostly tells the zone itself.
            let clock = SiteClock {
                offset: self.offset.get().flatten(),
                now: (self.now)(),
            };
            reply.read(|node| author::profile(node.get("Variables"), clock))
        })
    }

    fn unlock<'a>(&'a self, section: &'a SectionId, password: &'a str) -> Answer<'a, ()> {
        Box::pin(async move {
            let query = format!(
                "version=4&module=forumdisplay&fid={}&pw={}",
                escape(section.as_str()),
                escape(password)
            );
            refuse(&self.ask(&query).await?)
        })
    }
}

/// Adds the figures of sections to those of the site.
fn add_up(sections: &[crate::model::Section], stats: &mut SiteStats) {
    for section in sections {
        if let Some(counts) = section.counts {
            stats.threads = stats.threads.saturating_add(counts.threads);
            if let Some(today) = counts.today {
                stats.today = Some(stats.today.unwrap_or(0).saturating_add(today));
            }
        }
        add_up(&section.children, stats);
    }
}
