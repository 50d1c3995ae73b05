//! The JavaScript modules that come with the app: one cleans what members wrote, the others are loaded when
//! first needed.

/// A module of `modules/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Module {
    /// Cleans HTML.
    Clean,
    /// Turns Markdown into HTML.
    Markdown,
    /// Draws QR codes.
    Qr,
    /// Shows pictures large.
    Lightbox,
    /// Asks the index of an archive.
    Search,
    /// Answers JMESPath.
    Query,
}

#[cfg(target_arch = "wasm32")]
pub use loaded::{call, is_loaded, load};

#[cfg(target_arch = "wasm32")]
mod loaded {
    use super::Module;
    use js_sys::{Array, Function, Promise, Reflect};
    use serde_json::Value;
    use std::cell::RefCell;
    use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
    use wasm_bindgen_futures::JsFuture;

    // Rust has no word for a dynamic import.
    #[wasm_bindgen(
        inline_js = "export const load_module = (url) => import(new URL(url, document.baseURI));"
    )]
    extern "C" {
        fn load_module(url: &str) -> Promise;
    }

    thread_local! {
        static LOADED: RefCell<Vec<(Module, JsValue)>> = RefCell::default();
    }

    impl Module {
        fn name(self) -> &'static str {
            match self {
                Self::Clean => "clean",
                Self::Markdown => "markdown",
                Self::Qr => "qr",
                Self::Lightbox => "lightbox",
                Self::Search => "search",
                Self::Query => "query",
            }
        }

        /// The module's address, as the list in the page tells it.
        fn url(self) -> Option<String> {
            let document = web_sys::window()?.document()?;
            let list = document.get_element_by_id("modules")?.text_content()?;
            let list: Value = serde_json::from_str(&list).ok()?;
            Some(list.get(self.name())?.as_str()?.to_owned())
        }
    }

    /// Loads a module, unless it is there already; false if that fails.
    pub async fn load(module: Module) -> bool {
        if is_loaded(module) {
            return true;
        }
        let Some(url) = module.url() else {
            return false;
        };
        let Ok(namespace) = JsFuture::from(load_module(&url)).await else {
            return false;
        };
        LOADED.with_borrow_mut(|loaded| loaded.push((module, namespace)));
        true
    }

    /// Whether a module is there.
    pub fn is_loaded(module: Module) -> bool {
        LOADED.with_borrow(|loaded| loaded.iter().any(|(there, _)| *there == module))
    }

    /// Calls a function of a module that has been loaded; none if it is not there or fails.
    pub fn call(module: Module, name: &str, arguments: &[&JsValue]) -> Option<JsValue> {
        let arguments: Array = arguments.iter().copied().collect();
        function(module, name)?
            .apply(&JsValue::NULL, &arguments)
            .ok()
    }

    /// A function of a module that has been loaded.
    fn function(module: Module, name: &str) -> Option<Function> {
        LOADED.with_borrow(|loaded| {
            let (_, namespace) = loaded.iter().find(|(there, _)| *there == module)?;
            Reflect::get(namespace, &name.into()).ok()?.dyn_into().ok()
        })
    }
}
