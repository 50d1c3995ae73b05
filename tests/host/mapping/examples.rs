//! The three worked examples.

use super::{answers, example, open, script};
use crate::{
    harm::{any_harm, harmed},
    support::{Script, wait},
};
use proptest::prelude::*;
use qilou::{
    backend::{Backend, Mapping},
    model::{
        AuthorState, Capability, Order, PostState, ProblemCode, Sort, ThreadFlag, ThreadKind,
        ThreadListName,
    },
    route::{SearchRoute, SearchSort, SectionRoute, ThreadRoute},
};
use serde::Serialize;
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::Path, rc::Rc};

const EXAMPLES: [&str; 3] = ["json-server", "wordpress", "hacker-news"];

fn of(name: &str) -> (Mapping, Rc<Script>) {
    open(&example(name), script(&answers(name))).unwrap_or_else(|problem| panic!("{problem:?}"))
}

fn section(id: &str, page: u32) -> SectionRoute {
    SectionRoute {
        id: id.into(),
        page,
        ..SectionRoute::default()
    }
}

fn thread(id: &str, page: u32) -> ThreadRoute {
    ThreadRoute {
        id: id.into(),
        page,
        order: Order::Oldest,
        only_author: None,
    }
}

fn search(query: &str) -> SearchRoute {
    SearchRoute {
        query: query.to_owned(),
        page: 1,
        ..SearchRoute::default()
    }
}

/// What a page is shown from, as it was when it was looked at; `QILOU_WRITE_GOLDEN=1` writes it anew.
fn golden(name: &str, model: &impl Serialize) {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/mapping/{name}.json"));
    let found = serde_json::to_value(model).unwrap();
    if std::env::var_os("QILOU_WRITE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, serde_json::to_string_pretty(&found).unwrap() + "\n").unwrap();
    }
    let text =
        fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} is missing", path.display()));
    let known: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(found, known, "{name}");
}

/// Asks for every page that the fixtures hold, and hands each to `see`.
fn every_page(name: &str, backend: &Mapping, see: &mut dyn FnMut(&str, Result<Value, ()>)) {
    macro_rules! see {
        ($($page:literal: $work:expr;)+) => {{$(
            let answer = wait($work);
            see($page, match answer {
                Ok(model) => Ok(serde_json::to_value(&model).unwrap()),
                Err(problem) => {
                    let says_all = !matches!(problem.code, ProblemCode::UnexpectedShape | ProblemCode::BadJson);
                    assert!(says_all || problem.detail.is_some_and(|detail| !detail.is_empty()), "{}", $page);
                    Err(())
                }
            });
        )+}};
    }
    match name {
        "json-server" => {
            let author = ThreadRoute {
                only_author: Some("3".into()),
                ..thread("12", 1)
            };
            let replies = SectionRoute {
                sort: Sort::Replies,
                ..section("4", 1)
            };
            see! {
                "site": backend.site();
                "home": backend.home();
                "section": backend.section(&section("4", 1));
                "section-replies": backend.section(&replies);
                "newest-3": backend.list(ThreadListName::Newest, 3);
                "thread": backend.thread(&thread("12", 1));
                "thread-2": backend.thread(&thread("12", 2));
                "thread-by": backend.thread(&author);
                "thread-missing": backend.thread(&thread("404", 1));
                "user": backend.user(&"3".into());
                "user-threads": backend.user_threads(&"3".into(), 1);
                "user-posts": backend.user_posts(&"3".into(), 1);
                "search": backend.search(&search("屋顶"));
            }
        }
        "wordpress" => {
            let tiles = SearchRoute {
                section: Some("6".into()),
                sort: SearchSort::Newest,
                ..search("tiles")
            };
            see! {
                "site": backend.site();
                "home": backend.home();
                "section": backend.section(&section("6", 1));
                "thread": backend.thread(&thread("51", 1));
                "thread-2": backend.thread(&thread("51", 2));
                "thread-missing": backend.thread(&thread("999", 1));
                "user": backend.user(&"7".into());
                "user-threads": backend.user_threads(&"7".into(), 1);
                "search": backend.search(&tiles);
                "page": backend.page("about");
                "page-missing": backend.page("none");
            }
        }
        _ => {
            see! {
            "site": backend.site();
            "home": backend.home();
            "section": backend.section(&section("top", 1));
            "section-2": backend.section(&section("top", 2));
            "thread": backend.thread(&thread("1002", 1));
            "thread-job": backend.thread(&thread("1005", 1));
            "thread-comment": backend.thread(&thread("2001", 1));
            "thread-missing": backend.thread(&thread("4040", 1));
            "user": backend.user(&"ann".into());
            "user-missing": backend.user(&"nobody".into());
            "user-posts": backend.user_posts(&"ann".into(), 1);
            }
        }
    }
}

#[test]
fn every_answer_is_read_as_it_was_looked_at() {
    for name in EXAMPLES {
        let (backend, script) = of(name);
        every_page(name, &backend, &mut |page, model| match model {
            Ok(model) => golden(&format!("{name}-{page}"), &model),
            Err(()) => assert!(page.ends_with("-missing"), "{name} {page}"),
        });
        let asked: BTreeSet<String> = script.asked.borrow().iter().cloned().collect();
        let there: BTreeSet<String> = script.answers.keys().cloned().collect();
        assert_eq!(
            asked, there,
            "{name}: what is asked for is what is recorded"
        );
    }
}

/// What each page asks for, with the site known.
#[test]
fn each_page_takes_as_few_requests_as_it_can() {
    for (name, page, requests) in [
        ("json-server", "section", 2),
        ("json-server", "thread", 3),
        ("json-server", "user", 1),
        ("json-server", "search", 2),
        ("wordpress", "section", 1),
        ("wordpress", "thread", 2),
        ("wordpress", "search", 1),
        ("hacker-news", "section", 21),
        ("hacker-news", "thread", 8),
        ("hacker-news", "user", 1),
    ] {
        let (backend, asked) = of(name);
        wait(backend.site()).unwrap();
        let before = asked.asked.borrow().len();
        match (name, page) {
            ("json-server", "section") => drop(wait(backend.section(&section("4", 1))).unwrap()),
            ("json-server", "thread") => drop(wait(backend.thread(&thread("12", 1))).unwrap()),
            ("json-server", "user") => drop(wait(backend.user(&"3".into())).unwrap()),
            ("json-server", "search") => drop(wait(backend.search(&search("屋顶"))).unwrap()),
            ("wordpress", "section") => drop(wait(backend.section(&section("6", 1))).unwrap()),
            ("wordpress", "thread") => drop(wait(backend.thread(&thread("51", 1))).unwrap()),
            ("wordpress", "search") => {
                let tiles = SearchRoute {
                    section: Some("6".into()),
                    sort: SearchSort::Newest,
                    ..search("tiles")
                };
                drop(wait(backend.search(&tiles)).unwrap());
            }
            ("hacker-news", "section") => drop(wait(backend.section(&section("top", 1))).unwrap()),
            ("hacker-news", "thread") => drop(wait(backend.thread(&thread("1002", 1))).unwrap()),
            _ => drop(wait(backend.user(&"ann".into())).unwrap()),
        }
        let sent = asked.asked.borrow()[before..].to_vec();
        assert_eq!(sent.len(), requests, "{name} {page}: {sent:?}");
        let once: BTreeSet<&String> = sent.iter().collect();
        assert_eq!(once.len(), sent.len(), "{name} {page}: none is sent twice");
    }
}

#[test]
fn two_pages_at_once_share_what_both_need() {
    let (backend, asked) = of("json-server");
    let (section, thread) = (section("4", 1), thread("12", 1));
    let both = async {
        futures_util::join!(
            backend.site(),
            backend.section(&section),
            backend.thread(&thread)
        )
    };
    let (site, section, thread) = wait(both);
    assert!(site.is_ok() && section.is_ok() && thread.is_ok());
    let asked = asked.asked.borrow();
    assert_eq!(asked.iter().filter(|path| *path == "sections").count(), 1);
}

#[test]
fn what_is_kept_is_not_asked_for_again() {
    let (backend, asked) = of("hacker-news");
    wait(backend.section(&section("top", 1))).unwrap();
    wait(backend.section(&section("top", 1))).unwrap();
    assert_eq!(asked.asked.borrow().len(), 21);
}

#[test]
fn json_server_joins_users_and_nests_sections() {
    let (backend, _) = of("json-server");
    let site = wait(backend.site()).unwrap();
    assert_eq!(site.name, "骑楼街坊");
    let names: Vec<_> = site
        .sections
        .iter()
        .map(|section| section.name.as_str())
        .collect();
    assert_eq!(names, ["Town", "Off topic"]);
    assert!(site.sections[0].group && site.sections[0].children[0].name == "Houses");
    for (capability, there) in [
        (Capability::Users, true),
        (Capability::Search, true),
        (Capability::OnlyAuthor, true),
        (Capability::Lists, true),
        (Capability::Modlog, false),
        (Capability::Tags, false),
    ] {
        assert_eq!(site.can(capability), there, "{capability:?}");
    }
    let page = wait(backend.section(&section("4", 1))).unwrap();
    let trail: Vec<_> = page
        .breadcrumb
        .iter()
        .map(|link| link.label.as_str())
        .collect();
    assert_eq!(trail, ["Town"]);
    let [rules, roof, food] = page.threads.as_slice() else {
        panic!("three threads");
    };
    assert!(
        rules.is(ThreadFlag::Pinned) && rules.is(ThreadFlag::Locked) && rules.last_post.is_none()
    );
    assert_eq!(rules.tags, ["rules", "2024"]);
    assert_eq!(roof.kind, ThreadKind::Question);
    assert_eq!(roof.author.name, "Bela");
    assert_eq!(roof.last_post.as_ref().unwrap().author.name, "Cem");
    // A member who is gone.
    assert_eq!(food.last_post.as_ref().unwrap().author.name, "");
    assert_eq!(food.counts.views, Some(12));
}

#[test]
fn json_server_counts_pages_by_a_header() {
    let (backend, _) = of("json-server");
    let page = wait(backend.thread(&thread("12", 2))).unwrap();
    assert_eq!(
        (page.page.number, page.page.count, page.page.total),
        (2, Some(2), Some(23))
    );
    assert_eq!(page.posts[0].floor, Some(21));
    let trail: Vec<_> = page
        .breadcrumb
        .iter()
        .map(|link| link.label.as_str())
        .collect();
    assert_eq!(trail, ["Town", "Houses"]);
    assert_eq!(
        wait(backend.find_post(&"12".into(), &"121".into())).unwrap(),
        2
    );
    let missing = wait(backend.find_post(&"12".into(), &"1".into())).unwrap_err();
    assert_eq!(missing.code, ProblemCode::NotFound);
    let page = wait(backend.thread(&thread("12", 1))).unwrap();
    let removed = &page.posts[3];
    assert_eq!(removed.state, PostState::Deleted);
    assert_eq!(removed.reply_to.as_ref().unwrap().id, "102".into());
    let only = ThreadRoute {
        only_author: Some("3".into()),
        ..thread("12", 1)
    };
    let page = wait(backend.thread(&only)).unwrap();
    assert_eq!(page.only_author, Some("3".into()));
    assert!(page.posts.iter().all(|post| post.author.name == "Cem"));
}

#[test]
fn wordpress_reads_what_is_escaped_embedded_and_zoneless() {
    let (backend, _) = of("wordpress");
    let site = wait(backend.site()).unwrap();
    assert_eq!(site.name, "Rain & Stone");
    let roofs = site.section(&"6".into()).unwrap();
    assert_eq!(
        (roofs.name.as_str(), roofs.description.as_deref()),
        ("Roofs & tiles", Some("All about roofs"))
    );
    let page = wait(backend.section(&section("6", 1))).unwrap();
    assert_eq!((page.page.count, page.page.total), (Some(2), Some(22)));
    let [tiles, houses] = page.threads.as_slice() else {
        panic!("two threads");
    };
    assert_eq!(tiles.title, "Tiles – an & introduction");
    assert_eq!(
        tiles.author.avatar.as_deref(),
        Some("https://img.example/lin-96.png")
    );
    assert_eq!(tiles.created.rfc3339(), "2024-03-01T12:00:00Z");
    assert_eq!(
        tiles.thumbnail.as_deref(),
        Some("https://blog.example/up/tiles-150.jpg")
    );
    // An author whose account is gone is embedded as an error.
    assert_eq!(
        (houses.author.id.as_ref(), houses.author.name.as_str()),
        (None, "")
    );
    assert!(houses.is(ThreadFlag::Locked));
}

#[test]
fn wordpress_comments_stand_below_what_they_answer() {
    let (backend, _) = of("wordpress");
    let page = wait(backend.thread(&thread("51", 1))).unwrap();
    let posts: Vec<_> = page
        .posts
        .iter()
        .map(|post| (post.id.as_str(), post.depth))
        .collect();
    assert_eq!(
        posts,
        [
            ("post-51", None),
            ("51", Some(0)),
            ("61", Some(1)),
            ("60", Some(0)),
            ("62", Some(1)),
            ("63", Some(2)),
            ("64", Some(0))
        ]
    );
    assert_eq!(page.posts[1].author.state, AuthorState::Guest);
    assert_eq!((page.page.count, page.page.total), (Some(2), Some(58)));
    // The article is on the first page only.
    let page = wait(backend.thread(&thread("51", 2))).unwrap();
    let ids: Vec<_> = page.posts.iter().map(|post| post.id.as_str()).collect();
    assert_eq!(ids, ["70"]);
}

#[test]
fn a_refusal_brings_the_servers_own_sentence() {
    let (backend, _) = of("wordpress");
    let problem = wait(backend.thread(&thread("999", 1))).unwrap_err();
    assert_eq!(
        (problem.code, problem.status),
        (ProblemCode::NotFound, Some(404))
    );
    assert_eq!(problem.title.as_deref(), Some("Invalid post ID."));
    assert_eq!(problem.detail, None);
    let problem = wait(backend.page("none")).unwrap_err();
    assert_eq!(problem.code, ProblemCode::NotFound);
}

#[test]
fn hacker_news_looks_items_up_and_follows_their_tree() {
    let (backend, _) = of("hacker-news");
    let page = wait(backend.section(&section("top", 1))).unwrap();
    assert_eq!((page.page.count, page.page.total), (Some(2), Some(30)));
    // One of the twenty is gone.
    assert_eq!(page.threads.len(), 19);
    assert_eq!(page.threads[0].kind, ThreadKind::Link);
    assert_eq!(page.threads[2].title, "[deleted]");
    assert_eq!(page.threads[2].author.state, AuthorState::Deleted);
    let page = wait(backend.thread(&thread("1002", 1))).unwrap();
    let posts: Vec<_> = page
        .posts
        .iter()
        .map(|post| (post.id.as_str(), post.depth))
        .collect();
    assert_eq!(
        posts,
        [
            ("1002", None),
            ("2001", Some(0)),
            ("2011", Some(1)),
            ("2031", Some(2)),
            ("2002", Some(0)),
            ("2021", Some(1)),
            ("2003", Some(0))
        ]
    );
    assert_eq!(page.posts[4].state, PostState::Deleted);
    assert_eq!(page.posts[6].state, PostState::Hidden);
    assert_eq!(page.section.name, "Ask HN");
    let problem = wait(backend.thread(&thread("4040", 1))).unwrap_err();
    assert_eq!(problem.code, ProblemCode::NotFound);
    let past = wait(backend.section(&section("top", 9))).unwrap();
    assert!(past.threads.is_empty());
}

#[test]
fn addresses_of_the_forum_lead_into_the_app() {
    for (name, path, query, href) in [
        ("hacker-news", "item", "id=8863", Some("/thread/8863")),
        ("hacker-news", "user", "id=ann", Some("/user/ann")),
        ("wordpress", "", "p=51", Some("/thread/51")),
        ("wordpress", "archives/51/", "", Some("/thread/51")),
        ("wordpress", "feed/x", "", None),
        ("json-server", "threads/12", "", Some("/thread/12")),
    ] {
        let (backend, _) = of(name);
        let href_found = backend.route(path, query, "").map(|route| route.href("/"));
        assert_eq!(href_found.as_deref(), href, "{name} {path}?{query}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever a server answers, there is a page or a problem that names what was wrong.
    #[test]
    fn harmed_answers_are_read_or_refused(
        which in 0..3usize,
        strict in any::<bool>(),
        at in any::<prop::sample::Index>(),
        answer in any::<prop::sample::Index>(),
        what in any_harm(),
    ) {
        let name = EXAMPLES[which];
        let mut answers = answers(name);
        let mut mapping = example(name);
        mapping["strict"] = strict.into();
        let paths: Vec<String> = answers.as_object().unwrap().keys().cloned().collect();
        let path = &paths[answer.index(paths.len())];
        let text = harmed(&answers[path]["body"].to_string(), at, &what);
        answers[path]["body"] = Value::from(text);
        let (backend, _) = open(&mapping, script(&answers)).unwrap();
        every_page(name, &backend, &mut |_, _| {});
    }
}
