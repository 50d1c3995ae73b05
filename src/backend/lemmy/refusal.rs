//! What Lemmy says instead of an answer: `{error, message}`, mostly with status 400.

use crate::{
    backend::{Node, Reply, decode},
    model::{Problem, ProblemCode},
    transport::Response,
};

/// The JSON of an answer, or what a refusal means. The text of the answer, which may be long, is let go.
pub fn read(response: Response) -> Result<Reply, Problem> {
    let problem = match decode::parse(&response) {
        Ok(value) => {
            let response = Response {
                body: String::new(),
                ..response
            };
            return Ok(Reply { response, value });
        }
        Err(problem) => problem,
    };
    let Some(reply) = Reply::of(&response) else {
        return Err(problem);
    };
    let node = reply.node();
    let Some(word) = node.get("error").str() else {
        return Err(problem);
    };
    let message = node.get("message").str();
    Err(Problem {
        code: code(word, message).unwrap_or(problem.code),
        // A message is a sentence where it has words; other messages are names of the program's parts.
        title: message.filter(|text| text.contains(' ')).map(str::to_owned),
        detail: Some(word.to_owned()),
        ..problem
    })
}

/// Whether a server has no API at the address that was asked, though it may have another version of it.
pub fn is_elsewhere(problem: &Problem) -> bool {
    let is_refused = matches!(problem.status, Some(400 | 404 | 405 | 410));
    let is_no_answer = matches!(
        problem.code,
        ProblemCode::HtmlInsteadOfJson | ProblemCode::BadJson
    );
    // Too many requests are a 400 in some versions.
    (is_refused || is_no_answer) && !problem.is_passing()
}

/// Whether this is the answer of a version of the API: a server may answer anything with some JSON.
pub fn is_site(site: Node) -> bool {
    site.get("site_view").value().is_object()
}

fn code(word: &str, message: Option<&str>) -> Option<ProblemCode> {
    Some(match word {
        "rate_limit_error" | "too_many_requests" => ProblemCode::RateLimited,
        "instance_is_private" | "not_logged_in" | "incorrect_login" => ProblemCode::LoginRequired,
        "deleted" => ProblemCode::Gone,
        "not_found" => ProblemCode::NotFound,
        // What the database does not have, as early servers of 0.19 say it.
        "unknown" if message == Some("Record not found") => ProblemCode::NotFound,
        "local_site_not_setup" => ProblemCode::Closed,
        "site_ban"
        | "not_an_admin"
        | "not_a_moderator"
        | "not_a_mod_or_admin"
        | "community_is_blocked"
        | "person_is_blocked"
        | "instance_is_blocked" => ProblemCode::Forbidden,
        _ if word.starts_with("couldnt_find") => ProblemCode::NotFound,
        _ if word.starts_with("person_is_banned") => ProblemCode::Forbidden,
        _ => return None,
    })
}
