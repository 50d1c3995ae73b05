//! Links on the page: which click follows one, and which of them the app opens itself.

use super::dom::closest;
use leptos::prelude::window;
use web_sys::{HtmlAnchorElement, MouseEvent};

/// The link that a click follows in this very window.
pub(super) fn clicked(event: &MouseEvent) -> Option<HtmlAnchorElement> {
    is_plain(event).then(|| closest(event, "a[href]")).flatten()
}

/// Whether a click wants what clicks usually want, and nobody has taken it yet.
pub(super) fn is_plain(event: &MouseEvent) -> bool {
    !event.default_prevented()
        && event.button() == 0
        && !event.meta_key()
        && !event.alt_key()
        && !event.ctrl_key()
        && !event.shift_key()
}

/// Whether a link leads to this host, and wants nothing but that.
pub(super) fn is_inner(link: &HtmlAnchorElement) -> bool {
    link.target().is_empty()
        && !link.has_attribute("download")
        && !link.rel().split(' ').any(|word| word == "external")
        && window()
            .location()
            .origin()
            .is_ok_and(|origin| origin == link.origin())
}
