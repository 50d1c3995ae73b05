//! Harmed answers: never a panic, and if not a document then a problem that tells what was wrong.

use super::{Api, questions};
use crate::harm::{any_harm, harmed};
use proptest::{prelude::*, sample::Index};
use qilou::model::{Problem, ProblemCode};

fn tells(problem: &Problem) -> bool {
    let has_detail = problem
        .detail
        .as_ref()
        .is_some_and(|detail| !detail.is_empty());
    has_detail
        || problem.code == ProblemCode::HtmlInsteadOfJson
        || problem.code == ProblemCode::NotFound
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn harmed_answers_are_told_of(
        is_new in any::<bool>(),
        which in any::<Index>(),
        at in any::<Index>(),
        what in any_harm(),
    ) {
        let api = if is_new { Api::V4 } else { Api::V3 };
        let places = api.places();
        let (name, _) = places[which.index(places.len())];
        let body = harmed(&api.fixture(name), at, &what);
        let mut script = api.forum();
        for (other, path) in places {
            if other == name {
                script.answers.remove(&api.path(path));
                script = script.with(&api.path(path), 200, &body);
            }
        }
        let (backend, _) = api.open(script);
        for (question, answer) in questions(&backend) {
            if let Err(problem) = answer {
                prop_assert!(tells(&problem), "{question}: {problem:?}");
            }
        }
    }
}
