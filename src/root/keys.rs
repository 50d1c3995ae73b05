//! The keyboard: what can be tapped can be typed.

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
    match document().query_selector("details.menu[open]") {
        Ok(Some(menu)) => {
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
    document()
        .query_selector(".pswp")
        .is_ok_and(|found| found.is_some())
}

fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| {
        target
            .closest("input, textarea, select, [contenteditable]")
            .is_ok_and(|field| field.is_some())
    })
}

fn click(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    element.click();
    true
}

/// Moves the focus to the next or the last post, or to the next or last thread of a list.
fn step(by: i32) -> bool {
    let Ok(stops) = document().query_selector_all("article.post, .threads .title") else {
        return false;
    };
    let stops: Vec<Element> = (0..stops.length())
        .filter_map(|index| stops.item(index)?.dyn_into().ok())
        .collect();
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

fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}
