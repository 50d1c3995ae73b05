//! A thread in a list.

use super::{author, chip, moment};
use crate::{
    app::App,
    model::Thread,
    route::Route,
    text::number::{grouped, short},
};
use leptos::prelude::*;

/// A list of threads. Where it mixes sections, each row names its own.
pub fn thread_list(app: &App, threads: &[Thread], with_section: bool) -> AnyView {
    if threads.is_empty() {
        return view! { <p class="empty">{app.texts.no_threads}</p> }.into_any();
    }
    let rows: Vec<_> = threads
        .iter()
        .map(|thread| thread_row(app, thread, with_section))
        .collect();
    view! { <ul class="threads">{rows}</ul> }.into_any()
}

fn thread_row(app: &App, thread: &Thread, with_section: bool) -> AnyView {
    let texts = app.texts;
    let id = thread.moved_to.as_ref().unwrap_or(&thread.id);
    let href = app.addresses.of(&Route::thread(id));
    let class = if thread.is_pinned() {
        "row pinned"
    } else {
        "row"
    };
    let section = with_section.then(|| section_name(app, thread)).flatten();
    let thumbnail = thread.thumbnail.as_deref().and_then(|src| app.addresses.media(src)).map(|src| {
        view! { <img class="thumbnail" src=src alt="" width="96" height="64" loading="lazy" decoding="async" referrerpolicy="no-referrer" /> }
    });
    let preferences = app.preferences;
    let excerpt = thread.excerpt.clone();
    let lang = thread.lang.clone();
    let excerpt = move || {
        let excerpt = preferences
            .with(|chosen| chosen.excerpts)
            .then(|| excerpt.clone())
            .flatten();
        excerpt.map(|excerpt| view! { <p class="excerpt" lang=lang.clone()>{excerpt}</p> })
    };
    let last = thread.last_post.as_ref().map(|last| {
        view! { <div class="last">{author::name(app, &last.author)}" "<small>{moment::brief_moment(app, last.at)}</small></div> }
    });
    view! {
        <li class=class>
            <div class="subject">
                <p class="line">
                    {chip::before_title(app, thread)}
                    <a class="title" href=href lang=thread.lang.clone()>{thread.title.clone()}</a>
                    {chip::after_title(app, thread)}
                    {pages(app, thread)}
                </p>
                {excerpt}
            </div>
            {thumbnail}
            <div class="by">{section}{author::name(app, &thread.author)}" "<small>{moment::brief_moment(app, thread.created)}</small></div>
            <div class="counts">
                {thread.counts.replies.map(|replies| view! {
                    <b title=texts.replies_n.of(replies)><span class="unseen">{texts.replies}" "</span>{grouped(replies)}</b>
                })}
                {thread.counts.views.map(|views| view! {
                    <span title=texts.views_n.of(views)><span class="unseen">{texts.views}" "</span>{short(views, app.language)}</span>
                })}
            </div>
            {last}
        </li>
    }
    .into_any()
}

fn section_name(app: &App, thread: &Thread) -> Option<AnyView> {
    let section = app.site.section(&thread.section)?;
    let href = app.addresses.of(&Route::section(&section.id));
    Some(view! { <a class="of-section" href=href>{section.name.clone()}</a>" " }.into_any())
}

/// The further pages of a long thread, a click away.
fn pages(app: &App, thread: &Thread) -> Option<AnyView> {
    /// What most forums have; the thread itself tells its own size when it is opened.
    const USUAL_PAGE: u64 = 20;
    let last = u32::try_from((thread.counts.replies? + 1).div_ceil(USUAL_PAGE)).ok()?;
    if last < 2 || thread.moved_to.is_some() {
        return None;
    }
    let link = |page: u32| {
        let href = app.addresses.of(&Route::Thread(crate::route::ThreadRoute {
            id: thread.id.clone(),
            page,
            ..Default::default()
        }));
        view! { <a href=href>{page}</a> }
    };
    let shown: Vec<_> = match last {
        2..=4 => (2..=last).map(link).collect(),
        _ => [2, 3, last].map(link).into(),
    };
    Some(
        view! { <span class="pages-of" role="group" aria-label=app.texts.pages>{shown}</span> }
            .into_any(),
    )
}
