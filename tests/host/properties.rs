//! No JSON makes a decoder panic, and every refusal names what was wrong.

use crate::harm::{any_harm, any_json, harmed};
use proptest::prelude::*;
use qilou::{
    backend::decode_document,
    model::{ProblemCode, Read, SectionPage, Site, ThreadPage, UserPosts},
    transport::Response,
};

fn check<T: Read>(body: String) {
    let response = Response {
        url: "u".into(),
        status: 200,
        body,
        ..Response::default()
    };
    if let Err(problem) = decode_document::<T>(&response) {
        let named = matches!(
            problem.code,
            ProblemCode::BadJson | ProblemCode::UnexpectedShape | ProblemCode::Version
        ) && problem.detail.is_some_and(|detail| !detail.is_empty());
        assert!(named || problem.code == ProblemCode::HtmlInsteadOfJson);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_json_breaks_a_decoder(json in any_json()) {
        let body = json.to_string();
        check::<Site>(body.clone());
        check::<SectionPage>(body.clone());
        check::<ThreadPage>(body.clone());
        check::<UserPosts>(body);
    }

    #[test]
    fn no_text_breaks_a_decoder(body in "\\PC{0,200}") {
        check::<ThreadPage>(body);
    }

    #[test]
    fn no_harm_to_a_real_document_breaks_a_decoder(at in any::<prop::sample::Index>(), what in any_harm()) {
        check::<Site>(harmed(include_str!("../../content/site.json"), at, &what));
    }
}
