//! The folder that an archive is written into: every file is there whole or not at all, and only if it is another.

use crate::{
    cli::Problem,
    content::{self, Name},
    model::{Paths, Read},
};
use fs4::fs_std::FileExt;
use serde::Serialize;
use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, BufReader, ErrorKind, Read as _, Write},
    path::{Component, Path, PathBuf},
};
use tempfile::{Builder, NamedTempFile};

/// What the archive keeps for itself; hosts of files need not serve it.
const OWN: &str = ".qilou";

/// Where the files are named that the forum itself does not have.
const LOST: &str = "lost";

/// A folder that one command writes into.
pub struct Folder {
    root: PathBuf,
    /// Names the forum; as long as it is locked, nobody else writes here.
    _source: Locked,
}

/// A file that is locked. Closing it would not do: a process that is being started holds it for a moment, too.
struct Locked(File);

impl Drop for Locked {
    fn drop(&mut self) {
        // What cannot be unlocked is so when all have closed it.
        let _ = FileExt::unlock(&self.0);
    }
}

/// What became of a file that was to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// It is new or has changed, and is so many bytes long.
    New(u64),
    /// It was there already, the same.
    Same,
}

impl Folder {
    /// Opens a folder to write the archive of `source` into it, and makes it if it is not there.
    ///
    /// # Errors
    ///
    /// What is in the way; nothing has been changed then.
    pub fn open(root: &Path, source: &str) -> Result<Self, Problem> {
        if root.exists() && !root.is_dir() {
            return Err(Problem::NotAFolder(root.to_owned()));
        }
        let unwritable = |error| Problem::Unwritable(root.to_owned(), error);
        let own = root.join(OWN);
        let is_new = !own.join("source").exists();
        if is_new && !is_empty(root).map_err(unwritable)? {
            return Err(Problem::Occupied(root.to_owned()));
        }
        fs::create_dir_all(&own).map_err(unwritable)?;
        let path = own.join("source");
        let file = File::options()
            .read(true)
            .append(true)
            .create(true)
            .open(&path)
            .map_err(unwritable)?;
        let mut locked = match file.try_lock_exclusive() {
            Ok(true) => Locked(file),
            _ => return Err(Problem::Busy(root.to_owned())),
        };
        let file = &mut locked.0;
        let mut said = String::new();
        file.read_to_string(&mut said).map_err(unwritable)?;
        match said.strip_suffix('\n') {
            // The line may have been cut off by a kill.
            None => {
                file.set_len(0).map_err(unwritable)?;
                writeln!(file, "{source}").map_err(unwritable)?;
            }
            Some(said) if said != source => {
                return Err(Problem::OtherForum {
                    folder: root.to_owned(),
                    archived: said.to_owned(),
                    asked: source.to_owned(),
                });
            }
            Some(_) => {}
        }
        let folder = Self {
            root: root.to_owned(),
            _source: locked,
        };
        folder.sweep().map_err(unwritable)?;
        Ok(folder)
    }

    /// Removes what a killed command left behind.
    pub fn sweep(&self) -> io::Result<()> {
        match fs::remove_dir_all(self.root.join(OWN).join("new")) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// A file of the archive's own.
    pub fn own(&self, name: &str) -> PathBuf {
        self.root.join(OWN).join(name)
    }

    /// The path of a file below the folder.
    ///
    /// # Errors
    ///
    /// The path would lead out of the folder.
    pub fn path(&self, file: &str) -> io::Result<PathBuf> {
        let path = Path::new(file);
        let is_inside = !file.is_empty()
            && !file.contains(['\\', '\0'])
            && path
                .components()
                .all(|part| matches!(part, Component::Normal(_)));
        match is_inside {
            true => Ok(self.root.join(path)),
            false => Err(io::Error::other("the name leads out of the folder")),
        }
    }

    /// Whether a file is there.
    pub fn has(&self, file: &str) -> bool {
        self.path(file).is_ok_and(|path| path.is_file())
    }

    /// A document that is there and can be read.
    pub fn read<T: Read>(&self, name: &Name) -> Option<T> {
        let path = self.path(&file(name)?).ok()?;
        content::parse(&fs::read_to_string(path).ok()?).ok()
    }

    /// The names of what is in a folder below this one.
    pub fn entries(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = self.path(folder).and_then(fs::read_dir) else {
            return Vec::new();
        };
        entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect()
    }

    /// Writes a document.
    pub fn write<T: Serialize>(&self, name: &Name, document: &T) -> io::Result<Written> {
        let file = file(name).ok_or(io::Error::other("the name leads out of the folder"))?;
        let mut text = serde_json::to_string(document)?;
        text.push('\n');
        let path = self.path(&file)?;
        if fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
            return Ok(Written::Same);
        }
        let mut new = self.new_file()?;
        new.write_all(text.as_bytes())?;
        self.put(new, &path)?;
        Ok(Written::New(text.len() as u64))
    }

    /// A file that is not yet part of the archive; dropping it removes it.
    pub fn new_file(&self) -> io::Result<NamedTempFile> {
        let folder = self.root.join(OWN).join("new");
        fs::create_dir_all(&folder)?;
        let mut builder = Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // Hosts of files read them as somebody else; the umask is taken off.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        builder.tempfile_in(folder)
    }

    /// Makes a file part of the archive, unless the same is there.
    pub fn keep(&self, mut new: NamedTempFile, file: &str) -> io::Result<Written> {
        new.flush()?;
        let path = self.path(file)?;
        if is_same(new.path(), &path)? {
            return Ok(Written::Same);
        }
        let bytes = new.as_file().metadata()?.len();
        self.put(new, &path)?;
        Ok(Written::New(bytes))
    }

    /// Notes files that the forum itself does not have; those that have come are no longer lost.
    pub fn note_lost(&self, new: &BTreeSet<String>) -> io::Result<()> {
        let before = lost(&self.root);
        let mut now: BTreeSet<String> = before.union(new).cloned().collect();
        now.retain(|file| !self.has(file));
        if now == before {
            return Ok(());
        }
        let mut file = self.new_file()?;
        for path in &now {
            writeln!(file, "{path}")?;
        }
        file.persist(self.own(LOST))?;
        Ok(())
    }

    /// Removes a document that the forum no longer has a place for.
    pub fn remove(&self, name: &Name) -> io::Result<()> {
        let Some(path) = file(name).and_then(|file| self.path(&file).ok()) else {
            return Ok(());
        };
        fs::remove_file(path)
    }

    fn put(&self, new: NamedTempFile, path: &Path) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        new.persist(path)?;
        Ok(())
    }
}

/// The files that documents of an archive show and that the forum itself did not have.
pub fn lost(root: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(root.join(OWN).join(LOST)).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// The path of a document in an archive.
pub fn file(name: &Name) -> Option<String> {
    name.file(&Paths::default())
}

fn is_empty(folder: &Path) -> io::Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => {
            Ok(entries.all(|entry| entry.is_ok_and(|entry| entry.file_name() == OWN)))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

/// Whether two files say the same.
fn is_same(one: &Path, other: &Path) -> io::Result<bool> {
    let Ok(there) = File::open(other) else {
        return Ok(false);
    };
    let new = File::open(one)?;
    if new.metadata()?.len() != there.metadata()?.len() {
        return Ok(false);
    }
    let (mut new, mut there) = (BufReader::new(new).bytes(), BufReader::new(there).bytes());
    loop {
        match (new.next(), there.next()) {
            (None, None) => return Ok(true),
            (Some(Ok(one)), Some(Ok(other))) if one == other => {}
            _ => return Ok(false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Folder, Problem, Written};
    use crate::content::Name;
    use std::fs;

    #[test]
    fn a_folder_is_one_forums_and_one_commands() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("archive");
        let folder = Folder::open(&root, "one").unwrap();
        assert!(matches!(Folder::open(&root, "one"), Err(Problem::Busy(_))));
        drop(folder);
        assert!(matches!(
            Folder::open(&root, "two"),
            Err(Problem::OtherForum { .. })
        ));
        assert!(Folder::open(&root, "one").is_ok());
        fs::create_dir(place.path().join("full")).unwrap();
        fs::write(place.path().join("full/letter.txt"), "mine").unwrap();
        assert!(matches!(
            Folder::open(&place.path().join("full"), "one"),
            Err(Problem::Occupied(_))
        ));
        assert!(!place.path().join("full/.qilou").exists());
    }

    #[test]
    fn nothing_is_written_outside() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("archive");
        let folder = Folder::open(&root, "one").unwrap();
        for climbing in ["../x", "/x", "a/../../x", "..", "", "a\\..\\x"] {
            assert!(folder.path(climbing).is_err(), "{climbing}");
            let new = folder.new_file().unwrap();
            assert!(folder.keep(new, climbing).is_err(), "{climbing}");
        }
        for climbing in ["../../../x", "../x", "a\\..\\x"] {
            let name = Name::Page(climbing.to_owned());
            assert!(folder.write(&name, &1).is_err(), "{climbing}");
        }
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_is_the_same_is_not_written_again() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(&place.path().join("archive"), "one").unwrap();
        let name = Name::Page("about".to_owned());
        assert_eq!(folder.write(&name, &"骑楼").unwrap(), Written::New(9));
        assert_eq!(folder.write(&name, &"骑楼").unwrap(), Written::Same);
        let file = || {
            let new = folder.new_file().unwrap();
            fs::write(new.path(), "x").unwrap();
            folder.keep(new, "files/x.txt").unwrap()
        };
        assert_eq!((file(), file()), (Written::New(1), Written::Same));
    }
}
