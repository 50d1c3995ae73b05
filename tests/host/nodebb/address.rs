//! Addresses: of posts, and of the forum's own pages.

use super::{Forum, section_route, thread_route};
use crate::support::wait;
use qilou::{
    backend::{Backend, Nodebb},
    model::{ProblemCode, Sort, ThreadListName},
    route::{Route, SearchRoute, SearchSort, SectionRoute, UserTab},
};

#[test]
fn a_post_is_found_by_its_address() {
    let find = |forum: Forum, thread: &str, post: &str| {
        let (backend, forum) = forum.backend();
        let page = wait(backend.find_post(&thread.into(), &post.into()));
        let asked = forum.asked.borrow().clone();
        (page.map_err(|problem| problem.code), asked)
    };
    let at = |path: &str| Forum::new().saying("api/post/9", 200, &format!("\"{path}\""));
    assert_eq!(
        find(
            Forum::new().playing("api/post/308", "post-redirect"),
            "66",
            "308"
        ),
        (
            Ok(1),
            vec!["api/post/308".to_owned(), "api/config".to_owned()]
        )
    );
    for (path, page) in [
        ("/topic/66/x/20", Ok(1)),
        ("/topic/66/x/21", Ok(2)),
        ("/topic/66/x/61?lang=zh-CN", Ok(4)),
        ("/forum/topic/66/%E9%95%BF/41", Ok(3)),
        ("/topic/66/x", Ok(1)),
        ("/topic/66", Ok(1)),
        // It was moved.
        ("/topic/67/x/2", Err(ProblemCode::NotFound)),
        ("/elsewhere", Err(ProblemCode::NotFound)),
    ] {
        assert_eq!(find(at(path), "66", "9").0, page, "{path}");
    }
    assert_eq!(
        find(Forum::new(), "66", "404").0,
        Err(ProblemCode::NotFound)
    );
    let hidden = Forum::new().playing("api/post/9", "topic-hidden-guest");
    assert_eq!(find(hidden, "66", "9").0, Err(ProblemCode::LoginRequired));
    // Posts of other servers are named by their addresses.
    let remote = "https://m.example/users/a/statuses/1";
    let path = "api/post/https%3A%2F%2Fm.example%2Fusers%2Fa%2Fstatuses%2F1";
    let forum = Forum::new().saying(path, 200, "\"/topic/0e2f-uuid/x/23\"");
    assert_eq!(find(forum, "0e2f-uuid", remote).0, Ok(2));
}

#[test]
fn where_addresses_count_otherwise_the_pages_are_looked_through() {
    let other = r#""topicPostSort":"newest_to_oldest""#;
    let forum = || {
        Forum::new()
            .playing_with(
                "api/config",
                "config-guest",
                r#""topicPostSort":"oldest_to_newest""#,
                other,
            )
            .saying("api/post/205", 200, "\"/topic/62/x/98\"")
            .saying("api/post/999", 200, "\"/topic/62/x/98\"")
            .playing("api/topic/62", "topic-long-p7")
            .playing("api/topic/62?sort=oldest_to_newest&page=1", "topic-long-p1")
            .playing("api/topic/62?sort=oldest_to_newest&page=2", "topic-long-p2")
    };
    let (backend, asked) = forum().backend();
    assert_eq!(
        wait(backend.find_post(&"62".into(), &"205".into())).unwrap(),
        2
    );
    assert_eq!(asked.asked.borrow().len(), 4);
    let (backend, asked) = forum().backend();
    let problem = wait(backend.find_post(&"62".into(), &"999".into())).unwrap_err();
    assert_eq!(problem.code, ProblemCode::NotFound);
    assert_eq!(asked.asked.borrow().len(), 9);
}

#[test]
fn addresses_of_the_forum_are_pages_of_the_app() {
    let (backend, _) = Forum::new().backend();
    let thread = |id: &str, page| Some(Route::Thread(thread_route(id, page)));
    let section = |id: &str, page, sort| {
        Some(Route::Section(SectionRoute {
            page,
            sort,
            ..section_route(id)
        }))
    };
    let list = |list, page| Some(Route::List { list, page });
    let user = |id: &str, tab, page| {
        Some(Route::User {
            id: id.into(),
            tab,
            page,
        })
    };
    for (path, query, route) in [
        ("", "", Some(Route::Home)),
        ("/", "", Some(Route::Home)),
        ("/categories", "", Some(Route::Home)),
        ("/topic/66", "", thread("66", 1)),
        ("topic/66/%E5%90%84%E7%A7%8D", "", thread("66", 1)),
        ("/topic/66/x/20", "", thread("66", 1)),
        ("/topic/66/x/21", "", thread("66", 2)),
        ("/topic/66/x/61/", "", thread("66", 4)),
        ("/topic/66/x", "page=3&lang=zh-CN", thread("66", 3)),
        ("/topic/66/x", "page=0", thread("66", 1)),
        ("/topic/66/x/1/2", "", None),
        ("/topic/95.rss", "", None),
        ("/category/6/x", "", section("6", 1, Sort::LastPost)),
        (
            "/category/6",
            "page=2&sort=most_posts",
            section("6", 2, Sort::Replies),
        ),
        (
            "/category/6/x/41",
            "sort=most_votes",
            section("6", 1, Sort::LastPost),
        ),
        ("/category/6.rss", "", None),
        ("/user/%E5%8D%8E", "", user("华", UserTab::Profile, 1)),
        ("/user/x/topics", "page=2", user("x", UserTab::Threads, 2)),
        ("/user/x/posts", "", user("x", UserTab::Posts, 1)),
        ("/user/x/followers", "", None),
        (
            "/tags/a%2Fb",
            "page=2",
            Some(Route::Tag {
                tag: "a/b".to_owned(),
                page: 2,
            }),
        ),
        ("/tags", "", None),
        ("/recent", "page=2", list(ThreadListName::Newest, 2)),
        ("/popular", "term=daily", list(ThreadListName::Hot, 1)),
        ("/top", "", list(ThreadListName::Digest, 1)),
        // A post is not known by its number alone.
        ("/post/307", "", None),
        ("/login", "", None),
        ("/assets/uploads/files/a.png", "", None),
        ("/topic/%FF", "", None),
        ("/search", "", None),
    ] {
        assert_eq!(backend.route(path, query, ""), route, "{path}?{query}");
    }
    let search = backend.route(
        "/search",
        "term=a+b&in=titlesposts&by=c&sortBy=timestamp&page=2",
        "",
    );
    let expected = SearchRoute {
        query: "a b".to_owned(),
        author: Some("c".to_owned()),
        sort: SearchSort::Newest,
        page: 2,
        ..SearchRoute::default()
    };
    assert_eq!(search, Some(Route::Search(expected)));
}

#[test]
fn the_forums_page_size_is_the_measure_of_its_addresses() {
    let ten = r#""postsPerPage":10"#;
    let (backend, _) = Forum::new()
        .playing_with("api/config", "config-guest", r#""postsPerPage":20"#, ten)
        .backend();
    let page = |backend: &Nodebb| match backend.route("/topic/66/x/21", "", "") {
        Some(Route::Thread(route)) => route.page,
        _ => 0,
    };
    assert_eq!(page(&backend), 2);
    wait(backend.site()).unwrap();
    assert_eq!(page(&backend), 3);
}
