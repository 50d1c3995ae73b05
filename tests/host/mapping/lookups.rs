//! What is sent, what is looked up, and what becomes of refusals.

use super::{open, script};
use crate::support::{ROOT, Script, wait};
use qilou::{
    backend::{Backend, Mapping},
    model::{Problem, ProblemCode, ThreadPage},
    route::ThreadRoute,
    transport::{Answer, Request, Response, Transport},
};
use serde_json::{Value, json};
use std::{cell::RefCell, rc::Rc};

/// A thread whose posts name their authors by id.
fn joined(lookup: Value) -> Value {
    json!({
        "error": "error.text || message",
        "lookups": {"users": lookup},
        "section": {"get": "s", "threads": "answer"},
        "thread": {
            "get": "t/{id}",
            "thread": {"in": "answer", "id": "id", "title": "'t'"},
            "posts": {
                "each": "answer.posts", "id": "id",
                "join": {"user": {"in": "users", "key": "by"}},
                "author": {"name": "user.name"}
            }
        }
    })
}

fn asked(mapping: &Value, answers: Value) -> (Result<ThreadPage, Problem>, Rc<Script>) {
    let mut answers = answers;
    answers["t/7"] = json!({"body": {"id": 7, "posts": [{"id": 1, "by": 1}, {"id": 2, "by": 2}, {"id": 3, "by": 1}, {"id": 4}]}});
    let (backend, asked) =
        open(mapping, script(&answers)).unwrap_or_else(|problem| panic!("{problem:?}"));
    let route = ThreadRoute {
        id: "7".into(),
        page: 1,
        ..ThreadRoute::default()
    };
    (wait(backend.thread(&route)), asked)
}

fn names(page: &ThreadPage) -> Vec<&str> {
    page.posts
        .iter()
        .map(|post| post.author.name.as_str())
        .collect()
}

#[test]
fn each_id_is_asked_for_once() {
    let mapping = joined(json!({"get": "u/{id}"}));
    let (page, asked) = asked(
        &mapping,
        json!({"u/1": {"body": {"name": "Ann"}}, "u/2": {"body": {"name": "Bo"}}}),
    );
    assert_eq!(names(&page.unwrap()), ["Ann", "Bo", "Ann", ""]);
    assert_eq!(*asked.asked.borrow(), ["t/7", "u/1", "u/2"]);
}

#[test]
fn all_ids_are_asked_for_at_once_in_each_way_of_writing_lists() {
    for (template, path) in [
        ("u{?id*}", "u?id=1&id=2"),
        ("u?include={id}", "u?include=1,2"),
        ("u{?id[]*}", "u?id%5B%5D=1&id%5B%5D=2"),
    ] {
        let mapping = joined(json!({"get_all": template, "each": "data", "id": "key"}));
        let body = json!({"data": [{"key": 2, "name": "Bo"}, {"key": "1", "name": "Ann"}]});
        let (page, asked) = asked(&mapping, json!({path: {"body": body}}));
        assert_eq!(names(&page.unwrap()), ["Ann", "Bo", "Ann", ""]);
        assert_eq!(*asked.asked.borrow(), ["t/7", path]);
    }
}

#[test]
fn who_is_gone_is_nobody_but_a_broken_server_is_told() {
    let mapping = joined(json!({"get": "u/{id}"}));
    for status in [401, 403, 404, 410] {
        let (page, _) = asked(
            &mapping,
            json!({"u/1": {"body": {"name": "Ann"}}, "u/2": {"status": status, "body": {}}}),
        );
        assert_eq!(names(&page.unwrap()), ["Ann", "", "Ann", ""]);
    }
    let refusal = json!({"error": {"text": "Back at &quot;noon&quot;"}});
    let (page, _) = asked(
        &mapping,
        json!({"u/1": {"body": {}}, "u/2": {"status": 503, "body": refusal}}),
    );
    let problem = page.unwrap_err();
    assert_eq!(problem.code, ProblemCode::Unavailable);
    assert_eq!(problem.title.as_deref(), Some("Back at \"noon\""));
    assert_eq!(problem.instance, Some(format!("{ROOT}u/2")));
}

#[test]
fn a_refusal_keeps_its_own_detail_and_needs_no_sentence() {
    let mapping = joined(json!({"get": "u/{id}"}));
    for (body, title, detail) in [
        (json!({"message": "No"}), Some("No"), None),
        (
            json!({"title": "Shut", "detail": "for good", "message": "No"}),
            Some("Shut"),
            Some("for good"),
        ),
        (json!("<html>"), None, None),
    ] {
        let (page, _) = asked(&mapping, json!({"u/1": {"status": 500, "body": body}}));
        let problem = page.unwrap_err();
        assert_eq!(
            (problem.title.as_deref(), problem.detail.as_deref()),
            (title, detail)
        );
    }
}

#[test]
fn a_lookup_that_finds_no_list_is_named() {
    for (lookup, told) in [
        (
            json!({"get_all": "u{?id*}"}),
            "lookups.users: there is no list",
        ),
        (
            json!({"from": "answer.people"}),
            "lookups.users: there is no list",
        ),
        (
            json!({"from": "answer.posts", "id": "join('', id)"}),
            "lookups.users: Runtime error: Argument 1 expects type array[string], given number",
        ),
    ] {
        let (page, _) = asked(
            &joined(lookup),
            json!({"u?id=1&id=2": {"body": {"users": []}}}),
        );
        let problem = page.unwrap_err();
        assert_eq!(
            (problem.code, problem.detail.as_deref()),
            (ProblemCode::UnexpectedShape, Some(told))
        );
    }
}

#[test]
fn functions_that_fail_are_named_with_their_place() {
    let mut mapping = joined(json!({"get": "u/{id}"}));
    mapping["thread"]["posts"]["join"]["user"]["key"] = json!("join('', by)");
    let (page, _) = asked(&mapping, json!({}));
    let told = page.unwrap_err().detail.unwrap();
    assert!(
        told.starts_with("thread.posts.join: Runtime error: Argument 1 expects"),
        "{told}"
    );
    mapping["thread"]["posts"]["follow"] = json!("keys(by)");
    let (page, _) = asked(&mapping, json!({}));
    let told = page.unwrap_err().detail.unwrap();
    assert!(
        told.starts_with("thread.posts.follow: Runtime error: Argument 0 expects"),
        "{told}"
    );
}

#[test]
fn an_optional_answer_may_fail() {
    let mut mapping = joined(json!({"get": "u/{id}"}));
    mapping["site"] =
        json!({"get": {"about": {"url": "about", "optional": true}}, "name": "about.name || 'x'"});
    let (backend, _) = open(&mapping, Script::default()).unwrap();
    assert_eq!(wait(backend.site()).unwrap().name, "x");
    mapping["site"]["get"]["about"]["optional"] = false.into();
    let (backend, _) = open(&mapping, Script::default()).unwrap();
    assert_eq!(
        wait(backend.site()).unwrap_err().code,
        ProblemCode::NotFound
    );
}

/// A server that notes requests whole.
#[derive(Default)]
struct Notes(RefCell<Vec<Request>>);

impl Transport for Notes {
    fn send(&self, request: Request) -> Answer<'_, Response> {
        Box::pin(async move {
            let url = request.url.clone();
            self.0.borrow_mut().push(request);
            Ok(Response {
                url,
                status: 200,
                body: "null".to_owned(),
                ..Response::default()
            })
        })
    }
}

#[test]
fn headers_are_sent_and_asked_for() {
    let mut mapping = joined(json!({"get": "https://people.example/{id}"}));
    mapping["headers"] = json!({"Accept": "application/json"});
    mapping["read_headers"] = json!(["X-Total"]);
    let notes = Rc::new(Notes::default());
    let backend = Mapping::new(ROOT.to_owned(), &mapping, notes.clone()).unwrap();
    let route = ThreadRoute {
        id: "a/../b".into(),
        page: 1,
        ..ThreadRoute::default()
    };
    assert_eq!(
        wait(backend.thread(&route)).unwrap_err().code,
        ProblemCode::NotFound
    );
    let request = Request {
        url: format!("{ROOT}t/a%2F..%2Fb"),
        headers: vec![("Accept".to_owned(), "application/json".to_owned())],
        wanted: vec!["X-Total".to_owned()],
    };
    assert_eq!(*notes.0.borrow(), [request]);
}
