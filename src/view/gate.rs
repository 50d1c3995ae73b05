//! What keeps a reader from something, why, and what would open it.

use super::{icon, link};
use crate::{
    app::App,
    model::{Gate, GateReason, Link},
    text::address::Target,
};
use leptos::prelude::*;

/// A gate in the place of what it shuts.
pub fn gate(app: &App, gate: &Gate) -> impl IntoView + use<> {
    let reason = sentence(app, gate);
    let detail = gate
        .detail
        .clone()
        .map(|detail| view! { <p class="detail">{detail}</p> });
    let price = gate
        .price
        .clone()
        .map(|price| view! { <p class="price">{app.texts.price}" "<b>{price}</b></p> });
    let links = links(app, gate);
    view! {
        <div class="gate">
            {icon::gate()}
            <p class="reason">{reason}</p>
            {detail}
            {price}
            {links}
        </div>
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
pub fn links(app: &App, gate: &Gate) -> Option<AnyView> {
    let links: Vec<AnyView> = if gate.links.is_empty() {
        match gate.reason {
            GateReason::Login | GateReason::Reply | GateReason::Pay | GateReason::Level => {
                account_links(app)
            }
            _ => Vec::new(),
        }
    } else {
        let shown = gate.links.iter().filter(|link| link::is_for_guests(link));
        shown.map(|link| link::site_link(app, link, "")).collect()
    };
    (!links.is_empty()).then(|| view! { <p class="ways">{links}</p> }.into_any())
}

/// Log in and register, where the forum does that.
pub fn account_links(app: &App) -> Vec<AnyView> {
    let auth = &app.site.auth;
    [
        (&auth.login, app.texts.log_in),
        (&auth.register, app.texts.register),
    ]
    .into_iter()
    .filter_map(|(href, label)| {
        let link = Link {
            label: label.to_owned(),
            href: href.clone(),
            ..Link::default()
        };
        match app.addresses.of_link(&link)? {
            Target::Inner(href) | Target::Outer(href) => {
                Some(view! { <a href=href rel="noopener external">{label}</a> }.into_any())
            }
        }
    })
    .collect()
}
