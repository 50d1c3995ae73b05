//! What a page that has been drawn still lacks: what modules draw, what the tab remembers, and what the reader has
//! chosen.

use super::{
    dom::{all, first, target},
    listen::on_document_down,
};
use crate::{
    module::{Module, call, load},
    reader::{Preferences, Storage},
    view::settings::text_size,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlImageElement};

/// Completes from now on what changes by itself.
pub(super) fn listen() {
    // A code is drawn when it comes to light.
    on_document_down("toggle", |_: Event| draw_codes());
    on_document_down("error", |event: Event| {
        if let Some(picture) = target(&event).filter(|element| element.tag_name() == "IMG") {
            mark_lost(&picture);
        }
    });
    // Those of a page that stood before the app came have failed already.
    for picture in all("img") {
        let picture: HtmlImageElement = picture.unchecked_into();
        if picture.complete() && picture.natural_width() == 0 && !picture.current_src().is_empty() {
            mark_lost(&picture);
        }
    }
}

/// A picture that did not come shows its frame and its name instead of the browser's sign, in the place that was kept
/// for it: left to itself, it would shrink to a line.
fn mark_lost(picture: &Element) {
    let _ = picture.class_list().add_1("lost");
    let size = |name| picture.get_attribute(name)?.parse::<u32>().ok();
    if let Some((width, height)) = size("width").zip(size("height")) {
        let style = picture.get_attribute("style").unwrap_or_default();
        let [width, height] = [width, height].map(|pixels| pixels.to_string());
        let kept = [&*style, ";aspect-ratio:", &width, "/", &height].concat();
        let _ = picture.set_attribute("style", &kept);
    }
}

/// Completes a page that has just been drawn: with what modules draw, with what the tab remembers, and with the
/// entry of the navigation that it belongs to.
pub(super) fn complete_page(entry: &str) {
    draw_codes();
    for link in all(".sections-bar a, .all-sections a") {
        let _ = match link.get_attribute("href").as_deref() == Some(entry) {
            true => link.set_attribute("aria-current", "page"),
            false => link.remove_attribute("aria-current"),
        };
    }
    show_entry();
    for link in all("a[data-list]") {
        let list = link.get_attribute("data-list").unwrap_or_default();
        if let Some(address) = Storage::Session.get(&list_key(&list)) {
            let _ = link.set_attribute("href", &address);
        }
    }
}

/// Brings the entry of the page into the middle of the navigation, where that is wider than the screen.
fn show_entry() {
    let Some(bar) = first(".sections-bar .wrap") else {
        return;
    };
    let entry = first(".sections-bar a[aria-current]")
        .and_then(|entry| entry.dyn_into::<HtmlElement>().ok());
    if let Some(entry) = entry.filter(|_| bar.scroll_width() > bar.client_width()) {
        bar.set_scroll_left(entry.offset_left() - (bar.client_width() - entry.offset_width()) / 2);
    }
}

/// Says on all switches of the page whether they are on.
pub(super) fn show_choices(chosen: Preferences) {
    for switch in all("[data-toggle]") {
        let on = match switch.get_attribute("data-toggle").as_deref() {
            Some("reading") => chosen.reading,
            _ => chosen.excerpts,
        };
        let _ = switch.set_attribute("aria-pressed", &on.to_string());
    }
    for button in all("[data-choose]") {
        let name = button.get_attribute("data-choose").unwrap_or_default();
        let value = button.get_attribute("value").unwrap_or_default();
        let is_same = chosen.with(&name, &value) == chosen;
        // A step is not on or off; it can be taken or not.
        let _ = match name.as_str() {
            "text_size" => button.set_attribute("aria-disabled", &is_same.to_string()),
            // Another language draws its buttons anew.
            "language" => Ok(()),
            _ => button.set_attribute("aria-pressed", &is_same.to_string()),
        };
    }
    for size in all(".choices output") {
        size.set_text_content(Some(&text_size(chosen)));
    }
}

/// The list that a thread's reader goes back to is the last one seen of its section, whose own address is `list`.
pub(super) fn remember_list(list: &str, address: &str) {
    Storage::Session.set(&list_key(list), address);
}

fn list_key(list: &str) -> String {
    format!("qilou.list.{list}")
}

fn draw_codes() {
    let waiting: Vec<HtmlElement> = all("figure[data-qr]")
        .filter(|figure| is_open(figure) && !figure.has_attribute("data-drawn"))
        .filter_map(|figure| figure.dyn_into().ok())
        .collect();
    if waiting.is_empty() {
        return;
    }
    leptos::task::spawn_local(async move {
        if !load(Module::Qr).await {
            return;
        }
        for figure in waiting {
            let drawn = call(Module::Qr, "draw", &[&figure]).is_some();
            let _ = figure.dataset().set("drawn", &drawn.to_string());
        }
    });
}

fn is_open(element: &Element) -> bool {
    element
        .closest("details:not([open])")
        .is_ok_and(|closed| closed.is_none())
}
