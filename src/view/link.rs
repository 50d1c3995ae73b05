//! Links of the site's own.

use crate::{
    app::App,
    model::{Audience, Link},
    text::address::Target,
};
use maud::{Markup, html};

/// A link of the site's own.
pub fn site_link(app: &App, link: &Link) -> Markup {
    html! {
        @match app.addresses.of_link(link) {
            Some(Target::Inner(href)) => a href=(href) { (link.label) },
            Some(Target::Outer(href)) => a href=(href) rel="noopener" { (link.label) },
            None => span { (link.label) },
        }
    }
}

/// Whether a guest is shown a link.
pub fn is_for_guests(link: &Link) -> bool {
    link.audience != Some(Audience::Members)
}
