//! What a page says of itself to search engines, feed readers and those who pass its address on.

use super::{excerpt, forum::Forum, page::Draft};
use crate::{
    app::App,
    load::Document,
    model::{AttachmentKind, Page, PostState, Thread, ThreadPage},
    route::Route,
    text::{entity::plain, language::Language},
};
use maud::{Markup, html};

/// How many characters a description has at most.
const DESCRIPTION: usize = 160;

/// The elements at the end of the head.
pub fn head(forum: &Forum, app: &App, draft: &Draft<'_>) -> Markup {
    let description = excerpt::cut(&description(app, draft.document()), DESCRIPTION);
    let here = forum.absolute(&app.addresses.of(draft.route()));
    let (previous, next) = steps(draft);
    html! {
        @if !description.is_empty() { meta name="description" content=(description); }
        @if draft.is_shut() { meta name="robots" content="noindex"; }
        @if let Some(here) = &here { link rel="canonical" href=(here); }
        @if let Some(route) = previous { link rel="prev" href=(app.addresses.of(&route)); }
        @if let Some(route) = next { link rel="next" href=(app.addresses.of(&route)); }
        @if forum.origin.is_some() { (feeds(forum, app, draft)) }
        (open_graph(forum, app, draft, &description, here.as_deref()))
        noscript { link rel="stylesheet" href={ (forum.base) (forum.plain.0) }; }
    }
}

/// What the page is about, in plain text.
fn description(app: &App, document: &Document) -> String {
    let titles = |threads: &[Thread]| {
        let titles: Vec<&str> = threads.iter().map(|thread| thread.title.as_str()).collect();
        titles.join(" · ")
    };
    let of_site = || {
        app.site
            .tagline
            .clone()
            .unwrap_or_else(|| app.site.name.clone())
    };
    let about = match document {
        Document::Home(_) => of_site(),
        Document::List(list) => titles(&list.threads),
        Document::Section(page) => match &page.section.description {
            Some(text) => text.clone(),
            None => titles(&page.threads),
        },
        Document::Thread(page) => of_thread(app, page),
        Document::User(profile) => {
            let bio = profile.user.user.bio_html.as_deref().map(plain);
            bio.unwrap_or_default()
        }
        Document::Page(page) => excerpt::text(app, &page.body),
        Document::Modlog(_) => app.texts.modlog_about.to_owned(),
        Document::Search(_) | Document::Post(_) => String::new(),
    };
    match about.is_empty() {
        true => of_site(),
        false => about,
    }
}

fn of_thread(app: &App, page: &ThreadPage) -> String {
    let texts = page.posts.iter().map(|post| excerpt::of_post(app, post));
    let first = texts.into_iter().find(|text| !text.is_empty());
    first
        .or_else(|| page.thread.excerpt.clone())
        .unwrap_or_default()
}

/// The pages before and after this one.
fn steps(draft: &Draft<'_>) -> (Option<Route>, Option<Route>) {
    let Some(page) = draft.page() else {
        return (None, None);
    };
    let Page { number, count, .. } = *page;
    let has_more = match count {
        Some(count) => number < count,
        None => page.next.is_some(),
    };
    let at = |page: u32| draft.route().clone().at_page(page);
    (
        (number > 1).then(|| at(number - 1)),
        has_more.then(|| at(number.saturating_add(1))),
    )
}

fn feeds(forum: &Forum, app: &App, draft: &Draft<'_>) -> Markup {
    let feed = |title: &str, path: &str| {
        html! { link rel="alternate" type="application/atom+xml" title=(title) href={ (forum.base) (path) }; }
    };
    let section = match draft.document() {
        Document::Section(page) => Some(&page.section),
        Document::Thread(page) => Some(&page.section),
        _ => None,
    };
    let section = section.and_then(|section| {
        let path = super::feed::file_of_section(&section.id)?;
        Some((format!("{} - {}", section.name, app.site.name), path))
    });
    html! {
        @if let Some((title, path)) = section { (feed(&title, &path)) }
        (feed(&app.site.name, super::feed::OF_SITE))
    }
}

/// What others show who pass the address on (Open Graph).
fn open_graph(
    forum: &Forum,
    app: &App,
    draft: &Draft<'_>,
    description: &str,
    here: Option<&str>,
) -> Markup {
    let kind = match draft.document() {
        Document::Thread(_) | Document::Page(_) => "article",
        Document::User(_) => "profile",
        _ => "website",
    };
    let locale = match app.language {
        Language::Hans => "zh_CN",
        Language::Hant => "zh_TW",
        Language::English => "en_US",
    };
    let image = picture(app, draft.document()).and_then(|src| forum.absolute(&src));
    let thread = match draft.document() {
        Document::Thread(page) => Some(&page.thread),
        _ => None,
    };
    html! {
        meta property="og:type" content=(kind);
        meta property="og:title" content=(draft.title());
        meta property="og:site_name" content=(app.site.name);
        meta property="og:locale" content=(locale);
        @if !description.is_empty() { meta property="og:description" content=(description); }
        @if let Some(here) = here { meta property="og:url" content=(here); }
        @if let Some(image) = image { meta property="og:image" content=(image); }
        @if let Some(thread) = thread {
            meta property="article:published_time" content=(thread.created.rfc3339());
            @if let Some(last) = &thread.last_post { meta property="article:modified_time" content=(last.at.rfc3339()); }
        }
    }
}

/// A picture of what the page shows, else the site's.
fn picture(app: &App, document: &Document) -> Option<String> {
    let of_thread = |page: &ThreadPage| {
        let files = page.posts.iter().filter(|post| post.state == PostState::Ok);
        let mut files = files.flat_map(|post| &post.attachments);
        let picture = files.find(|file| file.kind == AttachmentKind::Image && file.gate.is_none());
        let address = picture.map(|file| file.url.as_str());
        app.addresses
            .media(address.or(page.thread.thumbnail.as_deref())?)
    };
    let own = match document {
        Document::Thread(page) => of_thread(page),
        Document::User(profile) => {
            let avatar = profile.user.user.avatar.as_deref();
            avatar.and_then(|avatar| app.addresses.media(avatar))
        }
        _ => None,
    };
    own.or_else(|| app.addresses.media(app.site.logo.as_deref()?))
        .filter(|src| !src.starts_with("data:"))
}
