//! Who wrote something.

use crate::{
    app::App,
    model::{Author, AuthorState},
    route::Route,
    view::chip::chip,
};
use leptos::prelude::*;

/// The author's picture under the arch that all pictures of people share; without one, the first character of
/// the name on a colour of its own.
pub fn face(app: &App, author: &Author) -> AnyView {
    match author.avatar.as_deref().and_then(|avatar| app.addresses.media(avatar)) {
        Some(src) => view! {
            <span class="face">
                <img src=src alt="" width="72" height="72" loading="lazy" decoding="async" referrerpolicy="no-referrer" />
            </span>
        }
        .into_any(),
        None => {
            let initial: String = author.name.trim().chars().take(1).collect();
            let shade = author.name.bytes().fold(0, |sum: u32, byte| sum.wrapping_mul(31).wrapping_add(byte.into())) % 6;
            view! { <span class=format!("face shade-{shade}") aria-hidden="true">{initial}</span> }.into_any()
        }
    }
}

/// The author's name, leading to the profile where there is one.
pub fn name(app: &App, author: &Author) -> AnyView {
    let name = match (author.name.trim(), author.state) {
        ("", AuthorState::Anonymous) => app.texts.anonymous.to_owned(),
        ("", AuthorState::Deleted) => app.texts.deleted_member.to_owned(),
        ("", _) => app.texts.guest.to_owned(),
        (name, _) => name.to_owned(),
    };
    match &author.id {
        Some(id) => {
            let href = app.addresses.of(&Route::user(id));
            view! { <a class="name" href=href translate="no">{name}</a> }.into_any()
        }
        None => view! { <span class="name" translate="no">{name}</span> }.into_any(),
    }
}

/// The author's group and what became of them.
pub fn standing(app: &App, author: &Author) -> Vec<AnyView> {
    let mut chips = Vec::new();
    if let Some(group) = &author.group {
        chips.push(chip("", &group.name).into_any());
    }
    let state = match author.state {
        AuthorState::Banned => Some(("brick", app.texts.banned)),
        AuthorState::Deleted => Some(("", app.texts.deleted_member)),
        AuthorState::Anonymous => Some(("", app.texts.anonymous)),
        AuthorState::Guest => Some(("", app.texts.guest)),
        AuthorState::Active | AuthorState::Unknown => None,
    };
    chips.extend(state.map(|(tone, label)| chip(tone, label).into_any()));
    chips
}

/// The author's figures.
pub fn stats(author: &Author) -> Option<AnyView> {
    let figure = |stat: &crate::model::Stat| {
        view! { <div><dt>{stat.label.clone()}</dt><dd>{stat.value.clone()}</dd></div> }
    };
    (!author.stats.is_empty()).then(|| {
        let figures: Vec<_> = author.stats.iter().take(3).map(figure).collect();
        view! { <dl class="figures">{figures}</dl> }.into_any()
    })
}
