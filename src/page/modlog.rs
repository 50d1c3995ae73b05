//! The moderation log (小黑屋).

use crate::{
    app::App,
    model::{ModlogAction, ModlogEntry, ModlogPage},
    route::Route,
    view::{author, breadcrumb::breadcrumb, chip::chip, moment, pager::pager},
};
use leptos::prelude::*;

/// Lays out a page of the log.
pub fn modlog_page(app: &App, found: &ModlogPage) -> AnyView {
    let texts = app.texts;
    let entries: Vec<_> = found.entries.iter().map(|one| entry(app, one)).collect();
    let list = if entries.is_empty() {
        view! { <p class="empty">{texts.no_entries}</p> }.into_any()
    } else {
        view! { <ul class="log">{entries}</ul> }.into_any()
    };
    let addresses = app.addresses.clone();
    view! {
        <div class="wrap">
            {breadcrumb(app, &[])}
            <header class="page-head"><h1 tabindex="-1">{texts.modlog}</h1><p>{texts.modlog_about}</p></header>
            <div class="card">{list}</div>
            {pager(app, &found.page, false, move |page| addresses.of(&Route::Modlog { page }))}
        </div>
    }
    .into_any()
}

fn entry(app: &App, entry: &ModlogEntry) -> AnyView {
    let texts = app.texts;
    let (tone, action) = match entry.action {
        ModlogAction::Ban => ("brick", texts.act_ban),
        ModlogAction::Mute => ("brick", texts.act_mute),
        ModlogAction::Warn => ("gold", texts.act_warn),
        ModlogAction::Delete => ("", texts.act_delete),
        ModlogAction::Hide => ("", texts.act_hide),
        ModlogAction::Lock => ("", texts.act_lock),
        ModlogAction::Move => ("", texts.act_move),
        ModlogAction::Lift => ("jade", texts.act_lift),
        ModlogAction::Other => ("", texts.act_other),
    };
    let thread = entry.title.clone().map(|title| match &entry.thread {
        Some(id) => {
            let href = app.addresses.of(&Route::thread(id));
            view! { " "<a href=href>{title}</a> }.into_any()
        }
        None => view! { " "<span>{title}</span> }.into_any(),
    });
    let until = entry
        .until
        .map(|until| view! { " · "{texts.until}" "{moment::moment(app, until)} });
    let by = entry
        .moderator
        .as_ref()
        .map(|moderator| view! { " · "{texts.moderator}" "{author::name(app, moderator)} });
    view! {
        <li>
            <p>{chip(tone, action)}" "{entry.target.as_ref().map(|target| author::name(app, target))}{thread}</p>
            {entry.reason.clone().map(|reason| view! { <p class="reason">{reason}</p> })}
            <p class="facts">{moment::moment(app, entry.at)}{until}{by}</p>
        </li>
    }
    .into_any()
}
