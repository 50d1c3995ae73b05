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
use super::{Backend, decode, template::places};
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
use std::{cell::OnceCell, rc::Rc};

/// Reads a forum as its mapping says.
pub struct Mapping {
    asker: Asker,
    cursors: Cursors,
    site: OnceCell<Site>,
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

    async fn value(&self, kind: &str, given: &[(&str, &str)], page: u32) -> Result<Value, Problem> {
        let Some(resource) = self.asker.plan.resource(kind) else {
            return Err(Problem::new(ProblemCode::NotFound));
        };
        let mut variables = Variables::new();
        for name in resource.kind.variables {
            let given = given.iter().filter(|(key, _)| key == name);
            let values = given.map(|(_, value)| (*value).to_owned()).collect();
            variables.insert((*name).to_owned(), values);
        }
        self.asker
            .page(resource, variables, page, &self.cursors)
            .await
    }

    async fn get<T: Read>(
        &self,
        kind: &str,
        given: &[(&str, &str)],
        page: u32,
    ) -> Result<T, Problem> {
        let value = self.value(kind, given, page).await?;
        T::read(&value).map_err(|misfit| {
            let misfit = misfit.below(kind);
            Problem::new(ProblemCode::UnexpectedShape).detail(misfit.to_string())
        })
    }

    async fn known_site(&self) -> Result<&Site, Problem> {
        if let Some(site) = self.site.get() {
            return Ok(site);
        }
        let mut value = match self.can("site") {
            true => self.value("site", &[], 1).await?,
            false => Value::Object(serde_json::Map::new()),
        };
        if let Value::Object(fields) = &mut value {
            let host = self.asker.root.split('/').nth(2).unwrap_or_default();
            for (name, usual) in [("name", host), ("lang", "en"), ("v", "1.0")] {
                fields.entry(name).or_insert_with(|| usual.into());
            }
        }
        let mut site = Site::read(&value).map_err(|misfit| {
            let misfit = misfit.below("site");
            Problem::new(ProblemCode::UnexpectedShape).detail(misfit.to_string())
        })?;
        site.sections = nested(site.sections);
        site.capabilities = self.capabilities();
        site.lists = LISTS
            .into_iter()
            .filter_map(|(name, list)| self.can(name).then_some(list))
            .collect();
        Ok(self.site.get_or_init(|| site))
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

    async fn threads(&self, list: &str) -> Result<Vec<Thread>, Problem> {
        match self.can(list) {
            true => Ok(self.get::<ThreadList>(list, &[], 1).await?.threads),
            false => Ok(Vec::new()),
        }
    }

    /// The site, where a page of this kind does not tell of its section itself.
    async fn site_for(&self, kind: &str) -> Result<Option<&Site>, Problem> {
        match self.maps(kind, "section") && self.maps(kind, "breadcrumb") {
            true => Ok(None),
            false => self.known_site().await.map(Some),
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
        Box::pin(async { self.known_site().await.cloned() })
    }

    fn home(&self) -> Answer<'_, Home> {
        Box::pin(async {
            if self.can("home") {
                return self.get("home", &[], 1).await;
            }
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
        Box::pin(async move {
            let mut given = vec![
                ("id", route.id.as_str()),
                ("sort", sort_slug(route.sort).unwrap_or("last_post")),
            ];
            match &route.narrow {
                Some(Narrow::Prefix(prefix)) => given.push(("prefix", prefix)),
                Some(Narrow::Filter(filter)) => {
                    given.extend(filter_slug(*filter).map(|filter| ("filter", filter)));
                }
                None => {}
            }
            let page = self.get::<SectionPage>("section", &given, route.page);
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
            let mut given = vec![("id", route.id.as_str())];
            given.extend(narrow.map(|author| ("author", author.as_str())));
            let page = self.get::<ThreadPage>("thread", &given, route.page);
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
                let page: ThreadPage = self
                    .get("thread", &[("id", thread.as_str())], number)
                    .await?;
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
        Box::pin(self.get(name, &[], page))
    }

    fn tag<'a>(&'a self, tag: &'a str, page: u32) -> Answer<'a, ThreadList> {
        Box::pin(async move { self.get("tag", &[("tag", tag)], page).await })
    }

    fn search<'a>(&'a self, route: &'a SearchRoute) -> Answer<'a, SearchPage> {
        Box::pin(async move {
            let sort = match route.sort {
                SearchSort::Relevance => "relevance",
                SearchSort::Newest => "newest",
            };
            let mut given = vec![("query", route.query.as_str()), ("sort", sort)];
            given.extend(
                route
                    .section
                    .as_ref()
                    .map(|section| ("section", section.as_str())),
            );
            given.extend(route.author.as_deref().map(|author| ("author", author)));
            self.get("search", &given, route.page).await
        })
    }

    fn user<'a>(&'a self, id: &'a UserId) -> Answer<'a, UserPage> {
        Box::pin(async move { self.get("user", &[("id", id.as_str())], 1).await })
    }

    fn user_threads<'a>(&'a self, id: &'a UserId, page: u32) -> Answer<'a, UserThreads> {
        Box::pin(async move { self.get("user_threads", &[("id", id.as_str())], page).await })
    }

    fn user_posts<'a>(&'a self, id: &'a UserId, page: u32) -> Answer<'a, UserPosts> {
        Box::pin(async move { self.get("user_posts", &[("id", id.as_str())], page).await })
    }

    fn page<'a>(&'a self, slug: &'a str) -> Answer<'a, StaticPage> {
        Box::pin(async move { self.get("page", &[("slug", slug)], 1).await })
    }

    fn modlog(&self, page: u32) -> Answer<'_, ModlogPage> {
        Box::pin(self.get("modlog", &[], page))
    }

    fn route(&self, path: &str, query: &str, _fragment: &str) -> Option<Route> {
        link::route(&self.asker.plan.links, path, query)
    }
}
