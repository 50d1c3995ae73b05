//! What the reader can choose: theme, text size, language, clock.

use super::icon;
use crate::{
    app::App,
    reader::{Preferences, Theme, ZoneChoice},
    text::language::Language,
};
use maud::{Markup, html};

/// The settings behind their button.
pub fn settings_menu(app: &App) -> Markup {
    let label = app.texts.settings;
    html! {
        details.menu name="menu" {
            summary.tool aria-label=(label) title=(label) { (icon::letters()) }
            .sheet { (settings(app)) }
        }
    }
}

/// The settings; each button says which choice it makes.
pub fn settings(app: &App) -> Markup {
    let texts = app.texts;
    let chosen = app.chosen;
    let themes = [texts.theme_light, texts.theme_dark, texts.theme_system];
    let is_end = |step| chosen.with("text_size", step) == chosen;
    let zones = [texts.zone_forum, texts.zone_reader];
    html! {
        .settings {
            fieldset {
                legend { (texts.theme) }
                .choices {
                    @for (theme, label) in Theme::ALL.into_iter().zip(themes) {
                        (choice("theme", theme.slug(), None, label, theme == chosen.theme))
                    }
                }
            }
            fieldset {
                legend { (texts.text_size) }
                .choices {
                    button type="button" data-choose="text_size" value="-1" aria-disabled=(is_end("-1")) aria-label={ (texts.text_smaller) " A−" } { "A−" }
                    output aria-live="polite" { (text_size(chosen)) }
                    button type="button" data-choose="text_size" value="1" aria-disabled=(is_end("1")) aria-label={ (texts.text_larger) " A+" } { "A+" }
                }
            }
            fieldset {
                legend { (texts.language) }
                .choices {
                    @for one in Language::ALL {
                        (choice("language", one.tag(), Some(one.tag()), one.name(), one == app.language))
                    }
                }
            }
            fieldset {
                legend { (texts.clock) }
                .choices {
                    @for (zone, label) in ZoneChoice::ALL.into_iter().zip(zones) {
                        (choice("zone", zone.slug(), None, label, zone == chosen.zone))
                    }
                }
            }
        }
    }
}

/// The text's size for the reader to see.
pub fn text_size(chosen: Preferences) -> String {
    format!("{}%", 100 + i32::from(chosen.text_size) * 10)
}

fn choice(name: &str, value: &str, lang: Option<&str>, label: &str, chosen: bool) -> Markup {
    html! {
        button type="button" data-choose=(name) value=(value) lang=[lang] aria-pressed=(chosen) { (label) }
    }
}
