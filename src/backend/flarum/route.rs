//! The addresses of Flarum's own pages.

use crate::{
    backend::address::{is_number, parameter, segments},
    model::UserId,
    route::{Route, SearchRoute, UserTab},
};

/// The page of the app that an address below the forum's home names.
pub fn route(path: &str, query: &str) -> Option<Route> {
    let segments = segments(path)?;
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    Some(match *segments.as_slice() {
        [] | ["all"] => match parameter(query, "q") {
            Some(words) => Route::Search(SearchRoute {
                query: words,
                page: 1,
                ..SearchRoute::default()
            }),
            None => Route::Home,
        },
        ["tags"] => Route::Home,
        ["d", discussion] => Route::thread(&id(discussion)?.into()),
        ["d", discussion, near] => {
            let thread = id(discussion)?.into();
            match near.parse::<u32>() {
                Ok(number) if number > 1 => Route::Post {
                    thread,
                    post: near.into(),
                },
                // The first post, or the place to write a new one.
                _ => Route::thread(&thread),
            }
        }
        ["t", slug] => Route::section(&slug.into()),
        ["u", slug] => Route::user(&slug.into()),
        ["u", slug, "discussions"] => user(slug, UserTab::Threads),
        ["u", slug, "posts"] => user(slug, UserTab::Posts),
        _ => return None,
    })
}

/// The number before a discussion's title: `12-some-title`.
fn id(segment: &str) -> Option<&str> {
    let id = segment.split('-').next().unwrap_or_default();
    is_number(id).then_some(id)
}

fn user(slug: &str, tab: UserTab) -> Route {
    Route::User {
        id: UserId::from(slug),
        tab,
        page: 1,
    }
}
