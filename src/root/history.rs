//! The browser's history: new addresses in it, and in the place of others.

use leptos::prelude::window;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{NavigationType, PerformanceNavigationTiming, ScrollRestoration};

/// The history, as the router keeps it.
#[derive(Clone)]
pub(super) struct History(Rc<Navigate>);

type Navigate = dyn Fn(&str, NavigateOptions);

impl History {
    /// The history of the page, whose places are not the browser's to bring back.
    pub fn new() -> Self {
        if let Ok(history) = window().history() {
            let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
        }
        Self(Rc::new(use_navigate()))
    }

    /// Goes on to an address.
    pub fn push(&self, address: &str) {
        self.navigate(address, false);
        push_if_missing(address);
    }

    /// Goes to an address that takes the place of this one.
    pub fn replace(&self, address: &str) {
        self.navigate(address, true);
    }

    fn navigate(&self, address: &str, replace: bool) {
        let options = NavigateOptions {
            replace,
            scroll: false,
            resolve: false,
            ..NavigateOptions::default()
        };
        (self.0)(address, options);
    }
}

/// The router does not push an address that it believes to be the last one it pushed; after a step forward in the
/// history that belief may be wrong.
fn push_if_missing(address: &str) {
    let location = window().location();
    let (Ok(path), Ok(query), Ok(hash)) = (location.pathname(), location.search(), location.hash())
    else {
        return;
    };
    if format!("{path}{query}{hash}") != address
        && let Ok(history) = window().history()
    {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(address));
    }
}

/// Whether the browser came to the page by a reload or a step in the history: then it is where it was.
pub(super) fn came_back() -> bool {
    let entries = window()
        .performance()
        .map(|performance| performance.get_entries_by_type("navigation"));
    let entry: Option<PerformanceNavigationTiming> =
        entries.and_then(|entries| entries.get(0).dyn_into().ok());
    entry.is_some_and(|entry| {
        matches!(
            entry.type_(),
            NavigationType::Reload | NavigationType::BackForward
        )
    })
}
