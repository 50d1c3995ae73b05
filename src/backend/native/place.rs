//! Where each document of the content format is: its name in `site.paths`, its usual path, and what fills it.

use crate::{
    backend::expand,
    model::{Paths, ThreadListName, UserId},
    route::{Narrow, SectionRoute, filter_slug, list_slug, sort_slug},
};

/// A kind of document: its name in `site.paths`, and its usual path.
pub type Place = (&'static str, &'static str);

/// What a path's template is filled with.
pub type Values = Vec<(&'static str, String)>;

pub const HOME: Place = ("home", "home.json");
pub const LIST: Place = ("list", "lists/{list}/{page}.json");
pub const SECTION: Place = ("section", "sections/{id}/{page}.json");
pub const SECTION_SORTED: Place = ("section_sorted", "sections/{id}/{sort}/{page}.json");
pub const SECTION_NARROWED: Place = ("section_narrowed", "sections/{id}/{filter}/{page}.json");
pub const SECTION_BOTH: Place = (
    "section_narrowed_sorted",
    "sections/{id}/{filter}/{sort}/{page}.json",
);
pub const THREAD: Place = ("thread", "threads/{id}/{page}.json");
pub const THREAD_BY: Place = ("thread_by", "threads/{id}/by-{author}/{page}.json");
pub const USER: Place = ("user", "users/{id}.json");
pub const USER_THREADS: Place = ("user_threads", "users/{id}/threads/{page}.json");
pub const USER_POSTS: Place = ("user_posts", "users/{id}/posts/{page}.json");
pub const PAGE: Place = ("page", "pages/{slug}.json");
pub const MODLOG: Place = ("modlog", "modlog/{page}.json");

/// The path of a document below the content root, escaped as in an address.
pub fn path(paths: &Paths, (name, usual): Place, values: &Values) -> String {
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    expand(paths.0.get(name).map_or(usual, String::as_str), &values)
}

/// The values of a document of an id; templates take those that they name.
pub fn of_id(id: &str, page: u32) -> Values {
    vec![
        ("id", id.to_owned()),
        ("shard", shard(id).to_owned()),
        ("page", page.to_string()),
    ]
}

/// The values of a page of a list.
pub fn of_list(list: ThreadListName, page: u32) -> Values {
    vec![
        ("list", list_slug(list).to_owned()),
        ("page", page.to_string()),
    ]
}

/// The values of a page of one member's posts in a thread.
pub fn of_author(thread: &str, author: &UserId, page: u32) -> Values {
    let mut values = of_id(thread, page);
    values.push(("author", author.0.clone()));
    values
}

/// Where a page of a section's threads is, in its order and narrowed as asked for.
pub fn of_section(route: &SectionRoute) -> (Place, Values) {
    let sort = sort_slug(route.sort);
    let filter = match &route.narrow {
        Some(Narrow::Prefix(prefix)) => Some(["prefix-", prefix].concat()),
        Some(Narrow::Filter(filter)) => filter_slug(*filter).map(str::to_owned),
        None => None,
    };
    let place = match (&filter, sort) {
        (None, None) => SECTION,
        (None, Some(_)) => SECTION_SORTED,
        (Some(_), None) => SECTION_NARROWED,
        (Some(_), Some(_)) => SECTION_BOTH,
    };
    let mut values = of_id(route.id.as_str(), route.page);
    values.push(("filter", filter.unwrap_or_default()));
    values.push(("sort", sort.unwrap_or_default().to_owned()));
    (place, values)
}

/// The folder that a large archive puts a document in: the id's last two characters, so that neighbours spread.
fn shard(id: &str) -> &str {
    let start = id.char_indices().rev().nth(1).map_or(0, |(index, _)| index);
    match &id[start..] {
        // These are no folders, or other ones.
        "." | ".." => "_",
        end => end,
    }
}
