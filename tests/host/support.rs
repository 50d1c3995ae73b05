//! A server whose answers a test writes down or takes from a recording.

use qilou::{
    backend::Native,
    model::{Packs, Paths, Problem, ProblemCode},
    transport::{Answer, Request, Response, Transport},
};
use std::{cell::RefCell, collections::HashMap, future::Future, rc::Rc};

/// The address that answers are below.
pub const ROOT: &str = "https://forum.example/content/";

/// Answers by path and query below the root, and what was asked for.
#[derive(Default)]
pub struct Script {
    pub answers: HashMap<String, Vec<Result<Response, Problem>>>,
    pub asked: RefCell<Vec<String>>,
}

impl Script {
    /// The server answers so; several answers to one path come one after the other, the last one for ever.
    pub fn with(mut self, path: &str, status: u16, body: &str) -> Self {
        let kind = if body.trim_start().starts_with('<') {
            "text/html"
        } else {
            "application/json"
        };
        let answer = Response {
            url: format!("{ROOT}{path}"),
            status,
            content_type: Some(kind.to_owned()),
            body: body.to_owned(),
            ..Response::default()
        };
        self.answers
            .entry(path.to_owned())
            .or_default()
            .push(Ok(answer));
        self
    }

    /// No answer comes.
    pub fn failing(mut self, path: &str, code: ProblemCode) -> Self {
        self.answers
            .entry(path.to_owned())
            .or_default()
            .push(Err(Problem::new(code)));
        self
    }

    /// The native backend over these answers.
    pub fn backend(self) -> (Native, Rc<Self>) {
        let script = Rc::new(self);
        (
            Native::new(
                ROOT.to_owned(),
                script.clone(),
                Paths::default(),
                Packs::default(),
            ),
            script,
        )
    }
}

impl Transport for Script {
    fn send(&self, request: Request) -> Answer<'_, Response> {
        Box::pin(async move {
            let path = request
                .url
                .strip_prefix(ROOT)
                .expect("below the root")
                .to_owned();
            let before = self
                .asked
                .borrow()
                .iter()
                .filter(|asked| **asked == path)
                .count();
            self.asked.borrow_mut().push(path.clone());
            let missing = || {
                Ok(Response {
                    url: request.url.clone(),
                    status: 404,
                    ..Response::default()
                })
            };
            match self.answers.get(&path) {
                Some(answers) => answers[before.min(answers.len() - 1)].clone(),
                None => missing(),
            }
        })
    }
}

/// Runs work to its end.
pub fn wait<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(work)
}
