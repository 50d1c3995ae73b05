//! A page of the site's own.

use crate::{
    app::App,
    model::StaticPage,
    view::{body, breadcrumb::breadcrumb, moment},
};
use maud::{Markup, html};

/// Lays out a page.
pub fn static_page(app: &App, found: &StaticPage) -> Markup {
    let lang = found.lang.as_deref();
    html! {
        .wrap {
            (breadcrumb(app, &[]))
            article.card.sheet-page {
                h1 tabindex="-1" lang=[lang] { (found.title) }
                (body::article(app, &found.body, lang))
                @if let Some(at) = found.updated { p.facts { (app.texts.updated) " " (moment::moment(app, at)) } }
            }
        }
    }
}
