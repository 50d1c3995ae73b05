//! An answer on its way that will be read: the waiting is one code, whatever is read.

use crate::{model::Problem, transport::Answer};
use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

struct Reading<'a, A, T> {
    asked: Answer<'a, A>,
    read: fn(&A) -> Result<T, Problem>,
}

impl<A, T> Future for Reading<'_, A, T> {
    type Output = Result<T, Problem>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = ready!(self.asked.as_mut().poll(context));
        Poll::Ready(answer.and_then(|answer| (self.read)(&answer)))
    }
}

/// What is read from an answer when it is there. An `async` block would do the same, with a state machine of several
/// hundred bytes for each type.
pub fn reading<'a, A: 'a, T: 'a>(
    asked: Answer<'a, A>,
    read: fn(&A) -> Result<T, Problem>,
) -> Answer<'a, T> {
    Box::pin(Reading { asked, read })
}
