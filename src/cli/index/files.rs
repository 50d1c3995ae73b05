//! Joins the index of all batches into one, and writes it with Pagefind's program.
//!
//! One index for all records keeps a search small: it loads one part for each word, however many batches there were.

use super::{
    Problem,
    batch::{Indexed, SIGNATURE},
    cbor::{Meta, Part, Word},
    failed,
};
use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use std::{
    collections::{BTreeMap, VecDeque},
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io::Write,
    path::{Path, PathBuf},
};

/// How much a part of the index holds, by Pagefind's own measure.
const PART: usize = 20_000;

/// The index in the making, in a folder.
pub struct Files {
    folder: PathBuf,
    language: String,
    batches: Vec<Parts>,
    records: Vec<(String, u32)>,
    program: BTreeMap<String, Vec<u8>>,
    end: Vec<u8>,
    version: String,
    /// How many files have been written.
    pub count: usize,
    /// How many bytes.
    pub bytes: u64,
}

/// The parts of a batch that are still to come: on disk, but for the words of the first of them.
struct Parts {
    files: VecDeque<PathBuf>,
    words: VecDeque<Word>,
    first: u64,
}

impl Files {
    /// Nothing yet, in a folder that is there.
    pub fn new(folder: &Path, language: &str) -> Self {
        Self {
            folder: folder.to_owned(),
            language: language.to_owned(),
            batches: Vec::new(),
            records: Vec::new(),
            program: BTreeMap::new(),
            end: Vec::new(),
            version: String::new(),
            count: 0,
            bytes: 0,
        }
    }

    /// Takes a batch; its index waits on disk for the others.
    pub fn add(&mut self, batch: Indexed) -> Result<(), Problem> {
        let folder = self.waiting().join(self.batches.len().to_string());
        make(&folder)?;
        let mut files = VecDeque::new();
        for (number, part) in batch.parts.iter().enumerate() {
            let path = folder.join(number.to_string());
            write(&path, part)?;
            files.push_back(path);
        }
        self.batches.push(Parts {
            files,
            words: VecDeque::new(),
            first: self.records.len() as u64,
        });
        self.records.extend(batch.records);
        self.program = batch.program;
        self.end = batch.end;
        self.version = batch.version;
        Ok(())
    }

    /// Writes all.
    pub fn finish(&mut self) -> Result<(), Problem> {
        make(&self.folder.join("index"))?;
        let mut parts: Vec<Part> = Vec::new();
        let mut words: Vec<Word> = Vec::new();
        let mut size = 0;
        while let Some(word) = self.next()? {
            size += word.size();
            words.push(word);
            if size >= PART {
                parts.push(self.put_part(&words)?);
                words.clear();
                size = 0;
            }
        }
        if !words.is_empty() {
            parts.push(self.put_part(&words)?);
        }
        fs::remove_dir_all(self.waiting())
            .map_err(|error| Problem::Unwritable(self.waiting(), error))?;
        let meta = Meta::write(&self.version, &self.records, &bounded(parts), &self.end);
        let hash = self.named(&meta);
        self.put_packed(&format!("pagefind.{hash}.pf_meta"), &meta)?;
        for (name, contents) in std::mem::take(&mut self.program) {
            match &*name {
                "pagefind-entry.json" => self.put(&name, &self.entry(&contents, &hash)?)?,
                _ => self.put(&name, &contents)?,
            }
        }
        Ok(())
    }

    /// The next word of all batches, by its letters.
    fn next(&mut self) -> Result<Option<Word>, Problem> {
        for batch in &mut self.batches {
            batch.fill()?;
        }
        let heads = self.batches.iter().filter_map(|batch| batch.words.front());
        let Some(text) = heads.map(|word| &word.text).min().cloned() else {
            return Ok(None);
        };
        let mut next: Option<Word> = None;
        for batch in &mut self.batches {
            if batch.words.front().is_some_and(|word| word.text == text) {
                match (&mut next, batch.words.pop_front()) {
                    (Some(next), Some(word)) => next.join(word),
                    (next, word) => *next = word,
                }
            }
        }
        Ok(next)
    }

    fn put_part(&mut self, words: &[Word]) -> Result<Part, Problem> {
        let contents = Word::write_all(words);
        let hash = self.named(&contents);
        self.put_packed(&format!("index/{hash}.pf_index"), &contents)?;
        let text = |word: Option<&Word>| word.map(|word| word.text.clone()).unwrap_or_default();
        Ok(Part {
            from: text(words.first()),
            to: text(words.last()),
            hash,
        })
    }

    /// What Pagefind's program reads first.
    fn entry(&self, contents: &[u8], hash: &str) -> Result<Vec<u8>, Problem> {
        let mut entry: Value = serde_json::from_slice(contents).map_err(failed)?;
        let language = entry
            .get_mut("languages")
            .and_then(|languages| languages.get_mut(&self.language));
        let language = language.ok_or_else(|| failed("its entry has another form"))?;
        language["hash"] = hash.into();
        language["page_count"] = self.records.len().into();
        Ok(entry.to_string().into_bytes())
    }

    /// A name for content, which changes with it.
    fn named(&self, content: &[u8]) -> String {
        let mut hasher = DefaultHasher::new();
        content.hash(&mut hasher);
        format!("{}_{:016x}", self.language, hasher.finish())
    }

    fn waiting(&self) -> PathBuf {
        self.folder.join("waiting")
    }

    fn put_packed(&mut self, name: &str, contents: &[u8]) -> Result<(), Problem> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(SIGNATURE).map_err(failed)?;
        packed.write_all(contents).map_err(failed)?;
        self.put(name, &packed.finish().map_err(failed)?)
    }

    fn put(&mut self, name: &str, contents: &[u8]) -> Result<(), Problem> {
        write(&self.folder.join(name), contents)?;
        self.count += 1;
        self.bytes += contents.len() as u64;
        Ok(())
    }
}

impl Parts {
    /// Reads the next file, when all words of the last one have been taken.
    fn fill(&mut self) -> Result<(), Problem> {
        while self.words.is_empty()
            && let Some(file) = self.files.pop_front()
        {
            let part = fs::read(&file).map_err(|error| Problem::Unreadable(file.clone(), error))?;
            self.words = Word::read_all(&part, self.first).map_err(failed)?.into();
        }
        Ok(())
    }
}

/// The parts with their bounds as short as they may be: up to the first letter in which neighbours differ.
fn bounded(mut parts: Vec<Part>) -> Vec<Part> {
    for next in 1..parts.len() {
        let (before, after) = parts.split_at_mut(next);
        let (Some(before), Some(after)) = (before.last_mut(), after.first_mut()) else {
            continue;
        };
        let letters = before.to.chars().zip(after.from.chars());
        let common = letters.take_while(|(a, b)| a == b).count();
        let short = |word: &str| word.chars().take(common + 1).collect::<String>();
        let (to, from) = (short(&before.to), short(&after.from));
        // A part of one word, or of words that begin alike, must not end before it begins.
        if to >= before.from {
            before.to = to;
        }
        after.from = from;
    }
    parts
}

fn make(folder: &Path) -> Result<(), Problem> {
    fs::create_dir_all(folder).map_err(|error| Problem::Unwritable(folder.to_owned(), error))
}

fn write(path: &Path, contents: &[u8]) -> Result<(), Problem> {
    fs::write(path, contents).map_err(|error| Problem::Unwritable(path.to_owned(), error))
}
