//! What can be done with a thread: narrow it, turn it round, read it in peace, pass it on, leave it.

use super::{
    icon,
    jump::{Jump, jump_box},
    post::can_narrow,
    qr::qr,
};
use crate::{
    app::App,
    model::{Order, ThreadFlag, ThreadPage},
    route::{Route, ThreadRoute},
};
use maud::{Markup, html};

/// The row of tools under a thread's title.
pub fn tools(app: &App, route: &ThreadRoute, found: &ThreadPage) -> Markup {
    let texts = app.texts;
    let narrowed = route.only_author.is_some();
    let opener = found.thread.author.id.clone();
    let only = ThreadRoute {
        page: 1,
        only_author: if narrowed { None } else { opener.clone() },
        ..route.clone()
    };
    let newest = route.order == Order::Newest;
    let turned = ThreadRoute {
        page: if newest {
            1
        } else {
            found.page.count.unwrap_or(1)
        },
        order: if newest { Order::Oldest } else { Order::Newest },
        ..route.clone()
    };
    let floors = found
        .page
        .total
        .or(found
            .thread
            .counts
            .replies
            .map(|replies| replies.saturating_add(1)))
        .and_then(|floors| u32::try_from(floors).ok())
        .filter(|floors| *floors > 5 && !narrowed);
    let thread = app.addresses.of(&Route::thread(&found.thread.id));
    html! {
        ul.tools aria-label=(texts.tools) {
            @if narrowed || (opener.is_some() && can_narrow(app, found)) {
                (toggle(app, narrowed, only, if narrowed { texts.all_authors } else { texts.only_opener }))
            }
            (toggle(app, newest, turned, if newest { texts.in_order } else { texts.reversed }))
            li { button.button type="button" data-toggle="reading" aria-pressed=(app.chosen.reading) { span.off { (texts.reading_mode) } span.on { (texts.reading_leave) } } }
            li { button.button.copy type="button" data-copy=(thread) { (texts.copy_link) } }
            li {
                details.menu name="menu" {
                    summary.button { (texts.qr_code) }
                    .sheet { (qr(app, &thread)) }
                }
            }
            @if let Some(floors) = floors {
                li { (jump_box(app, Jump::Floor, floors)) }
            }
        }
    }
}

fn toggle(app: &App, on: bool, to: ThreadRoute, label: &str) -> Markup {
    html! {
        li { a.button href=(app.addresses.of(&Route::Thread(to))) rel="nofollow" aria-current=[on.then_some("true")] { (label) } }
    }
}

/// Whether a gate stands in the place of all posts: there is nothing to turn round, to narrow or to reply to.
pub fn is_shut(found: &ThreadPage) -> bool {
    found.posts.is_empty() && found.thread.gate.is_some()
}

/// Whether there is anything to say of replies: why they are shut, or where an account is to be had.
pub fn tells_of_replies(app: &App, found: &ThreadPage) -> bool {
    if is_shut(found) {
        return false;
    }
    found.reply.gate.is_some()
        || found.thread.is(ThreadFlag::Locked)
        || app.site.auth.login.is_some()
}

/// Reply, top, list: always within reach.
pub fn floating(app: &App, found: &ThreadPage) -> Markup {
    let texts = app.texts;
    let list = app.addresses.of(&Route::section(&found.section.id));
    let named = |label: &str, key: &str| format!("{label} ({key})");
    html! {
        nav.floating aria-label=(texts.shortcuts) {
            @if tells_of_replies(app, found) {
            a.tool href="#reply" aria-label=(texts.quick_reply) title=(named(texts.quick_reply, "R")) data-key="r" { (icon::reply()) }
            }
            a.tool href=(list) aria-label=(texts.back_to_list) title=(named(texts.back_to_list, "U")) data-key="u" data-list=(list) { (icon::list()) }
            a.tool href="#content" aria-label=(texts.back_to_top) title=(named(texts.back_to_top, "T")) data-key="t" { (icon::top()) }
        }
    }
}
