//! Passing addresses on.

/// An address of this app with its host.
#[cfg(target_arch = "wasm32")]
pub fn absolute(href: &str) -> String {
    let origin = web_sys::window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default();
    format!("{origin}{href}")
}

/// The host does not know under which name it is reached.
#[cfg(not(target_arch = "wasm32"))]
pub fn absolute(href: &str) -> String {
    href.to_owned()
}

/// Puts a text on the clipboard; false where the browser does not allow it, as on pages that are not secure.
#[cfg(target_arch = "wasm32")]
pub async fn copy(text: &str) -> bool {
    let Some(navigator) = web_sys::window().map(|window| window.navigator()) else {
        return false;
    };
    // Without a secure context there is no clipboard at all, whatever the bindings say.
    let has = js_sys::Reflect::get(&navigator, &"clipboard".into())
        .is_ok_and(|clipboard| clipboard.is_object());
    has && wasm_bindgen_futures::JsFuture::from(navigator.clipboard().write_text(text))
        .await
        .is_ok()
}

/// The host has no clipboard.
#[cfg(not(target_arch = "wasm32"))]
pub async fn copy(_text: &str) -> bool {
    false
}
