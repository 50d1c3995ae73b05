//! From values as an API writes them to values as the content format has them.

use super::super::Node;
use crate::{
    model::{Kind, Misfit, Shape, Time},
    text::entity,
};
use serde_json::{Map, Number, Value, json};

/// A named conversion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Conversion {
    /// Only what the field's kind asks for.
    #[default]
    None,
    /// Seconds since 1970 to a time.
    Unix,
    /// Milliseconds since 1970 to a time.
    UnixMillis,
    /// A date, with or without a time, but without a zone: taken as UTC.
    Utc,
    /// Text whose characters are escaped for HTML.
    Escaped,
    /// HTML to its text, in one line.
    HtmlToText,
    /// An id that is 0 or empty where there is none.
    Id,
    /// HTML to a body.
    Html,
    /// Markdown to a body.
    Markdown,
    /// Plain text to a body.
    Text,
}

/// The conversions by the names that mappings use.
pub const CONVERSIONS: &[(&str, Conversion)] = &[
    ("unix", Conversion::Unix),
    ("unix_millis", Conversion::UnixMillis),
    ("utc", Conversion::Utc),
    ("escaped", Conversion::Escaped),
    ("html_to_text", Conversion::HtmlToText),
    ("id", Conversion::Id),
    ("html", Conversion::Html),
    ("markdown", Conversion::Markdown),
    ("text", Conversion::Text),
];

impl Conversion {
    fn apply(self, value: &Value) -> Result<Value, Misfit> {
        let node = Node::of(value);
        let text = |expected| {
            let text = value.as_str().map(str::to_owned).or_else(|| node.text());
            text.ok_or_else(|| Misfit::of(value, expected))
        };
        let time = |time: Option<Time>, expected| match (time, node.whole()) {
            (Some(time), _) => Ok(Value::String(time.rfc3339())),
            // 0 and the empty string are how servers write "never".
            (None, Some(0)) => Ok(Value::Null),
            _ if value == "" => Ok(Value::Null),
            _ => Err(Misfit::of(value, expected)),
        };
        let body = |format: &str| Ok(json!({"format": format, "text": text("a string")?}));
        match self {
            Self::None => Ok(value.clone()),
            Self::Unix => time(node.unix(), "seconds since 1970"),
            Self::UnixMillis => time(node.unix_millis(), "milliseconds since 1970"),
            Self::Utc => time(node.str().and_then(utc), "a date without a zone"),
            Self::Escaped => Ok(entity::decode(&text("a string")?).into()),
            Self::HtmlToText => Ok(entity::plain(&text("a string")?).into()),
            Self::Id => Ok(text("an id").map(|id| match id.as_str() {
                "" | "0" => Value::Null,
                _ => Value::String(id),
            })?),
            Self::Html => body("html"),
            Self::Markdown => body("markdown"),
            Self::Text => body("text"),
        }
    }
}

/// `2024-01-31`, `2024-01-31 12:30:00` or `2024-01-31T12:30:00`, in UTC.
fn utc(text: &str) -> Option<Time> {
    let (day, clock) = match text.split_once([' ', 'T']) {
        Some((day, clock)) => (day, clock.trim_end_matches('Z')),
        None => (text, "00:00:00"),
    };
    Time::parse(&[day, "T", clock, "Z"].concat())
}

/// A value converted and made to fit a shape: numbers become strings where the format has strings, and so on. What
/// says nothing is nothing: null, and the empty string and false where a text may be absent.
///
/// # Errors
///
/// What does not fit.
pub fn fit(
    value: &Value,
    conversion: Conversion,
    shape: Shape,
    strict: bool,
) -> Result<Option<Value>, Misfit> {
    if value.is_null() {
        return Ok(None);
    }
    if let Kind::List(item) = shape.kind {
        let Value::Array(items) = value else {
            return Err(Misfit::of(value, "a list"));
        };
        let mut fitting = Vec::with_capacity(items.len());
        for (index, value) in items.iter().enumerate() {
            match fit(value, conversion, item(), strict) {
                Ok(Some(value)) if value != "" => fitting.push(value),
                Err(misfit) if strict => {
                    return Err(misfit.below(&["[", &index.to_string(), "]"].concat()));
                }
                _ => {}
            }
        }
        return Ok(Some(Value::Array(fitting)));
    }
    let converted = conversion.apply(value)?;
    let value = &converted;
    let node = Node::of(value);
    Ok(Some(match shape.kind {
        _ if value.is_null() => return Ok(None),
        Kind::Object(fields) => {
            let Value::Object(given) = value else {
                return Err(Misfit::of(value, "an object"));
            };
            let mut fitting = Map::new();
            for field in fields {
                let shape = (field.shape)();
                let optional = shape.optional || field.default;
                let value = given.get(field.name).unwrap_or(&Value::Null);
                match fit(value, Conversion::None, shape, strict) {
                    Ok(Some(value)) => {
                        fitting.insert(field.name.to_owned(), value);
                    }
                    Ok(None) if optional => {}
                    Ok(None) => return Err(Misfit::of(value, "a value").below(field.name)),
                    Err(_) if optional && !strict => {}
                    Err(misfit) => return Err(misfit.below(field.name)),
                }
            }
            let unknown = given
                .keys()
                .find(|key| !fields.iter().any(|field| field.name == *key));
            // Paths have fields of any name.
            if let Some(key) = unknown.filter(|_| strict && !fields.is_empty()) {
                return Err(Misfit::told(["there is no field `", key, "`"].concat()));
            }
            Value::Object(fitting)
        }
        Kind::Text => match (node.text(), value) {
            (Some(text), _) => Value::String(text),
            (None, Value::String(_)) if !shape.optional => Value::String(String::new()),
            (None, Value::String(_) | Value::Bool(false)) => return Ok(None),
            _ => return Err(Misfit::of(value, "a string")),
        },
        Kind::Flag => match value {
            Value::Bool(_) | Value::Number(_) | Value::String(_) => Value::Bool(node.flag()),
            _ => return Err(Misfit::of(value, "true or false")),
        },
        Kind::Number(check) => {
            if value == "" {
                return Ok(None);
            }
            let number = match node.whole().or_else(|| whole(value)) {
                Some(number) => Value::Number(Number::from(number)),
                None => return Err(Misfit::of(value, "a whole number")),
            };
            check(&number)?;
            number
        }
        Kind::Time => match value.as_str() {
            Some("") => return Ok(None),
            Some(text) if Time::parse(text).is_some() => converted,
            Some(_) => {
                return Err(Misfit::of(
                    value,
                    "an RFC 3339 time (\"as\": \"utc\" if it has no zone)",
                ));
            }
            None => {
                return Err(Misfit::of(
                    value,
                    "an RFC 3339 time (\"as\": \"unix\" or \"unix_millis\" for a number)",
                ));
            }
        },
        Kind::List(_) => return Ok(None),
    }))
}

/// A fraction that is none: JMESPath calculates in fractions.
fn whole(value: &Value) -> Option<i64> {
    let number = value.as_f64()?;
    // Up to here fractions are exact.
    (number.trunc() == number && number.abs() < 9e15).then_some(number as i64)
}

#[cfg(test)]
mod tests {
    use super::{Conversion, fit};
    use crate::model::{Post, Read, Thread, Time};
    use serde_json::{Value, json};

    fn text(value: Value, conversion: Conversion) -> Result<Option<Value>, String> {
        fit(&value, conversion, Option::<String>::shape(), true)
            .map_err(|misfit| misfit.to_string())
    }

    #[test]
    fn conversions_do_what_their_names_say() {
        use Conversion::{Escaped, Html, HtmlToText, Id, None, Unix, UnixMillis, Utc};
        for (value, conversion, becomes) in [
            (json!(7), None, json!("7")),
            (json!(1_700_000_000), Unix, json!("2023-11-14T22:13:20Z")),
            (json!("1700000000"), Unix, json!("2023-11-14T22:13:20Z")),
            (
                json!(1_700_000_000_999_i64),
                UnixMillis,
                json!("2023-11-14T22:13:20Z"),
            ),
            (
                json!("2024-01-31T12:30:00"),
                Utc,
                json!("2024-01-31T12:30:00Z"),
            ),
            (
                json!("2024-01-31 12:30:00"),
                Utc,
                json!("2024-01-31T12:30:00Z"),
            ),
            (json!("2024-01-31"), Utc, json!("2024-01-31T00:00:00Z")),
            (json!("R&amp;D &#8211; x"), Escaped, json!("R&D – x")),
            (json!("<p>a</p><p>b</p>"), HtmlToText, json!("a b")),
            (json!(5), Id, json!("5")),
        ] {
            assert_eq!(text(value, conversion), Ok(Some(becomes)));
        }
        for (value, conversion) in [
            (json!(null), Unix),
            (json!(0), Unix),
            (json!(""), Utc),
            (json!(0), Id),
            (json!(""), Id),
            (json!(""), None),
            (json!(false), None),
        ] {
            assert_eq!(text(value, conversion), Ok(Option::None));
        }
        let body = fit(&json!("<p>x"), Html, crate::model::Body::shape(), true);
        assert_eq!(
            body.ok().flatten(),
            Some(json!({"format": "html", "text": "<p>x"}))
        );
    }

    #[test]
    fn what_does_not_fit_is_told() {
        for (value, conversion, told) in [
            (
                json!({}),
                Conversion::None,
                "found an object, expected a string",
            ),
            (
                json!("soon"),
                Conversion::Unix,
                "found \"soon\", expected seconds since 1970",
            ),
            (
                json!("31.1.2024"),
                Conversion::Utc,
                "found \"31.1.2024\", expected a date without a zone",
            ),
        ] {
            assert_eq!(text(value, conversion), Err(told.to_owned()));
        }
        let time = fit(&json!(17), Conversion::None, Time::shape(), true)
            .map_err(|misfit| misfit.to_string());
        assert!(time.is_err_and(|told| told.contains("\"as\": \"unix\"")));
    }

    #[test]
    fn numbers_and_flags_may_be_strings_and_whole_fractions() {
        let thread = json!({
            "id": 7, "section": 1, "title": "t", "author": {"id": 9, "name": "a"}, "created": "2024-01-01T00:00:00Z",
            "counts": {"replies": "12", "views": 3.0, "likes": -1}, "flags": ["pinned", false, null], "tags": [1, "", "b"]
        });
        let Ok(Some(fitting)) = fit(&thread, Conversion::None, Thread::shape(), false) else {
            panic!("it should fit");
        };
        assert_eq!(fitting["counts"], json!({"replies": 12, "views": 3}));
        assert_eq!(fitting["tags"], json!(["1", "b"]));
        assert_eq!(fitting["flags"], json!(["pinned"]));
        assert_eq!(
            Thread::read(&fitting)
                .err()
                .map(|misfit| misfit.to_string()),
            None
        );
        let strict = fit(&thread, Conversion::None, Thread::shape(), true)
            .map_err(|misfit| misfit.to_string());
        assert_eq!(
            strict,
            Err("counts.likes: found -1, expected a whole number from 0".to_owned())
        );
        let typo =
            json!({"id": 1, "author": {"name": "a", "nmae": 1}, "created": "2024-01-01T00:00:00Z"});
        let strict =
            fit(&typo, Conversion::None, Post::shape(), true).map_err(|misfit| misfit.to_string());
        assert_eq!(strict, Err("author: there is no field `nmae`".to_owned()));
    }
}
