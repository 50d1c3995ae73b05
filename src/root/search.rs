//! A search as one types: the address follows what stands in the form, and what was found is drawn anew around it.

use super::{
    actions::value,
    dom::{closest, first, focus, target},
    listen::on_document,
    visit::Visitor,
};
use crate::{
    app::App,
    model::SectionId,
    route::{Route, SearchRoute},
};
use js_sys::Reflect;
use leptos::prelude::*;
use std::{cell::RefCell, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

/// Where the typing is.
#[derive(Default)]
struct Typing {
    /// Counts the changes: only the last one is followed.
    change: u32,
    /// The address that the form says, while nobody has gone anywhere else.
    address: Option<String>,
}

thread_local! {
    static TYPING: RefCell<Typing> = RefCell::default();
}

/// Follows from now on what is typed into a search form.
pub(super) fn listen(app: UnsyncCallback<(), App>, visitor: Visitor) {
    let typed = move |event: Event| {
        // What an input method has not settled yet is not asked for.
        let composes = Reflect::get(&event, &"isComposing".into());
        if composes.is_ok_and(|composes| composes.is_truthy()) {
            return;
        }
        if let Some(form) = closest::<Element>(&event, "form[data-search]") {
            let at_once = target(&event).is_some_and(|field| field.tag_name() == "SELECT");
            changed(form, at_once, app, visitor);
        }
    };
    on_document("input", typed);
    // Some browsers say only so that a composition has been settled.
    on_document("compositionend", move |event: Event| {
        if let Some(form) = closest::<Element>(&event, "form[data-search]") {
            changed(form, false, app, visitor);
        }
    });
    let leave = |event: Event| {
        if closest::<Element>(&event, "a[href]").is_some() {
            forget();
        }
    };
    on_document("click", leave);
    window_event_listener(leptos::ev::popstate, |_| forget());
}

/// What was typed has been left: the next letter begins a new step of the history.
fn forget() {
    TYPING.with_borrow_mut(|typing| {
        typing.change = typing.change.wrapping_add(1);
        typing.address = None;
    });
}

/// Waits for a pause in the typing.
fn changed(form: Element, at_once: bool, app: UnsyncCallback<(), App>, visitor: Visitor) {
    let change = TYPING.with_borrow_mut(|typing| {
        typing.change = typing.change.wrapping_add(1);
        typing.change
    });
    let pause = form.get_attribute("data-search");
    let pause = pause.and_then(|pause| pause.parse().ok()).unwrap_or(0);
    let pause = Duration::from_millis(if at_once { 0 } else { pause });
    set_timeout(
        move || {
            let is_last = TYPING.with_borrow(|typing| typing.change == change);
            if is_last && form.is_connected() {
                turn(&form, app, visitor);
            }
        },
        pause,
    );
}

/// Goes to what the form says. The letters of one search are one step of the history.
fn turn(form: &Element, app: UnsyncCallback<(), App>, visitor: Visitor) {
    let before = visitor.route();
    let route = asked(form, before.as_ref());
    if before.as_ref() == Some(&Route::Search(route.clone())) {
        return;
    }
    let address = app.run(()).addresses.of(&Route::Search(route));
    let is_begun = matches!(before, Some(Route::Search(before)) if before.query.is_empty());
    let is_typing = TYPING.with_borrow_mut(|typing| {
        let is_typing = typing.address.is_some();
        typing.address = Some(address.clone());
        is_typing
    });
    visitor.turn(&address, is_begun || is_typing);
}

/// What a form asks for, in the order of before.
fn asked(form: &Element, before: Option<&Route>) -> SearchRoute {
    let given =
        |field| Some(value(form, field).trim().to_owned()).filter(|value| !value.is_empty());
    SearchRoute {
        query: given("[name=q]").unwrap_or_default(),
        section: given("[name=section]").map(SectionId),
        author: given("[name=author]"),
        sort: match before {
            Some(Route::Search(before)) => before.sort,
            _ => Default::default(),
        },
        page: 1,
    }
}

/// Goes to what was typed, and from the form to what was found.
pub(super) fn submit(form: &Element, app: UnsyncCallback<(), App>, visitor: Visitor) {
    if asked(form, None).query.is_empty() {
        return;
    }
    turn(form, app, visitor);
    forget();
    if let Some(results) = first(".results") {
        focus(&results);
    }
}

/// Draws a search page over another one: what was found changes, and the form stays, with the focus and an input
/// method at work in it. False if the pages are not so alike.
pub(super) fn redraw(page: &Element, html: &str) -> bool {
    const FORM: &str = "form[data-search]";
    let piece = |of: &Element, selector| of.query_selector(selector).ok().flatten();
    let (Some(form), true) = (piece(page, FORM), html.contains("data-search")) else {
        return false;
    };
    let Ok(fresh) = document().create_element("div") else {
        return false;
    };
    fresh.set_inner_html(html);
    let pair = |selector| piece(page, selector).zip(piece(&fresh, selector));
    let (Some(head), Some(found), Some(results)) = (pair("h1"), pair(".found"), pair(".results"))
    else {
        return false;
    };
    // Another language draws everything anew.
    if head.0.text_content() != head.1.text_content() {
        return false;
    }
    found.0.set_text_content(found.1.text_content().as_deref());
    results.0.set_inner_html(&results.1.inner_html());
    let is_typing = TYPING.with_borrow(|typing| typing.address.is_some());
    if let (false, Some(fresh)) = (is_typing, piece(&fresh, FORM)) {
        fill(&form, &fresh);
    }
    true
}

/// Puts into the fields of a form what those of another one say.
fn fill(form: &Element, fresh: &Element) {
    for name in ["q", "section", "author"] {
        let field = |form: &Element| {
            let field = form.query_selector(&["[name=", name, "]"].concat());
            field.ok().flatten()
        };
        if let Some((field, fresh)) = field(form).zip(field(fresh)) {
            // A list has a value as an input has.
            let value = fresh.unchecked_into::<HtmlInputElement>().value();
            field.unchecked_into::<HtmlInputElement>().set_value(&value);
        }
    }
}
