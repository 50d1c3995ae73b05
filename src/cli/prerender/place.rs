//! The file of a page: its path below the app with `.html`, which is where hosts look for it.

use crate::route::{Route, segments};

/// How long a file's name may be, in bytes.
const LONGEST: usize = 240;

/// The path of a route's file; none for a route with a query, or with a name that is none for a file. Such pages are
/// the app's to draw.
pub fn file_of(route: &Route) -> Option<String> {
    let address = route.href("/");
    if address.contains('?') || *route == Route::NotFound {
        return None;
    }
    let segments = segments(&address)?;
    if segments.is_empty() {
        return Some("index.html".to_owned());
    }
    let is_name = |segment: &String| {
        !segment.starts_with('.')
            && segment.len() <= LONGEST
            && !segment.contains(['/', '\\', ':', '\0'])
    };
    segments
        .iter()
        .all(is_name)
        .then(|| segments.join("/") + ".html")
}

#[cfg(test)]
mod tests {
    use super::file_of;
    use crate::route::Route;

    #[test]
    fn pages_lie_where_hosts_look_for_them() {
        for (route, file) in [
            (Route::Home, Some("index.html")),
            (Route::thread(&"7".into()), Some("thread/7.html")),
            (
                Route::thread(&"7".into()).at_page(2),
                Some("thread/7/2.html"),
            ),
            (Route::user(&"王".into()), Some("user/王.html")),
            (Route::Modlog { page: 1 }, Some("modlog.html")),
            (Route::thread(&"../x".into()), None),
            (Route::thread(&"..".into()), None),
            (Route::thread(&"a\\b".into()), None),
            (Route::thread(&"x".repeat(300).as_str().into()), None),
            (Route::NotFound, None),
        ] {
            assert_eq!(file_of(&route).as_deref(), file, "{route:?}");
        }
    }
}
