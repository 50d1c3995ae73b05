//! The few drawings of the interface.

use maud::{Markup, html};

/// The mark: three arches of an arcade.
pub fn mark() -> Markup {
    drawing(
        "M3 36V13a5.2 5.2 0 0 1 10.4 0V36M13.4 36V13a6.6 6.6 0 0 1 13.2 0V36M26.6 36V13a5.2 5.2 0 0 1 10.4 0V36M1 36h38M2 4.5h36",
    )
}

/// Three lines: a menu.
pub fn menu() -> Markup {
    drawing("M7 12h26M7 20h26M7 28h26")
}

/// An upper and a lower case letter: how texts look.
pub fn letters() -> Markup {
    drawing("M4 31L13 9l9 22M7 24h12M36 31V17M36 24a6 6 0 1 1-12 0a6 6 0 0 1 12 0")
}

/// A looking glass.
pub fn search() -> Markup {
    drawing("M29 18a11 11 0 1 1-22 0a11 11 0 0 1 22 0M26 26l8 8")
}

/// An arrow to the top.
pub fn top() -> Markup {
    drawing("M20 33V11M10 20l10-10 10 10M9 5h22")
}

/// A list.
pub fn list() -> Markup {
    drawing("M15 11h19M15 20h19M15 29h19M6 11h1M6 20h1M6 29h1")
}

/// A speech bubble.
pub fn reply() -> Markup {
    drawing("M6 8h28v19H19l-9 7v-7H6z")
}

/// A sheet with a folded corner: a file.
pub fn file() -> Markup {
    drawing("M10 4h14l7 7v25H10zM23 4v8h8")
}

/// A closed arch: what may not be entered.
pub fn gate() -> Markup {
    drawing("M8 36V18a12 12 0 0 1 24 0V36M4 36h32M14 36V20M20 36V17M26 36V20M8 27h24")
}

fn drawing(path: &'static str) -> Markup {
    html! {
        svg.icon viewBox="0 0 40 40" aria-hidden="true" { path d=(path) {} }
    }
}
