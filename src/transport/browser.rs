//! Requests in the browser.

use super::{Answer, Request, Response, Transport};
use crate::model::{Problem, ProblemCode};
use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Promise};
use std::pin::pin;
use wasm_bindgen::{JsCast, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal};

#[wasm_bindgen(module = "/src/transport/early.js")]
extern "C" {
    fn early(key: &str, signal: Option<&AbortSignal>) -> Option<Promise>;
}

/// Sends requests with the browser's `fetch`.
#[derive(Clone, Copy, Debug)]
pub struct BrowserTransport {
    /// How long to wait for an answer, in milliseconds.
    pub time_limit: u32,
}

impl Transport for BrowserTransport {
    fn send(&self, request: Request) -> Answer<'_, Response> {
        Box::pin(async move {
            let url = request.url.clone();
            let abort = AbortOnDrop(AbortController::new().ok());
            let answer = pin!(fetch(request, &abort));
            match select(answer, TimeoutFuture::new(self.time_limit)).await {
                Either::Left((answer, _)) => answer,
                Either::Right(_) => Err(Problem::new(ProblemCode::Timeout)),
            }
            .map_err(|problem| explained(problem, url))
        })
    }
}

/// Aborts its request when it is dropped: a page that the reader has left costs no bytes. After the answer has
/// come, this does nothing.
struct AbortOnDrop(Option<AbortController>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

async fn fetch(request: Request, abort: &AbortOnDrop) -> Result<Response, Problem> {
    let signal = abort.0.as_ref().map(AbortController::signal);
    let ranges = request.headers.iter().map(|(_, value)| value.as_str());
    let asked: Vec<&str> = [&*request.url].into_iter().chain(ranges).collect();
    if let Some(response) = asked_early(&asked.join(" "), signal.as_ref()).await {
        return Ok(response);
    }
    let mut builder = gloo_net::http::Request::get(&request.url).abort_signal(signal.as_ref());
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    let answer = builder.send().await.map_err(|_| no_answer())?;
    let header = |name: &str| answer.headers().get(name);
    let wanted = request.wanted.iter();
    Ok(Response {
        url: answer.url(),
        status: answer.status(),
        content_type: header("content-type"),
        retry_after: header("retry-after").and_then(|seconds| seconds.parse().ok()),
        headers: wanted
            .filter_map(|name| Some((name.clone(), header(name)?)))
            .collect(),
        body: answer.text().await.map_err(|_| no_answer())?,
    })
}

/// The answer that the page has asked for or brought with it before the app came: address, status, media type and
/// text. None if there is none, or if it did not come.
async fn asked_early(key: &str, signal: Option<&AbortSignal>) -> Option<Response> {
    let answer = JsFuture::from(early(key, signal)?).await.ok()?;
    let answer: Array = answer.dyn_into().ok()?;
    Some(Response {
        url: answer.get(0).as_string()?,
        status: answer.get(1).as_f64()? as u16,
        content_type: answer.get(2).as_string(),
        body: answer.get(3).as_string()?,
        ..Response::default()
    })
}

/// The problem with its address; the browser does not tell why another host did not answer.
fn explained(problem: Problem, url: String) -> Problem {
    let origin = web_sys::window().and_then(|window| window.location().origin().ok());
    let is_abroad = origin.is_none_or(|origin| !url.starts_with(&origin));
    if problem.code == ProblemCode::Network && is_abroad {
        let hint = "another host has to allow this page (Access-Control-Allow-Origin)";
        return problem.detail(hint).at(url);
    }
    problem.at(url)
}

fn no_answer() -> Problem {
    let online = web_sys::window().is_none_or(|window| window.navigator().on_line());
    Problem::new(if online {
        ProblemCode::Network
    } else {
        ProblemCode::Offline
    })
}
