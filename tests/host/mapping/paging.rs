//! The ways of paging, and what is done with lists and trees that come in one piece.

use super::{open, script};
use crate::support::{Script, wait};
use qilou::{
    backend::{Backend, Mapping},
    model::{Page, ProblemCode, ThreadList, ThreadListName::Newest},
    route::ThreadRoute,
};
use serde_json::{Value, json};
use std::rc::Rc;

/// A mapping whose newest threads are paged so.
fn paged(get: &str, page: Value) -> Value {
    json!({
        "strict": true,
        "read_headers": ["X-Pages"],
        "section": {"get": "s", "threads": "answer"},
        "thread": {"get": "t", "thread": {"in": "answer", "id": "id", "title": "title"}},
        "newest": {
            "get": get, "page": page,
            "threads": {"each": "answer.list", "id": "id", "title": "join(' ', ['t', to_string(not_null(_place, `0`))])"}
        }
    })
}

fn list(from: u32, to: u32) -> Value {
    (from..to).map(|id| json!({"id": id})).collect()
}

fn newest(mapping: &Value, answers: &Value) -> (Mapping, Rc<Script>) {
    open(mapping, script(answers)).unwrap_or_else(|problem| panic!("{problem:?}"))
}

fn page(backend: &Mapping, number: u32) -> (Vec<String>, Page) {
    let found: ThreadList = wait(backend.list(Newest, number)).unwrap();
    (
        found
            .threads
            .into_iter()
            .map(|thread| thread.title)
            .collect(),
        found.page,
    )
}

#[test]
fn by_number_from_0_with_the_count_in_the_body() {
    let mapping = paged(
        "l?p={page}&n={limit}",
        json!({"by": "number", "first": 0, "size": 2, "count": "answer.pages"}),
    );
    let (backend, asked) = newest(
        &mapping,
        &json!({"l?p=1&n=2": {"body": {"list": list(3, 5), "pages": "4"}}}),
    );
    let (titles, page) = page(&backend, 2);
    assert_eq!(titles, ["t 3", "t 4"]);
    assert_eq!(
        (page.number, page.count, page.size, page.total, page.next),
        (2, Some(4), 2, None, None)
    );
    assert_eq!(*asked.asked.borrow(), ["l?p=1&n=2"]);
}

#[test]
fn by_offset_with_the_total() {
    let mapping = paged(
        "l{?offset,limit}",
        json!({"by": "offset", "size": 2, "total": "answer.total"}),
    );
    let (backend, _) = newest(
        &mapping,
        &json!({"l?offset=4&limit=2": {"body": {"list": list(5, 6), "total": 5}}}),
    );
    let (titles, page) = page(&backend, 3);
    assert_eq!(titles, ["t 5"]);
    assert_eq!((page.count, page.total), (Some(3), Some(5)));
}

#[test]
fn without_a_count_a_full_page_may_have_another_behind_it() {
    let mapping = paged("l{?page}", json!({"by": "number", "size": 2}));
    let answers = json!({"l?page=1": {"body": {"list": list(1, 3)}}, "l?page=2": {"body": {"list": list(3, 4)}}});
    let (backend, _) = newest(&mapping, &answers);
    let (_, first) = page(&backend, 1);
    let (_, last) = page(&backend, 2);
    assert_eq!((first.count, first.next.is_some()), (None, true));
    assert_eq!((last.count, last.next), (None, None));
    let mapping = paged(
        "l{?page}",
        json!({"by": "number", "size": 2, "next": "answer.more"}),
    );
    let (backend, _) = newest(
        &mapping,
        &json!({"l?page=1": {"body": {"list": list(1, 2), "more": true}}}),
    );
    assert!(page(&backend, 1).1.next.is_some());
}

#[test]
fn by_a_header() {
    let mapping = paged(
        "l{?page}",
        json!({"by": "number", "count": "headers.answer.x_pages"}),
    );
    let answers = json!({"l?page=1": {"headers": {"X-Pages": "7"}, "body": {"list": []}}});
    let (backend, _) = newest(&mapping, &answers);
    assert_eq!(page(&backend, 1).1.count, Some(7));
}

#[test]
fn by_cursor_pages_are_gone_through_once() {
    let mapping = paged(
        "l{?cursor}",
        json!({"by": "cursor", "size": 1, "next": "answer.next"}),
    );
    let answers = json!({
        "l": {"body": {"list": list(1, 2), "next": "a b"}},
        "l?cursor=a%20b": {"body": {"list": list(2, 3), "next": "c"}},
        "l?cursor=c": {"body": {"list": list(3, 4)}},
    });
    let (backend, asked) = newest(&mapping, &answers);
    let (titles, third) = page(&backend, 3);
    assert_eq!(titles, ["t 0"]);
    assert_eq!((third.number, third.count, third.next), (3, None, None));
    assert_eq!(*asked.asked.borrow(), ["l", "l?cursor=a%20b", "l?cursor=c"]);
    // From now on the way is known.
    assert_eq!(page(&backend, 2).1.next.as_deref(), Some("c"));
    assert_eq!(asked.asked.borrow().len(), 4);
    let past = wait(backend.list(Newest, 4)).unwrap_err();
    assert_eq!(past.code, ProblemCode::NotFound);
    let (backend, asked) = newest(&mapping, &answers);
    page(&backend, 1);
    page(&backend, 2);
    assert_eq!(*asked.asked.borrow(), ["l", "l?cursor=a%20b"]);
}

#[test]
fn a_whole_list_is_shown_in_pages() {
    let mapping = paged("l", json!({"by": "slice", "size": 2}));
    let (backend, _) = newest(&mapping, &json!({"l": {"body": {"list": list(1, 6)}}}));
    let (titles, third) = page(&backend, 3);
    assert_eq!(titles, ["t 5"]);
    assert_eq!((third.count, third.total), (Some(3), Some(5)));
    assert!(page(&backend, 4).0.is_empty());
}

#[test]
fn what_is_not_paged_has_one_page() {
    let mut mapping = paged("l", Value::Null);
    mapping["newest"].as_object_mut().unwrap().remove("page");
    let (backend, _) = newest(&mapping, &json!({"l": {"body": {"list": list(1, 6)}}}));
    let (titles, first) = page(&backend, 1);
    assert_eq!((titles.len(), first.count, first.size), (5, Some(1), 5));
    let past = wait(backend.list(Newest, 2)).unwrap_err();
    assert_eq!(past.code, ProblemCode::NotFound);
}

#[test]
fn places_count_what_stands_on_the_first_page_only() {
    let mapping = json!({
        "section": {"get": "s", "threads": "answer"},
        "thread": {
            "get": "t/{id}{?offset,limit}",
            "page": {"by": "offset", "size": 2, "total": "answer.total"},
            "thread": {"in": "answer.question", "id": "id", "title": "title"},
            "posts": [
                {"each": "[answer.question]", "first_page_only": true, "id": "id", "floor": "_place"},
                {"each": "answer.answers", "id": "id", "floor": "_place"}
            ]
        }
    });
    let question = json!({"id": "q", "title": "?"});
    let answers = json!({
        "t/7?offset=0&limit=2": {"body": {"question": question, "answers": [{"id": 1}, {"id": 2}], "total": 3}},
        "t/7?offset=2&limit=2": {"body": {"question": question, "answers": [{"id": 3}], "total": 3}}
    });
    let (backend, _) = newest(&mapping, &answers);
    let floors = |page| {
        let route = ThreadRoute {
            id: "7".into(),
            page,
            ..ThreadRoute::default()
        };
        let found = wait(backend.thread(&route)).unwrap();
        let floors = found
            .posts
            .iter()
            .map(|post| (post.id.0.clone(), post.floor.unwrap_or_default()));
        (floors.collect::<Vec<_>>(), found.page.total)
    };
    let of = |pairs: &[(&str, u32)]| {
        pairs
            .iter()
            .map(|(id, floor)| ((*id).to_owned(), *floor))
            .collect::<Vec<_>>()
    };
    assert_eq!(floors(1), (of(&[("q", 1), ("1", 2), ("2", 3)]), Some(4)));
    assert_eq!(floors(2), (of(&[("3", 4)]), Some(4)));
}

/// A tree that comes nested, and lists that come beside.
#[test]
fn a_nested_tree_and_an_included_list() {
    let mapping = json!({
        "strict": true,
        "lookups": {"people": {"from": "answer.people", "id": "key"}},
        "section": {"get": "s", "threads": "answer"},
        "thread": {
            "get": "t/{id}",
            "thread": {"in": "answer", "id": "id", "title": "title"},
            "posts": {
                "each": "answer.comments", "follow": "replies",
                "join": {"who": {"in": "people", "key": "by"}, "likers": {"in": "people", "key": "likes"}},
                "id": "id", "author": {"name": "who.name"},
                "reactions": "[{key: 'like', label: 'Likes', count: length(likers || `[]`)}][?count > `0`]"
            }
        }
    });
    let answers = json!({"t/7": {"body": {
        "id": 7, "title": "t",
        "people": [{"key": 1, "name": "Ann"}, {"key": "2", "name": "Bo"}, null],
        "comments": [
            {"id": 1, "by": 1, "likes": [2, 9], "replies": [{"id": 2, "by": 2, "replies": [{"id": 3, "by": 9}]}]},
            {"id": 4, "by": "1", "likes": []}
        ]
    }}});
    let (backend, _) = newest(&mapping, &answers);
    let route = ThreadRoute {
        id: "7".into(),
        page: 1,
        ..ThreadRoute::default()
    };
    let found = wait(backend.thread(&route)).unwrap();
    let posts: Vec<_> = found
        .posts
        .iter()
        .map(|post| {
            (
                post.id.as_str(),
                post.depth,
                post.author.name.as_str(),
                post.reactions.len(),
            )
        })
        .collect();
    assert_eq!(
        posts,
        [
            ("1", Some(0), "Ann", 1),
            ("2", Some(1), "Bo", 0),
            ("3", Some(2), "", 0),
            ("4", Some(0), "Ann", 0)
        ]
    );
    assert_eq!(found.posts[0].reactions[0].count, 1);
}

#[test]
fn a_tree_that_bites_its_tail_ends() {
    let mapping = json!({
        "lookups": {"items": {"get": "i/{id}"}},
        "section": {"get": "s", "threads": "answer"},
        "thread": {
            "get": "i/{id}",
            "thread": {"in": "answer", "id": "id", "title": "'t'"},
            "posts": {"each": "answer.kids", "lookup": "items", "follow": "kids", "id": "id"}
        }
    });
    let answers = json!({
        "i/1": {"body": {"id": 1, "kids": [2]}},
        "i/2": {"body": {"id": 2, "kids": [3]}},
        "i/3": {"body": {"id": 3, "kids": [2, 3]}},
    });
    let (backend, _) = newest(&mapping, &answers);
    let route = ThreadRoute {
        id: "1".into(),
        page: 1,
        ..ThreadRoute::default()
    };
    let found = wait(backend.thread(&route)).unwrap();
    let ids: Vec<_> = found.posts.iter().map(|post| post.id.as_str()).collect();
    assert_eq!(ids, ["2", "3"]);
}
