//! `qilou check`: whether a folder of documents is what the content format says, and leads nowhere that is not there.

mod links;
mod schema;
mod series;

use super::Problem;
use crate::{
    content::{Content, Document, Name},
    model::ThreadPage,
};
use links::Links;
use schema::Schemas;
use serde::Serialize;
use series::{Series, number_of};
use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::PathBuf,
};

/// So many faults are written down; the others are counted.
const MOST: usize = 1000;

/// So many faults are shown.
const SHOWN: usize = 50;

/// What to examine.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// The folder of documents
    pub folder: PathBuf,
    /// Write a report into a file, as JSON
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Tell nothing but what is wrong
    #[arg(long)]
    pub quiet: bool,
}

/// What was found.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Findings {
    /// How many documents there are of each kind.
    pub documents: BTreeMap<&'static str, u64>,
    /// How many other files.
    pub files: u64,
    /// How many faults.
    pub faults: u64,
    /// The first of them.
    pub first_faults: Vec<Finding>,
    /// How many things are worth knowing and no faults: links to what was never archived.
    pub remarks: u64,
    /// The first of them.
    pub first_remarks: Vec<Finding>,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The file, below the folder.
    pub path: String,
    /// What is wrong with it, without a stop.
    pub what: String,
}

impl Findings {
    fn fault(&mut self, path: &str, what: impl Into<String>) {
        note(&mut self.faults, &mut self.first_faults, path, what.into());
    }

    fn remark(&mut self, path: &str, what: impl Into<String>) {
        note(
            &mut self.remarks,
            &mut self.first_remarks,
            path,
            what.into(),
        );
    }
}

fn note(count: &mut u64, first: &mut Vec<Finding>, path: &str, what: String) {
    *count += 1;
    if first.len() < MOST {
        first.push(Finding {
            path: path.to_owned(),
            what,
        });
    }
}

/// Examines a folder of documents, and tells what was found.
///
/// # Errors
///
/// The folder cannot be read; [`Problem::Faulty`] if it is not as it should be.
pub fn check(options: &Options) -> Result<Findings, Problem> {
    let findings = examine(options)?;
    tell(&findings, options.quiet);
    if let Some(file) = &options.report {
        let mut json = serde_json::to_string_pretty(&findings).unwrap_or_default();
        json.push('\n');
        fs::write(file, json).map_err(|error| Problem::Unwritable(file.clone(), error))?;
    }
    match findings.faults {
        0 => Ok(findings),
        faults => Err(Problem::Faulty(options.folder.clone(), faults)),
    }
}

/// Examines a folder of documents.
///
/// # Errors
///
/// The folder cannot be read.
pub fn examine(options: &Options) -> Result<Findings, Problem> {
    let content = Content::open(&options.folder)?;
    let mut check = Check {
        links: Links::new(&content),
        content: &content,
        schemas: Schemas::new()?,
        series: None,
        posts: HashSet::new(),
        findings: Findings::default(),
    };
    for file in content.files()? {
        let (path, name) = file?;
        match name {
            Some(name) => check.document(&path, &name),
            None => check.other(&path),
        }
    }
    check.close();
    check.reached();
    Ok(check.findings)
}

struct Check<'a> {
    content: &'a Content,
    schemas: Schemas,
    links: Links<'a>,
    /// The pages of the list that was met last.
    series: Option<Series>,
    /// The posts of the thread that was met last.
    posts: HashSet<String>,
    findings: Findings,
}

impl Check<'_> {
    fn document(&mut self, path: &str, name: &Name) {
        *self.findings.documents.entry(name.kind()).or_default() += 1;
        let document = match self.content.text(name) {
            Ok(text) => self.schemas.read(name, &text),
            Err(fault) => Err(vec![fault.to_string()]),
        };
        let mut document = match document {
            Ok(document) => document,
            Err(faults) => {
                for fault in faults {
                    self.findings.fault(path, fault);
                }
                return;
            }
        };
        self.follow(path, name, &document);
        if let (Name::Thread { id, author, page }, Document::Thread(found)) = (name, &document) {
            if found.thread.id != *id {
                let what = format!("it is a page of the thread {}", found.thread.id);
                self.findings.fault(path, what);
            }
            if author.is_none() {
                self.posts_of(path, *page, found);
            }
        }
        self.links.follow(path, &mut document, &mut self.findings);
    }

    /// The pages of a list follow one another, and agree on how many they are.
    fn follow(&mut self, path: &str, name: &Name, document: &Document) {
        let Some((number, page)) = number_of(name, document) else {
            return;
        };
        if self.series.as_ref().is_none_or(|series| !series.has(path)) {
            self.close();
            self.series = Some(Series::new(path));
        }
        if let Some(series) = &mut self.series {
            series.add(path, number, page, &mut self.findings);
        }
    }

    /// A list is over: its last page says so.
    fn close(&mut self) {
        if let Some(series) = self.series.take() {
            series.close(&mut self.findings);
        }
    }

    /// No post stands twice in a thread; floors rise.
    fn posts_of(&mut self, path: &str, number: u32, page: &ThreadPage) {
        if number == 1 {
            self.posts.clear();
        }
        let mut floor = 0;
        for post in &page.posts {
            // Files of one thread do not come in the order of their numbers: a set holds for all.
            let is_first = self
                .posts
                .insert(format!("{}\0{}", page.thread.id, post.id));
            if !is_first {
                self.findings.fault(
                    path,
                    format!("the post {} stands twice in the thread", post.id),
                );
            }
            if let Some(at) = post.floor {
                let is_pinned = post.badges.contains(&crate::model::Badge::Pinned);
                if at <= floor && !is_pinned && post.depth.is_none() {
                    self.findings
                        .fault(path, format!("floor {at} comes after floor {floor}"));
                }
                if !is_pinned {
                    floor = at;
                }
            }
        }
    }

    fn other(&mut self, path: &str) {
        self.findings.files += 1;
        let folder = path.split('/').next().unwrap_or_default();
        let is_of_documents = matches!(
            folder,
            "sections" | "threads" | "users" | "pages" | "lists" | "modlog"
        );
        if is_of_documents || !path.contains('/') {
            let is_known = path.ends_with(".br") || path.ends_with(".gz");
            if !is_known {
                self.findings.fault(path, "no document is at such a path");
            }
        }
    }

    /// What a reader comes to from the site is there.
    fn reached(&mut self) {
        for (name, document) in self.content.reached() {
            if let Err(fault) = document
                && fault.is_missing()
            {
                let path = self.content.file(&name).unwrap_or_default();
                self.findings
                    .fault(&path, "it is missing, and a page that is there leads to it");
            }
        }
    }
}

fn tell(findings: &Findings, quiet: bool) {
    for fault in findings.first_faults.iter().take(SHOWN) {
        println!("{}: {}.", fault.path, fault.what);
    }
    if findings.first_faults.len() > SHOWN {
        println!("… (--report FILE writes more of them down)");
    }
    if quiet {
        return;
    }
    for (kind, count) in &findings.documents {
        println!("{kind:<14}{count:>9}");
    }
    println!("{:<14}{:>9}", "other files", findings.files);
    if let Some(first) = findings.first_remarks.first() {
        println!(
            "{} links lead to what the folder does not have, the first in {}: {}.",
            findings.remarks, first.path, first.what
        );
    }
    if findings.faults == 0 {
        println!("No faults.");
    }
}
