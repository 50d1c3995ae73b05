//! What a run has done, in the end: for who ran it, and for programs.

use serde::Serialize;
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    fmt::{self, Write},
};

/// So many of each are written down; the others are counted.
const MOST: usize = 1000;

/// What a run has done so far.
#[derive(Debug, Default)]
pub struct Report {
    counted: RefCell<BTreeMap<&'static str, Counts>>,
    files: Cell<u64>,
    bytes: Cell<u64>,
    failures: Notes,
    left_out: Notes,
    gone: Notes,
}

/// Documents of a kind.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Counts {
    /// New or changed.
    pub written: u64,
    /// Asked for, and the same as before.
    pub same: u64,
    /// Not asked for: nothing had changed.
    pub kept: u64,
}

#[derive(Debug, Default)]
struct Notes {
    count: Cell<u64>,
    first: RefCell<Vec<Note>>,
}

/// Something that did not come, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The document or the address.
    pub what: String,
    /// The reason, without a stop.
    pub reason: String,
}

impl Notes {
    fn add(&self, what: &str, reason: String) {
        self.count.set(self.count.get() + 1);
        let mut first = self.first.borrow_mut();
        if first.len() < MOST {
            first.push(Note {
                what: what.to_owned(),
                reason,
            });
        }
    }
}

/// The report as it is written down.
#[derive(Debug, Serialize)]
struct Summary {
    whole: bool,
    documents: BTreeMap<&'static str, Counts>,
    files: u64,
    bytes: u64,
    failures: u64,
    first_failures: Vec<Note>,
    left_out: u64,
    first_left_out: Vec<Note>,
    gone: u64,
    first_gone: Vec<Note>,
}

impl Report {
    /// Counts documents of a kind.
    pub fn count(&self, kind: &'static str, count: impl FnOnce(&mut Counts)) {
        count(self.counted.borrow_mut().entry(kind).or_default());
    }

    /// Counts the bytes of a document that was written.
    pub fn bytes(&self, bytes: u64) {
        self.bytes.set(self.bytes.get() + bytes);
    }

    /// Counts a file that was fetched.
    pub fn file(&self, bytes: u64) {
        self.files.set(self.files.get() + 1);
        self.bytes(bytes);
    }

    /// Something did not come that another run may bring.
    pub fn failed(&self, what: &str, reason: String) {
        self.failures.add(what, reason);
    }

    /// Something is not to be had, or not wanted.
    pub fn left_out(&self, what: &str, reason: String) {
        self.left_out.add(what, reason);
    }

    /// Something is not there any more.
    pub fn gone(&self, what: &str, reason: String) {
        self.gone.add(what, reason);
    }

    /// How much did not come that another run may bring.
    pub fn failures(&self) -> u64 {
        self.failures.count.get()
    }

    /// How many documents there are.
    pub fn documents(&self) -> u64 {
        let counted = self.counted.borrow();
        let counts = counted.values();
        counts.map(|one| one.written + one.same + one.kept).sum()
    }

    /// How many documents and files are new or have changed.
    pub fn written(&self) -> u64 {
        let counted = self.counted.borrow();
        counted.values().map(|one| one.written).sum::<u64>() + self.files.get()
    }

    /// The report as JSON.
    pub fn json(&self) -> String {
        let first = |notes: &Notes| notes.first.borrow().clone();
        let summary = Summary {
            whole: self.failures() == 0,
            documents: self.counted.borrow().clone(),
            files: self.files.get(),
            bytes: self.bytes.get(),
            failures: self.failures(),
            first_failures: first(&self.failures),
            left_out: self.left_out.count.get(),
            first_left_out: first(&self.left_out),
            gone: self.gone.count.get(),
            first_gone: first(&self.gone),
        };
        let mut json = serde_json::to_string_pretty(&summary).unwrap_or_default();
        json.push('\n');
        json
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<14}{:>9}{:>11}{:>11}",
            "", "written", "unchanged", "not asked"
        )?;
        for (kind, counts) in self.counted.borrow().iter() {
            let Counts {
                written,
                same,
                kept,
            } = counts;
            writeln!(f, "{kind:<14}{written:>9}{same:>11}{kept:>11}")?;
        }
        writeln!(f, "{:<14}{:>9}", "files", self.files.get())?;
        writeln!(f, "{:<14}{:>9}", "bytes", self.bytes.get())?;
        for (title, notes) in [
            ("Not there any more", &self.gone),
            ("Left out", &self.left_out),
            ("Failed", &self.failures),
        ] {
            listed(f, title, notes)?;
        }
        Ok(())
    }
}

/// The first ten.
fn listed(f: &mut fmt::Formatter<'_>, title: &str, notes: &Notes) -> fmt::Result {
    let count = notes.count.get();
    if count == 0 {
        return Ok(());
    }
    let mut text = format!("{title}: {count}\n");
    for note in notes.first.borrow().iter().take(10) {
        writeln!(text, "  {}: {}", note.what, note.reason)?;
    }
    if count > 10 {
        writeln!(text, "  … (--report FILE writes more of them down)")?;
    }
    f.write_str(&text)
}
