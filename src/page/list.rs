//! A list of threads across all sections.

use crate::{
    app::App,
    model::{ThreadList, ThreadListName},
    route::Route,
    text::texts::Texts,
    view::{breadcrumb::breadcrumb, pager::pager, thread_row::thread_list},
};
use leptos::prelude::*;

/// Lays out a list.
pub fn list_page(app: &App, list: ThreadListName, found: &ThreadList) -> AnyView {
    let addresses = app.addresses.clone();
    let href = move |page| addresses.of(&Route::List { list, page });
    let tabs: Vec<_> = [ThreadListName::Newest, ThreadListName::Hot, ThreadListName::Digest]
        .into_iter()
        .map(|other| {
            let href = app.addresses.of(&Route::List { list: other, page: 1 });
            view! { <li><a href=href aria-current=(other == list).then_some("page")>{name(app.texts, other)}</a></li> }
        })
        .collect();
    view! {
        <div class="wrap">
            {breadcrumb(app, &[])}
            <header class="page-head"><h1 tabindex="-1">{name(app.texts, list)}</h1></header>
            <div class="card listing">
                <nav class="tabs" aria-label=app.texts.lists><ul>{tabs}</ul></nav>
                {thread_list(app, &found.threads, true)}
            </div>
            {pager(app, &found.page, false, href)}
        </div>
    }
    .into_any()
}

/// A list's name.
pub fn name(texts: &'static Texts, list: ThreadListName) -> &'static str {
    match list {
        ThreadListName::Newest => texts.newest,
        ThreadListName::Hot => texts.hot,
        ThreadListName::Digest => texts.digest,
    }
}
