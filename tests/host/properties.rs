//! No JSON makes a decoder panic, and every refusal names what was wrong.

use proptest::{
    collection::{btree_map, vec},
    prelude::*,
};
use qilou::{
    backend::decode_document,
    model::{ProblemCode, Read, SectionPage, Site, ThreadPage, UserPosts},
    transport::Response,
};
use serde_json::{Map, Value};

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        Just(Value::from("1.0")),
        Just(Value::from("2024-01-01T00:00:00Z")),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        let key = prop_oneof![
            "[a-z_]{1,8}",
            prop::sample::select(vec![
                "v", "thread", "posts", "page", "section", "author", "name", "id", "title",
                "created", "body"
            ])
            .prop_map(str::to_owned)
        ];
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::from),
            btree_map(key, inner, 0..6).prop_map(|fields| Value::Object(Map::from_iter(fields))),
        ]
    })
}

/// What to do to a document, and which of its values to do it to.
#[derive(Clone, Debug)]
enum Harm {
    Drop,
    Replace(Value),
    Nest,
    Truncate,
}

fn any_harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        Just(Harm::Drop),
        any_json().prop_map(Harm::Replace),
        Just(Harm::Nest),
        Just(Harm::Truncate)
    ]
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

/// Harms the value of this number, counted depth first.
fn harm(value: &mut Value, number: &mut usize, harm_: &Harm) -> bool {
    if *number == 0 {
        *value = match harm_ {
            Harm::Replace(other) => other.clone(),
            Harm::Nest => Value::Array(vec![value.take()]),
            _ => Value::Null,
        };
        return true;
    }
    *number -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| harm(item, number, harm_)),
        Value::Object(fields) => {
            let keys: Vec<String> = fields.keys().cloned().collect();
            keys.iter().any(|key| {
                if *number == 0 && matches!(harm_, Harm::Drop) {
                    fields.remove(key);
                    return true;
                }
                fields
                    .get_mut(key)
                    .is_some_and(|field| harm(field, number, harm_))
            })
        }
        _ => false,
    }
}

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
    fn no_harm_to_a_real_document_breaks_a_decoder(at in any::<prop::sample::Index>(), what in any_harm(), cut in any::<prop::sample::Index>()) {
        let text = include_str!("../../content/site.json");
        if matches!(what, Harm::Truncate) {
            let ends: Vec<usize> = text.char_indices().map(|(index, _)| index).collect();
            check::<Site>(text[..ends[cut.index(ends.len())]].to_owned());
        } else {
            let mut site: Value = serde_json::from_str(text).unwrap();
            let mut number = at.index(count(&site));
            harm(&mut site, &mut number, &what);
            check::<Site>(site.to_string());
        }
    }
}
