//! The moderation log (小黑屋).

use crate::{
    app::App,
    model::{ModlogAction, ModlogEntry, ModlogPage},
    route::Route,
    view::{author, breadcrumb::breadcrumb, chip::chip, moment, pager::pager},
};
use maud::{Markup, html};

/// Lays out a page of the log.
pub fn modlog_page(app: &App, found: &ModlogPage) -> Markup {
    let texts = app.texts;
    html! {
        .wrap {
            (breadcrumb(app, &[]))
            header.page-head { h1 tabindex="-1" { (texts.modlog) } p { (texts.modlog_about) } }
            .card {
                @if found.entries.is_empty() {
                    p.empty { (texts.no_entries) }
                } @else {
                    ul.log { @for one in &found.entries { (entry(app, one)) } }
                }
            }
            (pager(app, &found.page, false, &|page| app.addresses.of(&Route::Modlog { page })))
        }
    }
}

fn entry(app: &App, entry: &ModlogEntry) -> Markup {
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
    html! {
        li {
            p {
                (chip(tone, action)) " "
                @if let Some(target) = &entry.target { (author::name(app, target)) }
                @if let Some(title) = &entry.title {
                    " "
                    @match &entry.thread {
                        Some(id) => a href=(app.addresses.of(&Route::thread(id))) { (title) },
                        None => span { (title) },
                    }
                }
            }
            @if let Some(reason) = &entry.reason { p.reason { (reason) } }
            p.facts {
                (moment::moment(app, entry.at))
                @if let Some(until) = entry.until { " · " (texts.until) " " (moment::moment(app, until)) }
                @if let Some(moderator) = &entry.moderator { " · " (texts.moderator) " " (author::name(app, moderator)) }
            }
        }
    }
}
