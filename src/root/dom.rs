//! What the document has: elements found, focused, and around others.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusOptions, HtmlElement};

/// All elements that a selector finds.
pub(super) fn all(selector: &str) -> impl Iterator<Item = Element> {
    let found = document().query_selector_all(selector).ok();
    let count = found.as_ref().map_or(0, web_sys::NodeList::length);
    (0..count).filter_map(move |index| found.as_ref()?.get(index)?.dyn_into().ok())
}

/// The first element that a selector finds.
pub(super) fn first(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok()?
}

/// The element that an event fell on.
pub(super) fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// The nearest element around an event's target that a selector fits.
pub(super) fn closest<T: JsCast>(event: &Event, selector: &str) -> Option<T> {
    target(event)?.closest(selector).ok()??.dyn_into().ok()
}

/// Moves the focus, and nothing else.
pub(super) fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}
