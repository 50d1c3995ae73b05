//! Discourse: `….json` beside every page of the forum.
//!
//! Members are named by their username and posts by their number within the topic: the server's own filters and
//! addresses do so, and answers to a post tell its number alone.
//!
//! Requests: the site takes three (its name, its categories, its figures), the home page two, everything else one.
//! Sections and threads need the categories too, which are asked for once. Of a thread's page the posts that the
//! server left out take one more: it cuts long topics in pieces of its own size, which is smaller for some devices. A
//! section that is not among the categories takes one more as well.

mod author;
mod route;
mod section;
mod site;
mod stream;
mod text;
mod thread;

use super::{Backend, Node, Reply, Server, kept::Kept, refusal};
use crate::backend::rank::sort_by_rank;
use crate::{
    model::{
        Home, Page, Post, PostId, Problem, ProblemCode, SearchPage, Section, SectionPage, Site,
        Sort, Thread, ThreadId, ThreadList, ThreadListName, ThreadPage, UserId, UserPage,
        UserPosts, UserThreads, Version,
    },
    route::{Route, SearchRoute, SearchSort, SectionRoute, ThreadRoute, escape},
    transport::{Answer, Response, Transport},
};
use futures_util::{join, try_join};
use std::rc::Rc;
use stream::{Wanted, is_by, read_posts, wanted};

/// Posts on a page of a thread; what most devices are served at once.
const POSTS: u32 = 20;
/// Topics on a page of a list, and deeds on a page of what a member did.
const TOPICS: u32 = 30;
/// The server searches no further.
const LAST_SEARCH_PAGE: u32 = 10;

/// A Discourse forum.
pub struct Discourse {
    server: Rc<Server>,
    categories: Kept,
}

impl Discourse {
    /// Reads from a forum at an absolute address, which ends with a slash.
    pub fn new(root: String, transport: Rc<dyn Transport>) -> Self {
        Self {
            server: Rc::new(Server::new(root, transport)),
            categories: Kept::default(),
        }
    }

    async fn get(&self, path: &str) -> Result<Reply, Problem> {
        get(&self.server, path).await
    }

    /// The tree of categories.
    async fn sections(&self) -> Result<Vec<Section>, Problem> {
        let answer = self.categories.get(|| {
            let server = self.server.clone();
            Box::pin(async move {
                let path = "categories.json?include_subcategories=true";
                get(&server, path).await.map(Rc::new)
            })
        });
        answer.await?.read(section::sections)
    }

    /// A page of a list of topics at a path; the path's query begins with `?`.
    async fn list_at(&self, path: &str, page: u32) -> Result<(Vec<Thread>, Page), Problem> {
        // The server counts from 0.
        let path = match page {
            0 | 1 => path.to_owned(),
            _ => format!(
                "{path}{}page={}",
                if path.contains('?') { '&' } else { '?' },
                page - 1
            ),
        };
        let reply = self.get(&path).await?;
        let threads = reply.read(thread::threads)?;
        let list = reply.node().get("topic_list");
        let has_more = list.get("more_topics_url").str().is_some();
        let size = list.get("per_page").small().unwrap_or(TOPICS);
        Ok((threads, page_of(page, size, has_more)))
    }

    async fn thread_list(&self, path: &str, page: u32) -> Result<ThreadList, Problem> {
        let (threads, page) = self.list_at(path, page).await?;
        Ok(ThreadList {
            v: Version::default(),
            threads,
            page,
        })
    }

    async fn site_page(&self) -> Result<Site, Problem> {
        let (about, sections, figures) = join!(
            self.get("site/basic-info.json"),
            self.sections(),
            self.get("site/statistics.json")
        );
        let about = about?;
        let about = about.node();
        let sections = match sections {
            // The name of a forum for members alone can be told, and where to log in.
            Err(_) if about.get("login_required").flag() => Vec::new(),
            sections => sections?,
        };
        // A forum may keep its figures to itself.
        let figures = figures.ok();
        let figures = figures.as_ref().map(Reply::node);
        Ok(site::site(&self.server.root, about, sections, figures))
    }

    async fn section_page(&self, route: &SectionRoute) -> Result<SectionPage, Problem> {
        let order = match route.sort {
            Sort::Created => "created",
            Sort::Replies => "posts",
            Sort::Views => "views",
            // A category may have an order of its own, which this one overrules.
            Sort::LastPost | Sort::Unknown => "activity",
        };
        // The pages of categories ask for the right slug, and some show another list first; this needs the id alone.
        let id = escape(route.id.as_str());
        let path = format!("latest.json?category={id}&order={order}");
        let (sections, list) = join!(self.sections(), self.list_at(&path, route.page));
        let sections = sections?;
        let way = section::way(&sections, &route.id).unwrap_or_default();
        let section = match way.last() {
            Some(section) => (*section).clone(),
            // A forum of very many categories does not tell all at once. What does not exist is refused here; of that,
            // the list is only empty.
            None => {
                let reply = self.get(&format!("c/{id}/show.json")).await?;
                reply.read(|answer| section::section(answer.need_object("category")?, None))?
            }
        };
        let (threads, page) = list?;
        let above = way.split_last().map_or(&[][..], |(_, above)| above);
        Ok(SectionPage {
            v: Version::default(),
            section,
            breadcrumb: section::breadcrumb(above),
            threads,
            page,
        })
    }

    async fn thread_page(&self, route: &ThreadRoute) -> Result<ThreadPage, Problem> {
        let id = escape(route.id.as_str());
        let mut path = format!("t/{id}.json");
        let mut mark = '?';
        if route.page > 1 {
            path.push_str(&format!("?page={}", route.page));
            mark = '&';
        }
        if let Some(author) = &route.only_author {
            path.push_str(&format!(
                "{mark}username_filters={}",
                escape(author.as_str())
            ));
        }
        let (sections, reply) = join!(self.sections(), self.get(&path));
        let reply = reply?;
        let topic = reply.node();
        let wanted = wanted(topic, route.page);
        let further = self.left_out(&id, topic, &wanted).await?;
        let thread = reply.read(thread::opened)?;
        let mut posts = reply.read(|topic| read_posts(topic, &wanted, &thread))?;
        if let Some(further) = &further {
            posts.extend(further.read(|answer| read_posts(answer, &wanted, &thread))?);
            sort_by_rank(&mut posts, |(place, _)| *place as i64);
        }
        let mut posts: Vec<Post> = posts.into_iter().map(|(_, post)| post).collect();
        let total = match &wanted {
            Wanted::These { of, .. } => Some(*of as u64),
            Wanted::AsGiven if route.only_author.is_none() => topic.get("posts_count").count(),
            Wanted::AsGiven => None,
        };
        let has_more = total.is_none() && posts.len() >= POSTS as usize;
        let page = Page {
            count: total.map(|total| {
                u32::try_from(total.div_ceil(POSTS.into()).max(1)).unwrap_or(u32::MAX)
            }),
            total,
            ..page_of(route.page, POSTS, has_more)
        };
        let only_author = route.only_author.as_ref().filter(|author| {
            // The first post comes along, whoever wrote it; with any other of somebody else's the filter was ignored.
            posts
                .iter()
                .all(|post| post.floor == Some(1) || is_by(post, author))
        });
        if let Some(author) = only_author {
            posts.retain(|post| is_by(post, author));
        }
        let sections = sections.unwrap_or_default();
        let way = section::way(&sections, &thread.section).unwrap_or_default();
        let section = match way.last() {
            Some(section) => Section {
                children: Vec::new(),
                ..(*section).clone()
            },
            None => section::untold(topic, &thread.section),
        };
        let breadcrumb = match way.is_empty() && !section.name.is_empty() {
            true => vec![section::link(&section)],
            false => section::breadcrumb(&way),
        };
        Ok(ThreadPage {
            v: Version::default(),
            section,
            breadcrumb,
            reply: Default::default(),
            order: Default::default(),
            only_author: only_author.cloned(),
            by_author: Vec::new(),
            page,
            r#final: false,
            posts,
            neighbours: Default::default(),
            related: thread::related(topic),
            thread,
        })
    }

    /// The posts that are wanted and did not come with the topic.
    async fn left_out(
        &self,
        id: &str,
        topic: Node<'_>,
        wanted: &Wanted,
    ) -> Result<Option<Reply>, Problem> {
        let ids = stream::left_out(topic, wanted);
        if ids.is_empty() {
            return Ok(None);
        }
        let ids = ids.join("&post_ids%5B%5D=");
        let path = format!("t/{id}/posts.json?post_ids%5B%5D={ids}");
        self.get(&path).await.map(Some)
    }

    async fn page_of_post(&self, thread: &ThreadId, post: &PostId) -> Result<u32, Problem> {
        let missing = || Problem::new(ProblemCode::NotFound);
        let number: u32 = post.as_str().parse().map_err(|_| missing())?;
        if number <= 1 {
            return Ok(1);
        }
        let reply = self
            .get(&format!("t/{}/{number}.json", escape(thread.as_str())))
            .await?;
        stream::page_of(reply.node(), number).ok_or_else(missing)
    }

    async fn found(&self, route: &SearchRoute) -> Result<SearchPage, Problem> {
        let mut query = route.query.clone();
        if let Some(section) = &route.section {
            query.push_str(&format!(" category:{section}"));
        }
        if let Some(author) = &route.author {
            query.push_str(&format!(" @{author}"));
        }
        if route.sort == SearchSort::Newest {
            query.push_str(" order:latest");
        }
        let path = format!("search.json?q={}&page={}", escape(&query), route.page);
        let reply = self.get(&path).await?;
        let hits = reply.read(thread::hits)?;
        let about = reply.node().get("grouped_search_result");
        if let Some(error) = about.get("error").str().filter(|_| hits.is_empty()) {
            let problem = Problem::new(ProblemCode::Unavailable).at(&reply.response.url);
            return Err(Problem {
                title: Some(error.to_owned()),
                ..problem
            });
        }
        let has_more = about.get("more_full_page_results").flag() && route.page < LAST_SEARCH_PAGE;
        Ok(SearchPage {
            v: Version::default(),
            page: page_of(route.page, 50, has_more),
            hits,
        })
    }
}

/// Asks for JSON, and takes the server's refusals as what they are.
async fn get(server: &Server, path: &str) -> Result<Reply, Problem> {
    let response = server.ask(path).await?;
    if is_login(&response) {
        return Err(Problem::new(ProblemCode::LoginRequired).at(&response.url));
    }
    refusal::check(response, |answer| {
        Some(match answer.get("error_type").str()? {
            "not_logged_in" => ProblemCode::LoginRequired,
            "invalid_access" => ProblemCode::Forbidden,
            "invalid_parameters" => ProblemCode::Validation,
            "rate_limit" => ProblemCode::RateLimited,
            "read_only" => ProblemCode::Closed,
            _ => return None,
        })
    })
}

/// Whether the server sent us to its login page instead.
fn is_login(response: &Response) -> bool {
    let address = response.url.split('?').next().unwrap_or_default();
    address.ends_with("/login")
}

/// A page whose list may or may not go on.
fn page_of(number: u32, size: u32, has_more: bool) -> Page {
    let number = number.max(1);
    Page {
        number,
        size,
        next: has_more.then(|| number.saturating_add(1).to_string()),
        ..Page::default()
    }
}

impl Backend for Discourse {
    fn root(&self) -> &str {
        &self.server.root
    }

    fn site(&self) -> Answer<'_, Site> {
        Box::pin(self.site_page())
    }

    fn home(&self) -> Answer<'_, Home> {
        Box::pin(async {
            let (newest, hot) = try_join!(
                self.list_at("latest.json?order=created", 1),
                self.list_at("top.json", 1)
            )?;
            Ok(Home {
                newest: newest.0,
                hot: hot.0,
                ..Home::default()
            })
        })
    }

    fn list(&self, list: ThreadListName, page: u32) -> Answer<'_, ThreadList> {
        Box::pin(async move {
            match list {
                ThreadListName::Newest => self.thread_list("latest.json?order=created", page).await,
                ThreadListName::Hot => self.thread_list("top.json", page).await,
                // Moderators choose no topics.
                ThreadListName::Digest => Ok(ThreadList {
                    v: Version::default(),
                    threads: Vec::new(),
                    page: page_of(page, TOPICS, false),
                }),
            }
        })
    }

    fn section<'a>(&'a self, route: &'a SectionRoute) -> Answer<'a, SectionPage> {
        Box::pin(self.section_page(route))
    }

    fn thread<'a>(&'a self, route: &'a ThreadRoute) -> Answer<'a, ThreadPage> {
        Box::pin(self.thread_page(route))
    }

    fn find_post<'a>(&'a self, thread: &'a ThreadId, post: &'a PostId) -> Answer<'a, u32> {
        Box::pin(self.page_of_post(thread, post))
    }

    fn tag<'a>(&'a self, tag: &'a str, page: u32) -> Answer<'a, ThreadList> {
        Box::pin(async move {
            let path = format!("tag/{}.json", escape(tag));
            self.thread_list(&path, page).await
        })
    }

    fn search<'a>(&'a self, route: &'a SearchRoute) -> Answer<'a, SearchPage> {
        Box::pin(self.found(route))
    }

    fn user<'a>(&'a self, id: &'a UserId) -> Answer<'a, UserPage> {
        Box::pin(async move {
            let reply = self.get(&format!("u/{}.json", escape(id.as_str()))).await?;
            let user = reply.read(|answer| {
                let user = answer.need_object("user")?;
                // Nothing can be shown of a member without a name.
                user.need("username")
                    .map_err(|misfit| misfit.below("user"))?;
                Ok(author::profile(user))
            })?;
            Ok(UserPage {
                v: Version::default(),
                user,
            })
        })
    }

    fn user_threads<'a>(&'a self, id: &'a UserId, page: u32) -> Answer<'a, UserThreads> {
        Box::pin(async move {
            let path = format!("topics/created-by/{}.json", escape(id.as_str()));
            let (threads, page) = self.list_at(&path, page).await?;
            Ok(UserThreads {
                v: Version::default(),
                threads,
                page,
            })
        })
    }

    fn user_posts<'a>(&'a self, id: &'a UserId, page: u32) -> Answer<'a, UserPosts> {
        Box::pin(async move {
            let page = page.max(1);
            let offset = (page - 1).saturating_mul(TOPICS);
            let name = escape(id.as_str());
            // Of all that is recorded of a member: topics opened, replies.
            let path = format!("user_actions.json?username={name}&filter=4,5&offset={offset}");
            let reply = self.get(&path).await?;
            let posts = reply.read(|answer| answer.each("user_actions", thread::user_post))?;
            let has_more = posts.len() >= TOPICS as usize;
            Ok(UserPosts {
                v: Version::default(),
                posts: posts.into_iter().flatten().collect(),
                page: page_of(page, TOPICS, has_more),
            })
        })
    }

    fn route(&self, path: &str, query: &str, _fragment: &str) -> Option<Route> {
        route::route(path, query)
    }
}
