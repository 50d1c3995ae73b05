//! The site beside the one that is there: what is written shows only when all of it has been.
//!
//! The new site is put together in a hidden folder within the target, where files that have not changed are linked
//! into it from the present one. At the end each entry of the target is exchanged with its new state: so a site that
//! is being read is never half of anything but for a moment, a broken run leaves it as it was, and whatever else is in
//! the target stays.

use super::{Options, Trouble};
use std::{
    ffi::{OsStr, OsString},
    fs,
    io::{self, ErrorKind, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

const NEW: &str = ".qilou-new";
const OLD: &str = ".qilou-old";

/// The last line of a page that this program has written: a number for what it was made of, and what is told of it.
const MARK: &str = "<!-- qilou ";

/// How long that line is at most.
const MARK_LENGTH: i64 = 64;

/// The entries of a target that hold pages, which are exchanged as a whole: what is gone from the content goes there.
const OF_PAGES: [&str; 8] = [
    "section", "thread", "user", "page", "newest", "hot", "digest", "modlog",
];

/// Compressed files beside a file: as good as new where it has not changed.
const COMPRESSED: [&str; 2] = ["br", "gz"];

/// Where a site is put together.
pub struct Stage {
    target: PathBuf,
    new: PathBuf,
    app: PathBuf,
    content: PathBuf,
    content_folder: Option<String>,
    /// Whether the target was made for this.
    made: bool,
    /// Bytes written anew.
    written: AtomicU64,
}

impl Stage {
    /// Makes ready to write.
    ///
    /// # Errors
    ///
    /// The target cannot be written to, or it is none.
    pub fn open(options: &Options, content_folder: Option<&str>) -> Result<Self, Trouble> {
        let target = options.to.clone();
        let made = !target.exists();
        if made {
            fs::create_dir_all(&target).map_err(Trouble::unwritable(&target))?;
        }
        let mut stage = Self {
            new: target.join(NEW),
            target,
            app: options.app.clone(),
            content: options.folder.clone(),
            content_folder: content_folder.map(str::to_owned),
            made,
            written: AtomicU64::new(0),
        };
        let ready = stage.prepare();
        // Only what was found ready is taken down again.
        if ready.is_err() {
            stage.new = PathBuf::new();
        }
        ready.map(|()| stage)
    }

    fn prepare(&self) -> Result<(), Trouble> {
        let target = real(&self.target)?;
        let app = real(&self.app)?;
        let content = real(&self.content)?;
        let holds_content = content.starts_with(&target) && self.content_folder.is_some();
        if target.starts_with(&app) || app.starts_with(&target) {
            return Err(Trouble::Overlap(self.target.clone(), self.app.clone()));
        }
        if target.starts_with(&content) || holds_content {
            return Err(Trouble::Overlap(self.target.clone(), self.content.clone()));
        }
        self.recover()?;
        if !self.is_ours(&content)? {
            return Err(Trouble::Occupied(self.target.clone()));
        }
        fs::create_dir_all(&self.new).map_err(Trouble::unwritable(&self.new))
    }

    /// Clears away what a broken run has left, and puts back what it had taken out.
    fn recover(&self) -> Result<(), Trouble> {
        remove(&self.target.join(NEW))?;
        let old = self.target.join(OLD);
        for (name, path) in entries(&old)? {
            let place = self.target.join(&name);
            if !place.exists() {
                fs::rename(&path, &place).map_err(Trouble::unwritable(&place))?;
            }
        }
        remove(&old)
    }

    /// Whether the target is empty or holds a site of this program's.
    fn is_ours(&self, content: &Path) -> Result<bool, Trouble> {
        if mark(&self.target.join("index.html")).is_some() {
            return Ok(true);
        }
        let others = entries(&self.target)?.into_iter().filter(|(name, path)| {
            let is_hidden = name.to_string_lossy().starts_with('.');
            let is_content = fs::canonicalize(path).is_ok_and(|path| content.starts_with(path));
            !is_hidden && !is_content
        });
        Ok(others.count() == 0)
    }

    /// What is told of a page that was made of the same; then it need not be made again.
    pub fn known(&self, file: &str, stamp: u64) -> Option<String> {
        let mark = mark(&self.target.join(file))?;
        let told = mark.strip_prefix(&format!("{stamp:016x} "))?;
        Some(told.to_owned())
    }

    /// Writes a page with what is told of it.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub fn page(&self, file: &str, html: &str, stamp: u64, told: &str) -> Result<(), Trouble> {
        let html = format!("{}\n{MARK}{stamp:016x} {told} -->\n", html.trim_end());
        self.put(file, html.as_bytes())
    }

    /// Writes a file, unless it is there just so.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub fn write(&self, file: &str, bytes: &[u8]) -> Result<(), Trouble> {
        match fs::read(self.target.join(file)) {
            Ok(present) if present == bytes => self.keep(file),
            _ => self.put(file, bytes),
        }
    }

    fn put(&self, file: &str, bytes: &[u8]) -> Result<(), Trouble> {
        self.written
            .fetch_add(bytes.len() as u64, Ordering::Relaxed);
        let path = self.place(file)?;
        fs::write(&path, bytes).map_err(Trouble::unwritable(&path))
    }

    /// Takes a file over as it is, with its compressed forms.
    ///
    /// # Errors
    ///
    /// It cannot be linked or copied.
    pub fn keep(&self, file: &str) -> Result<(), Trouble> {
        let place = self.place(file)?;
        let present = self.target.join(file);
        link(&present, &place)?;
        for kind in COMPRESSED {
            let compressed = with_extension(&present, kind);
            if compressed.is_file() {
                link(&compressed, &with_extension(&place, kind))?;
            }
        }
        Ok(())
    }

    /// Copies the app, but for the pages that are written anew and the content that it came with.
    ///
    /// # Errors
    ///
    /// A file cannot be read or written.
    pub fn copy_app(&self) -> Result<(), Trouble> {
        let own = ["index.html", "404.html", "robots.txt"];
        for (name, path) in entries(&self.app)? {
            let name = name.to_string_lossy().into_owned();
            let is_content = name == "content" || self.content_folder.as_ref() == Some(&name);
            if !is_content && !own.contains(&name.as_str()) {
                self.copy(&path, &name, false)?;
            }
        }
        Ok(())
    }

    /// What the app's `robots.txt` says.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub fn robots(&self) -> Result<String, Trouble> {
        let path = self.app.join("robots.txt");
        match fs::read_to_string(&path) {
            Ok(text) => Ok(text),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Ok("User-agent: *\nAllow: /\n".to_owned())
            }
            Err(error) => Err(Trouble::unreadable(&path)(error)),
        }
    }

    /// Puts the content beside the app, as links where that can be.
    ///
    /// # Errors
    ///
    /// A file cannot be read or written.
    pub fn copy_content(&self) -> Result<(), Trouble> {
        let Some(folder) = &self.content_folder else {
            return Ok(());
        };
        self.copy(&self.content, folder, true)
    }

    fn copy(&self, from: &Path, to: &str, links: bool) -> Result<(), Trouble> {
        if !from.is_dir() {
            return self.copy_file(from, to, links);
        }
        for (name, path) in entries(from)? {
            let name = name.to_string_lossy();
            if !name.starts_with('.') {
                self.copy(&path, &format!("{to}/{name}"), links)?;
            }
        }
        Ok(())
    }

    fn copy_file(&self, from: &Path, to: &str, links: bool) -> Result<(), Trouble> {
        if is_same(from, &self.target.join(to)) {
            return self.keep(to);
        }
        let place = self.place(to)?;
        // site.json is written anew where it lies by those who add to a site.
        if links && !to.ends_with("/site.json") {
            return link(from, &place);
        }
        fs::copy(from, &place).map_err(Trouble::unwritable(&place))?;
        // The time tells the next run that nothing has changed.
        let time = from.metadata().and_then(|file| file.modified());
        if let (Ok(time), Ok(file)) = (time, fs::File::options().write(true).open(&place)) {
            let _ = file.set_modified(time);
        }
        Ok(())
    }

    /// Where a file of the new site is to be, with the folders on the way.
    fn place(&self, file: &str) -> Result<PathBuf, Trouble> {
        let path = self.new.join(file);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(Trouble::unwritable(folder))?;
        }
        Ok(path)
    }

    /// How many bytes of pages were written anew so far.
    pub fn written(&self) -> u64 {
        self.written.load(Ordering::Relaxed)
    }

    /// Puts the new site into the place of the present one.
    ///
    /// # Errors
    ///
    /// An entry cannot be exchanged; the next run puts right what is left.
    pub fn commit(mut self) -> Result<(), Trouble> {
        let old = self.target.join(OLD);
        fs::create_dir_all(&old).map_err(Trouble::unwritable(&old))?;
        let fresh = entries(&self.new)?;
        for (name, path) in entries(&self.target)? {
            let is_gone = fresh.iter().all(|(fresh, _)| *fresh != name);
            if is_gone && is_of_pages(&name) {
                rename(&path, &old.join(&name))?;
            }
        }
        for (name, path) in fresh {
            let place = self.target.join(&name);
            let is_whole = OF_PAGES.iter().any(|of_pages| name == *of_pages)
                || self
                    .content_folder
                    .as_deref()
                    .is_some_and(|folder| name == folder);
            if is_whole && place.exists() {
                rename(&place, &old.join(&name))?;
            }
            match is_whole {
                true => rename(&path, &place)?,
                false => merge(&path, &place)?,
            }
        }
        remove(&self.new)?;
        self.new = PathBuf::new();
        remove(&old)
    }
}

/// A run that did not come to its end leaves nothing.
impl Drop for Stage {
    fn drop(&mut self) {
        if self.new.as_os_str().is_empty() {
            return;
        }
        // What cannot be removed is in nobody's way, and the next run tries again.
        let _ = fs::remove_dir_all(&self.new);
        if self.made {
            let _ = fs::remove_dir(&self.target);
        }
    }
}

/// Whether an entry of a target holds pages, or tells of them.
fn is_of_pages(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let stem = name.split('.').next().unwrap_or_default();
    let is_map = (stem == "sitemap" || stem.starts_with("sitemap-") || stem == "feed")
        && name.contains(".xml");
    is_map || OF_PAGES.contains(&stem)
}

/// The last line of a page that this program has written, without its beginning and end.
fn mark(path: &Path) -> Option<String> {
    let mut file = fs::File::open(path).ok()?;
    let length = i64::try_from(file.metadata().ok()?.len()).ok()?;
    file.seek(SeekFrom::End(-MARK_LENGTH.min(length))).ok()?;
    let mut end = Vec::new();
    file.read_to_end(&mut end).ok()?;
    let end = String::from_utf8_lossy(&end);
    let (_, mark) = end.rsplit_once(MARK)?;
    Some(mark.trim_end().strip_suffix(" -->")?.to_owned())
}

/// The entries of a folder, by name; none if there is no folder.
fn entries(folder: &Path) -> Result<Vec<(OsString, PathBuf)>, Trouble> {
    let listed = match fs::read_dir(folder) {
        Ok(listed) => listed,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Trouble::unreadable(folder)(error)),
    };
    let mut found = Vec::new();
    for entry in listed {
        let entry = entry.map_err(Trouble::unreadable(folder))?;
        found.push((entry.file_name(), entry.path()));
    }
    found.sort_unstable();
    Ok(found)
}

fn real(path: &Path) -> Result<PathBuf, Trouble> {
    fs::canonicalize(path).map_err(Trouble::unreadable(path))
}

fn rename(from: &Path, to: &Path) -> Result<(), Trouble> {
    fs::rename(from, to).map_err(Trouble::unwritable(to))
}

/// Moves a file, or all files of a folder, to where others may lie.
fn merge(from: &Path, to: &Path) -> Result<(), Trouble> {
    if !from.is_dir() {
        rename(from, to)?;
        // The compressed form of what was there before must not outlive it.
        for kind in COMPRESSED {
            if !with_extension(from, kind).is_file() {
                remove_file(&with_extension(to, kind))?;
            }
        }
        return Ok(());
    }
    fs::create_dir_all(to).map_err(Trouble::unwritable(to))?;
    for (name, path) in entries(from)? {
        merge(&path, &to.join(name))?;
    }
    Ok(())
}

fn remove(folder: &Path) -> Result<(), Trouble> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(Trouble::unwritable(folder)(error))
        }
        _ => Ok(()),
    }
}

fn remove_file(file: &Path) -> Result<(), Trouble> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Trouble::unwritable(file)(error)),
        _ => Ok(()),
    }
}

/// Links a file; where that cannot be, it is copied.
fn link(from: &Path, to: &Path) -> Result<(), Trouble> {
    if !from.is_symlink() && fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    fs::copy(from, to)
        .map(drop)
        .map_err(Trouble::unwritable(to))
}

/// The path with a further extension: `a.html.br`.
fn with_extension(path: &Path, kind: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(".");
    path.push(kind);
    path.into()
}

/// Whether a file is a copy of another, or the same: it is as long and as old.
fn is_same(one: &Path, other: &Path) -> bool {
    let state = |path: &Path| -> io::Result<_> {
        let file = fs::metadata(path)?;
        Ok((file.len(), file.modified()?))
    };
    matches!((state(one), state(other)), (Ok(one), Ok(other)) if one == other)
}
