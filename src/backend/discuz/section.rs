//! The page of a section.

use super::{
    answer::{Reader, Refusal},
    api::encoded,
    index::{self, Index},
    thread,
};
use crate::{
    backend::Node,
    model::{
        Filter, Gate, GateReason, Misfit, Page, Section, SectionId, SectionPage, Sort, ThreadFlag,
        Version,
    },
    route::{Narrow, SectionRoute},
};

/// The part of a request's query that says which threads come, in which order. Without a filter the server leaves
/// out what is on top of the whole forum when it sorts, so each order comes with the filter that the forum's own
/// pages use for it.
pub fn query(route: &SectionRoute) -> String {
    let (usual_filter, order) = match route.sort {
        Sort::Created => ("author", "dateline"),
        Sort::Replies => ("reply", "replies"),
        Sort::Views => ("reply", "views"),
        Sort::LastPost | Sort::Unknown => ("", ""),
    };
    let mut query = match &route.narrow {
        Some(Narrow::Prefix(id)) => format!("&filter=typeid&typeid={}", encoded(id)),
        Some(Narrow::Filter(Filter::Digest)) => "&filter=digest&digest=1".to_owned(),
        Some(Narrow::Filter(Filter::Poll)) => "&filter=specialtype&specialtype=poll".to_owned(),
        _ if order.is_empty() => String::new(),
        _ => format!("&filter={usual_filter}"),
    };
    if !order.is_empty() {
        query.push_str("&orderby=");
        query.push_str(order);
    }
    query
}

/// The page of a group: it has sections and no threads.
pub fn group(section: &Section) -> SectionPage {
    SectionPage {
        v: Version::default(),
        section: section.clone(),
        breadcrumb: Vec::new(),
        threads: Vec::new(),
        page: Page {
            number: 1,
            count: Some(1),
            ..Page::default()
        },
    }
}

/// A page of a section's threads. A refusal leaves the section with a gate instead of threads.
pub fn page(
    variables: Node<'_>,
    route: &SectionRoute,
    refusal: Option<&Refusal>,
    index: &Index,
) -> Result<SectionPage, Misfit> {
    let reader = Reader(variables);
    let forum = variables.need_object("forum")?;
    let known = index.section(&route.id);
    let mut section = index::section(forum, None).map_err(|misfit| misfit.below("forum"))?;
    let parent = forum
        .get("fup")
        .text()
        .filter(|id| id != "0")
        .map(SectionId);
    section.parent = parent.or(known.parent);
    if section.name.is_empty() {
        section.name = known.name;
    }
    section.icon = section.icon.or(known.icon);
    // Today's posts stand in the tree only.
    if let (Some(counts), Some(known)) = (&mut section.counts, known.counts) {
        counts.today = counts.today.or(known.today);
    }
    section.rules_html = forum.get("rules").str().map(str::to_owned);
    let types = variables.get("threadtypes").get("types");
    section.prefixes = types
        .entries()
        .into_iter()
        .filter_map(|(id, name)| thread::prefix(id, name))
        .collect();
    // What is only a link has no list. `filter=heat` sorts and does not filter.
    if section.redirect.is_none() {
        section.filters = vec![Filter::Digest, Filter::Poll];
        section.sorts = vec![Sort::Created, Sort::Replies, Sort::Views];
    }
    section.children =
        variables.each("sublist", |child| index::section(child, Some(&section.id)))?;
    let mut breadcrumb = index.way_to(&section.id);
    if breadcrumb.pop().is_none()
        && let Some(parent) = &section.parent
    {
        breadcrumb = index.way_to(parent);
    }
    let list = variables.get("forum_threadlist");
    // Until its password has been given, or its price paid, a section has neither threads nor a page.
    let is_locked = section.redirect.is_none()
        && variables.get("page").is_null()
        && list.value().is_array()
        && list.items().is_empty();
    section.gate = match refusal {
        Some(refusal) => refusal.gate(),
        None if is_locked => Some(Gate {
            reason: match forum.get("password").flag() {
                true => GateReason::Password,
                false => GateReason::Pay,
            },
            ..Gate::default()
        }),
        None => None,
    };
    let size = variables
        .get("tpp")
        .small()
        .filter(|size| *size > 0)
        .unwrap_or(20);
    let shown = section.counts.map(|counts| counts.threads);
    let total = forum.get("threadcount").count().or(match route.narrow {
        Some(_) => None,
        None => shown,
    });
    let pages = total
        .map(|total| u32::try_from(total.div_ceil(u64::from(size)).max(1)).unwrap_or(u32::MAX));
    let mut threads = thread::threads(variables, "forum_threadlist", &section.id, types, reader)?;
    // Past its end, and past the most pages that the forum shows of any section, the server begins again: where no
    // page is counted, only what is on top of the whole forum tells, which is on the first page alone.
    let begins_again = threads
        .iter()
        .any(|thread| thread.flags.contains(&ThreadFlag::PinnedEverywhere));
    if pages.is_some_and(|pages| route.page > pages) || route.page > 1 && begins_again {
        threads.clear();
    }
    let is_full = threads.len() >= size as usize;
    Ok(SectionPage {
        v: Version::default(),
        section,
        breadcrumb,
        page: Page {
            number: route.page.max(1),
            count: pages,
            size,
            total,
            next: (pages.is_none() && is_full).then(|| "next".to_owned()),
            previous: None,
        },
        threads,
    })
}
