//! Sections, as the home page and their parents show them.

use super::{author, moment};
use crate::{
    app::App,
    model::{Link, Section},
    route::Route,
    text::{address::Target, number::grouped},
};
use leptos::prelude::*;

/// A grid of sections.
pub fn section_grid(app: &App, sections: &[Section]) -> AnyView {
    let entries: Vec<_> = sections.iter().map(|section| entry(app, section)).collect();
    view! { <ul class="sections">{entries}</ul> }.into_any()
}

fn entry(app: &App, section: &Section) -> AnyView {
    let texts = app.texts;
    let today = section
        .counts
        .and_then(|counts| counts.today)
        .filter(|today| *today > 0);
    let counts = section.counts.map(|counts| {
        view! { <p class="counts">{texts.threads_n.of(counts.threads)}" · "{texts.posts_n.of(counts.posts)}</p> }
    });
    let last = match (&section.last_post, &section.gate) {
        (_, Some(_)) => Some(view! { <p class="last">{texts.section_gated}</p> }.into_any()),
        (Some(last), None) => {
            let href = app.addresses.of(&Route::thread(&last.thread));
            Some(view! {
                <p class="last">
                    <a href=href>{last.title.clone()}</a>
                    <small>{author::name(app, &last.author)}" "{moment::brief_moment(app, last.at)}</small>
                </p>
            }
            .into_any())
        }
        (None, None) => None,
    };
    let children = (!section.children.is_empty()).then(|| {
        let children: Vec<_> = section
            .children
            .iter()
            .map(|child| view! { <li>{name(app, child)}</li> })
            .collect();
        view! { <ul class="children" aria-label=texts.sub_sections>{children}</ul> }
    });
    view! {
        <li class="section">
            {glyph(app, section)}
            <div>
                <h3>
                    {name(app, section)}
                    {today.map(|today| view! { <em title=texts.today_n.of(today)><span class="unseen">{texts.today}" "</span>{grouped(today)}</em> })}
                </h3>
                {section.description.clone().map(|text| view! { <p class="about">{text}</p> })}
                {last}
                {counts}
                {children}
            </div>
        </li>
    }
    .into_any()
}

/// The section's picture, or the first character of its name under the arch.
fn glyph(app: &App, section: &Section) -> AnyView {
    match section.icon.as_deref().and_then(|icon| app.addresses.media(icon)) {
        Some(src) => view! { <img class="glyph" src=src alt="" width="44" height="44" loading="lazy" decoding="async" referrerpolicy="no-referrer" /> }.into_any(),
        None => {
            let initial: String = section.name.chars().take(1).collect();
            view! { <span class="glyph" aria-hidden="true">{initial}</span> }.into_any()
        }
    }
}

/// The section's name, leading to it, or to where it is only a link to.
fn name(app: &App, section: &Section) -> AnyView {
    let elsewhere = section.redirect.clone().and_then(|href| {
        app.addresses.of_link(&Link {
            href: Some(href),
            ..Link::default()
        })
    });
    match elsewhere {
        Some(Target::Outer(href)) => {
            view! { <a href=href rel="noopener">{section.name.clone()}" ↗"</a> }.into_any()
        }
        Some(Target::Inner(href)) => view! { <a href=href>{section.name.clone()}</a> }.into_any(),
        None => {
            let href = app.addresses.of(&Route::section(&section.id));
            view! { <a href=href>{section.name.clone()}</a> }.into_any()
        }
    }
}
