//! Whether an archive shows the same pages as the forum that it was made of: the same texts, and as many links.

use qilou::{
    app::App,
    backend::{self, Backend, Config},
    cli::archive::{Options, Use, body, html},
    content::Content,
    load::Document,
    model::{Author, Capability, Post, Problem, ProblemCode, Site, Thread, ThreadId},
    page::{Shown, page, title},
    reader::Preferences,
    route::{Route, ThreadRoute},
    text::{address::Addresses, entity, language::Language},
    transport::{
        FolderTransport, Transport,
        native::{Manners, NativeTransport, Secrets},
    },
};
use std::{collections::HashMap, fs, path::Path, rc::Rc, sync::Arc, time::Duration};

const ROOT: &str = "http://content.invalid/";

/// Every page of the archive shows what the forum shows at its place. There are at least so many pages.
pub async fn assert_alike(options: &Options, least: usize) {
    let source = source(&options.from).await;
    let archive = folder(&options.to).await;
    let (app, archived) = (app(&source).await, self::app(&archive).await);
    let content = Content::open(&options.to).unwrap();
    let mut compared = 0;
    let mut known: HashMap<ThreadId, bool> = HashMap::new();
    for name in content.names().unwrap() {
        let Some(route) = name.unwrap().route() else {
            continue;
        };
        if is_apart(&route) {
            Document::ask(&*archive, &route).await.unwrap();
            continue;
        }
        let Ok(theirs) = Document::ask(&*source, &route).await else {
            // What the forum has no page for, the archive knows from elsewhere: members who are shut, shut threads.
            let ours = Document::ask(&*archive, &route).await.unwrap();
            assert!(is_made_up(&ours), "{route:?}");
            continue;
        };
        let ours = Document::ask(&*archive, &route).await.unwrap();
        for thread in listed(&theirs) {
            if !known.contains_key(&thread.id) {
                let is_gone = is_gone(&*source, thread).await;
                known.insert(thread.id.clone(), is_gone);
            }
        }
        let theirs = without(theirs, &|thread| known[&thread.id]);
        let shown = |app: &App, document| {
            let shown = Shown {
                route: route.clone(),
                answer: Ok(even(document)),
            };
            let html = page(app, &shown).into_string();
            (title(app, &shown), entity::plain(&html), html)
        };
        let (their_title, their_text, their_html) = shown(&app, theirs);
        let (our_title, our_text, our_html) = shown(&archived, ours);
        assert_eq!(our_title, their_title, "{route:?}");
        assert_eq!(our_text, their_text, "{route:?}");
        for mark in ["<a ", "<img ", "<article", "<li"] {
            let count = |html: &str| html.matches(mark).count();
            assert_eq!(count(&our_html), count(&their_html), "{route:?}: {mark}");
        }
        compared += 1;
    }
    assert!(compared >= least, "only {compared} pages");
}

/// One author's posts of a thread are taken apart by whoever serves them.
fn is_apart(route: &Route) -> bool {
    matches!(route, Route::Thread(route) if route.only_author.is_some())
}

/// The threads that a document lists.
fn listed(document: &Document) -> Vec<&Thread> {
    match document {
        Document::Home(home) => [&home.newest, &home.hot, &home.digest]
            .into_iter()
            .flatten()
            .collect(),
        Document::List(list) => list.threads.iter().collect(),
        Document::Section(page) => page.threads.iter().collect(),
        Document::User(profile) => {
            let threads = profile.threads.iter().flat_map(|list| &list.threads);
            let posts = profile.posts.iter().flat_map(|list| &list.posts);
            threads.chain(posts.map(|found| &found.thread)).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether the forum lists a thread that it does not have itself.
async fn is_gone(source: &dyn Backend, thread: &Thread) -> bool {
    let route = ThreadRoute {
        id: thread.moved_to.as_ref().unwrap_or(&thread.id).clone(),
        page: 1,
        ..ThreadRoute::default()
    };
    let is_missing =
        |problem: Problem| matches!(problem.code, ProblemCode::NotFound | ProblemCode::Gone);
    source.thread(&route).await.is_err_and(is_missing)
}

/// A document without the threads in its lists that are gone.
fn without(document: Document, gone: &dyn Fn(&Thread) -> bool) -> Document {
    match document {
        Document::Home(home) => {
            let mut home = Arc::unwrap_or_clone(home);
            for threads in [&mut home.newest, &mut home.hot, &mut home.digest] {
                threads.retain(|thread| !gone(thread));
            }
            Document::Home(home.into())
        }
        Document::List(list) => {
            let mut list = Arc::unwrap_or_clone(list);
            list.threads.retain(|thread| !gone(thread));
            Document::List(list.into())
        }
        Document::Section(page) => {
            let mut page = Arc::unwrap_or_clone(page);
            page.threads.retain(|thread| !gone(thread));
            Document::Section(page.into())
        }
        Document::User(profile) => {
            let mut profile = Arc::unwrap_or_clone(profile);
            if let Some(list) = &mut profile.threads {
                list.threads.retain(|thread| !gone(thread));
            }
            if let Some(list) = &mut profile.posts {
                list.posts.retain(|found| !gone(&found.thread));
            }
            Document::User(profile.into())
        }
        document => document,
    }
}

fn is_made_up(document: &Document) -> bool {
    match document {
        Document::User(_) => true,
        Document::Thread(page) => page.thread.gate.is_some(),
        Document::Section(page) => {
            page.section.group || page.section.gate.is_some() || page.section.redirect.is_some()
        }
        _ => false,
    }
}

async fn source(from: &str) -> Rc<dyn Backend> {
    let from = Path::new(from);
    if from.is_dir() {
        return folder(from).await;
    }
    let config = fs::read_to_string(from).unwrap();
    let config = Config::read(&qilou::transport::Response {
        status: 200,
        body: config,
        ..Default::default()
    })
    .unwrap();
    let manners = Manners {
        parallel: 4,
        delay: Duration::ZERO,
        retries: 0,
        time_limit: Duration::from_secs(20),
        robots: false,
    };
    let url = config.backend.url.clone();
    let http = NativeTransport::new(Some(&url), &manners, &Secrets::default()).unwrap();
    backend::open(&config, url, None, Rc::new(http))
        .await
        .unwrap()
}

async fn folder(folder: &Path) -> Rc<dyn Backend> {
    let transport: Rc<dyn Transport> = Rc::new(FolderTransport {
        root: ROOT.to_owned(),
        folder: folder.to_owned(),
    });
    backend::open(&Config::default(), ROOT.to_owned(), None, transport)
        .await
        .unwrap()
}

/// The app of a forum, without what no archive offers.
async fn app(backend: &Rc<dyn Backend>) -> App {
    let mut site: Site = backend.site().await.unwrap();
    let offered = [
        Capability::Lists,
        Capability::OnlyAuthor,
        Capability::Users,
        Capability::Modlog,
    ];
    site.capabilities
        .retain(|capability| offered.contains(capability));
    let addresses = Addresses::new("/", backend.root(), &site);
    let mut app = App::new(
        Rc::new(site),
        Rc::new(addresses),
        Preferences::default(),
        Language::Hans,
    );
    app.now = qilou::model::Time(1_700_000_000);
    app
}

/// A document without the addresses in its texts, and without what no archive offers.
fn even(document: Document) -> Document {
    match document {
        Document::Section(page) => {
            let mut page = Arc::unwrap_or_clone(page);
            page.section.prefixes.clear();
            page.section.filters.clear();
            page.section.sorts.clear();
            if let Some(rules) = &mut page.section.rules_html {
                html(rules, &mut nowhere);
            }
            // The page of a list that has no end is one of so many in its archive.
            page.page = Default::default();
            Document::Section(page.into())
        }
        Document::List(list) => {
            let mut list = Arc::unwrap_or_clone(list);
            list.page = Default::default();
            Document::List(list.into())
        }
        Document::Modlog(log) => {
            let mut log = Arc::unwrap_or_clone(log);
            log.page = Default::default();
            Document::Modlog(log.into())
        }
        Document::Thread(page) => {
            let mut page = Arc::unwrap_or_clone(page);
            page.posts.iter_mut().for_each(even_post);
            even_author(&mut page.thread.author);
            Document::Thread(page.into())
        }
        Document::User(profile) => {
            let mut profile = Arc::unwrap_or_clone(profile);
            even_author(&mut profile.user.user);
            for found in profile.posts.iter_mut().flat_map(|posts| &mut posts.posts) {
                even_post(&mut found.post);
            }
            Document::User(profile.into())
        }
        Document::Page(page) => {
            let mut page = Arc::unwrap_or_clone(page);
            body(&mut page.body, &mut nowhere);
            Document::Page(page.into())
        }
        document => document,
    }
}

fn even_post(post: &mut Post) {
    body(&mut post.body, &mut nowhere);
    even_author(&mut post.author);
}

fn even_author(author: &mut Author) {
    for text in [&mut author.signature_html, &mut author.bio_html]
        .into_iter()
        .flatten()
    {
        html(text, &mut nowhere);
    }
}

fn nowhere(_address: &str, r#use: Use) -> Option<String> {
    Some(match r#use {
        Use::Link => "link".to_owned(),
        Use::Media => "media".to_owned(),
    })
}
