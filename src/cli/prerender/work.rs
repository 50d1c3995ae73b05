//! The work: every document's page, by as many threads as there are, one document at a time in each.

use super::{
    Trouble,
    feed::{self, Feed},
    forum::Forum,
    page::{Answers, Press, changed, is_shut},
    place::file_of,
    post_page::PostPages,
    sitemap::{Entry, Sitemaps},
    stage::Stage,
};
use crate::{
    content::{Content, Name, value},
    load::{Document, Profile},
    model::{Read, ThreadList, ThreadListName, Time},
    page::Shown,
    route::Route,
};
use rayon::iter::{ParallelBridge, ParallelIterator};
use serde_json::Value;
use std::{
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

/// What has been done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Pages that were written.
    pub written: usize,
    /// Pages that were as they should be.
    pub kept: usize,
    /// Documents whose pages are left to the app: no file can have their names.
    pub left: usize,
    /// Bytes that were written.
    pub bytes: u64,
    /// Whether there are feeds and sitemaps.
    pub listed: bool,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { written, kept, .. } = self;
        write!(
            f,
            "{} pages: {written} written ({:.1} MB), {kept} as they were.",
            written + kept,
            self.bytes as f64 / 1e6
        )?;
        if self.left > 0 {
            write!(
                f,
                " {} are left to the app: no file can have their names.",
                self.left
            )?;
        }
        if !self.listed {
            write!(
                f,
                " Feeds, sitemaps and canonical links are left out: they need --url."
            )?;
        }
        Ok(())
    }
}

/// Writes everything.
///
/// # Errors
///
/// The first thing that went wrong.
pub fn write(content: &Arc<Content>, forum: &Forum, stage: &Stage) -> Result<Report, Trouble> {
    let work = Work {
        content,
        forum,
        stage,
        written: AtomicUsize::new(0),
        kept: AtomicUsize::new(0),
        left: AtomicUsize::new(0),
        sitemaps: Mutex::new(Sitemaps::new()),
    };
    // A narrowed list, or one author's posts, has an address with a query, which no file has.
    let names = content.names()?.filter(|name| match name {
        Ok(name) => name
            .route()
            .is_some_and(|route| !route.href("/").contains('?')),
        Err(_) => true,
    });
    names.enumerate().par_bridge().try_for_each_init(
        || Press::new(forum, forum.app(PostPages::new(Arc::clone(content)))),
        |press, (number, name)| {
            let entry = work.page(press, &name?)?;
            work.tell(number, entry)
        },
    )?;
    work.finish()
}

struct Work<'a> {
    content: &'a Arc<Content>,
    forum: &'a Forum,
    stage: &'a Stage,
    written: AtomicUsize,
    kept: AtomicUsize,
    left: AtomicUsize,
    sitemaps: Mutex<Sitemaps>,
}

/// A document with the texts that its page is made of.
struct Source {
    text: String,
    /// The member's document, for a part of a profile.
    user: Option<String>,
}

impl Work<'_> {
    /// Writes the page of a document, or keeps it as it is; gives its entry in the sitemap.
    fn page(&self, press: &Press<'_>, name: &Name) -> Result<Option<Entry>, Trouble> {
        let Some(route) = name.route() else {
            return Ok(None);
        };
        let Some(file) = file_of(&route) else {
            self.left.fetch_add(1, Ordering::Relaxed);
            return Ok(None);
        };
        let source = self.source(name)?;
        let user = source.user.as_deref().unwrap_or_default();
        let stamp = self.forum.stamp(&[&file, &source.text, user]);
        if let Some(told) = self.stage.known(&file, stamp) {
            self.kept.fetch_add(1, Ordering::Relaxed);
            self.stage.keep(&file)?;
            // A feed tells of other documents, too.
            if feed_of(name).is_some() {
                let (document, _) = self.read(name, &source)?;
                self.feed(press, name, &document)?;
            }
            return Ok(self.entry(press, &route, &told));
        }
        let (document, answers) = self.read(name, &source)?;
        let told = told(&document);
        let shown = Shown {
            route: route.clone(),
            answer: Ok(document.clone()),
        };
        let html = press.page(&shown, &document, &answers);
        self.stage.page(&file, &html, stamp, &told)?;
        self.written.fetch_add(1, Ordering::Relaxed);
        self.feed(press, name, &document)?;
        Ok(self.entry(press, &route, &told))
    }

    fn source(&self, name: &Name) -> Result<Source, Trouble> {
        let user = match name {
            Name::UserThreads { id, .. } | Name::UserPosts { id, .. } => {
                Some(self.content.text(&Name::User(id.clone()))?)
            }
            _ => None,
        };
        Ok(Source {
            text: self.content.text(name)?,
            user,
        })
    }

    /// The document of a page, and what the app would be answered that asked for it.
    fn read(&self, name: &Name, source: &Source) -> Result<(Document, Answers), Trouble> {
        let json = self.json(name, &source.text)?;
        let mut answers = Vec::new();
        let document = match name {
            Name::Site | Name::Home => Document::Home(Arc::new(self.typed(name, &json)?)),
            Name::List { .. } => Document::List(Arc::new(self.typed(name, &json)?)),
            Name::Section(_) => Document::Section(Arc::new(self.typed(name, &json)?)),
            Name::Thread { .. } => Document::Thread(Arc::new(self.typed(name, &json)?)),
            Name::Page(_) => Document::Page(Arc::new(self.typed(name, &json)?)),
            Name::Modlog(_) => Document::Modlog(Arc::new(self.typed(name, &json)?)),
            Name::User(_) => self.profile(name, &json, |_| Ok(()))?,
            Name::UserThreads { id, .. } | Name::UserPosts { id, .. } => {
                let member = Name::User(id.clone());
                let user = self.json(&member, source.user.as_deref().unwrap_or_default())?;
                let document = self.profile(&member, &user, |profile| {
                    match name {
                        Name::UserThreads { .. } => {
                            profile.threads = Some(self.typed(name, &json)?)
                        }
                        _ => profile.posts = Some(self.typed(name, &json)?),
                    }
                    Ok(())
                })?;
                answers.push((self.forum.document_address(&member), user));
                document
            }
        };
        answers.push((self.forum.document_address(name), json));
        Ok((document, answers))
    }

    /// A member's profile, with the part that `add` adds.
    fn profile(
        &self,
        name: &Name,
        user: &Value,
        add: impl FnOnce(&mut Profile) -> Result<(), Trouble>,
    ) -> Result<Document, Trouble> {
        let mut profile = Profile {
            user: self.typed(name, user)?,
            ..Profile::default()
        };
        add(&mut profile)?;
        Ok(Document::User(Arc::new(profile)))
    }

    fn json(&self, name: &Name, text: &str) -> Result<Value, Trouble> {
        Ok(value(text).map_err(|wrong| self.content.fault(name, wrong))?)
    }

    fn typed<T: Read>(&self, name: &Name, json: &Value) -> Result<T, Trouble> {
        let wrong = |misfit: crate::model::Misfit| crate::content::Wrong::Shape(misfit.to_string());
        Ok(T::read(json).map_err(|misfit| self.content.fault(name, wrong(misfit)))?)
    }

    /// Writes the feed that belongs to a page.
    fn feed(&self, press: &Press<'_>, name: &Name, document: &Document) -> Result<(), Trouble> {
        let Some(file) = feed_of(name) else {
            return Ok(());
        };
        let site = &press.app.site.name;
        let newest = match document {
            Document::Home(_) => self.newest(),
            _ => None,
        };
        let (title, threads) = match document {
            Document::Section(page) => (format!("{} - {site}", page.section.name), &page.threads),
            Document::Home(home) => {
                let threads = newest.as_ref().map(|list| &list.threads);
                (site.clone(), threads.unwrap_or(&home.newest))
            }
            _ => return Ok(()),
        };
        let Some(route) = name.route() else {
            return Ok(());
        };
        let feed = Feed {
            title,
            route,
            file: file.clone(),
            threads,
        };
        match feed::write(self.forum, &press.app, self.content, &feed) {
            Some(xml) => self.stage.write(&file, xml.as_bytes()),
            None => Ok(()),
        }
    }

    /// The list of the newest threads, which is longer than what the home page shows of it.
    fn newest(&self) -> Option<ThreadList> {
        let name = Name::List {
            list: ThreadListName::Newest,
            page: 1,
        };
        self.content.read(&name).ok()
    }

    /// The entry of a page in the sitemap, by what its last line tells.
    fn entry(&self, press: &Press<'_>, route: &Route, told: &str) -> Option<Entry> {
        let url = self.forum.absolute(&press.app.addresses.of(route))?;
        match told {
            SHUT => None,
            told => Some(Entry {
                url,
                changed: told.parse().ok().map(Time),
            }),
        }
    }

    fn tell(&self, number: usize, entry: Option<Entry>) -> Result<(), Trouble> {
        let mut sitemaps = self.sitemaps.lock().unwrap_or_else(PoisonError::into_inner);
        sitemaps.add(number, entry, |file, text| self.save(file, text))
    }

    fn save(&self, file: &str, text: String) -> Result<(), Trouble> {
        match self.forum.origin {
            Some(_) => self.stage.write(file, text.as_bytes()),
            None => Ok(()),
        }
    }

    /// Writes what is there once, and copies the rest.
    fn finish(self) -> Result<Report, Trouble> {
        let Self { forum, stage, .. } = self;
        let home = forum.absolute(&forum.base);
        let robots = stage.robots()?;
        if let Some(home) = &home {
            let sitemaps = self
                .sitemaps
                .into_inner()
                .unwrap_or_else(PoisonError::into_inner);
            sitemaps.finish(home, |file, text| stage.write(file, text.as_bytes()))?;
            let robots = format!("{}\n\nSitemap: {home}sitemap.xml\n", robots.trim_end());
            stage.write("robots.txt", robots.as_bytes())?;
        } else {
            stage.write("robots.txt", robots.as_bytes())?;
        }
        let shell = forum.template.shell.as_bytes();
        stage.write("app.html", shell)?;
        stage.write("404.html", shell)?;
        stage.write(&forum.plain.0, forum.plain.1.as_bytes())?;
        stage.write(&forum.style, forum.template.css.as_bytes())?;
        stage.copy_app()?;
        stage.copy_content()?;
        Ok(Report {
            written: self.written.into_inner(),
            kept: self.kept.into_inner(),
            left: self.left.into_inner(),
            bytes: stage.written(),
            listed: home.is_some(),
        })
    }
}

/// What the last line of a page tells if it shows nothing to who is no member.
const SHUT: &str = "shut";

/// What the last line of a page tells: when it was last changed, in seconds since 1970, if that is known.
fn told(document: &Document) -> String {
    match (is_shut(document), changed(document)) {
        (true, _) => SHUT.to_owned(),
        (false, Some(time)) => time.0.to_string(),
        (false, None) => "-".to_owned(),
    }
}

/// The file of the feed that comes with a document.
fn feed_of(name: &Name) -> Option<String> {
    match name {
        Name::Home => Some(feed::OF_SITE.to_owned()),
        Name::Section(route) if route.page == 1 => feed::file_of_section(&route.id),
        _ => None,
    }
}
