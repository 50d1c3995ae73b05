//! Times.

use crate::{app::App, model::Time};
use leptos::prelude::*;

/// A moment with its time of day.
pub fn moment(app: &App, at: Time) -> impl IntoView + use<> {
    time(app, at, app.times.full(at))
}

/// A moment in little room.
pub fn brief_moment(app: &App, at: Time) -> impl IntoView + use<> {
    time(app, at, app.times.brief(at, app.now))
}

/// The forum's or the reader's time stands in the text, the other one in the title, which hover and focus show.
fn time(app: &App, at: Time, text: String) -> impl IntoView + use<> {
    let title = match text == app.times.full(at) {
        true => app.times.elsewhere(at, app.now),
        false => format!(
            "{} · {}",
            app.times.full(at),
            app.times.elsewhere(at, app.now)
        ),
    };
    view! { <time datetime=at.rfc3339() title=title>{text}</time> }
}
