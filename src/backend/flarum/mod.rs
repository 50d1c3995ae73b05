//! Flarum 1 and 2: a JSON:API below `api/`.
//!
//! Members are named by their slug, sections by their tag's, posts by their number within the discussion, as the
//! forum's own addresses do.
//!
//! Requests: the site takes two (the forum, its tags), the home page two, everything else one. Sections need the tags
//! too, a search and an empty list what the forum tells of itself; each is asked for once. A member's posts of one
//! discussion take two; so do those of a page of which the server left some out. Where members are named by figures,
//! lists of what they wrote take one more to learn their username.

mod author;
mod joined;
mod route;
mod section;
mod site;
mod stream;
mod thread;

use super::{Backend, Reply, Server, address, kept::Kept, refusal};
use crate::backend::rank::sort_by_rank;
use crate::{
    model::{
        Home, Page, PostId, Problem, ProblemCode, SearchPage, Section, SectionPage, Site, Sort,
        Thread, ThreadId, ThreadList, ThreadListName, ThreadPage, UserId, UserPage, UserPosts,
        UserThreads, Version,
    },
    route::{Route, SearchRoute, SearchSort, SectionRoute, ThreadRoute, escape},
    transport::{Answer, Response, Transport},
};
use futures_util::{join, try_join};
use joined::{Joined, fields, linked};
use serde_json::Value;
use std::rc::Rc;

/// Entries of a page: what the server sends where nothing else is asked for.
const SIZE: u32 = 20;

/// A Flarum forum.
pub struct Flarum {
    server: Rc<Server>,
    forum: Kept,
    tags: Kept,
}

impl Flarum {
    /// Reads from a forum at an absolute address, which ends with a slash.
    pub fn new(root: String, transport: Rc<dyn Transport>) -> Self {
        Self {
            server: Rc::new(Server::new(root, transport)),
            forum: Kept::default(),
            tags: Kept::default(),
        }
    }

    async fn get(&self, path: &str) -> Result<Reply, Problem> {
        get(&self.server, path).await
    }

    /// What the forum tells of itself.
    async fn forum(&self) -> Result<Rc<Reply>, Problem> {
        let answer = self.forum.get(|| {
            let server = self.server.clone();
            Box::pin(async move { get(&server, "api").await.map(Rc::new) })
        });
        answer.await
    }

    /// The tree of tags, and how many of its first sections are primary ones; empty without the extension that brings
    /// tags.
    async fn tags(&self) -> Result<(Vec<Section>, usize), Problem> {
        let answer = self.tags.get(|| {
            let server = self.server.clone();
            Box::pin(async move {
                let reply = match get(&server, "api/tags").await {
                    Err(problem) if problem.code == ProblemCode::NotFound => Reply {
                        response: Response::default(),
                        value: Value::Null,
                    },
                    answer => answer?,
                };
                Ok(Rc::new(reply))
            })
        });
        let reply = answer.await?;
        reply.read(|answer| section::sections(&Joined::of(answer)))
    }

    async fn sections(&self) -> Result<Vec<Section>, Problem> {
        self.tags().await.map(|(sections, _)| sections)
    }

    /// A page of a list of discussions, narrowed and ordered by the rest of the query.
    async fn list_of(&self, query: &str, page: u32) -> Result<(Vec<Thread>, Page), Problem> {
        let reply = self.get(&paged("api/discussions", query, page)).await?;
        let answer = Joined::reply(&reply);
        let threads = reply.read(|_| thread::threads(&answer))?;
        self.check_open(threads.is_empty()).await?;
        Ok((threads, answer.page(page)))
    }

    /// A forum that guests may not see shows them nothing, without a word.
    async fn check_open(&self, is_empty: bool) -> Result<(), Problem> {
        if is_empty {
            let forum = self.forum().await?;
            let fields = forum.node().get("data").get("attributes");
            let can_view = fields.get("canViewForum");
            if !can_view.is_null() && !can_view.flag() {
                return Err(Problem::new(ProblemCode::LoginRequired));
            }
        }
        Ok(())
    }

    async fn thread_list(&self, query: &str, page: u32) -> Result<ThreadList, Problem> {
        let (threads, page) = self.list_of(query, page).await?;
        Ok(ThreadList {
            v: Version::default(),
            threads,
            page,
        })
    }

    async fn site_page(&self) -> Result<Site, Problem> {
        let (forum, (sections, primary)) = try_join!(self.forum(), self.tags())?;
        forum.read(|answer| {
            let about = answer.need_object("data")?;
            Ok(site::site(fields(about)?, sections, primary))
        })
    }

    async fn section_page(&self, route: &SectionRoute) -> Result<SectionPage, Problem> {
        let sort = match route.sort {
            Sort::Created => "&sort=-createdAt",
            Sort::Replies => "&sort=-commentCount",
            // Only the usual order, unnamed, has pinned discussions first.
            _ => "",
        };
        let is_all = route.id.as_str() == section::ALL;
        let tag = match is_all {
            true => String::new(),
            false => format!("&filter%5Btag%5D={}", escape(route.id.as_str())),
        };
        let query = format!("{tag}{sort}");
        let (sections, list) = join!(self.sections(), self.list_of(&query, route.page));
        let sections = sections?;
        let section = match sections.iter().find_map(|section| section.find(&route.id)) {
            Some(section) => section.clone(),
            None if is_all => {
                let forum = self.forum().await?;
                let name = forum
                    .node()
                    .get("data")
                    .get("attributes")
                    .get("title")
                    .text();
                section::all(name.unwrap_or_default())
            }
            // Without a tag of that name the server's list is empty.
            None => return Err(Problem::new(ProblemCode::NotFound)),
        };
        let parent = section.parent.as_ref();
        let parent = sections.iter().find(|above| Some(&above.id) == parent);
        let (threads, page) = list?;
        Ok(SectionPage {
            v: Version::default(),
            breadcrumb: parent.map(section::link).into_iter().collect(),
            section,
            threads,
            page,
        })
    }

    async fn thread_page(&self, route: &ThreadRoute) -> Result<ThreadPage, Problem> {
        let id = escape(route.id.as_str());
        if let Some(author) = &route.only_author {
            return self.thread_page_by(&id, author, route.page).await;
        }
        let path = paged(&format!("api/discussions/{id}"), "", route.page);
        let reply = self.get(&path).await?;
        let answer = Joined::reply(&reply);
        let ids = stream::ids(&linked(answer.data, "posts").items());
        if ids.is_empty() {
            let path = paged("api/posts", &of_discussion(&id), route.page);
            let posts = self.get(&path).await?;
            return stream::page_with(&reply, &posts, route.page, None);
        }
        let start = (route.page.max(1) - 1).saturating_mul(SIZE) as usize;
        let wanted: Vec<&str> = ids
            .iter()
            .skip(start)
            .take(SIZE as usize)
            .map(String::as_str)
            .collect();
        let further = self.left_out(&answer, &wanted).await?;
        let mut found = reply.read(|_| stream::assemble(&answer))?;
        let mut posts = reply.read(|_| {
            let included = answer.of_type("posts");
            stream::read_posts(&answer, &included, &wanted, answer.data, &found.thread)
        })?;
        if let Some(further) = &further {
            let others = Joined::reply(further);
            posts.extend(further.read(|_| {
                let data = others.data.items();
                stream::read_posts(&others, &data, &wanted, answer.data, &found.thread)
            })?);
            sort_by_rank(&mut posts, |(place, _)| *place as i64);
        }
        let total = u32::try_from(ids.len()).unwrap_or(u32::MAX);
        found.page = Page {
            number: route.page.max(1),
            count: Some(total.div_ceil(SIZE)),
            size: SIZE,
            total: Some(total.into()),
            ..Page::default()
        };
        found.posts = posts.into_iter().map(|(_, post)| post).collect();
        Ok(found)
    }

    /// The posts of a page that did not come with the discussion.
    async fn left_out(
        &self,
        answer: &Joined<'_>,
        wanted: &[&str],
    ) -> Result<Option<Reply>, Problem> {
        let given = stream::ids(&answer.of_type("posts"));
        let left_out: Vec<&str> = wanted
            .iter()
            .copied()
            .filter(|id| !given.iter().any(|given| given == id))
            .collect();
        if left_out.is_empty() {
            return Ok(None);
        }
        let path = format!("api/posts?filter%5Bid%5D={}", left_out.join(","));
        self.get(&path).await.map(Some)
    }

    /// One member's posts of a discussion.
    async fn thread_page_by(
        &self,
        id: &str,
        author: &UserId,
        page: u32,
    ) -> Result<ThreadPage, Problem> {
        let username = escape(&self.username(author).await?);
        let query = format!(
            "{}&filter%5Bauthor%5D={username}&filter%5Btype%5D=comment",
            of_discussion(id)
        );
        let discussion = format!("api/discussions/{id}");
        let posts = paged("api/posts", &query, page);
        let (discussion, posts) = try_join!(self.get(&discussion), self.get(&posts))?;
        stream::page_with(&discussion, &posts, page, Some(author))
    }

    async fn page_of_post(&self, thread: &ThreadId, post: &PostId) -> Result<u32, Problem> {
        let missing = || Problem::new(ProblemCode::NotFound);
        let number: u32 = post.as_str().parse().map_err(|_| missing())?;
        if number <= 1 {
            return Ok(1);
        }
        let id = escape(thread.as_str());
        let reply = self
            .get(&format!("api/discussions/{id}?page%5Bnear%5D={number}"))
            .await?;
        let answer = Joined::reply(&reply);
        let ids = linked(answer.data, "posts").items();
        if ids.is_empty() {
            // Without the ids of posts, few of which can be missing, the number tells the page well enough.
            return Ok((number - 1) / SIZE + 1);
        }
        let place = answer
            .of_type("posts")
            .into_iter()
            .filter(|post| post.get("attributes").get("number").small() == Some(number))
            .find_map(|post| {
                let id = post.get("id").value();
                ids.iter().position(|other| other.get("id").value() == id)
            });
        Ok(u32::try_from(place.ok_or_else(missing)?).unwrap_or_default() / SIZE + 1)
    }

    /// The username of a member: lists are filtered by no other name.
    async fn username(&self, id: &UserId) -> Result<String, Problem> {
        let id = id.as_str();
        if !address::is_number(id) {
            return Ok(id.to_owned());
        }
        let reply = self.get(&user_path(id)).await?;
        reply.read(|answer| fields(answer.get("data"))?.need("username"))
    }

    async fn found(&self, route: &SearchRoute) -> Result<SearchPage, Problem> {
        // Flarum 1 takes what narrows a search from its words alone, Flarum 2 from everything but them.
        let forum = self.forum().await?;
        let about = forum.node().get("data").get("attributes");
        let is_second = !about.get("jsChunksBaseUrl").is_null();
        let mut words = route.query.clone();
        let mut narrowed = String::new();
        let section = route.section.as_ref().map(|section| section.as_str());
        let section = section.filter(|section| *section != section::ALL);
        for (name, value) in [("tag", section), ("author", route.author.as_deref())] {
            let Some(value) = value else { continue };
            if is_second {
                narrowed.push_str(&format!("&filter%5B{name}%5D={}", escape(value)));
            } else {
                words.push_str(&format!(" {name}:{value}"));
            }
        }
        if route.sort == SearchSort::Newest {
            narrowed.push_str("&sort=-createdAt");
        }
        let query = format!("&filter%5Bq%5D={}{narrowed}", escape(&words));
        let reply = self
            .get(&paged("api/discussions", &query, route.page))
            .await?;
        let answer = Joined::reply(&reply);
        let hits = reply.read(|_| answer.each(thread::hit))?;
        self.check_open(hits.is_empty()).await?;
        Ok(SearchPage {
            v: Version::default(),
            hits,
            page: answer.page(route.page),
        })
    }
}

/// Asks for JSON, and takes the server's refusals as what they are.
async fn get(server: &Server, path: &str) -> Result<Reply, Problem> {
    refusal::check(server.ask(path).await?, |answer| {
        let errors = answer.get("errors");
        let first = errors.items().into_iter().next()?;
        Some(match first.get("code").str() {
            Some("not_authenticated") => ProblemCode::LoginRequired,
            Some("permission_denied") => ProblemCode::Forbidden,
            Some("invalid_parameter" | "validation_error") => ProblemCode::Validation,
            // During maintenance the one error stands without its list.
            _ if errors.get("status").str() == Some("503") => ProblemCode::Closed,
            _ => return None,
        })
    })
}

/// A path with what narrows the answer, each after `&`, and the page.
fn paged(path: &str, query: &str, page: u32) -> String {
    let offset = match page {
        0 | 1 => String::new(),
        _ => format!("&page%5Boffset%5D={}", (page - 1).saturating_mul(SIZE)),
    };
    let query = format!("{query}{offset}");
    match query.strip_prefix('&') {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    }
}

fn of_discussion(id: &str) -> String {
    format!("&filter%5Bdiscussion%5D={id}&sort=number")
}

fn user_path(slug: &str) -> String {
    format!("api/users/{}?bySlug=1", escape(slug))
}

impl Backend for Flarum {
    fn root(&self) -> &str {
        &self.server.root
    }

    fn site(&self) -> Answer<'_, Site> {
        Box::pin(self.site_page())
    }

    fn home(&self) -> Answer<'_, Home> {
        Box::pin(async {
            let (newest, hot) = try_join!(self.list_of(NEWEST, 1), self.list_of(HOT, 1))?;
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
                ThreadListName::Newest => self.thread_list(NEWEST, page).await,
                ThreadListName::Hot => self.thread_list(HOT, page).await,
                // Moderators choose no discussions.
                ThreadListName::Digest => Ok(ThreadList {
                    v: Version::default(),
                    threads: Vec::new(),
                    page: Page {
                        number: page,
                        size: SIZE,
                        ..Page::default()
                    },
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
            // Threads tell their tags by name; the server asks for the slug.
            let sections = self.sections().await?;
            let mut tags = sections
                .iter()
                .flat_map(|one| [one].into_iter().chain(&one.children));
            let section = tags.find(|section| section.name == tag);
            let slug = section.map_or(tag, |section| section.id.as_str());
            let query = format!("&filter%5Btag%5D={}", escape(slug));
            self.thread_list(&query, page).await
        })
    }

    fn search<'a>(&'a self, route: &'a SearchRoute) -> Answer<'a, SearchPage> {
        Box::pin(self.found(route))
    }

    fn user<'a>(&'a self, id: &'a UserId) -> Answer<'a, UserPage> {
        Box::pin(async move {
            let reply = self.get(&user_path(id.as_str())).await?;
            let answer = Joined::reply(&reply);
            // Nothing can be shown of a member without a name.
            reply.read(|_| fields(answer.data)?.need("username"))?;
            Ok(UserPage {
                v: Version::default(),
                user: author::author(&answer, Some(answer.data)),
            })
        })
    }

    fn user_threads<'a>(&'a self, id: &'a UserId, page: u32) -> Answer<'a, UserThreads> {
        Box::pin(async move {
            let username = escape(&self.username(id).await?);
            let query = format!("&filter%5Bauthor%5D={username}&sort=-createdAt");
            let (threads, page) = self.list_of(&query, page).await?;
            Ok(UserThreads {
                v: Version::default(),
                threads,
                page,
            })
        })
    }

    fn user_posts<'a>(&'a self, id: &'a UserId, page: u32) -> Answer<'a, UserPosts> {
        Box::pin(async move {
            let username = escape(&self.username(id).await?);
            let query =
                format!("&filter%5Bauthor%5D={username}&filter%5Btype%5D=comment&sort=-createdAt");
            let reply = self.get(&paged("api/posts", &query, page)).await?;
            let answer = Joined::reply(&reply);
            let posts = reply.read(|_| answer.each(thread::user_post))?;
            Ok(UserPosts {
                v: Version::default(),
                posts: posts.into_iter().flatten().collect(),
                page: answer.page(page),
            })
        })
    }

    fn route(&self, path: &str, query: &str, _fragment: &str) -> Option<Route> {
        route::route(path, query)
    }
}

/// Last opened first.
const NEWEST: &str = "&sort=-createdAt";
/// What is written in now comes first: the forum's own home page.
const HOT: &str = "&sort=-lastPostedAt";
