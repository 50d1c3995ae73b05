//! Forums that replay what was recorded, made round: what a list names is there, or the forum says that it is not.

use crate::forum::{Forum, READABLE};
use serde_json::{Value, json};
use std::{fs, path::Path};

fn fixture(path: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let text = fs::read_to_string(folder.join(path)).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Discuz! X3.5: two sections with threads of every kind, and others that are empty.
pub fn discuz() -> Forum {
    let recorded = |name: &str| fixture(&format!("discuz/{name}.json"));
    let page = |section: &str, page: u32| {
        format!("version=4&module=forumdisplay&fid={section}&page={page}")
    };
    let mut forum = Forum::discuz();
    let index = recorded("forumindex");
    let sections = index["Variables"]["forumlist"].as_array().unwrap();
    let below = sections
        .iter()
        .filter_map(|section| section["sublist"].as_array());
    for section in sections.iter().chain(below.flatten()) {
        let id = section["fid"].as_str().unwrap();
        let mut empty = recorded("forumdisplay_empty");
        empty["Variables"]["forum"] = section.clone();
        forum = forum.saying(&page(id, 1), 200, &empty.to_string());
    }
    for number in 1..=2 {
        let mut list = recorded(&format!("forumdisplay_p{number}"));
        list["Variables"]["forum"]["threadcount"] = json!("40");
        list["Variables"]["forum"]["threads"] = json!("40");
        forum = forum.saying(&page("3", number), 200, &list.to_string());
    }
    let newest = format!("version=4&module=newthreads&fids={READABLE}&start=0&limit=20");
    forum = forum.with(&newest, "newthreads");
    forum = forum.with(&page("22", 1), "forumdisplay_bbcode_forum");
    // Of the long thread, two pages of thirteen were recorded.
    for number in 1..=2 {
        let mut thread = recorded(&format!("viewthread_long_p{number}"));
        let about = &mut thread["Variables"]["thread"];
        about["replies"] = json!("19");
        about["allreplies"] = json!("19");
        about["maxposition"] = json!("20");
        let question = format!("version=4&module=viewthread&tid=68&page={number}&ordertype=2");
        forum = forum.saying(&question, 200, &thread.to_string());
    }
    for (id, name, bodies) in [
        (14, "viewthread_readperm_guest", None),
        (22, "viewthread_paid_guest", None),
        (69, "viewthread_bbcode", Some("viewthread_bbcode_v1")),
        (70, "viewthread_password_post", None),
        (71, "viewthread_hide_guest", None),
        (72, "viewthread_hiddenreplies_guest", None),
        (73, "viewthread_ordertype_default", None),
        (82, "viewthread_anonymous", None),
        (115, "viewthread_special_html_title", None),
        (117, "viewthread_poll_guest", None),
        (118, "viewthread_attach_guest", Some("viewthread_attach_v1")),
    ] {
        forum = forum.with_thread(id, 1, name, bodies);
    }
    forum
}

/// NodeBB 4: three sections with threads, and others that are empty.
pub fn nodebb() -> Forum {
    let recorded = |name: &str| fixture(&format!("nodebb/{name}.json"))["body"].clone();
    let page = |section: i64, page: u32| {
        format!("api/category/{section}?sort=recently_replied&page={page}")
    };
    let topic =
        |topic: i64, page: u32| format!("api/topic/{topic}?sort=oldest_to_newest&page={page}");
    let mut forum = Forum::nodebb();
    let mut sections = Vec::new();
    categories(&recorded("categories-guest")["categories"], &mut sections);
    for section in &sections {
        let mut empty = recorded("category-parent");
        for name in ["cid", "name", "description", "slug", "parentCid"] {
            empty[name] = section[name].clone();
        }
        empty["children"] = section["children"].clone();
        empty["topics"] = json!([]);
        forum = forum.saying(
            &page(section["cid"].as_i64().unwrap(), 1),
            200,
            &empty.to_string(),
        );
    }
    for number in 1..=2 {
        let mut list = recorded(&format!("category-p{number}"));
        list["pagination"]["pageCount"] = json!(2);
        forum = forum.saying(&page(6, number), 200, &list.to_string());
        let mut thread = recorded(&format!("topic-long-p{number}"));
        thread["pagination"]["pageCount"] = json!(2);
        thread["postcount"] = json!(40);
        forum = forum.saying(&topic(62, number), 200, &thread.to_string());
    }
    for name in ["recent-guest", "popular-guest", "top-guest"] {
        let mut list = recorded(name);
        list["pagination"]["pageCount"] = json!(1);
        let question = format!("api/{}", name.trim_end_matches("-guest"));
        forum = forum.saying(&question, 200, &list.to_string());
    }
    for (id, name) in [
        (63, "topic-pinned"),
        (64, "topic-locked"),
        (65, "topic-tagged"),
        (66, "topic-rich-guest"),
        (69, "topic-photo"),
        (95, "topic-seed"),
    ] {
        forum = forum.with(&topic(id, 1), name);
    }
    forum
}

fn categories(list: &Value, all: &mut Vec<Value>) {
    for category in list.as_array().into_iter().flatten() {
        all.push(category.clone());
        categories(&category["children"], all);
    }
}
