//! A refusal as servers with JSON APIs write it: an `errors` list of sentences, or of objects that hold one.

use super::{Node, Reply, decode};
use crate::{
    model::{Problem, ProblemCode},
    transport::Response,
};

/// The answer, unless it is a refusal. `code_of` knows the server's own words for what is wrong.
pub(super) fn check(
    response: Response,
    code_of: fn(Node) -> Option<ProblemCode>,
) -> Result<Reply, Problem> {
    let problem = match decode::parse(&response) {
        Ok(value) => return Ok(Reply { response, value }),
        Err(problem) => problem,
    };
    let Some(reply) = Reply::of(&response).filter(|_| problem.status != Some(200)) else {
        return Err(problem);
    };
    let node = reply.node();
    Err(Problem {
        code: code_of(node).unwrap_or(problem.code),
        title: sentence(node).or(problem.title),
        retry_after: problem
            .retry_after
            .or_else(|| node.get("extras").get("wait_seconds").count()),
        ..problem
    })
}

/// The first sentence that a person can read.
fn sentence(node: Node) -> Option<String> {
    let errors = node.get("errors");
    // Of a single error the list is left out now and then.
    if let Some(title) = errors.get("title").text() {
        return Some(title);
    }
    let told = errors
        .items()
        .into_iter()
        .find_map(|error| error.str().or_else(|| error.get("detail").str()));
    told.or_else(|| node.get("message").str())
        .map(str::to_owned)
}
