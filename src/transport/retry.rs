//! Asks once more where that may help.

use super::{Answer, Request, Response, Transport};
use crate::model::ProblemCode;
use std::{future::Future, pin::Pin};

/// Waits for a number of milliseconds.
pub type Pause = fn(u32) -> Pin<Box<dyn Future<Output = ()>>>;

/// Sends a request again, once and after a pause, if no answer came or the server says that it is not up to it.
/// All requests are reads, so a second one does no harm.
pub struct RetryTransport<T> {
    transport: T,
    pause: Pause,
}

impl<T: Transport> RetryTransport<T> {
    /// How long the pause before the second try is, in milliseconds.
    const PAUSE: u32 = 800;

    /// Tries twice over this transport.
    pub fn new(transport: T, pause: Pause) -> Self {
        Self { transport, pause }
    }
}

impl<T: Transport> Transport for RetryTransport<T> {
    fn send(&self, request: Request) -> Answer<'_, Response> {
        Box::pin(async move {
            let first = self.transport.send(request.clone()).await;
            let again = match &first {
                Ok(response) => matches!(response.status, 502..=504),
                Err(problem) => problem.code == ProblemCode::Network,
            };
            if !again {
                return first;
            }
            (self.pause)(Self::PAUSE).await;
            self.transport.send(request).await
        })
    }
}
