//! What stands around every page: header, navigation, footer.

use super::{
    gate, icon,
    link::{is_for_guests, site_link},
    settings::{settings, settings_menu},
};
use crate::{
    app::App,
    model::{Capability, Link},
    route::{Route, SearchRoute},
    text::time::{Times, Zone},
};
use maud::{Markup, html};

/// What the header holds.
pub fn header(app: &App) -> Markup {
    let lang = &app.site.lang;
    let logo = app.site.logo.as_deref();
    let recover = app.site.auth.recover.as_deref();
    html! {
        .wrap.bar {
            a.mark href=(app.addresses.of(&Route::Home)) {
                @if let Some(src) = logo.and_then(|logo| app.addresses.media(logo)) {
                    img src=(src) alt="" width="38" height="38";
                } @else {
                    (icon::mark())
                }
                span lang=(lang) {
                    b { (app.site.name) }
                    @if let Some(tagline) = &app.site.tagline { small { (tagline) } }
                }
            }
            @if app.site.can(Capability::Search) { (search(app)) }
            .account { (gate::account_link(app, recover, app.texts.recover)) (gate::account_links(app)) }
            (settings_menu(app))
            (menu(app))
        }
        nav.sections-bar aria-label=(app.texts.navigation) {
            .wrap {
                @for row in &app.site.nav { ul lang=(lang) { (nav_links(app, row)) } }
            }
        }
    }
}

fn search(app: &App) -> Markup {
    let to = app.addresses.of(&Route::Search(SearchRoute {
        page: 1,
        ..SearchRoute::default()
    }));
    html! { a.tool.to-search href=(to) aria-label=(app.texts.search) title=(app.texts.search) { (icon::search()) } }
}

fn nav_links(app: &App, links: &[Link]) -> Markup {
    html! {
        @for link in links.iter().filter(|link| is_for_guests(link)) { li { (site_link(app, link)) } }
    }
}

/// Everything within reach of a thumb: all sections, the account, the settings.
fn menu(app: &App) -> Markup {
    let texts = app.texts;
    html! {
        details.menu.phone name="menu" {
            summary.tool aria-label=(texts.menu) title=(texts.menu) { (icon::menu()) }
            .sheet {
                nav aria-label=(texts.all_sections) {
                    ul.all-sections lang=(app.site.lang) {
                        @for row in &app.site.nav { (nav_links(app, row)) }
                    }
                }
                p.ways { (gate::account_links(app)) }
                (settings(app))
            }
        }
    }
}

/// What the footer holds.
pub fn footer(app: &App) -> Markup {
    let texts = app.texts;
    html! {
        .wrap {
            ul lang=(app.site.lang) {
                @for link in &app.site.footer { li { (site_link(app, link)) } }
            }
            p { span.clock title=(texts.forum_clock) { (clock(app).clock(app.now)) } }
            p {
                @if let Some(generator) = &app.site.generator { span { (texts.powered_by) " " (generator) } " " }
                @if let Some(copyright) = &app.site.copyright { span { (copyright) } }
            }
        }
    }
}

/// The forum's own clock, whichever the reader has chosen.
pub fn clock(app: &App) -> Times {
    Times {
        zone: Zone::Forum(app.site.clock.clone()),
        ..(*app.times).clone()
    }
}
