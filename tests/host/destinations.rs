//! Where addresses of the app's host lead: to a page of the app, by the app's own reading or by the forum's.

use crate::{
    nodebb::Forum,
    support::{ROOT, Script, wait},
};
use proptest::prelude::*;
use qilou::{
    backend::{Backend, Destination, Discourse, Discuz, Flarum, Lemmy, Mapping, Nodebb},
    model::Time,
    route::Route,
};
use std::rc::Rc;

const KINDS: [&str; 7] = [
    "native",
    "discuz",
    "nodebb",
    "discourse",
    "flarum",
    "lemmy",
    "mapping",
];

/// A forum that nobody asks anything.
fn backend(kind: &str) -> Box<dyn Backend> {
    let transport = Rc::new(Script::default());
    let root = "https://forum.example/".to_owned();
    match kind {
        "discuz" => Box::new(Discuz::new(root, transport, || Time(0))),
        "nodebb" => Box::new(Nodebb::new(root, transport)),
        "discourse" => Box::new(Discourse::new(root, transport)),
        "flarum" => Box::new(Flarum::new(root, transport)),
        "lemmy" => Box::new(Lemmy::new(&root, transport)),
        "mapping" => {
            let document = include_str!("../../docs/mapping/hacker-news.json");
            let document = serde_json::from_str(document).unwrap();
            Box::new(Mapping::new(ROOT.to_owned(), &document, transport).unwrap())
        }
        _ => Box::new(Script::default().backend().0),
    }
}

fn of(backend: &dyn Backend, base: &str, address: &str) -> Destination {
    let (rest, fragment) = address.split_once('#').unwrap_or((address, ""));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    Destination::of(Some(backend), base, path, query, fragment)
}

#[test]
fn an_address_of_the_forum_leads_to_a_page_of_the_app() {
    for (kind, address, own) in [
        ("nodebb", "topic/62/a-title", "thread/62"),
        ("nodebb", "topic/62/a-title?page=2", "thread/62/2"),
        ("nodebb", "category/3/news", "section/3"),
        ("nodebb", "user/bob/topics", "user/bob/threads"),
        ("nodebb", "recent?page=3", "newest/3"),
        ("nodebb", "tags/a", "tag/a"),
        ("discourse", "t/a-title/12", "thread/12"),
        ("discourse", "t/a-title/12/34", "thread/12?post=34"),
        ("discourse", "c/news/5", "section/5"),
        ("discourse", "u/bob/activity/topics", "user/bob/threads"),
        ("flarum", "d/12-a-title", "thread/12"),
        ("flarum", "d/12-a-title/5", "thread/12?post=5"),
        ("flarum", "t/news", "section/news"),
        ("lemmy", "post/12", "thread/12"),
        ("lemmy", "post/12#comment-7", "thread/12?post=7"),
        ("lemmy", "comment/7", "thread/comment-7?post=7"),
        ("lemmy", "c/music", "section/music"),
        ("mapping", "item?id=7", "thread/7"),
        ("mapping", "user?id=bob", "user/bob"),
    ] {
        for base in ["/", "/forum/"] {
            let found = of(&*backend(kind), base, &format!("{base}{address}"));
            assert_eq!(
                found.moved,
                Some(format!("{base}{own}")),
                "{kind} {address}"
            );
            assert_ne!(found.route, Route::NotFound);
        }
    }
}

#[test]
fn an_address_of_before_leads_to_a_page_with_every_forum() {
    for kind in KINDS {
        for (address, own) in [
            ("/forum.php?mod=viewthread&tid=12&page=2", "/thread/12/2"),
            ("/thread-12-2-1.html", "/thread/12/2"),
            ("/thread-12-1-1.html#pid7", "/thread/12?post=7"),
            ("/index.html", "/"),
        ] {
            let moved = of(&*backend(kind), "/", address).moved;
            assert_eq!(moved.as_deref(), Some(own), "{kind} {address}");
        }
    }
}

#[test]
fn the_apps_own_meaning_of_an_address_stays() {
    for kind in KINDS {
        for address in [
            "/",
            "/hot",
            "/search?term=a",
            "/user/bob",
            "/tag/a",
            "/modlog",
            "/thread/12/2#floor-22",
            "/page/a.html",
        ] {
            let found = of(&*backend(kind), "/", address);
            assert_eq!(found.moved, None, "{kind} {address}");
            assert_ne!(found.route, Route::NotFound, "{kind} {address}");
        }
    }
}

#[test]
fn what_nobody_knows_is_not_found_where_it_is() {
    for kind in KINDS {
        for address in [
            "/no/such/page",
            "/thread/12/0",
            "/404",
            "/login",
            "/elsewhere.html",
            "/forum.php?mod=post",
            "/topic/%FF/a",
        ] {
            let nothing = Destination {
                route: Route::NotFound,
                moved: None,
            };
            let found = of(&*backend(kind), "/", address);
            assert_eq!(found, nothing, "{kind} {address}");
        }
    }
    // Beside the app's folder stands something else.
    for address in ["/topic/62/a-title", "/forums/topic/62/a-title"] {
        let found = of(&*backend("nodebb"), "/forum/", address);
        assert_eq!(found.route, Route::NotFound);
    }
    let native = of(&*backend("native"), "/", "/topic/62/a-title");
    assert_eq!(native.route, Route::NotFound);
}

#[test]
fn the_place_on_the_page_is_kept() {
    let (backend, _) = Forum::new().backend();
    let moved = |address: &str| of(&backend, "/", address).moved;
    let is = |own: &str| Some(own.to_owned());
    // How many posts a page has is not known yet, nor whether addresses count from the oldest.
    assert_eq!(moved("/topic/62/a-title/25"), is("/thread/62/2"));
    wait(backend.site()).unwrap();
    assert_eq!(moved("/topic/62/a-title/25"), is("/thread/62/2#floor-25"));
    assert_eq!(moved("/topic/62/a-title/1"), is("/thread/62"));
    assert_eq!(
        moved("/topic/62/a-title/25#post-9"),
        is("/thread/62/2#post-9")
    );
    assert_eq!(
        moved("/thread-62-2-1.html#post-9"),
        is("/thread/62/2#post-9")
    );
}

#[test]
fn a_floor_counts_from_the_oldest_post_alone() {
    let (oldest, newest) = ("oldest_to_newest", "newest_to_oldest");
    let order = |order| format!(r#""topicPostSort":"{order}""#);
    let (backend, _) = Forum::new()
        .playing_with("api/config", "config-guest", &order(oldest), &order(newest))
        .backend();
    wait(backend.site()).unwrap();
    let moved = of(&backend, "/", "/topic/62/a-title/25").moved;
    assert_eq!(moved.as_deref(), Some("/thread/62/2"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Else the address bar would never come to rest.
    #[test]
    fn where_an_address_leads_is_a_place_to_stay(
        kind in prop::sample::select(&KINDS[..]),
        first in "(topic|category|user|t|c|d|u|post|comment|tags|item|thread|[a-z0-9-]{1,9})",
        rest in "(/[a-z0-9@.%-]{0,6}){0,3}(\\.html|\\.php)?",
        query in "(id=[a-z0-9%.]{0,4})?",
    ) {
        let address = format!("/{first}{rest}?{query}");
        let backend = backend(kind);
        if let Some(moved) = of(&*backend, "/", &address).moved {
            prop_assert_eq!(of(&*backend, "/", &moved).moved, None, "{} -> {}", address, moved);
        }
    }
}
