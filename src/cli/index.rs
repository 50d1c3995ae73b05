//! `qilou index FOLDER` makes an archive searchable without a server: it writes the full text of its posts, by
//! [Pagefind](https://pagefind.app), into `search/`.
//!
//! A record is a page of a thread, so that words are found together that stand in neighbouring posts, and so that the
//! index of a large forum stays small: the browser knows every record before it can search. Texts are not kept in the
//! index; a browser reads the pages it shows from the archive itself.

mod batch;
mod cbor;
mod files;
mod record;
mod site;

use super::Problem;
use crate::{
    content::{Content, Name},
    model::ThreadPage,
};
use batch::Batch;
use files::Files;
use record::{Record, Sections};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

/// What to index.
#[derive(Clone, Debug, clap::Args)]
pub struct IndexOptions {
    /// The folder of the content: it has a site.json
    pub folder: PathBuf,
}

/// What was indexed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indexed {
    /// Pages of threads.
    pub pages: usize,
    /// Posts on them.
    pub posts: usize,
    /// Files that were written.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// How many tokens are indexed at once. Pagefind keeps all of them in memory, with some 600 bytes for each.
const TOKENS: usize = 500_000;

/// Where the index is, below the content.
const SEARCH: &str = "search";

/// Indexes a folder, and says so in its `site.json`. An index that is there is replaced when the new one is whole.
///
/// # Errors
///
/// What keeps the folder from being read or written; nothing has changed then.
pub async fn index(options: IndexOptions) -> Result<Indexed, Problem> {
    let content = Content::open(&options.folder)?;
    let fresh = Fresh::begin(content.folder())?;
    let indexed = write_all(&content, &fresh.0).await?;
    fresh.take_place(&content.folder().join(SEARCH))?;
    site::declare(content.folder())?;
    Ok(indexed)
}

/// Indexes, and says what was done.
///
/// # Errors
///
/// As [`index`] has them.
pub async fn run(options: IndexOptions) -> Result<(), Problem> {
    let start = Instant::now();
    let Indexed {
        pages,
        posts,
        files,
        bytes,
    } = index(options).await?;
    println!(
        "Indexed {posts} posts on {pages} pages of threads in {:.1} s: {files} files, {} KB.",
        start.elapsed().as_secs_f32(),
        bytes.div_ceil(1000)
    );
    Ok(())
}

async fn write_all(content: &Content, folder: &Path) -> Result<Indexed, Problem> {
    let sections = Sections::of(content.site());
    let language = stems_of(&content.site().lang);
    let mut files = Files::new(folder, language);
    let mut batch = Batch::new(language)?;
    let mut indexed = Indexed::default();
    for name in content.names()? {
        let name = name?;
        let Name::Thread {
            author: None, page, ..
        } = name
        else {
            continue;
        };
        let document: ThreadPage = content.read(&name)?;
        let Some(record) = Record::of(&document, page, &sections) else {
            continue;
        };
        indexed.pages += 1;
        indexed.posts += record.posts;
        batch.add(record).await?;
        if batch.tokens >= TOKENS {
            let full = std::mem::replace(&mut batch, Batch::new(language)?);
            files.add(full.index().await?)?;
        }
    }
    if indexed.pages == 0 {
        return Err(Problem::NothingToIndex(content.folder().to_owned()));
    }
    if batch.tokens > 0 {
        files.add(batch.index().await?)?;
    }
    files.finish()?;
    indexed.files = files.count;
    indexed.bytes = files.bytes;
    Ok(indexed)
}

/// The language whose endings are taken off words. Chinese has none; what is Latin in a Chinese forum is English.
fn stems_of(lang: &str) -> &str {
    match lang.split('-').next().unwrap_or_default() {
        "" | "zh" | "ja" | "ko" | "th" => "en",
        language => language,
    }
}

/// A folder in the making, which is gone if it does not take its place.
struct Fresh(PathBuf);

impl Fresh {
    fn begin(content: &Path) -> Result<Self, Problem> {
        // Hidden, so that it is no part of the content.
        let fresh = Self(content.join(format!(".{SEARCH}-new")));
        remove(&fresh.0).map_err(|error| Problem::Unwritable(fresh.0.clone(), error))?;
        fs::create_dir(&fresh.0).map_err(|error| Problem::Unwritable(fresh.0.clone(), error))?;
        Ok(fresh)
    }

    fn take_place(self, place: &Path) -> Result<(), Problem> {
        let unwritable = |error| Problem::Unwritable(place.to_owned(), error);
        let old = self.0.with_file_name(format!(".{SEARCH}-old"));
        remove(&old).map_err(unwritable)?;
        if place.exists() {
            fs::rename(place, &old).map_err(unwritable)?;
        }
        fs::rename(&self.0, place).map_err(unwritable)?;
        remove(&old).map_err(unwritable)
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        // What cannot be removed is in nobody's way.
        let _ = remove(&self.0);
    }
}

fn remove(folder: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

fn failed(error: impl ToString) -> Problem {
    Problem::Index(error.to_string())
}
