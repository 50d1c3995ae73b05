//! Parses addresses with the browser's own parser.

use super::Url;

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
