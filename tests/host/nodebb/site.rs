//! The site: settings, and the tree of categories.

use super::{Forum, ROOT, recorded, thread_route, tree};
use crate::support::wait;
use qilou::{
    backend::{Backend, Config, open},
    model::{Capability, Site},
    transport::Response,
};
use serde_json::{Value, json};
use std::rc::Rc;

fn site(forum: Forum) -> (Site, Vec<String>) {
    let (backend, forum) = forum.backend();
    let site = wait(backend.site()).unwrap();
    let asked = forum.asked.borrow().clone();
    (site, asked)
}

/// A category in a list.
fn category(cid: i64, parent: i64, more: Value) -> Value {
    let mut category = json!({"cid": cid, "name": format!("分类 {cid}"), "parentCid": parent, "topic_count": 1,
        "post_count": 2, "totalTopicCount": 1, "order": cid, "subCategoriesPerPage": 10, "children": []});
    let fields = category.as_object_mut().unwrap();
    fields.extend(more.as_object().unwrap().clone());
    category
}

#[test]
fn the_site_has_what_its_settings_and_categories_say() {
    let (found, asked) = site(Forum::new());
    assert_eq!(
        asked,
        ["api/config", "api/categories", "api/search?in=categories"]
    );
    assert_eq!(
        (found.name.as_str(), found.lang.as_str()),
        ("华发网", "zh-CN")
    );
    assert_eq!(found.url.as_deref(), Some("http://127.0.0.1:4567/"));
    // A logo that is not there is called "undefined".
    assert_eq!(found.logo, None);
    let names: Vec<_> = found.sections.iter().map(|top| top.name.as_str()).collect();
    assert_eq!(names, ["新闻与生活", "社区与文化"]);
    let first = &found.sections[0];
    assert_eq!(first.children.len(), 14);
    assert_eq!(
        first.counts.map(|counts| (counts.threads, counts.posts)),
        Some((82, 334))
    );
    let news = &first.children[0];
    let last = news.last_post.clone().unwrap();
    assert_eq!(
        (last.thread.as_str(), last.title.as_str()),
        ("98", "用令牌发的主题")
    );
    assert_eq!(last.author.name, "photo_fan");
    // The outline of the last post beside a parent is one of a child's.
    assert_eq!(
        first.last_post.as_ref().map(|last| last.thread.as_str()),
        Some("98")
    );
    let rows: Vec<usize> = found.nav.iter().map(Vec::len).collect();
    assert_eq!(rows, [2, 14, 14]);
}

#[test]
fn search_is_offered_to_those_who_may() {
    let offered = |forum: Forum| {
        let (site, asked) = site(forum);
        (site.can(Capability::Search), asked.len())
    };
    // To guests where the page for categories, which opens to everybody, says so.
    let privileged = |may: bool| {
        let page =
            json!({"categories": [], "privileges": {"search:users": true, "search:content": may}});
        Forum::new().saying("api/search?in=categories", 200, &page.to_string())
    };
    assert_eq!(offered(privileged(false)), (false, 3));
    assert_eq!(offered(privileged(true)), (true, 3));
    // A plugin may shut the page altogether.
    assert_eq!(
        offered(Forum::new().playing("api/search", "search-guest")),
        (false, 3)
    );
    // To members without a question.
    assert_eq!(
        offered(Forum::new().playing("api/config", "login-3-config")),
        (true, 2)
    );
    // To nobody where there is none.
    let none = r#""searchEnabled":false"#;
    let forum = Forum::new().playing_with(
        "api/config",
        "config-guest",
        r#""searchEnabled":true"#,
        none,
    );
    assert_eq!(offered(forum), (false, 2));
}

#[test]
fn what_the_list_of_categories_leaves_out_is_asked_for() {
    let child = |cid| category(cid, 5, json!({}));
    let cut = json!({"categories": [category(5, 0, json!({"subCategoriesPerPage": 2, "children": [child(6), child(7)]}))]});
    let all = json!({"response": {"categories": [
        category(-1, 0, json!({"name": "[[category:uncategorized]]"})),
        category(9, 8, json!({})), category(8, 5, json!({})), category(7, 5, json!({})), category(6, 5, json!({})),
        category(5, 0, json!({})), category(40, 99, json!({})), category(41, 5, json!({"disabled": 1})),
    ]}});
    let forum = || Forum::new().playing("api/config", "login-3-config");
    let (found, asked) = site(
        forum()
            .saying("api/categories", 200, &cut.to_string())
            .saying("api/v3/categories", 200, &all.to_string()),
    );
    assert_eq!(asked, ["api/config", "api/categories", "api/v3/categories"]);
    assert_eq!(tree(&found.sections), "5(6 7 8(9))");
    // Further down than the list goes, the figures tell of more.
    let parent = category(6, 5, json!({"totalTopicCount": 9, "children": null}));
    let deep = json!({"categories": [category(5, 0, json!({"children": [parent]}))]});
    let all = json!({"response": {"categories": [category(5, 0, json!({})), category(6, 5, json!({})), category(9, 6, json!({}))]}});
    let (found, _) = site(
        forum()
            .saying("api/categories", 200, &deep.to_string())
            .saying("api/v3/categories", 200, &all.to_string()),
    );
    assert_eq!(tree(&found.sections), "5(6(9))");
    // Without an answer the list is what there is.
    let (found, asked) = site(forum().saying("api/categories", 200, &deep.to_string()));
    assert_eq!((tree(&found.sections), asked.len()), ("5(6)".to_owned(), 3));
}

#[test]
fn the_flat_list_has_every_category_of_the_tree() {
    let body = recorded("categories-guest").response.body;
    let mut cut: Value = serde_json::from_str(&body).unwrap();
    for top in cut["categories"].as_array_mut().unwrap() {
        top["subCategoriesPerPage"] = json!(3);
        top["children"].as_array_mut().unwrap().truncate(3);
    }
    let (found, _) = site(
        Forum::new()
            .saying("api/categories", 200, &cut.to_string())
            .playing("api/v3/categories", "v3-categories"),
    );
    let (whole, _) = site(Forum::new());
    assert_eq!(tree(&found.sections), tree(&whole.sections));
}

#[test]
fn categories_are_groups_links_and_sections() {
    let list = json!({"categories": [
        category(1, 0, json!({"isSection": 1, "children": [category(4, 1, json!({"name": "A &amp; &#x27;B&#x27;"}))]})),
        category(2, 0, json!({"link": "https:&#x2F;&#x2F;shop.example&#x2F;", "backgroundImage": "/assets/uploads/c.png",
            "description": "<b>商店</b> &amp; 其他"})),
        category(3, 0, json!({"disabled": 1})),
        category(-1, 0, json!({})),
    ], "pagination": {"pageCount": 2}});
    let more = json!({"categories": [category(8, 0, json!({}))]});
    let (found, asked) = site(
        Forum::new()
            .playing("api/config", "login-3-config")
            .saying("api/categories", 200, &list.to_string())
            .saying("api/categories?page=2", 200, &more.to_string()),
    );
    assert_eq!(
        asked,
        ["api/config", "api/categories", "api/categories?page=2"]
    );
    assert_eq!(tree(&found.sections), "1(4) 2 8");
    let [group, shop, _] = &found.sections[..] else {
        panic!("three sections");
    };
    assert!(group.group && !shop.group);
    assert_eq!(group.children[0].name, "A & 'B'");
    assert_eq!(shop.redirect.as_deref(), Some("https://shop.example/"));
    assert_eq!(shop.icon.as_deref(), Some("/assets/uploads/c.png"));
    assert_eq!(shop.description.as_deref(), Some("商店 & 其他"));
    // A group is no place to go to; a link leads away.
    let links: Vec<Vec<_>> = found
        .nav
        .iter()
        .map(|row| {
            row.iter()
                .map(|link| (link.section.is_some(), link.href.is_some()))
                .collect()
        })
        .collect();
    assert_eq!(
        links,
        [vec![(false, true), (true, false)], vec![(true, false)]]
    );
}

#[test]
fn a_large_forum_names_its_topmost_sections_only() {
    let children: Vec<Value> = (100..170).map(|cid| category(cid, 1, json!({}))).collect();
    let list = json!({"categories": [category(1, 0, json!({"subCategoriesPerPage": 100, "children": children}))]});
    let (found, _) = site(Forum::new().saying("api/categories", 200, &list.to_string()));
    assert_eq!(found.nav.iter().map(Vec::len).collect::<Vec<_>>(), [1]);
    assert_eq!(found.sections[0].children.len(), 70);
}

#[test]
fn a_forum_in_a_folder_keeps_its_addresses() {
    let config = |logo: &str| {
        let logo = format!(r#""brand:logo":"{logo}""#);
        let body = recorded("config-guest").response.body;
        let body = body.replace(r#""brand:logo":"undefined""#, &logo);
        let body = body.replace(r#""relative_path":"""#, r#""relative_path":"/forum""#);
        let categories = recorded("categories-guest").response.body;
        let categories = categories.replace("http://127.0.0.1:4567", "https://a.example/forum");
        let forum = Forum::new().saying("api/config", 200, &body);
        site(forum.saying("api/categories", 200, &categories)).0
    };
    let found = config("&#x2F;assets&#x2F;uploads&#x2F;logo.png");
    assert_eq!(
        found.logo.as_deref(),
        Some("/forum/assets/uploads/logo.png")
    );
    assert_eq!(found.url.as_deref(), Some("https://a.example/forum/"));
    assert_eq!(
        config("/forum/assets/l.png").logo.as_deref(),
        Some("/forum/assets/l.png")
    );
    let elsewhere = config("https://b.example/l.png");
    assert_eq!(elsewhere.logo.as_deref(), Some("https://b.example/l.png"));
}

#[test]
fn settings_that_are_missing_are_the_usual_ones() {
    let (backend, _) = Forum::new()
        .saying("api/config", 200, "{}")
        .playing("api/topic/62", "topic-long-p2")
        .backend();
    let found = wait(backend.site()).unwrap();
    assert_eq!((found.name.as_str(), found.lang.as_str()), ("NodeBB", "en"));
    assert!(!found.can(Capability::Search));
    let found = wait(backend.thread(&thread_route("62", 2))).unwrap();
    assert_eq!(found.page.size, 20);
}

#[test]
fn a_configuration_opens_it() {
    let config = Config::read(&Response {
        status: 200,
        body: r#"{"backend":{"kind":"nodebb","url":"https://forum.example/"}}"#.to_owned(),
        ..Response::default()
    });
    let forum = Rc::new(Forum::new());
    let backend = wait(open(&config.unwrap(), ROOT.to_owned(), None, forum)).unwrap();
    assert_eq!(backend.root(), ROOT);
    assert_eq!(
        wait(backend.site()).unwrap().generator.as_deref(),
        Some("NodeBB")
    );
}
