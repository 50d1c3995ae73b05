//! Where in the app an address of its host leads.

use super::Backend;
use crate::route::Route;

/// The page that an address names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The page; `NotFound` if the address is nobody's.
    pub route: Route,
    /// The app's own address of it, where it was named by one of before or by one of the forum's.
    pub moved: Option<String>,
}

impl Destination {
    /// Reads a path, its query and its fragment, both without their mark. What the app cannot read may be an address of
    /// the forum's: an app in front of its forum has that forum's addresses below `base`.
    pub fn of(
        backend: Option<&dyn Backend>,
        base: &str,
        path: &str,
        query: &str,
        fragment: &str,
    ) -> Self {
        let own = Route::parse(base, path, query, fragment);
        let is_own = own != Route::NotFound;
        let below = path.strip_prefix(base);
        let forum = backend.zip(below).filter(|_| !is_own);
        let route = forum
            .and_then(|(backend, below)| backend.route(below, query, fragment))
            .unwrap_or(own);
        let may_move = !is_own || path.ends_with(".php") || path.ends_with(".html");
        if route == Route::NotFound || !may_move {
            return Self { route, moved: None };
        }
        let address = route.href(base);
        let anchor = match (&route, fragment) {
            (Route::Post { .. }, _) => None,
            (_, "") => forum.and_then(|(backend, below)| backend.anchor(below)),
            (_, fragment) => Some(fragment.to_owned()),
        };
        let moved = (address != joined(path, query)).then(|| match anchor {
            Some(anchor) => address + "#" + &anchor,
            None => address,
        });
        Self { route, moved }
    }
}

/// A path with its query.
pub fn joined(path: &str, query: &str) -> String {
    match query {
        "" => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}
