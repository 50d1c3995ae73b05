//! What stands around every page: header, navigation, footer.

use super::{gate, icon, link, settings};
use crate::{app::App, model::Link, route::Route, text::time::now};
use leptos::prelude::*;

/// The site around a page. `current` is the address of the page's entry in the navigation.
pub fn shell(app: &App, current: Signal<String>, content: AnyView) -> AnyView {
    let texts = app.texts;
    let toast = app.toast;
    view! {
        <a class="skip" href="#content">{texts.skip}</a>
        {header(app, current)}
        <main id="content" tabindex="-1">{content}</main>
        {footer(app)}
        <div class="toast" role="status">{move || toast.get().map(|sentence| view! { <p>{sentence}</p> })}</div>
    }
    .into_any()
}

fn header(app: &App, current: Signal<String>) -> impl IntoView + use<> {
    let texts = app.texts;
    let home = app.addresses.of(&Route::Home);
    let logo = app
        .site
        .logo
        .as_deref()
        .and_then(|logo| app.addresses.media(logo));
    let logo = match logo {
        Some(src) => view! { <img src=src alt="" width="38" height="38" /> }.into_any(),
        None => icon::mark().into_any(),
    };
    let site = app.site.clone();
    let rows: Vec<_> = site
        .nav
        .iter()
        .map(|row| nav_row(app, row, current))
        .collect();
    let recover = app
        .site
        .auth
        .recover
        .as_deref()
        .and_then(|href| app.addresses.link(href))
        .map(|target| {
            view! { <a href=target.href().to_owned() rel="noopener external">{texts.recover}</a> }
        });
    view! {
        <header class="top">
            <div class="wrap bar">
                <a class="mark" href=home>
                    {logo}
                    <span lang=site.lang.clone()><b>{site.name.clone()}</b><small>{site.tagline.clone()}</small></span>
                </a>
                <div class="account">{recover}{gate::account_links(app)}</div>
                {settings::settings_menu(app)}
                {menu(app, current)}
            </div>
            <nav class="sections-bar" aria-label=texts.navigation>
                <div class="wrap">{rows}</div>
            </nav>
        </header>
    }
}

fn nav_row(app: &App, row: &[Link], current: Signal<String>) -> AnyView {
    let links: Vec<_> = row
        .iter()
        .filter(|link| link::is_for_guests(link))
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
fn menu(app: &App, current: Signal<String>) -> impl IntoView + use<> {
    let texts = app.texts;
    let links: Vec<_> = app
        .site
        .nav
        .iter()
        .flatten()
        .filter(|link| link::is_for_guests(link))
        .map(|link| nav_link(app, link, current))
        .collect();
    view! {
        <details class="menu phone" name="menu">
            <summary class="tool" aria-label=texts.menu title=texts.menu>{icon::menu()}</summary>
            <div class="sheet">
                <nav aria-label=texts.all_sections><ul class="all-sections" lang=app.site.lang.clone()>{links}</ul></nav>
                <p class="ways">{gate::account_links(app)}</p>
                {settings::settings(app)}
            </div>
        </details>
    }
}

fn footer(app: &App) -> impl IntoView + use<> {
    let texts = app.texts;
    let links: Vec<_> = app
        .site
        .footer
        .iter()
        .map(|link| view! { <li>{link::site_link(app, link, "")}</li> })
        .collect();
    let powered = app
        .site
        .generator
        .clone()
        .map(|generator| view! { <span>{texts.powered_by}" "{generator}</span>" " });
    let copyright = app
        .site
        .copyright
        .clone()
        .map(|copyright| view! { <span>{copyright}</span> });
    view! {
        <footer class="foot">
            <div class="wrap">
                <ul lang=app.site.lang.clone()>{links}</ul>
                <p>{clock(app)}</p>
                <p>{powered}{copyright}</p>
            </div>
        </footer>
    }
}

/// The site's clock, in the forum's zone.
fn clock(app: &App) -> impl IntoView + use<> {
    let mut times = (*app.times).clone();
    times.zone = crate::text::time::Zone::Forum(app.site.clock.clone());
    let shown = RwSignal::new(times.clock(app.now));
    Effect::new(move || {
        let times = times.clone();
        let tick = set_interval_with_handle(
            move || shown.set(times.clock(now())),
            std::time::Duration::from_secs(10),
        );
        on_cleanup(move || {
            if let Ok(tick) = tick {
                tick.clear();
            }
        });
    });
    view! { <time class="clock" aria-label=app.texts.forum_clock>{shown}</time> }
}
