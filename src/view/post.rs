//! A post: one floor of a thread.

use super::{attachment, author, body, chip, gate, moment, poll, remarks};
use crate::{
    app::App,
    model::{Badge, Capability, Edit, Order, Post, PostState, ReplyTo, ThreadPage},
    route::{Route, ThreadRoute, floor_anchor, post_anchor},
    text::texts::fill,
};
use maud::{Markup, html};

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

/// A post on its page of a thread.
pub fn post(app: &App, page: &ThreadPage, post: &Post) -> Markup {
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
    let title = post
        .title
        .as_ref()
        .filter(|title| **title != page.thread.title);
    let depth = post.depth.map(|depth| format!("depth-{}", depth.min(6)));
    html! {
        article class={ "post " (depth.unwrap_or_default()) } id=(post_anchor(post.id.as_str())) tabindex="-1" {
            h2.unseen { @if let Some(floor) = &floor { (floor) " " } (post.author.name) }
            .author {
                (author::face(app, &post.author))
                .who {
                    p { (author::name(app, &post.author)) " " (author::standing(app, &post.author)) }
                    @if let Some(title) = &post.author.title { p.title { (title) } }
                }
                (author::stats(&post.author))
            }
            .content {
                header id=(anchor) {
                    a.when href=(href) { (moment::moment(app, post.created)) }
                    // The first floor is called so already.
                    @for badge in post.badges.iter().filter(|badge| **badge != Badge::Op || post.floor != Some(1)) {
                        (chip::badge(app, *badge))
                    }
                    (only_author(app, page, post))
                    button.floor type="button" title=(texts.copy_floor) data-copy=(href) {
                        (floor.as_deref().unwrap_or(texts.copy_floor))
                    }
                }
                @if let Some(to) = &post.reply_to { (reply_to(app, page, to)) }
                @if let Some(title) = title { p.post-title lang=[lang] { (title) } }
                (text(app, post, lang))
                (remarks::comments(app, &post.comments))
                (remarks::ratings(app, &post.ratings))
                @if is_readable(post) { (body::fragment(app, "signature", post.author.signature_html.as_deref())) }
                (remarks::reactions(app, post))
            }
        }
    }
}

/// The way to this author's posts alone.
fn only_author(app: &App, page: &ThreadPage, post: &Post) -> Markup {
    let author = post.author.id.as_ref();
    html! {
        @if let Some(author) = author.filter(|_| page.only_author.is_none() && can_narrow(app, page)) {
            @let route = ThreadRoute {
                id: page.thread.id.clone(),
                page: 1,
                only_author: Some(author.clone()),
                ..ThreadRoute::default()
            };
            a.only href=(app.addresses.of(&Route::Thread(route))) rel="nofollow" { (app.texts.only_author) }
        }
    }
}

/// Whether one author's posts can be had alone: from the backend, or because all posts are here.
pub fn can_narrow(app: &App, page: &ThreadPage) -> bool {
    app.site.can(Capability::OnlyAuthor) || page.page.count == Some(1)
}

/// Whether a post's text is there for this reader.
pub fn is_readable(post: &Post) -> bool {
    matches!(
        post.state,
        PostState::Ok | PostState::Warned | PostState::Unknown
    )
}

fn reply_to(app: &App, page: &ThreadPage, to: &ReplyTo) -> Markup {
    let on_this_page = page.posts.iter().any(|post| post.id == to.id);
    let href = if on_this_page {
        let here = Route::Thread(ThreadRoute {
            id: page.thread.id.clone(),
            page: page.page.number,
            only_author: page.only_author.clone(),
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
    html! { p.reply-to { a href=(href) { (label) } } }
}

/// The text with all that belongs to it, or why it is not there.
fn text(app: &App, post: &Post, lang: Option<&str>) -> Markup {
    let texts = app.texts;
    let sentence = match post.state {
        PostState::Hidden => Some(texts.post_hidden),
        PostState::Deleted => Some(texts.post_deleted),
        PostState::Pending => Some(texts.post_pending),
        PostState::Warned => Some(texts.post_warned),
        PostState::Ok | PostState::Unknown => None,
    };
    html! {
        @if let Some(sentence) = sentence {
            p.note { (sentence) @if let Some(reason) = &post.state_reason { (app.texts.colon) (reason) } }
        }
        @if is_readable(post) {
            (body::body(app, &post.body, lang, &post.attachments))
            @if let Some(found) = &post.gate { (gate::gate(app, found)) }
            @if let Some(found) = &post.poll { (poll::poll(app, found)) }
            (attachment::attachments(app, &post.attachments))
            @if let Some(edit) = &post.edited { (edited(app, post, edit)) }
        }
    }
}

fn edited(app: &App, post: &Post, edit: &Edit) -> Markup {
    let sentence = app.texts.edited_by_at;
    let (before, after) = sentence.split_once("{time}").unwrap_or((sentence, ""));
    let name = [("name", edit.by.as_deref().unwrap_or(&post.author.name))];
    html! {
        p.edited {
            (fill(before, &name)) (moment::moment(app, edit.at)) (fill(after, &name))
            @if let Some(reason) = &edit.reason { " · " (reason) }
        }
    }
}
