//! The menus: what a click closes.

use super::dom::{all, closest};
use web_sys::{Element, HtmlAnchorElement, MouseEvent};

/// Closes the menus that a click was not in; a click on a link closes its menu too.
pub(super) fn close_menus(event: &MouseEvent) {
    let clicked = closest::<Element>(event, "details.menu");
    let on_link = closest::<HtmlAnchorElement>(event, "a[href]").is_some();
    for menu in all("details.menu[open]") {
        let inside = clicked
            .as_ref()
            .is_some_and(|clicked| clicked.is_same_node(Some(&menu)));
        if !inside || on_link {
            let _ = menu.remove_attribute("open");
        }
    }
}
