//! Asking the API.

use super::answer;
use crate::{
    backend::{Reply, Server},
    model::Problem,
    transport::Response,
};
use futures_util::{
    FutureExt,
    future::{LocalBoxFuture, Shared},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::{cell::RefCell, rc::Rc};

/// A question on its way or answered.
type Asking = Shared<LocalBoxFuture<'static, Result<Rc<Reply>, Problem>>>;

/// An answer that is asked for once and kept; whoever asks while it is on its way waits for the same.
pub struct Kept {
    query: &'static str,
    asking: RefCell<Option<Asking>>,
}

impl Kept {
    /// The answer to a query.
    pub fn new(query: &'static str) -> Self {
        Self {
            query,
            asking: RefCell::new(None),
        }
    }

    /// The answer; a failed one is asked for again the next time.
    pub async fn get(&self, server: &Rc<Server>) -> Result<Rc<Reply>, Problem> {
        let asking = self
            .asking
            .borrow_mut()
            .get_or_insert_with(|| {
                let (server, query) = (server.clone(), self.query);
                async move { ask(&server, query).await.map(Rc::new) }
                    .boxed_local()
                    .shared()
            })
            .clone();
        let answer = asking.await;
        if answer.is_err() {
            self.asking.take();
        }
        answer
    }
}

/// An identifier as part of a query.
pub fn encoded(id: &str) -> String {
    utf8_percent_encode(id, NON_ALPHANUMERIC).to_string()
}

/// Asks the API, and takes what comes.
pub async fn send(server: &Server, query: &str) -> Result<Response, Problem> {
    server.ask(&format!("api/mobile/index.php?{query}")).await
}

/// Asks the API for JSON.
pub async fn ask(server: &Server, query: &str) -> Result<Reply, Problem> {
    answer::reply(send(server, query).await?)
}
