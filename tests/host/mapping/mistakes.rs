//! What is wrong with a mapping, and what is wrong with an answer, is told with its place.

use super::{ROOT, example, open, script};
use crate::{
    harm::any_json,
    support::{Script, wait},
};
use proptest::prelude::*;
use qilou::{
    backend::{self, Backend, Config, Mapping},
    model::ProblemCode,
    route::{SectionRoute, ThreadRoute},
    transport::Response,
};
use serde_json::{Value, json};
use std::rc::Rc;

/// The first mapping of the documentation.
fn small() -> Value {
    json!({
        "section": {
            "get": "topics?forum={id}&page={page}",
            "page": {"by": "number", "size": 20},
            "threads": {"each": "answer.data", "id": "id", "title": "name"}
        },
        "thread": {
            "get": "topics/{id}",
            "thread": {"in": "answer.topic", "id": "id", "title": "data.name"},
            "posts": {"each": "answer.posts", "id": "id", "body": {"from": "text", "as": "markdown"}, "tags": null}
        }
    })
}

/// All mistakes, each with its place.
fn mistakes(problem: &qilou::model::Problem) -> String {
    let count = problem.errors.len();
    let detail = format!("mistakes in the mapping: {count}");
    assert_eq!(problem.detail.as_deref(), Some(detail.as_str()));
    let lines = problem.errors.iter().map(|error| {
        let place = error.pointer.trim_start_matches('/').replace('/', ".");
        format!("{place}: {}", error.detail)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What is told of a mapping with a value put in at a pointer.
fn told(pointer: &str, value: Value) -> String {
    let mut mapping = small();
    mapping["thread"]["posts"]
        .as_object_mut()
        .unwrap()
        .remove("tags");
    let (above, name) = pointer.rsplit_once('/').unwrap();
    let above = mapping.pointer_mut(above).unwrap();
    above[name] = value;
    match open(&mapping, Script::default()) {
        Ok(_) => String::new(),
        Err(problem) => {
            assert_eq!(problem.code, ProblemCode::Config);
            mistakes(&problem)
        }
    }
}

#[test]
fn every_mistake_names_its_place() {
    for (pointer, value, mistake) in [
        (
            "/sections",
            json!({}),
            "sections: `sections` is not known here; there are strict,",
        ),
        ("/section", Value::Null, "section.threads"),
        (
            "/strict",
            json!("yes"),
            "strict: this is neither true nor false",
        ),
        (
            "/read_headers",
            json!("X"),
            "read_headers: this is not a list",
        ),
        ("/error", json!("a b"), "error: \"a b\": Parse error"),
        (
            "/links",
            json!({"threads": "x"}),
            "links: `threads` is not known here; there are home, section",
        ),
        (
            "/lookups",
            json!({"u": {"get": "u/{id}", "kep": 1}}),
            "lookups.u: `kep` is not known here; there are get,",
        ),
        (
            "/lookups",
            json!({"u": {"id": "id"}}),
            "lookups.u: one of `get`, `get_all` and `from` has to be here",
        ),
        (
            "/lookups",
            json!({"u": {"get": "u/{ids}"}}),
            "lookups.u: `ids` is not known here; there are id",
        ),
        (
            "/section/get",
            json!("t?f={di}"),
            "section.get.answer: `di` is not known here; there are id, sort, filter, prefix, page",
        ),
        (
            "/section/get",
            json!("t?f={id"),
            "section.get.answer: a brace is not closed",
        ),
        (
            "/section/get",
            json!({"headers": "x"}),
            "section.get.headers: an answer cannot have this name",
        ),
        (
            "/section/get",
            json!({"a": {"url": "x", "kep": 1}}),
            "section.get.a: `kep` is not known here; there are url, keep, optional",
        ),
        (
            "/section/with",
            json!({"q": {"from": "a", "az": "unix"}}),
            "section.with.q: `az` is not known here; there are from, as, map",
        ),
        (
            "/section/page",
            json!({"by": "pages"}),
            "section.page: `by` is one of number, offset, cursor, slice",
        ),
        (
            "/section/page",
            json!({"by": "cursor"}),
            "section.page: `next` has to say where the next cursor is",
        ),
        (
            "/section/page",
            json!({"by": "number", "size": 0}),
            "section.page: `size` is 0",
        ),
        (
            "/section/page",
            json!({"by": "number", "size": "2"}),
            "section.page.size: this is not a whole number",
        ),
        (
            "/section/page",
            json!({"by": "number", "pages": "x"}),
            "section.page: `pages` is not known here; there are use, by,",
        ),
        (
            "/section/threads/titel",
            json!("x"),
            "section.threads: `titel` is not known here; there are each, use,",
        ),
        (
            "/section/threads/title",
            Value::Null,
            "section.threads: `title` is missing",
        ),
        (
            "/section/threads/each",
            json!("a["),
            "section.threads.each: \"a[\": Parse error",
        ),
        (
            "/section/threads",
            json!({"id": "id", "title": "t"}),
            "section.threads: `each` has to say where the entries are",
        ),
        (
            "/section/threads/title",
            json!("a..b"),
            "section.threads.title: \"a..b\": Parse error",
        ),
        (
            "/section/threads/title",
            json!(["a"]),
            "section.threads.title: expected an expression, or an object with `from`",
        ),
        (
            "/section/threads/tags",
            json!({"each": "t"}),
            "section.threads.tags: its entries have no fields",
        ),
        (
            "/section/threads/created",
            json!({"from": "t", "as": "unixx"}),
            "section.threads.created.as: `unixx` is not known here; there are unix,",
        ),
        (
            "/section/threads/author",
            json!({"nmae": "x"}),
            "section.threads.author: `nmae` is not known here; there are in, use, id, name",
        ),
        (
            "/section/threads/use",
            json!("thred"),
            "section.threads: `thred` is not defined",
        ),
        (
            "/section/threads/lookup",
            json!("users"),
            "section.threads.lookup: `users` is no lookup",
        ),
        (
            "/section/threads/join",
            json!({"u": {"in": "users", "key": "id"}}),
            "section.threads.join.u: `users` is no lookup",
        ),
        (
            "/thread/posts/attachments",
            json!({"each": "f", "lookup": "x", "id": "a", "name": "b", "url": "c", "kind": "d"}),
            "thread.posts.attachments: lookup, follow, join and threaded are for what stands directly in a page",
        ),
    ] {
        let told = told(pointer, value);
        assert!(
            told.lines().any(|line| line.starts_with(mistake))
                || (pointer == "/section" && told.is_empty()),
            "{pointer}: {told}"
        );
    }
    assert_eq!(told("/thread/posts/id", json!("id")), "");
}

#[test]
fn functions_are_known_before_they_are_called() {
    let told = told("/section/threads/title", json!("upper(name)"));
    assert_eq!(
        told,
        "section.threads.title: \"upper(name)\": there is no function `upper`"
    );
}

#[test]
fn all_mistakes_are_told_at_once() {
    let problem = open(
        &json!({"sitee": 1, "section": {"threads": {"each": "a"}}}),
        Script::default(),
    )
    .err()
    .unwrap();
    let told = mistakes(&problem);
    for mistake in [
        "sitee: `sitee`",
        "thread: this page is not described",
        "section.threads: `id` is missing",
        "section.threads: `title` is missing",
    ] {
        assert!(told.contains(mistake), "{told}");
    }
    assert!(open(&json!([]), Script::default()).is_err());
}

#[test]
fn definitions_that_use_each_other_end() {
    let mut mapping = small();
    mapping["define"] = json!({"a": {"use": "b"}, "b": {"use": "a"}});
    mapping["section"]["threads"]["use"] = json!("a");
    let told = mistakes(&open(&mapping, Script::default()).err().unwrap());
    assert!(told.contains("in a circle"), "{told}");
}

fn thread_of(
    mapping: &Value,
    body: Value,
) -> Result<qilou::model::ThreadPage, qilou::model::Problem> {
    let (backend, _) = open(mapping, script(&json!({"topics/7": {"body": body}}))).unwrap();
    let route = ThreadRoute {
        id: "7".into(),
        page: 1,
        ..ThreadRoute::default()
    };
    wait(backend.thread(&route))
}

fn sound() -> Value {
    let mut mapping = small();
    mapping["thread"]["posts"]
        .as_object_mut()
        .unwrap()
        .remove("tags");
    mapping
}

#[test]
fn an_answer_that_does_not_fit_names_field_expression_and_value() {
    let mapping = sound();
    for (body, told) in [
        (
            json!({"topic": {"id": 7, "data": {"name": [7]}}}),
            "thread.thread.title: \"data.name\" gave an array, expected a string",
        ),
        (
            json!({"topic": {"id": 7}}),
            "thread.thread.title: \"data.name\" gave nothing, and it has to be there",
        ),
        (
            json!({"topic": {"id": 7, "data": {"name": "t"}}, "posts": "none"}),
            "thread.posts: \"answer.posts\" gave \"none\", expected a list",
        ),
        (
            json!({"topic": {"id": 7, "data": {"name": "t"}}, "posts": [{"id": 1}, {"id": null}]}),
            "thread.posts[1].id: \"id\" gave nothing, and it has to be there",
        ),
    ] {
        let problem = thread_of(&mapping, body).unwrap_err();
        assert_eq!(problem.code, ProblemCode::UnexpectedShape);
        assert_eq!(problem.detail.as_deref(), Some(told));
        assert_eq!(
            problem.instance.as_deref(),
            Some("https://forum.example/content/topics/7")
        );
    }
}

#[test]
fn what_may_be_absent_is_left_out_unless_the_mapping_is_strict() {
    let mut mapping = sound();
    mapping["thread"]["posts"]["created"] = json!("at");
    mapping["thread"]["posts"]["author"] = json!({"name": "join(' ', names)"});
    let body = json!({"topic": {"id": 7, "data": {"name": "t"}}, "posts": [{"id": 1, "at": 17, "text": {}}]});
    let page = thread_of(&mapping, body.clone()).unwrap();
    assert_eq!(page.posts[0].body.text, "");
    for (missing, told) in [
        (
            None,
            "thread.posts[0].author.name: \"join(' ', names)\": Runtime error: Argument 1 expects type array[string], given null",
        ),
        (
            Some("author"),
            "thread.posts[0].created: \"at\" gave 17, expected an RFC 3339 time (\"as\": \"unix\" or \"unix_millis\" for a number)",
        ),
        (
            Some("created"),
            "thread.posts[0].body: \"text\" gave an object, expected a string",
        ),
    ] {
        mapping["strict"] = true.into();
        if let Some(name) = missing {
            mapping["thread"]["posts"]
                .as_object_mut()
                .unwrap()
                .remove(name);
        }
        let problem = thread_of(&mapping, body.clone()).unwrap_err();
        assert_eq!(problem.detail.as_deref(), Some(told));
    }
}

#[test]
fn the_smallest_mapping_shows_a_forum() {
    let answers = json!({
        "topics?forum=general&page=1": {"body": {"data": [{"id": 7, "name": "Hello"}]}},
        "topics/7": {"body": {"topic": {"id": 7, "data": {"name": "Hello"}}, "posts": [{"id": 1, "text": "*hi*"}]}}
    });
    let (backend, _) = open(&sound(), script(&answers)).unwrap();
    let site = wait(backend.site()).unwrap();
    assert_eq!(
        (site.name.as_str(), site.lang.as_str()),
        ("forum.example", "en")
    );
    assert!(site.capabilities.is_empty());
    let route = SectionRoute {
        id: "general".into(),
        page: 1,
        ..SectionRoute::default()
    };
    let page = wait(backend.section(&route)).unwrap();
    assert_eq!(
        (page.section.name.as_str(), page.threads[0].section.as_str()),
        ("general", "general")
    );
    let route = ThreadRoute {
        id: "7".into(),
        page: 1,
        ..ThreadRoute::default()
    };
    assert_eq!(
        wait(backend.thread(&route)).unwrap().posts[0].body.text,
        "*hi*"
    );
    assert_eq!(
        wait(backend.user(&"1".into())).unwrap_err().code,
        ProblemCode::NotFound
    );
    assert!(wait(backend.home()).unwrap().newest.is_empty());
}

#[test]
fn the_configuration_names_the_mapping() {
    let config = Config::read(&Response {
        status: 200,
        body: json!({"backend": {"kind": "mapping", "url": "https://forum.example/content/", "mapping": "m.json"}}).to_string(),
        ..Response::default()
    })
    .unwrap();
    let open = |script: Script| {
        let address = Some(format!("{ROOT}m.json"));
        wait(backend::open(
            &config,
            ROOT.to_owned(),
            address,
            Rc::new(script),
        ))
    };
    assert!(open(Script::default().with("m.json", 200, &sound().to_string())).is_ok());
    for (script, told) in [
        (
            Script::default(),
            "the mapping cannot be read: the server answers 404",
        ),
        (
            Script::default().with("m.json", 200, "<html>"),
            "the mapping cannot be read: a web page is there instead",
        ),
        (
            Script::default().with("m.json", 200, "{\n \"thread\": }"),
            "the mapping cannot be read: this is not JSON: line 2 column 12",
        ),
        (
            Script::default().with("m.json", 200, "{}"),
            "mistakes in the mapping: 2",
        ),
    ] {
        let problem = open(script).err().unwrap();
        assert_eq!(problem.code, ProblemCode::Config);
        assert_eq!(problem.detail.as_deref(), Some(told));
        assert_eq!(
            problem.instance.as_deref(),
            Some("https://forum.example/content/m.json")
        );
    }
}

/// Replaces one value of a mapping by any other, counted depth first.
fn replace(value: &mut Value, at: &mut usize, by: &Value) -> bool {
    if *at == 0 {
        *value = by.clone();
        return true;
    }
    *at -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| replace(item, at, by)),
        Value::Object(fields) => fields.values_mut().any(|field| replace(field, at, by)),
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    /// Whatever stands in a mapping, it is understood or its mistakes are told.
    #[test]
    fn any_mapping_is_understood_or_refused(name in prop::sample::select(vec!["json-server", "wordpress", "hacker-news"]), mut at in 0..250usize, by in prop_oneof![any_json(), "[a-z.*@&|()\\[\\]{}'\"`0-9,: -]{0,12}".prop_map(Value::from)]) {
        let mut mapping = example(name);
        replace(&mut mapping, &mut at, &by);
        if let Err(problem) = Mapping::new(ROOT.to_owned(), &mapping, Rc::new(Script::default())) {
            prop_assert_eq!(problem.code, ProblemCode::Config);
            prop_assert!(!problem.errors.is_empty() && problem.errors.iter().all(|error| !error.detail.is_empty()));
        }
    }
}
