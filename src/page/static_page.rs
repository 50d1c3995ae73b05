//! A page of the site's own.

use crate::{
    app::App,
    model::StaticPage,
    view::{body, breadcrumb::breadcrumb, moment},
};
use leptos::prelude::*;

/// Lays out a page.
pub fn static_page(app: &App, found: &StaticPage) -> AnyView {
    let updated = found
        .updated
        .map(|at| view! { <p class="facts">{app.texts.updated}" "{moment::moment(app, at)}</p> });
    view! {
        <div class="wrap">
            {breadcrumb(app, &[])}
            <article class="card sheet-page">
                <h1 tabindex="-1" lang=found.lang.clone()>{found.title.clone()}</h1>
                {body::body(app, &found.body, found.lang.as_deref(), &[])}
                {updated}
            </article>
        </div>
    }
    .into_any()
}
