//! What can be wrong with a content folder, told in sentences.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

/// A file or folder, and what is wrong with it.
#[derive(Debug)]
pub struct Fault {
    /// The file or folder.
    pub path: PathBuf,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// What is wrong with a file or folder.
#[derive(Debug)]
pub enum Wrong {
    /// There is no folder.
    NoFolder,
    /// There is something, but no folder.
    NotAFolder,
    /// There is no such file.
    Missing,
    /// The file or folder cannot be read.
    Unreadable(io::Error),
    /// It is not UTF-8.
    NotText,
    /// The text ends too early.
    Half,
    /// It is a web page.
    Html,
    /// It is not JSON, from this line and column on.
    NotJson(usize, usize),
    /// It is JSON of another shape: what did not fit, and where.
    Shape(String),
    /// It is of a version that this program does not read.
    Version(String),
    /// A pack does not match its index: it has no such range, or what is there is no text.
    Pack(String),
    /// A name that would lead out of the folder.
    Climbs(String),
}

impl Fault {
    /// A fault of a file or folder.
    pub fn new(path: &Path, wrong: Wrong) -> Self {
        Self {
            path: path.to_owned(),
            wrong,
        }
    }

    /// Whether there is simply no such document.
    pub fn is_missing(&self) -> bool {
        matches!(self.wrong, Wrong::Missing)
    }
}

impl Wrong {
    pub(super) fn json(text: &str, error: &serde_json::Error) -> Self {
        if error.is_eof() {
            return Self::Half;
        }
        match text
            .trim_start_matches('\u{feff}')
            .trim_start()
            .starts_with('<')
        {
            true => Self::Html,
            false => Self::NotJson(error.line(), error.column()),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.wrong {
            Wrong::NoFolder => write!(f, "There is no folder {path}."),
            Wrong::NotAFolder => write!(f, "{path} is not a folder."),
            Wrong::Missing => write!(f, "There is no {path}."),
            Wrong::Unreadable(error) => write!(f, "{path} cannot be read: {error}."),
            Wrong::NotText => write!(f, "{path} is not UTF-8 text."),
            Wrong::Half => write!(f, "{path} is half a document: the text ends too early."),
            Wrong::Html => write!(f, "{path} is a web page, not a document."),
            Wrong::NotJson(line, column) => {
                write!(f, "{path} is not JSON: line {line}, column {column}.")
            }
            Wrong::Shape(what) => write!(f, "{path} does not fit the content format: {what}."),
            Wrong::Version(version) => write!(
                f,
                "{path} is of version {version} of the content format, which this program does not read."
            ),
            Wrong::Pack(document) => write!(
                f,
                "{path} does not match its index: {document} is not where it should be."
            ),
            Wrong::Climbs(name) => write!(f, "{name} would lead out of the folder {path}."),
        }
    }
}

impl std::error::Error for Fault {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.wrong {
            Wrong::Unreadable(error) => Some(error),
            _ => None,
        }
    }
}
