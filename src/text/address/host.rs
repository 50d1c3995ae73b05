//! Parses addresses as browsers do (the WHATWG standard), on the host; and what pages that are written ahead of their
//! reading need besides.

use super::Url;
use crate::{
    model::{PostId, ThreadId},
    route::{Route, ThreadRoute},
};
use std::rc::Rc;

/// Whether an absolute address is of the host that the app came from; here is none to differ from.
pub fn is_of_this_host(address: &str) -> bool {
    !address.is_empty()
}

pub(super) fn parse(address: &str, base: &str) -> Option<Url> {
    let url = url::Url::parse(base).ok()?.join(address).ok()?;
    let host = match (url.host_str(), url.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (host, _) => host.unwrap_or_default().to_owned(),
    };
    Some(Url {
        scheme: url.scheme().to_owned(),
        host,
        path: url.path().to_owned(),
        query: url.query().unwrap_or_default().to_owned(),
        fragment: url.fragment().unwrap_or_default().to_owned(),
        href: url.into(),
    })
}

/// The page of its thread that a post stands on.
pub type PostPage = Rc<dyn Fn(&ThreadId, &PostId) -> Option<u32>>;

/// What is known of addresses while pages are written ahead of their reading.
#[derive(Clone, Default)]
pub struct Ahead {
    /// The host that the pages are for, without a slash at its end: its addresses are written without it, so that the
    /// pages can be looked at on any host.
    pub origin: String,
    /// Where posts stand: then a link to a post needs nobody to look for it.
    pub post_page: Option<PostPage>,
}

impl Ahead {
    /// The address of a post's place, if it is known.
    pub(super) fn of_post(&self, route: &Route, base: &str) -> Option<String> {
        let Route::Post { thread, post } = route else {
            return None;
        };
        let page = self.post_page.as_ref()?(thread, post)?;
        let place = Route::Thread(ThreadRoute {
            id: thread.clone(),
            page,
            ..ThreadRoute::default()
        });
        Some(format!("{}#post-{post}", place.href(base)))
    }

    pub(super) fn written(&self, href: String) -> String {
        match href.strip_prefix(&self.origin) {
            Some(path) if !self.origin.is_empty() && path.starts_with('/') => path.to_owned(),
            _ => href,
        }
    }
}
