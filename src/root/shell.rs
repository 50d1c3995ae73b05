//! What stands around every page: header, navigation, footer.

use super::settings::{settings, settings_menu};
use crate::{
    app::App,
    model::Link,
    reader::Preferences,
    route::Route,
    text::time::{Zone, now},
    view::{
        gate,
        icon,
        link::{is_for_guests, site_link},
    },
};
use leptos::prelude::*;
use maud::html;
use std::time::Duration;

/// What of the shell changes while it stands.
#[derive(Clone, Copy)]
pub(super) struct Changing {
    /// The address of the page's entry in the navigation.
    pub current: Signal<String>,
    /// What the reader has chosen.
    pub preferences: RwSignal<Preferences>,
    /// A sentence that confirms what was just done.
    pub toast: RwSignal<Option<String>>,
}

/// The site around a page.
pub(super) fn shell(app: &App, changing: Changing, content: AnyView) -> AnyView {
    let toast = changing.toast;
    view! {
        <a class="skip" href="#content">{app.texts.skip}</a>
        {header(app, changing)}
        <main id="content" tabindex="-1">{content}</main>
        {footer(app)}
        <div class="toast" role="status">{move || toast.get().map(|sentence| view! { <p>{sentence}</p> })}</div>
    }
    .into_any()
}

fn header(app: &App, changing: Changing) -> impl IntoView + use<> {
    let home = app.addresses.of(&Route::Home);
    let logo = app.site.logo.as_deref();
    let mark = html! {
        @if let Some(src) = logo.and_then(|logo| app.addresses.media(logo)) {
            img src=(src) alt="" width="38" height="38";
        } @else {
            (icon::mark())
        }
        span lang=(app.site.lang) {
            b { (app.site.name) }
            @if let Some(tagline) = &app.site.tagline { small { (tagline) } }
        }
    };
    let account = html! {
        (gate::account_link(app, app.site.auth.recover.as_deref(), app.texts.recover))
        (gate::account_links(app))
    };
    let rows: Vec<_> = app
        .site
        .nav
        .iter()
        .map(|row| nav_row(app, row, changing.current))
        .collect();
    view! {
        <header class="top">
            <div class="wrap bar">
                <a class="mark" href=home inner_html=mark.into_string()></a>
                <div class="account" inner_html=account.into_string()></div>
                {settings_menu(app, changing.preferences)}
                {menu(app, changing)}
            </div>
            <nav class="sections-bar" aria-label=app.texts.navigation>
                <div class="wrap">{rows}</div>
            </nav>
        </header>
    }
}

fn nav_row(app: &App, row: &[Link], current: Signal<String>) -> AnyView {
    let links: Vec<_> = row
        .iter()
        .filter(|link| is_for_guests(link))
        .map(|link| nav_link(app, link, current))
        .collect();
    view! { <ul lang=app.site.lang.clone()>{links}</ul> }.into_any()
}

fn nav_link(app: &App, link: &Link, current: Signal<String>) -> AnyView {
    let Some(target) = app.addresses.of_link(link) else {
        return view! { <li><span>{link.label.clone()}</span></li> }.into_any();
    };
    let href = target.href().to_owned();
    let address = href.clone();
    let here = move || current.with(|current| (*current == address).then_some("page"));
    view! { <li><a href=href aria-current=here>{link.label.clone()}</a></li> }.into_any()
}

/// Everything within reach of a thumb: all sections, the account, the settings.
fn menu(app: &App, changing: Changing) -> impl IntoView + use<> {
    let texts = app.texts;
    let links: Vec<_> = app
        .site
        .nav
        .iter()
        .flatten()
        .filter(|link| is_for_guests(link))
        .map(|link| nav_link(app, link, changing.current))
        .collect();
    view! {
        <details class="menu phone" name="menu">
            <summary class="tool" aria-label=texts.menu title=texts.menu inner_html=icon::menu().into_string()></summary>
            <div class="sheet">
                <nav aria-label=texts.all_sections><ul class="all-sections" lang=app.site.lang.clone()>{links}</ul></nav>
                <p class="ways" inner_html=gate::account_links(app).into_string()></p>
                {settings(app, changing.preferences)}
            </div>
        </details>
    }
}

fn footer(app: &App) -> impl IntoView + use<> {
    let texts = app.texts;
    let links = html! { @for link in &app.site.footer { li { (site_link(app, link)) } } };
    let origin = html! {
        @if let Some(generator) = &app.site.generator { span { (texts.powered_by) " " (generator) } " " }
        @if let Some(copyright) = &app.site.copyright { span { (copyright) } }
    };
    view! {
        <footer class="foot">
            <div class="wrap">
                <ul lang=app.site.lang.clone() inner_html=links.into_string()></ul>
                <p>{clock(app)}</p>
                <p inner_html=origin.into_string()></p>
            </div>
        </footer>
    }
}

/// The site's clock, in the forum's zone.
fn clock(app: &App) -> impl IntoView + use<> {
    let mut times = (*app.times).clone();
    times.zone = Zone::Forum(app.site.clock.clone());
    let shown = RwSignal::new(times.clock(app.now));
    Effect::new(move || {
        let times = times.clone();
        let tick = set_interval_with_handle(
            move || shown.set(times.clock(now())),
            Duration::from_secs(10),
        );
        on_cleanup(move || {
            if let Ok(tick) = tick {
                tick.clear();
            }
        });
    });
    view! { <time class="clock" aria-label=app.texts.forum_clock>{shown}</time> }
}
