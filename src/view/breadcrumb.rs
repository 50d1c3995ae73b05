//! The way here from the home page.

use super::link::site_link;
use crate::{app::App, model::Link, route::Route};
use maud::{Markup, html};

/// The way here; the page itself is not part of it.
pub fn breadcrumb(app: &App, links: &[Link]) -> Markup {
    html! {
        nav.breadcrumb aria-label=(app.texts.breadcrumb) {
            ol {
                li { a href=(app.addresses.of(&Route::Home)) { (app.texts.home) } }
                @for link in links {
                    li { (site_link(app, link)) }
                }
            }
        }
    }
}
