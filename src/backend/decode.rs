//! From an answer's text to a value, or to the problem that names what was wrong with it.

use crate::{
    model::{Problem, ProblemCode, Version},
    transport::Response,
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::error::Category;

/// Reads a JSON answer.
pub fn decode<T: DeserializeOwned>(response: &Response) -> Result<T, Problem> {
    let problem = |code| Problem::new(code).status(response.status).at(&response.url);
    let is_html = is_html(response);
    if !(200..300).contains(&response.status) {
        return Err(refusal(response, is_html));
    }
    if is_html {
        return Err(problem(ProblemCode::HtmlInsteadOfJson));
    }
    let mut json = serde_json::Deserializer::from_str(&response.body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let error = error.into_inner();
        match error.classify() {
            Category::Data => {
                problem(ProblemCode::UnexpectedShape).detail(format!("{path}: {error}"))
            }
            _ => problem(ProblemCode::BadJson).detail(error.to_string()),
        }
    })?;
    json.end()
        .map_err(|error| problem(ProblemCode::BadJson).detail(error.to_string()))?;
    Ok(value)
}

/// Reads a document of the content format: first its version, then the rest.
pub fn decode_document<T: DeserializeOwned>(response: &Response) -> Result<T, Problem> {
    #[derive(Deserialize)]
    struct Head {
        v: Version,
    }
    let readable =
        (200..300).contains(&response.status) && response.body.trim_start().starts_with('{');
    if readable
        && let Ok(Head { v }) = serde_json::from_str(&response.body)
        && !v.is_readable()
    {
        return Err(Problem::new(ProblemCode::Version)
            .at(&response.url)
            .detail(format!("\"v\": {:?}", v.0)));
    }
    decode(response)
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
        .flatten();
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
