//! What is in a content folder, file by file.

use super::{Content, Fault, Name, Wrong, packs::PackedNames};
use std::{fs, path::Path, vec};

/// The files of a content folder, by path: each one's path below the folder, and its name if it is a document.
pub struct Files<'a> {
    content: &'a Content,
    /// The folders on the way, each with what is still to come in it.
    open: Vec<(String, vec::IntoIter<Entry>)>,
}

/// What is in a folder: its own name, and whether it is a folder itself.
type Entry = (String, bool);

impl<'a> Files<'a> {
    pub(super) fn new(content: &'a Content) -> Result<Self, Fault> {
        let entries = listed(&content.folder)?;
        Ok(Self {
            content,
            open: vec![(String::new(), entries)],
        })
    }
}

impl Iterator for Files<'_> {
    type Item = Result<(String, Option<Name>), Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (folder, entries) = self.open.last_mut()?;
            let Some((name, is_folder)) = entries.next() else {
                self.open.pop();
                continue;
            };
            let path = [folder.as_str(), &name].concat();
            if !is_folder {
                let name = self.content.name_of(&path);
                return Some(Ok((path, name)));
            }
            match listed(&self.content.folder.join(&path)) {
                Ok(entries) => self.open.push((path + "/", entries)),
                Err(fault) => return Some(Err(fault)),
            }
        }
    }
}

/// The entries of a folder by name, but hidden ones and those whose names are no text.
fn listed(folder: &Path) -> Result<vec::IntoIter<Entry>, Fault> {
    let unreadable = |error| Fault::new(folder, Wrong::Unreadable(error));
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let kind = entry.file_type().map_err(unreadable)?;
        let is_folder = kind.is_dir() || (kind.is_symlink() && entry.path().is_dir());
        match entry.file_name().into_string() {
            Ok(name) if !name.starts_with('.') => entries.push((name, is_folder)),
            _ => {}
        }
    }
    entries.sort_unstable();
    Ok(entries.into_iter())
}

/// The names of the documents that are there, those of packs last.
pub struct Names<'a> {
    content: &'a Content,
    files: Files<'a>,
    packed: PackedNames<'a>,
}

impl<'a> Names<'a> {
    pub(super) fn new(content: &'a Content, files: Files<'a>) -> Self {
        Self {
            content,
            files,
            packed: PackedNames::new(content),
        }
    }
}

impl Iterator for Names<'_> {
    type Item = Result<Name, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        let loose = self.files.by_ref().find_map(|file| match file {
            // A file is not read where a pack should have the document.
            Ok((_, name)) => name
                .filter(|name| self.content.packed(name).is_none())
                .map(Ok),
            Err(fault) => Some(Err(fault)),
        });
        loose.or_else(|| self.packed.next())
    }
}
