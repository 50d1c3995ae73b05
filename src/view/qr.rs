//! QR codes, drawn in the browser.

use crate::app::App;
use leptos::prelude::*;

/// The QR code of an address, drawn by a module that is loaded when the first code is needed.
pub fn qr(app: &App, url: String) -> impl IntoView + use<> {
    let drawn = RwSignal::new(None::<(u32, String)>);
    let texts = app.texts;
    let address = url.clone();
    Effect::new(move || draw(address.clone(), drawn));
    view! {
        <figure class="qr">
            {move || drawn.get().map(|(size, path)| view! {
                <svg viewBox=format!("-2 -2 {0} {0}", size + 4) role="img" aria-label=texts.qr_code shape-rendering="crispEdges">
                    <path d=path></path>
                </svg>
            })}
            <figcaption>{url}</figcaption>
        </figure>
    }
}

#[cfg(target_arch = "wasm32")]
fn draw(url: String, drawn: RwSignal<Option<(u32, String)>>) {
    use crate::module::{Module, function, load};
    use js_sys::Reflect;
    use wasm_bindgen::JsValue;

    leptos::task::spawn_local(async move {
        load(Module::Qr).await;
        let matrix = function(Module::Qr, "matrix")
            .and_then(|matrix| matrix.call1(&JsValue::NULL, &url.into()).ok());
        let field = |name: &str| Reflect::get(matrix.as_ref()?, &name.into()).ok();
        if let (Some(size), Some(path)) = (
            field("size").and_then(|size| size.as_f64()),
            field("path").and_then(|path| path.as_string()),
        ) {
            drawn.try_set(Some((size as u32, path)));
        }
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn draw(_url: String, _drawn: RwSignal<Option<(u32, String)>>) {}
