//! A list of threads across all sections.

use crate::{
    app::App,
    model::{ThreadList, ThreadListName},
    route::Route,
    text::texts::Texts,
    view::{breadcrumb::breadcrumb, pager::pager, thread_row::thread_list},
};
use maud::{Markup, html};

/// Lays out a list.
pub fn list_page(app: &App, list: ThreadListName, found: &ThreadList) -> Markup {
    let href = |list, page| app.addresses.of(&Route::List { list, page });
    let lists = [
        ThreadListName::Newest,
        ThreadListName::Hot,
        ThreadListName::Digest,
    ];
    html! {
        .wrap {
            (breadcrumb(app, &[]))
            header.page-head { h1 tabindex="-1" { (name(app.texts, list)) } }
            .card.listing {
                nav.tabs aria-label=(app.texts.lists) {
                    ul {
                        @for other in lists.into_iter().filter(|list| app.site.has_list(*list)) {
                            li { a href=(href(other, 1)) aria-current=[(other == list).then_some("page")] { (name(app.texts, other)) } }
                        }
                    }
                }
                (thread_list(app, &found.threads, true))
            }
            (pager(app, &found.page, false, &|page| href(list, page)))
        }
    }
}

/// Lays out the threads that carry a tag.
pub fn tag_page(app: &App, tag: &str, found: &ThreadList) -> Markup {
    let href = |page| {
        let tag = tag.to_owned();
        app.addresses.of(&Route::Tag { tag, page })
    };
    html! {
        .wrap {
            (breadcrumb(app, &[]))
            header.page-head { h1 tabindex="-1" { "#" (tag) } }
            .card.listing { (thread_list(app, &found.threads, true)) }
            (pager(app, &found.page, false, &href))
        }
    }
}

/// A list's name.
pub fn name(texts: &'static Texts, list: ThreadListName) -> &'static str {
    match list {
        ThreadListName::Newest => texts.newest,
        ThreadListName::Hot => texts.hot,
        ThreadListName::Digest => texts.digest,
    }
}
