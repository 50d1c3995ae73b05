//! The small labels beside titles and names.

use crate::{
    app::App,
    model::{Badge, Thread, ThreadFlag, ThreadKind},
};
use leptos::prelude::*;

/// A label; `tone` is one of `brick`, `gold`, `jade` or empty.
pub fn chip(tone: &'static str, label: &str) -> impl IntoView + use<> {
    view! { <span class=format!("chip {tone}")>{label.to_owned()}</span> }
}

/// What stands before a thread's title.
pub fn before_title(app: &App, thread: &Thread) -> Vec<AnyView> {
    let texts = app.texts;
    let mut chips = Vec::new();
    let mut add = |tone, label: &str| chips.push(chip(tone, label).into_any());
    if thread.is(ThreadFlag::PinnedEverywhere) {
        add("brick", texts.pinned_everywhere);
    } else if thread.is(ThreadFlag::Pinned) {
        add("brick", texts.pinned);
    }
    if thread.is(ThreadFlag::Digest) {
        add("gold", texts.digest);
    }
    if thread.moved_to.is_some() {
        add("", texts.moved);
    }
    if let Some(prefix) = &thread.prefix {
        add("jade", &prefix.label);
    }
    chips
}

/// What stands after a thread's title.
pub fn after_title(app: &App, thread: &Thread) -> Vec<AnyView> {
    let texts = app.texts;
    let mut chips = Vec::new();
    let mut add = |tone, label: &str| chips.push(chip(tone, label).into_any());
    match thread.kind {
        ThreadKind::Poll => add("", texts.kind_poll),
        ThreadKind::Question => add("", texts.kind_question),
        ThreadKind::Trade => add("", texts.kind_trade),
        ThreadKind::Activity => add("", texts.kind_activity),
        ThreadKind::Debate => add("", texts.kind_debate),
        ThreadKind::Link => add("", texts.kind_link),
        ThreadKind::Discussion => {}
    }
    for flag in &thread.flags {
        match flag {
            ThreadFlag::Hot => add("brick", texts.hot),
            ThreadFlag::Solved => add("jade", texts.solved),
            ThreadFlag::Locked => add("", texts.locked),
            ThreadFlag::Hidden => add("", texts.hidden),
            ThreadFlag::Images => add("", texts.has_images),
            ThreadFlag::Files => add("", texts.has_files),
            _ => {}
        }
    }
    if let Some(price) = &thread.price {
        add("gold", price);
    }
    chips
}

/// What marks a post out.
pub fn badge(app: &App, badge: Badge) -> Option<AnyView> {
    let texts = app.texts;
    let (tone, label) = match badge {
        Badge::Op => ("jade", texts.badge_op),
        Badge::Moderator => ("jade", texts.badge_moderator),
        Badge::Best => ("gold", texts.badge_best),
        Badge::Pinned => ("brick", texts.pinned),
        Badge::Unknown => return None,
    };
    Some(chip(tone, label).into_any())
}
