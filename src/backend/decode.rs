//! From an answer's text to a value, or to the problem that names what was wrong with it.

use crate::{
    model::{Misfit, Problem, ProblemCode, Read, Version},
    transport::Response,
};
use serde_json::Value;

/// Reads a JSON answer.
pub fn decode<T: Read>(response: &Response) -> Result<T, Problem> {
    let value = parse(response)?;
    T::read(&value).map_err(|misfit| unexpected(response, &misfit))
}

/// Reads a document of the content format: first its version, then the rest.
pub fn decode_document<T: Read>(response: &Response) -> Result<T, Problem> {
    let value = parse_document(response)?;
    T::read(&value).map_err(|misfit| unexpected(response, &misfit))
}

fn parse_document(response: &Response) -> Result<Value, Problem> {
    let value = parse(response)?;
    check_version(response, &value)?;
    Ok(value)
}

/// The JSON in an answer, whatever it says.
pub(super) fn parse(response: &Response) -> Result<Value, Problem> {
    let is_html = is_html(response);
    if !(200..300).contains(&response.status) {
        return Err(refusal(response, is_html));
    }
    if is_html {
        return Err(about(response, ProblemCode::HtmlInsteadOfJson));
    }
    serde_json::from_str(&response.body)
        .map_err(|error| about(response, ProblemCode::BadJson).detail(fault(&error)))
}

/// What is wrong with a text that is not JSON. The library's own sentences bring those of the operating system along.
fn fault(error: &serde_json::Error) -> String {
    let what = match error.is_eof() {
        true => "the text ends too early",
        false => "this is not JSON",
    };
    format!("{what}: line {} column {}", error.line(), error.column())
}

fn check_version(response: &Response, value: &Value) -> Result<(), Problem> {
    match value.get("v") {
        Some(Value::String(version)) if !Version(version.clone()).is_readable() => {
            Err(about(response, ProblemCode::Version).detail(["\"v\": \"", version, "\""].concat()))
        }
        _ => Ok(()),
    }
}

pub(super) fn unexpected(response: &Response, misfit: &Misfit) -> Problem {
    about(response, ProblemCode::UnexpectedShape).detail(misfit.to_string())
}

fn about(response: &Response, code: ProblemCode) -> Problem {
    Problem::new(code).status(response.status).at(&response.url)
}

/// What a status that tells of a failure means; a server's own problem document knows better.
fn refusal(response: &Response, is_html: bool) -> Problem {
    let code = match response.status {
        401 => ProblemCode::LoginRequired,
        403 => ProblemCode::Forbidden,
        404 => ProblemCode::NotFound,
        410 => ProblemCode::Gone,
        408 => ProblemCode::Timeout,
        429 => ProblemCode::RateLimited,
        500..=599 => ProblemCode::Unavailable,
        _ => ProblemCode::Unknown,
    };
    let own: Option<Problem> = (!is_html)
        .then(|| serde_json::from_str(&response.body).ok())
        .flatten()
        .and_then(|value: Value| Problem::read(&value).ok());
    let own = own.unwrap_or_default();
    Problem {
        code: if own.code == ProblemCode::Unknown {
            code
        } else {
            own.code
        },
        status: Some(response.status),
        retry_after: own.retry_after.or(response.retry_after),
        instance: Some(response.url.clone()),
        ..own
    }
}

/// Hosts answer with a page of their own where something is missing, some even with status 200.
fn is_html(response: &Response) -> bool {
    let says_so = response
        .content_type
        .as_deref()
        .is_some_and(|kind| kind.starts_with("text/html"));
    says_so
        || response
            .body
            .trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t'])
            .starts_with('<')
}
