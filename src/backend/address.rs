//! The addresses of a forum's own pages, taken apart.

pub use crate::route::segments;
use form_urlencoded::parse;

/// The first value of a query's parameter, unless it is empty.
pub fn parameter(query: &str, name: &str) -> Option<String> {
    let (_, value) = parse(query.as_bytes()).find(|(key, _)| key == name)?;
    (!value.is_empty()).then(|| value.into_owned())
}

/// Whether a segment is a number.
pub fn is_number(segment: &str) -> bool {
    !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit())
}
