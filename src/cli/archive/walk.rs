//! The walk through a forum, and how a document comes into the archive.

use super::{
    Options,
    files::Files,
    folder::{Folder, Written, file},
    id::safe,
    marks::Marks,
    paged::{Paged, Spool},
    parts::Parts,
    place::{Finder, Mover, Places},
    progress::Progress,
    report::Report,
    source::Source,
    told::told,
};
use crate::{
    cli::Problem,
    content::Name,
    model::{self, Author, Gate, GateReason, ProblemCode, Site, Thread, ThreadId},
    transport::Answer,
};
use serde::Serialize;
use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, HashSet},
    io,
    rc::Rc,
};

/// After so many failures one after the other, the forum has had enough of us.
const PATIENCE: u32 = 20;

/// No site has more pages of its own; members write links to what there is not.
const MOST_SLUGS: usize = 500;

/// A walk through a forum.
pub struct Walk<'a> {
    pub(super) options: &'a Options,
    pub(super) source: Rc<Source>,
    pub(super) folder: Rc<Folder>,
    pub(super) marks: &'a Marks<'a>,
    pub(super) report: Rc<Report>,
    pub(super) progress: &'a Progress,
    /// The site as the forum tells of it.
    pub(super) site: Site,
    files: Rc<Files>,
    places: Places,
    /// The threads that were listed, by the marks of their names.
    pub(super) seen: RefCell<HashSet<u64>>,
    /// Threads that something names, to be looked for where no section lists them.
    pub(super) named: RefCell<BTreeMap<String, Thread>>,
    /// Members to be asked for, with what is known of them.
    pub(super) due: RefCell<BTreeMap<String, Author>>,
    /// Pages of the site's own that something leads to, and whether they were asked for.
    pub(super) slugs: RefCell<BTreeMap<String, bool>>,
    failures: Cell<u32>,
}

/// Whom of a document's members to ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Members {
    /// All: it tells that they have done something.
    All,
    /// All if it is new, and otherwise those that are not in the archive.
    IfNew,
    /// Those that are not in the archive.
    Missing,
}

/// What a refusal means.
pub enum Refusal {
    /// It is there, but not for this visitor.
    Shut(Gate),
    /// It is not there.
    Gone,
    /// It could not be had.
    Failed,
}

impl<'a> Walk<'a> {
    /// A walk that has not begun.
    ///
    /// # Errors
    ///
    /// The forum's address is none.
    pub fn new(
        options: &'a Options,
        source: &Rc<Source>,
        folder: &Rc<Folder>,
        marks: &'a Marks<'a>,
        report: &Rc<Report>,
        progress: &'a Progress,
        site: Site,
    ) -> Result<Self, Problem> {
        let places = Places::new(source, &site, options.profiles).ok_or_else(|| {
            Problem::Config(options.from.clone(), "backend.url is no address".to_owned())
        })?;
        Ok(Self {
            options,
            source: Rc::clone(source),
            folder: Rc::clone(folder),
            marks,
            report: Rc::clone(report),
            progress,
            site,
            files: Files::new(options, folder, source, report),
            places,
            seen: RefCell::default(),
            named: RefCell::default(),
            due: RefCell::default(),
            slugs: RefCell::default(),
            failures: Cell::new(0),
        })
    }

    /// Knows the forum's addresses.
    pub(super) fn places(&self) -> &Places {
        &self.places
    }

    /// How many things are done at once; how many requests are sent at once, the transport sees to.
    pub(super) fn parallel(&self) -> usize {
        self.options.parallel.max(1)
    }

    /// Puts a document into the archive, with the files that it shows; whether all of these came.
    ///
    /// # Errors
    ///
    /// The folder cannot be written into.
    pub(super) async fn keep<T: Parts + Serialize>(
        &self,
        name: &Name,
        mut document: T,
        members: Members,
    ) -> Result<bool, Problem> {
        let mut finder = Finder::new(&self.places);
        document.walk(&mut finder);
        let is_whole = self.files.bring(&mut finder.wanted).await;
        if self.files.has_trouble() {
            let error = io::Error::other("a file could not be written");
            return Err(self.unwritable(error));
        }
        document.walk(&mut Mover {
            places: &self.places,
            files: &finder.wanted,
        });
        self.lead_to(finder.slugs);
        let is_new = self.put(name, &document)?;
        self.meet(finder.authors, members, is_new);
        Ok(is_whole)
    }

    /// Notes pages of the site's own that something leads to.
    pub(super) fn lead_to(&self, slugs: Vec<String>) {
        let mut known = self.slugs.borrow_mut();
        for slug in slugs {
            if known.len() < MOST_SLUGS {
                known.entry(slug).or_insert(false);
            }
        }
    }

    /// Writes a document that is the archive's already; whether it is new.
    pub(super) fn put<T: Serialize>(&self, name: &Name, document: &T) -> Result<bool, Problem> {
        let written = self.folder.write(name, document);
        let written = written.map_err(|error| self.unwritable(error))?;
        match written {
            Written::New(bytes) => {
                self.report.count(name.kind(), |count| count.written += 1);
                self.report.bytes(bytes);
            }
            Written::Same => self.report.count(name.kind(), |count| count.same += 1),
        }
        Ok(written != Written::Same)
    }

    pub(super) fn unwritable(&self, error: io::Error) -> Problem {
        Problem::Unwritable(self.options.to.clone(), error)
    }

    /// Says what a refusal of something means; a failure is written down.
    ///
    /// # Errors
    ///
    /// There have been too many failures one after the other.
    pub(super) fn refused(&self, what: &str, problem: &model::Problem) -> Result<Refusal, Problem> {
        let refusal = refusal(problem);
        match &refusal {
            Refusal::Failed => {
                self.report.failed(what, told(problem));
                self.failures.set(self.failures.get() + 1);
                if self.failures.get() >= PATIENCE {
                    return Err(Problem::GivenUp(told(problem)));
                }
            }
            Refusal::Gone | Refusal::Shut(_) => self.failures.set(0),
        }
        Ok(refusal)
    }

    /// The forum has answered.
    pub(super) fn answered(&self) {
        self.failures.set(0);
    }

    /// Notes the files that the forum itself does not have.
    ///
    /// # Errors
    ///
    /// The folder cannot be written into.
    pub(super) fn note_lost(&self) -> Result<(), Problem> {
        let noted = self.folder.note_lost(&self.files.lost());
        noted.map_err(|error| self.unwritable(error))
    }

    /// Asks for the pages of a list, up to `limit`; none if one of them failed, and what there was before is to stay.
    ///
    /// # Errors
    ///
    /// What ends the walk.
    pub(super) async fn gather<'b, T: Paged>(
        &'b self,
        what: &str,
        limit: u32,
        ask: impl Fn(u32) -> Answer<'b, T>,
    ) -> Result<Option<Spool<T>>, Problem> {
        let mut spool = Spool::new().map_err(|error| self.unwritable(error))?;
        for number in 1..=limit.max(1) {
            let mut page = match ask(number).await {
                Ok(page) => page,
                Err(problem) => match self.refused(what, &problem)? {
                    Refusal::Gone | Refusal::Shut(_) => {
                        // A list that is shut is an empty one: the site leads to it.
                        if number == 1 {
                            let pushed = spool.push(&T::default());
                            pushed.map_err(|error| self.unwritable(error))?;
                        }
                        break;
                    }
                    Refusal::Failed => return Ok(None),
                },
            };
            self.answered();
            if !page.is_page(number) {
                break;
            }
            let more = page.has_more(number);
            if more && number == limit {
                // A list that is cut has as many entries as are there.
                spool.cut();
            }
            spool.push(&page).map_err(|error| self.unwritable(error))?;
            if !more {
                break;
            }
        }
        Ok(Some(spool))
    }

    /// Keeps the pages of a list, now that it is known how many there are and which threads; whether all came that
    /// they show.
    ///
    /// # Errors
    ///
    /// The folder cannot be written into.
    pub(super) async fn keep_list<T: Paged>(
        &self,
        mut spool: Spool<T>,
        name: impl Fn(u32) -> Name,
    ) -> Result<bool, Problem> {
        let count = spool.len();
        let mut is_whole = true;
        for index in 0..count {
            let mut page = spool.get(index).map_err(|error| self.unwritable(error))?;
            if spool.is_cut() {
                page.page().total = None;
            }
            page.retain(&|thread| self.leads_somewhere(thread));
            let number = number_of(index);
            page.settle(number, number_of(count - 1), spool.entries());
            is_whole &= self.keep(&name(number), page, Members::Missing).await?;
        }
        self.shorten(number_of(count), name)?;
        Ok(is_whole)
    }

    /// Whether a list may name a thread: it is in the archive, or where it was moved to.
    pub(super) fn leads_somewhere(&self, thread: &Thread) -> bool {
        let id = thread.moved_to.as_ref().unwrap_or(&thread.id);
        let first = Name::thread(&ThreadId(safe(id.as_str())), 1);
        file(&first).is_some_and(|file| self.folder.has(&file))
    }

    /// Removes the pages of a list from a number on.
    pub(super) fn shorten(&self, from: u32, name: impl Fn(u32) -> Name) -> Result<(), Problem> {
        let mut number = from;
        while file(&name(number)).is_some_and(|file| self.folder.has(&file)) {
            let removed = self.folder.remove(&name(number));
            removed.map_err(|error| self.unwritable(error))?;
            number += 1;
        }
        Ok(())
    }
}

/// The number of a page by its place in a list.
pub fn number_of(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1)
}

fn refusal(problem: &model::Problem) -> Refusal {
    let gate = |reason| Gate {
        reason,
        detail: problem.title.clone().or(problem.detail.clone()),
        ..Gate::default()
    };
    if let Some(gate) = &problem.gate {
        return Refusal::Shut(gate.clone());
    }
    match problem.code {
        ProblemCode::LoginRequired => Refusal::Shut(gate(GateReason::Login)),
        ProblemCode::Forbidden => Refusal::Shut(gate(GateReason::Unknown)),
        ProblemCode::Closed => Refusal::Shut(gate(GateReason::Closed)),
        ProblemCode::NotFound | ProblemCode::Gone => Refusal::Gone,
        _ => Refusal::Failed,
    }
}
