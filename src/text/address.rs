//! Addresses that come with content: which stay in the app, which lead out, which are refused.

#[cfg(target_arch = "wasm32")]
#[path = "address/browser.rs"]
mod parser;
#[cfg(not(target_arch = "wasm32"))]
#[path = "address/host.rs"]
mod parser;

use crate::{
    model::{Link, Site},
    route::Route,
};
pub use parser::is_of_this_host;
use parser::parse;
use std::rc::Rc;

#[cfg(not(target_arch = "wasm32"))]
pub use parser::{Ahead, PostPage};

/// An absolute address taken apart; `query` and `fragment` are without their mark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Url {
    href: String,
    scheme: String,
    host: String,
    path: String,
    query: String,
    fragment: String,
}

/// Where a link of the content leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a page of this app, at this address.
    Inner(String),
    /// Out of this app.
    Outer(String),
}

impl Target {
    /// The address.
    pub fn href(&self) -> &str {
        let (Self::Inner(href) | Self::Outer(href)) = self;
        href
    }
}

/// The page of the app that an address of the forum's own pages names: its path below the forum's home, its query and
/// its fragment.
pub type ForumRoutes = Rc<dyn Fn(&str, &str, &str) -> Option<Route>>;

/// Knows the places that the addresses of one forum are relative to.
#[derive(Clone, Default)]
pub struct Addresses {
    base: String,
    root: String,
    homes: Vec<Url>,
    forum: Option<ForumRoutes>,
    #[cfg(not(target_arch = "wasm32"))]
    ahead: Ahead,
}

impl Addresses {
    /// `base` is the app's folder on its host (`/` or `/forum/`); `root` is the absolute address that the
    /// content is relative to.
    pub fn new(base: &str, root: &str, site: &Site) -> Self {
        let homes = site.url.iter().chain(&site.aliases);
        Self {
            base: base.to_owned(),
            root: root.to_owned(),
            homes: homes.filter_map(|home| parse(home, root)).collect(),
            forum: None,
            #[cfg(not(target_arch = "wasm32"))]
            ahead: Ahead::default(),
        }
    }

    /// The same, with what the forum's software knows of its own addresses.
    pub fn with_forum(self, routes: ForumRoutes) -> Self {
        Self {
            forum: Some(routes),
            ..self
        }
    }

    /// The same, for pages that are written ahead of their reading.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn with_ahead(self, ahead: Ahead) -> Self {
        Self { ahead, ..self }
    }

    /// The address of a route.
    pub fn of(&self, route: &Route) -> String {
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(address) = self.ahead.of_post(route, &self.base) {
            return address;
        }
        route.href(&self.base)
    }

    /// An absolute address as it is written into a page.
    fn written(&self, href: String) -> String {
        #[cfg(not(target_arch = "wasm32"))]
        return self.ahead.written(href);
        #[cfg(target_arch = "wasm32")]
        href
    }

    /// Where a link of the site's own leads; nowhere if it is only a name.
    pub fn of_link(&self, link: &Link) -> Option<Target> {
        if let Some(section) = &link.section {
            return Some(Target::Inner(self.of(&Route::section(section))));
        }
        if let Some(slug) = &link.page {
            return Some(Target::Inner(self.of(&Route::page(slug))));
        }
        self.link(link.href.as_deref()?)
    }

    /// Where a link leads. Addresses of the forum's old home and relative addresses that name a page of the app
    /// stay inside; only web, mail and telephone addresses lead out; every other scheme is refused.
    pub fn link(&self, href: &str) -> Option<Target> {
        // A text has no places of its own to lead to.
        if matches!(href.trim().chars().next(), None | Some('#')) {
            return None;
        }
        let url = parse(href.trim(), &self.root)?;
        match url.scheme.as_str() {
            "http" | "https" => Some(match self.inner(&url) {
                Some(inner) => Target::Inner(inner),
                None => Target::Outer(self.written(url.href)),
            }),
            "mailto" | "tel" => Some(Target::Outer(url.href)),
            _ => None,
        }
    }

    /// The address of a picture, recording or file; only from the web, or a picture inside the address itself.
    pub fn media(&self, src: &str) -> Option<String> {
        let url = parse(src.trim(), &self.root)?;
        let is_inline_picture = || {
            [
                "data:image/png",
                "data:image/jpeg",
                "data:image/gif",
                "data:image/webp",
            ]
            .iter()
            .any(|kind| url.href.starts_with(kind))
        };
        match url.scheme.as_str() {
            "http" | "https" => Some(self.written(url.href)),
            "data" if is_inline_picture() => Some(url.href),
            _ => None,
        }
    }

    /// The address in the app of an address of the forum, if it is one.
    fn inner(&self, url: &Url) -> Option<String> {
        let root = parse("", &self.root)?;
        let of = |home: &Url| {
            let folder = folder(&home.path);
            let below = url
                .path
                .strip_prefix(folder)
                .filter(|_| home.host == url.host)?;
            let of_forum = self.forum.as_ref();
            let route = of_forum
                .and_then(|routes| routes(below, &url.query, &url.fragment))
                .unwrap_or_else(|| Route::parse(folder, &url.path, &url.query, &url.fragment));
            (route != Route::NotFound).then_some(route)
        };
        let route = self.homes.iter().chain([&root]).find_map(of)?;
        let mut address = self.of(&route);
        let is_post = matches!(route, Route::Post { .. });
        if !url.fragment.is_empty() && !is_post {
            address.push('#');
            address.push_str(&url.fragment);
        }
        Some(address)
    }
}

/// The folder of a path, with its slash at the end.
fn folder(path: &str) -> &str {
    path.rfind('/').map_or("/", |end| &path[..=end])
}
