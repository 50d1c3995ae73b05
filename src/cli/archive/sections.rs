//! The sections, with all threads that they list.

use super::{
    hash::hash,
    id::safe,
    paged::{Paged, Spool},
    thread::Fate,
    walk::{Members, Refusal, Walk, number_of},
};
use crate::{
    cli::Problem,
    content::Name,
    model::{Page, Section, SectionId, SectionPage, Thread, ThreadId, ThreadPage, Version},
    route::SectionRoute,
};
use futures_util::{StreamExt, stream};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashSet},
    io,
};

/// Pages of threads that nobody lists have so many where the section's do not say.
const USUAL_SIZE: u32 = 20;

/// The pages of all sections, which wait until it is known which threads nobody lists any more.
pub struct Listed {
    spool: Spool<SectionPage>,
    /// Each section with the places of its pages.
    sections: Vec<(SectionId, std::ops::Range<usize>)>,
    /// Sections whose pages could not all be had; what there was before is kept.
    broken: HashSet<SectionId>,
}

/// The threads that nobody lists, by section.
type Tails = BTreeMap<String, Vec<Thread>>;

impl Walk<'_> {
    /// Walks through all sections, and brings the threads that they list.
    ///
    /// # Errors
    ///
    /// What ends the walk.
    pub(super) async fn sections(&self) -> Result<Listed, Problem> {
        let spool = Spool::new().map_err(|error| self.unwritable(error))?;
        let mut listed = Listed {
            spool,
            sections: Vec::new(),
            broken: HashSet::new(),
        };
        let mut ahead: Vec<Section> = self.site.sections.iter().rev().cloned().collect();
        let mut known = HashSet::new();
        while let Some(section) = ahead.pop() {
            if !known.insert(section.id.clone()) {
                continue;
            }
            ahead.extend(section.children.iter().rev().cloned());
            let further = self.section(&section, &mut listed).await?;
            // A section may tell of sections in it that the site does not.
            ahead.extend(further.into_iter().rev());
        }
        Ok(listed)
    }

    /// A section's pages and threads; the sections in it are what it returns.
    async fn section(
        &self,
        section: &Section,
        listed: &mut Listed,
    ) -> Result<Vec<Section>, Problem> {
        self.progress.say(&section.name);
        let first = listed.spool.len();
        let mut further = Vec::new();
        let mut here = HashSet::new();
        let mut number = 1;
        loop {
            let route = SectionRoute {
                id: section.id.clone(),
                page: number,
                ..SectionRoute::default()
            };
            let mut page = match self.section_page(section, &route).await? {
                Some(page) => page,
                None => {
                    listed.broken.insert(section.id.clone());
                    break;
                }
            };
            if !page.is_page(number) {
                break;
            }
            if number == 1 {
                further.clone_from(&page.section.children);
            }
            let more = page.has_more(number);
            let here = &mut here;
            page.threads.retain(|thread| {
                // A thread that moved on while we came is listed once; those on top may be so on every page.
                here.insert(mark_of(&thread.id)) || thread.is_pinned()
            });
            self.threads(page.threads.clone()).await?;
            let pushed = listed.spool.push(&page);
            pushed.map_err(|error| self.unwritable(error))?;
            if !more {
                break;
            }
            number += 1;
        }
        let places = first..listed.spool.len();
        listed.sections.push((section.id.clone(), places));
        Ok(further)
    }

    /// A page of a section; none if it failed. A section that is shut has a page that says so.
    async fn section_page(
        &self,
        section: &Section,
        route: &SectionRoute,
    ) -> Result<Option<SectionPage>, Problem> {
        let of = |gate| SectionPage {
            section: Section {
                gate,
                ..section.clone()
            },
            page: Page {
                number: route.page,
                size: USUAL_SIZE,
                ..Page::default()
            },
            ..SectionPage::default()
        };
        let problem = match self.source.backend.section(route).await {
            Ok(mut page) => {
                self.answered();
                page.v = Version::default();
                page.section.id = route.id.clone();
                return Ok(Some(page));
            }
            Err(problem) => problem,
        };
        let what = format!("section/{}/{}", route.id, route.page);
        let is_heading = section.group || section.redirect.is_some();
        Ok(match self.refused(&what, &problem)? {
            // A list may have become shorter meanwhile.
            Refusal::Gone if is_heading || route.page > 1 => Some(of(None)),
            Refusal::Shut(gate) => Some(of(Some(gate))),
            Refusal::Failed => None,
            Refusal::Gone => {
                self.report.failed(&what, super::told::told(&problem));
                None
            }
        })
    }

    /// Brings threads that were not met before, and the members that are met in them.
    ///
    /// # Errors
    ///
    /// What ends the walk.
    pub(super) async fn threads(&self, mut entries: Vec<Thread>) -> Result<(), Problem> {
        entries.retain(|entry| {
            // An entry that leads on may be named as the thread itself, which is still to come.
            let is_itself = entry.moved_to.as_ref() == Some(&entry.id);
            is_itself || self.seen.borrow_mut().insert(mark_of(&entry.id))
        });
        let fates = stream::iter(&entries).map(|entry| async move {
            let fate = match &entry.moved_to {
                Some(_) => {
                    self.name(entry);
                    Fate::Kept(None)
                }
                None => self.thread(entry).await?,
            };
            self.progress.step();
            Ok::<Fate, Problem>(fate)
        });
        let fates: Vec<_> = fates.buffered(self.parallel()).collect().await;
        let mut marks = Vec::new();
        for (entry, fate) in entries.iter().zip(fates) {
            match fate? {
                Fate::Kept(mark) => marks.extend(mark),
                Fate::Failed => {}
                Fate::Gone => {
                    let reason = "a list names it, and it is not there".to_owned();
                    self.report.gone(&format!("thread/{}", entry.id), reason);
                }
            }
        }
        // A thread is done when those who wrote in it are in the archive, and the pages that it leads to.
        let has_pages = self.static_pages().await?;
        if self.users().await? && has_pages {
            let marked = self.marks.add_threads(&marks);
            marked.map_err(|error| self.unwritable(error))?;
        }
        Ok(())
    }

    /// Notes a thread that something names, should no section list it; of one that was moved, where it is now.
    pub(super) fn name(&self, entry: &Thread) {
        let mut entry = entry.clone();
        if let Some(to) = entry.moved_to.take() {
            entry.id = to;
            entry.last_post = None;
        }
        if self.seen.borrow().contains(&mark_of(&entry.id)) {
            return;
        }
        let mut named = self.named.borrow_mut();
        named.entry(entry.id.0.clone()).or_insert(entry);
    }

    /// Writes the pages of all sections. Threads that the archive has and that no section lists any more come last.
    ///
    /// # Errors
    ///
    /// The folder cannot be written into.
    pub(super) async fn list_sections(&self, mut listed: Listed) -> Result<(), Problem> {
        let mut tails = match listed.broken.is_empty() {
            true => self.tails(),
            // A thread may be listed where nobody has looked.
            false => Tails::new(),
        };
        for (id, places) in std::mem::take(&mut listed.sections) {
            let id = SectionId(safe(id.as_str()));
            let tail = tails.remove(id.as_str()).unwrap_or_default();
            let name = |page| {
                Name::Section(SectionRoute {
                    id: id.clone(),
                    page,
                    ..SectionRoute::default()
                })
            };
            let is_broken = listed
                .broken
                .iter()
                .any(|broken| safe(broken.as_str()) == id.0);
            let is_there = self.folder.read::<SectionPage>(&name(1)).is_some();
            if places.is_empty() || (is_broken && is_there) {
                continue;
            }
            let mut pages = Vec::new();
            let mut entries = 0;
            for place in places.clone() {
                let page = self.waiting(&mut listed, place)?;
                entries += page.entries() as u64;
                pages.push((page.page.size, place));
            }
            let size = pages.first().map_or(0, |(size, _)| *size);
            let size = if size == 0 { USUAL_SIZE } else { size };
            let of_tail = tail.chunks(size as usize).count();
            let count = number_of(places.len() + of_tail - 1);
            entries += tail.len() as u64;
            for (index, (_, place)) in pages.iter().enumerate() {
                let mut page = self.waiting(&mut listed, *place)?;
                if !tail.is_empty() {
                    page.page.total = None;
                }
                page.settle(number_of(index), count, entries);
                self.keep(&name(number_of(index)), page, Members::Missing)
                    .await?;
            }
            self.list_tail(&tail, size as usize, places.len(), &name)?;
            self.shorten(count.saturating_add(1), name)?;
        }
        self.users().await?;
        Ok(())
    }

    /// A section's page that waits, with the threads that are in the archive by now.
    fn waiting(&self, listed: &mut Listed, place: usize) -> Result<SectionPage, Problem> {
        let page = listed.spool.get(place);
        let mut page = page.map_err(|error| self.unwritable(error))?;
        page.retain(&|thread| self.leads_somewhere(thread));
        Ok(page)
    }

    /// Writes the pages of threads that are gone from the forum; they are the archive's own already.
    fn list_tail(
        &self,
        tail: &[Thread],
        size: usize,
        before: usize,
        name: &dyn Fn(u32) -> Name,
    ) -> Result<(), Problem> {
        for (index, threads) in tail.chunks(size).enumerate() {
            let Some(mut page) = self.folder.read::<SectionPage>(&name(1)) else {
                return Err(self.unwritable(io::Error::other("a page is gone")));
            };
            page.threads = threads.to_vec();
            page.page.number = number_of(before + index);
            self.put(&name(page.page.number), &page)?;
        }
        Ok(())
    }

    /// The threads of the archive that nobody lists any more, last opened first.
    fn tails(&self) -> Tails {
        let mut tails = Tails::new();
        for entry in self.folder.entries("threads") {
            let id = ThreadId(entry);
            if self.seen.borrow().contains(&hash(&[id.as_str()])) {
                continue;
            }
            if let Some(page) = self.folder.read::<ThreadPage>(&Name::thread(&id, 1)) {
                let tail = tails.entry(page.section.id.0.clone()).or_default();
                tail.push(page.thread);
            }
        }
        for tail in tails.values_mut() {
            tail.sort_by_key(|thread| (Reverse(thread.created), thread.id.clone()));
        }
        tails
    }
}

/// The mark of a thread's name in the archive.
fn mark_of(id: &ThreadId) -> u64 {
    hash(&[&safe(id.as_str())])
}
