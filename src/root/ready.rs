//! What has to be there before a page can be drawn: its part of the program, and the modules that its texts take.

use crate::{
    load::{Document, Loading},
    model::Problem,
    module::{Module, is_loaded, load},
    page::Part,
    route::Route,
};
use futures_util::future::join;
use wasm_bindgen_futures::spawn_local;

/// Whether all is there. Without their modules, bodies would be shown with their tags, and Markdown as it was typed.
pub(super) fn is_ready(route: &Route, document: &Document) -> bool {
    Part::of(route).is_ready()
        && (!document.has_html() || is_loaded(Module::Clean))
        && (!document.has_markdown() || is_loaded(Module::Markdown))
}

/// Waits until all is there. Without a module the page is shown as well as it can be.
///
/// # Errors
///
/// The network's, if the part did not come.
pub(super) async fn prepare(route: &Route, document: &Document) -> Result<(), Problem> {
    Part::of(route).prepare().await?;
    if document.has_html() {
        load(Module::Clean).await;
    }
    if document.has_markdown() {
        load(Module::Markdown).await;
    }
    Ok(())
}

/// Prepares for the page of a route while its document is on its way. What does not come now is asked for again
/// when it is needed.
pub(super) async fn prepare_ahead(route: &Route) {
    let part = Part::of(route);
    let clean = async {
        if part == Part::Thread {
            load(Module::Clean).await;
        }
    };
    let _ = join(part.prepare(), clean).await;
}

/// Waits for the document of a route and prepares for its page, while the reader is elsewhere still.
pub(super) fn bring_ahead(document: Loading, route: Route) {
    spawn_local(async move {
        let _ = join(document, prepare_ahead(&route)).await;
    });
}
