//! Links of the site's own.

use crate::{
    app::App,
    model::{Audience, Link},
    text::address::Target,
};
use leptos::prelude::*;

/// A link of the site's own; `current` is the address of the page it stands on.
pub fn site_link(app: &App, link: &Link, current: &str) -> AnyView {
    let label = link.label.clone();
    match app.addresses.of_link(link) {
        Some(Target::Inner(href)) => {
            let here = (href == current).then_some("page");
            view! { <a href=href aria-current=here>{label}</a> }.into_any()
        }
        Some(Target::Outer(href)) => view! { <a href=href rel="noopener">{label}</a> }.into_any(),
        None => view! { <span>{label}</span> }.into_any(),
    }
}

/// Whether a guest is shown a link.
pub fn is_for_guests(link: &Link) -> bool {
    link.audience != Some(Audience::Members)
}
