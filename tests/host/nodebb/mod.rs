//! The NodeBB backend over what a running NodeBB 4.11 answered.

mod address;
mod broken;
mod member;
mod replay;
mod section;
mod site;
mod thread;
mod words;

use qilou::{
    backend::Nodebb,
    model::{Problem, Section},
    route::{SectionRoute, ThreadRoute},
    transport::{Answer, Request, Response, Transport},
};
use serde_json::Value;
use std::{
    cell::RefCell,
    collections::HashMap,
    fs,
    path::PathBuf,
    rc::Rc,
    sync::{LazyLock, Mutex, PoisonError},
};

/// The address that the forum is at.
pub const ROOT: &str = "https://forum.example/";

/// Where the answers lie.
pub fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/nodebb")
}

/// An answer as it was recorded.
#[derive(Clone)]
pub struct Recording {
    pub path: String,
    pub method: String,
    pub response: Response,
}

/// The answer of this name, which is read once.
pub fn recorded(name: &str) -> Recording {
    static READ: LazyLock<Mutex<HashMap<String, Recording>>> = LazyLock::new(Mutex::default);
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    let recording = read.entry(name.to_owned());
    recording.or_insert_with(|| read_recording(name)).clone()
}

fn read_recording(name: &str) -> Recording {
    let path = fixtures().join(format!("{name}.json"));
    let text = fs::read_to_string(&path).unwrap_or_else(|_| panic!("no {}", path.display()));
    let recording: Value = serde_json::from_str(&text).expect("a recording");
    let field = |name: &str| recording[name].as_str().unwrap_or_default().to_owned();
    let kind = field("type");
    let body = match &recording["body"] {
        // What is no JSON was recorded as it came.
        Value::String(text) if !kind.starts_with("application/json") => text.clone(),
        body => body.to_string(),
    };
    Recording {
        path: field("path").trim_start_matches('/').to_owned(),
        method: field("method"),
        response: Response {
            url: String::new(),
            status: recording["status"].as_u64().unwrap_or_default() as u16,
            content_type: Some(kind),
            body,
            ..Response::default()
        },
    }
}

/// A page of a thread.
pub fn thread_route(id: &str, page: u32) -> ThreadRoute {
    ThreadRoute {
        id: id.into(),
        page,
        ..ThreadRoute::default()
    }
}

/// The first page of a section.
pub fn section_route(id: &str) -> SectionRoute {
    SectionRoute {
        id: id.into(),
        page: 1,
        ..SectionRoute::default()
    }
}

/// The ids of sections, with those in each in brackets.
pub fn tree(sections: &[Section]) -> String {
    let inner = sections
        .iter()
        .map(|section| match section.children.is_empty() {
            true => section.id.to_string(),
            false => format!("{}({})", section.id, tree(&section.children)),
        });
    inner.collect::<Vec<_>>().join(" ")
}

/// A forum that gives recorded answers, or such as a test writes down.
#[derive(Default)]
pub struct Forum {
    answers: HashMap<String, Response>,
    pub asked: RefCell<Vec<String>>,
}

impl Forum {
    /// The forum as a guest finds it.
    pub fn new() -> Self {
        let global = r#"{"404.title": "页面不存在", "posts": "帖子", "topics": "主题", "reputation": "声望"}"#;
        Self::default()
            .saying("assets/language/zh-CN/global.json", 200, global)
            .playing("api/config", "config-guest")
            .playing("api/categories", "categories-guest")
            .playing("assets/language/zh-CN/error.json", "language-file")
    }

    /// Gives a recorded answer at a path, whatever its query, or with a query only at just that address.
    pub fn playing(mut self, path: &str, name: &str) -> Self {
        self.answers
            .insert(path.to_owned(), recorded(name).response);
        self
    }

    /// Gives this answer.
    pub fn saying(mut self, path: &str, status: u16, body: &str) -> Self {
        let kind = match body.trim_start().starts_with('<') {
            true => "text/html",
            false => "application/json",
        };
        let answer = Response {
            status,
            content_type: Some(kind.to_owned()),
            body: body.to_owned(),
            ..Response::default()
        };
        self.answers.insert(path.to_owned(), answer);
        self
    }

    /// Gives a recorded answer in which a text is replaced.
    pub fn playing_with(self, path: &str, name: &str, from: &str, to: &str) -> Self {
        let recording = recorded(name).response;
        assert!(recording.body.contains(from), "{name} has no {from}");
        let body = recording.body.replace(from, to);
        self.saying(path, recording.status, &body)
    }

    /// The backend over this forum.
    pub fn backend(self) -> (Nodebb, Rc<Self>) {
        let forum = Rc::new(self);
        (Nodebb::new(ROOT.to_owned(), forum.clone()), forum)
    }
}

impl Transport for Forum {
    fn send(&self, request: Request) -> Answer<'_, Response> {
        let answer: Result<Response, Problem> = Ok({
            let path = request.url.strip_prefix(ROOT).expect("below the root");
            self.asked.borrow_mut().push(path.to_owned());
            let bare = path.split('?').next().unwrap_or(path);
            let found = self.answers.get(path).or_else(|| self.answers.get(bare));
            let missing = || recorded("api-404").response;
            Response {
                url: request.url.clone(),
                ..found.cloned().unwrap_or_else(missing)
            }
        });
        // As in a browser, no answer comes at once: questions that are asked together meet on the way.
        Box::pin(async move {
            tokio::task::yield_now().await;
            answer
        })
    }
}
