//! Discuz! X3.4 and X3.5, by the API of their mobile plugin (`api/mobile/index.php`).
//!
//! The API answers only pages of its own origin, so the app stands beside the forum or behind the same proxy.
//!
//! | page | requests |
//! |---|---|
//! | any, once | 2: `check` and `forumindex` (the tree of sections); 1 or 2 more where nothing has told the zone yet |
//! | home | 3: `hotthread`; `forumnav`, then `newthreads` |
//! | newest | 1, and `forumnav` once; hot: 1 |
//! | section | 1 (and the tree, once); a group of sections: none |
//! | thread | 2: the same page in versions 4 and 1 (and the tree, once); 1 for each further page of a post's remarks |
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
mod files;
mod index;
mod lists;
pub mod messages;
mod pages;
mod particulars;
mod poll;
mod post;
mod section;
mod sentences;
mod thread;
mod zone;

use self::{
    answer::{Refusal, variables},
    api::{Kept, ask, encoded},
    index::Index,
    lists::beginning,
    pages::{is_broken, thread_query},
    thread::{Asked, Found},
};
use super::{Backend, Node, Reply, Server};
use crate::{
    model::{
        Auth, Capability, Clock, Home, PostId, Problem, ProblemCode, SectionId, SectionPage, Site,
        SiteStats, ThreadId, ThreadList, ThreadListName, ThreadPage, Time, UserId, UserPage,
        Version,
    },
    route::{SectionRoute, ThreadRoute},
    text::entity,
    text::language::Language,
    transport::{Answer, Transport},
};
use futures_util::{join, lock::Mutex};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

/// How many threads a page of the newest has, and how many of each list the home page.
const NEWEST: usize = 20;
const HOME: usize = 10;

/// A Discuz! forum.
pub struct Discuz {
    server: Rc<Server>,
    /// The moment, for what is shown as how long ago.
    now: fn() -> Time,
    forums: Kept,
    index: RefCell<Option<Rc<Index>>>,
    readable: Kept,
    /// Minutes that displayed times are east of UTC, if that could be found out; none before it was tried.
    offset: Cell<Option<Option<i32>>>,
    /// Whose turn it is to find that out.
    asking_zone: Mutex<()>,
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
            offset: Cell::new(None),
            asking_zone: Mutex::new(()),
            found: RefCell::new(None),
        }
    }

    async fn ask(&self, query: &str) -> Result<Reply, Problem> {
        ask(&self.server, query).await
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
}

/// Whatever the server refuses, as the problem of the whole page.
fn refuse(reply: &Reply) -> Result<(), Problem> {
    match Refusal::in_reply(reply) {
        Some(refusal) => Err(refusal.problem(reply)),
        None => Ok(()),
    }
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
            let (index, check) = join!(self.index(), self.ask("version=4&module=check"));
            let index = index?;
            self.find_zone(&index).await;
            let clock = self.clock();
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
                encoded(route.id.as_str()),
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
            self.learn_zone(&reply, "forum_threadlist");
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
            let (main, bodies, index) =
                join!(main, self.thread_reply(&query_of_bodies), self.index());
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
            self.learn_zone(&main, "postlist");
            let (remarks, ()) = join!(self.further_remarks(&main), self.find_zone(&index));
            let null = serde_json::Value::Null;
            let found = Found {
                main: variables(&main),
                bodies: bodies.as_ref().map_or(Node::of(&null), variables),
                remarks: remarks.iter().map(variables).collect(),
            };
            let asked = Asked {
                page,
                only_author: route.only_author.as_ref(),
            };
            let clock = self.clock();
            main.read(|_| thread::page(&found, asked, refusal.as_ref(), &index, clock))
        })
    }

    fn find_post<'a>(&'a self, thread: &'a ThreadId, post: &'a PostId) -> Answer<'a, u32> {
        Box::pin(self.page_of_post(thread, post))
    }

    fn user<'a>(&'a self, id: &'a UserId) -> Answer<'a, UserPage> {
        Box::pin(async move {
            let query = format!("version=4&module=profile&uid={}", encoded(id.as_str()));
            let reply = self.ask(&query).await?;
            // A refusal comes with the whole profile all the same; it is not shown.
            refuse(&reply)?;
            // A profile mostly tells the zone itself.
            let clock = self.clock();
            reply.read(|node| author::profile(node.get("Variables"), clock))
        })
    }

    fn unlock<'a>(&'a self, section: &'a SectionId, password: &'a str) -> Answer<'a, ()> {
        Box::pin(async move {
            let query = format!(
                "version=4&module=forumdisplay&fid={}&pw={}",
                encoded(section.as_str()),
                encoded(password)
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
