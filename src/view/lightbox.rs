//! Pictures shown large. A module does it; without it a picture opens as a page of its own.

use crate::text::texts::Texts;
use leptos::ev::MouseEvent;

/// What the controls are called.
#[derive(Clone, Copy)]
pub struct Labels(&'static Texts);

impl Labels {
    /// The names in the interface's language.
    pub fn of(texts: &'static Texts) -> Self {
        Self(texts)
    }
}

/// Opens the picture that a click fell on, with all others of the page beside it.
#[cfg(target_arch = "wasm32")]
pub fn open(event: &MouseEvent, labels: Labels) {
    use crate::module::{Module, function, load};
    use js_sys::{Object, Reflect};
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{Element, HtmlAnchorElement};

    let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if event.button() != 0 || modified {
        return;
    }
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let Some(clicked) = target.and_then(|target| target.closest("a.zoom").ok().flatten()) else {
        return;
    };
    event.prevent_default();
    let texts = labels.0;
    let labels = Object::new();
    for (name, text) in [
        ("close", texts.close),
        ("zoom", texts.zoom),
        ("prev", texts.previous_picture),
        ("next", texts.next_picture),
        ("download", texts.download),
        ("failed", texts.picture_failed),
    ] {
        let _ = Reflect::set(&labels, &name.into(), &text.into());
    }
    leptos::task::spawn_local(async move {
        let opened = load(Module::Lightbox).await
            && function(Module::Lightbox, "open")
                .is_some_and(|open| open.call2(&JsValue::NULL, &clicked, &labels).is_ok());
        if !opened {
            let address = clicked.unchecked_into::<HtmlAnchorElement>().href();
            let _ = leptos::prelude::window().location().set_href(&address);
        }
    });
}

/// The host opens nothing.
#[cfg(not(target_arch = "wasm32"))]
pub fn open(_event: &MouseEvent, labels: Labels) {
    let _ = labels.0;
}
