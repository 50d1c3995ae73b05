//! What documents name: other documents, members, files. Whatever is of the folder has to be there.

use super::Findings;
use crate::{
    cli::archive::{Editor, Parts, Use, body, html, lost},
    content::{Content, Document, Name},
    model::{Author, Body, Capability, SectionId, ThreadId, UserId},
    route::{Route, SectionRoute},
    text::address::{Addresses, Target},
};
use std::{
    collections::{BTreeSet, HashMap, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
};
use url::Url;

/// The address that the folder stands for; nobody has it.
const ROOT: &str = "http://content.invalid/";

/// Knows what is in the folder, as far as it was asked for.
pub struct Links<'a> {
    content: &'a Content,
    addresses: Addresses,
    known: HashMap<u64, bool>,
    /// Files that the forum itself had lost when it was archived.
    lost: BTreeSet<String>,
}

impl<'a> Links<'a> {
    /// Links of a folder.
    pub fn new(content: &'a Content) -> Self {
        Self {
            content,
            addresses: Addresses::new("/", ROOT, content.site()),
            known: HashMap::new(),
            lost: lost(content.folder()),
        }
    }

    /// Examines what a document names.
    pub fn follow(&mut self, path: &str, document: &mut Document, findings: &mut Findings) {
        let mut follower = Follower {
            links: self,
            path,
            findings,
        };
        let parts: &mut dyn Parts = match document {
            Document::Site(site) => &mut **site,
            Document::Home(home) => home,
            Document::List(list) => list,
            Document::Section(page) => &mut **page,
            Document::Thread(page) => {
                follower.answers(page);
                // These are beside the point: an archive may lack what they name.
                page.related.clear();
                page.neighbours = Default::default();
                &mut **page
            }
            Document::User(page) => &mut **page,
            Document::UserThreads(found) => found,
            Document::UserPosts(found) => found,
            Document::Page(page) => page,
            Document::Modlog(log) => log,
        };
        parts.walk(&mut follower);
    }

    fn has(&mut self, what: impl Hash, look: impl FnOnce(&Content) -> bool) -> bool {
        let mut hasher = DefaultHasher::new();
        what.hash(&mut hasher);
        let content = self.content;
        *self
            .known
            .entry(hasher.finish())
            .or_insert_with(|| look(content))
    }
}

struct Follower<'a, 'b> {
    links: &'b mut Links<'a>,
    path: &'b str,
    findings: &'b mut Findings,
}

impl Follower<'_, '_> {
    /// A post that is answered on the same page of a thread of one page is there.
    fn answers(&mut self, page: &crate::model::ThreadPage) {
        if page.page.count != Some(1) || page.only_author.is_some() {
            return;
        }
        for to in page.posts.iter().filter_map(|post| post.reply_to.as_ref()) {
            if page.posts.iter().all(|post| post.id != to.id) {
                self.remark(format!("it answers the post {}, which is not there", to.id));
            }
        }
    }

    fn fault(&mut self, what: String) {
        self.findings.fault(self.path, what);
    }

    fn remark(&mut self, what: String) {
        self.findings.remark(self.path, what);
    }

    fn has(&mut self, name: &Name) -> bool {
        self.links.has(name, |content| content.has(name))
    }

    /// A file that is shown.
    fn file(&mut self, address: &str) {
        if let Some(file) = below(address)
            && !self
                .links
                .has(&file, |content| content.folder().join(&file).is_file())
        {
            match self.links.lost.contains(&file) {
                true => self.remark(format!("it shows {file}, which the forum had lost")),
                false => self.fault(format!("it shows {file}, which is not there")),
            }
        }
    }

    /// A page that a link in a text leads to. Members name what they like: what is not there is worth knowing.
    fn page(&mut self, address: &str) {
        let Some(Target::Inner(inner)) = self.links.addresses.link(address) else {
            return;
        };
        let (inner, fragment) = inner.split_once('#').unwrap_or((&inner, ""));
        let (path, query) = inner.split_once('?').unwrap_or((inner, ""));
        let name = match Route::parse("/", path, query, fragment) {
            Route::Thread(route) => Name::thread(&route.id, route.page),
            Route::Post { thread, .. } => Name::thread(&thread, 1),
            Route::Section(route) => Name::Section(SectionRoute {
                id: route.id,
                page: route.page,
                ..SectionRoute::default()
            }),
            Route::User { id, .. } => Name::User(id),
            Route::Page { slug } => Name::Page(slug),
            _ => return,
        };
        if !self.has(&name) {
            self.remark(format!("it leads to {path}, which is not there"));
        }
    }

    fn address(&mut self, address: &str, r#use: Use) {
        match r#use {
            Use::Media => self.file(address),
            Use::Link if is_file(address) => self.file(address),
            Use::Link => self.page(address),
        }
    }
}

/// The path of an address below the folder; none if it leads elsewhere.
fn below(address: &str) -> Option<String> {
    let address = address.trim();
    let is_nothing = address.is_empty() || address.starts_with(['#', '/']);
    if is_nothing || Url::parse(address).is_ok() {
        return None;
    }
    let url = Url::parse(ROOT).ok()?.join(address).ok()?;
    let path = url.as_str().strip_prefix(ROOT)?;
    let path = path.split(['?', '#']).next()?;
    let path = percent_encoding::percent_decode_str(path)
        .decode_utf8()
        .ok()?;
    Some(path.into_owned())
}

/// Whether a link is to a file of the folder: its last part has an ending, and it is no old address of a page.
fn is_file(address: &str) -> bool {
    let Some(path) = below(address) else {
        return false;
    };
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    path.contains('/') && ending.is_some_and(|ending| !matches!(ending, "html" | "php"))
}

impl Editor for Follower<'_, '_> {
    fn author(&mut self, author: &mut Author) {
        let Some(id) = &author.id else { return };
        let must = self.links.content.site().can(Capability::Users);
        if must && !self.has(&Name::User(UserId(id.0.clone()))) {
            self.fault(format!("it names the member {id}, who is not there"));
        }
    }

    fn thread(&mut self, id: &mut ThreadId) {
        if !self.has(&Name::thread(id, 1)) {
            self.fault(format!("it names the thread {id}, which is not there"));
        }
    }

    fn mentioned(&mut self, _id: &mut ThreadId) {}

    fn shut(&mut self, _href: &mut String) {}

    fn section(&mut self, id: &mut SectionId) {
        let site = self.links.content.site();
        if !id.0.is_empty() && site.section(id).is_none() {
            let name = Name::Section(SectionRoute {
                id: id.clone(),
                page: 1,
                ..SectionRoute::default()
            });
            if !self.has(&name) {
                self.remark(format!("it names the section {id}, which is not there"));
            }
        }
    }

    fn link(&mut self, href: &mut String) {
        self.address(href, Use::Link);
    }

    fn media(&mut self, url: &mut String) {
        self.file(url);
    }

    fn html(&mut self, text: &mut String) {
        html(text, &mut |address, r#use| {
            self.address(address, r#use);
            None
        });
    }

    fn body(&mut self, text: &mut Body) {
        body(text, &mut |address, r#use| {
            self.address(address, r#use);
            None
        });
    }
}
