//! `qilou compress FOLDER` puts a `.br` and a `.gz` beside every file that gets smaller by it, for hosts that send
//! such files as they are. What is up to date stays; what has lost its file goes.

mod pack;

use super::Problem;
use pack::{Kind, Packed, is_ours, is_text, pack};
use rayon::prelude::*;
use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Instant,
};

/// What to compress.
#[derive(Clone, Debug, clap::Args)]
pub struct CompressOptions {
    /// The folder of a built or prerendered site
    pub folder: PathBuf,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compressed {
    /// Files that were compressed.
    pub packed: usize,
    /// Files whose compressed ones were up to date.
    pub kept: usize,
    /// Compressed files that were removed, since theirs are gone or have become too small.
    pub removed: usize,
    /// Bytes of the files that have a compressed one.
    pub bytes: u64,
    /// Bytes of their `.br` files.
    pub brotli: u64,
    /// Bytes of their `.gz` files.
    pub gzip: u64,
}

/// Smaller files are sent in one packet anyway.
const SMALLEST: u64 = 200;

/// Compresses the files of a folder, on all processors.
///
/// # Errors
///
/// What cannot be read or written.
pub fn compress(options: &CompressOptions) -> Result<Compressed, Problem> {
    let folder = &options.folder;
    if !folder.is_dir() {
        return Err(match folder.exists() {
            true => Problem::NotAFolder(folder.clone()),
            false => Problem::NoFolder(folder.clone()),
        });
    }
    let mut files = Vec::new();
    list(folder, &mut files)?;
    let work =
        |path: &PathBuf| one(path).map_err(|(place, error)| Problem::Unwritable(place, error));
    files
        .par_iter()
        .map(work)
        .try_reduce(Compressed::default, |a, b| Ok(a.and(b)))
}

/// Compresses, and says what was done.
///
/// # Errors
///
/// As [`compress`] has them.
pub async fn run(options: CompressOptions) -> Result<(), Problem> {
    let start = Instant::now();
    let done = tokio::task::spawn_blocking(move || compress(&options))
        .await
        .map_err(|error| Problem::Broken(io::Error::from(error)))??;
    println!(
        "Compressed {} files in {:.1} s, {} were up to date, {} removed: {} KB are {} KB with brotli, {} KB with gzip.",
        done.packed,
        start.elapsed().as_secs_f32(),
        done.kept,
        done.removed,
        done.bytes.div_ceil(1000),
        done.brotli.div_ceil(1000),
        done.gzip.div_ceil(1000)
    );
    Ok(())
}

impl Compressed {
    fn and(self, other: Self) -> Self {
        Self {
            packed: self.packed + other.packed,
            kept: self.kept + other.kept,
            removed: self.removed + other.removed,
            bytes: self.bytes + other.bytes,
            brotli: self.brotli + other.brotli,
            gzip: self.gzip + other.gzip,
        }
    }
}

/// All files below a folder but hidden ones.
fn list(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Problem> {
    let unreadable = |error| Problem::Unreadable(folder.to_owned(), error);
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let kind = entry.file_type().map_err(unreadable)?;
        if kind.is_dir() {
            list(&entry.path(), files)?;
        } else if kind.is_file() {
            files.push(entry.path());
        }
    }
    Ok(())
}

/// What went wrong, and where.
type Failure = (PathBuf, io::Error);

/// Does what one file needs.
fn one(path: &Path) -> Result<Compressed, Failure> {
    let at = |path: &Path| {
        let path = path.to_owned();
        move |error| (path, error)
    };
    if let Some(kind) = Kind::of(path) {
        return match is_orphan(path, kind).map_err(at(path))? {
            true => {
                fs::remove_file(path).map_err(at(path))?;
                Ok(Compressed {
                    removed: 1,
                    ..Compressed::default()
                })
            }
            false => Ok(Compressed::default()),
        };
    }
    if !is_text(path) || fs::metadata(path).map_err(at(path))?.len() < SMALLEST {
        return Ok(Compressed::default());
    }
    let Packed {
        is_new,
        bytes,
        brotli,
        gzip,
    } = pack(path).map_err(at(path))?;
    Ok(Compressed {
        packed: usize::from(is_new),
        kept: usize::from(!is_new),
        removed: 0,
        bytes,
        brotli,
        gzip,
    })
}

/// Whether a compressed file was made here, of a file that is gone or is no longer compressed.
fn is_orphan(path: &Path, kind: Kind) -> io::Result<bool> {
    let plain = path.with_extension("");
    if !is_text(&plain) || !is_ours(path, kind)? {
        return Ok(false);
    }
    Ok(match fs::metadata(&plain) {
        Ok(plain) => plain.len() < SMALLEST,
        Err(_) => true,
    })
}
