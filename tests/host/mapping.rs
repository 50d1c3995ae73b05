//! The mapping backend: the examples of the documentation over recorded answers, and every mistake told.

mod examples;
mod lookups;
mod mistakes;
mod paging;
mod schema;

use crate::support::{ROOT, Script};
use qilou::{backend::Mapping, model::Problem, transport::Response};
use serde_json::Value;
use std::{fs, path::Path, rc::Rc};

/// A file of the project.
fn file(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// A mapping of the documentation.
fn example(name: &str) -> Value {
    json(&file(&format!("docs/mapping/{name}.json")))
}

/// The answers recorded for a mapping of the documentation.
fn answers(name: &str) -> Value {
    json(&file(&format!("tests/fixtures/mapping/{name}.json")))
}

/// A server that answers so.
fn script(answers: &Value) -> Script {
    let mut script = Script::default();
    for (path, answer) in answers.as_object().unwrap() {
        let headers = answer["headers"].as_object();
        let response = Response {
            url: format!("{ROOT}{path}"),
            status: answer["status"].as_u64().unwrap_or(200) as u16,
            content_type: Some("application/json".to_owned()),
            headers: headers
                .into_iter()
                .flatten()
                .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
                .collect(),
            body: match &answer["body"] {
                Value::String(text) => text.clone(),
                body => body.to_string(),
            },
            ..Response::default()
        };
        script.answers.insert(path.clone(), vec![Ok(response)]);
    }
    script
}

/// The backend of a mapping over a server.
pub fn open(mapping: &Value, script: Script) -> Result<(Mapping, Rc<Script>), Problem> {
    let script = Rc::new(script);
    let backend = Mapping::new(ROOT.to_owned(), mapping, script.clone())?;
    Ok((backend, script))
}
