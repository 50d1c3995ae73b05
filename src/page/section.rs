//! A section's threads.

use crate::{
    app::App,
    model::{Filter, Section, SectionPage, Sort},
    route::{Narrow, Route, SectionRoute},
    view::{
        author, body, breadcrumb::breadcrumb, gate, pager::pager, section::section_grid,
        thread_row::thread_list,
    },
};
use leptos::prelude::*;

/// Lays out a page of a section.
pub fn section_page(app: &App, route: &SectionRoute, found: &SectionPage) -> AnyView {
    let section = &found.section;
    let children = (!section.children.is_empty()).then(|| {
        view! { <section class="card group"><h2 class="unseen">{app.texts.sub_sections}</h2>{section_grid(app, &section.children)}</section> }
    });
    let list = match &section.gate {
        Some(shut) => view! { <div class="card">{gate::gate(app, shut)}</div> }.into_any(),
        None => {
            let addresses = app.addresses.clone();
            let base = route.clone();
            let href = move |page| {
                addresses.of(&Route::Section(SectionRoute {
                    page,
                    ..base.clone()
                }))
            };
            view! {
                <div class="card listing">
                    {toolbar(app, route, section)}
                    {thread_list(app, &found.threads, false)}
                </div>
                {pager(app, &found.page, false, href)}
            }
            .into_any()
        }
    };
    view! {
        <div class="wrap">
            {breadcrumb(app, &found.breadcrumb)}
            {head(app, section)}
            {children}
            {list}
        </div>
    }
    .into_any()
}

fn head(app: &App, section: &Section) -> AnyView {
    let texts = app.texts;
    let mut facts: Vec<AnyView> = Vec::new();
    if let Some(counts) = section.counts {
        facts.extend(
            counts
                .today
                .map(|today| view! { <li>{texts.today_n.of(today)}</li> }.into_any()),
        );
        facts.push(view! { <li>{texts.threads_n.of(counts.threads)}</li> }.into_any());
    }
    if !section.moderators.is_empty() {
        let names: Vec<_> = section
            .moderators
            .iter()
            .map(|moderator| view! { " "{author::name(app, moderator)} })
            .collect();
        facts.push(view! { <li>{texts.moderators}{names}</li> }.into_any());
    }
    let rules = section.rules_html.as_deref().and_then(|html| body::fragment(app, "body", html)).map(|rules| {
        view! { <details class="rules"><summary>{texts.section_rules}</summary>{rules}</details> }
    });
    view! {
        <header class="page-head">
            <h1 tabindex="-1">{section.name.clone()}</h1>
            {section.description.clone().map(|text| view! { <p>{text}</p> })}
            <ul class="facts">{facts}</ul>
            {rules}
        </header>
    }
    .into_any()
}

/// Prefixes, filters and orders, each an address of its own; and the excerpts on demand.
fn toolbar(app: &App, route: &SectionRoute, section: &Section) -> AnyView {
    let texts = app.texts;
    let tab = |narrow: Option<Narrow>, label: String| {
        let here = (narrow == route.narrow).then_some("page");
        let href = app.addresses.of(&Route::Section(SectionRoute {
            page: 1,
            narrow,
            ..route.clone()
        }));
        view! { <li><a href=href aria-current=here>{label}</a></li> }.into_any()
    };
    let mut tabs = vec![tab(None, texts.all.to_owned())];
    tabs.extend(section.prefixes.iter().map(|prefix| {
        tab(
            Some(Narrow::Prefix(prefix.id.clone())),
            prefix.label.clone(),
        )
    }));
    tabs.extend(section.filters.iter().filter_map(|filter| {
        let label = match filter {
            Filter::Digest => texts.digest,
            Filter::Hot => texts.hot,
            Filter::Poll => texts.kind_poll,
            Filter::Unknown => return None,
        };
        Some(tab(Some(Narrow::Filter(*filter)), label.to_owned()))
    }));
    let orders = (!section.sorts.is_empty()).then(|| {
        let sorts = [Sort::LastPost].into_iter().chain(
            section
                .sorts
                .iter()
                .copied()
                .filter(|sort| *sort != Sort::LastPost),
        );
        let orders: Vec<_> = sorts
            .filter_map(|sort| {
                let label = match sort {
                    Sort::LastPost => texts.sort_last_post,
                    Sort::Created => texts.sort_created,
                    Sort::Replies => texts.sort_replies,
                    Sort::Views => texts.sort_views,
                    Sort::Unknown => return None,
                };
                let here = (sort == route.sort).then_some("true");
                let href = app.addresses.of(&Route::Section(SectionRoute {
                    page: 1,
                    sort,
                    ..route.clone()
                }));
                Some(view! { <li><a href=href aria-current=here>{label}</a></li> })
            })
            .collect();
        view! { <ul class="orders" aria-label=texts.order>{orders}</ul> }
    });
    let preferences = app.preferences;
    view! {
        <nav class="tabs" aria-label=texts.filters>
            <ul>{tabs}</ul>
            {orders}
            <button
                type="button"
                aria-pressed=move || preferences.with(|chosen| chosen.excerpts).to_string()
                on:click=move |_| preferences.update(|chosen| chosen.excerpts = !chosen.excerpts)
            >{texts.excerpts}</button>
        </nav>
    }
    .into_any()
}
