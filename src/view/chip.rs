//! The small labels beside titles and names.

use crate::{
    app::App,
    model::{Badge, Thread, ThreadFlag, ThreadKind},
};
use maud::{Markup, html};

/// A label; `tone` is one of `brick`, `gold`, `jade` or empty.
pub fn chip(tone: &'static str, label: &str) -> Markup {
    html! { span class={ "chip " (tone) } { (label) } }
}

/// What stands before a thread's title.
pub fn before_title(app: &App, thread: &Thread) -> Markup {
    let texts = app.texts;
    html! {
        @if thread.is(ThreadFlag::PinnedEverywhere) {
            (chip("brick", texts.pinned_everywhere))
        } @else if thread.is(ThreadFlag::Pinned) {
            (chip("brick", texts.pinned))
        }
        @if thread.is(ThreadFlag::Digest) { (chip("gold", texts.digest)) }
        @if thread.moved_to.is_some() { (chip("", texts.moved)) }
        @if let Some(prefix) = &thread.prefix { (chip("jade", &prefix.label)) }
    }
}

/// What stands after a thread's title.
pub fn after_title(app: &App, thread: &Thread) -> Markup {
    let texts = app.texts;
    let kind = match thread.kind {
        ThreadKind::Poll => Some(texts.kind_poll),
        ThreadKind::Question => Some(texts.kind_question),
        ThreadKind::Trade => Some(texts.kind_trade),
        ThreadKind::Activity => Some(texts.kind_activity),
        ThreadKind::Debate => Some(texts.kind_debate),
        ThreadKind::Link => Some(texts.kind_link),
        ThreadKind::Discussion => None,
    };
    let flags = thread.flags.iter().filter_map(|flag| match flag {
        ThreadFlag::Hot => Some(("brick", texts.hot)),
        ThreadFlag::Solved => Some(("jade", texts.solved)),
        ThreadFlag::Locked => Some(("", texts.locked)),
        ThreadFlag::Hidden => Some(("", texts.hidden)),
        ThreadFlag::Images => Some(("", texts.has_images)),
        ThreadFlag::Files => Some(("", texts.has_files)),
        _ => None,
    });
    html! {
        @if let Some(label) = kind { (chip("", label)) }
        @for (tone, label) in flags { (chip(tone, label)) }
        @if let Some(price) = &thread.price { (chip("gold", price)) }
    }
}

/// What marks a post out.
pub fn badge(app: &App, badge: Badge) -> Markup {
    let texts = app.texts;
    match badge {
        Badge::Op => chip("jade", texts.badge_op),
        Badge::Moderator => chip("jade", texts.badge_moderator),
        Badge::Best => chip("gold", texts.badge_best),
        Badge::Pinned => chip("brick", texts.pinned),
        Badge::Unknown => Markup::default(),
    }
}
