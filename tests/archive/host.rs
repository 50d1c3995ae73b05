//! A host on this machine, whose answers a test decides on.

use crate::forum::{Forum, Found};
use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::{
    fs,
    future::pending,
    net::Ipv4Addr,
    path::PathBuf,
    sync::{Arc, Mutex},
};
use tempfile::TempDir;
use tokio::{net::TcpListener, sync::Notify, task::JoinHandle};

/// An answer: status, media type, further headers, body.
pub struct Said {
    pub status: u16,
    pub kind: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

impl Said {
    pub fn new(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            kind: kind.to_owned(),
            headers: Vec::new(),
            body: body.into(),
        }
    }

    pub fn json(body: impl Into<Vec<u8>>) -> Self {
        Self::new(200, "application/json", body)
    }

    pub fn none() -> Self {
        Self::new(404, "text/plain", "nothing")
    }
}

/// A question: path, query, and the host's own address.
pub struct Question<'a> {
    pub path: &'a str,
    pub query: &'a str,
    pub origin: &'a str,
}

type Answers = dyn Fn(&Question<'_>) -> Said + Send + Sync;

#[derive(Clone)]
struct Shared {
    origin: String,
    answers: Arc<Answers>,
    asked: Arc<Mutex<Vec<(String, HeaderMap)>>>,
    silent_from: Arc<Mutex<Option<usize>>>,
    silent: Arc<Notify>,
}

/// A host; dropping it ends it.
pub struct Host {
    shared: Shared,
    task: JoinHandle<()>,
}

impl Drop for Host {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Host {
    pub async fn new(answers: impl Fn(&Question<'_>) -> Said + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let shared = Shared {
            origin: format!("http://{}", listener.local_addr().unwrap()),
            answers: Arc::new(answers),
            asked: Arc::default(),
            silent_from: Arc::default(),
            silent: Arc::default(),
        };
        let app = Router::new().fallback(answer).with_state(shared.clone());
        let task = tokio::spawn(async move {
            axum::serve(listener, app).await.unwrap();
        });
        Self { shared, task }
    }

    /// A forum that replays what was recorded.
    pub async fn of_forum(forum: Forum) -> Self {
        Self::new(move |question| {
            let Some(below) = question
                .path
                .trim_start_matches('/')
                .strip_prefix(forum.folder)
            else {
                return Said::none();
            };
            let said = match forum.answer(below, question.query, question.origin).1 {
                Found::Picture(said) | Found::Known(said) | Found::Unknown(said) => said,
            };
            Said::new(said.status, &said.kind, said.body)
        })
        .await
    }

    /// A static host with `content/`.
    pub async fn of_folder(folder: PathBuf) -> Self {
        Self::new(move |question| {
            let Some(path) = question.path.strip_prefix("/content/") else {
                return Said::none();
            };
            let path = percent_encoding::percent_decode_str(path)
                .decode_utf8()
                .unwrap();
            match fs::read(folder.join(&*path)) {
                Ok(body) if path.ends_with(".json") => Said::json(body),
                Ok(body) => Said::new(200, "application/octet-stream", body),
                Err(_) => Said::none(),
            }
        })
        .await
    }

    /// The absolute address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("{}/{path}", self.shared.origin)
    }

    /// Writes a configuration for the forum at a path; returns its file.
    pub fn config(&self, place: &TempDir, kind: &str, path: &str) -> String {
        let file = place.path().join("config.json");
        let config = serde_json::json!({"backend": {"kind": kind, "url": self.url(path)}});
        fs::write(&file, config.to_string()).unwrap();
        file.display().to_string()
    }

    /// What was asked so far.
    pub fn asked(&self) -> Vec<String> {
        let asked = self.heard().into_iter();
        asked.map(|(question, _)| question).collect()
    }

    /// What was asked so far, each with its headers.
    pub fn heard(&self) -> Vec<(String, HeaderMap)> {
        self.shared.asked.lock().unwrap().clone()
    }

    /// What was asked so far that has a text in it.
    pub fn asked_of(&self, part: &str) -> Vec<String> {
        let mut asked = self.asked();
        asked.retain(|question| question.contains(part));
        asked
    }

    /// Forgets what was asked.
    pub fn forget(&self) {
        self.shared.asked.lock().unwrap().clear();
    }

    /// So many questions are answered, and none after them; or all.
    pub fn silent_after(&self, answers: Option<usize>) {
        *self.shared.silent_from.lock().unwrap() = answers;
    }

    /// Waits until a question is not answered.
    pub async fn until_silent(&self) {
        self.shared.silent.notified().await;
    }
}

async fn answer(State(shared): State<Shared>, request: Request) -> Response {
    let uri = request.uri().clone();
    let asked = {
        let mut asked = shared.asked.lock().unwrap();
        asked.push((uri.to_string(), request.headers().clone()));
        asked.len()
    };
    let silent_from = *shared.silent_from.lock().unwrap();
    if silent_from.is_some_and(|answers| asked > answers) {
        shared.silent.notify_one();
        pending::<()>().await;
    }
    let said = (shared.answers)(&Question {
        path: uri.path(),
        query: uri.query().unwrap_or_default(),
        origin: &shared.origin,
    });
    let mut response = (
        StatusCode::from_u16(said.status).unwrap(),
        [(header::CONTENT_TYPE, said.kind)],
        said.body,
    )
        .into_response();
    for (name, value) in said.headers {
        response.headers_mut().insert(name, value.parse().unwrap());
    }
    response
}
