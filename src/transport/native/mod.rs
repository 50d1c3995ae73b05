//! Requests over HTTP on the host: as a polite visitor that says its name, waits its turn, and keeps cookies.

mod fault;
mod file;
mod guard;
mod pace;
mod redirect;
mod robots;
mod secrets;

pub use file::{Arrived, Loss};
pub use secrets::Secrets;

use super::{Answer, Request, Response, Transport, utf8::utf8_lossy};
use crate::model::{Problem, ProblemCode};
use guard::Guard;
use pace::Pace;
use reqwest::{Client, redirect::Policy};
use robots::Robots;
use secrets::Keeper;
use std::{sync::Arc, time::Duration};
use url::Url;

/// The name under which every request is sent.
pub const AGENT: &str = concat!("qilou/", env!("CARGO_PKG_VERSION"));

/// No other host than the forum's is waited for longer than this.
const PATIENCE_ABROAD: Duration = Duration::from_secs(20);

/// An answer of this many bytes is no document of a forum.
const LONGEST_ANSWER: usize = 64 << 20;

/// How a visitor behaves.
#[derive(Clone, Debug)]
pub struct Manners {
    /// How many requests are under way at once.
    pub parallel: usize,
    /// The least time from the beginning of a request to that of the next.
    pub delay: Duration,
    /// How often a request that failed in passing is sent again.
    pub retries: u32,
    /// How long to wait for an answer to begin and, again, between its parts.
    pub time_limit: Duration,
    /// Whether `robots.txt` is obeyed.
    pub robots: bool,
}

/// Sends requests over HTTP.
pub struct NativeTransport {
    client: Client,
    pace: Pace,
    robots: Robots,
    retries: u32,
    guard: Guard,
    keeper: Arc<Keeper>,
}

impl NativeTransport {
    /// A visitor of the forum at `home`.
    ///
    /// # Errors
    ///
    /// What cannot be sent: a header with a line break; or a machine without certificates.
    pub fn new(home: Option<&str>, manners: &Manners, secrets: &Secrets) -> Result<Self, Problem> {
        let home = home
            .map(|home| Url::parse(home).map_err(|_| wrong("backend.url is no address")))
            .transpose()?;
        let keeper = Arc::new(Keeper::new(home.as_ref(), secrets)?);
        let guard = Guard::new(home.as_ref());
        // A second call finds the same provider in place.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .user_agent(AGENT)
            .cookie_provider(Arc::clone(&keeper))
            .connect_timeout(manners.time_limit)
            .read_timeout(manners.time_limit)
            .redirect(Policy::none())
            .dns_resolver(guard.clone())
            .build()
            .map_err(|error| wrong(&fault::sentence(&error)))?;
        Ok(Self {
            client,
            pace: Pace::new(manners.parallel, manners.delay),
            robots: Robots::new(manners.robots),
            retries: manners.retries,
            guard,
            keeper,
        })
    }

    /// Whether an address is of the forum's own origin: its scheme, host and port.
    pub fn is_home(&self, url: &Url) -> bool {
        self.keeper.is_home(url)
    }

    /// The address of a request, if it may be asked for.
    async fn allowed(&self, address: &str) -> Result<Url, Problem> {
        let about = |detail: &str| {
            Problem::new(ProblemCode::Unknown)
                .detail(detail)
                .at(address)
        };
        let url = Url::parse(address).map_err(|_| about("this is no address"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(about("only http and https are asked"));
        }
        if !self.guard.lets(&url) {
            return Err(about(
                "another host's address must not lead into a private network",
            ));
        }
        if !self.robots.allow(self, &url).await? {
            return Err(about("robots.txt of the host forbids asking for it"));
        }
        Ok(url)
    }

    /// The beginning of an answer, after as many tries as it takes and manners allow.
    async fn begin(
        &self,
        url: &Url,
        headers: &[(String, String)],
        retries: u32,
    ) -> Result<(reqwest::Response, pace::Turn<'_>), Problem> {
        let mut tried = 0;
        loop {
            let turn = self.pace.turn().await;
            let answer = self.follow(url, headers).await?;
            let Some(pause) = fault::pause(&answer, tried).filter(|_| tried < retries) else {
                let answer = answer.map_err(|error| fault::problem(&error, url))?;
                return Ok((answer, turn));
            };
            drop(turn);
            tried += 1;
            match fault::is_asked_for_patience(&answer) {
                // Everybody waits: the server has told so.
                true if self.is_home(url) => self.pace.hold(pause),
                true => tokio::time::sleep(pause.min(PATIENCE_ABROAD)).await,
                false => tokio::time::sleep(pause).await,
            }
        }
    }

    async fn ask(&self, request: Request) -> Result<Response, Problem> {
        let url = self.allowed(&request.url).await?;
        let mut tried = 0;
        loop {
            let (answer, turn) = self.begin(&url, &request.headers, self.retries).await?;
            let answer = read(answer, &request).await;
            drop(turn);
            match answer {
                // The answer broke off.
                Err(problem) if problem.is_passing() && tried < self.retries => tried += 1,
                answer => return answer,
            }
        }
    }
}

impl Transport for NativeTransport {
    fn send(&self, request: Request) -> Answer<'_, Response> {
        Box::pin(self.ask(request))
    }
}

/// What keeps the forum from being asked at all.
fn wrong(detail: &str) -> Problem {
    Problem::new(ProblemCode::Config).detail(detail)
}

/// All of an answer that says something.
async fn read(mut answer: reqwest::Response, request: &Request) -> Result<Response, Problem> {
    let header = |name: &str| {
        let value = answer.headers().get(name)?;
        Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    let mut response = Response {
        url: answer.url().to_string(),
        status: answer.status().as_u16(),
        content_type: header("content-type"),
        retry_after: fault::retry_after(answer.headers()).map(|pause| pause.as_secs()),
        headers: request
            .wanted
            .iter()
            .filter_map(|name| Some((name.clone(), header(name)?)))
            .collect(),
        body: String::new(),
    };
    let mut body = Vec::new();
    let url = answer.url().clone();
    while let Some(part) = answer
        .chunk()
        .await
        .map_err(|error| fault::problem(&error, &url))?
    {
        body.extend_from_slice(&part);
        if body.len() > LONGEST_ANSWER {
            return Err(Problem::new(ProblemCode::UnexpectedShape)
                .detail("the answer is longer than 64 MiB")
                .at(url));
        }
    }
    response.body = utf8_lossy(&body);
    Ok(response)
}
