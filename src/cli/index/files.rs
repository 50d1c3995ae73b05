//! Writes what Pagefind makes of the records: its program once, and the index in parts of a bounded size.

use super::{Problem, record::Record};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use minicbor::{Decoder, Encoder};
use pagefind::{
    api::{PagefindIndex, SyntheticFile},
    options::PagefindServiceConfig,
};
use serde_json::json;
use std::{
    collections::BTreeMap,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io::{Read, Write},
    path::Path,
};

/// What Pagefind puts before the content of a compressed file.
const SIGNATURE: &[u8] = b"pagefind_dcd";

/// A part of the index in the making.
pub struct Part {
    index: PagefindIndex,
    keys: Vec<String>,
    language: String,
    /// How many tokens it has.
    pub tokens: usize,
}

/// What has been written so far.
#[derive(Default)]
pub struct Outcome {
    parts: usize,
    tag: String,
    /// How many files.
    pub files: usize,
    /// How many bytes.
    pub bytes: u64,
}

impl Part {
    /// An empty part, whose words are of a language.
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

    /// Writes the part into the folder of the index: the first one there, the others into folders of their own.
    pub async fn write(mut self, folder: &Path, outcome: &mut Outcome) -> Result<(), Problem> {
        let is_first = outcome.parts == 0;
        let below = match is_first {
            true => folder.to_owned(),
            false => folder.join(outcome.parts.to_string()),
        };
        outcome.parts += 1;
        for SyntheticFile { filename, contents } in self.index.get_files().await.map_err(failed)? {
            let name = filename.to_string_lossy().replace('\\', "/");
            let is_meta = name.ends_with(".pf_meta");
            let is_index = is_meta || name.starts_with("index/") || name == "pagefind-entry.json";
            let is_program = name == "pagefind.js" || name.ends_with(".pagefind");
            if !is_index && !(is_program && is_first) {
                continue;
            }
            let contents = match is_meta {
                true => {
                    outcome.tag.push_str(&name.replace(['.', '_'], ""));
                    named(&contents, &self.keys)?
                }
                false => contents,
            };
            outcome.put(&below.join(name), &contents)?;
        }
        Ok(())
    }
}

impl Outcome {
    /// Writes what tells a browser of the parts.
    pub fn finish(&mut self, folder: &Path) -> Result<(), Problem> {
        // The tag changes with the index, and with nothing else.
        let mut hasher = DefaultHasher::new();
        self.tag.hash(&mut hasher);
        let tag = format!("{:x}", hasher.finish());
        let told = json!({ "v": "1.0", "shards": self.parts, "tag": tag });
        self.put(&folder.join("index.json"), told.to_string().as_bytes())
    }

    fn put(&mut self, path: &Path, contents: &[u8]) -> Result<(), Problem> {
        let write = || {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(path, contents)
        };
        write().map_err(|error| Problem::Unwritable(path.to_owned(), error))?;
        self.files += 1;
        self.bytes += contents.len() as u64;
        Ok(())
    }
}

/// The list of records, in which Pagefind calls each by a hash of its text, with their keys instead: so nothing else
/// has to be read to know which page a record is.
fn named(meta: &[u8], keys: &[String]) -> Result<Vec<u8>, Problem> {
    let mut plain = Vec::new();
    GzDecoder::new(meta)
        .read_to_end(&mut plain)
        .map_err(failed)?;
    let plain = plain
        .strip_prefix(SIGNATURE)
        .ok_or_else(|| failed("its list of records has another form"))?;
    let renamed = rename(plain, keys).map_err(failed)?;
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(SIGNATURE).map_err(failed)?;
    packed.write_all(&renamed).map_err(failed)?;
    packed.finish().map_err(failed)
}

/// The list is CBOR: `[version, [[hash, words, group], …], …]`, in the order in which the records were added.
fn rename(meta: &[u8], keys: &[String]) -> Result<Vec<u8>, String> {
    let unread = |error: minicbor::decode::Error| error.to_string();
    let mut reader = Decoder::new(meta);
    let fields = reader.array().map_err(unread)?.unwrap_or_default();
    let version = reader.str().map_err(unread)?;
    let count = reader.array().map_err(unread)?.unwrap_or_default();
    if count != keys.len() as u64 {
        return Err(format!("{} records became {count}", keys.len()));
    }
    let mut renamed = Vec::with_capacity(meta.len());
    let mut writer = Encoder::new(&mut renamed);
    // Writing into memory cannot fail.
    let _ = writer.array(fields).and_then(|writer| writer.str(version));
    let _ = writer.array(count);
    for key in keys {
        reader.array().map_err(unread)?;
        reader.str().map_err(unread)?;
        let words = reader.u32().map_err(unread)?;
        reader.str().map_err(unread)?;
        let record = writer.array(3).and_then(|writer| writer.str(key));
        let _ = record.and_then(|writer| writer.u32(words)?.str(""));
    }
    renamed.extend_from_slice(&meta[reader.position()..]);
    Ok(renamed)
}

fn failed(error: impl ToString) -> Problem {
    Problem::Index(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::rename;
    use minicbor::Encoder;

    #[test]
    fn records_are_called_by_their_keys() {
        let mut meta = Vec::new();
        let mut writer = Encoder::new(&mut meta);
        writer.array(3).unwrap().str("1.6.0").unwrap();
        writer.array(1).unwrap().array(3).unwrap();
        writer
            .str("en_0123")
            .unwrap()
            .u32(7)
            .unwrap()
            .str("en_group")
            .unwrap();
        writer.str("the rest").unwrap();

        let renamed = rename(&meta, &["142580/1/0abcde".to_owned()]).unwrap();
        let mut reader = minicbor::Decoder::new(&renamed);
        assert_eq!(reader.array().unwrap(), Some(3));
        assert_eq!(reader.str().unwrap(), "1.6.0");
        assert_eq!(reader.array().unwrap(), Some(1));
        assert_eq!(reader.array().unwrap(), Some(3));
        assert_eq!(reader.str().unwrap(), "142580/1/0abcde");
        assert_eq!(reader.u32().unwrap(), 7);
        assert_eq!(reader.str().unwrap(), "");
        assert_eq!(reader.str().unwrap(), "the rest");

        assert!(rename(&meta, &[]).is_err());
        assert!(rename(b"junk", &[]).is_err());
    }
}
