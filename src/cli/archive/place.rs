//! Where the addresses of a forum lead, and what they become in its archive.

use super::{
    id::safe,
    parts::Editor,
    source::Source,
    text::{self, Use},
};
use crate::{
    model::{Author, Body, Section, SectionId, Site, ThreadId, UserId},
    route::{Route, SectionRoute, ThreadRoute, UserTab},
    text::address::{Addresses, Target},
};
use std::{collections::BTreeMap, rc::Rc};
use url::Url;

/// Addresses of files that a document shows, and the files' paths in the archive where they are there.
pub type Wanted = BTreeMap<String, Option<String>>;

/// Knows the forum's addresses.
pub struct Places {
    root: Url,
    addresses: Addresses,
    source: Rc<Source>,
    /// Whether the lists of members' threads and posts are archived.
    profiles: bool,
}

impl Places {
    /// The addresses of a forum; none if its root is no address.
    pub fn new(source: &Rc<Source>, site: &Site, profiles: bool) -> Option<Self> {
        let root = source.backend.root();
        let backend = Rc::clone(&source.backend);
        let addresses = Addresses::new("/", root, site).with_forum(Rc::new(
            move |path: &str, query: &str, fragment: &str| backend.route(path, query, fragment),
        ));
        Some(Self {
            root: Url::parse(root).ok()?,
            addresses,
            source: Rc::clone(source),
            profiles,
        })
    }

    /// The absolute address of a file, without what stands behind `#`; none if there is nothing to be fetched.
    fn file(&self, address: &str) -> Option<Url> {
        let mut url = self.resolved(address)?;
        url.set_fragment(None);
        Some(url)
    }

    fn resolved(&self, address: &str) -> Option<Url> {
        let address = address.trim();
        if address.is_empty() || address.starts_with('#') {
            return None;
        }
        let url = self.root.join(address).ok()?;
        matches!(url.scheme(), "http" | "https").then_some(url)
    }

    /// What the address of a file becomes; none if it stays.
    fn media(&self, address: &str, files: &Wanted) -> Option<String> {
        let url = self.file(address)?;
        match files.get(url.as_str()) {
            Some(Some(file)) => Some(file.clone()),
            _ => self.absolute(address, &url),
        }
    }

    /// What the address of a link becomes; none if it stays.
    fn link(&self, address: &str, files: &Wanted) -> Option<String> {
        let url = self.resolved(address)?;
        if let Some(file) = self.file(address)
            && let Some(Some(file)) = files.get(file.as_str())
        {
            return Some(file.clone());
        }
        if let Some(Target::Inner(inner)) = self.addresses.link(address)
            && let Some(inner) = self.inner(&inner)
        {
            return Some(inner);
        }
        self.absolute(address, &url)
    }

    /// The page of the site's own that an address names.
    fn slug(&self, address: &str) -> Option<String> {
        let Some(Target::Inner(inner)) = self.addresses.link(address) else {
            return None;
        };
        match Route::parse("/", inner.split(['?', '#']).next()?, "", "") {
            Route::Page { slug } => Some(slug),
            _ => None,
        }
    }

    /// An address that leads to the forum does so from the archive, too.
    fn absolute(&self, address: &str, url: &Url) -> Option<String> {
        let stays = self.source.is_in_folder(url) || Url::parse(address.trim()).is_ok();
        (!stays).then(|| url.to_string())
    }

    /// An address in the app as one that is relative to the content; none if the archive has no such page.
    fn inner(&self, address: &str) -> Option<String> {
        let (address, fragment) = address.split_once('#').unwrap_or((address, ""));
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let route = match Route::parse("/", path, query, fragment) {
            Route::Home => return Some("./".to_owned()),
            Route::Section(route) => Route::Section(SectionRoute {
                id: SectionId(safe(route.id.as_str())),
                page: route.page,
                ..SectionRoute::default()
            }),
            Route::Thread(route) => Route::Thread(ThreadRoute {
                id: ThreadId(safe(route.id.as_str())),
                only_author: route.only_author.map(|id| UserId(safe(id.as_str()))),
                ..route
            }),
            Route::Post { thread, post } => Route::Post {
                thread: ThreadId(safe(thread.as_str())),
                post,
            },
            Route::User { id, tab, page } => Route::User {
                id: UserId(safe(id.as_str())),
                tab: if self.profiles { tab } else { UserTab::Profile },
                page,
            },
            Route::Page { slug } => Route::Page { slug: safe(&slug) },
            route @ (Route::List { .. } | Route::Modlog { .. }) => route,
            Route::Tag { .. } | Route::Search(_) | Route::NotFound => return None,
        };
        let mut inner = route.href("/").split_off(1);
        if !fragment.is_empty() && !matches!(route, Route::Post { .. }) {
            inner.push('#');
            inner.push_str(fragment);
        }
        Some(inner)
    }
}

/// Finds the files that a document shows, and the members it names.
pub struct Finder<'a> {
    places: &'a Places,
    /// The files.
    pub wanted: Wanted,
    /// The members, as the forum calls them.
    pub authors: Vec<Author>,
    /// Pages of the site's own.
    pub slugs: Vec<String>,
}

impl<'a> Finder<'a> {
    /// Has found nothing yet.
    pub fn new(places: &'a Places) -> Self {
        Self {
            places,
            wanted: Wanted::new(),
            authors: Vec::new(),
            slugs: Vec::new(),
        }
    }

    fn want(&mut self, address: &str, r#use: Use) {
        let Some(url) = self.places.file(address) else {
            return;
        };
        if r#use == Use::Link {
            self.slugs.extend(self.places.slug(address));
        }
        // A link is to a file if that is a picture: mostly the large one behind a small one.
        let is_of_forum =
            || self.places.source.http.is_home(&url) || self.places.source.is_in_folder(&url);
        if r#use == Use::Media || (is_picture(url.path()) && is_of_forum()) {
            self.wanted.entry(url.into()).or_default();
        }
    }
}

impl Editor for Finder<'_> {
    fn author(&mut self, author: &mut Author) {
        if author.id.is_some() {
            self.authors.push(author.clone());
        }
    }

    fn slug(&mut self, slug: &mut String) {
        self.slugs.push(slug.clone());
    }

    fn link(&mut self, href: &mut String) {
        self.want(href, Use::Link);
    }

    fn media(&mut self, url: &mut String) {
        self.want(url, Use::Media);
    }

    fn html(&mut self, html: &mut String) {
        text::html(html, &mut |address, r#use| {
            self.want(address, r#use);
            None
        });
    }

    fn body(&mut self, body: &mut Body) {
        text::body(body, &mut |address, r#use| {
            self.want(address, r#use);
            None
        });
    }
}

fn is_picture(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| {
        ["png", "jpg", "jpeg", "gif", "webp", "avif", "bmp"]
            .iter()
            .any(|picture| extension.eq_ignore_ascii_case(picture))
    })
}

/// Makes a document the archive's: its names are safe, its addresses lead to the archive where that has what they
/// name, and it offers nothing that files cannot.
pub struct Mover<'a> {
    /// Knows the addresses.
    pub places: &'a Places,
    /// The files that are there.
    pub files: &'a Wanted,
}

impl Mover<'_> {
    fn changed(&self, address: &str, r#use: Use) -> Option<String> {
        match r#use {
            Use::Link => self.places.link(address, self.files),
            Use::Media => self.places.media(address, self.files),
        }
    }
}

impl Editor for Mover<'_> {
    fn whole_section(&mut self, section: &mut Section) {
        section.prefixes.clear();
        section.filters.clear();
        section.sorts.clear();
    }

    fn section(&mut self, id: &mut SectionId) {
        id.0 = safe(&id.0);
    }

    fn thread(&mut self, id: &mut ThreadId) {
        id.0 = safe(&id.0);
    }

    fn user(&mut self, id: &mut UserId) {
        id.0 = safe(&id.0);
    }

    fn slug(&mut self, slug: &mut String) {
        *slug = safe(slug);
    }

    fn link(&mut self, href: &mut String) {
        if let Some(new) = self.changed(href, Use::Link) {
            *href = new;
        }
    }

    fn media(&mut self, url: &mut String) {
        if let Some(new) = self.changed(url, Use::Media) {
            *url = new;
        }
    }

    fn html(&mut self, html: &mut String) {
        text::html(html, &mut |address, r#use| self.changed(address, r#use));
    }

    fn body(&mut self, body: &mut Body) {
        text::body(body, &mut |address, r#use| self.changed(address, r#use));
    }
}
