//! Asking the API.

use super::{
    answer::{self, Refusal},
    messages::message_key,
    sentences,
};
use crate::{
    backend::{Reply, Server, kept},
    model::Problem,
    transport::Response,
};
use futures_util::FutureExt;
use std::rc::Rc;

/// The answer to one query, asked for once and kept.
pub struct Kept {
    query: &'static str,
    answer: kept::Kept,
}

impl Kept {
    /// The answer to a query.
    pub fn new(query: &'static str) -> Self {
        Self {
            query,
            answer: kept::Kept::default(),
        }
    }

    /// The answer; a failed one is asked for again the next time.
    pub async fn get(&self, server: &Rc<Server>) -> Result<Rc<Reply>, Problem> {
        let (server, query) = (server.clone(), self.query);
        let asking = || async move { ask(&server, query).await.map(Rc::new) }.boxed_local();
        self.answer.get(asking).await
    }
}

/// An identifier as part of a query.
pub use crate::route::escape as encoded;

/// Asks the API, and takes what comes.
pub async fn send(server: &Server, query: &str) -> Result<Response, Problem> {
    server.ask(&format!("api/mobile/index.php?{query}")).await
}

/// Asks the API for JSON.
pub async fn ask(server: &Server, query: &str) -> Result<Reply, Problem> {
    read(send(server, query).await?).await
}

/// The JSON that came. With a refusal come the sentences that tell of it.
pub async fn read(response: Response) -> Result<Reply, Problem> {
    let reply = answer::reply(response);
    let is_refusal = match &reply {
        Ok(reply) => Refusal::in_reply(reply).is_some(),
        Err(problem) => problem.detail.as_deref().and_then(message_key).is_some(),
    };
    if is_refusal {
        sentences::prepare().await;
    }
    reply
}
