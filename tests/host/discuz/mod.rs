//! The Discuz! backend over what a running server answered (`tests/fixtures/discuz`, Discuz! X3.5).

mod harmed;
mod reading;
mod refusals;
mod requests;
mod sentences;
mod threads;

use crate::support::ROOT;
use qilou::{
    backend::Discuz,
    model::{Problem, Time},
    route::{SectionRoute, ThreadRoute},
    transport::{Answer, Request, Response, Transport},
};
use serde_json::Value;
use std::{cell::RefCell, fs, rc::Rc};

/// When the answers were recorded, to the minute.
pub fn now() -> Time {
    Time(1_795_387_473)
}

/// The text of a recorded answer.
pub fn fixture(name: &str) -> String {
    let path = format!("tests/fixtures/discuz/{name}.json");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub fn value(name: &str) -> Value {
    serde_json::from_str(&fixture(name)).unwrap()
}

/// Where the server sends whoever asks for a page that it shows otherwise.
pub const AWAY: &str = "<!DOCTYPE html><title>Forum</title>";

/// A server that answers by what is in the query; the first part that fits decides. Several answers to one part come
/// one after the other, the last one for ever.
#[derive(Default)]
pub struct Forum {
    answers: Vec<(String, Vec<Response>)>,
    pub asked: RefCell<Vec<String>>,
    counts: RefCell<Vec<usize>>,
}

impl Forum {
    pub fn new() -> Self {
        Self::default()
    }

    /// A forum with its tree of sections, and its zone.
    pub fn with_index() -> Self {
        Self::new()
            .json("module=forumindex", "forumindex")
            .json("tid=0", "viewthread_notid")
    }

    pub fn json(self, part: &str, name: &str) -> Self {
        let body = fixture(name);
        let missing = body.contains("thread_nonexistence");
        self.text(
            part,
            if missing { 404 } else { 200 },
            "application/json",
            &body,
        )
    }

    pub fn text(self, part: &str, status: u16, kind: &str, body: &str) -> Self {
        self.response(
            part,
            Response {
                status,
                content_type: Some(kind.to_owned()),
                body: body.to_owned(),
                ..Response::default()
            },
        )
    }

    pub fn response(mut self, part: &str, response: Response) -> Self {
        match self.answers.iter_mut().find(|(known, _)| known == part) {
            Some((_, answers)) => answers.push(response),
            None => self.answers.push((part.to_owned(), vec![response])),
        }
        self
    }

    pub fn open(self) -> (Discuz, Rc<Self>) {
        *self.counts.borrow_mut() = vec![0; self.answers.len()];
        let forum = Rc::new(self);
        (Discuz::new(ROOT.to_owned(), forum.clone(), now), forum)
    }

    pub fn backend(self) -> Discuz {
        self.open().0
    }
}

impl Transport for Forum {
    fn send(&self, request: Request) -> Answer<'_, Response> {
        Box::pin(async move {
            let query = request
                .url
                .strip_prefix(ROOT)
                .and_then(|rest| rest.strip_prefix("api/mobile/index.php?"))
                .unwrap_or_else(|| panic!("not of the API: {}", request.url));
            self.asked.borrow_mut().push(query.to_owned());
            let position = self
                .answers
                .iter()
                .position(|(part, _)| query.contains(part.as_str()));
            let Some(position) = position else {
                return Ok(Response {
                    url: request.url.clone(),
                    status: 404,
                    ..Response::default()
                });
            };
            let answers = &self.answers[position].1;
            let count = &mut self.counts.borrow_mut()[position];
            let mut response = answers[(*count).min(answers.len() - 1)].clone();
            *count += 1;
            if response.url.is_empty() {
                response.url = request.url;
            }
            Ok(response)
        })
    }
}

pub fn section_route(id: &str, page: u32) -> SectionRoute {
    SectionRoute {
        id: id.into(),
        page,
        ..SectionRoute::default()
    }
}

pub fn thread_route(id: &str, page: u32) -> ThreadRoute {
    ThreadRoute {
        id: id.into(),
        page,
        ..ThreadRoute::default()
    }
}

/// A model or a problem, compared with what was found right before.
pub fn golden<T: serde::Serialize>(name: &str, found: Result<T, Problem>) {
    let found = match found {
        Ok(model) => serde_json::to_value(model).unwrap(),
        Err(problem) => serde_json::json!({ "problem": problem }),
    };
    let path = format!("tests/golden/discuz/{name}.json");
    if std::env::var("QILOU_WRITE_GOLDEN").is_ok() {
        let text = serde_json::to_string_pretty(&found).unwrap();
        fs::create_dir_all("tests/golden/discuz").unwrap();
        fs::write(&path, text + "\n").unwrap();
        return;
    }
    let right = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let right: Value = serde_json::from_str(&right).unwrap();
    assert!(
        found == right,
        "{path} is not what is read from the recording now:\n{found:#}"
    );
}
