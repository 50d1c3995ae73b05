//! The addresses of Discourse's own pages.

use crate::{
    backend::address::{is_number, parameter, segments},
    model::{PostId, Sort, ThreadListName, UserId},
    route::{Route, SearchRoute, SectionRoute, ThreadRoute, UserTab},
};

/// The page of the app that an address below the forum's home names.
pub fn route(path: &str, query: &str) -> Option<Route> {
    let segments = segments(path)?;
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    let of_query = |name| parameter(query, name);
    let page = of_query("page").and_then(|page| page.parse::<u32>().ok());
    // Lists count from 0, the posts of a topic from 1.
    let list_page = page.map_or(1, |page| page.saturating_add(1));
    Some(match *segments.as_slice() {
        [] | ["categories"] => Route::Home,
        ["latest" | "new"] => Route::List {
            list: ThreadListName::Newest,
            page: list_page,
        },
        ["top" | "hot", ..] => Route::List {
            list: ThreadListName::Hot,
            page: list_page,
        },
        ["t", ref rest @ ..] => topic(rest, page.unwrap_or(1).max(1))?,
        ["c", ref rest @ ..] => Route::Section(SectionRoute {
            // Parents come first, filters last.
            id: rest
                .iter()
                .copied()
                .rfind(|segment| is_number(segment))?
                .into(),
            page: list_page,
            sort: match of_query("order").as_deref() {
                Some("created") => Sort::Created,
                Some("posts") => Sort::Replies,
                Some("views") => Sort::Views,
                _ => Sort::LastPost,
            },
            narrow: None,
        }),
        ["u" | "users", name, ref rest @ ..] => user(name.into(), rest)?,
        ["tag" | "tags", tag] | ["tag", tag, _] => Route::Tag {
            tag: tag.to_owned(),
            page: list_page,
        },
        ["search"] => Route::Search(SearchRoute {
            query: of_query("q").unwrap_or_default(),
            page: 1,
            ..SearchRoute::default()
        }),
        _ => return None,
    })
}

/// `slug/id`, `slug/id/number`, and both without the slug.
fn topic(segments: &[&str], page: u32) -> Option<Route> {
    let (id, rest) = match *segments {
        // A slug of figures is followed by an id and a number.
        [id, ref rest @ ..] if is_number(id) && rest.len() < 2 => (id, rest),
        [_, id, ref rest @ ..] if is_number(id) => (id, rest),
        _ => return None,
    };
    Some(match rest.first() {
        Some(number) if is_number(number) && *number != "1" => Route::Post {
            thread: id.into(),
            post: PostId::from(*number),
        },
        _ => Route::Thread(ThreadRoute {
            id: id.into(),
            page,
            ..ThreadRoute::default()
        }),
    })
}

fn user(id: UserId, segments: &[&str]) -> Option<Route> {
    let tab = match *segments {
        [] | ["summary"] => UserTab::Profile,
        ["activity", "topics"] => UserTab::Threads,
        ["activity"] | ["activity", "replies"] => UserTab::Posts,
        _ => return None,
    };
    Some(Route::User { id, tab, page: 1 })
}
