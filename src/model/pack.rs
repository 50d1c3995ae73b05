//! Bundled documents: many in one file, so that a large archive is a few thousand files.

use super::{Read, Reader, Shape, read::document};
use serde::Serialize;
use serde_json::Value;

/// All that is bundled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Packs(pub Vec<PackSet>);

impl Packs {
    /// Whether every document is a file of its own.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where the document of a path is, if it is bundled.
    pub fn place(&self, path: &str) -> Option<Packed> {
        self.0.iter().find_map(|set| set.place(path))
    }
}

impl Read for Packs {
    const OPTIONAL: bool = true;

    fn take(value: &Value, reader: &mut Reader) -> Self {
        Self(Vec::take(value, reader))
    }

    // As a whole, like paths: other backends have nothing to bundle.
    fn shape() -> Shape {
        String::shape()
    }
}

document! {
    /// Documents that are bundled, and where. Which pack a document is in follows from its path below `documents`: the
    /// FNV-1a hash (32 bits) of what stands before its first slash or dot, modulo `count`.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct PackSet {
        /// What the usual paths of these documents begin with, escaped as in an address: `threads/`.
        pub documents: String,
        /// How many packs there are; they are numbered from 0.
        pub count: u32,
        /// The path of a pack, with `{pack}` for its number: the documents' bytes, one after the other.
        pub pack: String,
        /// The path of a pack's index, with `{pack}` for its number: an object that says for each document's path below
        /// `documents` where it begins and how long it is, in bytes: `{"7/1.json": [0, 812]}`.
        pub index: String,
    }
}

/// Where a bundled document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// The path of its pack.
    pub pack: String,
    /// The path of that pack's index.
    pub index: String,
    /// Its name in that index.
    pub document: String,
}

impl PackSet {
    /// Where the document of a path is, if it is bundled here.
    pub fn place(&self, path: &str) -> Option<Packed> {
        let document = path.strip_prefix(&*self.documents)?;
        let number = self.number(document).to_string();
        Some(Packed {
            pack: self.pack.replace("{pack}", &number),
            index: self.index.replace("{pack}", &number),
            document: document.to_owned(),
        })
    }

    /// The number of the pack of a document, which is named by its path below `documents`.
    pub fn number(&self, document: &str) -> u32 {
        let key = document.split(['/', '.']).next().unwrap_or_default();
        let hash = key.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        hash % self.count.max(1)
    }
}

impl Packed {
    /// Where in its pack the document begins and how long it is, in bytes, as the index says; none if the index does
    /// not know it.
    pub fn range(&self, index: &Value) -> Option<(usize, usize)> {
        let range = index.get(&*self.document)?;
        let number = |at: usize| usize::try_from(range.get(at)?.as_u64()?).ok();
        number(0).zip(number(1))
    }
}
