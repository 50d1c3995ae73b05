//! A member's profile.

use crate::{
    app::App,
    load::Profile,
    model::{Capability, Page, UserId, UserPost},
    route::{Route, UserTab},
    view::{author, body, breadcrumb::breadcrumb, moment, pager::pager, thread_row::thread_list},
};
use leptos::prelude::*;

/// Lays out a profile, or the part of it that a tab shows.
pub fn user_page(app: &App, id: &UserId, tab: UserTab, profile: &Profile) -> AnyView {
    let texts = app.texts;
    let user = &profile.user.user;
    let tabs = [
        (UserTab::Profile, texts.profile, true),
        (
            UserTab::Threads,
            texts.threads,
            app.site.can(Capability::UserThreads),
        ),
        (
            UserTab::Posts,
            texts.posts,
            app.site.can(Capability::UserPosts),
        ),
    ];
    let tabs: Vec<_> = tabs
        .into_iter()
        .filter(|(_, _, offered)| *offered)
        .map(|(other, label, _)| {
            let href = app.addresses.of(&Route::User { id: id.clone(), tab: other, page: 1 });
            view! { <li><a href=href aria-current=(other == tab).then_some("page")>{label}</a></li> }
        })
        .collect();
    let (part, page): (AnyView, Option<&Page>) = match (&profile.threads, &profile.posts) {
        (Some(threads), _) => (
            thread_list(app, &threads.threads, true),
            Some(&threads.page),
        ),
        (None, Some(posts)) => (post_list(app, &posts.posts), Some(&posts.page)),
        (None, None) => (facts(app, profile), None),
    };
    let addresses = app.addresses.clone();
    let id = id.clone();
    let pager = page.map(|page| {
        pager(app, page, false, move |page| {
            addresses.of(&Route::User {
                id: id.clone(),
                tab,
                page,
            })
        })
    });
    view! {
        <div class="wrap">
            {breadcrumb(app, &[])}
            <header class="page-head profile-head">
                {author::face(app, user)}
                <div>
                    <h1 tabindex="-1" translate="no">{user.name.clone()}</h1>
                    <p>{user.handle.clone()}{author::standing(app, user)}{user.title.clone()}</p>
                </div>
                {author::stats(user)}
            </header>
            <div class="card listing">
                <nav class="tabs" aria-label=texts.profile><ul>{tabs}</ul></nav>
                {part}
            </div>
            {pager}
        </div>
    }
    .into_any()
}

fn facts(app: &App, profile: &Profile) -> AnyView {
    let texts = app.texts;
    let user = &profile.user.user;
    let fact = |label: String, value: AnyView| {
        view! { <div><dt>{label}</dt><dd>{value}</dd></div> }.into_any()
    };
    let mut facts: Vec<AnyView> = Vec::new();
    for (label, at) in [
        (texts.joined, user.joined),
        (texts.last_seen, user.last_seen),
    ] {
        facts.extend(at.map(|at| fact(label.to_owned(), moment::moment(app, at).into_any())));
    }
    facts.extend(
        user.location
            .clone()
            .map(|place| fact(texts.location.to_owned(), place.into_any())),
    );
    facts.extend(
        user.credits
            .iter()
            .map(|credit| fact(credit.label.clone(), credit.value.clone().into_any())),
    );
    let nothing = facts
        .is_empty()
        .then(|| view! { <p class="empty">{texts.no_facts}</p> });
    view! {
        <div class="profile">
            {user.bio_html.as_deref().and_then(|html| body::fragment(app, "body", html))}
            <dl>{facts}</dl>
            {nothing}
            {user.signature_html.as_deref().and_then(|html| body::fragment(app, "signature", html))}
        </div>
    }
    .into_any()
}

fn post_list(app: &App, posts: &[UserPost]) -> AnyView {
    if posts.is_empty() {
        return view! { <p class="empty">{app.texts.no_posts}</p> }.into_any();
    }
    let entry = |found: &UserPost| {
        let href = app.addresses.of(&Route::Post {
            thread: found.thread.id.clone(),
            post: found.post.id.clone(),
        });
        let lang = found.post.lang.as_deref().or(found.thread.lang.as_deref());
        view! {
            <li>
                <p><a class="title" href=href lang=found.thread.lang.clone()>{found.thread.title.clone()}</a>" "<small>{moment::brief_moment(app, found.post.created)}</small></p>
                {body::body(app, &found.post.body, lang, &found.post.attachments)}
            </li>
        }
    };
    let entries: Vec<_> = posts.iter().map(entry).collect();
    view! { <ul class="post-list">{entries}</ul> }.into_any()
}
