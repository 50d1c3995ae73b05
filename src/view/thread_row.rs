//! A thread in a list.

use super::{author, chip, moment};
use crate::{
    app::App,
    model::Thread,
    route::{Route, ThreadRoute},
    text::number::{grouped, short},
};
use maud::{Markup, html};

/// A list of threads. Where it mixes sections, each row names its own.
pub fn thread_list(app: &App, threads: &[Thread], with_section: bool) -> Markup {
    html! {
        @if threads.is_empty() {
            p.empty { (app.texts.no_threads) }
        } @else {
            ul.threads { @for thread in threads { (thread_row(app, thread, with_section)) } }
        }
    }
}

fn thread_row(app: &App, thread: &Thread, with_section: bool) -> Markup {
    let texts = app.texts;
    let id = thread.moved_to.as_ref().unwrap_or(&thread.id);
    let lang = thread.lang.as_deref();
    let thumbnail = thread.thumbnail.as_deref();
    html! {
        li.row.pinned[thread.is_pinned()] {
            .subject {
                p.line {
                    (chip::before_title(app, thread))
                    a.title href=(app.addresses.of(&Route::thread(id))) lang=[lang] { (thread.title) }
                    (chip::after_title(app, thread))
                    (pages(app, thread))
                }
                @if let Some(excerpt) = &thread.excerpt { p.excerpt lang=[lang] { (excerpt) } }
            }
            @if let Some(src) = thumbnail.and_then(|src| app.addresses.media(src)) {
                img.thumbnail src=(src) alt="" width="96" height="64" loading="lazy" decoding="async" referrerpolicy="no-referrer";
            }
            .by {
                @if with_section { (section_name(app, thread)) }
                (author::name(app, &thread.author)) " " small { (moment::brief_moment(app, thread.created)) }
            }
            .counts {
                @if let Some(replies) = thread.counts.replies {
                    b title=(texts.replies_n.of(replies)) { span.unseen { (texts.replies) " " } (grouped(replies)) }
                }
                @if let Some(views) = thread.counts.views {
                    span title=(texts.views_n.of(views)) { span.unseen { (texts.views) " " } (short(views, app.language)) }
                }
            }
            @if let Some(last) = &thread.last_post {
                .last { (author::name(app, &last.author)) " " small { (moment::brief_moment(app, last.at)) } }
            }
        }
    }
}

/// The section that a thread is in, where the reader may not know.
pub fn section_name(app: &App, thread: &Thread) -> Markup {
    html! {
        @if let Some(section) = app.site.section(&thread.section) {
            a.of-section href=(app.addresses.of(&Route::section(&section.id))) { (section.name) } " "
        }
    }
}

/// The further pages of a long thread, a click away.
fn pages(app: &App, thread: &Thread) -> Markup {
    /// What most forums have; the thread itself tells its own size when it is opened.
    const USUAL_PAGE: u64 = 20;
    let floors = thread
        .counts
        .replies
        .map_or(1, |replies| replies.saturating_add(1));
    let last = u32::try_from(floors.div_ceil(USUAL_PAGE)).unwrap_or(1);
    if last < 2 || thread.moved_to.is_some() {
        return Markup::default();
    }
    let shown: Vec<u32> = match last {
        2..=4 => (2..=last).collect(),
        _ => vec![2, 3, last],
    };
    html! {
        span.pages-of role="group" aria-label=(app.texts.pages) {
            @for page in shown {
                @let route = ThreadRoute { id: thread.id.clone(), page, ..ThreadRoute::default() };
                a href=(app.addresses.of(&Route::Thread(route))) { (page) }
            }
        }
    }
}
