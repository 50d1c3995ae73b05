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

impl PackSet {
    /// The number of the pack of a document, which is named by its path below `documents`.
    pub fn number(&self, document: &str) -> u32 {
        let key = document.split(['/', '.']).next().unwrap_or_default();
        let hash = key.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        hash % self.count.max(1)
    }
}
