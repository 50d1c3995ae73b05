//! Following redirections, each with a request of its own.
//!
//! The client's own way keeps the first request's headers for all that follow: where a forum redirects to another host,
//! and that to itself, the token would arrive there. It also tells in `Referer` where it comes from, and the addresses
//! of a forum's attachments may be signed for a member.

use super::NativeTransport;
use crate::model::{Problem, ProblemCode};
use reqwest::{
    Response, Result as Sent,
    header::{AUTHORIZATION, HeaderMap, LOCATION},
};
use url::Url;

/// The most redirections of one request.
const MOST: usize = 10;

/// Headers that say nothing of the visitor. A backend's others may be keys, and are for the host that was asked.
const OPEN: &[&str] = &["accept", "accept-language", "range"];

impl NativeTransport {
    /// Asks once, and goes where the answers redirect to.
    ///
    /// # Errors
    ///
    /// They lead where nobody may go.
    pub(super) async fn follow(
        &self,
        url: &Url,
        headers: &[(String, String)],
    ) -> Result<Sent<Response>, Problem> {
        let refused = |why: &str| {
            Problem::new(ProblemCode::Unknown)
                .detail(why)
                .at(url.as_str())
        };
        let mut at = url.clone();
        for _ in 0..=MOST {
            let is_there = at.origin() == url.origin();
            let is_open = |name: &str| OPEN.iter().any(|open| name.eq_ignore_ascii_case(open));
            let headers = headers.iter().filter(|(name, _)| is_there || is_open(name));
            let answer = self.step(at, headers).await;
            let Some(next) = answer.as_ref().ok().and_then(next) else {
                return Ok(answer);
            };
            if !self.guard.lets(&next) {
                return Err(refused("it redirects into a private network"));
            }
            at = next;
        }
        Err(refused("it redirects too often"))
    }

    async fn step(
        &self,
        mut url: Url,
        headers: impl Iterator<Item = &(String, String)>,
    ) -> Sent<Response> {
        // Who the visitor is, no address decides that a member or a host has written.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        url.set_fragment(None);
        let secret = self.keeper.authorization(&url);
        let mut request = self.client.get(url);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        if let Some(secret) = secret {
            // In the place of a backend's own, if it has one.
            request = request.headers(HeaderMap::from_iter([(AUTHORIZATION, secret)]));
        }
        request.send().await
    }
}

/// Where an answer redirects to.
fn next(answer: &Response) -> Option<Url> {
    if !matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    // Not all servers escape what is not ASCII.
    let place = str::from_utf8(answer.headers().get(LOCATION)?.as_bytes()).ok()?;
    answer.url().join(place).ok()
}
