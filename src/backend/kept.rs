//! An answer that never changes while the app runs: asked for once, however many questions need it.

use super::Reply;
use crate::model::Problem;
use futures_util::future::{LocalBoxFuture, Shared};
use std::{cell::RefCell, rc::Rc};

/// The work of asking.
pub type Asking = LocalBoxFuture<'static, Result<Rc<Reply>, Problem>>;

/// A kept answer. Questions that need it at the same time share one request; a failure is not kept.
#[derive(Default)]
pub struct Kept(RefCell<Option<Shared<Asking>>>);

impl Kept {
    /// The answer, for which `ask` is called where it is not at hand.
    ///
    /// # Errors
    ///
    /// What kept the answer from coming.
    pub async fn get(&self, ask: impl FnOnce() -> Asking) -> Result<Rc<Reply>, Problem> {
        let asking = self.asking(ask);
        let answer = asking.clone().await;
        if answer.is_err() {
            let mut kept = self.0.borrow_mut();
            // Another question may be asking again already.
            if kept.as_ref().is_some_and(|kept| kept.ptr_eq(&asking)) {
                *kept = None;
            }
        }
        answer
    }

    fn asking(&self, ask: impl FnOnce() -> Asking) -> Shared<Asking> {
        use futures_util::FutureExt;
        let mut kept = self.0.borrow_mut();
        kept.get_or_insert_with(|| ask().shared()).clone()
    }
}
