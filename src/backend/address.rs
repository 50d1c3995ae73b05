//! The addresses of a forum's own pages, taken apart.

use form_urlencoded::parse;
use percent_encoding::percent_decode_str;

/// The segments of a path, decoded; nothing if they are not text.
pub fn segments(path: &str) -> Option<Vec<String>> {
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    let decoded = |segment| Some(percent_decode_str(segment).decode_utf8().ok()?.into_owned());
    segments.map(decoded).collect()
}

/// The first value of a query's parameter, unless it is empty.
pub fn parameter(query: &str, name: &str) -> Option<String> {
    let (_, value) = parse(query.as_bytes()).find(|(key, _)| key == name)?;
    (!value.is_empty()).then(|| value.into_owned())
}

/// Whether a segment is a number.
pub fn is_number(segment: &str) -> bool {
    !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit())
}
