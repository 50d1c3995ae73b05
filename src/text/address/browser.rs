//! Parses addresses with the browser's own parser.

use super::Url;

/// Whether an absolute address is of the host that the app came from.
pub fn is_of_this_host(address: &str) -> bool {
    let here = web_sys::window().and_then(|window| window.location().origin().ok());
    let there = web_sys::Url::new(address).map(|url| url.origin());
    there.is_ok_and(|there| here.as_ref() == Some(&there))
}

pub(super) fn parse(address: &str, base: &str) -> Option<Url> {
    let url = web_sys::Url::new_with_base(address, base).ok()?;
    Some(Url {
        href: url.href(),
        scheme: url.protocol().trim_end_matches(':').to_owned(),
        host: url.host(),
        path: url.pathname(),
        query: url.search().trim_start_matches('?').to_owned(),
        fragment: url.hash().trim_start_matches('#').to_owned(),
    })
}
