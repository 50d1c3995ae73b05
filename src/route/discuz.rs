//! The addresses of Discuz!, so that links from before lead to the right page.

use super::{Narrow, Query, Route, SectionRoute, ThreadRoute, UserTab};
use crate::model::{Filter, Order, PostId, Sort, ThreadListName};

/// The route of a Discuz! address, static (`thread-5-1-1.html`) or dynamic (`forum.php?mod=viewthread&tid=5`).
pub(super) fn route(segments: &[&str], query: &Query, fragment: &str) -> Option<Route> {
    let [file] = segments else {
        return None;
    };
    let route = match *file {
        "forum.php" => forum(query)?,
        "home.php" => space(query)?,
        "index.php" | "portal.php" => Route::Home,
        _ => rewritten(file)?,
    };
    Some(at_post(route, fragment))
}

/// `#pid77` names a post of the thread.
fn at_post(route: Route, fragment: &str) -> Route {
    match (&route, fragment.strip_prefix("pid")) {
        (Route::Thread(thread), Some(post)) if !post.is_empty() => Route::Post {
            thread: thread.id.clone(),
            post: post.into(),
        },
        _ => route,
    }
}

fn forum(query: &Query) -> Option<Route> {
    Some(match query.get("mod") {
        None | Some("index") => Route::Home,
        Some("viewthread") => Route::Thread(ThreadRoute {
            id: query.get("tid")?.into(),
            page: page(query.get("page")),
            order: match query.get("ordertype") {
                Some("1") => Order::Newest,
                _ => Order::Oldest,
            },
            only_author: query.get("authorid").map(Into::into),
        }),
        Some("forumdisplay") => Route::Section(SectionRoute {
            id: query.get("fid")?.into(),
            page: page(query.get("page")),
            sort: match query.get("orderby") {
                Some("dateline") => Sort::Created,
                Some("replies") => Sort::Replies,
                Some("views") => Sort::Views,
                _ => Sort::LastPost,
            },
            narrow: match (query.get("filter"), query.get("typeid")) {
                (_, Some(prefix)) => Some(Narrow::Prefix(prefix.to_owned())),
                (Some("digest"), _) => Some(Narrow::Filter(Filter::Digest)),
                (Some("hot" | "heat"), _) => Some(Narrow::Filter(Filter::Hot)),
                _ => match query.get("specialtype") {
                    Some("poll") => Some(Narrow::Filter(Filter::Poll)),
                    _ => None,
                },
            },
        }),
        Some("redirect") => match query.get("goto") {
            Some("findpost") => Route::Post {
                thread: query.get("ptid").or(query.get("tid"))?.into(),
                post: PostId::from(query.get("pid")?),
            },
            _ => Route::thread(&query.get("tid")?.into()),
        },
        Some("guide") => Route::List {
            list: match query.get("view") {
                Some("hot") => ThreadListName::Hot,
                Some("digest") => ThreadListName::Digest,
                _ => ThreadListName::Newest,
            },
            page: page(query.get("page")),
        },
        Some(_) => return None,
    })
}

fn space(query: &Query) -> Option<Route> {
    let tab = match (query.get("do"), query.get("type")) {
        (Some("thread"), Some("reply")) => UserTab::Posts,
        (Some("thread"), _) => UserTab::Threads,
        _ => UserTab::Profile,
    };
    Some(Route::User {
        id: query.get("uid")?.into(),
        tab,
        page: match tab {
            UserTab::Profile => 1,
            _ => page(query.get("page")),
        },
    })
}

/// Addresses as Discuz!'s rewrite rules write them.
fn rewritten(file: &str) -> Option<Route> {
    let parts: Vec<&str> = file.strip_suffix(".html")?.split('-').collect();
    Some(match *parts.as_slice() {
        ["thread", id, page_number, ..] => Route::Thread(ThreadRoute {
            id: id.into(),
            page: page(Some(page_number)),
            ..ThreadRoute::default()
        }),
        ["forum", id, page_number] => Route::Section(SectionRoute {
            id: id.into(),
            page: page(Some(page_number)),
            ..SectionRoute::default()
        }),
        ["space", "uid", id] => Route::user(&id.into()),
        _ => return None,
    })
}

fn page(number: Option<&str>) -> u32 {
    number
        .and_then(|number| number.parse().ok())
        .filter(|number| *number > 0)
        .unwrap_or(1)
}
