//! Categories, and lists across all of them.

use super::{Forum, recorded, section_route, tree};
use crate::support::wait;
use futures_util::future::join;
use qilou::{
    backend::Backend,
    model::{GateReason, ProblemCode, SectionPage, Sort},
    route::{SearchRoute, SearchSort, SectionRoute},
};
use serde_json::{Value, json};

fn section(forum: Forum, id: &str) -> SectionPage {
    let (backend, _) = forum.backend();
    wait(backend.section(&section_route(id))).unwrap()
}

#[test]
fn a_section_has_its_threads_its_way_and_its_pages() {
    let found = section(Forum::new().playing("api/category/6", "category-p1"), "6");
    let way: Vec<_> = found
        .breadcrumb
        .iter()
        .map(|link| link.label.as_str())
        .collect();
    assert_eq!(way, ["新闻与生活"]);
    assert_eq!(
        (found.page.count, found.page.total, found.page.size),
        (Some(4), Some(65), 20)
    );
    assert_eq!(
        found.section.sorts,
        [Sort::Created, Sort::Replies, Sort::Views]
    );
    let [pinned, seed, ..] = &found.threads[..] else {
        panic!("threads");
    };
    assert!(pinned.is_pinned() && !seed.is_pinned());
    let picture = "/assets/uploads/files/1795387041240-截屏2023-09-01-18.33.08.png";
    assert_eq!(seed.thumbnail.as_deref(), Some(picture));
    assert_eq!(seed.tags, ["一带一路"]);
    // What stands for a picture is not the beginning of a text.
    assert!(
        seed.excerpt
            .clone()
            .unwrap()
            .starts_with("纪念“一带一路”倡议")
    );
    let long = found
        .threads
        .iter()
        .find(|thread| thread.id.as_str() == "62")
        .unwrap();
    let last = long.last_post.clone().unwrap();
    assert_eq!(
        (last.floor, last.author.name.as_str()),
        (Some(121), "云淡风轻")
    );
    assert_eq!(long.counts.replies, Some(120));
    // The last post is not the beginning of the first.
    assert_eq!(long.excerpt, None);
}

#[test]
fn each_order_is_asked_for_by_its_name() {
    let (backend, forum) = Forum::new()
        .playing("api/category/6", "category-p2")
        .backend();
    let names = [
        "recently_replied",
        "recently_created",
        "most_posts",
        "most_views",
    ];
    let sorts = [Sort::LastPost, Sort::Created, Sort::Replies, Sort::Views];
    for (sort, name) in sorts.into_iter().zip(names) {
        let route = SectionRoute {
            page: 2,
            sort,
            ..section_route("6")
        };
        wait(backend.section(&route)).unwrap();
        let path = format!("api/category/6?sort={name}&page=2");
        assert!(forum.asked.borrow().contains(&path), "{path}");
    }
}

#[test]
fn sections_that_a_page_leaves_out_come_from_the_tree() {
    let whole = section(
        Forum::new().playing("api/category/5", "category-parent"),
        "5",
    );
    assert_eq!(whole.section.children.len(), 14);
    let body = recorded("category-parent").response.body;
    let mut cut: Value = serde_json::from_str(&body).unwrap();
    cut["hasMoreSubCategories"] = json!(true);
    cut["children"].as_array_mut().unwrap().truncate(3);
    let found = section(
        Forum::new().saying("api/category/5", 200, &cut.to_string()),
        "5",
    );
    assert_eq!(tree(&found.section.children), tree(&whole.section.children));
}

#[test]
fn a_section_may_be_shut_to_those_who_see_its_name() {
    let shut = |config: &str| {
        let forum = Forum::new().playing("api/config", config).playing_with(
            "api/category/6",
            "category-p1",
            r#""topics:read":true"#,
            r#""topics:read":false"#,
        );
        section(forum, "6").section.gate.map(|gate| gate.reason)
    };
    assert_eq!(shut("config-guest"), Some(GateReason::Login));
    assert_eq!(shut("login-3-config"), Some(GateReason::Level));
    let open = section(Forum::new().playing("api/category/6", "category-p1"), "6");
    assert_eq!(open.section.gate, None);
}

#[test]
fn a_section_that_is_a_link_has_no_page() {
    let (backend, _) = Forum::new()
        .saying("api/category/6", 200, "\"https://shop.example/\"")
        .backend();
    let problem = wait(backend.section(&section_route("6"))).unwrap_err();
    assert_eq!(problem.code, ProblemCode::NotFound);
    assert_eq!(problem.detail.as_deref(), Some("https://shop.example/"));
}

#[test]
fn home_asks_for_its_three_lists_at_once() {
    let (backend, forum) = Forum::new()
        .playing("api/recent", "recent-guest")
        .playing("api/popular", "popular-guest")
        .playing("api/top", "top-guest")
        .backend();
    let (site, home) = wait(join(backend.site(), backend.home()));
    let home = home.unwrap();
    site.unwrap();
    let first = |threads: &[qilou::model::Thread]| threads[0].id.to_string();
    assert_eq!(
        (first(&home.newest), first(&home.hot), first(&home.digest)),
        ("95".to_owned(), "62".to_owned(), "95".to_owned())
    );
    let mut asked = forum.asked.borrow().clone();
    asked.sort();
    assert_eq!(
        asked,
        [
            "api/categories",
            "api/config",
            "api/popular",
            "api/recent",
            "api/search?in=categories",
            "api/top"
        ]
    );
}

#[test]
fn a_search_says_all_it_is_asked_for() {
    let (backend, forum) = Forum::new().playing("api/search", "search-user").backend();
    let route = SearchRoute {
        query: "一带 一路&".to_owned(),
        section: Some("6".into()),
        author: Some("华 发".to_owned()),
        sort: SearchSort::Newest,
        page: 3,
    };
    wait(backend.search(&route)).unwrap();
    assert_eq!(
        *forum.asked.borrow(),
        [
            "api/search?term=%E4%B8%80%E5%B8%A6%20%E4%B8%80%E8%B7%AF%26&in=titlesposts&sortBy=timestamp\
          &sortDirection=desc&searchChildren=true&categories=6&by=%E5%8D%8E%20%E5%8F%91&page=3"
        ]
    );
}

#[test]
fn what_was_found_twice_is_shown_once() {
    let (backend, _) = Forum::new().playing("api/search", "search-user").backend();
    let route = SearchRoute {
        query: "总领事".to_owned(),
        page: 1,
        ..SearchRoute::default()
    };
    let found = wait(backend.search(&route)).unwrap();
    assert_eq!(found.hits.len(), 1);
    let hit = &found.hits[0];
    // The first post is the thread.
    assert_eq!((hit.thread.id.as_str(), &hit.post), ("95", &None));
    let excerpt = hit.excerpt.clone().unwrap();
    assert!(
        excerpt.starts_with('…') && excerpt.contains("总领事"),
        "{excerpt}"
    );
    let (backend, _) = Forum::new()
        .playing_with(
            "api/search",
            "search-user",
            r#""isMainPost":true"#,
            r#""isMainPost":false"#,
        )
        .backend();
    let found = wait(backend.search(&route)).unwrap();
    assert_eq!(found.hits[0].post, Some("353".into()));
}
