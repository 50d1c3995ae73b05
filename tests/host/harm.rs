//! Ways to harm an answer: what arrives from a server that is broken, half up to date, or hostile.

use proptest::{
    collection::{btree_map, vec},
    prelude::*,
};
use serde_json::{Map, Value};

/// Any JSON at all.
pub fn any_json() -> impl Strategy<Value = Value> {
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

/// What to do to one of a document's values.
#[derive(Clone, Debug)]
pub enum Harm {
    Drop,
    Replace(Value),
    Nest,
    /// A list with its entries twice.
    Double,
    /// The text of the document ends in its middle.
    Truncate,
    /// A web page comes instead.
    Html,
}

/// Any harm.
pub fn any_harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        Just(Harm::Drop),
        any_json().prop_map(Harm::Replace),
        Just(Harm::Nest),
        Just(Harm::Double),
        Just(Harm::Truncate),
        Just(Harm::Html),
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
            Harm::Double => match value.take() {
                Value::Array(items) => items.iter().chain(&items).cloned().collect(),
                other => Value::Array(vec![other.clone(), other]),
            },
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

/// The text of a document with one of its values harmed; `at` chooses which.
pub fn harmed(text: &str, at: prop::sample::Index, what: &Harm) -> String {
    match what {
        Harm::Truncate => {
            let ends: Vec<usize> = text.char_indices().map(|(index, _)| index).collect();
            text[..ends[at.index(ends.len())]].to_owned()
        }
        Harm::Html => "<!DOCTYPE html><title>503</title><p>System Error".to_owned(),
        _ => {
            let mut document: Value = serde_json::from_str(text).expect("a document that is whole");
            let mut number = at.index(count(&document));
            harm(&mut document, &mut number, what);
            document.to_string()
        }
    }
}
