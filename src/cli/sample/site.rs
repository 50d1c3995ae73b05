//! The site of a sample: that of the embedded content, without what a sample has not.

use super::forum::Forum;
use crate::{
    cli::Problem,
    content::{Fault, Wrong, parse},
    model::{
        Capability, Counts, LastPost, Link, Section, SectionId, Site, SiteStats, ThreadListName,
    },
};
use std::path::Path;

const EMBEDDED: &str = include_str!("../../../content/site.json");

/// The section that a quarter of the threads is in.
const LARGEST: &str = "38";

/// The site, still without counts.
pub fn site() -> Result<Site, Problem> {
    let path = Path::new("content/site.json");
    let site: Site = parse(EMBEDDED).map_err(|wrong: Wrong| Fault::new(path, wrong))?;
    let has_page = |link: &Link| link.page.is_some();
    let keep = |links: Vec<Link>| links.into_iter().filter(|link| !has_page(link)).collect();
    Ok(Site {
        name: "样本".to_owned(),
        nav: site.nav.into_iter().map(keep).collect(),
        footer: keep(site.footer),
        sections: site.sections.into_iter().map(bare).collect(),
        notices: Vec::new(),
        capabilities: vec![
            Capability::Lists,
            Capability::OnlyAuthor,
            Capability::Users,
            Capability::UserThreads,
        ],
        lists: vec![
            ThreadListName::Newest,
            ThreadListName::Hot,
            ThreadListName::Digest,
        ],
        stats: None,
        ..site
    })
}

/// A section with neither moderators nor rules, in one order only.
fn bare(section: Section) -> Section {
    Section {
        rules_html: None,
        rules_url: None,
        counts: None,
        moderators: Vec::new(),
        last_post: None,
        prefixes: Vec::new(),
        filters: Vec::new(),
        sorts: Vec::new(),
        children: section.children.into_iter().map(bare).collect(),
        ..section
    }
}

/// The sections that have threads, the largest first, each without those in it.
pub fn open_sections(site: &Site) -> Vec<Section> {
    let mut found = Vec::new();
    each(&site.sections, &mut |section| {
        if !section.group && section.redirect.is_none() && section.gate.is_none() {
            found.push(section.clone());
        }
    });
    found.sort_by_key(|section| section.id.as_str() != LARGEST);
    found
}

/// The way from the home page to a section, that section included.
pub fn way(sections: &[Section], id: &SectionId) -> Vec<Link> {
    for section in sections {
        let here = Link {
            label: section.name.clone(),
            section: (!section.group).then(|| section.id.clone()),
            ..Link::default()
        };
        if section.id == *id {
            return vec![here];
        }
        let below = way(&section.children, id);
        if !below.is_empty() {
            return [here].into_iter().chain(below).collect();
        }
    }
    Vec::new()
}

/// Visits every section of a tree.
pub fn each(sections: &[Section], visit: &mut dyn FnMut(&Section)) {
    for section in sections {
        visit(section);
        each(&section.children, visit);
    }
}

/// The site with how much is in it.
pub fn counted(site: Site, forum: &Forum) -> Site {
    let mut counts = vec![Counts::default(); forum.sections.len()];
    for thread in 0..forum.threads {
        if let Some(counts) = counts.get_mut(forum.section_of(thread)) {
            counts.threads += 1;
            counts.posts += forum.posts(thread);
        }
    }
    let mut sections = site.sections;
    for (number, (section, counts)) in forum.sections.iter().zip(&counts).enumerate() {
        let last = forum.in_section(number).next();
        if let Some(section) = find(&mut sections, &section.id) {
            section.counts = Some(*counts);
            section.last_post = last.map(|last| last_post(forum, last));
        }
    }
    Site {
        sections,
        stats: Some(SiteStats {
            threads: forum.threads,
            posts: counts.iter().map(|counts| counts.posts).sum(),
            members: forum.members,
            ..SiteStats::default()
        }),
        ..site
    }
}

fn last_post(forum: &Forum, thread: u64) -> LastPost {
    let thread = forum.thread(thread);
    let last = thread.last_post.unwrap_or_default();
    LastPost {
        thread: thread.id,
        title: thread.title,
        author: last.author,
        at: last.at,
    }
}

fn find<'a>(sections: &'a mut [Section], id: &SectionId) -> Option<&'a mut Section> {
    sections
        .iter_mut()
        .find_map(|section| match section.id == *id {
            true => Some(section),
            false => find(&mut section.children, id),
        })
}
