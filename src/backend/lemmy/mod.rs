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
mod later;
mod modlog;
mod refusal;
mod section;
mod site;
mod talk;
mod thread;

use self::{
    client::{Client, Listing, MOST},
    dialect::Dialect,
    field::{Languages, figure, host, list},
    talk::{PAGE, Talk, WHOLE, branches, comment, is_on_post, outermost, remarks},
    thread::{of_comment, thread},
};
use super::{Backend, Node, Reply};
use crate::backend::rank::sort_by_rank;
use crate::{
    model::{
        Home, Misfit, ModlogPage, Page, Post, PostId, PostState, Problem, ProblemCode, SearchHit,
        SearchPage, SectionPage, Site, Sort, StaticPage, Thread, ThreadId, ThreadList,
        ThreadListName, ThreadPage, Time, UserId, UserPage, UserPost, UserPosts, UserThreads,
        Version,
    },
    route::{Route, SearchRoute, SearchSort, SectionRoute, ThreadRoute, escape},
    text::time::now,
    transport::{Answer, Transport},
};
use futures_util::{future::try_join_all, join, try_join};
use std::{cell::RefCell, rc::Rc};

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

    /// A page of posts.
    async fn posts(
        &self,
        of: &str,
        sort: fn(&Dialect) -> &'static str,
        page: u32,
    ) -> Result<(Vec<Thread>, Page), Problem> {
        let dialect = self.client.dialect().await?;
        let path = dialect.posts(of, sort(dialect));
        let (listing, languages) = join!(
            self.client.list(path, page, &["posts"]),
            self.client.languages()
        );
        let Listing { reply, page } = listing?;
        let threads = reply.read(|node| list(node, "posts", |view| thread(view, &languages)))?;
        Ok((threads, page))
    }

    /// What a member wrote: `kind` is `post` or `comment`.
    async fn written<T>(
        &self,
        id: &UserId,
        page: u32,
        kind: &str,
        read: impl Fn(Node, &Languages) -> Result<T, Misfit>,
    ) -> Result<(Vec<T>, Page), Problem> {
        let dialect = self.client.dialect().await?;
        let who = escape(id.as_str());
        let name = &format!("{kind}s");
        let path = if dialect.cursors {
            let Dialect { all, created, .. } = dialect;
            let ever = dialect.ever;
            format!("{kind}/list?creator_username={who}&type_={all}&sort={created}{ever}")
        } else {
            by_member(dialect, &who)
        };
        let names = [name.as_str()];
        let (listing, languages) = join!(
            self.client.list(path, page, &names),
            self.client.languages()
        );
        let Listing { reply, page } = listing?;
        let all = reply.read(|node| list(node, name, |view| read(view, &languages)))?;
        Ok((all, page))
    }

    /// A thread with its comments, as it was last read or as it is now.
    async fn talk(&self, id: &ThreadId, page: Option<u32>) -> Result<Rc<Talk>, Problem> {
        if let Some(page) = page {
            let mut kept = self.talk.borrow_mut();
            let known = kept.as_mut().filter(|kept| {
                kept.id == *id && !kept.seen.contains(&page) && now().0 - kept.at.0 < WHILE
            });
            if let Some(kept) = known {
                kept.seen.push(page);
                return Ok(Rc::clone(&kept.talk));
            }
        }
        let talk = Rc::new(self.read_talk(id).await?);
        *self.talk.borrow_mut() = Some(Kept {
            id: id.clone(),
            talk: Rc::clone(&talk),
            at: now(),
            seen: page.into_iter().collect(),
        });
        Ok(talk)
    }

    async fn read_talk(&self, id: &ThreadId) -> Result<Talk, Problem> {
        let dialect = self.client.dialect().await?;
        let api = dialect.api;
        let comments = |id: &str| {
            self.client
                .ask(format!("{api}{}", dialect.tree("post_id", id)))
        };
        let answers = async {
            // A thread may be named by one of its comments.
            if let Some(comment) = id.as_str().strip_prefix(address::OF_COMMENT) {
                let path = format!("{api}post?comment_id={}", number(comment)?);
                let post = self.client.ask(path).await?;
                let id = post.read(|node| {
                    let view = node.need_object("post_view")?;
                    let id = view.need_object("post").and_then(|post| post.need("id"));
                    id.map_err(|misfit| misfit.below("post_view"))
                })?;
                let comments = comments(&id).await?;
                return Ok((post, comments));
            }
            let id = number(id.as_str())?;
            let post = self.client.ask(format!("{api}post?id={id}"));
            try_join!(post, comments(id))
        };
        let (answers, languages) = join!(answers, self.client.languages());
        let (post, comments) = answers?;
        let op = thread::opener(post.node().get("post_view"));
        let mut all = comments.read(|node| remarks(node, &languages, op))?;
        if all.len() >= WHOLE && all.iter().all(is_on_post) {
            let view = post.node().get("post_view");
            let of_post = view.get("post");
            let count = figure(view, of_post, "comments").unwrap_or_default();
            let id = of_post.get("id").text().unwrap_or_default();
            let read = |reply: &Reply| remarks(reply.node(), &languages, op);
            let later = self.later_remarks(dialect, &id, &comments, count, &read);
            all.extend(later.await);
        }
        post.read(|node| Talk::read(node, all, &languages))
    }

    /// What a search finds.
    async fn find(&self, route: &SearchRoute) -> Result<SearchPage, Problem> {
        let dialect = self.client.dialect().await?;
        let Dialect {
            api, query, all, ..
        } = dialect;
        let words = escape(&route.query);
        let mut path = format!("search?{query}={words}&type_={all}&listing_type={all}");
        let mut narrow = |name: &str, value: &str| {
            path.push('&');
            path.push_str(name);
            path.push('=');
            path.push_str(value);
        };
        let is_by_time = route.sort == SearchSort::Newest;
        if let Some(sorts) = dialect.found {
            let [liked, new] = sorts;
            narrow("sort", if is_by_time { new } else { liked });
        }
        if let Some(section) = &route.section {
            narrow("community_name", &escape(section.as_str()));
        }
        if let Some(author) = &route.author {
            let who = escape(author);
            if dialect.cursors {
                narrow("creator_username", &who);
            } else {
                // 0.19 knows authors by their numbers only.
                let member = self
                    .client
                    .once(format!("{api}{}&limit=1", by_member(dialect, &who)))
                    .await?;
                let id = member.read(|node| {
                    let person = node.get("person_view").need_object("person")?;
                    person.need("id")
                })?;
                narrow("creator_id", &id);
            }
        }
        let names = ["posts", "comments"];
        let (listing, languages) = join!(
            self.client.list(path, route.page, &names),
            self.client.languages()
        );
        let Listing { reply, page } = listing?;
        let mut hits = reply.read(|node| hits(node, &languages))?;
        if is_by_time {
            sort_by_rank(&mut hits, |hit| -hit.at.0);
        }
        Ok(SearchPage {
            v: Version::default(),
            hits,
            page,
        })
    }

    /// The whole of a branch that was cut off.
    async fn branch(&self, talk: &Talk, id: &str) -> Result<Vec<Post>, Problem> {
        let dialect = self.client.dialect().await?;
        let path = format!("{}{}", dialect.api, dialect.tree("parent_id", id));
        let (reply, languages) = join!(self.client.ask(path), self.client.languages());
        let remarks = reply?.read(|node| remarks(node, &languages, talk.op))?;
        let branches = branches(remarks, true);
        Ok(branches
            .into_iter()
            .flat_map(|branch| branch.posts)
            .collect())
    }
}

/// What a member is and wrote, in 0.19.
fn by_member(dialect: &Dialect, who: &str) -> String {
    format!("{}?username={who}&sort={}", dialect.person, dialect.created)
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
            let newest = self.posts("", |dialect| dialect.created, 1);
            let hot = self.posts("", |dialect| dialect.active, 1);
            let ((newest, _), (hot, _)) = try_join!(newest, hot)?;
            let first = |threads: Vec<Thread>| threads.into_iter().take(10).collect();
            Ok(Home {
                newest: first(newest),
                hot: first(hot),
                ..Home::default()
            })
        })
    }

    fn list(&self, list: ThreadListName, page: u32) -> Answer<'_, ThreadList> {
        Box::pin(async move {
            let sort: fn(&Dialect) -> &'static str = match list {
                ThreadListName::Newest => |dialect| dialect.created,
                ThreadListName::Hot => |dialect| dialect.active,
                ThreadListName::Digest => return Err(Problem::new(ProblemCode::NotFound)),
            };
            let (threads, page) = self.posts("", sort, page).await?;
            Ok(ThreadList {
                v: Version::default(),
                threads,
                page,
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
            let (about, (threads, page)) = try_join!(about, self.posts(&of, sort, route.page))?;
            Ok(SectionPage {
                v: Version::default(),
                section: about.read(section::with_moderators)?,
                breadcrumb: Vec::new(),
                threads,
                page,
            })
        })
    }

    fn thread<'a>(&'a self, route: &'a ThreadRoute) -> Answer<'a, ThreadPage> {
        Box::pin(async move {
            let talk = self.talk(&route.id, Some(route.page)).await?;
            let pages = talk.pages();
            let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
            // Lists guess how many pages a thread has; what they take for a page is the last one.
            let number = route.page.clamp(1, count);
            let range = pages.get(number as usize - 1).cloned().unwrap_or_default();
            let shown = talk.branches.get(range).unwrap_or_default();
            let missing = shown.iter().filter_map(talk::Branch::missing);
            let fetched = try_join_all(missing.map(|id| self.branch(&talk, id))).await?;
            let mut fetched = fetched.into_iter();
            let mut posts = Vec::new();
            if number == 1 {
                posts.push(talk.opening.clone());
            }
            for branch in shown {
                let whole = branch.missing().and_then(|_| fetched.next());
                // The branch may have been taken away meanwhile.
                let whole = whole.filter(|whole| whole.len() >= branch.posts.len());
                posts.extend(whole.unwrap_or_else(|| branch.posts.clone()));
            }
            let section = talk.section.clone();
            Ok(ThreadPage {
                v: Version::default(),
                thread: talk.thread.clone(),
                breadcrumb: vec![section::link(&section)],
                section,
                reply: Default::default(),
                order: Default::default(),
                only_author: None,
                by_author: Vec::new(),
                page: Page {
                    number,
                    count: Some(count),
                    size: PAGE,
                    ..Page::default()
                },
                r#final: false,
                posts,
                neighbours: Default::default(),
                related: Vec::new(),
            })
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
        Box::pin(async move {
            match self.find(route).await {
                // By a member whom nobody knows, or in no section, there is nothing.
                Err(problem) if problem.code == ProblemCode::NotFound => Ok(SearchPage {
                    page: Page {
                        number: route.page,
                        size: PAGE,
                        ..Page::default()
                    },
                    ..SearchPage::default()
                }),
                found => found,
            }
        })
    }

    fn user<'a>(&'a self, id: &'a UserId) -> Answer<'a, UserPage> {
        Box::pin(async move {
            let dialect = self.client.dialect().await?;
            let who = escape(id.as_str());
            let api = dialect.api;
            let path = if dialect.cursors {
                format!("{api}{}?username={who}", dialect.person)
            } else {
                // The same request brings the first page of what they wrote.
                format!("{api}{}&limit={PAGE}&page=1", by_member(dialect, &who))
            };
            self.client.ask(path).await?.read(author::profile)
        })
    }

    fn user_threads<'a>(&'a self, id: &'a UserId, page: u32) -> Answer<'a, UserThreads> {
        Box::pin(async move {
            let (threads, page) = self.written(id, page, "post", thread).await?;
            Ok(UserThreads {
                v: Version::default(),
                threads,
                page,
            })
        })
    }

    fn user_posts<'a>(&'a self, id: &'a UserId, page: u32) -> Answer<'a, UserPosts> {
        Box::pin(async move {
            let read = |view: Node, languages: &Languages| {
                Ok(UserPost {
                    thread: of_comment(view, languages)?,
                    post: comment(view, languages, thread::opener(view))?,
                })
            };
            let (posts, page) = self.written(id, page, "comment", read).await?;
            Ok(UserPosts {
                v: Version::default(),
                posts,
                page,
            })
        })
    }

    fn page<'a>(&'a self, slug: &'a str) -> Answer<'a, StaticPage> {
        Box::pin(async move { site::page(self.client.about().await?.node(), slug) })
    }

    fn modlog(&self, page: u32) -> Answer<'_, ModlogPage> {
        Box::pin(async move {
            let path = format!("modlog?type_={}", self.client.dialect().await?.all);
            let Listing { reply, page } = self.client.list(path, page, &modlog::LISTS).await?;
            Ok(ModlogPage {
                v: Version::default(),
                entries: reply.read(modlog::entries)?,
                page,
            })
        })
    }

    fn route(&self, path: &str, query: &str, fragment: &str) -> Option<Route> {
        address::route(path, query, fragment, host(self.root()).unwrap_or_default())
    }
}

/// The posts that a search found, then the comments.
fn hits(node: Node, languages: &Languages) -> Result<Vec<SearchHit>, Misfit> {
    let mut hits = list(node, "posts", |view| {
        let thread = thread(view, languages)?;
        Ok(SearchHit {
            post: None,
            author: thread.author.clone(),
            at: thread.created,
            excerpt: thread.excerpt.clone(),
            thread,
            ..SearchHit::default()
        })
    })?;
    hits.extend(list(node, "comments", |view| {
        let post = comment(view, languages, None)?;
        let content = view.get("comment").get("content").str();
        let content = content.filter(|_| post.state == PostState::Ok);
        Ok(SearchHit {
            thread: of_comment(view, languages)?,
            excerpt: content.and_then(field::excerpt),
            at: post.created,
            post: Some(post.id),
            author: post.author,
            ..SearchHit::default()
        })
    })?);
    Ok(hits)
}
