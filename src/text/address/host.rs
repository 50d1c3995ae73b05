//! Parses addresses as browsers do (the WHATWG standard), on the host.

use super::Url;

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
