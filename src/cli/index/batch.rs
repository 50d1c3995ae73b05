//! Some records, indexed by Pagefind in memory.

use super::{Problem, cbor::Meta, failed, record::Record};
use flate2::read::GzDecoder;
use pagefind::{
    api::{PagefindIndex, SyntheticFile},
    options::PagefindServiceConfig,
};
use std::{
    collections::{BTreeMap, HashMap},
    io::Read,
};

/// What Pagefind puts before the content of a compressed file.
pub const SIGNATURE: &[u8] = b"pagefind_dcd";

/// Records on their way into the index.
pub struct Batch {
    index: PagefindIndex,
    keys: Vec<String>,
    language: String,
    /// About how many tokens they have.
    pub tokens: usize,
}

/// What has become of a batch.
pub struct Indexed {
    /// The keys of its records, each with how many words it has.
    pub records: Vec<(String, u32)>,
    /// The parts of its index, in the order of their words, as CBOR.
    pub parts: Vec<Vec<u8>>,
    /// Pagefind's program and what it has to be told, by name: the same for every batch but for a count and a hash.
    pub program: BTreeMap<String, Vec<u8>>,
    /// What a list of records ends with, as CBOR.
    pub end: Vec<u8>,
    /// Pagefind's version.
    pub version: String,
}

impl Batch {
    /// An empty batch, whose words are of a language.
    pub fn new(language: &str) -> Result<Self, Problem> {
        let options = PagefindServiceConfig::builder()
            .force_language(language.to_owned())
            // The texts stay in the archive; what is kept of them here is left out.
            .max_fragments(1)
            .build();
        Ok(Self {
            index: PagefindIndex::new(Some(options)).map_err(failed)?,
            keys: Vec::new(),
            language: language.to_owned(),
            tokens: 0,
        })
    }

    /// Adds a record.
    pub async fn add(&mut self, record: Record) -> Result<(), Problem> {
        self.tokens += record.tokens;
        self.keys.push(record.key.clone());
        let meta = [("of", record.of), ("title", record.title)]
            .map(|(name, tokens)| (name.to_owned(), tokens));
        let (meta, language) = (BTreeMap::from(meta), self.language.clone());
        self.index
            .add_custom_record(record.key, record.content, language, Some(meta), None, None)
            .await
            .map_err(failed)?;
        Ok(())
    }

    /// Indexes the records.
    pub async fn index(mut self) -> Result<Indexed, Problem> {
        let mut parts = HashMap::new();
        let mut program = BTreeMap::new();
        let mut meta = None;
        for SyntheticFile { filename, contents } in self.index.get_files().await.map_err(failed)? {
            let name = filename.to_string_lossy().replace('\\', "/");
            let part = name.strip_prefix("index/");
            if let Some(hash) = part.and_then(|name| name.strip_suffix(".pf_index")) {
                parts.insert(hash.to_owned(), unpacked(&contents)?);
            } else if name.ends_with(".pf_meta") {
                meta = Some(Meta::read(&unpacked(&contents)?).map_err(failed)?);
            } else if matches!(&*name, "pagefind.js" | "pagefind-entry.json")
                || name.ends_with(".pagefind")
            {
                program.insert(name, contents);
            }
        }
        let meta = meta.ok_or_else(|| failed("it has no list of records"))?;
        // The list calls each by a hash of its text, in the order in which they were added.
        if meta.words.len() != self.keys.len() {
            let (given, got) = (self.keys.len(), meta.words.len());
            return Err(failed(format!("{given} records became {got}")));
        }
        let parts = meta.parts.iter().map(|hash| {
            let part = parts.remove(hash);
            part.ok_or_else(|| failed(format!("{hash} is missing")))
        });
        Ok(Indexed {
            parts: parts.collect::<Result<_, _>>()?,
            records: self.keys.into_iter().zip(meta.words).collect(),
            program,
            end: meta.end,
            version: meta.version,
        })
    }
}

fn unpacked(contents: &[u8]) -> Result<Vec<u8>, Problem> {
    let mut plain = Vec::new();
    GzDecoder::new(contents)
        .read_to_end(&mut plain)
        .map_err(failed)?;
    match plain.strip_prefix(SIGNATURE) {
        Some(plain) => Ok(plain.to_owned()),
        None => Err(failed("its files have another form")),
    }
}
