//! A thread's posts.

use crate::{
    app::App,
    model::{
        Capability, Gate, GateReason, Link, Order, Post, Thread, ThreadFlag, ThreadKind, ThreadPage,
    },
    route::{Route, ThreadRoute, floor_anchor},
    text::number::grouped,
    view::{
        breadcrumb::breadcrumb, chip, gate, icon, link::site_link, pager::named_pager, post::post,
        thread_row::thread_list, thread_tools,
    },
};
use maud::{Markup, html};

/// Lays out a page of a thread.
pub fn thread_page(app: &App, route: &ThreadRoute, found: &ThreadPage) -> Markup {
    let texts = app.texts;
    // A backend that cannot tell authors apart sends all posts; then those on this page are picked out here.
    let picked = route
        .only_author
        .as_ref()
        .filter(|author| found.only_author.as_ref() != Some(*author));
    let mut posts: Vec<&Post> = found
        .posts
        .iter()
        .filter(|post| picked.is_none_or(|author| post.author.id.as_ref() == Some(author)))
        .collect();
    let backwards = route.order == Order::Newest;
    if backwards {
        posts.reverse();
    }
    let href = |page| {
        let route = route.clone();
        app.addresses
            .of(&Route::Thread(ThreadRoute { page, ..route }))
    };
    let pager = |name| named_pager(app, &found.page, backwards, &href, name);
    html! {
        .wrap.thread-page {
            (breadcrumb(app, &found.breadcrumb))
            (head(app, &found.thread))
            @if !thread_tools::is_shut(found) { (thread_tools::tools(app, route, found)) }
            @if picked.is_some() { p.card.note { (texts.only_author_here) } }
            (pager(texts.pages))
            .posts data-size=(found.page.size) {
                @for one in &posts { (post(app, found, one)) }
                @if posts.is_empty() {
                    @if let Some(shut) = &found.thread.gate { .card { (gate::gate(app, shut)) } }
                    @else { p.card.empty { (texts.no_posts) } }
                }
            }
            (pager(texts.pages_end))
            @if thread_tools::tells_of_replies(app, found) { (reply(app, found)) }
            (neighbours(app, found))
            @if !found.related.is_empty() {
                section.card.listing.related {
                    .head { h2 { (texts.related) } }
                    (thread_list(app, &found.related, true))
                }
            }
            (thread_tools::floating(app, found))
        }
    }
}

fn head(app: &App, thread: &Thread) -> Markup {
    let texts = app.texts;
    let counts = &thread.counts;
    let figures = [
        (texts.views, counts.views),
        (texts.replies, counts.replies),
        (texts.likes, counts.likes),
    ];
    let link = thread
        .url
        .as_ref()
        .filter(|_| thread.kind == ThreadKind::Link)
        .map(|url| Link {
            label: url.clone(),
            href: Some(url.clone()),
            ..Link::default()
        });
    html! {
        header.page-head.thread-head {
            h1 tabindex="-1" lang=[thread.lang.as_deref()] { (thread.title) }
            p.line { (chip::before_title(app, thread)) (chip::after_title(app, thread)) }
            ul.facts {
                @for (label, count) in figures {
                    @if let Some(count) = count { li { (label) " " b { (grouped(count)) } } }
                }
                @if let Some(members) = counts.participants { li { (texts.participants_n.of(members)) } }
                @for tag in &thread.tags { li.tag { (tag_link(app, tag)) } }
            }
            @if let Some(link) = link { p.about-link { (site_link(app, &link)) } }
            @if thread.is(ThreadFlag::Locked) { p.note { (texts.thread_locked) } }
        }
    }
}

fn tag_link(app: &App, tag: &str) -> Markup {
    let to = app.site.can(Capability::Tags).then(|| Route::Tag {
        tag: tag.to_owned(),
        page: 1,
    });
    html! {
        @if let Some(to) = to { a href=(app.addresses.of(&to)) { "#" (tag) } } @else { "#" (tag) }
    }
}

/// Whether this reader can reply, and why not; with the section's rules.
fn reply(app: &App, found: &ThreadPage) -> Markup {
    let texts = app.texts;
    let locked = found.thread.is(ThreadFlag::Locked);
    let reason = if locked {
        GateReason::Closed
    } else {
        GateReason::Login
    };
    let shut = found.reply.gate.clone().unwrap_or(Gate {
        reason,
        ..Gate::default()
    });
    let sentence = if locked {
        texts.thread_locked
    } else if shut.reason == GateReason::Login {
        texts.reply_login
    } else {
        gate::sentence(app, &shut)
    };
    let rules = found.section.rules_url.clone().map(|href| Link {
        label: texts.credit_rules.to_owned(),
        href: Some(href),
        ..Link::default()
    });
    html! {
        section.card.reply #reply tabindex="-1" aria-label=(texts.reply) {
            .gate {
                (icon::gate())
                (gate::words(app, sentence, &shut))
                (gate::links(app, &shut))
                @if let Some(rules) = rules { p.rules-link { (site_link(app, &rules)) } }
            }
        }
    }
}

/// The threads beside this one.
fn neighbours(app: &App, found: &ThreadPage) -> Markup {
    let texts = app.texts;
    let neighbours = [
        (texts.previous_thread, &found.neighbours.previous),
        (texts.next_thread, &found.neighbours.next),
    ];
    html! {
        @if neighbours.iter().any(|(_, thread)| thread.is_some()) {
            nav.neighbours aria-label=(texts.neighbours) {
                ul {
                    @for (label, thread) in neighbours {
                        @if let Some(thread) = thread {
                            li {
                                a href=(app.addresses.of(&Route::thread(&thread.id))) {
                                    small { (label) } span lang=[thread.lang.as_deref()] { (thread.title) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The route of a page of the thread, and the anchor of a floor on it.
pub fn place_of_floor(route: &ThreadRoute, floor: u32, page_size: u32) -> (ThreadRoute, String) {
    let page = floor.saturating_sub(1) / page_size.max(1) + 1;
    let route = ThreadRoute {
        page,
        ..route.clone()
    };
    (route, floor_anchor(floor))
}
