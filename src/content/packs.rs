//! Bundled documents of a content folder.

use super::{Content, Fault, Name, Wrong, name::is_inside, text, value};
use crate::{
    backend::native::pack::{Packed, place, range as range_in},
    transport::utf8,
};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use std::{
    fs::File,
    io::{ErrorKind, Read as _, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    vec,
};

/// The index that was read last, by its path.
#[derive(Debug, Default)]
pub struct LastIndex(Mutex<Option<(String, Arc<Value>)>>);

impl Content {
    /// Where a document is, if it is bundled.
    pub(super) fn packed(&self, name: &Name) -> Option<Packed> {
        let packs = &self.site.packs;
        if packs.is_empty() {
            return None;
        }
        place(packs, &name.address(&self.site.paths))
    }

    pub(super) fn is_packed(&self, packed: &Packed) -> bool {
        let index = self.index(&packed.index);
        index.is_ok_and(|index| range_in(&index, &packed.document).is_some())
    }

    pub(super) fn unpack(&self, packed: &Packed) -> Result<String, Fault> {
        let path = self.inside(&packed.pack)?;
        let index = self.index(&packed.index)?;
        let Some((start, length)) = range_in(&index, &packed.document) else {
            let document = self.folder.join(&packed.index).join(&packed.document);
            return Err(Fault::new(&document, Wrong::Missing));
        };
        let broken = || Fault::new(&path, Wrong::Pack(packed.document.clone()));
        let bytes = range(&path, start, length).map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => broken(),
            ErrorKind::NotFound => Fault::new(&path, Wrong::Missing),
            _ => Fault::new(&path, Wrong::Unreadable(error)),
        })?;
        utf8(bytes).ok_or_else(broken)
    }

    /// A path that the site names, which may not lead out of the folder.
    fn inside(&self, path: &str) -> Result<PathBuf, Fault> {
        match is_inside(path) {
            true => Ok(self.folder.join(path)),
            false => Err(Fault::new(&self.folder, Wrong::Climbs(path.to_owned()))),
        }
    }

    fn index(&self, path: &str) -> Result<Arc<Value>, Fault> {
        let mut kept = self.index.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((kept, index)) = &*kept
            && kept == path
        {
            return Ok(Arc::clone(index));
        }
        let file = self.inside(path)?;
        let index = value(&text(&file)?).map_err(|wrong| Fault::new(&file, wrong))?;
        let index = Arc::new(index);
        *kept = Some((path.to_owned(), Arc::clone(&index)));
        Ok(index)
    }

    /// The names in a pack, by their paths.
    fn names_in(&self, documents: &str, index: &str) -> Result<Vec<Name>, Fault> {
        let ranges = self.index(index)?;
        let strange = |what: String| Fault::new(&self.folder.join(index), Wrong::Shape(what));
        let Some(ranges) = ranges.as_object() else {
            return Err(strange("found no object".to_owned()));
        };
        let name = |document: &String| {
            let address = [documents, document].concat();
            let file = percent_decode_str(&address).decode_utf8_lossy();
            let name = self.name_of(&file);
            name.ok_or_else(|| strange(format!("{file} is no document's path")))
        };
        ranges.keys().map(name).collect()
    }
}

fn range(path: &Path, start: usize, length: usize) -> std::io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let end = file.metadata()?.len();
    let is_inside = start
        .checked_add(length)
        .is_some_and(|last| last as u64 <= end);
    if !is_inside {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    file.seek(SeekFrom::Start(start as u64))?;
    let mut bytes = vec![0; length];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// The names of the documents in packs, pack by pack.
pub struct PackedNames<'a> {
    content: &'a Content,
    set: usize,
    number: u32,
    open: vec::IntoIter<Name>,
}

impl<'a> PackedNames<'a> {
    pub(super) fn new(content: &'a Content) -> Self {
        Self {
            content,
            set: 0,
            number: 0,
            open: Vec::new().into_iter(),
        }
    }
}

impl Iterator for PackedNames<'_> {
    type Item = Result<Name, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(name) = self.open.next() {
                return Some(Ok(name));
            }
            let set = self.content.site.packs.0.get(self.set)?;
            if self.number >= set.count {
                (self.set, self.number) = (self.set + 1, 0);
                continue;
            }
            let index = set.index.replace("{pack}", &self.number.to_string());
            self.number += 1;
            match self.content.names_in(&set.documents, &index) {
                Ok(names) => self.open = names.into_iter(),
                Err(fault) => return Some(Err(fault)),
            }
        }
    }
}
