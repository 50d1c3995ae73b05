//! What keeps a reader from something, why, and what would open it.

use super::{icon, link};
use crate::{
    app::App,
    model::{Capability, Gate, GateReason, Link, Section},
};
use maud::{Markup, html};

/// A gate in the place of what it shuts.
pub fn gate(app: &App, gate: &Gate) -> Markup {
    html! {
        .gate {
            (icon::gate())
            (words(app, sentence(app, gate), gate))
            @if let Some(price) = &gate.price { p.price { (app.texts.price) " " b { (price) } } }
            (links(app, gate))
        }
    }
}

/// A section's gate. Where the app can pass on its password, there is a field for it.
pub fn section_gate(app: &App, section: &Section, shut: &Gate) -> Markup {
    let texts = app.texts;
    let opens = shut.reason == GateReason::Password && app.site.can(Capability::Passwords);
    html! {
        (gate(app, shut))
        @if opens {
            form.unlock data-unlock=(section.id) {
                label {
                    span { (texts.password) }
                    input type="password" name="password" required autocomplete="off" enterkeyhint="go";
                }
                button.button.primary type="submit" { (texts.open_section) }
                p.wrong role="alert" {}
            }
        }
    }
}

/// What the interface says of a gate, and what the forum itself adds to it.
pub fn words(app: &App, sentence: &str, gate: &Gate) -> Markup {
    let detail = gate.detail.as_deref();
    let detail = detail.and_then(|detail| app.sentence(detail)).or(detail);
    html! {
        p.reason { (sentence) }
        @if let Some(detail) = detail.filter(|detail| *detail != sentence) { p.detail { (detail) } }
    }
}

/// The gate's reason as a sentence of the interface.
pub fn sentence(app: &App, gate: &Gate) -> &'static str {
    let texts = app.texts;
    match gate.reason {
        GateReason::Login => texts.gate_login,
        GateReason::Reply => texts.gate_reply,
        GateReason::Pay => texts.gate_pay,
        GateReason::Password => texts.gate_password,
        GateReason::Level => texts.gate_level,
        GateReason::Closed => texts.gate_closed,
        GateReason::Banned => texts.gate_banned,
        GateReason::Unknown => texts.gate_unknown,
    }
}

/// Where it can be opened: the gate's own links, else the forum's account links.
pub fn links(app: &App, gate: &Gate) -> Markup {
    let by_account = matches!(
        gate.reason,
        GateReason::Login | GateReason::Reply | GateReason::Pay | GateReason::Level
    );
    let ways = html! {
        @if !gate.links.is_empty() {
            @for link in gate.links.iter().filter(|link| link::is_for_guests(link)) {
                (link::site_link(app, link))
            }
        } @else if by_account {
            (account_links(app))
        }
    };
    html! {
        @if !ways.0.is_empty() { p.ways { (ways) } }
    }
}

/// Log in and register, where the forum does that.
pub fn account_links(app: &App) -> Markup {
    let auth = &app.site.auth;
    html! {
        (account_link(app, auth.login.as_deref(), app.texts.log_in))
        (account_link(app, auth.register.as_deref(), app.texts.register))
    }
}

/// A link that leaves the app, wherever it leads: the forum itself looks after its accounts.
pub fn account_link(app: &App, href: Option<&str>, label: &str) -> Markup {
    let link = Link {
        href: href.map(str::to_owned),
        ..Link::default()
    };
    html! {
        @if let Some(target) = app.addresses.of_link(&link) {
            a href=(target.href()) rel="noopener external" { (label) }
        }
    }
}
