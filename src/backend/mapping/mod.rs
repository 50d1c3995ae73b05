//! Any forum that answers in JSON: a document, the mapping, says which requests answer a question, and where in their
//! answers the fields of the content format are found.
//!
//! A page takes the requests that its mapping names, sent together, and then those for what is looked up by id, sent
//! together as well. The mapping itself is one request, when the app starts; the site's sections are asked for once.
//! What comes out is a document of the content format, and is read as such.

mod ask;
mod convert;
mod entry;
mod field;
mod link;
mod page;
mod paging;
mod plan;
mod query;
mod reader;
mod request;
mod rule;

use self::{
    ask::{Asker, Variables},
    paging::Cursors,
    plan::Plan,
};
use super::{Backend, decode, reading::reading, template::places};
use crate::{
    model::{
        Capability, Home, Link, ModlogPage, PostId, Problem, ProblemCode, Read, SearchPage,
        Section, SectionId, SectionPage, Site, StaticPage, Thread, ThreadId, ThreadList,
        ThreadListName, ThreadPage, UserId, UserPage, UserPosts, UserThreads,
    },
    route::{
        Narrow, Route, SearchRoute, SearchSort, SectionRoute, ThreadRoute, filter_slug, sort_slug,
    },
    transport::{Answer, Request, Transport},
};
use futures_util::{future::join, try_join};
use serde_json::Value;
use std::{cell::OnceCell, future::ready, rc::Rc};

/// Reads a forum as its mapping says.
pub struct Mapping {
    asker: Asker,
    cursors: Cursors,
    site: OnceCell<Site>,
}

/// What an address says of a page, by the names that a mapping's requests have for it.
type Given = Vec<(&'static str, String)>;

/// A page as a document of the content format, and its kind.
struct Written {
    kind: &'static str,
    value: Value,
}

impl Written {
    fn read<T: Read>(&self) -> Result<T, Problem> {
        T::read(&self.value).map_err(|misfit| {
            let misfit = misfit.below(self.kind);
            Problem::new(ProblemCode::UnexpectedShape).detail(misfit.to_string())
        })
    }
}

/// How many pages of a thread are looked through for a post.
const SEARCHED_PAGES: u32 = 20;

/// The lists across all sections, by the names of their resources.
const LISTS: [(&str, ThreadListName); 3] = [
    ("newest", ThreadListName::Newest),
    ("hot", ThreadListName::Hot),
    ("digest", ThreadListName::Digest),
];

impl Mapping {
    /// Reads the mapping at an absolute address, and with it the forum at another one, which ends with a slash.
    ///
    /// # Errors
    ///
    /// What kept the mapping from coming, or all that is wrong with it.
    pub async fn open(
        root: String,
        address: String,
        transport: Rc<dyn Transport>,
    ) -> Result<Self, Problem> {
        let asked = transport.send(Request::get(address.clone()));
        let (is_ready, response) = join(query::is_ready(), asked).await;
        let response = response?;
        if !is_ready {
            return Err(Problem::new(ProblemCode::Network));
        }
        let document = decode::parse(&response).map_err(|problem| {
            let why = match problem.code {
                ProblemCode::BadJson => problem.detail.unwrap_or_default(),
                ProblemCode::HtmlInsteadOfJson => "a web page is there instead".to_owned(),
                _ => ["the server answers ", &response.status.to_string()].concat(),
            };
            let told = ["the mapping cannot be read: ", &why].concat();
            Problem::new(ProblemCode::Config).detail(told).at(&address)
        })?;
        Self::new(root, &document, transport).map_err(|problem| problem.at(&address))
    }

    /// Reads the forum at an absolute address, which ends with a slash, as a mapping says.
    ///
    /// # Errors
    ///
    /// All that is wrong with the mapping.
    pub fn new(
        root: String,
        document: &Value,
        transport: Rc<dyn Transport>,
    ) -> Result<Self, Problem> {
        Ok(Self {
            asker: Asker::new(root, Plan::read(document)?, transport),
            cursors: Cursors::default(),
            site: OnceCell::new(),
        })
    }

    fn can(&self, kind: &str) -> bool {
        self.asker.plan.resource(kind).is_some()
    }

    /// Whether a kind of page says something of a field.
    fn maps(&self, kind: &str, name: &str) -> bool {
        let resource = self.asker.plan.resource(kind);
        let fields = resource.map(|resource| resource.scope.fields.as_slice());
        let mut fields = fields.unwrap_or_default().iter();
        fields.any(|field| field.field.name == name && field.rule.is_some())
    }

    /// Whether a thread's requests make use of `author`.
    fn knows_authors(&self) -> bool {
        self.asker.plan.resource("thread").is_some_and(|thread| {
            let named = |url: &str| {
                let (places, _) = places(url);
                let mut variables = places.iter().flat_map(|place| &place.variables);
                variables.any(|variable| variable.name() == "author")
            };
            thread.get.iter().any(|get| named(&get.url))
                || thread.with.texts.iter().any(|text| text.contains("author"))
        })
    }

    /// A page of a kind that is described.
    fn written(&self, kind: &'static str, given: Given, page: u32) -> Answer<'_, Written> {
        let Some(resource) = self.asker.plan.resource(kind) else {
            return Box::pin(ready(Err(Problem::new(ProblemCode::NotFound))));
        };
        let mut variables = Variables::default();
        for name in resource.kind.variables {
            let given = given.iter().filter(|(key, _)| key == name);
            variables.set(name, given.map(|(_, value)| value.clone()).collect());
        }
        Box::pin(async move {
            let page = self.asker.page(resource, variables, page, &self.cursors);
            let value = page.await?;
            Ok(Written { kind, value })
        })
    }

    /// Whatever is asked for goes this way: the code is there once for each kind.
    fn get<'a, T: Read + 'a>(
        &'a self,
        kind: &'static str,
        given: Given,
        page: u32,
    ) -> Answer<'a, T> {
        reading(self.written(kind, given, page), Written::read::<T>)
    }

    fn known_site(&self) -> Answer<'_, &Site> {
        Box::pin(async {
            if let Some(site) = self.site.get() {
                return Ok(site);
            }
            let value = match self.can("site") {
                true => self.written("site", Given::new(), 1).await?.value,
                false => Value::Object(serde_json::Map::new()),
            };
            let site = self.read_site(value)?;
            Ok(self.site.get_or_init(|| site))
        })
    }

    fn read_site(&self, mut value: Value) -> Result<Site, Problem> {
        if let Value::Object(fields) = &mut value {
            let host = self.asker.root.split('/').nth(2).unwrap_or_default();
            for (name, usual) in [("name", host), ("lang", "en"), ("v", "1.0")] {
                if !fields.contains_key(name) {
                    fields.insert(name.to_owned(), usual.into());
                }
            }
        }
        let kind = "site";
        let mut site: Site = Written { kind, value }.read()?;
        site.sections = nested(site.sections);
        site.capabilities = self.capabilities();
        for (name, list) in LISTS {
            if self.can(name) {
                site.lists.push(list);
            }
        }
        Ok(site)
    }

    fn capabilities(&self) -> Vec<Capability> {
        use Capability::{Lists, Modlog, OnlyAuthor, Search, Tags, UserPosts, UserThreads, Users};
        [
            (Lists, LISTS.iter().any(|(name, _)| self.can(name))),
            (OnlyAuthor, self.knows_authors()),
            (Users, self.can("user")),
            (UserThreads, self.can("user_threads")),
            (UserPosts, self.can("user_posts")),
            (Modlog, self.can("modlog")),
            (Search, self.can("search")),
            (Tags, self.can("tag")),
        ]
        .into_iter()
        .filter_map(|(capability, there)| there.then_some(capability))
        .collect()
    }

    /// The first page of a list across all sections; nothing where it is not described.
    fn threads(&self, list: &'static str) -> Answer<'_, Vec<Thread>> {
        match self.can(list) {
            true => reading(self.written(list, Given::new(), 1), |list| {
                Ok(list.read::<ThreadList>()?.threads)
            }),
            false => Box::pin(ready(Ok(Vec::new()))),
        }
    }

    /// The site, where a page of this kind does not tell of its section itself.
    fn site_for(&self, kind: &str) -> Answer<'_, Option<&Site>> {
        match self.maps(kind, "section") && self.maps(kind, "breadcrumb") {
            true => Box::pin(ready(Ok(None))),
            false => reading(self.known_site(), |site| Ok(Some(*site))),
        }
    }

    /// Puts in the section of a page and the way to it, as the site has them.
    fn place(
        &self,
        kind: &str,
        site: Option<&Site>,
        id: &SectionId,
        section: &mut Section,
        breadcrumb: &mut Vec<Link>,
    ) {
        let Some(site) = site else { return };
        if !self.maps(kind, "section") {
            *section = site.section(id).cloned().unwrap_or_else(|| Section {
                id: id.clone(),
                name: id.0.clone(),
                ..Section::default()
            });
        }
        if !self.maps(kind, "breadcrumb") {
            *breadcrumb = trail(&site.sections, &section.id).unwrap_or_default();
        }
    }
}

fn of_id(id: &str) -> Given {
    vec![("id", id.to_owned())]
}

/// A flat list of sections as a tree: each in the one that is its parent.
fn nested(sections: Vec<Section>) -> Vec<Section> {
    let is_there =
        |sections: &[Section], id: &SectionId| sections.iter().any(|section| section.id == *id);
    let mut roots = Vec::new();
    let mut below = Vec::new();
    for section in sections.iter().cloned() {
        match &section.parent {
            Some(parent) if *parent != section.id && is_there(&sections, parent) => {
                below.push(section)
            }
            _ => roots.push(section),
        }
    }
    for root in &mut roots {
        adopt(root, &mut below);
    }
    // Sections that are in each other are nowhere else.
    roots.extend(below);
    roots
}

fn adopt(section: &mut Section, orphans: &mut Vec<Section>) {
    let (mine, rest) = orphans
        .drain(..)
        .partition(|orphan| orphan.parent.as_ref() == Some(&section.id));
    *orphans = rest;
    section.children.extend::<Vec<Section>>(mine);
    for child in &mut section.children {
        adopt(child, orphans);
    }
}

/// The way to a section, itself included.
fn trail(sections: &[Section], id: &SectionId) -> Option<Vec<Link>> {
    sections.iter().find_map(|section| {
        let below = match section.id == *id {
            true => Vec::new(),
            false => trail(&section.children, id)?,
        };
        let link = Link {
            label: section.name.clone(),
            section: (!section.group).then(|| section.id.clone()),
            ..Link::default()
        };
        Some([link].into_iter().chain(below).collect())
    })
}

impl Backend for Mapping {
    fn root(&self) -> &str {
        &self.asker.root
    }

    fn site(&self) -> Answer<'_, Site> {
        reading(self.known_site(), |site| Ok((*site).clone()))
    }

    fn home(&self) -> Answer<'_, Home> {
        if self.can("home") {
            return self.get("home", Given::new(), 1);
        }
        Box::pin(async {
            let (newest, hot, digest) = try_join!(
                self.threads("newest"),
                self.threads("hot"),
                self.threads("digest")
            )?;
            Ok(Home {
                newest,
                hot,
                digest,
                ..Home::default()
            })
        })
    }

    fn section<'a>(&'a self, route: &'a SectionRoute) -> Answer<'a, SectionPage> {
        let mut given = of_id(route.id.as_str());
        given.push((
            "sort",
            sort_slug(route.sort).unwrap_or("last_post").to_owned(),
        ));
        match &route.narrow {
            Some(Narrow::Prefix(prefix)) => given.push(("prefix", prefix.clone())),
            Some(Narrow::Filter(filter)) => {
                given.extend(filter_slug(*filter).map(|filter| ("filter", filter.to_owned())));
            }
            None => {}
        }
        Box::pin(async move {
            let page = self.get::<SectionPage>("section", given, route.page);
            let (mut page, site) = try_join!(page, self.site_for("section"))?;
            let (section, breadcrumb) = (&mut page.section, &mut page.breadcrumb);
            self.place("section", site, &route.id, section, breadcrumb);
            if !self.maps("section", "breadcrumb") {
                // The section itself is the page.
                page.breadcrumb.pop();
            }
            for thread in &mut page.threads {
                if thread.section.0.is_empty() {
                    thread.section = route.id.clone();
                }
            }
            Ok(page)
        })
    }

    fn thread<'a>(&'a self, route: &'a ThreadRoute) -> Answer<'a, ThreadPage> {
        Box::pin(async move {
            let narrow = route.only_author.as_ref().filter(|_| self.knows_authors());
            let mut given = of_id(route.id.as_str());
            given.extend(narrow.map(|author| ("author", author.as_str().to_owned())));
            let page = self.get::<ThreadPage>("thread", given, route.page);
            let (mut page, site) = try_join!(page, self.site_for("thread"))?;
            let id = page.thread.section.clone();
            let (section, breadcrumb) = (&mut page.section, &mut page.breadcrumb);
            self.place("thread", site, &id, section, breadcrumb);
            match (&route.only_author, narrow) {
                (Some(author), Some(_)) => page.only_author = Some(author.clone()),
                (Some(author), None) if page.page.count == Some(1) => page.keep_only(author),
                _ => {}
            }
            Ok(page)
        })
    }

    fn find_post<'a>(&'a self, thread: &'a ThreadId, post: &'a PostId) -> Answer<'a, u32> {
        Box::pin(async move {
            for number in 1..=SEARCHED_PAGES {
                let page = self.get::<ThreadPage>("thread", of_id(thread.as_str()), number);
                let page = page.await?;
                if page.posts.iter().any(|candidate| candidate.id == *post) {
                    return Ok(number);
                }
                let more = match page.page.count {
                    Some(count) => number < count,
                    None => page.page.next.is_some(),
                };
                if !more {
                    break;
                }
            }
            Err(Problem::new(ProblemCode::NotFound))
        })
    }

    fn list(&self, list: ThreadListName, page: u32) -> Answer<'_, ThreadList> {
        let name = match list {
            ThreadListName::Newest => "newest",
            ThreadListName::Hot => "hot",
            ThreadListName::Digest => "digest",
        };
        self.get(name, Given::new(), page)
    }

    fn tag<'a>(&'a self, tag: &'a str, page: u32) -> Answer<'a, ThreadList> {
        self.get("tag", vec![("tag", tag.to_owned())], page)
    }

    fn search<'a>(&'a self, route: &'a SearchRoute) -> Answer<'a, SearchPage> {
        let sort = match route.sort {
            SearchSort::Relevance => "relevance",
            SearchSort::Newest => "newest",
        };
        let mut given = vec![("query", route.query.clone()), ("sort", sort.to_owned())];
        let section = route.section.iter();
        given.extend(section.map(|section| ("section", section.0.clone())));
        given.extend(route.author.iter().map(|author| ("author", author.clone())));
        self.get("search", given, route.page)
    }

    fn user<'a>(&'a self, id: &'a UserId) -> Answer<'a, UserPage> {
        self.get("user", of_id(id.as_str()), 1)
    }

    fn user_threads<'a>(&'a self, id: &'a UserId, page: u32) -> Answer<'a, UserThreads> {
        self.get("user_threads", of_id(id.as_str()), page)
    }

    fn user_posts<'a>(&'a self, id: &'a UserId, page: u32) -> Answer<'a, UserPosts> {
        self.get("user_posts", of_id(id.as_str()), page)
    }

    fn page<'a>(&'a self, slug: &'a str) -> Answer<'a, StaticPage> {
        self.get("page", vec![("slug", slug.to_owned())], 1)
    }

    fn modlog(&self, page: u32) -> Answer<'_, ModlogPage> {
        self.get("modlog", Given::new(), page)
    }

    fn route(&self, path: &str, query: &str, _fragment: &str) -> Option<Route> {
        link::route(&self.asker.plan.links, path, query)
    }
}
