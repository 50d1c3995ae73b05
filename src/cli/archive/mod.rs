//! `qilou archive`: a forum, read as a visitor reads it, becomes a folder of documents and files.
//!
//! Everything is written as soon as it is known to be whole: files before the documents that show them, threads and
//! members before the lists that name them, and `site.json` at last. So a command that was killed goes on where it
//! was, and a folder with a `site.json` has been finished once.

mod files;
mod folder;
mod hash;
pub mod id;
mod kind;
mod lists;
mod marks;
mod paged;
mod parts;
mod place;
mod progress;
mod report;
mod sections;
mod site;
mod source;
mod text;
mod thread;
mod told;
mod users;
mod walk;

pub use folder::lost;
pub use parts::{Editor, Parts};
pub use report::Report;
pub use text::{Use, body, html};

use super::{Problem, path::lies_within};
use crate::{
    backend,
    transport::native::{Manners, Secrets},
};
use folder::Folder;
use marks::Marks;
use progress::Progress;
use source::Source;
use std::{env, fs, path::PathBuf, rc::Rc, time::Duration};
use told::told;
use walk::Walk;

/// What to archive, where to, and how.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "\
What may not be shown to everybody is archived for whom these name, sent to the forum's
own address only (scheme, host and port) and written nowhere:
  QILOU_COOKIE         a header “Cookie”, as a browser sends it
  QILOU_AUTHORIZATION  a header “Authorization”

Run again, the command goes on where it was ended, or asks for what has changed.")]
pub struct Options {
    /// The forum: a config.json (its file, its folder or its address), or a folder in the content format
    #[arg(long, value_name = "CONFIG")]
    pub from: String,
    /// The folder for the archive; it is new, empty, or an earlier archive of the same forum
    #[arg(long, value_name = "FOLDER")]
    pub to: PathBuf,
    /// How many requests are under way at once
    #[arg(long, value_name = "NUMBER", default_value_t = 2)]
    pub parallel: usize,
    /// The least time between the beginnings of two requests, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 200)]
    pub delay: u64,
    /// How often a request that failed in passing is sent again
    #[arg(long, value_name = "NUMBER", default_value_t = 5)]
    pub retries: u32,
    /// How long to wait for an answer, in seconds; config.json may say otherwise
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub time_limit: u64,
    /// Do not ask for robots.txt, for a forum of one's own
    #[arg(long)]
    pub ignore_robots: bool,
    /// Leave attachments, pictures and avatars where they are
    #[arg(long)]
    pub no_files: bool,
    /// Leave all files but pictures where they are
    #[arg(long)]
    pub only_images: bool,
    /// Leave files that are longer where they are
    #[arg(long, value_name = "BYTES", default_value_t = 50_000_000)]
    pub max_file_bytes: u64,
    /// Archive the lists of each member's threads and posts too
    #[arg(long)]
    pub profiles: bool,
    /// How many pages of the newest, hot and digest threads are archived
    #[arg(long, value_name = "PAGES", default_value_t = 10)]
    pub list_pages: u32,
    /// Ask for everything anew, whether or not it seems to have changed
    #[arg(long)]
    pub again: bool,
    /// Write a report into a file, as JSON
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Tell nothing but what is wrong
    #[arg(long)]
    pub quiet: bool,
}

impl Options {
    /// The usual way of archiving a forum into a folder.
    #[must_use]
    pub fn new(from: impl Into<String>, to: impl Into<PathBuf>) -> Self {
        Self {
            from: from.into(),
            to: to.into(),
            parallel: 2,
            delay: 200,
            retries: 5,
            time_limit: 60,
            ignore_robots: false,
            no_files: false,
            only_images: false,
            max_file_bytes: 50_000_000,
            profiles: false,
            list_pages: 10,
            again: false,
            report: None,
            quiet: false,
        }
    }

    fn manners(&self) -> Manners {
        Manners {
            parallel: self.parallel,
            delay: Duration::from_millis(self.delay),
            retries: self.retries,
            time_limit: Duration::from_secs(self.time_limit),
            robots: !self.ignore_robots,
        }
    }
}

/// Archives a forum, and tells what was done.
///
/// # Errors
///
/// What kept it from being archived; [`Problem::NotWhole`] if the archive lacks something that another run may bring.
pub async fn archive(options: Options) -> Result<Rc<Report>, Problem> {
    let secrets = Secrets {
        cookie: env::var("QILOU_COOKIE").ok(),
        authorization: env::var("QILOU_AUTHORIZATION").ok(),
    };
    let report = Rc::new(Report::default());
    let result = fill(&options, &secrets, &report).await;
    // What was done is told even where it cannot be written down.
    if !options.quiet && (result.is_ok() || report.documents() > 0) {
        print!("{report}");
    }
    if let Some(file) = &options.report {
        fs::write(file, report.json()).map_err(|error| Problem::Unwritable(file.clone(), error))?;
    }
    result?;
    match report.failures() {
        0 => Ok(report),
        failures => Err(Problem::NotWhole(options.to, failures)),
    }
}

async fn fill(options: &Options, secrets: &Secrets, report: &Rc<Report>) -> Result<(), Problem> {
    let source = Source::open(&options.from, &options.manners(), secrets).await?;
    let source = Rc::new(source);
    // A forum that cannot be read at all leaves no trace.
    let site = backend::site(&*source.backend, source.said.clone())
        .await
        .map_err(|problem| Problem::Forum(told(&problem)))?;
    if let Some(read) = &source.folder
        && lies_within(&options.to, &read.folder)
    {
        return Err(Problem::Within {
            to: options.to.clone(),
            folder: read.folder.clone(),
        });
    }
    let folder = Rc::new(Folder::open(&options.to, &source.name)?);
    let unwritable = |error| Problem::Unwritable(options.to.clone(), error);
    let marks = Marks::read(&folder).map_err(unwritable)?;
    let progress = Progress::new(report, options.quiet);
    let walk = Walk::new(options, &source, &folder, &marks, report, &progress, site)?;
    let done = walk.whole_forum().await;
    progress.end();
    done?;
    if report.failures() == 0 {
        marks.finish().map_err(unwritable)?;
    }
    folder.sweep().map_err(unwritable)
}
