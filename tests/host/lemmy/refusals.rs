//! What Lemmy says instead of an answer.

use super::{Api, BOTH, section, thread};
use crate::support::{ROOT, Script, wait};
use qilou::{
    backend::{Backend, Lemmy},
    model::ProblemCode,
};
use std::rc::Rc;

#[test]
fn every_refusal_has_its_code() {
    for api in BOTH {
        let (backend, _) = api.reader();
        let of_user = |name: &str| wait(backend.user(&name.into())).unwrap_err();
        let missing = wait(backend.section(&section("nowhere"))).unwrap_err();
        assert_eq!(missing.code, ProblemCode::NotFound, "{api:?}");
        assert!(missing.instance.unwrap().contains("/api/"));
        assert_eq!(of_user("hidden").code, ProblemCode::LoginRequired);
        assert_eq!(of_user("hasty").code, ProblemCode::RateLimited);
        let odd = of_user("odd");
        assert_eq!(odd.code, ProblemCode::Unknown);
        let sentence = "Query deserialize error: invalid digit found in string";
        assert_eq!(odd.title.as_deref(), Some(sentence));
        assert_eq!(odd.detail.as_deref(), Some("unknown"));
    }
}

#[test]
fn words_of_a_refusal_are_understood() {
    use ProblemCode as Code;
    for (status, body, code) in [
        (400, r#"{"error":"couldnt_find_post"}"#, Code::NotFound),
        (404, r#"{"error":"unknown","message":""}"#, Code::NotFound),
        (
            400,
            r#"{"error":"unknown","message":"Record not found"}"#,
            Code::NotFound,
        ),
        (400, r#"{"error":"deleted"}"#, Code::Gone),
        (400, r#"{"error":"not_logged_in"}"#, Code::LoginRequired),
        (400, r#"{"error":"site_ban"}"#, Code::Forbidden),
        (
            400,
            r#"{"error":"person_is_banned_from_community"}"#,
            Code::Forbidden,
        ),
        (400, r#"{"error":"local_site_not_setup"}"#, Code::Closed),
        (400, r#"["what"]"#, Code::Unknown),
        (502, "<html><h1>Bad Gateway", Code::Unavailable),
        (200, "<html>hello", Code::HtmlInsteadOfJson),
        (200, r#"{"post_view":"#, Code::BadJson),
        (200, "{}", Code::UnexpectedShape),
    ] {
        let script = Api::V3
            .forum()
            .with(&Api::V3.path("post?id=99"), status, body);
        let path = Api::V3.path("comment/list?post_id=99&type_=All&sort=Old&max_depth=50");
        let (backend, _) = Api::V3.open(script.with(&path, 200, r#"{"comments":[]}"#));
        let problem = wait(backend.thread(&thread("99", 1))).unwrap_err();
        assert_eq!(problem.code, code, "{status} {body}");
    }
}

#[test]
fn what_is_no_number_is_not_asked_for() {
    let (backend, script) = Api::V4.reader();
    for id in ["", "abc", "1&x=2", "-1", "comment-", "comment-x"] {
        let problem = wait(backend.thread(&thread(id, 1))).unwrap_err();
        assert_eq!(problem.code, ProblemCode::NotFound, "{id:?}");
    }
    let problem = wait(backend.find_post(&"3".into(), &"x".into())).unwrap_err();
    assert_eq!(problem.code, ProblemCode::NotFound);
    assert!(
        script
            .asked
            .borrow()
            .iter()
            .all(|path| !path.contains("x=2"))
    );
    // What a server does not have is not a list without it.
    let problem = wait(backend.list(qilou::model::ThreadListName::Digest, 1)).unwrap_err();
    assert_eq!(problem.code, ProblemCode::NotFound);
    let problem = wait(backend.page("contact")).unwrap_err();
    assert_eq!(problem.code, ProblemCode::NotFound);
}

#[test]
fn a_private_instance_shows_its_name() {
    for api in BOTH {
        let communities = api
            .places()
            .into_iter()
            .find(|(name, _)| *name == "communities");
        let mut script = Script::default().with(&api.path("site"), 200, &api.fixture("site"));
        let path = api.path(communities.unwrap().1);
        script = script.with(&path, 400, &api.fixture("error-private"));
        let (backend, _) = api.open(script);
        let site = wait(backend.site()).unwrap();
        assert_eq!(site.name, "Qilou Lane");
        assert!(site.sections.is_empty() && site.nav.is_empty());
    }
}

/// The backend where the address does not name the version.
fn unknown(script: Script) -> (Lemmy, Rc<Script>) {
    super::open(ROOT, script)
}

#[test]
fn the_version_is_found_out_once() {
    let (backend, script) = unknown(Api::V4.forum());
    let (site, home) = wait(async { futures_util::join!(backend.site(), backend.home()) });
    site.unwrap();
    home.unwrap();
    let mut asked = script.asked.borrow().clone();
    assert_eq!(asked.remove(0), "api/v4/site");
    assert_eq!(asked.len(), 3, "{asked:?}");
    assert!(
        asked
            .iter()
            .all(|path| path.starts_with("api/v4/") && !path.ends_with("/site"))
    );

    for (status, body) in [
        (404, r#"{"error":"unknown","message":""}"#),
        (404, ""),
        (400, ""),
        (200, "<!doctype html><p>lemmy-ui"),
        (200, "{}"),
    ] {
        let (backend, script) = unknown(Api::V3.forum().with("api/v4/site", status, body));
        let (site, home) = wait(async { futures_util::join!(backend.site(), backend.home()) });
        assert_eq!(
            site.unwrap().generator.as_deref(),
            Some("Lemmy 0.19.5"),
            "{status} {body}"
        );
        home.unwrap();
        let asked = script.asked.borrow();
        assert_eq!(
            asked[..2],
            ["api/v4/site", "api/v3/site"],
            "{status} {body}"
        );
        assert_eq!(asked.len(), 5, "{asked:?}");
    }
}

#[test]
fn a_server_in_trouble_is_not_taken_for_the_old_version() {
    for (status, body, code) in [
        (503, "", ProblemCode::Unavailable),
        (429, "", ProblemCode::RateLimited),
        (
            400,
            r#"{"error":"rate_limit_error"}"#,
            ProblemCode::RateLimited,
        ),
    ] {
        let (backend, script) = unknown(Api::V3.forum().with("api/v4/site", status, body));
        assert_eq!(wait(backend.site()).unwrap_err().code, code);
        assert_eq!(*script.asked.borrow(), ["api/v4/site"]);
    }
    let (backend, script) = unknown(Script::default().failing("api/v4/site", ProblemCode::Offline));
    assert_eq!(wait(backend.home()).unwrap_err().code, ProblemCode::Offline);
    assert_eq!(*script.asked.borrow(), ["api/v4/site"]);
}

#[test]
fn a_page_is_shown_without_languages_if_the_site_cannot_be_had() {
    let script = Api::V3.forum();
    let mut script = script;
    script.answers.remove("api/v3/site");
    let (backend, _) = Api::V3.open(script);
    let page = wait(backend.thread(&thread("3", 1))).unwrap();
    assert_eq!(page.thread.lang, None);
    assert_eq!(page.posts.len(), 10);
}
