//! One page: its documents laid out by the app's own templates, with all that a reader without the app needs, and all
//! that the app needs to take it over.

use super::{discussion::discussion, forum::Forum, head::head, template::Slot};
use crate::{
    app::App,
    load::Document,
    model::{Page, Time},
    page::{Shown, nav_entry, page, title},
    route::Route,
    view::shell::{footer, header},
};
use maud::{Markup, PreEscaped, html};
use serde_json::Value;
use std::{cell::RefCell, collections::HashMap};

/// A page that is to be written.
pub struct Draft<'a> {
    shown: &'a Shown,
    document: &'a Document,
    title: String,
}

impl<'a> Draft<'a> {
    /// The address that the page is for.
    pub fn route(&self) -> &Route {
        &self.shown.route
    }

    /// What it shows.
    pub fn document(&self) -> &'a Document {
        self.document
    }

    /// Its name.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Whether there is nothing on it for who is no member.
    pub fn is_shut(&self) -> bool {
        is_shut(self.document)
    }

    /// Which page of a list it is.
    pub fn page(&self) -> Option<&'a Page> {
        match self.document {
            Document::List(list) => Some(&list.page),
            Document::Section(section) => Some(&section.page),
            Document::Thread(thread) => Some(&thread.page),
            Document::User(profile) => match (&profile.threads, &profile.posts) {
                (Some(threads), _) => Some(&threads.page),
                (None, Some(posts)) => Some(&posts.page),
                (None, None) => None,
            },
            Document::Modlog(log) => Some(&log.page),
            _ => None,
        }
    }
}

/// Whether a document shows nothing to who is no member.
pub fn is_shut(document: &Document) -> bool {
    match document {
        Document::Section(page) => page.section.gate.is_some(),
        Document::Thread(page) => page.thread.gate.is_some() || page.section.gate.is_some(),
        _ => false,
    }
}

/// When what a page shows was last changed, as far as its documents tell.
pub fn changed(document: &Document) -> Option<Time> {
    let of_threads = |threads: &[crate::model::Thread]| {
        let times = threads.iter().map(|thread| {
            let last = thread.last_post.as_ref().map(|last| last.at);
            last.unwrap_or(thread.created)
        });
        times.max_by_key(|time| time.0)
    };
    match document {
        Document::Home(home) => of_threads(&home.newest),
        Document::List(list) => of_threads(&list.threads),
        Document::Section(page) => of_threads(&page.threads),
        Document::Thread(page) => {
            let times = page.posts.iter().map(|post| {
                let edited = post.edited.as_ref().map(|edit| edit.at);
                edited.unwrap_or(post.created)
            });
            times.max_by_key(|time| time.0)
        }
        Document::Page(page) => page.updated,
        Document::Modlog(log) => log.entries.first().map(|entry| entry.at),
        _ => None,
    }
}

/// The answers that a page brings for the app, by the addresses that it would ask, relative to its own.
pub type Answers = Vec<(String, Value)>;

/// What one thread writes pages with.
pub struct Press<'a> {
    forum: &'a Forum,
    /// The forum as the templates know it.
    pub app: App,
    headers: Headers,
    footer: String,
}

impl<'a> Press<'a> {
    /// Sets up for a forum.
    pub fn new(forum: &'a Forum, app: App) -> Self {
        Self {
            forum,
            headers: Headers::new(&app),
            footer: footer(&app).into_string(),
            app,
        }
    }

    /// The HTML of a page; `answers` are the documents that it is made of, as they stand in the content.
    pub fn page(&self, shown: &Shown, document: &Document, answers: &Answers) -> String {
        let draft = Draft {
            shown,
            document,
            title: title(&self.app, shown),
        };
        let title = crate::text::plain::escape(&draft.title);
        let head = head(self.forum, &self.app, &draft).into_string();
        let page = page(&self.app, shown).into_string();
        let header = self.headers.of(&nav_entry(&self.app, shown));
        let start = self.skip(&draft).into_string();
        let end = self.data(&draft, answers);
        let given = [self.app.language.tag(), " ", &shown.route.href("/")].concat();
        self.forum.template.page(|slot| match slot {
            Slot::Lang => self.app.language.tag(),
            Slot::Given => &given,
            Slot::Title => &title,
            Slot::Head => &head,
            Slot::Start => &start,
            Slot::Skip => self.app.texts.skip,
            Slot::Header => &header,
            Slot::Page => &page,
            Slot::Footer => &self.footer,
            Slot::End => &end,
            // The template's own.
            Slot::Style | Slot::Allowed => "",
        })
    }

    /// The link past the header for who has no scripts: without them, an address that is a fragment alone would lead
    /// to the home page, because of the page's `<base>`.
    fn skip(&self, draft: &Draft<'_>) -> Markup {
        let here = self.app.addresses.of(draft.route());
        html! { noscript { a.skip href={ (here) "#content" } { (self.app.texts.skip) } } }
    }

    /// The whole style, and the page's data: for search engines, then for the app. It stands last, where nobody waits
    /// for it.
    fn data(&self, draft: &Draft<'_>, answers: &Answers) -> String {
        let style = [&*self.forum.base, &*self.forum.style].concat();
        // Nothing waits for a sheet for paper; the page's script makes it one for all media when it begins.
        let style = html! {
            link rel="stylesheet" href=(style) media="print" data-whole;
            noscript { link rel="stylesheet" href=(style); }
        };
        let mut data = style.into_string();
        if let Document::Thread(page) = draft.document()
            && !draft.is_shut()
        {
            let discussion = discussion(self.forum, &self.app, page);
            data.push_str("<script type=\"application/ld+json\">");
            data.push_str(&json(&discussion));
            data.push_str("</script>");
        }
        data.push_str(&self.forum.answers);
        for (address, answer) in answers {
            data.push_str(&self::answer(address, answer));
        }
        data
    }
}

/// What the app would be answered at an address: it asks the page first.
pub fn answer(address: &str, answer: &Value) -> String {
    html! { script type="application/json" data-answer=(address) { (PreEscaped(json(answer))) } }
        .into_string()
}

/// Data within a page. No text of it can end the element that holds it.
fn json(data: &Value) -> String {
    data.to_string().replace('<', "\\u003c")
}

/// The header, with the entry of the navigation marked that a page belongs to.
struct Headers {
    plain: String,
    entries: Vec<String>,
    marked: RefCell<HashMap<String, String>>,
}

impl Headers {
    fn new(app: &App) -> Self {
        let plain = header(app).into_string();
        let entries = links(&dom_query::Document::fragment(plain.as_str()))
            .filter_map(|link| Some(link.attr("href")?.to_string()))
            .collect();
        Self {
            plain,
            entries,
            marked: RefCell::default(),
        }
    }

    fn of(&self, entry: &str) -> String {
        if !self.entries.iter().any(|known| known == entry) {
            return self.plain.clone();
        }
        let mut marked = self.marked.borrow_mut();
        let header = marked.entry(entry.to_owned()).or_insert_with(|| {
            let header = dom_query::Document::fragment(self.plain.as_str());
            for link in links(&header) {
                if link.attr("href").as_deref() == Some(entry) {
                    link.set_attr("aria-current", "page");
                }
            }
            header.html_root().inner_html().to_string()
        });
        header.clone()
    }
}

fn links(header: &dom_query::Document) -> impl Iterator<Item = dom_query::NodeRef<'_>> {
    let links = header.select(".sections-bar a, .all-sections a");
    links.nodes().to_vec().into_iter()
}
