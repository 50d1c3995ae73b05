//! Answers that are broken: none ends the app, and each is either read or told what is wrong with it.

use super::{Forum, recorded};
use crate::{
    harm::{any_harm, any_json, harmed},
    support::wait,
};
use proptest::prelude::*;
use qilou::{
    backend::Backend,
    load::Document,
    model::{Problem, ProblemCode},
    route::{Route, SearchRoute, SectionRoute, ThreadRoute, UserTab},
};

/// A question, the path at which its answer is harmed, and the answer.
type Case = (fn() -> Route, &'static str, &'static str);

const CASES: [Case; 6] = [
    (topic, "api/topic/66", "topic-rich-user"),
    (category, "api/category/5", "category-parent"),
    (category, "api/category/5", "category-p4"),
    (recent, "api/recent", "tag-guest"),
    (search, "api/search", "search-user-en"),
    (profile, "api/user/x", "user-guest"),
];

fn topic() -> Route {
    Route::Thread(ThreadRoute {
        id: "66".into(),
        page: 1,
        ..ThreadRoute::default()
    })
}

fn category() -> Route {
    Route::Section(SectionRoute {
        id: "5".into(),
        page: 1,
        ..SectionRoute::default()
    })
}

fn recent() -> Route {
    Route::List {
        list: qilou::model::ThreadListName::Newest,
        page: 1,
    }
}

fn search() -> Route {
    Route::Search(SearchRoute {
        query: "inline".to_owned(),
        page: 1,
        ..SearchRoute::default()
    })
}

fn profile() -> Route {
    Route::User {
        id: "x".into(),
        tab: UserTab::Profile,
        page: 1,
    }
}

/// Whether a problem tells what was wrong.
fn is_told(problem: &Problem) -> bool {
    let detail = problem.detail.as_deref().unwrap_or_default();
    match problem.code {
        ProblemCode::UnexpectedShape => detail.contains("found") || detail.contains("missing"),
        ProblemCode::BadJson | ProblemCode::NotFound => !detail.is_empty(),
        ProblemCode::HtmlInsteadOfJson | ProblemCode::Closed => true,
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn a_harmed_answer_is_read_or_told(case in 0..CASES.len(), at: prop::sample::Index, what in any_harm()) {
        let (route, path, name) = CASES[case];
        let body = harmed(&recorded(name).response.body, at, &what);
        let (backend, _) = Forum::new().saying(path, 200, &body).backend();
        if let Err(problem) = wait(Document::ask(&backend, &route())) {
            prop_assert!(is_told(&problem), "{problem:?}");
        }
    }

    #[test]
    fn a_harmed_site_is_read_or_told(is_config: bool, at: prop::sample::Index, what in any_harm()) {
        let (path, name) = match is_config {
            true => ("api/config", "config-guest"),
            false => ("api/categories", "categories-guest"),
        };
        let body = harmed(&recorded(name).response.body, at, &what);
        let (backend, _) = Forum::new().saying(path, 200, &body).backend();
        if let Err(problem) = wait(backend.site()) {
            prop_assert!(is_told(&problem), "{problem:?}");
        }
    }

    #[test]
    fn any_json_at_all_is_read_or_told(body in any_json(), case in 0..CASES.len(), status in prop::sample::select(vec![200_u16, 401, 404, 503])) {
        let (route, path, _) = CASES[case];
        let (backend, _) = Forum::new().saying(path, status, &body.to_string()).backend();
        if let Err(problem) = wait(Document::ask(&backend, &route())) {
            prop_assert!(status != 200 || is_told(&problem), "{problem:?}");
            prop_assert!(problem.code != ProblemCode::Unknown);
        }
    }

    #[test]
    fn any_address_is_a_page_or_none(path in "\\PC{0,30}", query in "\\PC{0,30}") {
        let (backend, _) = Forum::new().backend();
        let _ = backend.route(&path, &query, "");
    }

    #[test]
    fn any_words_are_words(text in "(\\[\\[|\\]\\]|[a-z]{1,3}|:|, |%1|\\PC){0,12}") {
        let (backend, _) = Forum::new()
            .saying("api/category/5", 200, &serde_json::json!({"cid": 5, "name": text}).to_string())
            .backend();
        wait(Document::ask(&backend, &category())).unwrap();
    }
}
