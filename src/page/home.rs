//! The home page: the newest, hot and digest threads, and all sections.

use crate::{
    app::App,
    model::{Capability, Home, Link, Notice, Section, Thread, ThreadListName},
    page::list,
    route::Route,
    text::number::{grouped, short},
    view::{author, link::site_link, moment, qr, section::section_grid},
};
use maud::{Markup, html};

/// How many threads each list shows.
const SHOWN: usize = 7;

/// Lays out the home page.
pub fn home_page(app: &App, home: &Home) -> Markup {
    let lists = [
        (ThreadListName::Newest, &home.newest),
        (ThreadListName::Hot, &home.hot),
        (ThreadListName::Digest, &home.digest),
    ];
    let lists: Vec<_> = lists
        .into_iter()
        .filter(|(_, threads)| !threads.is_empty())
        .collect();
    let (groups, loose): (Vec<&Section>, Vec<&Section>) =
        app.site.sections.iter().partition(|section| section.group);
    html! {
        .wrap.home {
            h1.unseen { (app.site.name) }
            .main {
                @if !lists.is_empty() {
                    .card.columns { @for (name, threads) in lists { (thread_column(app, name, threads)) } }
                }
                @for group in groups { (section_group(app, group)) }
                @if !loose.is_empty() {
                    section.card.group aria-label=(app.texts.all_sections) { (section_grid(app, &loose)) }
                }
            }
            aside.side {
                (notices(app))
                (figures(app))
                @for code in &app.site.qr {
                    section.card { h2 { (code.label) } (qr::qr(app, &code.url)) }
                }
            }
        }
    }
}

fn thread_column(app: &App, name: ThreadListName, threads: &[Thread]) -> Markup {
    let more = app.addresses.of(&Route::List {
        list: name,
        page: 1,
    });
    let heading = list::name(app.texts, name);
    html! {
        section {
            .head {
                h2 { (heading) }
                @if app.site.can(Capability::Lists) {
                    a.more href=(more) aria-label={ (heading) " " (app.texts.more) } { (app.texts.more) }
                }
            }
            ol {
                @for thread in threads.iter().take(SHOWN) {
                    li {
                        a href=(app.addresses.of(&Route::thread(&thread.id))) title=(thread.title) lang=[thread.lang.as_deref()] { (thread.title) }
                        @if name != ThreadListName::Hot {
                            small { (moment::brief_moment(app, thread.created)) }
                        } @else if let Some(replies) = thread.counts.replies {
                            small title=(app.texts.replies_n.of(replies)) { (short(replies, app.language)) }
                        }
                    }
                }
            }
        }
    }
}

fn section_group(app: &App, group: &Section) -> Markup {
    let texts = app.texts;
    let children: Vec<&Section> = group.children.iter().collect();
    let today: u64 = children
        .iter()
        .filter_map(|section| section.counts?.today)
        .fold(0, u64::saturating_add);
    html! {
        section.card.group id={ "group-" (group.id) } {
            .head {
                h2 { (group.name) }
                span.more {
                    (texts.sections_n.of(children.len() as u64))
                    @if today > 0 { " · " (texts.today_n.of(today)) }
                }
            }
            (section_grid(app, &children))
        }
    }
}

fn notices(app: &App) -> Markup {
    html! {
        @if !app.site.notices.is_empty() {
            section.card.notices {
                h2 { (app.texts.notices) }
                ul { @for one in &app.site.notices { (notice(app, one)) } }
            }
        }
    }
}

fn notice(app: &App, notice: &Notice) -> Markup {
    let link = Link {
        label: notice.title.clone(),
        ..notice.link.clone().unwrap_or_default()
    };
    html! {
        li {
            (site_link(app, &link))
            @if let Some(at) = notice.at { " " small { (moment::brief_moment(app, at)) } }
        }
    }
}

fn figures(app: &App) -> Markup {
    let texts = app.texts;
    let Some(stats) = &app.site.stats else {
        return Markup::default();
    };
    let figures = [
        (texts.today, stats.today),
        (texts.threads, Some(stats.threads)),
        (texts.posts, Some(stats.posts)),
        (texts.members, Some(stats.members)),
    ];
    html! {
        section.card.stats {
            h2 { (texts.community) }
            dl.figures {
                @for (label, number) in figures {
                    @if let Some(number) = number { div { dt { (label) } dd { (grouped(number)) } } }
                }
            }
            @if let Some(member) = &stats.newest_member {
                p.newest { (texts.newest_member) " " (author::name(app, member)) }
            }
        }
    }
}
