//! From a text as a member wrote it to HTML that may be shown: the only way into the page.

#[cfg(not(target_arch = "wasm32"))]
#[path = "clean/host/mod.rs"]
mod cleaner;

use super::{address::Addresses, plain};
use crate::model::{Attachment, Body, BodyFormat};

/// HTML that has been cleaned. Only this module makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned(String);

impl Cleaned {
    /// The HTML.
    pub fn into_html(self) -> String {
        self.0
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }
}

/// What cleaning needs to know besides the text.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// Where addresses are relative to, and which stay in the app.
    pub addresses: &'a Addresses,
    /// The files that came with the text: they tell the sizes of its pictures.
    pub attachments: &'a [Attachment],
    /// What a table that scrolls sideways is called.
    pub table: &'static str,
    /// What a picture without a description is called.
    pub picture: &'static str,
    /// The level of the page's own heading above the text.
    pub heading: u8,
}

/// Cleans a body, whatever it is written in.
pub fn clean_body(body: &Body, surroundings: Surroundings<'_>) -> Cleaned {
    match body.format {
        BodyFormat::Html => clean_html(&body.text, surroundings),
        BodyFormat::Markdown => match markdown(&body.text) {
            Some(html) => clean_html(&html, surroundings),
            None => clean_html(&plain::to_html(&body.text), surroundings),
        },
        BodyFormat::Text => clean_html(&plain::to_html(&body.text), surroundings),
    }
}

/// Cleans HTML. While no cleaner is at hand, the text is shown with its tags as text.
pub fn clean_html(html: &str, surroundings: Surroundings<'_>) -> Cleaned {
    Cleaned(cleaner::clean(html, surroundings).unwrap_or_else(|| plain::to_html(html)))
}

#[cfg(target_arch = "wasm32")]
fn markdown(text: &str) -> Option<String> {
    use crate::module::{Module, call};
    call(Module::Markdown, "render", &[&text.into()])?.as_string()
}

#[cfg(not(target_arch = "wasm32"))]
use cleaner::markdown;

#[cfg(target_arch = "wasm32")]
mod cleaner {
    use super::Surroundings;
    use crate::{
        model::Attachment,
        module::{Module, call},
        text::address::Target,
    };
    use js_sys::{Object, Reflect};
    use wasm_bindgen::{JsValue, prelude::Closure};

    /// Cleans with DOMPurify; none if it has not been loaded or fails.
    pub(super) fn clean(html: &str, surroundings: Surroundings<'_>) -> Option<String> {
        let addresses = surroundings.addresses.clone();
        let pictures: Vec<(String, Attachment)> = surroundings
            .attachments
            .iter()
            .filter_map(|file| Some((addresses.media(&file.url)?, file.clone())))
            .collect();
        let resolve =
            Closure::<dyn Fn(String, String) -> JsValue>::new(move |url: String, kind: String| {
                let answer = match kind.as_str() {
                    "link" => addresses.link(&url).map(|target| {
                        let inner = matches!(target, Target::Inner(_));
                        (target.href().to_owned(), inner)
                    }),
                    _ => addresses.media(&url).map(|url| (url, false)),
                };
                let Some((url, inner)) = answer else {
                    return JsValue::NULL;
                };
                let file = pictures.iter().find(|(picture, _)| *picture == url);
                let mut fields: Vec<(&str, JsValue)> =
                    vec![("url", url.as_str().into()), ("inner", inner.into())];
                if let Some((_, file)) = file {
                    fields.extend([
                        ("name", JsValue::from(&file.name)),
                        ("width", JsValue::from(file.width)),
                        ("height", JsValue::from(file.height)),
                    ]);
                }
                object(&fields)
            });
        let labels = object(&[
            ("table", surroundings.table.into()),
            ("picture", surroundings.picture.into()),
            ("heading", surroundings.heading.into()),
        ]);
        call(
            Module::Clean,
            "clean",
            &[&html.into(), resolve.as_ref(), &labels],
        )?
        .as_string()
    }

    fn object(fields: &[(&str, JsValue)]) -> JsValue {
        let object = Object::new();
        for (name, value) in fields {
            // A plain object takes every field.
            let _ = Reflect::set(&object, &(*name).into(), value);
        }
        object.into()
    }
}
