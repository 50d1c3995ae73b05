//! Who wrote something.

use crate::{
    app::App,
    model::{Author, AuthorState, Capability},
    route::Route,
    view::chip::chip,
};
use maud::{Markup, html};

/// The author's picture under the arch that all pictures of people share; without one, the first character of
/// the name on a colour of its own.
pub fn face(app: &App, author: &Author) -> Markup {
    let avatar = author.avatar.as_deref();
    if let Some(src) = avatar.and_then(|avatar| app.addresses.media(avatar)) {
        return html! {
            span.face {
                img src=(src) alt="" width="72" height="72" loading="lazy" decoding="async" referrerpolicy="no-referrer";
            }
        };
    }
    let initial: String = author.name.trim().chars().take(1).collect();
    let shade = author.name.bytes().fold(0, |sum: u32, byte| {
        sum.wrapping_mul(31).wrapping_add(byte.into())
    }) % 6;
    html! { span class={ "face shade-" (shade) } aria-hidden="true" { (initial) } }
}

/// The author's name, leading to the profile where there is one.
pub fn name(app: &App, author: &Author) -> Markup {
    let name = match (author.name.trim(), author.state) {
        ("", AuthorState::Anonymous) => app.texts.anonymous,
        ("", AuthorState::Deleted) => app.texts.deleted_member,
        ("", _) => app.texts.guest,
        (name, _) => name,
    };
    let profile = author.id.as_ref();
    match profile.filter(|_| app.site.can(Capability::Users)) {
        Some(id) => {
            html! { a.name href=(app.addresses.of(&Route::user(id))) translate="no" { (name) } }
        }
        None => html! { span.name translate="no" { (name) } },
    }
}

/// The author's group and what became of them.
pub fn standing(app: &App, author: &Author) -> Markup {
    let state = match author.state {
        // Whoever has no name is called so already.
        AuthorState::Deleted | AuthorState::Anonymous | AuthorState::Guest
            if author.name.trim().is_empty() =>
        {
            None
        }
        AuthorState::Banned => Some(("brick", app.texts.banned)),
        AuthorState::Deleted => Some(("", app.texts.deleted_member)),
        AuthorState::Anonymous => Some(("", app.texts.anonymous)),
        AuthorState::Guest => Some(("", app.texts.guest)),
        AuthorState::Active | AuthorState::Unknown => None,
    };
    html! {
        @if let Some(group) = &author.group { (chip("", &group.name)) }
        @if let Some((tone, label)) = state.filter(|(_, label)| *label != author.name) { (chip(tone, label)) }
    }
}

/// The author's figures.
pub fn stats(author: &Author) -> Markup {
    html! {
        @if !author.stats.is_empty() {
            dl.figures {
                @for stat in author.stats.iter().take(3) {
                    div { dt { (stat.label) } dd { (stat.value) } }
                }
            }
        }
    }
}
