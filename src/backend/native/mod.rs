//! The content format's own backend: a folder of documents, or a server that answers like one.

pub(crate) mod pack;
pub(crate) mod place;

use super::{Backend, decode_document, lazy, reading::reading};
use crate::{
    model::{
        Capability, Home, ModlogPage, Packs, Paths, PostId, Problem, ProblemCode, Read,
        SectionPage, Site, StaticPage, ThreadId, ThreadList, ThreadListName, ThreadPage, UserId,
        UserPage, UserPosts, UserThreads,
    },
    route::{SectionRoute, ThreadRoute},
    text::address::is_of_this_host,
    transport::{Answer, Request, Response, Transport},
};
pub use pack::PackTransport;
use place::{
    HOME, LIST, MODLOG, PAGE, Place, THREAD, THREAD_BY, USER, USER_POSTS, USER_THREADS, Values,
    of_author, of_id, of_list, of_section,
};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

/// Reads documents of the content format.
pub struct Native {
    root: String,
    transport: RefCell<Rc<dyn Transport>>,
    paths: RefCell<Paths>,
    /// What the transport reads documents out of.
    packs: RefCell<Packs>,
    /// Whether the site has told of its paths and packs.
    told: Cell<bool>,
}

/// How many pages of a thread are looked through for a post.
const SEARCHED_PAGES: u32 = 100;

impl Native {
    /// Reads from an absolute address, which ends with a slash. `paths` are known before the site is, and so are
    /// `packs`, which the transport reads.
    pub fn new(root: String, transport: Rc<dyn Transport>, paths: Paths, packs: Packs) -> Self {
        Self {
            root,
            transport: RefCell::new(transport),
            paths: RefCell::new(paths),
            packs: RefCell::new(packs),
            told: Cell::new(false),
        }
    }

    /// The document at a place. Whatever is asked for goes this way: the code is there once for each kind.
    fn get<'a, T: Read + 'a>(&'a self, place: Place, values: Values) -> Answer<'a, T> {
        reading(self.found(place, values), decode_document::<T>)
    }

    fn found(&self, place: Place, values: Values) -> Answer<'_, Response> {
        Box::pin(async move { self.find(place, &values).await })
    }

    async fn find(&self, place: Place, values: &Values) -> Result<Response, Problem> {
        let (path, transport) = self.way(place, values);
        let response = transport.send(self.request(&path)).await?;
        if response.status != 404 {
            return Ok(response);
        }
        // Only the site tells of paths and packs, and it may not have come yet.
        if !self.told.get() {
            let _ = self.site().await;
        }
        let (told_path, told_transport) = self.way(place, values);
        if path == told_path && Rc::ptr_eq(&transport, &told_transport) {
            return Ok(response);
        }
        told_transport.send(self.request(&told_path)).await
    }

    /// Where a document is, as far as is known, and what to ask for it with.
    fn way(&self, place: Place, values: &Values) -> (String, Rc<dyn Transport>) {
        let path = place::path(&self.paths.borrow(), place, values);
        (path, self.transport())
    }

    fn transport(&self) -> Rc<dyn Transport> {
        Rc::clone(&self.transport.borrow())
    }

    fn request(&self, path: &str) -> Request {
        Request::get([&self.root, path].concat())
    }

    /// All posts of a page, whoever wrote them.
    fn whole_thread(&self, id: &ThreadId, page: u32) -> Answer<'_, ThreadPage> {
        self.get(THREAD, of_id(id.as_str(), page))
    }
}

impl Backend for Native {
    fn root(&self) -> &str {
        &self.root
    }

    fn site(&self) -> Answer<'_, Site> {
        Box::pin(async {
            let response = self.transport().send(self.request("site.json")).await?;
            if response.status == 404 {
                return Err(Problem::new(ProblemCode::Config)
                    .detail("backend.url: there is no site.json")
                    .status(404)
                    .at(response.url));
            }
            let mut site: Site = decode_document(&response)?;
            // The index brings a program, and a browser runs none of another host.
            if !is_of_this_host(&self.root) {
                site.capabilities
                    .retain(|capability| *capability != Capability::Search);
            }
            self.paths.borrow_mut().0.extend(site.paths.0.clone());
            let is_new = !site.packs.is_empty() && *self.packs.borrow() != site.packs;
            if is_new {
                let (root, packs) = (self.root.clone(), site.packs.clone());
                let packed = lazy::packs(root, packs, self.transport()).await?;
                self.transport.replace(packed);
                self.packs.replace(site.packs.clone());
            }
            self.told.set(true);
            Ok(site)
        })
    }

    fn home(&self) -> Answer<'_, Home> {
        self.get(HOME, Values::new())
    }

    fn list(&self, list: ThreadListName, page: u32) -> Answer<'_, ThreadList> {
        self.get(LIST, of_list(list, page))
    }

    fn section<'a>(&'a self, route: &'a SectionRoute) -> Answer<'a, SectionPage> {
        let (place, values) = of_section(route);
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
            let values = of_author(route.id.as_str(), author, route.page);
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

    // Only a browser has the module that asks the index.
    #[cfg(target_arch = "wasm32")]
    fn search<'a>(
        &'a self,
        route: &'a crate::route::SearchRoute,
    ) -> Answer<'a, crate::model::SearchPage> {
        Box::pin(async move {
            let ask = crate::search::part().await?;
            let read = Box::new(|id: &ThreadId, page| self.whole_thread(id, page));
            ask(&self.root, route, read).await
        })
    }

    fn has_index(&self) -> bool {
        true
    }

    fn modlog(&self, page: u32) -> Answer<'_, ModlogPage> {
        self.get(MODLOG, vec![("page", page.to_string())])
    }
}
