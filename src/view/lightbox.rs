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
    use js_sys::{Array, Object, Reflect};
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{Element, HtmlAnchorElement};

    if event.button() != 0
        || event.ctrl_key()
        || event.meta_key()
        || event.shift_key()
        || event.alt_key()
    {
        return;
    }
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let Some(clicked) = target.and_then(|target| target.closest("a.zoom").ok().flatten()) else {
        return;
    };
    let Some(all) = clicked
        .closest(".posts")
        .ok()
        .flatten()
        .and_then(|posts| posts.query_selector_all("a.zoom").ok())
    else {
        return;
    };
    event.prevent_default();
    let object = |fields: &[(&str, JsValue)]| {
        let object = Object::new();
        for (name, value) in fields {
            let _ = Reflect::set(&object, &(*name).into(), value);
        }
        object
    };
    let items = Array::new();
    let mut index = 0;
    for number in 0..all.length() {
        let Some(link) = all
            .item(number)
            .and_then(|node| node.dyn_into::<HtmlAnchorElement>().ok())
        else {
            continue;
        };
        if link.is_same_node(Some(&clicked)) {
            index = items.length();
        }
        let Ok(Some(image)) = link.query_selector("img") else {
            continue;
        };
        let number = |name: &str| {
            image
                .get_attribute(name)
                .and_then(|text| text.parse::<f64>().ok())
                .map_or(JsValue::UNDEFINED, JsValue::from)
        };
        let caption = link
            .parent_element()
            .and_then(|parent| parent.query_selector("figcaption").ok().flatten());
        let name = caption
            .and_then(|caption| caption.text_content())
            .or_else(|| image.get_attribute("alt"))
            .unwrap_or_default();
        items.push(&object(&[
            ("src", link.href().into()),
            ("width", number("width")),
            ("height", number("height")),
            ("alt", image.get_attribute("alt").unwrap_or_default().into()),
            ("name", name.into()),
            ("element", image.into()),
        ]));
    }
    let texts = labels.0;
    let labels = object(&[
        ("close", texts.close.into()),
        ("zoom", texts.zoom.into()),
        ("prev", texts.previous_picture.into()),
        ("next", texts.next_picture.into()),
        ("download", texts.download.into()),
        ("failed", texts.picture_failed.into()),
    ]);
    let fallback = clicked.unchecked_into::<HtmlAnchorElement>().href();
    leptos::task::spawn_local(async move {
        let opened = load(Module::Lightbox).await
            && function(Module::Lightbox, "open").is_some_and(|open| {
                open.call3(&JsValue::NULL, &items, &index.into(), &labels)
                    .is_ok()
            });
        if !opened {
            let _ = leptos::prelude::window().location().set_href(&fallback);
        }
    });
}

/// The host opens nothing.
#[cfg(not(target_arch = "wasm32"))]
pub fn open(_event: &MouseEvent, labels: Labels) {
    let _ = labels.0;
}
