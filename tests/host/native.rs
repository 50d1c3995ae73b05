//! The native backend: the paths it asks for, and what it makes of every answer.

use crate::support::{Script, wait};
use qilou::{
    backend::{Backend, Config, SiteConfig},
    model::{Filter, GateReason, ProblemCode, Site, Sort, ThreadFlag, ThreadKind},
    route::{Narrow, SectionRoute, ThreadRoute},
    transport::Response,
};

const PAGE: &str = r#"{"v":"1.0","slug":"about","title":"关于"}"#;

fn thread(posts: &str, page: &str, more: &str) -> String {
    format!(
        r#"{{"v":"1.0","thread":{{"id":"7","section":"38","title":"t","author":{{"name":"a"}},"created":"2024-01-01T00:00:00Z"}},
        "section":{{"id":"38","name":"s"}},"page":{page},"posts":[{posts}]{more}}}"#
    )
}

fn post(id: &str, author: &str) -> String {
    format!(
        r#"{{"id":"{id}","author":{{"id":"{author}","name":"n"}},"created":"2024-01-01T00:00:00Z"}}"#
    )
}

#[test]
fn each_list_has_its_path() {
    let section = |sort, narrow| SectionRoute {
        id: "a/b".into(),
        page: 2,
        sort,
        narrow,
    };
    for (route, path) in [
        (section(Sort::LastPost, None), "sections/a%2Fb/2.json"),
        (section(Sort::Views, None), "sections/a%2Fb/views/2.json"),
        (
            section(Sort::LastPost, Some(Narrow::Filter(Filter::Digest))),
            "sections/a%2Fb/digest/2.json",
        ),
        (
            section(Sort::Replies, Some(Narrow::Prefix("民".into()))),
            "sections/a%2Fb/prefix-%E6%B0%91/replies/2.json",
        ),
    ] {
        let (backend, script) = Script::default().backend();
        let problem = wait(backend.section(&route)).unwrap_err();
        assert_eq!(problem.code, ProblemCode::NotFound);
        // Without the site nobody knows that there is no other path.
        assert_eq!(*script.asked.borrow(), [path, "site.json"]);
    }
}

#[test]
fn the_paths_of_the_site_are_used() {
    let site =
        r#"{"v":"1.0","name":"n","lang":"zh","paths":{"thread":"t/{shard}/{id}-{page}.json"}}"#;
    let (backend, script) = Script::default()
        .with("site.json", 200, site)
        .with(
            "t/34/1234-1.json",
            200,
            &thread(&post("1", "9"), r#"{"number":1,"size":20}"#, ""),
        )
        .backend();
    wait(backend.site()).unwrap();
    wait(backend.thread(&ThreadRoute {
        id: "1234".into(),
        page: 1,
        ..ThreadRoute::default()
    }))
    .unwrap();
    assert_eq!(*script.asked.borrow(), ["site.json", "t/34/1234-1.json"]);
}

#[test]
fn one_authors_posts_come_from_their_own_page_where_there_is_one() {
    let whole = thread(
        &post("1", "9"),
        r#"{"number":1,"count":3,"size":20}"#,
        r#","by_author":["9"]"#,
    );
    let own = thread(
        &post("1", "9"),
        r#"{"number":2,"count":2,"size":20}"#,
        r#","only_author":"9""#,
    );
    let (backend, script) = Script::default()
        .with("threads/7/1.json", 200, &whole)
        .with("threads/7/by-9/2.json", 200, &own)
        .backend();
    let route = ThreadRoute {
        id: "7".into(),
        page: 2,
        only_author: Some("9".into()),
        ..ThreadRoute::default()
    };
    let page = wait(backend.thread(&route)).unwrap();
    assert_eq!(page.only_author, Some("9".into()));
    assert_eq!(
        *script.asked.borrow(),
        ["threads/7/1.json", "threads/7/by-9/2.json"]
    );
}

#[test]
fn a_thread_of_one_page_is_narrowed_without_asking_again() {
    let posts = [post("1", "9"), post("2", "8"), post("3", "9")].join(",");
    let (backend, script) = Script::default()
        .with(
            "threads/7/1.json",
            200,
            &thread(&posts, r#"{"number":1,"count":1,"size":20}"#, ""),
        )
        .backend();
    let route = ThreadRoute {
        id: "7".into(),
        page: 1,
        only_author: Some("9".into()),
        ..ThreadRoute::default()
    };
    let page = wait(backend.thread(&route)).unwrap();
    assert_eq!(
        page.posts
            .iter()
            .map(|post| post.id.as_str())
            .collect::<Vec<_>>(),
        ["1", "3"]
    );
    assert_eq!(script.asked.borrow().len(), 1);
}

#[test]
fn a_post_is_found_on_its_page() {
    let page = |number: u32, id: &str| {
        thread(
            &post(id, "9"),
            &format!(r#"{{"number":{number},"count":3,"size":1}}"#),
            "",
        )
    };
    let (backend, _) = Script::default()
        .with("threads/7/1.json", 200, &page(1, "11"))
        .with("threads/7/2.json", 200, &page(2, "12"))
        .with("threads/7/3.json", 200, &page(3, "13"))
        .backend();
    assert_eq!(
        wait(backend.find_post(&"7".into(), &"12".into())).unwrap(),
        2
    );
    assert_eq!(
        wait(backend.find_post(&"7".into(), &"99".into()))
            .unwrap_err()
            .code,
        ProblemCode::NotFound
    );
}

#[test]
fn every_failure_has_its_problem() {
    use ProblemCode as Code;
    for (status, body, code, detail) in [
        (404, r#"{"error":"x"}"#, Code::NotFound, None),
        (404, "<!doctype html><h1>404</h1>", Code::NotFound, None),
        (410, "", Code::Gone, None),
        (401, "", Code::LoginRequired, None),
        (403, "", Code::Forbidden, None),
        (429, "", Code::RateLimited, None),
        (500, "oops", Code::Unavailable, None),
        (
            200,
            "<!doctype html><p>hello",
            Code::HtmlInsteadOfJson,
            None,
        ),
        (200, "\u{feff} <html>", Code::HtmlInsteadOfJson, None),
        (
            200,
            r#"{"v":"1.0","slug":"#,
            Code::BadJson,
            Some("line 1 column"),
        ),
        (200, "", Code::BadJson, Some("ends too early")),
        (
            200,
            r#"{"v":"1.0","slug":"a","title":"b"} x"#,
            Code::BadJson,
            Some("column 36"),
        ),
        (
            200,
            r#"{"v":"1.0","slug":"a","title":7}"#,
            Code::UnexpectedShape,
            Some("title: found 7, expected a string"),
        ),
        (
            200,
            r#"{"v":"1.0","slug":"a"}"#,
            Code::UnexpectedShape,
            Some("missing field `title`"),
        ),
        (
            200,
            r#"{"v":"1.0","slug":"a","title":"b","updated":"soon"}"#,
            Code::UnexpectedShape,
            Some("updated: found \"soon\", expected an RFC 3339 time"),
        ),
        (
            200,
            "[]",
            Code::UnexpectedShape,
            Some("found an array, expected an object"),
        ),
        (
            200,
            r#"{"v":"2.0","slug":["new"]}"#,
            Code::Version,
            Some("2.0"),
        ),
        (
            403,
            r#"{"type":"about:blank","status":403,"code":"login-required","title":"先登录"}"#,
            Code::LoginRequired,
            None,
        ),
    ] {
        let (backend, _) = Script::default()
            .with("pages/about.json", status, body)
            .backend();
        let problem = wait(backend.page("about")).unwrap_err();
        assert_eq!(problem.code, code, "{status} {body}");
        assert_eq!(
            problem.instance.as_deref(),
            Some("https://forum.example/content/pages/about.json")
        );
        if let Some(detail) = detail {
            let found = problem.detail.as_deref().unwrap_or_default();
            assert!(
                found.contains(detail),
                "{found:?} should tell of {detail:?}"
            );
        }
    }
}

#[test]
fn a_problem_document_brings_its_gate() {
    let body = r#"{"title":"x","status":403,"code":"forbidden","gate":{"reason":"level","detail":"15 级"},"retry_after":9}"#;
    let (backend, _) = Script::default()
        .with("pages/about.json", 403, body)
        .backend();
    let problem = wait(backend.page("about")).unwrap_err();
    assert_eq!(
        problem.gate.map(|gate| gate.reason),
        Some(GateReason::Level)
    );
    assert_eq!(problem.retry_after, Some(9));
}

#[test]
fn minor_versions_and_unknown_fields_are_read() {
    let body = PAGE
        .replace("1.0", "1.7")
        .replace("\"slug\"", "\"new\":{\"a\":[1]},\"slug\"");
    let (backend, _) = Script::default()
        .with("pages/about.json", 200, &body)
        .backend();
    assert_eq!(wait(backend.page("about")).unwrap().title, "关于");
}

#[test]
fn an_unknown_value_does_not_lose_the_document() {
    let body = thread(
        r#"{"id":"1","author":{"name":"a","state":"sleeping"},"created":"2024-01-01T00:00:00Z","state":"new","badges":["shiny"],
            "body":{"format":"bbcode","text":"x"},"attachments":[{"id":"1","kind":"hologram","name":"h","url":"h"}],"gate":{"reason":"riddle"}}"#,
        r#"{"number":1,"size":20}"#,
        r#","order":"random""#,
    )
    .replace(r#""title":"t""#, r#""title":"t","kind":"duel","flags":["glowing","hot"]"#);
    let (backend, _) = Script::default()
        .with("threads/7/1.json", 200, &body)
        .backend();
    let page = wait(backend.thread(&ThreadRoute {
        id: "7".into(),
        page: 1,
        ..ThreadRoute::default()
    }))
    .unwrap();
    assert_eq!(page.thread.kind, ThreadKind::Discussion);
    assert!(page.thread.is(ThreadFlag::Hot));
    assert_eq!(page.posts.len(), 1);
}

#[test]
fn what_a_config_says_of_the_site_stands_over_the_backend() {
    let site = || Site {
        name: "a".to_owned(),
        lang: "en".to_owned(),
        ..Site::default()
    };
    let said = |text: &str| SiteConfig::over(&serde_json::from_str(text).unwrap(), site());
    let over = said(r#"{"name":"骑楼","clock":{"offset_minutes":-360}}"#).unwrap();
    assert_eq!((over.name.as_str(), over.lang.as_str()), ("骑楼", "en"));
    assert_eq!(over.clock.offset_minutes, -360);
    for (text, detail) in [
        (r#"{"title":""}"#, "site.title means nothing"),
        (
            r#"{"nav":[[{"label":5}]]}"#,
            "site.nav[0][0].label: found 5",
        ),
    ] {
        let problem = said(text).unwrap_err();
        assert_eq!(problem.code, ProblemCode::Config);
        assert!(
            problem.detail.unwrap_or_default().contains(detail),
            "{text}"
        );
    }
}

#[test]
fn a_config_is_read_or_its_mistake_named() {
    let read = |status: u16, body: &str| {
        Config::read(&Response {
            status,
            body: body.to_owned(),
            ..Response::default()
        })
    };
    assert_eq!(read(404, "<h1>").unwrap().backend.url, "content/");
    let config = read(
        200,
        r#"{"backend":{"kind":"native","url":"https://a.example/x","time_limit":5}}"#,
    )
    .unwrap();
    assert_eq!(config.backend.time_limit, Some(5));
    for (body, detail) in [
        ("", "ends too early"),
        ("{}", "backend"),
        (r#"{"backend":{"kind":"gopher","url":"x"}}"#, "gopher"),
        (r#"{"backend":{"kind":"native"}}"#, "url"),
        (
            r#"{"backend":{"kind":"native","url":" "}}"#,
            "backend.url is empty",
        ),
        (
            r#"{"backend":{"kind":"native","url":"javascript:1"}}"#,
            "https://",
        ),
        (
            r#"{"backend":{"kind":"native","url":"x","time_limit":0}}"#,
            "0 seconds",
        ),
        (
            r#"{"backend":{"kind":"native","url":"x","time_limt":9}}"#,
            "backend.time_limt means nothing",
        ),
        (
            r#"{"backend":{"kind":"native","url":"x"},"sites":{}}"#,
            "sites",
        ),
        (
            r#"{"backend":{"kind":"native","url":"x","paths":{"thread":5}}}"#,
            "backend.paths.thread",
        ),
        (
            r#"{"backend":{"kind":"mapping","url":"x"}}"#,
            "backend.mapping is missing",
        ),
        (
            r#"{"backend":{"kind":"native","url":"x","mapping":"m.json"}}"#,
            "backend.mapping is for a backend of kind",
        ),
        ("<html>", "a web page"),
    ] {
        let problem = read(200, body).unwrap_err();
        assert_eq!(problem.code, ProblemCode::Config, "{body}");
        let found = problem.detail.unwrap_or_default();
        assert!(
            found.contains(detail),
            "{found:?} should tell of {detail:?}"
        );
    }
    assert_eq!(read(200, "<html>").unwrap_err().code, ProblemCode::Config);
}
