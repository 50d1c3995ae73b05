//! A thread as schema.org's `DiscussionForumPosting`, the way search engines ask for it.

use super::{excerpt, forum::Forum};
use crate::{
    app::App,
    model::{Author, Order, Post, PostState, ThreadPage},
    route::{Route, ThreadRoute, floor_anchor, post_anchor},
};
use serde_json::{Map, Value, json};

/// How many characters of each post are told: the page has them all.
const TEXT: usize = 500;

/// The thread, with the posts of this page.
pub fn discussion(forum: &Forum, app: &App, page: &ThreadPage) -> Value {
    let thread = &page.thread;
    let url = |route: &Route| forum.absolute(&app.addresses.of(route));
    let is_first = page.page.number <= 1;
    let (opening, answers) = match page.posts.split_first() {
        Some((opening, answers)) if is_first => (Some(opening), answers),
        _ => (None, page.posts.as_slice()),
    };
    let text = match opening {
        Some(post) => Some(excerpt::of_post(app, post)),
        None => thread.excerpt.clone(),
    };
    let text = text.filter(|text| !text.is_empty());
    let answers = answers.iter().filter(|post| is_told(post));
    let comments: Vec<Value> = answers
        .map(|post| comment(forum, app, page, post))
        .collect();
    let here = url(&Route::thread(&thread.id));
    let edited = opening.and_then(|post| post.edited.as_ref());
    object([
        ("@context", Some(json!("https://schema.org"))),
        ("@type", Some(json!("DiscussionForumPosting"))),
        ("@id", here.as_ref().map(|here| json!(here))),
        ("mainEntityOfPage", here.as_ref().map(|here| json!(here))),
        ("url", here.as_ref().map(|here| json!(here))),
        ("headline", Some(json!(excerpt::cut(&thread.title, 110)))),
        ("text", text.map(|text| json!(excerpt::cut(&text, TEXT)))),
        (
            "inLanguage",
            Some(json!(thread.lang.as_ref().unwrap_or(&app.site.lang))),
        ),
        ("author", Some(person(forum, app, &thread.author))),
        ("datePublished", Some(json!(thread.created.rfc3339()))),
        ("dateModified", edited.map(|edit| json!(edit.at.rfc3339()))),
        (
            "commentCount",
            thread.counts.replies.map(|replies| json!(replies)),
        ),
        ("interactionStatistic", statistics(page)),
        (
            "isPartOf",
            Some(object([
                ("@type", Some(json!("WebPage"))),
                ("name", Some(json!(page.section.name))),
                (
                    "url",
                    url(&Route::section(&page.section.id)).map(|url| json!(url)),
                ),
            ])),
        ),
        ("comment", (!comments.is_empty()).then(|| json!(comments))),
    ])
}

/// Whether a post has something to tell.
fn is_told(post: &Post) -> bool {
    matches!(post.state, PostState::Ok | PostState::Warned)
}

fn comment(forum: &Forum, app: &App, page: &ThreadPage, post: &Post) -> Value {
    let here = Route::Thread(ThreadRoute {
        id: page.thread.id.clone(),
        page: page.page.number,
        only_author: None,
        order: Order::Oldest,
    });
    let anchor = match post.floor {
        Some(floor) => floor_anchor(floor),
        None => post_anchor(post.id.as_str()),
    };
    let url = forum.absolute(&app.addresses.of(&here));
    let likes = post
        .score
        .as_ref()
        .map(|score| counter("LikeAction", score.up));
    object([
        ("@type", Some(json!("Comment"))),
        ("url", url.map(|url| json!(format!("{url}#{anchor}")))),
        (
            "text",
            Some(json!(excerpt::cut(&excerpt::of_post(app, post), TEXT))),
        ),
        ("author", Some(person(forum, app, &post.author))),
        ("datePublished", Some(json!(post.created.rfc3339()))),
        ("interactionStatistic", likes),
    ])
}

fn person(forum: &Forum, app: &App, author: &Author) -> Value {
    let profile = author
        .id
        .as_ref()
        .filter(|_| app.site.can(crate::model::Capability::Users));
    let url = profile.and_then(|id| forum.absolute(&app.addresses.of(&Route::user(id))));
    let name = match author.name.trim() {
        "" => app.texts.guest,
        name => name,
    };
    object([
        ("@type", Some(json!("Person"))),
        ("name", Some(json!(name))),
        ("url", url.map(|url| json!(url))),
    ])
}

fn statistics(page: &ThreadPage) -> Option<Value> {
    let counts = &page.thread.counts;
    let counters: Vec<Value> = [
        ("CommentAction", counts.replies),
        ("ViewAction", counts.views),
        ("LikeAction", counts.likes),
    ]
    .into_iter()
    .filter_map(|(action, count)| Some(counter(action, count?)))
    .collect();
    (!counters.is_empty()).then(|| json!(counters))
}

fn counter(action: &str, count: u64) -> Value {
    json!({
        "@type": "InteractionCounter",
        "interactionType": format!("https://schema.org/{action}"),
        "userInteractionCount": count,
    })
}

/// An object of the fields that have a value.
fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let fields = fields.into_iter();
    let known = fields.filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(known.collect::<Map<_, _>>())
}
