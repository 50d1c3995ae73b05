//! A folder that is written whole or not at all.

use super::Problem;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A folder that is being written, hidden beside its place until it is whole. Dropped before, it leaves nothing.
#[derive(Debug)]
pub struct NewFolder {
    place: PathBuf,
    hidden: PathBuf,
}

impl NewFolder {
    /// Begins a folder at a place where there is nothing yet, or an empty folder.
    ///
    /// # Errors
    ///
    /// There is something, or nothing can be written there.
    pub fn create(place: &Path) -> Result<Self, Problem> {
        let is_free = match fs::read_dir(place) {
            Ok(mut entries) => entries.next().is_none(),
            Err(_) => !place.exists(),
        };
        let name = place.file_name().filter(|_| is_free);
        let Some(name) = name.and_then(|name| name.to_str()) else {
            return Err(Problem::NotEmpty(place.to_owned()));
        };
        let hidden = place.with_file_name(format!(".{name}.{}", std::process::id()));
        let _ = fs::remove_dir_all(&hidden);
        fs::create_dir_all(&hidden).map_err(|error| Problem::Unwritable(place.into(), error))?;
        Ok(Self {
            place: place.to_owned(),
            hidden,
        })
    }

    /// Where a path below the folder is for now; the folders on the way are made.
    ///
    /// # Errors
    ///
    /// [`Problem::Unwritable`].
    pub fn at(&self, path: &str) -> Result<PathBuf, Problem> {
        let file = self.hidden.join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(|error| self.unwritable(path, error))?;
        }
        Ok(file)
    }

    /// Writes a file.
    ///
    /// # Errors
    ///
    /// [`Problem::Unwritable`].
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> Result<(), Problem> {
        fs::write(self.at(path)?, bytes).map_err(|error| self.unwritable(path, error))
    }

    /// The problem of a file that cannot be written, named as it would be in the end.
    pub fn unwritable(&self, path: &str, error: std::io::Error) -> Problem {
        Problem::Unwritable(self.place.join(path), error)
    }

    /// Puts the folder in its place.
    ///
    /// # Errors
    ///
    /// [`Problem::Unwritable`].
    pub fn finish(self) -> Result<(), Problem> {
        // An empty folder gives way to the new one.
        let _ = fs::remove_dir(&self.place);
        fs::rename(&self.hidden, &self.place)
            .map_err(|error| Problem::Unwritable(self.place.clone(), error))
    }
}

impl Drop for NewFolder {
    fn drop(&mut self) {
        // Nothing is left to remove where the folder has been put in its place.
        let _ = fs::remove_dir_all(&self.hidden);
    }
}
