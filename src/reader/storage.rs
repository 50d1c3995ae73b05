//! The browser's storage. It may be blocked or full: then nothing is remembered, and nothing breaks.

/// One of the browser's two storages.
#[derive(Clone, Copy, Debug)]
pub enum Storage {
    /// For good.
    Local,
    /// For as long as the tab is open.
    Session,
}

impl Storage {
    /// What is stored under a name.
    #[cfg(target_arch = "wasm32")]
    pub fn get(self, name: &str) -> Option<String> {
        self.open()?.get_item(name).ok()?
    }

    /// The host remembers nothing.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn get(self, _name: &str) -> Option<String> {
        None
    }

    /// Stores a text under a name.
    #[cfg(target_arch = "wasm32")]
    pub fn set(self, name: &str, text: &str) {
        if let Some(storage) = self.open() {
            // A full storage forgets; that is all that can be done.
            let _ = storage.set_item(name, text);
        }
    }

    /// The host remembers nothing.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn set(self, _name: &str, _text: &str) {}

    #[cfg(target_arch = "wasm32")]
    fn open(self) -> Option<web_sys::Storage> {
        let window = web_sys::window()?;
        match self {
            Self::Local => window.local_storage(),
            Self::Session => window.session_storage(),
        }
        .ok()?
    }
}
