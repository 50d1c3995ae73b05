//! A thread's posts.

use crate::{
    app::App,
    model::{Gate, GateReason, Link, Order, Post, Thread, ThreadFlag, ThreadKind, ThreadPage},
    route::{Route, ThreadRoute},
    text::number::grouped,
    view::{
        breadcrumb::breadcrumb,
        chip, gate, icon, lightbox,
        link::site_link,
        pager::pager,
        post::{floor_anchor, post},
        thread_row::thread_list,
        thread_tools,
    },
};
use leptos::prelude::*;

/// Lays out a page of a thread.
pub fn thread_page(app: &App, route: &ThreadRoute, found: &ThreadPage) -> AnyView {
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
    if route.order == Order::Newest {
        posts.reverse();
    }
    let copy = thread_tools::copier(app, &found.thread);
    let posts: Vec<_> = posts
        .into_iter()
        .map(|one| post(app, found, one, copy))
        .collect();
    let nothing = posts
        .is_empty()
        .then(|| view! { <p class="card empty">{texts.no_posts}</p> });
    let only_here = picked
        .is_some()
        .then(|| view! { <p class="card note">{texts.only_author_here}</p> });
    let backwards = route.order == Order::Newest;
    let paged = || {
        let addresses = app.addresses.clone();
        let route = route.clone();
        let href = move |page| {
            addresses.of(&Route::Thread(ThreadRoute {
                page,
                ..route.clone()
            }))
        };
        pager(app, &found.page, backwards, href)
    };
    let labels = lightbox::Labels::of(texts);
    view! {
        <div class="wrap thread-page">
            {breadcrumb(app, &found.breadcrumb)}
            {head(app, &found.thread)}
            {thread_tools::tools(app, route, found, copy)}
            {only_here}
            {paged()}
            <div class="posts" on:click=move |event| lightbox::open(&event, labels)>
                {posts}
                {nothing}
            </div>
            {paged()}
            {reply(app, found)}
            {ends(app, found)}
            {related(app, &found.related)}
            {thread_tools::floating(app, found)}
        </div>
    }
    .into_any()
}

fn head(app: &App, thread: &Thread) -> AnyView {
    let texts = app.texts;
    let tags: Vec<_> = thread
        .tags
        .iter()
        .map(|tag| view! { <li>{format!("#{tag}")}</li> })
        .collect();
    let link = thread
        .url
        .as_deref()
        .filter(|_| thread.kind == ThreadKind::Link)
        .map(|url| {
            site_link(
                app,
                &Link {
                    label: url.to_owned(),
                    href: Some(url.to_owned()),
                    ..Link::default()
                },
                "",
            )
        });
    let locked = thread
        .is(ThreadFlag::Locked)
        .then(|| view! { <p class="note">{texts.thread_locked}</p> });
    view! {
        <header class="page-head thread-head">
            <h1 tabindex="-1" lang=thread.lang.clone()>{thread.title.clone()}</h1>
            <p class="line">{chip::before_title(app, thread)}{chip::after_title(app, thread)}</p>
            <ul class="facts">
                {thread.counts.views.map(|views| view! { <li>{texts.views}" "<b>{grouped(views)}</b></li> })}
                {thread.counts.replies.map(|replies| view! { <li>{texts.replies}" "<b>{grouped(replies)}</b></li> })}
                {thread.counts.likes.map(|likes| view! { <li>{texts.likes}" "<b>{grouped(likes)}</b></li> })}
                {thread.counts.participants.map(|members| view! { <li>{texts.participants_n.of(members)}</li> })}
                {tags}
            </ul>
            {link.map(|link| view! { <p class="about-link">{link}</p> })}
            {locked}
        </header>
    }
    .into_any()
}

/// Whether this reader can reply, and why not; with the section's rules.
fn reply(app: &App, found: &ThreadPage) -> AnyView {
    let texts = app.texts;
    let locked = found.thread.is(ThreadFlag::Locked);
    let shut = match &found.reply.gate {
        Some(gate) => gate.clone(),
        None => Gate {
            reason: if locked {
                GateReason::Closed
            } else {
                GateReason::Login
            },
            ..Gate::default()
        },
    };
    let sentence = if locked {
        texts.thread_locked
    } else if shut.reason == GateReason::Login {
        texts.reply_login
    } else {
        gate::sentence(app, &shut)
    };
    let rules = found.section.rules_url.clone().map(|href| {
        let link = Link {
            label: texts.credit_rules.to_owned(),
            href: Some(href),
            ..Link::default()
        };
        view! { <p class="rules-link">{site_link(app, &link, "")}</p> }
    });
    view! {
        <section class="card reply" id="reply" tabindex="-1" aria-label=texts.reply>
            <div class="gate">
                {icon::gate()}
                <p class="reason">{sentence}</p>
                {shut.detail.clone().map(|detail| view! { <p class="detail">{detail}</p> })}
                {gate::links(app, &shut)}
                {rules}
            </div>
        </section>
    }
    .into_any()
}

/// The threads beside this one.
fn ends(app: &App, found: &ThreadPage) -> AnyView {
    let texts = app.texts;
    let neighbour = |label: &'static str, thread: &Option<Box<Thread>>| {
        thread.as_ref().map(|thread| {
            let href = app.addresses.of(&Route::thread(&thread.id));
            view! { <li><a href=href><small>{label}</small><span lang=thread.lang.clone()>{thread.title.clone()}</span></a></li> }
        })
    };
    view! {
        <nav class="neighbours" aria-label=texts.neighbours>
            <ul>
                {neighbour(texts.previous_thread, &found.neighbours.previous)}
                {neighbour(texts.next_thread, &found.neighbours.next)}
            </ul>
        </nav>
    }
    .into_any()
}

fn related(app: &App, related: &[Thread]) -> Option<AnyView> {
    (!related.is_empty()).then(|| {
        view! { <section class="card listing related"><div class="head"><h2>{app.texts.related}</h2></div>{thread_list(app, related, true)}</section> }.into_any()
    })
}

/// Where each floor's anchor is, for tools that lead to one.
pub(crate) fn floor_href(app: &App, found: &ThreadPage, floor: u32) -> String {
    let size = found.page.size.max(1);
    let route = Route::Thread(ThreadRoute {
        id: found.thread.id.clone(),
        page: (floor.saturating_sub(1)) / size + 1,
        ..ThreadRoute::default()
    });
    format!("{}#{}", app.addresses.of(&route), floor_anchor(floor))
}
