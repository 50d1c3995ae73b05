//! The form of documents: the published schema first, which knows every field, then the reader of the app.

use crate::{
    cli::Problem,
    content::{Document, Name, Wrong, value},
};
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::HashMap;

/// The schema of all documents, as it is published.
const SCHEMA: &str = include_str!("../../../docs/format.schema.json");

/// So many faults of a document are told.
const MOST: usize = 5;

/// Examines the form of documents of every kind.
pub struct Schemas(HashMap<String, Validator>);

impl Schemas {
    /// Makes ready.
    ///
    /// # Errors
    ///
    /// The schema that came with this program cannot be used.
    pub fn new() -> Result<Self, Problem> {
        let broken = |what: &dyn std::fmt::Display| {
            Problem::Config("docs/format.schema.json".to_owned(), what.to_string())
        };
        let schema: Value = serde_json::from_str(SCHEMA).map_err(|error| broken(&error))?;
        let kinds = schema["properties"]
            .as_object()
            .cloned()
            .unwrap_or_default();
        let mut validators = HashMap::new();
        for (kind, mut part) in kinds {
            if let Some(fields) = part.as_object_mut() {
                fields.insert("$schema".to_owned(), schema["$schema"].clone());
                fields.insert("$defs".to_owned(), schema["$defs"].clone());
            }
            let validator = jsonschema::validator_for(&part).map_err(|error| broken(&error))?;
            validators.insert(kind, validator);
        }
        Ok(Self(validators))
    }

    /// Reads a document.
    ///
    /// # Errors
    ///
    /// What is wrong with it, without stops.
    pub fn read(&self, name: &Name, text: &str) -> Result<Document, Vec<String>> {
        let value = value(text).map_err(|wrong| vec![told(&wrong)])?;
        let mut faults = Vec::new();
        if let Some(validator) = self.0.get(name.kind()) {
            let value = without_nulls(value);
            let errors = validator.iter_errors(&value);
            faults.extend(
                errors
                    .take(MOST)
                    .map(|error| format!("{error} at {}", error.instance_path)),
            );
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Document::parse(name, text).map_err(|wrong| vec![told(&wrong)])
    }
}

/// A field that is null says that there is none; the schema knows only fields that say something.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name, without_nulls(value)))
            .collect(),
        Value::Array(values) => json!(values.into_iter().map(without_nulls).collect::<Vec<_>>()),
        value => value,
    }
}

fn told(wrong: &Wrong) -> String {
    match wrong {
        Wrong::Half => "it is half a document: the text ends too early".to_owned(),
        Wrong::Html => "it is a web page".to_owned(),
        Wrong::NotJson(line, column) => format!("it is not JSON: line {line}, column {column}"),
        Wrong::Shape(what) => format!("it does not fit: {what}"),
        Wrong::Version(version) => format!("it is of version {version} of the format"),
        _ => "it cannot be read".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Name, Schemas};

    #[test]
    fn each_kind_has_its_schema() {
        let schemas = Schemas::new().unwrap();
        let read = |text: &str| schemas.read(&Name::Home, text);
        assert!(read(r#"{"v": "1.0", "newest": null}"#).is_ok());
        let fault = |text: &str| read(text).map(drop).unwrap_err().join("; ");
        assert!(fault(r#"{"v": "1.0", "newest": [{"id": 7}]}"#).contains("/newest/0"));
        assert!(fault("{\"v\": \"1.0\"").contains("half a document"));
        assert!(fault("<html>").contains("web page"));
        assert!(fault(r#"{"v": "2.0"}"#).contains("version 2.0"));
    }
}
