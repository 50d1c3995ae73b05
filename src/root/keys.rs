//! The keyboard: what can be tapped can be typed.

use super::dom::{all, closest, first, focus};
use crate::reader::Preferences;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// Listens to the keys that work on every page. Each of them stands in for something that can be seen.
pub(super) fn listen(preferences: RwSignal<Preferences>) {
    window_event_listener(ev::keydown, move |event| {
        if event.default_prevented()
            || event.ctrl_key()
            || event.meta_key()
            || event.alt_key()
            || event.is_composing()
        {
            return;
        }
        if event.key() == "Escape" {
            escape(preferences);
            return;
        }
        if is_typing(&event) || is_covered() {
            return;
        }
        let done = match event.key().as_str() {
            "j" => step(1),
            "k" => step(-1),
            "n" => click(".pager [rel=next]"),
            "p" => click(".pager [rel=prev]"),
            key @ ("r" | "u" | "t") => click(&format!("[data-key={key}]")),
            _ => false,
        };
        if done {
            event.prevent_default();
        }
    });
}

/// Leaves what is open: a menu, then the reading mode.
fn escape(preferences: RwSignal<Preferences>) {
    if is_covered() {
        return;
    }
    match first("details.menu[open]") {
        Some(menu) => {
            let _ = menu.remove_attribute("open");
            if let Ok(Some(button)) = menu.query_selector("summary") {
                focus(&button);
            }
        }
        _ if preferences.with_untracked(|chosen| chosen.reading) => {
            preferences.update(|chosen| chosen.reading = false);
        }
        _ => {}
    }
}

/// Whether a picture lies over the page.
fn is_covered() -> bool {
    first(".pswp").is_some()
}

fn is_typing(event: &KeyboardEvent) -> bool {
    closest::<Element>(event, "input, textarea, select, [contenteditable]").is_some()
}

fn click(selector: &str) -> bool {
    let Some(element) = first(selector).and_then(|element| element.dyn_into::<HtmlElement>().ok())
    else {
        return false;
    };
    element.click();
    true
}

/// Moves the focus to the next or the last post, or to the next or last thread of a list.
fn step(by: i32) -> bool {
    let stops: Vec<Element> = all("article.post, .threads .title, .columns ol a").collect();
    let focused = document().active_element();
    let current = stops.iter().position(|stop| {
        focused
            .as_ref()
            .is_some_and(|focused| stop.contains(Some(focused)))
    });
    let next = match (current, by) {
        (Some(current), 1) => current + 1,
        (Some(current), _) if current > 0 => current - 1,
        (Some(_), _) => return true,
        // Without a focus, the first one that is on the screen.
        (None, _) => stops
            .iter()
            .position(|stop| stop.get_bounding_client_rect().top() >= 0.0)
            .unwrap_or(0),
    };
    let Some(stop) = stops.get(next) else {
        return current.is_some();
    };
    focus(stop);
    stop.scroll_into_view();
    true
}
