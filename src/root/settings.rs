//! What the reader can choose: theme, text size, language, clock.

use crate::{
    app::App,
    reader::{Preferences, Theme, ZoneChoice},
    text::language::Language,
    view::icon,
};
use leptos::prelude::*;

/// The settings behind their button.
pub(super) fn settings_menu(app: &App, preferences: RwSignal<Preferences>) -> impl IntoView + use<> {
    let label = app.texts.settings;
    view! {
        <details class="menu" name="menu">
            <summary class="tool" aria-label=label title=label inner_html=icon::letters().into_string()></summary>
            <div class="sheet">{settings(app, preferences)}</div>
        </details>
    }
}

/// The settings.
pub(super) fn settings(app: &App, preferences: RwSignal<Preferences>) -> AnyView {
    let texts = app.texts;
    let language = app.language;
    let themes = [texts.theme_light, texts.theme_dark, texts.theme_system];
    let theme = Theme::ALL.into_iter().zip(themes).map(|(theme, label)| {
        choice(
            label,
            "",
            move || preferences.with(|chosen| chosen.theme == theme),
            move || preferences.update(|chosen| chosen.theme = theme),
        )
    });
    let languages = Language::ALL.into_iter().map(|one| {
        choice(
            one.name(),
            one.tag(),
            move || one == language,
            move || preferences.update(|chosen| chosen.language = Some(one)),
        )
    });
    let zones = ZoneChoice::ALL
        .into_iter()
        .zip([texts.zone_forum, texts.zone_reader])
        .map(|(zone, label)| {
            choice(
                label,
                "",
                move || preferences.with(|chosen| chosen.zone == zone),
                move || preferences.update(|chosen| chosen.zone = zone),
            )
        });
    let resize = move |step: i8| {
        preferences.update(|chosen| {
            let sizes = Preferences::TEXT_SIZES;
            chosen.text_size = (chosen.text_size + step).clamp(*sizes.start(), *sizes.end());
        });
    };
    view! {
        <div class="settings">
            <fieldset><legend>{texts.theme}</legend><div class="choices">{theme.collect::<Vec<_>>()}</div></fieldset>
            <fieldset>
                <legend>{texts.text_size}</legend>
                <div class="choices">
                    <button type="button" on:click=move |_| resize(-1) aria-label=texts.text_smaller disabled=move || preferences.with(|chosen| chosen.text_size == *Preferences::TEXT_SIZES.start())>"A−"</button>
                    <output aria-live="polite">{move || preferences.with(|chosen| format!("{}%", 100 + i32::from(chosen.text_size) * 10))}</output>
                    <button type="button" on:click=move |_| resize(1) aria-label=texts.text_larger disabled=move || preferences.with(|chosen| chosen.text_size == *Preferences::TEXT_SIZES.end())>"A+"</button>
                </div>
            </fieldset>
            <fieldset><legend>{texts.language}</legend><div class="choices">{languages.collect::<Vec<_>>()}</div></fieldset>
            <fieldset><legend>{texts.clock}</legend><div class="choices">{zones.collect::<Vec<_>>()}</div></fieldset>
        </div>
    }
    .into_any()
}

fn choice(
    label: &'static str,
    lang: &'static str,
    chosen: impl Fn() -> bool + Copy + Send + Sync + 'static,
    choose: impl Fn() + 'static,
) -> AnyView {
    let lang = (!lang.is_empty()).then_some(lang);
    view! {
        <button type="button" lang=lang aria-pressed=move || chosen().to_string() on:click=move |_| choose()>{label}</button>
    }
    .into_any()
}
