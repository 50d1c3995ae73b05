//! Sending one request and taking its answer: in the browser, and on the host over HTTP or from a folder.

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(not(target_arch = "wasm32"))]
mod folder;
#[cfg(feature = "cli")]
pub mod native;
mod retry;
#[cfg(not(target_arch = "wasm32"))]
mod utf8;

#[cfg(target_arch = "wasm32")]
pub use browser::BrowserTransport;
#[cfg(not(target_arch = "wasm32"))]
pub use folder::FolderTransport;
pub use retry::{Pause, RetryTransport};
#[cfg(not(target_arch = "wasm32"))]
pub use utf8::utf8;

use crate::model::Problem;
use std::{future::Future, pin::Pin, rc::Rc};

/// Work that ends with a value or a problem. Dropping it abandons the work: a request is aborted.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Problem>> + 'a>>;

/// A way to send requests.
pub trait Transport {
    /// Sends a request. A status that tells of a failure is a response too; a problem is only what kept a
    /// response from coming.
    fn send(&self, request: Request) -> Answer<'_, Response>;
}

impl<T: Transport + ?Sized> Transport for Rc<T> {
    fn send(&self, request: Request) -> Answer<'_, Response> {
        (**self).send(request)
    }
}

/// A request to read something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The absolute address.
    pub url: String,
    /// Headers by name.
    pub headers: Vec<(String, String)>,
    /// The names of headers of the answer that are asked for besides those that are always read.
    pub wanted: Vec<String>,
}

impl Request {
    /// A request to read what is at an address.
    pub fn get(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            ..Self::default()
        }
    }
}

/// What a server answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The address that answered.
    pub url: String,
    /// The HTTP status.
    pub status: u16,
    /// The media type as the server calls it, if it does.
    pub content_type: Option<String>,
    /// Seconds to wait, if the server says so.
    pub retry_after: Option<u64>,
    /// The headers that were asked for and that came, by the names they were asked for under. In the browser a server
    /// of another origin has to expose them.
    pub headers: Vec<(String, String)>,
    /// The body; of a server's, bytes that are not UTF-8 are replaced.
    pub body: String,
}
