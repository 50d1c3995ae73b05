//! The home page: the newest, hot and digest threads, and all sections.

use crate::{
    app::App,
    model::{Home, Section, Thread, ThreadListName},
    page::list,
    route::Route,
    text::number::{grouped, short},
    view::{author, link::site_link, moment, qr, section::section_grid},
};
use leptos::prelude::*;

/// How many threads each list shows.
const SHOWN: usize = 7;

/// Lays out the home page.
pub fn home_page(app: &App, home: &Home) -> AnyView {
    let lists = [
        (ThreadListName::Newest, &home.newest),
        (ThreadListName::Hot, &home.hot),
        (ThreadListName::Digest, &home.digest),
    ];
    let lists: Vec<_> = lists
        .into_iter()
        .filter(|(_, threads)| !threads.is_empty())
        .map(|(name, threads)| thread_column(app, name, threads))
        .collect();
    let lists = (!lists.is_empty()).then(|| view! { <div class="card columns">{lists}</div> });
    let (groups, loose): (Vec<&Section>, Vec<&Section>) =
        app.site.sections.iter().partition(|section| section.group);
    let loose: Vec<Section> = loose.into_iter().cloned().collect();
    let loose = (!loose.is_empty()).then(|| view! { <section class="card group" aria-label=app.texts.all_sections>{section_grid(app, &loose)}</section> });
    let groups: Vec<_> = groups
        .into_iter()
        .map(|group| section_group(app, group))
        .collect();
    view! {
        <div class="wrap home">
            <h1 class="unseen">{app.site.name.clone()}</h1>
            <div class="main">
                {lists}
                {groups}
                {loose}
            </div>
            <aside class="side">
                {notices(app)}
                {figures(app)}
                {codes(app)}
            </aside>
        </div>
    }
    .into_any()
}

fn thread_column(app: &App, name: ThreadListName, threads: &[Thread]) -> AnyView {
    let more = app.addresses.of(&Route::List {
        list: name,
        page: 1,
    });
    let heading = list::name(app.texts, name);
    let entries: Vec<_> = threads
        .iter()
        .take(SHOWN)
        .map(|thread| {
            let href = app.addresses.of(&Route::thread(&thread.id));
            let fact = match name {
                ThreadListName::Hot => thread.counts.replies.map(|replies| {
                    view! { <small title=app.texts.replies_n.of(replies)>{short(replies, app.language)}</small> }.into_any()
                }),
                _ => Some(view! { <small>{moment::brief_moment(app, thread.created)}</small> }.into_any()),
            };
            view! { <li><a href=href lang=thread.lang.clone()>{thread.title.clone()}</a>{fact}</li> }
        })
        .collect();
    view! {
        <section>
            <div class="head"><h2>{heading}</h2><a class="more" href=more aria-label=format!("{heading} {}", app.texts.more)>{app.texts.more}</a></div>
            <ol>{entries}</ol>
        </section>
    }
    .into_any()
}

fn section_group(app: &App, group: &Section) -> AnyView {
    let texts = app.texts;
    let count = u64::try_from(group.children.len()).unwrap_or_default();
    let today: u64 = group
        .children
        .iter()
        .filter_map(|section| section.counts?.today)
        .sum();
    let today = (today > 0).then(|| format!(" · {}", texts.today_n.of(today)));
    view! {
        <section class="card group" id=format!("group-{}", group.id)>
            <div class="head"><h2>{group.name.clone()}</h2><span class="more">{texts.sections_n.of(count)}{today}</span></div>
            {section_grid(app, &group.children)}
        </section>
    }
    .into_any()
}

fn notices(app: &App) -> Option<AnyView> {
    let entry = |notice: &crate::model::Notice| {
        let title = match &notice.link {
            Some(link) => site_link(
                app,
                &crate::model::Link {
                    label: notice.title.clone(),
                    ..link.clone()
                },
                "",
            ),
            None => view! { <span>{notice.title.clone()}</span> }.into_any(),
        };
        let at = notice
            .at
            .map(|at| view! { " "<small>{moment::brief_moment(app, at)}</small> });
        view! { <li>{title}{at}</li> }
    };
    (!app.site.notices.is_empty()).then(|| {
        let entries: Vec<_> = app.site.notices.iter().map(entry).collect();
        view! { <section class="card notices"><h2>{app.texts.notices}</h2><ul>{entries}</ul></section> }.into_any()
    })
}

fn figures(app: &App) -> Option<AnyView> {
    let texts = app.texts;
    let stats = app.site.stats.as_ref()?;
    let figure = |label, number| view! { <div><dt>{label}</dt><dd>{grouped(number)}</dd></div> };
    let newest = stats.newest_member.as_ref().map(|member| {
        view! { <p class="newest">{texts.newest_member}" "{author::name(app, member)}</p> }
    });
    Some(
        view! {
            <section class="card stats">
                <h2>{texts.community}</h2>
                <dl class="figures">
                    {stats.today.map(|today| figure(texts.today, today))}
                    {figure(texts.threads, stats.threads)}
                    {figure(texts.posts, stats.posts)}
                    {figure(texts.members, stats.members)}
                </dl>
                {newest}
            </section>
        }
        .into_any(),
    )
}

fn codes(app: &App) -> Option<AnyView> {
    let codes: Vec<_> = app
        .site
        .qr
        .iter()
        .map(|code| view! { <section class="card"><h2>{code.label.clone()}</h2>{qr::qr(app, code.url.clone())}</section> })
        .collect();
    (!codes.is_empty()).then(|| codes.into_any())
}
