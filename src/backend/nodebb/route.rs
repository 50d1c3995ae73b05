//! The addresses of a NodeBB forum's own pages.

use crate::{
    model::{Sort, ThreadListName},
    route::{Route, SearchRoute, SearchSort, SectionRoute, ThreadRoute, UserTab, segments},
};

/// How NodeBB calls the orders of a category's topics.
const SORTS: [(Sort, &str); 4] = [
    (Sort::LastPost, "recently_replied"),
    (Sort::Created, "recently_created"),
    (Sort::Replies, "most_posts"),
    (Sort::Views, "most_views"),
];

/// How NodeBB calls an order.
pub fn sort_name(sort: Sort) -> &'static str {
    let known = SORTS.iter().find(|(known, _)| *known == sort);
    known.map_or("recently_replied", |(_, name)| name)
}

/// How NodeBB calls a list across all categories. Its newest topics are those last written in, and what its members
/// voted for stands where others have what their moderators chose.
pub fn list_name(list: ThreadListName) -> &'static str {
    match list {
        ThreadListName::Newest => "recent",
        ThreadListName::Hot => "popular",
        ThreadListName::Digest => "top",
    }
}

/// The topic that a path leads to, and which of its posts, from 1. The path may begin with the forum's folder.
pub fn place(path: &str) -> Option<(String, u32)> {
    let path = path.split(['?', '#']).next()?;
    let segments = segments(path)?;
    let start = segments.iter().position(|segment| segment == "topic")?;
    let index = segments.get(start + 3).and_then(|index| index.parse().ok());
    Some((segments.get(start + 1)?.clone(), index.unwrap_or(1)))
}

/// The page on which the post with this number stands.
pub fn page_of_post(index: u32, size: u32) -> u32 {
    index.max(1).div_ceil(size.max(1))
}

/// The page of the app for an address of the forum; `size` is how many posts a page has.
pub fn route(path: &str, query: &str, size: u32) -> Option<Route> {
    let segments = segments(path)?;
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    let get = |name: &str| {
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        let value = pairs.find(|(key, _)| key == name)?.1.into_owned();
        (!value.is_empty()).then_some(value)
    };
    let asked = get("page").and_then(|page| page.parse().ok());
    let asked = asked.filter(|page| *page > 0);
    let page = asked.unwrap_or(1);
    // Feeds have the addresses of what they tell of.
    if segments.last().is_some_and(|last| last.ends_with(".rss")) {
        return None;
    }
    Some(match *segments {
        [] | ["categories"] => Route::Home,
        ["recent"] => list(ThreadListName::Newest, page),
        ["popular"] => list(ThreadListName::Hot, page),
        ["top"] => list(ThreadListName::Digest, page),
        // Which topic of the list stands after the slug: it moves with every reply.
        ["category", id] | ["category", id, _] | ["category", id, _, _] => {
            let sort = get("sort").unwrap_or_default();
            let sort = SORTS.iter().find(|(_, name)| *name == sort);
            Route::Section(SectionRoute {
                id: id.into(),
                page,
                sort: sort.map(|(sort, _)| *sort).unwrap_or_default(),
                narrow: None,
            })
        }
        ["topic", id] | ["topic", id, _] | ["topic", id, _, _] => {
            let index = segments.get(3).and_then(|index| index.parse().ok());
            Route::Thread(ThreadRoute {
                id: id.into(),
                page: asked.unwrap_or_else(|| page_of_post(index.unwrap_or(1), size)),
                ..ThreadRoute::default()
            })
        }
        ["user", id] => user(id, UserTab::Profile, 1),
        ["user", id, "topics"] => user(id, UserTab::Threads, page),
        ["user", id, "posts"] => user(id, UserTab::Posts, page),
        ["tags", tag] => Route::Tag {
            tag: tag.to_owned(),
            page,
        },
        ["search"] => Route::Search(SearchRoute {
            query: get("term")?,
            section: get("categories").as_deref().map(Into::into),
            author: get("by"),
            sort: match get("sortBy").as_deref() {
                Some("timestamp") => SearchSort::Newest,
                _ => SearchSort::Relevance,
            },
            page,
        }),
        _ => return None,
    })
}

fn list(list: ThreadListName, page: u32) -> Route {
    Route::List { list, page }
}

fn user(id: &str, tab: UserTab, page: u32) -> Route {
    Route::User {
        id: id.into(),
        tab,
        page,
    }
}
