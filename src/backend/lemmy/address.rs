//! The addresses of Lemmy's own pages.

use crate::{
    model::{PostId, SectionId, ThreadId, UserId},
    route::{Route, SearchRoute},
};

/// What stands before a comment's number where a thread is named by one of its comments.
pub const OF_COMMENT: &str = "comment-";

/// The page of the app for an address; `host` is the forum's own, which names do not carry.
pub fn route(path: &str, query: &str, fragment: &str, host: &str) -> Option<Route> {
    let segments: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let short = |name: &str| match name.split_once('@') {
        Some((name, home)) if home == host => name.to_owned(),
        _ => name.to_owned(),
    };
    let post = |thread: ThreadId, comment: &str| Route::Post {
        thread,
        post: PostId(comment.to_owned()),
    };
    Some(match segments.as_slice() {
        [] => Route::Home,
        ["post", id] if is_number(id) => {
            let comment = fragment.strip_prefix("comment-").filter(|id| is_number(id));
            match comment {
                Some(comment) => post(ThreadId((*id).to_owned()), comment),
                None => Route::thread(&ThreadId((*id).to_owned())),
            }
        }
        ["post", id, comment] | ["post", id, "comment", comment]
            if is_number(id) && is_number(comment) =>
        {
            post(ThreadId((*id).to_owned()), comment)
        }
        ["comment", id] if is_number(id) => post(ThreadId(format!("{OF_COMMENT}{id}")), id),
        ["c", name] => Route::section(&SectionId(short(name))),
        ["u", name] => Route::user(&UserId(short(name))),
        ["modlog", ..] => Route::Modlog { page: 1 },
        ["legal"] => Route::page("legal"),
        ["search"] => {
            let mut pairs = form_urlencoded::parse(query.as_bytes());
            let (_, words) = pairs.find(|(name, _)| matches!(&**name, "q" | "search_term"))?;
            Route::Search(SearchRoute {
                query: words.into_owned(),
                page: 1,
                ..SearchRoute::default()
            })
        }
        _ => return None,
    })
}

/// Whether a text is a number, as the ids of posts and comments are.
pub fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
