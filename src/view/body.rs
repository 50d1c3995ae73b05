//! What members wrote: the one place where their HTML enters the page.

use crate::{
    app::App,
    model::{Attachment, Body},
    text::clean::{Cleaned, Surroundings, clean_body, clean_html},
};
use maud::{Markup, PreEscaped, html};

/// A body, cleaned. Its attachments tell the sizes of its pictures.
pub fn body(app: &App, body: &Body, lang: Option<&str>, attachments: &[Attachment]) -> Markup {
    shown(
        "body",
        clean_body(body, app.surroundings(attachments)),
        lang,
    )
}

/// The text of a page of its own: its headings stand right below the page's.
pub fn article(app: &App, body: &Body, lang: Option<&str>) -> Markup {
    let surroundings = Surroundings {
        heading: 1,
        ..app.surroundings(&[])
    };
    shown("body", clean_body(body, surroundings), lang)
}

/// A smaller piece of HTML of somebody's own: a signature, a section's rules, a biography.
pub fn fragment(app: &App, class: &'static str, text: Option<&str>) -> Markup {
    match text {
        Some(text) => shown(class, clean_html(text, app.surroundings(&[])), None),
        None => Markup::default(),
    }
}

fn shown(class: &'static str, cleaned: Cleaned, lang: Option<&str>) -> Markup {
    html! {
        @if !cleaned.is_empty() {
            div class=(class) lang=[lang] { (PreEscaped(cleaned.into_html())) }
        }
    }
}
