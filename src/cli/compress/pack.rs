//! One file and its compressed ones.

use brotli::enc::{BrotliEncoderParams, backward_references::BrotliEncoderMode};
use flate2::{Compression, Crc, GzBuilder, bufread::GzDecoder};
use std::{
    fs::{self, File},
    io::{self, BufReader, Write},
    path::{Path, PathBuf},
    time::SystemTime,
};

/// The ways to compress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `.br`
    Brotli,
    /// `.gz`
    Gzip,
}

/// Says in a `.gz` that it was made here: another one may be an attachment.
const MARK: &str = "qilou";

/// What became of a file.
pub struct Packed {
    /// Whether it was compressed just now.
    pub is_new: bool,
    /// Its bytes.
    pub bytes: u64,
    /// The bytes of its `.br`; its own where there is none.
    pub brotli: u64,
    /// The bytes of its `.gz`; its own where there is none.
    pub gzip: u64,
}

impl Kind {
    /// The kind of a compressed file, by its name.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "br" => Some(Self::Brotli),
            "gz" => Some(Self::Gzip),
            _ => None,
        }
    }

    fn beside(self, path: &Path) -> PathBuf {
        let mut name = path.as_os_str().to_owned();
        name.push(match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
        });
        name.into()
    }
}

/// Whether a file is text, or a program: pictures, archives and the parts of a search index are compressed already.
pub fn is_text(path: &Path) -> bool {
    const TEXT: [&str; 20] = [
        "atom",
        "css",
        "csv",
        "htm",
        "html",
        "ico",
        "js",
        "json",
        "map",
        "md",
        "mjs",
        "rss",
        "svg",
        "txt",
        "wasm",
        "webmanifest",
        "xhtml",
        "xml",
        "xsl",
        "yaml",
    ];
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| TEXT.contains(&extension))
}

/// Whether a compressed file was made here. Nobody else leaves a `.br` beside a text.
pub fn is_ours(path: &Path, kind: Kind) -> io::Result<bool> {
    if kind == Kind::Brotli {
        return Ok(true);
    }
    let reader = GzDecoder::new(BufReader::new(File::open(path)?));
    let comment = reader.header().and_then(|header| header.comment());
    Ok(comment == Some(MARK.as_bytes()))
}

/// Compresses a file, unless that has been done and it has not changed.
pub fn pack(path: &Path) -> io::Result<Packed> {
    let bytes = fs::read(path)?;
    let changed = fs::metadata(path)?.modified()?;
    if is_current(path, &bytes, changed) {
        return Ok(packed(path, &bytes, false));
    }
    put(path, Kind::Brotli, &brotli(&bytes)?, &bytes, changed)?;
    put(path, Kind::Gzip, &gzip(&bytes)?, &bytes, changed)?;
    Ok(packed(path, &bytes, true))
}

fn packed(path: &Path, bytes: &[u8], is_new: bool) -> Packed {
    let size = |kind: Kind| {
        let compressed = fs::metadata(kind.beside(path));
        compressed.map_or(bytes.len() as u64, |compressed| compressed.len())
    };
    Packed {
        is_new,
        bytes: bytes.len() as u64,
        brotli: size(Kind::Brotli),
        gzip: size(Kind::Gzip),
    }
}

/// Both compressed files are as old as the file, and the `.gz` is of its content: it ends with a sum of that.
fn is_current(path: &Path, bytes: &[u8], changed: SystemTime) -> bool {
    let is_as_old = |kind: Kind| {
        let compressed = fs::metadata(kind.beside(path)).and_then(|file| file.modified());
        compressed.is_ok_and(|then| then == changed)
    };
    if !is_as_old(Kind::Brotli) || !is_as_old(Kind::Gzip) {
        return false;
    }
    let mut sum = Crc::new();
    sum.update(bytes);
    let end = [sum.sum().to_le_bytes(), sum.amount().to_le_bytes()].concat();
    fs::read(Kind::Gzip.beside(path)).is_ok_and(|gzip| gzip.ends_with(&end))
}

fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let options = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        mode: BrotliEncoderMode::BROTLI_MODE_GENERIC,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &options)?;
    Ok(compressed)
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    // Without a time, the same content makes the same file.
    let mut writer = GzBuilder::new()
        .comment(MARK)
        .write(Vec::new(), Compression::best());
    writer.write_all(bytes)?;
    writer.finish()
}

/// Puts a compressed file beside its own, in one step; what would not be smaller is left away.
fn put(
    path: &Path,
    kind: Kind,
    compressed: &[u8],
    bytes: &[u8],
    changed: SystemTime,
) -> io::Result<()> {
    let place = kind.beside(path);
    if place.exists() && !is_ours(&place, kind)? {
        return Ok(());
    }
    if compressed.len() >= bytes.len() {
        return match fs::remove_file(&place) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    let mut name = std::ffi::OsString::from(".");
    name.push(place.file_name().unwrap_or_default());
    name.push("-new");
    let fresh = place.with_file_name(name);
    let mut file = File::create(&fresh)?;
    file.write_all(compressed)?;
    file.set_modified(changed)?;
    drop(file);
    fs::rename(&fresh, &place)
}

#[cfg(test)]
mod tests {
    use super::{brotli, gzip};
    use std::io::Read;

    #[test]
    fn what_was_compressed_is_the_same_again() {
        for bytes in [Vec::new(), "骑楼".repeat(5000).into_bytes(), vec![7; 300]] {
            let mut again = Vec::new();
            let compressed = brotli(&bytes).unwrap();
            brotli::BrotliDecompress(&mut &*compressed, &mut again).unwrap();
            assert_eq!(again, bytes);
            let mut again = Vec::new();
            let compressed = gzip(&bytes).unwrap();
            flate2::read::GzDecoder::new(&*compressed)
                .read_to_end(&mut again)
                .unwrap();
            assert_eq!(again, bytes);
        }
    }
}
