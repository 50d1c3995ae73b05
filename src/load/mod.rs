//! What was loaded: each document is asked for once, kept for a while, and shared by all who wait for it.

mod document;

pub use document::{Document, Profile};

use crate::{
    backend::Backend,
    model::{Problem, SectionId, Time},
    route::Route,
    text::time::now,
};
use futures_util::{
    FutureExt,
    future::{LocalBoxFuture, Shared, WeakShared},
};
use std::{cell::RefCell, rc::Rc};

type Work = LocalBoxFuture<'static, Result<Document, Problem>>;

/// A document on its way. When everybody who waits for it has dropped it, its requests are aborted.
pub type Loading = Shared<Work>;

/// Keeps the documents of one forum.
pub struct Loads {
    backend: Rc<dyn Backend>,
    kept: RefCell<Vec<Kept>>,
    running: RefCell<Vec<(Route, WeakShared<Work>)>>,
    held: RefCell<Option<(Route, Loading)>>,
}

struct Kept {
    key: Route,
    document: Document,
    at: Time,
}

impl Loads {
    /// How many documents are kept; a page of a thread is some tens of kilobytes.
    const KEPT: usize = 40;
    /// For how many seconds a document is new enough not to be asked for again.
    const FRESH: i64 = 60;

    /// Loads from a backend.
    pub fn new(backend: Rc<dyn Backend>) -> Rc<Self> {
        Rc::new(Self {
            backend,
            kept: RefCell::default(),
            running: RefCell::default(),
            held: RefCell::default(),
        })
    }

    /// The forum itself.
    pub fn backend(&self) -> Rc<dyn Backend> {
        Rc::clone(&self.backend)
    }

    /// Opens a section with its password. What is kept was seen without it.
    ///
    /// # Errors
    ///
    /// The forum's, if the password is not right.
    pub async fn unlock(&self, section: &SectionId, password: &str) -> Result<(), Problem> {
        self.backend.unlock(section, password).await?;
        self.kept.borrow_mut().clear();
        self.held.replace(None);
        Ok(())
    }

    /// The document of a route as it was when last loaded, and whether it should be asked for again.
    pub fn kept(&self, route: &Route) -> Option<(Document, bool)> {
        let key = Document::key(route);
        let mut kept = self.kept.borrow_mut();
        let index = kept.iter().position(|kept| kept.key == key)?;
        // The one used last stands last, and is dropped last.
        let found = kept.remove(index);
        let stale = !found.document.is_final() && now().0 - found.at.0 > Self::FRESH;
        let document = found.document.clone();
        kept.push(found);
        Some((document, stale))
    }

    fn keep(&self, route: &Route, document: Document) {
        let key = Document::key(route);
        // Whoever asks for what is kept is given that; an answer held as well would be an old one to those after.
        self.held.borrow_mut().take_if(|(held, _)| *held == key);
        let mut kept = self.kept.borrow_mut();
        kept.retain(|kept| kept.key != key);
        if kept.len() >= Self::KEPT {
            kept.remove(0);
        }
        kept.push(Kept {
            key,
            document,
            at: now(),
        });
    }

    /// Asks for the document of a route before anybody waits for it. Whoever asks for it first is given this answer,
    /// even if it is a refusal that has come meanwhile.
    pub fn load_ahead(self: &Rc<Self>, route: &Route) -> Loading {
        let loading = self.load(route);
        let held = (Document::key(route), loading.clone());
        self.held.replace(Some(held));
        loading
    }

    /// Asks for the document of a route, unless it is on its way already.
    pub fn load(self: &Rc<Self>, route: &Route) -> Loading {
        let key = Document::key(route);
        if let Some((held, loading)) = self.held.take()
            && held == key
        {
            return loading;
        }
        let running = self
            .running
            .borrow()
            .iter()
            .filter(|(route, _)| *route == key)
            .find_map(|(_, loading)| loading.upgrade());
        if let Some(loading) = running {
            return loading;
        }
        let loads = Rc::clone(self);
        let work = {
            let key = key.clone();
            async move {
                let answer = Document::ask(&*loads.backend, &key).await;
                loads
                    .running
                    .borrow_mut()
                    .retain(|(route, _)| *route != key);
                if let Ok(document) = &answer {
                    loads.keep(&key, document.clone());
                }
                answer
            }
        };
        let loading = work.boxed_local().shared();
        if let Some(weak) = loading.downgrade() {
            let mut running = self.running.borrow_mut();
            running.retain(|(_, loading)| loading.upgrade().is_some());
            running.push((key, weak));
        }
        loading
    }
}
