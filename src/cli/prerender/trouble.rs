//! What can keep a site from being written, told in sentences.

use crate::{content::Fault, model::Problem};
use std::{
    fmt, io,
    path::{Path, PathBuf},
};

/// Why a site cannot be written.
#[derive(Debug)]
pub enum Trouble {
    /// The content is not as it should be.
    Content(Fault),
    /// The folder of the app holds no `index.html` that can be read.
    NoApp(PathBuf),
    /// The app's `index.html` lacks an element that a page goes into.
    NoPlace(PathBuf, &'static str),
    /// The app's `config.json` cannot be used.
    Config(PathBuf, Problem),
    /// The app reads another kind of forum.
    NotNative(PathBuf),
    /// The app reads its content from where this program cannot put it.
    Elsewhere(String),
    /// The address of the site is no web address of a folder.
    BadUrl(String),
    /// The address of the site has another path than the app was built for.
    OtherBase {
        /// What the app was built for.
        built: String,
        /// The address.
        url: String,
    },
    /// The target is, or is in, or holds, a folder that is read from.
    Overlap(PathBuf, PathBuf),
    /// The target holds what this program has not written.
    Occupied(PathBuf),
    /// A file or folder cannot be written.
    Unwritable(PathBuf, io::Error),
    /// A file cannot be read.
    Unreadable(PathBuf, io::Error),
}

impl Trouble {
    /// A file or folder that cannot be written.
    pub fn unwritable(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Unwritable(path, error)
    }

    /// A file or folder that cannot be read.
    pub fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Unreadable(path, error)
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Content(fault)
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Content(fault) => fault.fmt(f),
            Self::NoApp(path) => write!(
                f,
                "{} has no index.html of the app; `make build` builds it.",
                path.display()
            ),
            Self::NoPlace(path, what) => write!(
                f,
                "{} has no {what}: it is not the app as `make build` builds it.",
                path.display()
            ),
            Self::Config(path, problem) => {
                let detail = problem.detail.as_deref().unwrap_or("it cannot be read");
                write!(f, "{}: {detail}.", path.display())
            }
            Self::NotNative(path) => write!(
                f,
                "{} names a live forum: pages are written ahead for content folders only, with a backend of the kind “native”.",
                path.display()
            ),
            Self::Elsewhere(url) => write!(
                f,
                "The app reads its content from {url}, which is no folder below the app; --no-content leaves the content there."
            ),
            Self::BadUrl(url) => write!(
                f,
                "“{url}” is not the address of a site: it begins with https:// or http:// and has no query, like https://forum.example/."
            ),
            Self::OtherBase { built, url } => write!(
                f,
                "The app was built for {built}, which is not the path of {url}; `PUBLIC_URL=… make build` builds it anew."
            ),
            Self::Overlap(target, source) => write!(
                f,
                "{} cannot be the target: it and {}, which is read from, lie in one another.",
                target.display(),
                source.display()
            ),
            Self::Occupied(path) => write!(
                f,
                "{} holds something else than a site that was written ahead; an empty or a new folder is needed.",
                path.display()
            ),
            Self::Unwritable(path, error) => {
                write!(f, "{} cannot be written: {error}.", path.display())
            }
            Self::Unreadable(path, error) => {
                write!(f, "{} cannot be read: {error}.", path.display())
            }
        }
    }
}

impl std::error::Error for Trouble {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Content(fault) => Some(fault),
            Self::Unwritable(_, error) | Self::Unreadable(_, error) => Some(error),
            _ => None,
        }
    }
}
