//! What few readers ask a Lemmy server for: members and what they wrote, searches, the moderation log, pages of the
//! site's own, and the comments that a tree has no room for.

use super::{
    author,
    client::{Client, Listed, Listing, MOST, Names},
    dialect::Dialect,
    field::{self, Languages, list},
    modlog, site,
    talk::{PAGE, Remark, WHOLE, comment, is_on_post},
    thread::{of_comment, opener, thread},
    threads,
};
use crate::{
    backend::{Node, Reply, rank::sort_by_rank, reading::reading},
    model::{
        Misfit, ModlogPage, Page, PostState, Problem, ProblemCode, SearchHit, SearchPage,
        StaticPage, UserId, UserPage, UserPost, UserPosts, UserThreads, Version,
    },
    route::{SearchRoute, SearchSort, escape},
    transport::Answer,
};
use futures_util::future::join_all;

/// How many requests for later comments a thread is worth.
const MOST_ASKED: u64 = 20;

/// What few readers ask for: the methods of `Backend` that are not in the backend's own part of the program.
pub trait Rest {
    /// A page of what a search finds.
    fn search<'a>(&'a self, route: &'a SearchRoute) -> Answer<'a, SearchPage>;
    /// A member.
    fn user<'a>(&'a self, id: &'a UserId) -> Answer<'a, UserPage>;
    /// A page of the posts that a member opened.
    fn user_threads<'a>(&'a self, id: &'a UserId, page: u32) -> Answer<'a, UserThreads>;
    /// A page of the comments that a member wrote.
    fn user_posts<'a>(&'a self, id: &'a UserId, page: u32) -> Answer<'a, UserPosts>;
    /// A page of the site's own.
    fn page<'a>(&'a self, slug: &'a str) -> Answer<'a, StaticPage>;
    /// A page of the moderation log.
    fn modlog(&self, page: u32) -> Answer<'_, ModlogPage>;
    /// The comments after those of a tree that has 300 on the first post alone, so that there may be more of them. In
    /// 1.0 the tree goes on by a cursor; in 0.19 all comments come in the order they were written in, and those before
    /// the 300th cannot be new. `count` is how many there are in all. What does not come is left out.
    fn later<'a>(
        &'a self,
        dialect: &'a Dialect,
        post: &'a str,
        tree: &'a Reply,
        count: u64,
        read: &'a dyn Fn(&Reply) -> Result<Vec<Remark>, Misfit>,
    ) -> Answer<'a, Vec<Remark>>;
}

/// How the part tells of a client what few readers ask for.
pub type AsRest = fn(&Client) -> &dyn Rest;

impl Client {
    /// What a member wrote: `kind` is `post` or `comment`.
    fn written(
        &self,
        id: &UserId,
        page: u32,
        kind: &'static str,
        names: Names,
    ) -> Answer<'_, Listed> {
        let who = escape(id.as_str());
        Box::pin(async move {
            let dialect = self.dialect().await?;
            let path = if dialect.cursors {
                let Dialect { all, created, .. } = dialect;
                let ever = dialect.ever;
                format!("{kind}/list?creator_username={who}&type_={all}&sort={created}{ever}")
            } else {
                by_member(dialect, &who)
            };
            self.listed(path, page, names).await
        })
    }

    /// What a search finds.
    async fn find(&self, route: &SearchRoute) -> Result<Listed, Problem> {
        let dialect = self.dialect().await?;
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
                    .once(format!("{api}{}&limit=1", by_member(dialect, &who)))
                    .await?;
                let id = member.read(|node| {
                    let person = node.get("person_view").need_object("person")?;
                    person.need("id")
                })?;
                narrow("creator_id", &id);
            }
        }
        let names = &["posts", "comments"];
        self.listed(path, route.page, names).await
    }

    async fn later_remarks(
        &self,
        dialect: &Dialect,
        post: &str,
        tree: &Reply,
        count: u64,
        read: &dyn Fn(&Reply) -> Result<Vec<Remark>, Misfit>,
    ) -> Result<Vec<Remark>, Problem> {
        let mut later = Vec::new();
        let api = dialect.api;
        if !dialect.cursors {
            let list = dialect.comments_by_age(post);
            let size = u64::from(MOST);
            let known = WHOLE as u64 / size;
            let last = count.div_ceil(size).min(known + MOST_ASKED);
            let pages = (known + 1..=last)
                .map(|page| self.ask(format!("{api}{list}&limit={MOST}&page={page}")));
            for reply in join_all(pages).await.into_iter().flatten() {
                later.extend(read(&reply).unwrap_or_default());
            }
            return Ok(later);
        }
        let path = dialect.tree("post_id", post);
        let mut next = cursor(tree);
        for _ in 0..MOST_ASKED {
            let Some(cursor_of_page) = next.take() else {
                break;
            };
            let path = format!("{api}{path}&page_cursor={}", escape(&cursor_of_page));
            let Ok(reply) = self.ask(path).await else {
                break;
            };
            let found = read(&reply).unwrap_or_default();
            // After the last comment on the post come answers, which are asked for by branch.
            if found.iter().all(is_on_post) {
                next = cursor(&reply);
            }
            later.extend(found);
        }
        Ok(later)
    }
}

impl Rest for Client {
    fn search<'a>(&'a self, route: &'a SearchRoute) -> Answer<'a, SearchPage> {
        Box::pin(async move {
            let mut found = SearchPage {
                page: Page {
                    number: route.page,
                    size: PAGE,
                    ..Page::default()
                },
                ..SearchPage::default()
            };
            match self.find(route).await {
                Ok(listed) => {
                    found.hits = listed.read(hits)?;
                    found.page = listed.page;
                }
                // By a member whom nobody knows, or in no section, there is nothing.
                Err(problem) if problem.code == ProblemCode::NotFound => {}
                Err(problem) => return Err(problem),
            }
            if route.sort == SearchSort::Newest {
                sort_by_rank(&mut found.hits, |hit| -hit.at.0);
            }
            Ok(found)
        })
    }

    fn user<'a>(&'a self, id: &'a UserId) -> Answer<'a, UserPage> {
        Box::pin(async move {
            let dialect = self.dialect().await?;
            let who = escape(id.as_str());
            let api = dialect.api;
            let path = if dialect.cursors {
                format!("{api}{}?username={who}", dialect.person)
            } else {
                // The same request brings the first page of what they wrote.
                format!("{api}{}&limit={PAGE}&page=1", by_member(dialect, &who))
            };
            self.ask(path).await?.read(author::profile)
        })
    }

    fn user_threads<'a>(&'a self, id: &'a UserId, page: u32) -> Answer<'a, UserThreads> {
        reading(self.written(id, page, "post", &["posts"]), |listed| {
            Ok(UserThreads {
                v: Version::default(),
                threads: threads(listed)?,
                page: listed.page.clone(),
            })
        })
    }

    fn user_posts<'a>(&'a self, id: &'a UserId, page: u32) -> Answer<'a, UserPosts> {
        reading(self.written(id, page, "comment", &["comments"]), |listed| {
            Ok(UserPosts {
                v: Version::default(),
                posts: comments(listed)?,
                page: listed.page.clone(),
            })
        })
    }

    fn page<'a>(&'a self, slug: &'a str) -> Answer<'a, StaticPage> {
        Box::pin(async move { site::page(self.about().await?.node(), slug) })
    }

    fn modlog(&self, page: u32) -> Answer<'_, ModlogPage> {
        Box::pin(async move {
            let path = format!("modlog?type_={}", self.dialect().await?.all);
            let Listing { reply, page } = self.list(path, page, &modlog::LISTS).await?;
            Ok(ModlogPage {
                v: Version::default(),
                entries: reply.read(modlog::entries)?,
                page,
            })
        })
    }

    fn later<'a>(
        &'a self,
        dialect: &'a Dialect,
        post: &'a str,
        tree: &'a Reply,
        count: u64,
        read: &'a dyn Fn(&Reply) -> Result<Vec<Remark>, Misfit>,
    ) -> Answer<'a, Vec<Remark>> {
        Box::pin(self.later_remarks(dialect, post, tree, count, read))
    }
}

/// The comments of a list of what a member wrote, with their threads.
fn comments(listed: &Listed) -> Result<Vec<UserPost>, Problem> {
    listed.read(|node, languages| {
        list(node, "comments", |view| {
            Ok(UserPost {
                thread: of_comment(view, languages)?,
                post: comment(view, languages, opener(view))?,
            })
        })
    })
}

/// What a member is and wrote, in 0.19.
fn by_member(dialect: &Dialect, who: &str) -> String {
    format!("{}?username={who}&sort={}", dialect.person, dialect.created)
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

fn cursor(reply: &Reply) -> Option<String> {
    reply.node().get("next_page").str().map(str::to_owned)
}
