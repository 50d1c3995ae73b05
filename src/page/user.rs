//! A member's profile.

use crate::{
    app::App,
    load::Profile,
    model::{Author, Capability, UserId, UserPost},
    route::{Route, UserTab},
    view::{author, body, breadcrumb::breadcrumb, moment, pager::pager, thread_row::thread_list},
};
use maud::{Markup, html};

/// Lays out a profile, or the part of it that a tab shows.
pub fn user_page(app: &App, id: &UserId, tab: UserTab, profile: &Profile) -> Markup {
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
    let href = |tab, page| {
        let id = id.clone();
        app.addresses.of(&Route::User { id, tab, page })
    };
    let page = match (&profile.threads, &profile.posts) {
        (Some(threads), _) => Some(&threads.page),
        (None, Some(posts)) => Some(&posts.page),
        (None, None) => None,
    };
    html! {
        .wrap {
            (breadcrumb(app, &[]))
            header.page-head.profile-head {
                (author::face(app, user))
                div {
                    h1 tabindex="-1" translate="no" { (user.name) }
                    p {
                        @if let Some(handle) = &user.handle { (handle) " " }
                        (author::standing(app, user))
                        @if let Some(title) = &user.title { " " (title) }
                    }
                }
                (author::stats(user))
            }
            .card.listing {
                nav.tabs aria-label=(texts.profile) {
                    ul {
                        @for (other, label, _) in tabs.into_iter().filter(|(_, _, offered)| *offered) {
                            li { a href=(href(other, 1)) aria-current=[(other == tab).then_some("page")] { (label) } }
                        }
                    }
                }
                @if let Some(threads) = &profile.threads {
                    (thread_list(app, &threads.threads, true))
                } @else if let Some(posts) = &profile.posts {
                    (post_list(app, &posts.posts))
                } @else {
                    (facts(app, user))
                }
            }
            @if let Some(page) = page { (pager(app, page, false, &|page| href(tab, page))) }
        }
    }
}

fn facts(app: &App, user: &Author) -> Markup {
    let texts = app.texts;
    let dates = [
        (texts.joined, user.joined),
        (texts.last_seen, user.last_seen),
    ];
    let known = dates.iter().any(|(_, at)| at.is_some())
        || user.location.is_some()
        || !user.credits.is_empty();
    html! {
        .profile {
            (body::fragment(app, "body", user.bio_html.as_deref()))
            @if known {
                dl {
                    @for (label, at) in dates {
                        @if let Some(at) = at { div { dt { (label) } dd { (moment::moment(app, at)) } } }
                    }
                    @if let Some(place) = &user.location { div { dt { (texts.location) } dd { (place) } } }
                    @for credit in &user.credits { div { dt { (credit.label) } dd { (credit.value) } } }
                }
            } @else {
                p.empty { (texts.no_facts) }
            }
            (body::fragment(app, "signature", user.signature_html.as_deref()))
        }
    }
}

fn post_list(app: &App, posts: &[UserPost]) -> Markup {
    html! {
        @if posts.is_empty() {
            p.empty { (app.texts.no_posts) }
        } @else {
            ul.post-list { @for found in posts { (entry(app, found)) } }
        }
    }
}

fn entry(app: &App, found: &UserPost) -> Markup {
    let (thread, post) = (&found.thread, &found.post);
    let href = app.addresses.of(&Route::Post {
        thread: thread.id.clone(),
        post: post.id.clone(),
    });
    let lang = post.lang.as_deref().or(thread.lang.as_deref());
    // The article keeps what the body may have of lists from ending this one.
    html! {
        li {
            article {
                p { a.title href=(href) lang=[thread.lang.as_deref()] { (thread.title) } " " small { (moment::brief_moment(app, post.created)) } }
                (body::body(app, &post.body, lang, &post.attachments))
            }
        }
    }
}
