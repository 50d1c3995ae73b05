//! Somebody else's forum server: asked for JSON, and its answers read into the model.

use super::{Node, decode};
use crate::{
    model::{Misfit, Problem},
    transport::{Request, Response, Transport},
};
use serde_json::Value;
use std::rc::Rc;

/// A forum server at an absolute address, which ends with a slash.
pub struct Server {
    /// The address.
    pub root: String,
    transport: Rc<dyn Transport>,
}

/// A JSON answer, whatever its status.
pub struct Reply {
    /// The answer as it came.
    pub response: Response,
    /// What it says.
    pub value: Value,
}

impl Server {
    /// Asks at this address over this transport.
    pub fn new(root: String, transport: Rc<dyn Transport>) -> Self {
        Self { root, transport }
    }

    /// Asks for what is at a path below the server's address, and takes what comes.
    ///
    /// # Errors
    ///
    /// What kept an answer from coming.
    pub async fn ask(&self, path: &str) -> Result<Response, Problem> {
        let request = Request::get(format!("{}{path}", self.root));
        self.transport.send(request).await
    }

    /// Asks for the JSON at a path below the server's address.
    ///
    /// # Errors
    ///
    /// What kept an answer from coming; a status that tells of a failure; an answer that is not JSON.
    pub async fn get(&self, path: &str) -> Result<Reply, Problem> {
        let response = self.ask(path).await?;
        let value = decode::parse(&response)?;
        Ok(Reply { response, value })
    }
}

impl Reply {
    /// The JSON of an answer, even if its status tells of a failure; nothing if it is not JSON.
    pub fn of(response: &Response) -> Option<Self> {
        let value = serde_json::from_str(&response.body).ok()?;
        Some(Self {
            response: response.clone(),
            value,
        })
    }

    /// What the answer says.
    pub fn node(&self) -> Node<'_> {
        Node::of(&self.value)
    }

    /// Reads the answer into the model.
    ///
    /// # Errors
    ///
    /// The problem that names what did not fit.
    pub fn read<'a, T>(
        &'a self,
        read: impl FnOnce(Node<'a>) -> Result<T, Misfit>,
    ) -> Result<T, Problem> {
        read(self.node()).map_err(|misfit| decode::unexpected(&self.response, &misfit))
    }
}
