//! What the reader does, rather than sees: a part of the program of its own, which comes when the first page has been
//! drawn. Until it is there the script of `index.html` keeps what is asked for.

// The macro declares what the part exports and imports.
#![allow(unsafe_code)]

use super::{actions::Actions, ahead, keys, search};
use crate::model::Problem;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_split_helpers::wasm_split;

/// When the part is asked for again if it has not come, in milliseconds: first, and at most.
const AGAIN: [u32; 2] = [3000, 60_000];

#[wasm_bindgen(inline_js = "export const started = () => globalThis.qilouStarted?.();")]
extern "C" {
    /// Tells the page that from now on the app does what is asked for.
    fn started();
}

/// Brings the controls, however often the network fails.
pub(super) async fn bring(actions: Actions) {
    let [mut pause, most] = AGAIN;
    while connect(actions.clone()).await.is_err() {
        TimeoutFuture::new(pause).await;
        pause = most.min(2 * pause);
    }
    started();
}

#[wasm_split(controls, fallible)]
fn connect(actions: Actions) -> Result<(), Problem> {
    keys::listen(actions.preferences);
    search::listen(actions.app, actions.visitor);
    ahead::listen(actions.visitor);
    actions.listen();
    Ok(())
}
