//! What the reader is likely to open next is loaded before it is opened: a link that is pointed at, focused or touched,
//! the next page near the end of one, and the parts of the program. Whoever pays for every byte is spared all of it.

use super::{
    dom::{all, closest, first},
    listen::{on_document, on_document_down},
    visit::Visitor,
};
use crate::{
    module::{Module, load},
    page::Part,
    route::Route,
};
use js_sys::Reflect;
use leptos::prelude::*;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};
use web_sys::{Event, HtmlAnchorElement};

/// For how long a pointer rests on a link that it means, in milliseconds.
const REST: u64 = 80;
/// How long the app leaves the network to the first page, in milliseconds.
const SETTLED: u64 = 2500;
/// How often the place on the page is looked at while it is scrolled, in milliseconds.
const GLANCE: u64 = 250;

/// Loads ahead from now on.
pub(super) fn listen(visitor: Visitor) {
    let meant = Rc::new(RefCell::new(String::new()));
    let mean = {
        let meant = Rc::clone(&meant);
        move |event: Event, rest: u64| {
            let link = closest::<HtmlAnchorElement>(&event, "a[href]");
            let href = link.as_ref().map(HtmlAnchorElement::href);
            let Some((link, href)) = link.zip(href) else {
                meant.borrow_mut().clear();
                return;
            };
            // Moving within a link is no new sign.
            if *meant.borrow() == href {
                return;
            }
            meant.replace(href.clone());
            let route = visitor.route_of(&link).filter(is_worth_it);
            let Some(route) = route.filter(|_| !saves_data()) else {
                return;
            };
            let meant = Rc::clone(&meant);
            let go = move || {
                if *meant.borrow() == href {
                    visitor.load_ahead(route);
                }
            };
            match rest {
                0 => go(),
                rest => set_timeout(go, Duration::from_millis(rest)),
            }
        }
    };
    let mean = Rc::new(mean);
    for (sign, rest) in [("pointerover", REST), ("focusin", 0), ("touchstart", 0)] {
        let mean = Rc::clone(&mean);
        on_document(sign, move |event: Event| mean(event, rest));
    }

    let glances = Rc::new(Cell::new(false));
    on_document_down("scroll", move |_: Event| {
        if glances.replace(true) {
            return;
        }
        let glances = Rc::clone(&glances);
        let look = move || {
            glances.set(false);
            let next = is_near_end().then(|| first(NEXT)).flatten();
            let next = next.and_then(|next| wasm_bindgen::JsCast::dyn_into(next).ok());
            let route = next.and_then(|next| visitor.route_of(&next));
            if let Some(route) = route.filter(|_| !saves_data()) {
                visitor.load_ahead(route);
            }
        };
        set_timeout(look, Duration::from_millis(GLANCE));
    });

    // The next page will not have to wait for its part.
    let rest = || {
        if saves_data() {
            return;
        }
        leptos::task::spawn_local(async {
            for part in Part::ALL {
                let _ = part.prepare().await;
            }
            load(Module::Clean).await;
        });
    };
    set_timeout(rest, Duration::from_millis(SETTLED));
}

/// The way to the next page.
const NEXT: &str = ".pager a[rel=next]";

/// Whether the last way to another page is less than two screens away.
fn is_near_end() -> bool {
    let screen = window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64());
    let pager = all(".pager").last();
    pager.is_some_and(|pager| {
        pager.get_bounding_client_rect().top() < 3.0 * screen.unwrap_or_default()
    })
}

/// Whether a page is one that readers open and come back from; the others are few, or dear to answer.
fn is_worth_it(route: &Route) -> bool {
    matches!(
        route,
        Route::Home
            | Route::List { .. }
            | Route::Section(_)
            | Route::Thread(_)
            | Route::User { .. }
    )
}

/// Whether the reader has asked to save data, or the line is too slow to carry more than what is wanted.
fn saves_data() -> bool {
    let Ok(line) = Reflect::get(&window().navigator(), &"connection".into()) else {
        return false;
    };
    let said = |name: &str| Reflect::get(&line, &name.into()).ok();
    said("saveData").is_some_and(|saves| saves.is_truthy())
        || said("effectiveType")
            .and_then(|kind| kind.as_string())
            .is_some_and(|kind| kind.ends_with("2g"))
}
