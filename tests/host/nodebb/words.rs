//! The forum's own words: keys and their catalogues, and why it refuses.

use super::{Forum, ROOT, recorded, section_route, thread::thread_with, thread_route};
use crate::support::wait;
use futures_util::try_join;
use qilou::{
    backend::Backend,
    model::{BodyFormat, ProblemCode, ThreadFlag, ThreadListName},
};
use serde_json::json;

#[test]
fn of_a_deleted_topic_the_list_has_a_key_and_nothing_else() {
    let topic = json!({"tid": 5, "cid": 6, "timestamp": 1_795_387_053_214_u64, "deleted": 1, "titleRaw":
        "[[topic:topic-is-deleted]]", "title": "[[topic:topic-is-deleted]]", "teaser": null, "tags": []});
    let list = json!({"topics": [topic]}).to_string();
    let (backend, forum) = Forum::new()
        .saying("api/recent", 200, &list)
        .saying(
            "assets/language/zh-CN/topic.json",
            200,
            r#"{"topic-is-deleted":"此主题已被删除"}"#,
        )
        .backend();
    let found = wait(backend.list(ThreadListName::Newest, 1)).unwrap();
    assert_eq!(found.threads[0].title, "此主题已被删除");
    assert!(found.threads[0].is(ThreadFlag::Hidden));
    assert_eq!(found.threads[0].last_post, None);
    // The catalogue is there now.
    wait(backend.list(ThreadListName::Newest, 1)).unwrap();
    let asked = forum.asked.borrow();
    let catalogues = asked.iter().filter(|path| path.ends_with("topic.json"));
    assert_eq!(catalogues.count(), 1);
}

#[test]
fn two_questions_at_once_share_settings_and_catalogues() {
    let named = r#""name":"[[category:news]]""#;
    let (backend, forum) = Forum::new()
        .playing_with(
            "api/category/6",
            "category-p1",
            r#""name":"要闻分享""#,
            named,
        )
        .playing_with("api/topic/95", "topic-seed", r#""name":"要闻分享""#, named)
        .saying(
            "assets/language/zh-CN/category.json",
            200,
            r#"{"news":"要闻"}"#,
        )
        .backend();
    let (section, topic) = (section_route("6"), thread_route("95", 1));
    let both = async { try_join!(backend.section(&section), backend.thread(&topic)) };
    let (section, thread) = wait(both).unwrap();
    assert_eq!(
        (section.section.name.as_str(), thread.section.name.as_str()),
        ("要闻", "要闻")
    );
    let mut asked = forum.asked.borrow().clone();
    asked.sort();
    assert_eq!(
        asked,
        [
            "api/category/6?sort=recently_replied&page=1",
            "api/config",
            "api/topic/95?sort=oldest_to_newest&page=1",
            "assets/language/zh-CN/category.json",
        ]
    );
}

#[test]
fn a_key_without_its_catalogue_is_still_words() {
    let (backend, _) = Forum::new()
        .playing_with(
            "api/category/6",
            "category-p1",
            r#""name":"要闻分享""#,
            r#""name":"[[plugin-x:hot-news_2]] A &amp; B""#,
        )
        .backend();
    let found = wait(backend.section(&section_route("6"))).unwrap();
    assert_eq!(found.section.name, "hot news 2 A & B");
}

#[test]
fn what_the_forum_says_in_the_place_of_a_post_is_text() {
    let found = thread_with(
        "topic-rich-guest",
        "66",
        r#""content":"[[topic:post-is-deleted]]","timestamp":1795387054072,"deleted":1"#,
        r#""content":"[[error:not-logged-in]]","timestamp":1795387054072,"deleted":0"#,
    );
    let body = &found.posts[3].body;
    assert_eq!(
        (body.format, body.text.as_str()),
        (BodyFormat::Text, "您还没有登录。")
    );
}

#[test]
fn a_refusal_with_a_key_has_the_forums_words() {
    let (backend, _) = Forum::new()
        .saying("api/topic/1", 403, "[[error:invalid-login-credentials]]")
        .backend();
    let problem = wait(backend.thread(&thread_route("1", 1))).unwrap_err();
    assert_eq!(problem.code, ProblemCode::Forbidden);
    assert_eq!(problem.title.as_deref(), Some("无效登录凭证"));
}

#[test]
fn every_refusal_has_its_problem() {
    use ProblemCode as Code;
    let forbidden = recorded("mods-category-user-403").response.body;
    let missing = recorded("api-404").response.body;
    let other = recorded("v3-404").response.body;
    let closed = r#"{"site_title":"华发网","message":"<p>维护中</p>"}"#;
    for (status, body, code, title) in [
        (403, forbidden.as_str(), Code::Forbidden, Some("403 title")),
        (404, &missing, Code::NotFound, Some("页面不存在")),
        (404, &other, Code::NotFound, Some("无效 API 调用")),
        (403, "Forbidden", Code::Forbidden, None),
        (401, "\"not-authorized\"", Code::LoginRequired, None),
        (
            500,
            r#"{"path":"/x","error":"Cannot read &quot;x&quot;"}"#,
            Code::Unavailable,
            Some("Cannot read \"x\""),
        ),
        (429, "Too many", Code::RateLimited, None),
        (502, "<h1>Bad Gateway</h1>", Code::Unavailable, None),
        (
            200,
            "<!doctype html><p>NodeBB",
            Code::HtmlInsteadOfJson,
            None,
        ),
        (200, "", Code::BadJson, None),
        (200, "[]", Code::UnexpectedShape, None),
        (200, "\"/elsewhere\"", Code::UnexpectedShape, None),
        (503, closed, Code::Closed, Some("维护中")),
        // The administrator chooses the status.
        (200, closed, Code::Closed, Some("维护中")),
    ] {
        let (backend, _) = Forum::new().saying("api/topic/1", status, body).backend();
        let problem = wait(backend.thread(&thread_route("1", 1))).unwrap_err();
        assert_eq!(problem.code, code, "{status} {body}");
        assert_eq!(problem.title.as_deref(), title, "{status} {body}");
        let address = format!("{ROOT}api/topic/1?sort=oldest_to_newest&page=1");
        assert_eq!(problem.instance, Some(address));
    }
}

#[test]
fn a_closed_forum_says_so_before_all_else() {
    let closed = r#"{"site_title":"华发网","message":"维护中"}"#;
    let (backend, forum) = Forum::new().saying("api/config", 503, closed).backend();
    let problem = wait(backend.site()).unwrap_err();
    assert_eq!(problem.code, ProblemCode::Closed);
    assert_eq!(problem.title.as_deref(), Some("维护中"));
    // What failed is not kept.
    wait(backend.site()).unwrap_err();
    let asked = forum.asked.borrow();
    assert_eq!(asked.iter().filter(|path| *path == "api/config").count(), 2);
}
