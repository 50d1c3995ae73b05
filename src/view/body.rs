//! What members wrote: the one place where HTML enters the page.

use crate::{
    app::App,
    model::{Attachment, Body},
    text::clean::{Cleaned, clean_body, clean_html},
};
use leptos::prelude::*;

/// A body, cleaned. Its attachments tell the sizes of its pictures.
pub fn body(
    app: &App,
    body: &Body,
    lang: Option<&str>,
    attachments: &[Attachment],
) -> Option<AnyView> {
    shown(
        "body",
        clean_body(body, app.surroundings(attachments)),
        lang,
    )
}

/// A smaller piece of HTML of somebody's own: a signature, a section's rules, a biography.
pub fn fragment(app: &App, class: &'static str, html: &str) -> Option<AnyView> {
    shown(class, clean_html(html, app.surroundings(&[])), None)
}

fn shown(class: &'static str, cleaned: Cleaned, lang: Option<&str>) -> Option<AnyView> {
    if cleaned.is_empty() {
        return None;
    }
    let lang = lang.map(str::to_owned);
    Some(view! { <div class=class lang=lang inner_html=cleaned.into_html()></div> }.into_any())
}
