//! Lemmy, both versions of its API, over answers written from its types.

mod paging;
mod properties;
mod reading;
mod refusals;

use crate::support::{ROOT, Script, wait};
use qilou::{
    backend::{Backend, Lemmy},
    model::{Problem, ThreadListName},
    route::{SearchRoute, SearchSort, SectionRoute, ThreadRoute},
    transport::{Answer, Request, Response, Transport},
};
use serde::Serialize;
use serde_json::Value;
use std::{fs, path::Path, rc::Rc};

/// A version of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Api {
    V3,
    V4,
}

pub const BOTH: [Api; 2] = [Api::V3, Api::V4];

impl Api {
    fn name(self) -> &'static str {
        match self {
            Self::V3 => "v3",
            Self::V4 => "v4",
        }
    }

    /// Where in this version each fixture is the answer.
    fn places(self) -> Vec<(&'static str, &'static str)> {
        let mut places = vec![
            ("site", "site"),
            ("community", "community?name=arcades"),
            ("community-far", "community?name=music%40faraway.example"),
            ("post", "post?id=3"),
            ("post", "post?comment_id=29"),
            ("post-link", "post?id=4"),
            ("post-image", "post?id=5"),
            ("post-removed", "post?id=8"),
            ("comment", "comment?id=29"),
        ];
        places.extend(match self {
            Self::V3 => vec![
                ("communities", "community/list?type_=Local&sort=TopMonth&limit=50"),
                ("posts-new", "post/list?sort=New&limit=20&page=1"),
                ("posts-active", "post/list?sort=Active&limit=20&page=1"),
                ("posts-community", "post/list?community_name=arcades&sort=NewComments&limit=20&page=1"),
                ("posts-active", "post/list?community_name=music%40faraway.example&sort=MostComments&limit=20&page=1"),
                ("comments", "comment/list?post_id=3&type_=All&sort=Old&max_depth=50"),
                ("comments-none", "comment/list?post_id=4&type_=All&sort=Old&max_depth=50"),
                ("comments-none", "comment/list?post_id=5&type_=All&sort=Old&max_depth=50"),
                ("comments-none", "comment/list?post_id=8&type_=All&sort=Old&max_depth=50"),
                ("person", "user?username=ahmei&sort=New&limit=20&page=1"),
                ("person", "user?username=ahmei&sort=New&limit=1"),
                ("person-banned", "user?username=loudmouth%40faraway.example&sort=New&limit=20&page=1"),
                ("search", "search?q=arcade%20streets&type_=All&listing_type=All&sort=TopAll&limit=20&page=1"),
                ("search", "search?q=arcade&type_=All&listing_type=All&sort=New&community_name=arcades&creator_id=11&limit=20&page=1"),
                ("modlog", "modlog?type_=All&limit=20&page=1"),
                ("error-not-found", "community?name=nowhere"),
                ("error-private", "user?username=hidden&sort=New&limit=20&page=1"),
                ("error-query", "user?username=odd&sort=New&limit=20&page=1"),
                ("error-rate", "user?username=hasty&sort=New&limit=20&page=1"),
            ],
            Self::V4 => vec![
                ("communities", "community/list?type_=local&sort=active_monthly&limit=50"),
                ("posts-new", "post/list?sort=new&time_range_seconds=0&limit=20"),
                ("posts-active", "post/list?sort=active&time_range_seconds=0&limit=20"),
                ("posts-community", "post/list?community_name=arcades&sort=new_comments&time_range_seconds=0&limit=20"),
                ("posts-active", "post/list?community_name=music%40faraway.example&sort=most_comments&time_range_seconds=0&limit=20"),
                ("comments", "comment/list/slim?post_id=3&type_=all&sort=old&max_depth=50&time_range_seconds=0"),
                ("comments-none", "comment/list/slim?post_id=4&type_=all&sort=old&max_depth=50&time_range_seconds=0"),
                ("comments-none", "comment/list/slim?post_id=5&type_=all&sort=old&max_depth=50&time_range_seconds=0"),
                ("comments-none", "comment/list/slim?post_id=8&type_=all&sort=old&max_depth=50&time_range_seconds=0"),
                ("person", "person?username=ahmei"),
                ("person-banned", "person?username=loudmouth%40faraway.example"),
                ("person-posts", "post/list?creator_username=ahmei&type_=all&sort=new&time_range_seconds=0&limit=20"),
                ("person-comments", "comment/list?creator_username=ahmei&type_=all&sort=new&time_range_seconds=0&limit=20"),
                ("search", "search?search_term=arcade%20streets&type_=all&listing_type=all&limit=20"),
                ("search", "search?search_term=arcade&type_=all&listing_type=all&community_name=arcades&creator_username=ahmei&limit=20"),
                ("modlog", "modlog?type_=all&limit=20"),
                ("error-not-found", "community?name=nowhere"),
                ("error-private", "person?username=hidden"),
                ("error-query", "person?username=odd"),
                ("error-rate", "person?username=hasty"),
            ],
        });
        places
    }

    /// A fixture of this version.
    pub fn fixture(self, name: &str) -> String {
        let path = format!("tests/fixtures/lemmy/{}/{name}.json", self.name());
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// A path of this version below the forum's root.
    pub fn path(self, path: &str) -> String {
        format!("api/{}/{path}", self.name())
    }

    /// The forum of the fixtures.
    pub fn forum(self) -> Script {
        let mut script = Script::default();
        for (name, path) in self.places() {
            let status = match (name, self) {
                ("error-not-found", Self::V4) => 404,
                ("error-rate", Self::V4) => 429,
                _ if name.starts_with("error") => 400,
                _ => 200,
            };
            script = script.with(&self.path(path), status, &self.fixture(name));
        }
        script
    }

    /// The backend where the address names the version.
    pub fn open(self, script: Script) -> (Lemmy, Rc<Script>) {
        open(&format!("{ROOT}api/{}/", self.name()), script)
    }

    /// The backend over the forum of the fixtures, which has been asked for its site already.
    pub fn reader(self) -> (Lemmy, Rc<Script>) {
        let (backend, script) = self.open(self.forum());
        wait(backend.site()).unwrap();
        script.asked.borrow_mut().clear();
        (backend, script)
    }
}

/// The backend at an address, over a server that takes its time: what is asked for at once is under way at once.
pub fn open(url: &str, script: Script) -> (Lemmy, Rc<Script>) {
    let script = Rc::new(script);
    (Lemmy::new(url, Rc::new(Late(script.clone()))), script)
}

struct Late(Rc<Script>);

impl Transport for Late {
    fn send(&self, request: Request) -> Answer<'_, Response> {
        Box::pin(async move {
            let answer = self.0.send(request).await;
            tokio::task::yield_now().await;
            answer
        })
    }
}

/// A page of a thread.
pub fn thread(id: &str, page: u32) -> ThreadRoute {
    ThreadRoute {
        id: id.into(),
        page,
        ..ThreadRoute::default()
    }
}

/// The first page of a section.
pub fn section(id: &str) -> SectionRoute {
    SectionRoute {
        id: id.into(),
        page: 1,
        ..SectionRoute::default()
    }
}

/// The first page of what a search finds.
pub fn search(query: &str) -> SearchRoute {
    SearchRoute {
        query: query.to_owned(),
        page: 1,
        ..SearchRoute::default()
    }
}

/// Every question that the fixtures answer, with a name.
pub fn questions(backend: &Lemmy) -> Vec<(&'static str, Result<Value, Problem>)> {
    fn told<T: Serialize>(answer: Result<T, Problem>) -> Result<Value, Problem> {
        answer.map(|document| serde_json::to_value(document).unwrap())
    }
    let far = SectionRoute {
        sort: qilou::model::Sort::Replies,
        ..section("music@faraway.example")
    };
    let narrow = SearchRoute {
        section: Some("arcades".into()),
        author: Some("ahmei".to_owned()),
        sort: SearchSort::Newest,
        ..search("arcade")
    };
    let user = "ahmei".into();
    vec![
        ("site", told(wait(backend.site()))),
        ("page-about", told(wait(backend.page("about")))),
        ("page-legal", told(wait(backend.page("legal")))),
        ("home", told(wait(backend.home()))),
        ("list", told(wait(backend.list(ThreadListName::Hot, 1)))),
        ("section", told(wait(backend.section(&section("arcades"))))),
        ("section-far", told(wait(backend.section(&far)))),
        ("thread", told(wait(backend.thread(&thread("3", 1))))),
        ("thread-link", told(wait(backend.thread(&thread("4", 1))))),
        ("thread-image", told(wait(backend.thread(&thread("5", 1))))),
        (
            "thread-removed",
            told(wait(backend.thread(&thread("8", 1)))),
        ),
        (
            "find-post",
            told(wait(backend.find_post(&"3".into(), &"29".into()))),
        ),
        ("user", told(wait(backend.user(&user)))),
        (
            "user-banned",
            told(wait(backend.user(&"loudmouth@faraway.example".into()))),
        ),
        ("user-threads", told(wait(backend.user_threads(&user, 1)))),
        ("user-posts", told(wait(backend.user_posts(&user, 1)))),
        (
            "search",
            told(wait(backend.search(&search("arcade streets")))),
        ),
        ("search-narrow", told(wait(backend.search(&narrow)))),
        ("modlog", told(wait(backend.modlog(1)))),
    ]
}

#[test]
fn every_answer_becomes_the_model() {
    for api in BOTH {
        let (backend, _) = api.reader();
        for (name, answer) in questions(&backend) {
            let document = answer.unwrap_or_else(|problem| panic!("{api:?} {name}: {problem:?}"));
            let path = format!("tests/golden/lemmy/{}-{name}.json", api.name());
            let mut text = serde_json::to_string_pretty(&document).unwrap();
            text.push('\n');
            if std::env::var("QILOU_WRITE_GOLDEN").is_ok_and(|value| value == "1") {
                fs::create_dir_all("tests/golden/lemmy").unwrap();
                fs::write(&path, &text).unwrap();
            }
            let golden =
                fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
            assert_eq!(text, golden, "{path}");
        }
    }
}

#[test]
fn no_fixture_is_left_out() {
    /// Asked for only where a tree was cut off; `paging` answers with it.
    const ELSEWHERE: [&str; 1] = ["comment"];
    for api in BOTH {
        let (backend, script) = api.open(api.forum());
        questions(&backend);
        for name in ["hidden", "odd", "hasty"] {
            wait(backend.user(&name.into())).unwrap_err();
        }
        wait(backend.section(&section("nowhere"))).unwrap_err();
        let asked = script.asked.borrow();
        let used: Vec<&str> = api
            .places()
            .into_iter()
            .filter(|(_, path)| asked.contains(&api.path(path)))
            .map(|(name, _)| name)
            .collect();
        let folder = Path::new("tests/fixtures/lemmy").join(api.name());
        for entry in fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let name = name.strip_suffix(".json").expect("only JSON");
            assert!(
                used.contains(&name) || ELSEWHERE.contains(&name),
                "{api:?} {name}"
            );
        }
    }
}

/// The answers to all questions in one version.
pub fn answers(api: Api) -> Vec<(&'static str, Value)> {
    let (backend, _) = api.reader();
    let answers = questions(&backend).into_iter();
    answers
        .map(|(name, answer)| (name, answer.unwrap()))
        .collect()
}

#[test]
fn both_versions_tell_the_same() {
    for ((name, one), (_, other)) in answers(Api::V3).into_iter().zip(answers(Api::V4)) {
        assert_eq!(without_novelties(one), without_novelties(other), "{name}");
    }
}

/// A document without what only one version tells: 1.0 has tags, short descriptions of communities, and cursors;
/// the log has other kinds of entries.
fn without_novelties(document: Value) -> Value {
    const NEW: [&str; 5] = ["tags", "description", "generator", "next", "entries"];
    match document {
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(name, _)| !NEW.contains(&name.as_str()))
            .map(|(name, field)| (name, without_novelties(field)))
            .collect(),
        Value::Array(items) => items.into_iter().map(without_novelties).collect(),
        other => other,
    }
}
