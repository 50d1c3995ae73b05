//! Atom feeds (RFC 4287): of the site and of each section, the threads opened last.

use super::{excerpt, forum::Forum, place};
use crate::{
    app::App,
    content::{Content, Name},
    model::{SectionId, Thread, ThreadPage},
    route::Route,
};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use std::io;

/// The site's feed.
pub const OF_SITE: &str = "feed.xml";

/// How many threads a feed tells of.
const ENTRIES: usize = 20;

/// How many characters of a thread are told.
const SUMMARY: usize = 300;

/// The file of a section's feed; none where the section's own page has no file.
pub fn file_of_section(id: &SectionId) -> Option<String> {
    let page = place::file_of(&Route::section(id))?;
    Some(page.strip_suffix(".html")?.to_owned() + "/" + OF_SITE)
}

/// A feed: what it is called, the page that it belongs to, and its threads.
pub struct Feed<'a> {
    /// The feed's name.
    pub title: String,
    /// The page that shows its threads.
    pub route: Route,
    /// The feed's own file.
    pub file: String,
    /// The threads.
    pub threads: &'a [Thread],
}

/// Writes a feed; nothing where the site's address is not known.
pub fn write(forum: &Forum, app: &App, content: &Content, feed: &Feed<'_>) -> Option<String> {
    let url = |route: &Route| forum.absolute(&app.addresses.of(route));
    let own = forum.absolute(&[forum.base.as_str(), &feed.file].concat())?;
    let page = url(&feed.route)?;
    let mut threads: Vec<&Thread> = feed
        .threads
        .iter()
        .filter(|thread| thread.moved_to.is_none() && thread.gate.is_none())
        .collect();
    threads.sort_by_key(|thread| std::cmp::Reverse(thread.created.0));
    threads.truncate(ENTRIES);
    let entries: Vec<Entry> = threads
        .into_iter()
        .filter_map(|thread| Entry::of(app, content, thread, url(&Route::thread(&thread.id))?))
        .collect();
    let updated = entries.iter().map(|entry| entry.updated.as_str()).max();
    let updated = updated.unwrap_or("1970-01-01T00:00:00Z");
    document(app, feed, &own, &page, updated, &entries).ok()
}

struct Entry {
    url: String,
    title: String,
    author: String,
    published: String,
    updated: String,
    summary: String,
}

impl Entry {
    fn of(app: &App, content: &Content, thread: &Thread, url: String) -> Option<Self> {
        let summary = match &thread.excerpt {
            Some(excerpt) => excerpt.clone(),
            None => first_post(app, content, thread),
        };
        let author = match thread.author.name.trim() {
            "" => app.texts.guest,
            name => name,
        };
        let last = thread.last_post.as_ref().map(|last| last.at);
        Some(Self {
            url,
            title: thread.title.clone(),
            author: author.to_owned(),
            published: thread.created.rfc3339(),
            updated: last.unwrap_or(thread.created).rfc3339(),
            summary: excerpt::cut(&summary, SUMMARY),
        })
    }
}

/// The text of a thread's first post; none if it is not there.
fn first_post(app: &App, content: &Content, thread: &Thread) -> String {
    let page = content
        .read::<ThreadPage>(&Name::thread(&thread.id, 1))
        .ok();
    let post = page.as_ref().and_then(|page| page.posts.first());
    post.map(|post| excerpt::of_post(app, post))
        .unwrap_or_default()
}

fn document(
    app: &App,
    feed: &Feed<'_>,
    own: &str,
    page: &str,
    updated: &str,
    entries: &[Entry],
) -> io::Result<String> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let root = writer
        .create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
        .with_attribute(("xml:lang", app.site.lang.as_str()));
    root.write_inner_content(|writer| {
        element(writer, "id", own)?;
        element(writer, "title", &feed.title)?;
        element(writer, "updated", updated)?;
        link(writer, "self", own)?;
        link(writer, "alternate", page)?;
        entries.iter().try_for_each(|one| entry(writer, one))
    })?;
    Ok(String::from_utf8_lossy(&writer.into_inner()).into_owned() + "\n")
}

fn entry(writer: &mut Writer<Vec<u8>>, entry: &Entry) -> io::Result<()> {
    let inner = |writer: &mut Writer<Vec<u8>>| {
        element(writer, "id", &entry.url)?;
        element(writer, "title", &entry.title)?;
        link(writer, "alternate", &entry.url)?;
        writer
            .create_element("author")
            .write_inner_content(|writer| element(writer, "name", &entry.author))?;
        element(writer, "published", &entry.published)?;
        element(writer, "updated", &entry.updated)?;
        if !entry.summary.is_empty() {
            element(writer, "summary", &entry.summary)?;
        }
        Ok(())
    };
    writer.create_element("entry").write_inner_content(inner)?;
    Ok(())
}

fn link(writer: &mut Writer<Vec<u8>>, rel: &str, href: &str) -> io::Result<()> {
    let link = writer
        .create_element("link")
        .with_attribute(("rel", rel))
        .with_attribute(("href", href));
    link.write_empty()?;
    Ok(())
}

/// An element with a text; characters that XML does not know are left out.
fn element(writer: &mut Writer<Vec<u8>>, name: &str, text: &str) -> io::Result<()> {
    let is_known = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    let text: String = text.chars().filter(is_known).collect();
    writer
        .create_element(name)
        .write_text_content(BytesText::new(&text))?;
    Ok(())
}
