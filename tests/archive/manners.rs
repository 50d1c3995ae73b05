//! How the command behaves as a visitor, and what it asks the second time.

use crate::{
    faults,
    host::{Host, Said},
    options,
};
use qilou::cli::{Problem, archive};
use serde_json::{Value, json};
use std::{
    fs,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

fn thread(id: &str, title: &str, replies: u64) -> Value {
    json!({
        "id": id, "section": "1", "title": title, "author": {"id": "9", "name": "安"},
        "created": "2024-01-01T12:00:00Z", "counts": {"replies": replies}
    })
}

fn post(id: &str, floor: u32, html: &str) -> Value {
    json!({
        "id": id, "floor": floor, "author": {"id": "9", "name": "安"}, "created": "2024-01-01T12:00:00Z",
        "body": {"format": "html", "text": html}
    })
}

/// A forum of documents: a section with these threads, each of one post.
pub fn small(threads: &[(String, String, u64)]) -> impl Fn(&str) -> Option<Value> + use<> {
    let threads = threads.to_vec();
    move |path| {
        let section = json!({"id": "1", "name": "一"});
        let page = json!({"number": 1, "count": 1, "size": 20});
        let list: Vec<Value> = threads
            .iter()
            .map(|(id, title, replies)| thread(id, title, *replies))
            .collect();
        let own = path
            .strip_prefix("threads/")
            .and_then(|rest| rest.strip_suffix("/1.json"));
        Some(match path {
            "site.json" => json!({
                "v": "1.0", "name": "小站", "lang": "zh-Hans", "sections": [section], "capabilities": ["users"]
            }),
            "home.json" => json!({"v": "1.0", "newest": list}),
            "sections/1/1.json" => {
                json!({"v": "1.0", "section": section, "page": page, "threads": list})
            }
            "users/9.json" => json!({"v": "1.0", "user": {"id": "9", "name": "安"}}),
            _ => {
                let own = percent_encoding::percent_decode_str(own?)
                    .decode_utf8()
                    .ok()?;
                let (id, title, replies) = threads.iter().find(|(id, ..)| *id == own)?;
                let text = format!("<p>{title}</p>");
                json!({
                    "v": "1.0", "section": section, "page": page, "thread": thread(id, title, *replies),
                    "posts": [post("1", 1, &text)]
                })
            }
        })
    }
}

fn threads(of: &[(&str, &str, u64)]) -> Vec<(String, String, u64)> {
    let of = of.iter();
    of.map(|(id, title, replies)| ((*id).to_owned(), (*title).to_owned(), *replies))
        .collect()
}

/// A host of documents.
pub fn said(document: Option<Value>) -> Said {
    document.map_or_else(Said::none, |document| Said::json(document.to_string()))
}

#[tokio::test]
async fn the_second_time_only_what_has_changed_is_asked_for() {
    let now = Arc::new(Mutex::new(threads(&[
        ("1", "甲", 0),
        ("2", "乙", 0),
        ("3", "丙", 0),
    ])));
    let there = Arc::clone(&now);
    let host = Host::new(move |question| {
        let forum = small(&there.lock().unwrap());
        said(question.path.strip_prefix("/").and_then(forum))
    })
    .await;
    let (place, mut options) = options("");
    options.from = host.config(&place, "native", "");
    archive::archive(options.clone()).await.unwrap();
    // A reply, a new thread, and one that is gone.
    *now.lock().unwrap() = threads(&[("1", "甲", 1), ("4", "丁", 0), ("2", "乙", 0)]);
    host.forget();
    archive::archive(options.clone()).await.unwrap();
    let mut asked = host.asked_of("/threads/");
    asked.sort();
    assert_eq!(asked, ["/threads/1/1.json", "/threads/4/1.json"]);
    let none: [String; 0] = [];
    assert_eq!(faults(&options.to), none);
    let list = fs::read_to_string(options.to.join("sections/1/1.json")).unwrap();
    assert!(!list.contains("丙"));
    let tail = fs::read_to_string(options.to.join("sections/1/2.json")).unwrap();
    assert!(
        tail.contains("丙"),
        "what is gone from the forum stays in the archive"
    );
}

#[tokio::test]
async fn robots_are_told_and_obey() {
    let host = Host::new(|question| match question.path {
        "/robots.txt" => Said::new(200, "text/plain", "User-agent: *\nDisallow: /threads/2/\n"),
        path => said(
            path.strip_prefix("/")
                .and_then(small(&threads(&[("1", "甲", 0), ("2", "乙", 0)]))),
        ),
    })
    .await;
    let (place, mut options) = options("");
    options.from = host.config(&place, "native", "");
    let problem = archive::archive(options.clone()).await.unwrap_err();
    assert!(matches!(problem, Problem::NotWhole(_, 1)), "{problem}");
    assert!(host.asked_of("/threads/2/").is_empty());
    assert_eq!(host.asked_of("robots.txt").len(), 1);

    host.forget();
    options.ignore_robots = true;
    archive::archive(options).await.unwrap();
    assert_eq!(host.asked_of("/threads/2/").len(), 1);
    assert!(host.asked_of("robots.txt").is_empty());
}

#[tokio::test]
async fn a_host_that_wants_patience_gets_it() {
    let count = AtomicUsize::new(0);
    let host = Host::new(move |question| {
        if question.path == "/home.json" && count.fetch_add(1, Ordering::SeqCst) < 2 {
            let mut busy = Said::new(429, "text/plain", "slowly");
            busy.headers.push(("retry-after", "1".to_owned()));
            return busy;
        }
        said(
            question
                .path
                .strip_prefix("/")
                .and_then(small(&threads(&[("1", "甲", 0)]))),
        )
    })
    .await;
    let (place, mut options) = options("");
    options.from = host.config(&place, "native", "");
    options.retries = 3;
    let began = Instant::now();
    archive::archive(options).await.unwrap();
    assert!(
        began.elapsed().as_secs_f64() >= 1.9,
        "{:?}",
        began.elapsed()
    );
    assert_eq!(host.asked_of("home.json").len(), 3);
}

#[tokio::test]
async fn redirections_end_and_do_not_lead_into_a_private_network() {
    let host = Host::new(|question| {
        let to = match question.path {
            "/round.png" => "/round.png",
            "/inside.png" => "http://10.0.0.1/x.png",
            path => {
                let title = "</p><img src=\"round.png\"><img src=\"inside.png\">";
                let forum = small(&threads(&[("1", title, 0)]));
                return said(path.strip_prefix("/").and_then(forum));
            }
        };
        let mut moved = Said::new(302, "text/plain", "elsewhere");
        moved.headers.push(("location", to.to_owned()));
        moved
    })
    .await;
    let (place, mut options) = options("");
    options.from = host.config(&place, "native", "");
    // What was refused is not tried again.
    options.retries = 3;
    let report = archive::archive(options).await.unwrap().to_string();
    for (path, why) in [
        ("inside.png", "it redirects into a private network"),
        ("round.png", "it redirects too often"),
    ] {
        let line = format!("{}: {why}", host.url(path));
        assert!(report.contains(&line), "{report}");
    }
    assert_eq!(host.asked_of("round.png").len(), 11);
    assert_eq!(host.asked_of("inside.png").len(), 1);
}
