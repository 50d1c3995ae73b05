//! Why NodeBB did not answer, in its own words.

use super::{
    super::{Node, Reply},
    words::Words,
};
use crate::{
    model::{Problem, ProblemCode},
    transport::Response,
};

/// The problem with the server's own sentence. The read API and the write API have a form of their own each; a forum
/// under maintenance has a third; and some refusals are a key alone.
pub fn explained(problem: Problem, response: &Response, words: &Words) -> Problem {
    let reply = Reply::of(response);
    let body = reply.as_ref().map(Reply::node);
    let said = |field: &str| body.and_then(|body| words.plain(body.get(field)));
    let envelope = body.map(|body| body.get("status"));
    let own = envelope.and_then(|status| words.plain(status.get("message")));
    let is_closed = body.is_some_and(is_maintenance);
    let key = Some(response.body.trim()).filter(|body| body.starts_with("[["));
    Problem {
        code: match is_closed {
            true => ProblemCode::Closed,
            false => problem.code,
        },
        title: own
            .or_else(|| said("error"))
            .or_else(|| said("message"))
            .or_else(|| said("title"))
            .or_else(|| key.map(|key| words.resolve(key))),
        ..problem
    }
}

/// Whether a forum says that it is closed for maintenance; the status is the administrator's to choose.
pub fn is_maintenance(body: Node<'_>) -> bool {
    !body.get("site_title").is_null() && !body.get("message").is_null()
}
