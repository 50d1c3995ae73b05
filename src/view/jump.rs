//! A box for a number to go to.

use crate::app::App;
use maud::{Markup, html};

/// What the number in a box counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jump {
    /// Pages of what is shown.
    Page,
    /// Floors of a thread.
    Floor,
}

impl Jump {
    /// How `data-jump` names it.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Floor => "floor",
        }
    }
}

/// Goes to a number from 1 to `last`; a number beyond is taken for the nearest one that there is.
pub fn jump_box(app: &App, jump: Jump, last: u32) -> Markup {
    let texts = app.texts;
    let (label, unit) = match jump {
        Jump::Page => (texts.jump_page, texts.page_unit),
        Jump::Floor => (texts.jump_floor, texts.floor_unit),
    };
    html! {
        form.jump data-jump=(jump.slug()) novalidate {
            label {
                span { (label) }
                input type="number" inputmode="numeric" min="1" max=(last) required enterkeyhint="go";
                span { (unit) }
            }
            button.button type="submit" { (texts.go) }
        }
    }
}
