//! The addresses of a forum's own pages, by their patterns: `item?id={id}`, `t/{slug}/{id}`.

use crate::route::{Route, SectionRoute, ThreadRoute};
use percent_encoding::percent_decode_str;

/// The page of the app that an address below the forum's home names.
pub fn route(links: &[(&'static str, String)], path: &str, query: &str) -> Option<Route> {
    links.iter().find_map(|(target, pattern)| {
        let (pattern_path, pattern_query) = pattern.split_once('?').unwrap_or((pattern, ""));
        if *target == "home" && !query.is_empty() {
            return None;
        }
        let mut values = of_path(trimmed(pattern_path), trimmed(path))?;
        for (name, place) in form_urlencoded::parse(pattern_query.as_bytes()) {
            let (_, value) =
                form_urlencoded::parse(query.as_bytes()).find(|(key, _)| *key == name)?;
            match place
                .strip_prefix('{')
                .and_then(|place| place.strip_suffix('}'))
            {
                Some(variable) => values.push((variable.to_owned(), value.into_owned())),
                None if place == value => {}
                None => return None,
            }
        }
        to(target, &values)
    })
}

fn trimmed(path: &str) -> &str {
    path.trim_matches('/')
}

/// The values of a pattern's variables in a path; none of them has a slash.
fn of_path(pattern: &str, path: &str) -> Option<Vec<(String, String)>> {
    let mut values = Vec::new();
    let (mut pattern, mut path) = (pattern, path);
    while let Some((before, after)) = pattern.split_once('{') {
        let (name, after) = after.split_once('}')?;
        path = path.strip_prefix(before)?;
        // Up to what follows in the pattern, or to the end of the segment.
        let next = after.split('{').next().unwrap_or_default();
        let end = match next {
            "" => path.find('/').unwrap_or(path.len()),
            next => path.find(next)?,
        };
        let (value, rest) = path.split_at(end);
        if value.is_empty() || value.contains('/') {
            return None;
        }
        let value = percent_decode_str(value).decode_utf8().ok()?;
        values.push((name.to_owned(), value.into_owned()));
        (pattern, path) = (after, rest);
    }
    (pattern == path).then_some(values)
}

fn to(target: &str, values: &[(String, String)]) -> Option<Route> {
    let value = |name: &str| {
        let mut of_name = values.iter().filter(|(key, _)| key == name);
        of_name.next().map(|(_, value)| value.as_str())
    };
    let page = match value("page") {
        Some(page) => page.parse().ok().filter(|page| *page > 0)?,
        None => 1,
    };
    Some(match target {
        "home" => Route::Home,
        "section" => Route::Section(SectionRoute {
            id: value("id")?.into(),
            page,
            ..SectionRoute::default()
        }),
        "thread" => Route::Thread(ThreadRoute {
            id: value("id")?.into(),
            page,
            ..ThreadRoute::default()
        }),
        "post" => Route::Post {
            thread: value("thread")?.into(),
            post: value("id")?.into(),
        },
        "user" => Route::user(&value("id")?.into()),
        "page" => Route::page(value("slug")?),
        _ => Route::Tag {
            tag: value("tag")?.to_owned(),
            page,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::route;

    #[test]
    fn addresses_are_recognised_by_their_patterns() {
        let links: Vec<(&'static str, String)> = [
            ("home", ""),
            ("thread", "item?id={id}"),
            ("thread", "t/{slug}/{id}"),
            ("thread", "thread-{id}-{page}.html"),
            ("post", "?p={thread}&c={id}"),
            ("user", "u/{id}"),
            ("tag", "tag/{tag}"),
        ]
        .map(|(target, pattern)| (target, pattern.to_owned()))
        .into();
        for (path, query, href) in [
            ("", "", Some("/")),
            ("/item", "id=8863", Some("/thread/8863")),
            ("item", "x=1", None),
            ("", "p=7&c=9", Some("/thread/7?post=9")),
            ("t/my-title/7/", "", Some("/thread/7")),
            ("t/7", "", None),
            ("thread-7-2.html", "", Some("/thread/7/2")),
            ("thread-7-0.html", "", None),
            ("u/a%20b", "", Some("/user/a%20b")),
            ("u/a/b", "", None),
            ("tag/%E6%A5%BC", "", Some("/tag/%E6%A5%BC")),
        ] {
            let found = route(&links, path, query).map(|route| route.href("/"));
            assert_eq!(found.as_deref(), href, "{path}?{query}");
        }
    }
}
