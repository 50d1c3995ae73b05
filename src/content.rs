//! A content folder on the host: its documents by name, read one at a time, however many there are.
//!
//! ```no_run
//! # use qilou::{content::{Content, Fault, Name}, model::ThreadPage};
//! # fn main() -> Result<(), Fault> {
//! let content = Content::open("content")?;
//! for name in content.names()? {
//!     let name = name?;
//!     if let Name::Thread { .. } = name {
//!         let page: ThreadPage = content.read(&name)?;
//!         println!("{}: {}", content.file(&name)?, page.thread.title);
//!     }
//! }
//! # Ok(())
//! # }
//! ```

mod document;
mod fault;
mod files;
mod name;
mod packs;
mod reached;
mod template;

pub use document::Document;
pub use fault::{Fault, Wrong};
pub use files::{Files, Names};
pub use name::Name;
pub use reached::Reached;

use crate::{
    model::{Read, Site, Version},
    transport::utf8,
};
use packs::LastIndex;
use serde_json::Value;
use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};
use template::Templates;

/// A folder of documents in the content format, bundled or not. In memory are the site and the index of one pack; threads
/// may share it.
#[derive(Debug)]
pub struct Content {
    folder: PathBuf,
    site: Site,
    templates: Templates,
    index: LastIndex,
}

impl Content {
    /// Opens a folder: reads its `site.json`.
    ///
    /// # Errors
    ///
    /// What is wrong with the folder, or with its `site.json`.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, Fault> {
        let folder = folder.into();
        if !folder.is_dir() {
            let wrong = match folder.exists() {
                true => Wrong::NotAFolder,
                false => Wrong::NoFolder,
            };
            return Err(Fault::new(&folder, wrong));
        }
        let path = folder.join("site.json");
        let text = text(&path)?;
        let site: Site = parse(&text).map_err(|wrong| Fault::new(&path, wrong))?;
        let templates = Templates::of(&site.paths);
        Ok(Self {
            folder,
            site,
            templates,
            index: LastIndex::default(),
        })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What `site.json` says.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The path of a document below the folder, with slashes, as `site.paths` says.
    ///
    /// # Errors
    ///
    /// [`Wrong::Climbs`] for a name that would lead out of the folder.
    pub fn file(&self, name: &Name) -> Result<String, Fault> {
        name.file(&self.site.paths)
            .ok_or_else(|| Fault::new(&self.folder, Wrong::Climbs(format!("{name:?}"))))
    }

    /// The name of the document that is at a path below the folder, if documents are at such paths.
    pub fn name_of(&self, file: &str) -> Option<Name> {
        self.templates.name_of(file, &self.site.paths)
    }

    /// Whether a document is there, whatever it says.
    pub fn has(&self, name: &Name) -> bool {
        match self.packed(name) {
            Some(packed) => self.is_packed(&packed),
            None => self.path(name).is_ok_and(|path| path.is_file()),
        }
    }

    /// The text of a document, whatever it says.
    ///
    /// # Errors
    ///
    /// [`Wrong::Missing`] if there is none, and what else keeps it from being read.
    pub fn text(&self, name: &Name) -> Result<String, Fault> {
        match self.packed(name) {
            Some(packed) => self.unpack(&packed),
            None => text(&self.path(name)?),
        }
    }

    /// A document as the type that its name asks for.
    ///
    /// # Errors
    ///
    /// The file, and what is wrong with it: it is missing, it is half a document, it is of another shape or version.
    pub fn read<T: Read>(&self, name: &Name) -> Result<T, Fault> {
        parse(&self.text(name)?).map_err(|wrong| self.fault(name, wrong))
    }

    /// A document of whatever kind.
    ///
    /// # Errors
    ///
    /// As [`Content::read`] has them.
    pub fn document(&self, name: &Name) -> Result<Document, Fault> {
        Document::parse(name, &self.text(name)?).map_err(|wrong| self.fault(name, wrong))
    }

    /// The names of all documents that are there, `site.json` included, by path, then those in packs; what is no
    /// document is passed over. Only the names of the folders on the way are in memory.
    ///
    /// # Errors
    ///
    /// The folder cannot be listed.
    pub fn names(&self) -> Result<Names<'_>, Fault> {
        Ok(Names::new(self, self.files()?))
    }

    /// All files below the folder but hidden ones, by path, with the names of those that are documents.
    ///
    /// # Errors
    ///
    /// The folder cannot be listed.
    pub fn files(&self) -> Result<Files<'_>, Fault> {
        Files::new(self)
    }

    /// What a reader reaches from the site: its home page and lists, each section's pages, their threads, who wrote in
    /// them, and the pages that are linked. In memory are eight bytes for each document.
    pub fn reached(&self) -> Reached<'_> {
        Reached::new(self)
    }

    fn path(&self, name: &Name) -> Result<PathBuf, Fault> {
        Ok(self.folder.join(self.file(name)?))
    }

    /// What is wrong with a document.
    pub fn fault(&self, name: &Name, wrong: Wrong) -> Fault {
        let file = self.file(name).unwrap_or_default();
        Fault::new(&self.folder.join(file), wrong)
    }
}

/// The text of a file.
fn text(path: &Path) -> Result<String, Fault> {
    let bytes = fs::read(path).map_err(|error| {
        let wrong = match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Wrong::Missing,
            _ => Wrong::Unreadable(error),
        };
        Fault::new(path, wrong)
    })?;
    utf8(bytes).ok_or_else(|| Fault::new(path, Wrong::NotText))
}

/// Reads a document's text: first its version, then the rest.
///
/// # Errors
///
/// What is wrong with it.
pub fn parse<T: Read>(text: &str) -> Result<T, Wrong> {
    let value = value(text)?;
    T::read(&value).map_err(|misfit| Wrong::Shape(misfit.to_string()))
}

/// The JSON of a document's text, of a version that this program reads.
///
/// # Errors
///
/// What is wrong with it.
pub fn value(text: &str) -> Result<Value, Wrong> {
    let value: Value = serde_json::from_str(text).map_err(|error| Wrong::json(text, &error))?;
    match value.get("v").and_then(Value::as_str) {
        Some(version) if !Version(version.to_owned()).is_readable() => {
            Err(Wrong::Version(version.to_owned()))
        }
        _ => Ok(value),
    }
}
