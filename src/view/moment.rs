//! Times.

use crate::{app::App, model::Time};
use maud::{Markup, html};

/// A moment with its time of day.
pub fn moment(app: &App, at: Time) -> Markup {
    time(app, at, &app.times.full(at))
}

/// A moment in little room.
pub fn brief_moment(app: &App, at: Time) -> Markup {
    time(app, at, &app.times.brief(at, app.now))
}

/// The forum's or the reader's time stands in the text, the other one in the title, which hover and focus show.
fn time(app: &App, at: Time, text: &str) -> Markup {
    let full = app.times.full(at);
    let elsewhere = app.times.elsewhere(at, app.now);
    let title = match text == full {
        true => elsewhere,
        false => format!("{full} · {elsewhere}"),
    };
    html! { time datetime=(at.rfc3339()) title=(title) { (text) } }
}
