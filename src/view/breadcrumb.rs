//! The way here from the home page.

use super::link::site_link;
use crate::{app::App, model::Link, route::Route};
use leptos::prelude::*;

/// The way here; the page itself is not part of it.
pub fn breadcrumb(app: &App, links: &[Link]) -> impl IntoView + use<> {
    let home = app.addresses.of(&Route::Home);
    let steps: Vec<_> = links
        .iter()
        .map(|link| view! { <li>{site_link(app, link, "")}</li> })
        .collect();
    view! {
        <nav class="breadcrumb" aria-label=app.texts.breadcrumb>
            <ol>
                <li><a href=home>{app.texts.home}</a></li>
                {steps}
            </ol>
        </nav>
    }
}
