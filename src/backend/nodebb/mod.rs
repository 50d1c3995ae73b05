//! NodeBB 4: `/api/…`, the data of its own pages.
//!
//! Requests: the site takes two (settings and categories), a third to learn whether a guest may search where there is
//! a search, and another where the list of categories is cut. Home takes three, at once. A section, a thread, a list,
//! a tag, a search, a profile and the place of a post take one each, a part of a profile two; most need the settings
//! too, which go out beside them, once. The sections that a section's own page leaves out come from the site's tree.
//! A key that stands for words (`[[global:404.title]]`) takes its catalogue, once.
//!
//! Topics and posts are named by their numbers, those of other servers by what these call them; members by their slug.
//! Addresses in answers begin at the forum's host, with its folder, and are left so.

mod author;
mod post;
mod refusal;
mod route;
mod section;
mod settings;
mod thread;
mod words;

use super::{Backend, Node, Reply, Server, decode};
use crate::{
    model::{
        Home, Misfit, PostId, Problem, ProblemCode, SearchPage, Section, SectionPage, Site,
        ThreadId, ThreadList, ThreadListName, ThreadPage, UserId, UserPage, UserPosts, UserThreads,
        Version,
    },
    route::{Route, SearchRoute, SearchSort, SectionRoute, ThreadRoute, escape, floor_anchor},
    transport::{Answer, Response, Transport},
};
use futures_util::{lock::Mutex, try_join};
use serde_json::Value;
use settings::{Settings, USUAL_PAGE};
use std::rc::Rc;
use words::Words;

/// Reads a NodeBB forum.
pub struct Nodebb {
    server: Server,
    words: Words,
    settings: Mutex<Option<Rc<Settings>>>,
    tree: Mutex<Option<Rc<Tree>>>,
    /// Whose turn it is to fetch catalogues.
    learning: Mutex<()>,
}

/// All categories, and the address that the forum calls its own.
struct Tree {
    sections: Vec<Section>,
    home: Option<String>,
}

/// How many pages of categories are asked for, at 50 of the topmost each.
const MOST_PAGES: u32 = 20;
/// How many pages of a thread are looked through for a post.
const SEARCHED_PAGES: u32 = 100;

impl Nodebb {
    /// Reads from an absolute address, which ends with a slash.
    pub fn new(root: String, transport: Rc<dyn Transport>) -> Self {
        Self {
            server: Server::new(root, transport),
            words: Words::default(),
            settings: Mutex::new(None),
            tree: Mutex::new(None),
            learning: Mutex::new(()),
        }
    }

    /// The answer at a path.
    async fn get(&self, path: &str) -> Result<Reply, Problem> {
        let response = self.server.ask(path).await?;
        let problem = match judged(&response) {
            Ok(value) => return Ok(Reply { response, value }),
            Err(problem) => problem,
        };
        let told = refusal::explained(problem.clone(), &response, &self.words);
        if self.words.wanted().is_empty() {
            return Err(told);
        }
        self.learn().await;
        Err(refusal::explained(problem, &response, &self.words))
    }

    /// Reads an answer, and once more if it had keys whose catalogue was not there.
    async fn read<T>(
        &self,
        reply: &Reply,
        read: &dyn Fn(Node<'_>) -> Result<T, Misfit>,
    ) -> Result<T, Problem> {
        let first = reply.read(read)?;
        if self.words.wanted().is_empty() {
            return Ok(first);
        }
        self.learn().await;
        reply.read(read)
    }

    /// Fetches the catalogues that are missed; hardly ever more than one.
    async fn learn(&self) {
        let _turn = self.learning.lock().await;
        let Ok(settings) = self.settings().await else {
            return;
        };
        for name in self.words.wanted() {
            let path = format!("assets/language/{}/{name}.json", escape(&settings.language));
            let catalogue = self.server.get(&path).await;
            self.words
                .learn(name, catalogue.ok().map(|reply| reply.value));
        }
    }

    /// The forum's settings, asked for once.
    async fn settings(&self) -> Result<Rc<Settings>, Problem> {
        let mut kept = self.settings.lock().await;
        if let Some(settings) = &*kept {
            return Ok(Rc::clone(settings));
        }
        let response = self.server.ask("api/config").await?;
        let value = judged(&response)
            .map_err(|problem| refusal::explained(problem, &response, &self.words))?;
        let settings = Rc::new(Reply { response, value }.read(Settings::read)?);
        *kept = Some(Rc::clone(&settings));
        Ok(settings)
    }

    /// The tree of categories, asked for once.
    async fn tree(&self) -> Result<Rc<Tree>, Problem> {
        let mut kept = self.tree.lock().await;
        if let Some(tree) = &*kept {
            return Ok(Rc::clone(tree));
        }
        let first = self.get("api/categories").await?;
        let read = |node: Node<'_>| section::sections(node, &self.words);
        let mut sections = self.read(&first, &read).await?;
        let mut is_cut = section::is_cut(first.node());
        let pages = first.node().get("pagination").get("pageCount").small();
        for number in 2..=pages.unwrap_or(1).min(MOST_PAGES) {
            let next = self.get(&format!("api/categories?page={number}")).await?;
            is_cut |= section::is_cut(next.node());
            sections.extend(self.read(&next, &read).await?);
        }
        if is_cut && let Ok(all) = self.server.get("api/v3/categories").await {
            let read = |node: Node<'_>| section::sections(node.get("response"), &self.words);
            section::complete(&mut sections, self.read(&all, &read).await?);
        }
        let tree = Rc::new(Tree {
            sections,
            home: settings::home(first.node()),
        });
        *kept = Some(Rc::clone(&tree));
        Ok(tree)
    }

    /// Whether this reader may search: the settings say whether there is a search, and only its page whether it is
    /// open to guests. Everybody may look for categories, and is told there what else may be looked for.
    async fn is_searchable(&self) -> Result<bool, Problem> {
        let settings = self.settings().await?;
        if !settings.search || settings.logged_in {
            return Ok(settings.search);
        }
        let answer = self.server.get("api/search?in=categories").await;
        Ok(answer.is_ok_and(|answer| {
            let privileges = answer.node().get("privileges");
            privileges.get("search:content").flag()
        }))
    }

    /// A page of posts, oldest first, whatever the forum's usual order is.
    async fn posts(&self, id: &ThreadId, page: u32) -> Result<ThreadPage, Problem> {
        let id = escape(id.as_str());
        let path = format!("api/topic/{id}?sort=oldest_to_newest&page={page}");
        let (reply, settings) = try_join!(self.get(&path), self.settings())?;
        self.read(&reply, &|node| {
            thread::thread_page(node, page, &settings, &self.words)
        })
        .await
    }

    /// A page of threads across all categories.
    async fn threads(&self, path: String, page: u32) -> Result<ThreadList, Problem> {
        let path = match page {
            1 => path,
            _ => format!("{path}?page={page}"),
        };
        let (reply, settings) = try_join!(self.get(&path), self.settings())?;
        self.read(&reply, &|node| {
            thread::thread_list(node, page, &settings, &self.words)
        })
        .await
    }

    /// A part of a member's pages.
    async fn of_user(
        &self,
        id: &UserId,
        part: &str,
        page: u32,
    ) -> Result<(Reply, Rc<Settings>), Problem> {
        let path = format!("api/user/{}/{part}?page={page}", escape(id.as_str()));
        try_join!(self.get(&path), self.settings())
    }
}

/// The JSON of an answer, unless it refuses.
fn judged(response: &Response) -> Result<Value, Problem> {
    let value = decode::parse(response)?;
    match refusal::is_maintenance(Node::of(&value)) {
        true => Err(Problem::new(ProblemCode::Closed).at(&response.url)),
        false => Ok(value),
    }
}

impl Backend for Nodebb {
    fn root(&self) -> &str {
        &self.server.root
    }

    fn site(&self) -> Answer<'_, Site> {
        Box::pin(async {
            let (settings, tree, searchable) =
                try_join!(self.settings(), self.tree(), self.is_searchable())?;
            Ok(settings.site(tree.sections.clone(), tree.home.clone(), searchable))
        })
    }

    fn home(&self) -> Answer<'_, Home> {
        Box::pin(async {
            let list = |list| self.list(list, 1);
            let (newest, hot, digest) = try_join!(
                list(ThreadListName::Newest),
                list(ThreadListName::Hot),
                list(ThreadListName::Digest),
            )?;
            Ok(Home {
                v: Version::default(),
                newest: newest.threads,
                hot: hot.threads,
                digest: digest.threads,
            })
        })
    }

    fn section<'a>(&'a self, route: &'a SectionRoute) -> Answer<'a, SectionPage> {
        Box::pin(async move {
            let id = escape(route.id.as_str());
            let sort = route::sort_name(route.sort);
            let path = format!("api/category/{id}?sort={sort}&page={}", route.page);
            let (reply, settings) = try_join!(self.get(&path), self.settings())?;
            // A category may be only a link to somewhere else.
            if let Some(address) = reply.value.as_str() {
                return Err(Problem::new(ProblemCode::NotFound)
                    .detail(address)
                    .at(&reply.response.url));
            }
            let mut page = self
                .read(&reply, &|node| {
                    section::section_page(node, route.page, &settings, &self.words)
                })
                .await?;
            if reply.node().get("hasMoreSubCategories").flag() {
                let tree = self.tree().await?;
                let known = tree.sections.iter().find_map(|top| top.find(&route.id));
                if let Some(known) = known {
                    page.section.children.clone_from(&known.children);
                }
            }
            Ok(page)
        })
    }

    fn thread<'a>(&'a self, route: &'a ThreadRoute) -> Answer<'a, ThreadPage> {
        Box::pin(async move {
            let mut page = self.posts(&route.id, route.page).await?;
            // NodeBB does not keep authors apart; of a thread of one page all posts are here.
            if let Some(author) = &route.only_author
                && page.page.count == Some(1)
            {
                page.keep_only(author);
            }
            Ok(page)
        })
    }

    fn find_post<'a>(&'a self, thread: &'a ThreadId, post: &'a PostId) -> Answer<'a, u32> {
        Box::pin(async move {
            let path = format!("api/post/{}", escape(post.as_str()));
            let (reply, settings) = try_join!(self.get(&path), self.settings())?;
            let missing = || Problem::new(ProblemCode::NotFound).at(&reply.response.url);
            let place = reply.value.as_str().and_then(route::place);
            let (topic, index) = place.ok_or_else(missing)?;
            // Posts can be moved to other topics.
            if topic != thread.as_str() {
                return Err(missing());
            }
            if settings.oldest_first {
                return Ok(route::page_of_post(index, settings.posts));
            }
            // The address counts in the forum's own order, by votes maybe.
            let mut number = 1;
            loop {
                let page = self.posts(thread, number).await?;
                if page.posts.iter().any(|candidate| candidate.id == *post) {
                    return Ok(number);
                }
                if number >= page.page.count.unwrap_or(1).min(SEARCHED_PAGES) {
                    return Err(missing());
                }
                number += 1;
            }
        })
    }

    fn list(&self, list: ThreadListName, page: u32) -> Answer<'_, ThreadList> {
        Box::pin(self.threads(format!("api/{}", route::list_name(list)), page))
    }

    fn tag<'a>(&'a self, tag: &'a str, page: u32) -> Answer<'a, ThreadList> {
        Box::pin(self.threads(format!("api/tags/{}", escape(tag)), page))
    }

    fn search<'a>(&'a self, route: &'a SearchRoute) -> Answer<'a, SearchPage> {
        Box::pin(async move {
            let sort = match route.sort {
                SearchSort::Relevance => "relevance",
                SearchSort::Newest => "timestamp&sortDirection=desc",
            };
            let term = escape(&route.query);
            let mut path = format!("api/search?term={term}&in=titlesposts&sortBy={sort}");
            let section = route.section.as_ref().map(|section| section.as_str());
            for (name, value) in [
                ("&searchChildren=true&categories=", section),
                ("&by=", route.author.as_deref()),
            ] {
                if let Some(value) = value {
                    path.push_str(name);
                    path.push_str(&escape(value));
                }
            }
            if route.page > 1 {
                path.push_str(&format!("&page={}", route.page));
            }
            let reply = self.get(&path).await?;
            self.read(&reply, &|node| {
                post::search_page(node, route.page, &route.query, &self.words)
            })
            .await
        })
    }

    fn user<'a>(&'a self, id: &'a UserId) -> Answer<'a, UserPage> {
        Box::pin(async move {
            let reply = self
                .get(&format!("api/user/{}", escape(id.as_str())))
                .await?;
            self.read(&reply, &|node| {
                // Without a name there is nobody to show.
                node.need("username")?;
                Ok(UserPage {
                    v: Version::default(),
                    user: author::profile(node, &self.words),
                })
            })
            .await
        })
    }

    fn user_threads<'a>(&'a self, id: &'a UserId, page: u32) -> Answer<'a, UserThreads> {
        Box::pin(async move {
            let (reply, settings) = self.of_user(id, "topics", page).await?;
            self.read(&reply, &|node| {
                let threads = thread::thread_list(node, page, &settings, &self.words)?.threads;
                Ok(UserThreads {
                    v: Version::default(),
                    page: post::page_of_user(node, page, settings.threads, threads.len()),
                    threads,
                })
            })
            .await
        })
    }

    fn user_posts<'a>(&'a self, id: &'a UserId, page: u32) -> Answer<'a, UserPosts> {
        Box::pin(async move {
            let (reply, settings) = self.of_user(id, "posts", page).await?;
            self.read(&reply, &|node| {
                post::user_posts(node, page, &settings, &self.words)
            })
            .await
        })
    }

    /// An address may count to a post of its topic; it leads to the page that has the post, by the size of the forum's
    /// pages once that is known. An address that names a post alone (`/post/7`) does not say where it stands.
    fn route(&self, path: &str, query: &str, _fragment: &str) -> Option<Route> {
        let settings = self.settings.try_lock();
        let size = settings.and_then(|settings| Some(settings.as_ref()?.posts));
        route::route(path, query, size.unwrap_or(USUAL_PAGE))
    }

    fn anchor(&self, path: &str) -> Option<String> {
        let settings = self.settings.try_lock()?;
        let (_, index) = route::place(path)?;
        (index > 1 && settings.as_ref()?.oldest_first).then(|| floor_anchor(index))
    }
}
