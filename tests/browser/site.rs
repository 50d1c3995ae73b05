//! A built site as a test serves it: watched, and with answers that the test has changed.

use crate::{
    Outcome,
    forum::{Forum, Found, Said},
};
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};
use qilou::cli::prerender;
use std::{
    collections::HashMap,
    env, fs,
    net::Ipv4Addr,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{net::TcpListener, sync::OnceCell, task::JoinHandle, time::sleep};

/// The script that writes down what goes wrong in the page.
const WATCH: &str = include_str!("watch.js");

/// A site being served; dropping it ends that.
pub struct Site {
    base: &'static str,
    folder: PathBuf,
    origin: String,
    rules: Arc<Mutex<Rules>>,
    task: JoinHandle<()>,
}

/// What is answered in the place of a file.
#[derive(Clone, Debug)]
pub struct Answer {
    status: u16,
    kind: &'static str,
    body: String,
    delay: Duration,
    /// How often this is the answer before the file is; for ever where it is none.
    times: Option<u32>,
}

#[derive(Default)]
struct Rules {
    answers: HashMap<String, Answer>,
    asked: Vec<String>,
    forum: Option<Arc<Forum>>,
    questions: Vec<String>,
    strange: Vec<String>,
}

impl Site {
    /// The site that was built for `/`.
    pub async fn root() -> Outcome<Self> {
        Self::serve("QILOU_DIST", "/").await
    }

    /// The site that was built for a folder of its host.
    pub async fn forum() -> Outcome<Self> {
        Self::serve("QILOU_DIST_SUB", "/forum/").await
    }

    /// The site that was built for `/`, reading a forum that stands beside it.
    pub async fn reading(forum: Forum) -> Outcome<Self> {
        let site = Self::root().await?;
        site.answer("config.json", Answer::new(200, forum.config()));
        site.put(forum);
        Ok(site)
    }

    /// The site that was built for `/`, with its pages written ahead.
    pub async fn prerendered() -> Outcome<Self> {
        static WRITTEN: OnceCell<()> = OnceCell::const_new();
        let app = built("QILOU_DIST", "/")?;
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("browser-prerendered");
        let options = prerender::Options {
            folder: app.join("content"),
            app,
            to: folder.clone(),
            url: None,
            no_content: false,
        };
        WRITTEN
            .get_or_try_init(|| async { prerender::prerender(&options).map(drop) })
            .await?;
        Self::serve_folder(folder, "/").await
    }

    /// From now on, this is the forum beside the site.
    pub fn put(&self, forum: Forum) {
        self.rules().forum = Some(Arc::new(forum));
    }

    async fn serve(variable: &str, base: &'static str) -> Outcome<Self> {
        Self::serve_folder(built(variable, base)?, base).await
    }

    async fn serve_folder(folder: PathBuf, base: &'static str) -> Outcome<Self> {
        let rules = Arc::new(Mutex::new(Rules::default()));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let origin = format!("http://{}", listener.local_addr()?);
        let host = Host {
            base,
            origin: origin.clone(),
            rules: Arc::clone(&rules),
        };
        let app = qilou::cli::router(&folder, base).layer(from_fn_with_state(host, answer));
        let task = tokio::spawn(async move {
            // A server that breaks down is noticed by the test that asks it.
            let _ = axum::serve(listener, app).await;
        });
        Ok(Self {
            base,
            folder,
            origin,
            rules,
            task,
        })
    }

    /// The path of the site's first page.
    pub fn base(&self) -> &'static str {
        self.base
    }

    /// The absolute address of a path below the base.
    pub fn url(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin, self.base)
    }

    /// From now on, a path below the base is answered like this.
    pub fn answer(&self, path: &str, answer: Answer) {
        self.rules().answers.insert(path.to_owned(), answer);
    }

    /// From now on, a path is answered with its file again.
    pub fn mend(&self, path: &str) {
        self.rules().answers.remove(path);
    }

    /// What a file of the site says.
    pub fn read(&self, path: &str) -> Outcome<String> {
        fs::read_to_string(self.folder.join(path))
            .map_err(|error| format!("{path} cannot be read: {error}.").into())
    }

    /// A document of the site.
    pub fn document(&self, path: &str) -> Outcome<serde_json::Value> {
        Ok(serde_json::from_str(&self.read(path)?)?)
    }

    /// The paths, with the base, that were asked for so far.
    pub fn asked(&self) -> Vec<String> {
        self.rules().asked.clone()
    }

    /// The documents, below the content's folder, that were asked for so far.
    pub fn documents(&self) -> Vec<String> {
        let root = format!("{}content/", self.base);
        let below = |path: String| path.strip_prefix(&root).map(str::to_owned);
        let mut documents: Vec<String> = self.asked().into_iter().filter_map(below).collect();
        documents.retain(|path| path.ends_with(".json"));
        documents
    }

    /// What the forum beside the site was asked so far, but for pictures: paths below its folder, with their
    /// parameters in the order of their names.
    pub fn questions(&self) -> Vec<String> {
        self.rules().questions.clone()
    }

    /// The questions to which the forum beside the site has no answer.
    pub fn strange_questions(&self) -> Vec<String> {
        self.rules().strange.clone()
    }

    /// Forgets what was asked for; a strange question stays one.
    pub fn forget(&self) {
        let mut rules = self.rules();
        rules.asked.clear();
        rules.questions.clear();
    }

    /// Nobody answers any more.
    pub async fn stop(&mut self) {
        self.task.abort();
        // It has been told to stop; how it ends is of no interest.
        let _ = (&mut self.task).await;
    }

    fn rules(&self) -> MutexGuard<'_, Rules> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Answer {
    /// A status with a body; what begins like a page is HTML, all else JSON.
    pub fn new(status: u16, body: impl Into<String>) -> Self {
        let body = body.into();
        let kind = if body.starts_with('<') {
            "text/html; charset=utf-8"
        } else {
            "application/json"
        };
        Self {
            status,
            kind,
            body,
            delay: Duration::ZERO,
            times: None,
        }
    }

    /// The same, later.
    pub fn after(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// The same, but only the first time.
    pub fn once(self) -> Self {
        Self {
            times: Some(1),
            ..self
        }
    }
}

#[derive(Clone)]
struct Host {
    base: &'static str,
    origin: String,
    rules: Arc<Mutex<Rules>>,
}

async fn answer(State(host): State<Host>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let Some(below) = path.strip_prefix(host.base) else {
        host.note(&path);
        return (StatusCode::NOT_FOUND, "This is not the site's.\n").into_response();
    };
    if below == "watch.js" {
        return ([(header::CONTENT_TYPE, "text/javascript")], WATCH).into_response();
    }
    // Browsers ask for this by themselves, beside a file that is no page.
    if below == "favicon.ico" {
        return StatusCode::NO_CONTENT.into_response();
    }
    host.note(&path);
    if let Some(answer) = host.ruled(below) {
        sleep(answer.delay).await;
        let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
        let kind = [
            (header::CONTENT_TYPE, answer.kind),
            (header::CACHE_CONTROL, "no-store"),
            (header::CONNECTION, "close"),
        ];
        return (status, kind, answer.body).into_response();
    }
    if let Some(said) = host.replayed(below, request.uri().query().unwrap_or_default()) {
        sleep(said.delay).await;
        let status = StatusCode::from_u16(said.status).unwrap_or(StatusCode::OK);
        let kind = [
            (header::CONTENT_TYPE, said.kind.as_str()),
            (header::CACHE_CONTROL, "no-store"),
            (header::CONNECTION, "close"),
        ];
        return (status, kind, said.body).into_response();
    }
    // A page is always sent whole: its watcher is put in on the way.
    if !below.contains('.') || below.ends_with(".html") || below.ends_with(".php") {
        request.headers_mut().remove(header::IF_MODIFIED_SINCE);
    }
    let mut response = watched(next.run(request).await, host.base).await;
    // A connection that lasts would outlive a server that stops.
    response
        .headers_mut()
        .insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

impl Host {
    fn note(&self, path: &str) {
        let mut rules = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        rules.asked.push(path.to_owned());
    }

    /// What the forum beside the site says, if the path is in its folder.
    fn replayed(&self, path: &str, query: &str) -> Option<Said> {
        let mut rules = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        let forum = rules.forum.clone()?;
        let below = path.strip_prefix(forum.folder)?;
        let (question, found) = forum.answer(below, query, &self.origin);
        match found {
            Found::Picture(said) => Some(said),
            Found::Known(said) => {
                rules.questions.push(question);
                Some(said)
            }
            Found::Unknown(said) => {
                rules.questions.push(question.clone());
                rules.strange.push(question);
                Some(said)
            }
        }
    }

    fn ruled(&self, path: &str) -> Option<Answer> {
        let mut rules = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = rules.answers.get_mut(path)?;
        match &mut answer.times {
            None => {}
            Some(0) => return None,
            Some(times) => *times -= 1,
        }
        Some(answer.clone())
    }
}

/// A page with the watcher in it, before anything else of the page can run; all else as it is.
async fn watched(response: Response, base: &str) -> Response {
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_page || !response.status().is_success() {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let page = String::from_utf8_lossy(&bytes);
    let page = page.replacen(
        "<base ",
        &format!("<script src=\"{base}watch.js\"></script><base "),
        1,
    );
    parts.headers.remove(header::LAST_MODIFIED);
    parts
        .headers
        .insert(header::CONTENT_LENGTH, HeaderValue::from(page.len()));
    Response::from_parts(parts, Body::from(page))
}

/// The folder that holds the site built for a base.
fn built(variable: &str, base: &str) -> Outcome<PathBuf> {
    let folder = env::var_os(variable).map(PathBuf::from).ok_or_else(|| {
        format!("{variable} is not set: it names the folder with the site built for {base}; `make test` sees to that.")
    })?;
    if !folder.join("index.html").is_file() {
        return Err(format!(
            "{variable} is {}, and there is no index.html in it; `make test` builds the site.",
            folder.display()
        )
        .into());
    }
    Ok(folder)
}
