//! A post: one floor of a thread.

use super::{attachment, author, body, chip, gate, moment, poll, remarks};
use crate::{
    app::App,
    model::{Order, Post, PostState, ReplyTo, ThreadPage},
    route::{Route, ThreadRoute},
    text::texts::fill,
};
use leptos::prelude::*;

/// The anchor of a floor within its page's address.
pub fn floor_anchor(floor: u32) -> String {
    format!("floor-{floor}")
}

/// The anchor of a post within its page's address.
pub fn post_anchor(post: &str) -> String {
    format!("post-{post}")
}

/// The floor as readers of forums call it: 楼主, 沙发, 板凳, 地板, then by number.
pub fn floor_name(app: &App, floor: u32) -> String {
    let texts = app.texts;
    match floor {
        1 => texts.floor_1.to_owned(),
        2 => texts.floor_2.to_owned(),
        3 => texts.floor_3.to_owned(),
        4 => texts.floor_4.to_owned(),
        _ => fill(texts.floor_n, &[("n", &floor.to_string())]),
    }
}

/// A post on its page of a thread; `copy` is called with the post's own address.
pub fn post(app: &App, page: &ThreadPage, post: &Post, copy: Callback<String>) -> AnyView {
    let texts = app.texts;
    let lang = post.lang.as_deref().or(page.thread.lang.as_deref());
    let anchor = post
        .floor
        .map_or_else(|| post_anchor(post.id.as_str()), floor_anchor);
    let here = Route::Thread(ThreadRoute {
        id: page.thread.id.clone(),
        page: page.page.number,
        only_author: page.only_author.clone(),
        order: Order::Oldest,
    });
    let href = format!("{}#{anchor}", app.addresses.of(&here));
    let floor = post.floor.map(|floor| floor_name(app, floor));
    let heading = match &floor {
        Some(floor) => format!("{floor} {}", post.author.name),
        None => post.author.name.clone(),
    };
    let only = post
        .author
        .id
        .as_ref()
        .filter(|_| page.only_author.is_none())
        .map(|id| {
            let href = app.addresses.of(&Route::Thread(ThreadRoute {
                id: page.thread.id.clone(),
                page: 1,
                only_author: Some(id.clone()),
                ..ThreadRoute::default()
            }));
            view! { <a class="only" href=href rel="nofollow">{texts.only_author}</a> }
        });
    let badges: Vec<_> = post
        .badges
        .iter()
        .filter_map(|badge| chip::badge(app, *badge))
        .collect();
    let permalink = href.clone();
    let copied = href.clone();
    let class = match post.depth {
        Some(depth) => format!("post depth-{}", depth.min(6)),
        None => "post".to_owned(),
    };
    view! {
        <article class=class id=post_anchor(post.id.as_str()) tabindex="-1">
            <h2 class="unseen">{heading}</h2>
            <div class="author">
                {author::face(app, &post.author)}
                <div class="who">
                    <p>{author::name(app, &post.author)}" "{author::standing(app, &post.author)}</p>
                    {post.author.title.clone().map(|title| view! { <p class="title">{title}</p> })}
                </div>
                {author::stats(&post.author)}
            </div>
            <div class="content">
                <header id=anchor>
                    <a class="when" href=permalink>{moment::moment(app, post.created)}</a>
                    {badges}
                    {only}
                    <button type="button" class="floor" title=texts.copy_floor on:click=move |_| copy.run(copied.clone())>
                        {floor.unwrap_or_else(|| texts.copy_floor.to_owned())}
                    </button>
                </header>
                {post.reply_to.as_ref().map(|to| reply_to(app, page, to))}
                {post.title.clone().filter(|title| *title != page.thread.title).map(|title| view! { <p class="post-title" lang=lang.map(str::to_owned)>{title}</p> })}
                {text(app, post, lang)}
                {remarks::comments(app, &post.comments)}
                {remarks::ratings(app, &post.ratings)}
                {post.author.signature_html.as_deref().filter(|_| is_readable(post)).and_then(|html| body::fragment(app, "signature", html))}
                {remarks::reactions(app, post)}
            </div>
        </article>
    }
    .into_any()
}

fn is_readable(post: &Post) -> bool {
    matches!(
        post.state,
        PostState::Ok | PostState::Warned | PostState::Unknown
    )
}

fn reply_to(app: &App, page: &ThreadPage, to: &ReplyTo) -> AnyView {
    let on_this_page = page.posts.iter().any(|post| post.id == to.id);
    let href = if on_this_page {
        let here = Route::Thread(ThreadRoute {
            id: page.thread.id.clone(),
            page: page.page.number,
            ..ThreadRoute::default()
        });
        format!(
            "{}#{}",
            app.addresses.of(&here),
            post_anchor(to.id.as_str())
        )
    } else {
        app.addresses.of(&Route::Post {
            thread: page.thread.id.clone(),
            post: to.id.clone(),
        })
    };
    let whom: Vec<String> = to
        .author
        .clone()
        .into_iter()
        .chain(to.floor.map(|floor| floor_name(app, floor)))
        .collect();
    let label = fill(app.texts.reply_to, &[("whom", &whom.join(" · "))]);
    view! { <p class="reply-to"><a href=href>{label}</a></p> }.into_any()
}

/// The text with all that belongs to it, or why it is not there.
fn text(app: &App, post: &Post, lang: Option<&str>) -> AnyView {
    let texts = app.texts;
    let sentence = match post.state {
        PostState::Hidden => Some(texts.post_hidden),
        PostState::Deleted => Some(texts.post_deleted),
        PostState::Pending => Some(texts.post_pending),
        PostState::Warned => Some(texts.post_warned),
        PostState::Ok | PostState::Unknown => None,
    };
    let note = sentence.map(|sentence| {
        let reason = post
            .state_reason
            .clone()
            .map(|reason| view! { " "<q>{reason}</q> });
        view! { <p class="note">{sentence}{reason}</p> }
    });
    if !is_readable(post) {
        return note.into_any();
    }
    let edited = post.edited.as_ref().map(|edit| {
        let by = edit.by.clone().unwrap_or_else(|| post.author.name.clone());
        let reason = edit.reason.clone().map(|reason| format!(" · {reason}"));
        let (before, after) = texts.edited_by_at.split_once("{time}").unwrap_or((texts.edited_by_at, ""));
        let name = [("name", by.as_str())];
        view! { <p class="edited">{fill(before, &name)}{moment::moment(app, edit.at)}{fill(after, &name)}{reason}</p> }
    });
    view! {
        {note}
        {body::body(app, &post.body, lang, &post.attachments)}
        {post.gate.as_ref().map(|found| gate::gate(app, found))}
        {post.poll.as_ref().map(|found| poll::poll(app, found))}
        {attachment::attachments(app, &post.attachments)}
        {edited}
    }
    .into_any()
}
