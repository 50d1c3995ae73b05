//! Pictures shown large. A module does it; without it a picture opens as a page of its own.

use crate::{
    module::{Module, call, load},
    text::texts::Texts,
};
use js_sys::{Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlAnchorElement};

/// Opens the picture that a link leads to, with all others of the page beside it.
pub(super) fn open(link: Element, texts: &'static Texts) {
    let labels = Object::new();
    for (name, text) in [
        ("close", texts.close),
        ("zoom", texts.zoom),
        ("prev", texts.previous_picture),
        ("next", texts.next_picture),
        ("download", texts.download),
        ("failed", texts.picture_failed),
    ] {
        // A plain object takes every field.
        let _ = Reflect::set(&labels, &name.into(), &text.into());
    }
    leptos::task::spawn_local(async move {
        let opening = match load(Module::Lightbox).await {
            true => call(Module::Lightbox, "open", &[&link, &labels]),
            false => None,
        };
        let opened = match opening.and_then(|opening| opening.dyn_into::<Promise>().ok()) {
            Some(promise) => JsFuture::from(promise).await.is_ok(),
            None => false,
        };
        if !opened {
            let address = link.unchecked_into::<HtmlAnchorElement>().href();
            let _ = window().location().set_href(&address);
        }
    });
}
