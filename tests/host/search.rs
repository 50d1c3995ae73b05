//! What a reader is shown of what an archive's index found.

use crate::support::wait;
use qilou::{
    model::{
        Author, Body, BodyFormat, Post, PostState, Problem, ProblemCode, SearchPage, Thread,
        ThreadId, ThreadPage, Time,
    },
    route::{SearchRoute, SearchSort},
    search::{
        Term,
        ask::{self, Found},
        key::Key,
        terms,
    },
    transport::Answer,
};
use std::{collections::HashMap, future::ready};

/// The pages of a small archive, by thread; each thread has one.
type Archive = HashMap<String, Result<ThreadPage, Problem>>;

fn post(id: &str, author: &str, at: i64, text: &str) -> Post {
    Post {
        id: id.into(),
        author: Author {
            name: author.to_owned(),
            ..Author::default()
        },
        created: Time(at * 60),
        body: Body {
            format: BodyFormat::Html,
            text: text.to_owned(),
        },
        ..Post::default()
    }
}

fn page(title: &str, posts: Vec<Post>) -> Result<ThreadPage, Problem> {
    Ok(ThreadPage {
        thread: Thread {
            title: title.to_owned(),
            ..Thread::default()
        },
        posts,
        ..ThreadPage::default()
    })
}

fn key(thread: &str, at: i64) -> Key {
    Key {
        thread: thread.into(),
        page: 1,
        at: Time(at * 60),
    }
}

fn asked(query: &str) -> Vec<Term> {
    terms(query, &|_| Vec::new())
}

fn search(archive: &Archive, route: &SearchRoute, keys: Vec<Key>) -> Result<SearchPage, Problem> {
    let read = |id: &ThreadId, _| -> Answer<'_, ThreadPage> {
        let page = archive.get(id.as_str()).cloned();
        Box::pin(ready(
            page.unwrap_or_else(|| Err(Problem::new(ProblemCode::NotFound))),
        ))
    };
    let found = Found {
        total: keys.len(),
        keys,
    };
    wait(ask::page(route, &asked(&route.query), found, &read))
}

fn route(query: &str) -> SearchRoute {
    SearchRoute {
        query: query.to_owned(),
        page: 1,
        ..SearchRoute::default()
    }
}

fn posts(found: &SearchPage) -> Vec<&str> {
    let posts = found.hits.iter().filter_map(|hit| hit.post.as_ref());
    posts.map(|post| post.as_str()).collect()
}

#[test]
fn a_hit_is_the_post_that_has_most_of_the_words() {
    let mut hidden = post("4", "Eve", 9, "骑楼 老街 广州");
    hidden.state = PostState::Deleted;
    let archive = Archive::from([
        (
            "a".to_owned(),
            page(
                "岭南",
                vec![
                    post("1", "Ann", 1, "说起骑楼。"),
                    post("2", "Bob", 2, "<p>老街的騎樓</p>"),
                    post("3", "Ann", 3, "骑楼"),
                    hidden,
                ],
            ),
        ),
        // Only the title has them: the hit is the post that opens the thread.
        (
            "b".to_owned(),
            page(
                "老街骑楼",
                vec![
                    post("5", "Ann", 1, "<img src=x>"),
                    post("6", "Bob", 2, "好"),
                ],
            ),
        ),
    ]);
    let found = search(
        &archive,
        &route("骑楼 老街"),
        vec![key("a", 3), key("b", 2)],
    )
    .unwrap();
    assert_eq!(posts(&found), ["2", "5"]);
    assert_eq!(found.page.total, Some(2));
    assert_eq!(found.hits[0].page, Some(1));
    let shown: Vec<&str> = found.hits[0]
        .marks
        .iter()
        .map(|mark| {
            &found.hits[0].excerpt.as_deref().unwrap()[mark.start as usize..mark.end as usize]
        })
        .collect();
    assert_eq!(shown, ["老街", "騎樓"]);
    assert_eq!(found.hits[1].excerpt, None);
    assert_eq!(found.hits[1].title_marks.len(), 1);
}

#[test]
fn characters_that_only_stand_apart_are_not_found() {
    let archive = Archive::from([
        (
            "a".to_owned(),
            page("", vec![post("1", "Ann", 1, "图书很多，书馆没有")]),
        ),
        (
            "b".to_owned(),
            page("", vec![post("2", "Ann", 1, "圖書館")]),
        ),
    ]);
    let found = search(&archive, &route("图书馆"), vec![key("a", 1), key("b", 1)]).unwrap();
    assert_eq!(posts(&found), ["2"]);
    assert_eq!(found.page.total, Some(1));
}

#[test]
fn words_that_only_the_index_knows_by_their_stems_stay() {
    let archive = Archive::from([(
        "a".to_owned(),
        page("", vec![post("1", "Ann", 1, "a kite may fly happily")]),
    )]);
    for query in ["flies", "kites", "happiness"] {
        let found = search(&archive, &route(query), vec![key("a", 1)]).unwrap();
        assert_eq!(posts(&found), ["1"], "{query}");
    }
}

#[test]
fn a_word_is_not_found_by_its_first_letter() {
    let archive = Archive::from([(
        "a".to_owned(),
        page("x", vec![post("1", "Ann", 1, "x and r 豆腐")]),
    )]);
    for query in ["xyzzy", "rchive", "豆腐xyzzy"] {
        let found = search(&archive, &route(query), vec![key("a", 1)]).unwrap();
        assert_eq!(posts(&found), [""; 0], "{query}");
        assert_eq!(found.page.total, Some(0));
    }
}

#[test]
fn an_author_has_to_have_written_it() {
    let thread = vec![
        post("1", "Ann", 1, "骑楼"),
        post("2", "温村阿May", 2, "骑楼"),
        post("3", "Bob", 3, "别的"),
    ];
    let archive = Archive::from([("a".to_owned(), page("", thread))]);
    for (author, expected) in [
        ("Ann", vec!["1"]),
        (" 溫村阿MAY", vec!["2"]),
        ("Bob", vec![]),
        ("Eve", vec![]),
    ] {
        let route = SearchRoute {
            author: Some(author.to_owned()),
            ..route("骑楼")
        };
        let found = search(&archive, &route, vec![key("a", 3)]).unwrap();
        assert_eq!(posts(&found), expected, "{author}");
    }
}

#[test]
fn the_newest_post_comes_first_however_new_its_neighbours_are() {
    // Thread n was last written in at 100 - n; every third one has the word in an old post only.
    let mut archive = Archive::new();
    let mut keys = Vec::new();
    let mut expected = Vec::new();
    for n in 0..35 {
        let (newest, old) = (100 - n, n + 1);
        let at = if n % 3 == 0 { old } else { newest };
        let id = n.to_string();
        let other = post(&format!("{n}-other"), "Bob", newest, "别的");
        archive.insert(
            id.clone(),
            page("", vec![post(&id, "Ann", at, "骑楼"), other]),
        );
        keys.push(key(&id, newest));
        expected.push((std::cmp::Reverse(at), id));
    }
    expected.sort();
    let mut shown = Vec::new();
    for number in 1..=4 {
        let route = SearchRoute {
            sort: SearchSort::Newest,
            page: number,
            ..route("骑楼")
        };
        let found = search(&archive, &route, keys.clone()).unwrap();
        assert_eq!((found.page.number, found.page.count), (number, Some(4)));
        shown.extend(posts(&found).iter().map(|id| (*id).to_owned()));
    }
    let expected: Vec<String> = expected.into_iter().map(|(_, id)| id).collect();
    assert_eq!(shown, expected);
}

#[test]
fn a_page_that_has_gone_is_left_out_and_a_failure_is_told() {
    let mut archive =
        Archive::from([("a".to_owned(), page("", vec![post("1", "Ann", 1, "骑楼")]))]);
    let keys = vec![key("gone", 2), key("a", 1)];
    let found = search(&archive, &route("骑楼"), keys.clone()).unwrap();
    assert_eq!((posts(&found), found.page.total), (vec!["1"], Some(1)));
    archive.insert("gone".to_owned(), Err(Problem::new(ProblemCode::Offline)));
    let failure = search(&archive, &route("骑楼"), keys).unwrap_err();
    assert_eq!(failure.code, ProblemCode::Offline);
}
