//! Sections, as the home page and their parents show them.

use super::{author, moment};
use crate::{
    app::App,
    model::{Link, Section},
    route::Route,
    text::{address::Target, number::grouped},
};
use maud::{Markup, html};

/// A grid of sections.
pub fn section_grid(app: &App, sections: &[&Section]) -> Markup {
    html! {
        ul.sections { @for section in sections { (entry(app, section)) } }
    }
}

fn entry(app: &App, section: &Section) -> Markup {
    let texts = app.texts;
    let today = section
        .counts
        .and_then(|counts| counts.today)
        .filter(|today| *today > 0);
    html! {
        li.section {
            (glyph(app, section))
            div {
                h3 {
                    (name(app, section))
                    @if let Some(today) = today {
                        em title=(texts.today_n.of(today)) { span.unseen { (texts.today) " " } (grouped(today)) }
                    }
                }
                @if let Some(text) = &section.description { p.about { (text) } }
                @if section.gate.is_some() {
                    p.last { (texts.section_gated) }
                } @else if let Some(last) = &section.last_post {
                    p.last {
                        a href=(app.addresses.of(&Route::thread(&last.thread))) { (last.title) }
                        small { (author::name(app, &last.author)) " " (moment::brief_moment(app, last.at)) }
                    }
                }
                @if let Some(counts) = section.counts {
                    p.counts { (texts.threads_n.of(counts.threads)) " · " (texts.posts_n.of(counts.posts)) }
                }
                @if !section.children.is_empty() {
                    ul.children aria-label=(texts.sub_sections) {
                        @for child in &section.children { li { (name(app, child)) } }
                    }
                }
            }
        }
    }
}

/// The section's picture, or the first character of its name under the arch.
fn glyph(app: &App, section: &Section) -> Markup {
    let icon = section.icon.as_deref();
    let initial: String = section.name.chars().take(1).collect();
    html! {
        @if let Some(src) = icon.and_then(|icon| app.addresses.media(icon)) {
            img.glyph src=(src) alt="" width="44" height="44" loading="lazy" decoding="async" referrerpolicy="no-referrer";
        } @else {
            span.glyph aria-hidden="true" { (initial) }
        }
    }
}

/// The section's name, leading to it, or to where it is only a link to.
fn name(app: &App, section: &Section) -> Markup {
    let elsewhere = section.redirect.clone().and_then(|href| {
        app.addresses.of_link(&Link {
            href: Some(href),
            ..Link::default()
        })
    });
    html! {
        @match elsewhere {
            Some(Target::Outer(href)) => a href=(href) rel="noopener" { (section.name) " ↗" },
            Some(Target::Inner(href)) => a href=(href) { (section.name) },
            None => a href=(app.addresses.of(&Route::section(&section.id))) { (section.name) },
        }
    }
}
