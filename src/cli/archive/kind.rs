//! What files are called in an archive: by what they hold, and only as what does not run when it is opened.

/// Endings of pictures.
const PICTURES: &[&str] = &[
    "avif", "bmp", "gif", "ico", "jpeg", "jpg", "png", "svg", "webp",
];

/// Endings of other files that are kept under their own.
const OTHERS: &[&str] = &[
    "3gp", "7z", "avi", "bz2", "csv", "doc", "docx", "epub", "flac", "gz", "ics", "m4a", "m4v",
    "md", "mkv", "mov", "mp3", "mp4", "odp", "ods", "odt", "oga", "ogg", "ogv", "opus", "pdf",
    "ppt", "pptx", "rar", "tar", "torrent", "tsv", "txt", "wav", "webm", "xls", "xlsx", "xz",
    "zip",
];

/// The ending of what is known by none.
pub const UNKNOWN: &str = "bin";

/// The endings of media types, the most usual first.
const TYPES: &[(&str, &str)] = &[
    ("image/jpeg", "jpg"),
    ("image/png", "png"),
    ("image/gif", "gif"),
    ("image/webp", "webp"),
    ("image/svg+xml", "svg"),
    ("image/avif", "avif"),
    ("image/bmp", "bmp"),
    ("image/x-icon", "ico"),
    ("image/vnd.microsoft.icon", "ico"),
    ("video/mp4", "mp4"),
    ("video/webm", "webm"),
    ("video/quicktime", "mov"),
    ("audio/mpeg", "mp3"),
    ("audio/ogg", "ogg"),
    ("audio/mp4", "m4a"),
    ("audio/wav", "wav"),
    ("audio/x-wav", "wav"),
    ("audio/flac", "flac"),
    ("application/pdf", "pdf"),
    ("application/zip", "zip"),
    ("application/gzip", "gz"),
    ("application/epub+zip", "epub"),
    ("text/plain", "txt"),
    ("text/csv", "csv"),
];

/// The ending in the path of an address, if it is one to be kept.
pub fn of_path(path: &str) -> Option<&'static str> {
    let name = path.rsplit('/').next()?;
    let (_, ending) = name.rsplit_once('.')?;
    let mut known = PICTURES.iter().chain(OTHERS);
    known
        .find(|known| known.eq_ignore_ascii_case(ending))
        .copied()
}

/// The ending of a media type.
pub fn of_type(mime: Option<&str>) -> &'static str {
    let mut types = TYPES.iter();
    let found = types.find(|(known, _)| Some(*known) == mime);
    found.map_or(UNKNOWN, |(_, ending)| ending)
}

/// All endings that a file of an unknown name may have got.
pub fn all() -> impl Iterator<Item = &'static str> {
    TYPES.iter().map(|(_, ending)| *ending).chain([UNKNOWN])
}

/// Whether a file of an ending is a picture.
pub fn is_picture(ending: &str) -> bool {
    PICTURES.contains(&ending)
}

#[cfg(test)]
mod tests {
    use super::{is_picture, of_path, of_type};

    #[test]
    fn what_would_run_has_no_ending_of_its_own() {
        for path in [
            "a/x.html", "x.svgz", "x.php", "x", "x.js", "a.b/c", ".png/x", "x.exe",
        ] {
            assert_eq!(of_path(path), None, "{path}");
        }
        assert_eq!(of_path("a/张.JPG"), Some("jpg"));
        assert_eq!(of_type(Some("text/html")), "bin");
        assert!(is_picture("svg") && !is_picture("pdf"));
    }
}
