//! A section's threads.

use crate::{
    app::App,
    model::{Filter, Link, Section, SectionPage, Sort},
    route::{Narrow, Route, SectionRoute},
    view::{
        author, body, breadcrumb::breadcrumb, gate, link::site_link, pager::pager,
        section::section_grid, thread_row::thread_list,
    },
};
use maud::{Markup, html};

/// Lays out a page of a section.
pub fn section_page(app: &App, route: &SectionRoute, found: &SectionPage) -> Markup {
    let section = &found.section;
    let children: Vec<&Section> = section.children.iter().collect();
    let href = |page| {
        let route = route.clone();
        app.addresses
            .of(&Route::Section(SectionRoute { page, ..route }))
    };
    html! {
        .wrap {
            (breadcrumb(app, &found.breadcrumb))
            (head(app, section))
            @if !children.is_empty() {
                section.card.group { h2.unseen { (app.texts.sub_sections) } (section_grid(app, &children)) }
            }
            @if let Some(shut) = &section.gate {
                .card { (gate::section_gate(app, section, shut)) }
            } @else if let Some(to) = &section.redirect {
                .card.empty { (site_link(app, &Link { label: to.clone(), href: Some(to.clone()), ..Link::default() })) }
            } @else {
                .card.listing {
                    (toolbar(app, route, section))
                    (thread_list(app, &found.threads, false))
                }
                (pager(app, &found.page, false, &href))
            }
        }
    }
}

fn head(app: &App, section: &Section) -> Markup {
    let texts = app.texts;
    let rules = body::fragment(app, "body", section.rules_html.as_deref());
    html! {
        header.page-head {
            h1 tabindex="-1" { (section.name) }
            @if let Some(text) = &section.description { p { (text) } }
            ul.facts {
                @if let Some(counts) = section.counts {
                    @if let Some(today) = counts.today { li { (texts.today_n.of(today)) } }
                    li { (texts.threads_n.of(counts.threads)) }
                }
                @if !section.moderators.is_empty() {
                    li {
                        (texts.moderators)
                        @for moderator in &section.moderators { span.each { (author::name(app, moderator)) } }
                    }
                }
            }
            @if !rules.0.is_empty() {
                details.rules { summary { (texts.section_rules) } (rules) }
            }
        }
    }
}

/// Prefixes, filters and orders, each an address of its own; and the excerpts on demand.
fn toolbar(app: &App, route: &SectionRoute, section: &Section) -> Markup {
    let texts = app.texts;
    let prefixes = section
        .prefixes
        .iter()
        .map(|prefix| (Narrow::Prefix(prefix.id.clone()), prefix.label.as_str()));
    let filters = section.filters.iter().filter_map(|filter| {
        let label = match filter {
            Filter::Digest => texts.digest,
            Filter::Hot => texts.hot,
            Filter::Poll => texts.kind_poll,
            Filter::Unknown => return None,
        };
        Some((Narrow::Filter(*filter), label))
    });
    let narrowed = prefixes
        .chain(filters)
        .map(|(narrow, label)| (Some(narrow), label));
    html! {
        nav.tabs aria-label=(texts.filters) {
            ul {
                @for (narrow, label) in [(None, texts.all)].into_iter().chain(narrowed) {
                    @let here = (narrow == route.narrow).then_some("page");
                    @let to = SectionRoute { page: 1, narrow, ..route.clone() };
                    li { a href=(app.addresses.of(&Route::Section(to))) aria-current=[here] { (label) } }
                }
            }
            @if !section.sorts.is_empty() { (orders(app, route, section)) }
            button type="button" data-toggle="excerpts" aria-pressed=(app.chosen.excerpts) { (texts.excerpts) }
        }
    }
}

fn orders(app: &App, route: &SectionRoute, section: &Section) -> Markup {
    let texts = app.texts;
    let others = section.sorts.iter().copied();
    let sorts = [Sort::LastPost]
        .into_iter()
        .chain(others.filter(|sort| *sort != Sort::LastPost));
    let named = sorts.filter_map(|sort| {
        let label = match sort {
            Sort::LastPost => texts.sort_last_post,
            Sort::Created => texts.sort_created,
            Sort::Replies => texts.sort_replies,
            Sort::Views => texts.sort_views,
            Sort::Unknown => return None,
        };
        Some((sort, label))
    });
    html! {
        ul.orders aria-label=(texts.order) {
            @for (sort, label) in named {
                @let here = (sort == route.sort).then_some("true");
                @let to = SectionRoute { page: 1, sort, ..route.clone() };
                li { a href=(app.addresses.of(&Route::Section(to))) aria-current=[here] { (label) } }
            }
        }
    }
}
