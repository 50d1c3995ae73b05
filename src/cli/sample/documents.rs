//! The documents of a sample, one after the other.

use super::{
    forum::{Forum, user_id},
    site::{counted, each, open_sections, site, way},
};
use crate::{
    cli::Problem,
    content::Name,
    model::{
        Gate, GateReason, Home, Neighbours, Page, Reply, Section, SectionPage, Site, Thread,
        ThreadList, ThreadListName, ThreadPage, UserPage, UserThreads, Version,
    },
    route::SectionRoute,
};
use serde::Serialize;

/// How many threads a page of a list has.
const PAGE: u64 = 20;
/// How many threads the home page shows of each list.
const HOME: usize = 8;
/// How many threads a list across all sections goes back.
const LISTED: usize = 1000;

/// Takes a document.
type Put<'a> = &'a mut dyn FnMut(&Name, String) -> Result<(), Problem>;

/// Makes every document of a forum of so many threads.
pub fn documents(threads: u64, put: Put) -> Result<(), Problem> {
    let site = site()?;
    let forum = Forum::new(threads, open_sections(&site));
    let site = counted(site, &forum);
    lists(&forum, put)?;
    sections(&forum, &site, put)?;
    for thread in 0..threads {
        posts(&forum, &site, thread, put)?;
    }
    for member in 0..forum.members {
        user(&forum, member, put)?;
    }
    put(&Name::Site, json(&site))
}

fn json(document: &impl Serialize) -> String {
    // The format's types have no keys that JSON has not.
    serde_json::to_string(document).unwrap_or_default()
}

/// Where a page stands in a list of so many entries.
fn page(number: u64, size: u64, total: u64) -> Page {
    let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    Page {
        number: small(number),
        count: Some(small(total.div_ceil(size).max(1))),
        size: small(size),
        total: Some(total),
        ..Page::default()
    }
}

fn lists(forum: &Forum, put: Put) -> Result<(), Problem> {
    let all = || (0..forum.threads).rev();
    let newest: Vec<u64> = all().take(LISTED).collect();
    let is_hot = |thread: &u64| forum.is_hot(*thread);
    let hot: Vec<u64> = all().filter(is_hot).take(LISTED).collect();
    let is_digest = |thread: &u64| forum.is_digest(*thread);
    let digest: Vec<u64> = all().filter(is_digest).take(LISTED).collect();
    let first = |list: &[u64]| list.iter().take(HOME).map(|at| forum.thread(*at)).collect();
    let home = Home {
        v: Version::default(),
        newest: first(&newest),
        hot: first(&hot),
        digest: first(&digest),
    };
    put(&Name::Home, json(&home))?;
    for (list, numbers) in [
        (ThreadListName::Newest, newest),
        (ThreadListName::Hot, hot),
        (ThreadListName::Digest, digest),
    ] {
        pages(numbers.into_iter(), forum, &mut |page, threads| {
            let number = page.number;
            let document = ThreadList {
                threads,
                page,
                ..ThreadList::default()
            };
            put(&Name::List { list, page: number }, json(&document))
        })?;
    }
    Ok(())
}

/// Deals threads out to pages; there is a first page even of none.
fn pages(
    numbers: impl Iterator<Item = u64> + Clone,
    forum: &Forum,
    put: &mut dyn FnMut(Page, Vec<Thread>) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let total = numbers.clone().count() as u64;
    let mut threads = numbers.map(|number| forum.thread(number));
    for number in 1..=total.div_ceil(PAGE).max(1) {
        let some = threads.by_ref().take(PAGE as usize).collect();
        put(page(number, PAGE, total), some)?;
    }
    Ok(())
}

fn sections(forum: &Forum, site: &Site, put: Put) -> Result<(), Problem> {
    let mut all: Vec<Section> = Vec::new();
    each(&site.sections, &mut |section| {
        if !section.group && section.redirect.is_none() {
            all.push(section.clone());
        }
    });
    for section in all {
        let mut breadcrumb = way(&site.sections, &section.id);
        breadcrumb.pop();
        let place = forum.sections.iter().position(|open| open.id == section.id);
        let numbers: Vec<u64> = place
            .into_iter()
            .flat_map(|place| forum.in_section(place))
            .collect();
        pages(numbers.into_iter(), forum, &mut |page, threads| {
            let route = SectionRoute {
                id: section.id.clone(),
                page: page.number,
                ..SectionRoute::default()
            };
            let document = SectionPage {
                section: section.clone(),
                breadcrumb: breadcrumb.clone(),
                threads,
                page,
                ..SectionPage::default()
            };
            put(&Name::Section(route), json(&document))
        })?;
    }
    Ok(())
}

/// The pages of a thread, and of its author's posts in it where it has more than one.
fn posts(forum: &Forum, site: &Site, number: u64, put: Put) -> Result<(), Problem> {
    let thread = forum.thread(number);
    let section = forum.sections.get(forum.section_of(number));
    let beside = |step| {
        forum
            .beside(number, step)
            .map(|at| Box::new(forum.mention(at)))
    };
    let opener = forum.opener(number);
    let size = forum.page_size(number);
    let all: Vec<u64> = (0..forum.posts(number)).collect();
    let has_pages = all.len() as u64 > size;
    let document = ThreadPage {
        breadcrumb: way(&site.sections, &thread.section),
        section: section.cloned().unwrap_or_default(),
        reply: Reply {
            allowed: false,
            gate: Some(Gate {
                reason: GateReason::Login,
                ..Gate::default()
            }),
        },
        by_author: has_pages.then(|| user_id(opener)).into_iter().collect(),
        neighbours: Neighbours {
            previous: beside(-1),
            next: beside(1),
        },
        thread,
        ..ThreadPage::default()
    };
    let mut only = all.clone();
    only.retain(|post| forum.writer(number, *post) == opener);
    let own = (user_id(opener), only);
    let sets = [(None, all), (Some(own.0), own.1)];
    for (author, posts) in sets.into_iter().take(1 + usize::from(has_pages)) {
        let total = posts.len() as u64;
        for (at, some) in posts.chunks(size as usize).enumerate() {
            let page = page(at as u64 + 1, size, total);
            let name = Name::Thread {
                id: document.thread.id.clone(),
                author: author.clone(),
                page: page.number,
            };
            let document = ThreadPage {
                r#final: Some(page.number) < page.count,
                only_author: author.clone(),
                posts: some.iter().map(|post| forum.post(number, *post)).collect(),
                page,
                ..document.clone()
            };
            put(&name, json(&document))?;
        }
    }
    Ok(())
}

fn user(forum: &Forum, number: u64, put: Put) -> Result<(), Problem> {
    let id = user_id(number);
    let document = UserPage {
        user: forum.member(number),
        ..UserPage::default()
    };
    put(&Name::User(id.clone()), json(&document))?;
    let opened: Vec<u64> = forum.opened_by(number).collect();
    pages(opened.into_iter(), forum, &mut |page, threads| {
        let name = Name::UserThreads {
            id: id.clone(),
            page: page.number,
        };
        let document = UserThreads {
            threads,
            page,
            ..UserThreads::default()
        };
        put(&name, json(&document))
    })
}
