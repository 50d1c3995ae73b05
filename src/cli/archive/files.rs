//! The files that documents show: each is fetched once, and known by its address from then on.

use super::{
    Options,
    folder::{Folder, Written},
    hash::hash,
    kind,
    place::Wanted,
    report::Report,
    source::Source,
    told::shown,
};
use crate::{
    backend::BackendKind,
    transport::native::{Arrived, Loss},
};
use futures_util::{
    FutureExt,
    future::{LocalBoxFuture, Shared, join_all},
};
use percent_encoding::percent_decode_str;
use std::{
    cell::{Cell, RefCell},
    collections::{BTreeSet, HashMap, HashSet},
    fs::{self, File},
    io,
    path::PathBuf,
    rc::Rc,
};
use tempfile::NamedTempFile;
use url::Url;

/// After so many failures another host is not asked for files any more.
const PATIENCE: u32 = 3;

/// What became of a file: its path in the archive, or whether another try may bring it.
#[derive(Clone, Debug, Default)]
struct Brought {
    path: Option<String>,
    failed: bool,
}

type Work = Shared<LocalBoxFuture<'static, Brought>>;

/// Fetches files.
pub struct Files {
    options: Options,
    folder: Rc<Folder>,
    source: Rc<Source>,
    report: Rc<Report>,
    running: RefCell<HashMap<u64, Work>>,
    /// What was not to be had in this run.
    missing: RefCell<HashSet<u64>>,
    failures: RefCell<HashMap<String, u32>>,
    /// Files fetched anew in this run, where all are asked again.
    renewed: RefCell<HashSet<u64>>,
    /// Files that a folder names and does not have; their addresses stay relative to it.
    lost: RefCell<BTreeSet<String>>,
    trouble: Cell<bool>,
}

/// Where a file is in the archive.
enum Place {
    /// Here.
    Known(String),
    /// Here, with an ending that its media type tells.
    Stem(String),
}

impl Files {
    /// Has fetched nothing yet.
    pub fn new(
        options: &Options,
        folder: &Rc<Folder>,
        source: &Rc<Source>,
        report: &Rc<Report>,
    ) -> Rc<Self> {
        Rc::new(Self {
            options: options.clone(),
            folder: Rc::clone(folder),
            source: Rc::clone(source),
            report: Rc::clone(report),
            running: RefCell::default(),
            missing: RefCell::default(),
            failures: RefCell::default(),
            renewed: RefCell::default(),
            lost: RefCell::default(),
            trouble: Cell::new(false),
        })
    }

    /// Sees that files are there, and says where; whether all are that can be.
    pub async fn bring(self: &Rc<Self>, wanted: &mut Wanted) -> bool {
        if self.options.no_files {
            return true;
        }
        let brought = join_all(wanted.iter_mut().map(|(url, place)| async {
            let brought = self.one(url.clone()).await;
            *place = brought.path;
            !brought.failed
        }));
        brought.await.into_iter().all(|whole| whole)
    }

    async fn one(self: &Rc<Self>, address: String) -> Brought {
        let mark = hash(&[&address]);
        let running = self.running.borrow().get(&mark).cloned();
        if let Some(running) = running {
            return running.await;
        }
        let files = Rc::clone(self);
        let work = async move { files.have(&address, mark).await };
        let work = work.boxed_local().shared();
        self.running.borrow_mut().insert(mark, work.clone());
        let brought = work.await;
        self.running.borrow_mut().remove(&mark);
        brought
    }

    /// The file as it is in the archive, or as it comes.
    async fn have(&self, address: &str, mark: u64) -> Brought {
        let Ok(url) = Url::parse(address) else {
            return Brought::default();
        };
        let place = self.place(&url, address);
        let is_old = self.options.again && !self.renewed.borrow().contains(&mark);
        if let Some(path) = self.there(&place).filter(|_| !is_old) {
            return path.into();
        }
        if self.missing.borrow().contains(&mark) || !self.is_wanted(&place) {
            return Brought::default();
        }
        match self.fetch(&url, &place).await {
            Ok(path) => {
                self.renewed.borrow_mut().insert(mark);
                path.into()
            }
            Err(loss) => {
                self.missing.borrow_mut().insert(mark);
                let failed = self.note(&url, loss);
                Brought {
                    path: self.there(&place),
                    failed,
                }
            }
        }
    }

    /// Tells of a file that did not come; whether another try may bring it.
    fn note(&self, url: &Url, loss: Loss) -> bool {
        let is_home = self.source.folder.is_some() || self.source.http.is_home(url);
        let shown = shown(url.as_str());
        match loss {
            Loss::TooLong => {
                let limit = self.options.max_file_bytes;
                let reason = format!("it is longer than {limit} bytes");
                self.report.left_out(&shown, reason);
                false
            }
            Loss::Absent(reason) => {
                if let Some(file) = self.below_root(url) {
                    self.lost.borrow_mut().insert(file);
                }
                self.report.left_out(&shown, reason);
                false
            }
            Loss::Failed(reason) if is_home => {
                self.report.failed(&shown, reason);
                true
            }
            Loss::Failed(reason) => {
                let host = url.host_str().unwrap_or_default().to_owned();
                *self.failures.borrow_mut().entry(host).or_default() += 1;
                self.report.left_out(&shown, reason);
                false
            }
        }
    }

    async fn fetch(&self, url: &Url, place: &Place) -> Result<String, Loss> {
        let host = url.host_str().unwrap_or_default();
        let failures = self.failures.borrow().get(host).copied().unwrap_or(0);
        if failures >= PATIENCE {
            return Err(Loss::Absent("its host has failed too often".to_owned()));
        }
        let mut new = self
            .folder
            .new_file()
            .map_err(|error| self.broken(&error))?;
        let limit = self.options.max_file_bytes;
        let arrived = match self.source.is_in_folder(url) {
            true => self.copy(url, &mut new, limit)?,
            false => {
                self.source
                    .http
                    .fetch(url.as_str(), new.as_file_mut(), limit)
                    .await?
            }
        };
        if arrived.mime.as_deref() == Some("text/html") {
            let reason = "a web page came in its place".to_owned();
            return Err(Loss::Absent(reason));
        }
        let path = match place {
            Place::Known(path) => path.clone(),
            Place::Stem(stem) => format!("{stem}.{}", kind::of_type(arrived.mime.as_deref())),
        };
        if self.options.only_images && !has_picture(&path) {
            return Err(Loss::Absent("it is no picture".to_owned()));
        }
        let written = self.folder.keep(new, &path);
        match written.map_err(|error| self.broken(&error))? {
            Written::New(bytes) => self.report.file(bytes),
            Written::Same => {}
        }
        Ok(path)
    }

    /// A disk that fails ends the run: nothing that follows can be kept either.
    fn broken(&self, error: &io::Error) -> Loss {
        self.trouble.set(true);
        Loss::Failed(error.to_string())
    }

    /// Whether the folder could not be written into.
    pub fn has_trouble(&self) -> bool {
        self.trouble.get()
    }

    /// The files that were named and are not there.
    pub fn lost(&self) -> BTreeSet<String> {
        self.lost.borrow().clone()
    }

    /// The path of a file in the folder that is read, as an address has it.
    fn below_root(&self, url: &Url) -> Option<String> {
        let path = url.path().trim_start_matches('/');
        let path = percent_decode_str(path).decode_utf8().ok()?;
        self.source.is_in_folder(url).then(|| path.into_owned())
    }

    /// Copies a file of the folder that is read.
    fn copy(&self, url: &Url, into: &mut NamedTempFile, limit: u64) -> Result<Arrived, Loss> {
        let absent = |error: &dyn std::fmt::Display| Loss::Absent(error.to_string());
        let path = self
            .path_in_source(url)
            .ok_or(Loss::Absent("it is not in the folder".to_owned()))?;
        let mut file = File::open(path).map_err(|error| absent(&error))?;
        let about = file.metadata().map_err(|error| absent(&error))?;
        if !about.is_file() {
            return Err(absent(&"it is no file"));
        }
        if about.len() > limit {
            return Err(Loss::TooLong);
        }
        let bytes = io::copy(&mut file, into).map_err(|error| self.broken(&error))?;
        Ok(Arrived { mime: None, bytes })
    }

    fn path_in_source(&self, url: &Url) -> Option<PathBuf> {
        let folder = self.source.folder.as_ref()?;
        let path = self.below_root(url)?;
        let is_inside = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
        let path = is_inside.then(|| folder.folder.join(path))?;
        // A link of the file system may lead elsewhere.
        let (path, root) = (
            fs::canonicalize(path).ok()?,
            fs::canonicalize(&folder.folder).ok()?,
        );
        path.starts_with(root).then_some(path)
    }

    fn is_wanted(&self, place: &Place) -> bool {
        match place {
            Place::Known(path) => !self.options.only_images || has_picture(path),
            Place::Stem(_) => true,
        }
    }

    /// The path of a file that is in the archive already.
    fn there(&self, place: &Place) -> Option<String> {
        match place {
            Place::Known(path) => Some(path.clone()).filter(|path| self.folder.has(path)),
            Place::Stem(stem) => kind::all()
                .map(|ending| format!("{stem}.{ending}"))
                .find(|path| self.folder.has(path)),
        }
    }

    fn place(&self, url: &Url, address: &str) -> Place {
        let root = self.source.backend.root();
        let below = address.strip_prefix(root);
        let ending = kind::of_path(url.path());
        if let (Some(below), Some(_), BackendKind::Native) = (below, ending, self.source.kind)
            && is_plain(below)
        {
            return Place::Known(below.to_owned());
        }
        // The same file has the same name wherever the forum stands.
        let mark = hash(&[below.unwrap_or(address)]);
        let stem = format!(
            "files/{:02x}/{:014x}",
            mark >> 56,
            mark & 0xff_ffff_ffff_ffff
        );
        match ending {
            Some(ending) => Place::Known(format!("{stem}.{ending}")),
            None => Place::Stem(stem),
        }
    }
}

impl From<String> for Brought {
    fn from(path: String) -> Self {
        Self {
            path: Some(path),
            failed: false,
        }
    }
}

fn has_picture(path: &str) -> bool {
    kind::of_path(path).is_some_and(kind::is_picture)
}

/// Whether a path of an archive can stay as it is: it is below a folder of files, in letters that all file systems
/// and addresses write in the same way.
fn is_plain(path: &str) -> bool {
    const DOCUMENTS: &[&str] = &[
        "lists", "modlog", "packs", "pages", "search", "sections", "threads", "users",
    ];
    let mut parts = path.split('/');
    let is_file = parts
        .next()
        .is_some_and(|first| !DOCUMENTS.contains(&first));
    is_file
        && path.contains('/')
        && path.len() <= 200
        && path.split('/').all(|part| {
            !part.is_empty()
                && !part.starts_with('.')
                && part.bytes().all(|byte| {
                    byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte)
                })
        })
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn only_plain_paths_of_files_stay() {
        for path in ["media/pictures/arcade-1.svg", "files/a1/0b.png"] {
            assert!(is_plain(path), "{path}");
        }
        for path in [
            "a.png",
            "threads/7/x.png",
            "media/../x.png",
            "media/.x.png",
            "media//x.png",
            "media/X.png",
            "media/x%2Fy.png",
            "media/x.png?y",
            "/etc/x.png",
        ] {
            assert!(!is_plain(path), "{path}");
        }
    }
}
