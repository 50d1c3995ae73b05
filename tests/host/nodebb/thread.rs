//! Topics: their floors, and what became of their posts.

use super::{Forum, recorded, thread_route};
use crate::support::wait;
use qilou::{
    backend::Backend,
    model::{
        AttachmentKind, Badge, GateReason, PostState, ProblemCode, Score, ThreadFlag, ThreadPage,
        Time,
    },
    route::ThreadRoute,
};
use serde_json::{Value, json};

/// A recorded topic, read.
fn thread(name: &str, id: &str, page: u32) -> ThreadPage {
    let (backend, _) = Forum::new()
        .playing(&format!("api/topic/{id}"), name)
        .backend();
    wait(backend.thread(&thread_route(id, page))).unwrap()
}

/// A recorded topic in which a text is replaced, read.
pub fn thread_with(name: &str, id: &str, from: &str, to: &str) -> ThreadPage {
    let path = format!("api/topic/{id}");
    let (backend, _) = Forum::new().playing_with(&path, name, from, to).backend();
    wait(backend.thread(&thread_route(id, 1))).unwrap()
}

fn floors(page: &ThreadPage) -> Vec<u32> {
    page.posts.iter().filter_map(|post| post.floor).collect()
}

#[test]
fn a_page_of_a_thread_has_the_floors_that_its_number_says() {
    for (name, page, expected) in [
        ("topic-long-p1", 1, 1..=20),
        ("topic-long-p2", 2, 21..=40),
        ("topic-long-post50", 3, 41..=60),
        ("topic-long-p7", 7, 121..=121),
    ] {
        let found = thread(name, "62", page);
        assert_eq!(floors(&found), expected.collect::<Vec<_>>(), "{name}");
        assert_eq!(found.page.count, Some(7));
        assert_eq!(found.page.total, Some(121));
    }
}

#[test]
fn past_its_end_a_thread_has_no_posts_and_still_its_pages() {
    let found = thread("topic-long-p99", "62", 99);
    assert!(found.posts.is_empty());
    assert_eq!((found.page.number, found.page.count), (99, Some(7)));
}

#[test]
fn a_deleted_post_keeps_its_floor_and_loses_its_text() {
    let found = thread("topic-rich-guest", "66", 1);
    let post = &found.posts[3];
    assert_eq!((post.state, post.floor), (PostState::Deleted, Some(4)));
    assert_eq!(post.body.text, "");
    assert_eq!(post.author.name, "云淡风轻");
    // To its author the forum sends the text too.
    let own = recorded("topic-with-own-deleted").response.body;
    let own: Value = serde_json::from_str(&own).unwrap();
    assert!(
        own["posts"][1]["content"]
            .as_str()
            .unwrap()
            .starts_with("<p")
    );
    let found = thread("topic-with-own-deleted", "97", 1);
    assert_eq!(found.posts[1].state, PostState::Deleted);
    assert_eq!(found.posts[1].body.text, "");
}

#[test]
fn an_edit_names_who_made_it_if_it_was_another() {
    let found = thread("topic-rich-guest", "66", 1);
    let edit = found.posts[4].edited.clone().unwrap();
    assert_eq!(edit.at, Time::parse("2026-11-22T22:37:34Z").unwrap());
    assert_eq!(edit.by, None);
    assert_eq!(found.posts[0].edited, None);
    let found = thread_with(
        "topic-rich-guest",
        "66",
        r#""editor":{"uid":5,"username":"海外游子","userslug":"海外游子","displayname":"海外游子""#,
        r#""editor":{"uid":1,"displayname":"A &amp; B""#,
    );
    let edit = found.posts[4].edited.clone().unwrap();
    assert_eq!(edit.by.as_deref(), Some("A & B"));
}

#[test]
fn an_answer_names_what_it_answers() {
    let found = thread("topic-rich-guest", "66", 1);
    let to = found.posts[5].reply_to.clone().unwrap();
    assert_eq!((to.id.as_str(), to.floor), ("309", Some(3)));
    assert_eq!(to.author.as_deref(), Some("photo_fan"));
    assert!(found.posts[..5].iter().all(|post| post.reply_to.is_none()));
    // The floor of a post on another page is not known, and of a member who is gone there is no name.
    let found = thread_with("topic-rich-guest", "66", r#""toPid":"309""#, r#""toPid":7"#);
    let to = found.posts[5].reply_to.clone().unwrap();
    assert_eq!((to.id.as_str(), to.floor), ("7", None));
    let name = r#""picture":null,"uid":6,"displayname":"photo_fan""#;
    let gone = r#""uid":0,"displayname":"[[global:former-user]]""#;
    let found = thread_with("topic-rich-guest", "66", name, gone);
    assert_eq!(found.posts[5].reply_to.clone().unwrap().author, None);
}

#[test]
fn votes_are_told_apart_unless_there_are_none() {
    let found = thread("topic-rich-guest", "66", 1);
    let two = Score {
        up: 2,
        down: 0,
        mine: 0,
    };
    assert_eq!(found.posts[1].score, Some(two));
    let found = thread_with(
        "topic-rich-guest",
        "66",
        r#""upvoted":false"#,
        r#""upvoted":true"#,
    );
    assert_eq!(found.posts[1].score.clone().unwrap_or_default().mine, 1);
    let off = r#""reputation:disabled":1"#;
    let found = thread_with("topic-rich-guest", "66", r#""reputation:disabled":0"#, off);
    assert!(found.posts.iter().all(|post| post.score.is_none()));
}

#[test]
fn events_are_no_posts_and_a_locked_thread_takes_no_replies() {
    let found = thread("topic-locked", "64", 1);
    assert_eq!(floors(&found), [1, 2]);
    assert!(found.thread.is(ThreadFlag::Locked));
    assert_eq!(
        found.reply.gate.map(|gate| gate.reason),
        Some(GateReason::Closed)
    );
    let found = thread("topic-pinned", "63", 1);
    assert_eq!(found.posts.len(), 1);
    assert!(found.thread.is(ThreadFlag::Pinned));
    assert_eq!(
        found.reply.gate.map(|gate| gate.reason),
        Some(GateReason::Login)
    );
}

#[test]
fn a_member_may_reply_and_read_what_is_hidden_from_guests() {
    let member = || Forum::new().playing("api/config", "login-3-config");
    let (backend, _) = member()
        .playing("api/topic/68", "topic-hidden-user")
        .backend();
    let found = wait(backend.thread(&thread_route("68", 1))).unwrap();
    assert!(found.reply.allowed && found.reply.gate.is_none());
    let (backend, _) = Forum::new()
        .playing("api/topic/68", "topic-hidden-guest")
        .backend();
    let problem = wait(backend.thread(&thread_route("68", 1))).unwrap_err();
    assert_eq!(problem.code, ProblemCode::LoginRequired);
    assert_eq!(
        problem.title.as_deref(),
        Some("未找到有效的登录会话。请登录后重试。")
    );
}

#[test]
fn the_opener_is_marked_and_the_thread_leads_back_to_its_section() {
    let found = thread("topic-rich-guest", "66", 1);
    let by_opener: Vec<bool> = found
        .posts
        .iter()
        .map(|post| post.badges == [Badge::Op])
        .collect();
    assert_eq!(by_opener, [true, false, false, false, false, true]);
    assert_eq!(found.thread.author.id, Some("john_smith".into()));
    let way: Vec<_> = found
        .breadcrumb
        .iter()
        .map(|link| link.label.as_str())
        .collect();
    assert_eq!(way, ["新闻与生活", "IT与游戏"]);
    assert_eq!(found.section.id.as_str(), "15");
}

#[test]
fn one_authors_posts_are_picked_only_where_all_posts_are_here() {
    let ask = |name: &str, id: &str, author: &str| {
        let (backend, _) = Forum::new()
            .playing(&format!("api/topic/{id}"), name)
            .backend();
        let route = ThreadRoute {
            only_author: Some(author.into()),
            ..thread_route(id, 1)
        };
        wait(backend.thread(&route)).unwrap()
    };
    let found = ask("topic-rich-guest", "66", "john_smith");
    assert_eq!(floors(&found), [1, 6]);
    assert_eq!(found.only_author, Some("john_smith".into()));
    let found = ask("topic-long-p1", "62", "xiaomei");
    assert_eq!((found.posts.len(), found.only_author), (20, None));
}

#[test]
fn titles_are_as_they_were_typed() {
    let raw = r#""titleRaw":"各种格式测试:图片、代码、引用、链接、表情、提及""#;
    let typed = r#""titleRaw":"A &amp; [[b:c]] <tag>""#;
    let found = thread_with("topic-rich-guest", "66", raw, typed);
    assert_eq!(found.thread.title, "A &amp; [[b:c]] <tag>");
    // Older answers have the escaped title alone, in which brackets are escaped too.
    let body = recorded("topic-rich-guest").response.body;
    let mut topic: Value = serde_json::from_str(&body).unwrap();
    topic["titleRaw"] = Value::Null;
    topic["title"] = json!("A &amp; &lsqb;&lsqb;b:c&rsqb;&rsqb; &lt;tag&gt;");
    let (backend, _) = Forum::new()
        .saying("api/topic/66", 200, &topic.to_string())
        .backend();
    let found = wait(backend.thread(&thread_route("66", 1))).unwrap();
    assert_eq!(found.thread.title, "A & [[b:c]] <tag>");
}

#[test]
fn posts_from_other_servers_bring_names_and_files() {
    let body = recorded("topic-rich-guest").response.body;
    let mut topic: Value = serde_json::from_str(&body).unwrap();
    topic["tid"] = json!("0e2f-uuid");
    let post = &mut topic["posts"][1];
    post["pid"] = json!("https://m.example/s/1");
    post["user"]["isLocal"] = json!(false);
    post["user"]["userslug"] = json!("a@m.example");
    post["user"]["signature"] = json!("<p>签名</p>");
    post["attachments"] = json!([
        {"mediaType": "image/png", "url": "https://m.example/a.png?x=1", "width": 640, "height": "480"},
        {"mediaType": "audio/ogg", "url": "https://m.example/b.ogg", "name": "录音"},
        {"url": "https://m.example/c"},
        {"mediaType": "image/png"},
    ]);
    let (backend, _) = Forum::new()
        .saying("api/topic/0e2f-uuid", 200, &topic.to_string())
        .backend();
    let found = wait(backend.thread(&thread_route("0e2f-uuid", 1))).unwrap();
    assert_eq!(found.thread.id.as_str(), "0e2f-uuid");
    let post = &found.posts[1];
    assert_eq!(post.id.as_str(), "https://m.example/s/1");
    assert_eq!(post.author.handle.as_deref(), Some("@a@m.example"));
    assert_eq!(post.author.signature_html.as_deref(), Some("<p>签名</p>"));
    let files: Vec<_> = post
        .attachments
        .iter()
        .map(|file| (file.kind, file.name.as_str()))
        .collect();
    assert_eq!(
        files,
        [
            (AttachmentKind::Image, "a.png"),
            (AttachmentKind::Audio, "录音"),
            (AttachmentKind::File, "c")
        ]
    );
    assert_eq!(
        (post.attachments[0].width, post.attachments[0].height),
        (Some(640), Some(480))
    );
    assert_eq!(found.posts[0].author.handle, None);
}
