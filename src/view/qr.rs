//! QR codes, drawn in the browser by a module that is loaded when the first code is shown.

use crate::app::App;
use maud::{Markup, html};

/// The QR code of an address of the app or the web.
pub fn qr(app: &App, url: &str) -> Markup {
    html! {
        figure.qr data-qr=(url) {
            svg viewBox="0 0 1 1" role="img" aria-label=(app.texts.qr_code) shape-rendering="crispEdges" {}
            figcaption { (url) }
        }
    }
}
