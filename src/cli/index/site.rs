//! Says in `site.json` that the archive can be searched; all else in it stays as it was, letter by letter.

use super::Problem;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::{fmt, fs, path::Path};

/// An object whose fields keep their order and their text.
struct Object(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Object;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Object(fields))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

/// Adds the capability `search` to the site of a folder, unless it is there.
pub fn declare(folder: &Path) -> Result<(), Problem> {
    let path = folder.join("site.json");
    let unwritable = |error| Problem::Unwritable(path.clone(), error);
    let text = fs::read_to_string(&path).map_err(unwritable)?;
    let Some(declared) = declared(&text) else {
        return Ok(());
    };
    // Half a document must never be there.
    let fresh = folder.join(".site.json-new");
    fs::write(&fresh, declared).map_err(unwritable)?;
    fs::rename(&fresh, &path).map_err(unwritable)
}

/// The text of a site with the capability; none if it has it already.
fn declared(text: &str) -> Option<String> {
    let Object(mut fields) = serde_json::from_str(text).ok()?;
    let place = fields.iter().position(|(name, _)| name == "capabilities");
    let mut words: Vec<String> = match place {
        Some(place) => serde_json::from_str(fields[place].1.get()).ok()?,
        None => Vec::new(),
    };
    if words.iter().any(|word| word == "search") {
        return None;
    }
    words.push("search".to_owned());
    let words = serde_json::value::to_raw_value(&words).ok()?;
    match place {
        Some(place) => fields[place].1 = words,
        None => fields.push(("capabilities".to_owned(), words)),
    }
    let (open, between, close) = match text.trim_end().contains('\n') {
        true => ("{\n  ", ",\n  ", "\n}\n"),
        false => ("{", ",", "}"),
    };
    let fields = fields.iter().map(|(name, value)| {
        let name = serde_json::Value::String(name.clone());
        format!("{name}:{}{value}", if between.len() > 1 { " " } else { "" })
    });
    Some([open, &fields.collect::<Vec<_>>().join(between), close].concat())
}

#[cfg(test)]
mod tests {
    use super::declared;

    #[test]
    fn the_site_says_that_it_can_be_searched() {
        for (before, after) in [
            (
                r#"{"v":"1.0","name":"a","capabilities":["lists"],"lang":"zh"}"#,
                r#"{"v":"1.0","name":"a","capabilities":["lists","search"],"lang":"zh"}"#,
            ),
            (
                "{ \"v\": \"1.0\",\n  \"name\": \"骑\\u697c\" }\n",
                "{\n  \"v\": \"1.0\",\n  \"name\": \"骑\\u697c\",\n  \"capabilities\": [\"search\"]\n}\n",
            ),
        ] {
            assert_eq!(declared(before).as_deref(), Some(after));
            assert_eq!(declared(after), None);
        }
    }
}
