//! Listeners for the whole document.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, convert::FromWasmAbi, prelude::Closure};

/// Listens to an event for as long as the page lives, before anything that listens at the window.
pub(super) fn on_document<E: FromWasmAbi + 'static>(event: &str, act: impl Fn(E) + 'static) {
    add(event, false, act);
}

/// Listens to an event that does not bubble, on its way down.
pub(super) fn on_document_down<E: FromWasmAbi + 'static>(event: &str, act: impl Fn(E) + 'static) {
    add(event, true, act);
}

fn add<E: FromWasmAbi + 'static>(event: &str, down: bool, act: impl Fn(E) + 'static) {
    let act = Closure::<dyn Fn(E)>::new(act).into_js_value();
    // The document takes every listener.
    let _ = document().add_event_listener_with_callback_and_bool(event, act.unchecked_ref(), down);
}
