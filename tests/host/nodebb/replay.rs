//! Every recorded answer is read, or it is said why not.

use super::{Forum, Recording, fixtures, recorded};
use crate::support::wait;
use qilou::{
    backend::Backend,
    load::Document,
    model::{Problem, Site},
    route::{Route, escape},
};
use serde_json::{Value, json};
use std::{env, fs, path::PathBuf};

/// The names of all recordings.
fn names() -> Vec<String> {
    let entries = fs::read_dir(fixtures()).expect("the recordings");
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .map(|name| name.trim_end_matches(".json").to_owned())
        .collect();
    names.sort();
    names
}

/// Why a recording is not read; nothing if it is.
fn left_out(name: &str, recording: &Recording) -> Option<&'static str> {
    if recording.method != "GET" {
        return Some("writing, login, uploads and preflights are not for a reader");
    }
    if name.starts_with("cors-") || name == "cross-origin-browser" {
        return Some("what browsers make of headers is not a question of answers");
    }
    if name.ends_with("if-none-match") || name == "topic-gzip-headers" {
        return Some("the browser's cache and its decompression are not seen here");
    }
    Some(match name {
        "bearer-read-api" | "self-guest" | "self-user" | "login-page" => "login is not read",
        "bearer-unread" | "unread-guest" | "unread-total-user" | "unread-user" => {
            "what is unread is another's account to keep"
        }
        "notifications-user" => "notifications are not read",
        "groups-guest" | "tags-guest" | "users-guest" => {
            "the app has no page of groups, tags or members"
        }
        "root-guest" => {
            "the home page is the administrator's choice; the categories are asked for by name"
        }
        "rss-topic" => "feeds are not read",
        "topic-pagination" | "topic-teaser" => "the topic itself says as much",
        "topic-long-sort-most_votes" | "topic-long-sort-newest_to_oldest" => {
            "floors count from the oldest post on, and so posts are asked for"
        }
        "category-tag" => "a section is not narrowed to a tag",
        "v3-404" | "v3-category" | "v3-category-topics" | "v3-topic" => {
            "the write API says less than the read API"
        }
        "v3-post" | "v3-post-raw-guest" | "v3-post-raw-user" | "v3-post-replies" => {
            "its texts are as they were typed, under the names of texts made safe"
        }
        _ => return None,
    })
}

/// What was asked for, and what came of it.
fn replayed(name: &str, recording: &Recording) -> Value {
    let is_user = name.ends_with("-user") || name.starts_with("bearer-") || name.contains("own");
    let config = match is_user {
        true => "login-3-config",
        false => "config-guest",
    };
    let (address, query) = recording
        .path
        .split_once('?')
        .unwrap_or((&recording.path, ""));
    let (path, query) = (address.trim_start_matches("api/"), query.to_owned());
    let forum = Forum::new().playing("api/config", config);
    let (backend, _) = Forum::new().backend();
    let site = |answer: Result<Site, Problem>| serde_json::to_value(answer.unwrap()).unwrap();
    match path {
        "config" => {
            let (backend, forum) = forum.playing("api/config", name).backend();
            return told(&forum, site(wait(backend.site())));
        }
        "categories" => {
            let (backend, forum) = forum.playing("api/categories", name).backend();
            return told(&forum, site(wait(backend.site())));
        }
        "post/308" => {
            let (backend, forum) = forum.playing(address, name).backend();
            let page = wait(backend.find_post(&"66".into(), &"308".into())).unwrap();
            return told(&forum, json!(page));
        }
        _ => {}
    }
    let route = backend.route(path, &query, "");
    let route = route.unwrap_or_else(|| panic!("{name}: no route for {path}?{query}"));
    // The slug is of no use in a question; a member's is the name.
    let mut asked = match &route {
        Route::Thread(route) => format!("api/topic/{}", route.id),
        Route::Section(route) => format!("api/category/{}", route.id),
        _ => address.to_owned(),
    };
    asked = asked.split('/').map(escape).collect::<Vec<_>>().join("/");
    let (backend, forum) = forum
        .playing("api/user/xiaomei", "user-guest")
        .playing(&asked, name)
        .backend();
    let answer = match wait(Document::ask(&backend, &route)) {
        Ok(document) => written(&document),
        Err(problem) => json!({"problem": problem}),
    };
    told(&forum, answer)
}

fn told(forum: &Forum, answer: Value) -> Value {
    json!({"asked": *forum.asked.borrow(), "answer": answer})
}

fn written(document: &Document) -> Value {
    match document {
        Document::Home(it) => json!(**it),
        Document::List(it) => json!(**it),
        Document::Search(it) => json!(**it),
        Document::Section(it) => json!(**it),
        Document::Thread(it) => json!(**it),
        Document::Post(page) => json!(page),
        Document::User(it) => json!({"user": it.user, "threads": it.threads, "posts": it.posts}),
        Document::Page(it) => json!(**it),
        Document::Modlog(it) => json!(**it),
    }
}

/// Whether a text in a document still has a key in it.
fn has_key(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains("[["),
        Value::Array(items) => items.iter().any(has_key),
        Value::Object(fields) => fields.values().any(has_key),
        _ => false,
    }
}

/// Recordings that tests of their own read.
const APART: [&str; 4] = [
    "language-file",
    "v3-categories",
    "mods-category-user-403",
    "api-404",
];

#[test]
fn every_recording_is_read_or_left_out_for_a_reason() {
    let names = names();
    assert!(names.len() > 120, "{} recordings", names.len());
    let golden = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/nodebb");
    let write = env::var_os("QILOU_WRITE_GOLDEN").is_some();
    let mut read = Vec::new();
    for name in &names {
        let recording = recorded(name);
        if left_out(name, &recording).is_some() || APART.contains(&name.as_str()) {
            continue;
        }
        let found = replayed(name, &recording);
        let path = golden.join(format!("{name}.json"));
        if write {
            let text = serde_json::to_string_pretty(&found).unwrap();
            fs::write(&path, text + "\n").unwrap();
        }
        let text = fs::read_to_string(&path).unwrap_or_else(|_| panic!("no {}", path.display()));
        let expected: Value = serde_json::from_str(&text).unwrap();
        assert!(found == expected, "{name}: found {found:#}");
        // No text that a reader sees is a key.
        assert!(!has_key(&found), "{name} has a key");
        read.push(format!("{name}.json"));
    }
    assert!(read.len() >= 50, "{} read", read.len());
    let mut kept: Vec<String> = fs::read_dir(&golden)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    kept.sort();
    read.sort();
    assert_eq!(kept, read, "golden files without a recording");
}
