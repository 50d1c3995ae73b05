//! The content format's own backend: a folder of documents, or a server that answers like one.

use super::{Backend, decode_document, expand};
use crate::{
    model::{
        Home, ModlogPage, Paths, PostId, Problem, ProblemCode, Read, SectionPage, Site, StaticPage,
        ThreadId, ThreadList, ThreadListName, ThreadPage, UserId, UserPage, UserPosts, UserThreads,
    },
    route::{Narrow, SectionRoute, ThreadRoute, filter_slug, list_slug, sort_slug},
    transport::{Answer, Request, Response, Transport},
};
use std::{cell::RefCell, rc::Rc};

/// Reads documents of the content format.
pub struct Native {
    root: String,
    transport: Rc<dyn Transport>,
    paths: RefCell<Paths>,
}

/// A document's name in `site.paths`, and its usual path.
type Place = (&'static str, &'static str);

/// What a path's template is filled with.
type Values = Vec<(&'static str, String)>;

const HOME: Place = ("home", "home.json");
const LIST: Place = ("list", "lists/{list}/{page}.json");
const SECTION: Place = ("section", "sections/{id}/{page}.json");
const SECTION_SORTED: Place = ("section_sorted", "sections/{id}/{sort}/{page}.json");
const SECTION_NARROWED: Place = ("section_narrowed", "sections/{id}/{filter}/{page}.json");
const SECTION_BOTH: Place = (
    "section_narrowed_sorted",
    "sections/{id}/{filter}/{sort}/{page}.json",
);
const THREAD: Place = ("thread", "threads/{id}/{page}.json");
const THREAD_BY: Place = ("thread_by", "threads/{id}/by-{author}/{page}.json");
const USER: Place = ("user", "users/{id}.json");
const USER_THREADS: Place = ("user_threads", "users/{id}/threads/{page}.json");
const USER_POSTS: Place = ("user_posts", "users/{id}/posts/{page}.json");
const PAGE: Place = ("page", "pages/{slug}.json");
const MODLOG: Place = ("modlog", "modlog/{page}.json");

/// How many pages of a thread are looked through for a post.
const SEARCHED_PAGES: u32 = 100;

impl Native {
    /// Reads from an absolute address, which ends with a slash. `paths` are known before the site is.
    pub fn new(root: String, transport: Rc<dyn Transport>, paths: Paths) -> Self {
        Self {
            root,
            transport,
            paths: RefCell::new(paths),
        }
    }

    /// The document at a place. Whatever is asked for goes this way: the code is there once for each kind.
    fn get<'a, T: Read + 'a>(&'a self, place: Place, values: Values) -> Answer<'a, T> {
        Box::pin(async move { decode_document(&self.find(place, &values).await?) })
    }

    async fn find(&self, place: Place, values: &Values) -> Result<Response, Problem> {
        let path = self.path(place, values);
        let response = self.ask(&path).await?;
        // The paths that the site tells of may have come meanwhile.
        let path_of_site = self.path(place, values);
        if response.status == 404 && path != path_of_site {
            return self.ask(&path_of_site).await;
        }
        Ok(response)
    }

    fn ask(&self, path: &str) -> Answer<'_, Response> {
        self.transport
            .send(Request::get(format!("{}{path}", self.root)))
    }

    fn path(&self, (name, usual): Place, values: &Values) -> String {
        let values: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let paths = self.paths.borrow();
        expand(paths.0.get(name).map_or(usual, String::as_str), &values)
    }

    /// All posts of a page, whoever wrote them.
    fn whole_thread(&self, id: &ThreadId, page: u32) -> Answer<'_, ThreadPage> {
        self.get(THREAD, of_id(id.as_str(), page))
    }
}

/// The values of a document of an id; templates take those that they name.
fn of_id(id: &str, page: u32) -> Values {
    vec![
        ("id", id.to_owned()),
        ("shard", shard(id).to_owned()),
        ("page", page.to_string()),
    ]
}

/// The folder that a large archive puts a document in: the id's last two characters, so that neighbours spread.
fn shard(id: &str) -> &str {
    let start = id.char_indices().rev().nth(1).map_or(0, |(index, _)| index);
    &id[start..]
}

impl Backend for Native {
    fn root(&self) -> &str {
        &self.root
    }

    fn site(&self) -> Answer<'_, Site> {
        Box::pin(async {
            let response = self.ask("site.json").await?;
            if response.status == 404 {
                return Err(Problem::new(ProblemCode::Config)
                    .detail("backend.url: there is no site.json")
                    .status(404)
                    .at(response.url));
            }
            let site: Site = decode_document(&response)?;
            self.paths.borrow_mut().0.extend(site.paths.0.clone());
            Ok(site)
        })
    }

    fn home(&self) -> Answer<'_, Home> {
        self.get(HOME, Values::new())
    }

    fn list(&self, list: ThreadListName, page: u32) -> Answer<'_, ThreadList> {
        let values = vec![
            ("list", list_slug(list).to_owned()),
            ("page", page.to_string()),
        ];
        self.get(LIST, values)
    }

    fn section<'a>(&'a self, route: &'a SectionRoute) -> Answer<'a, SectionPage> {
        let sort = sort_slug(route.sort);
        let filter = match &route.narrow {
            Some(Narrow::Prefix(prefix)) => Some(["prefix-", prefix].concat()),
            Some(Narrow::Filter(filter)) => filter_slug(*filter).map(str::to_owned),
            None => None,
        };
        let place = match (&filter, sort) {
            (None, None) => SECTION,
            (None, Some(_)) => SECTION_SORTED,
            (Some(_), None) => SECTION_NARROWED,
            (Some(_), Some(_)) => SECTION_BOTH,
        };
        let mut values = of_id(route.id.as_str(), route.page);
        values.push(("filter", filter.unwrap_or_default()));
        values.push(("sort", sort.unwrap_or_default().to_owned()));
        self.get(place, values)
    }

    fn thread<'a>(&'a self, route: &'a ThreadRoute) -> Answer<'a, ThreadPage> {
        let Some(author) = &route.only_author else {
            return self.whole_thread(&route.id, route.page);
        };
        Box::pin(async move {
            let mut whole = self.whole_thread(&route.id, 1).await?;
            // Not every author's posts are kept apart; a thread of one page needs no second document.
            if !whole.by_author.contains(author) {
                if whole.page.count == Some(1) {
                    whole.keep_only(author);
                } else if route.page > 1 {
                    return self.whole_thread(&route.id, route.page).await;
                }
                return Ok(whole);
            }
            let mut values = of_id(route.id.as_str(), route.page);
            values.push(("author", author.0.clone()));
            self.get(THREAD_BY, values).await
        })
    }

    fn find_post<'a>(&'a self, thread: &'a ThreadId, post: &'a PostId) -> Answer<'a, u32> {
        Box::pin(async move {
            let mut number = 1;
            loop {
                let page = self.whole_thread(thread, number).await?;
                if page.posts.iter().any(|candidate| candidate.id == *post) {
                    return Ok(number);
                }
                let last = page.page.count.unwrap_or(1).min(SEARCHED_PAGES);
                if number >= last {
                    return Err(Problem::new(ProblemCode::NotFound));
                }
                number += 1;
            }
        })
    }

    fn user<'a>(&'a self, id: &'a UserId) -> Answer<'a, UserPage> {
        self.get(USER, of_id(id.as_str(), 1))
    }

    fn user_threads<'a>(&'a self, id: &'a UserId, page: u32) -> Answer<'a, UserThreads> {
        self.get(USER_THREADS, of_id(id.as_str(), page))
    }

    fn user_posts<'a>(&'a self, id: &'a UserId, page: u32) -> Answer<'a, UserPosts> {
        self.get(USER_POSTS, of_id(id.as_str(), page))
    }

    fn page<'a>(&'a self, slug: &'a str) -> Answer<'a, StaticPage> {
        self.get(PAGE, vec![("slug", slug.to_owned())])
    }

    fn modlog(&self, page: u32) -> Answer<'_, ModlogPage> {
        self.get(MODLOG, vec![("page", page.to_string())])
    }
}
