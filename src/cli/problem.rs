//! What can keep a command from being done, told in sentences.

use super::prerender::Trouble;
use crate::content::Fault;
use std::{fmt, io, net::SocketAddr, path::PathBuf};

/// Why a command cannot be done.
#[derive(Debug)]
pub enum Problem {
    /// The folder does not exist.
    NoFolder(PathBuf),
    /// There is something at the path, but no folder.
    NotAFolder(PathBuf),
    /// The folder holds no `index.html` that can be read.
    NoIndex(PathBuf),
    /// The base is not the path of a folder.
    BadBase(String),
    /// The site was built for another base than the one asked for.
    OtherBase {
        /// What `index.html` says.
        built: String,
        /// What was asked for.
        asked: String,
    },
    /// A document or its folder cannot be used.
    Content(Fault),
    /// A file or folder cannot be read.
    Unreadable(PathBuf, io::Error),
    /// A file or folder cannot be written.
    Unwritable(PathBuf, io::Error),
    /// No thread of the folder has anything to be found.
    NothingToIndex(PathBuf),
    /// The index cannot be made.
    Index(String),
    /// Another program listens at the address.
    Taken(SocketAddr),
    /// The address cannot be listened at for another reason.
    Closed(SocketAddr, io::Error),
    /// The server broke down while it ran.
    Broken(io::Error),
    /// There is no configuration at the path.
    NoConfig(PathBuf),
    /// A configuration, and what is wrong with it.
    Config(String, String),
    /// The forum cannot be read, and why.
    Forum(String),
    /// The forum answered nothing for a while, and why.
    GivenUp(String),
    /// The folder holds what this program did not write.
    Occupied(PathBuf),
    /// Another command writes into the folder.
    Busy(PathBuf),
    /// The folder holds another forum's archive.
    OtherForum {
        /// The folder.
        folder: PathBuf,
        /// The forum whose archive it is.
        archived: String,
        /// The forum that was to be archived.
        asked: String,
    },
    /// An archive that lacks something, and how much.
    NotWhole(PathBuf, u64),
    /// A folder of documents is not as it should be, in so many places.
    Faulty(PathBuf, u64),
    /// What is to be written has a place already.
    NotEmpty(PathBuf),
    /// What is to be written would be within what is read.
    Within {
        /// What is to be written.
        to: PathBuf,
        /// What is read.
        folder: PathBuf,
    },
    /// A site cannot be written ahead.
    Prerender(Trouble),
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Self {
        Self::Prerender(trouble)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFolder(path) => write!(f, "There is no folder {}.", path.display()),
            Self::NotAFolder(path) => write!(f, "{} is not a folder.", path.display()),
            Self::NoIndex(path) => write!(
                f,
                "{} has no index.html; `make build` builds a site.",
                path.display()
            ),
            Self::BadBase(base) => write!(
                f,
                "The base “{base}” is not a folder's path: it begins and ends with a slash, like /forum/."
            ),
            Self::OtherBase { built, asked } => write!(
                f,
                "The site was built for {built}, not for {asked}; `PUBLIC_URL={asked} make build` builds it anew."
            ),
            Self::Content(fault) => write!(f, "{fault}"),
            Self::Unreadable(path, error) => {
                write!(f, "{} cannot be read: {error}.", path.display())
            }
            Self::Unwritable(path, error) => {
                write!(f, "{} cannot be written: {error}.", path.display())
            }
            Self::NothingToIndex(path) => write!(
                f,
                "{} has no threads with posts, so there is nothing to index.",
                path.display()
            ),
            Self::Index(why) => write!(f, "The index cannot be made: {why}."),
            Self::Taken(address) => write!(
                f,
                "{address} is taken by another program; --port (`PORT=… make serve`) chooses another port."
            ),
            Self::Closed(address, error) => write!(f, "{address} cannot be used: {error}."),
            Self::Broken(error) => write!(f, "The server broke down: {error}."),
            Self::NoConfig(path) => write!(
                f,
                "There is no {}; --from names a config.json, or a folder with a site.json.",
                path.display()
            ),
            Self::Config(config, wrong) => write!(f, "{config}: {wrong}."),
            Self::Forum(why) => write!(f, "The forum cannot be archived: {why}."),
            Self::GivenUp(why) => write!(
                f,
                "The forum fails again and again: {why}. The same command goes on later where it was ended."
            ),
            Self::Occupied(path) => write!(
                f,
                "{} is neither empty nor an archive that this command began; nothing was written into it.",
                path.display()
            ),
            Self::Busy(path) => write!(
                f,
                "Another command is writing into {}; nothing was changed.",
                path.display()
            ),
            Self::OtherForum {
                folder,
                archived,
                asked,
            } => write!(
                f,
                "{} is the archive of another forum ({archived}, not {asked}); nothing was changed.",
                folder.display()
            ),
            Self::NotWhole(path, failures) => write!(
                f,
                "{} is not whole: {}. The same command asks again for what failed.",
                path.display(),
                counted(*failures, "failure")
            ),
            Self::Faulty(path, faults) => {
                write!(f, "{} has {}.", path.display(), counted(*faults, "fault"))
            }
            Self::Prerender(trouble) => trouble.fmt(f),
            Self::NotEmpty(path) => write!(
                f,
                "{} is there already and is not an empty folder; nothing was changed.",
                path.display()
            ),
            Self::Within { to, folder } => write!(
                f,
                "{} lies within {}, which is being read; choose another folder.",
                to.display(),
                folder.display()
            ),
        }
    }
}

/// So many of something: “1 fault”, “2 faults”.
fn counted(count: u64, what: &str) -> String {
    let end = if count == 1 { "" } else { "s" };
    format!("{count} {what}{end}")
}

impl std::error::Error for Problem {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Closed(_, error)
            | Self::Broken(error)
            | Self::Unreadable(_, error)
            | Self::Unwritable(_, error) => Some(error),
            Self::Prerender(trouble) => Some(trouble),
            Self::Content(fault) => Some(fault),
            _ => None,
        }
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        Self::Content(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::Problem;

    #[test]
    fn one_fault_is_not_many() {
        let told = |faults| Problem::Faulty("a".into(), faults).to_string();
        assert_eq!([told(1), told(2)], ["a has 1 fault.", "a has 2 faults."]);
        let told = Problem::NotWhole("a".into(), 1).to_string();
        assert!(told.starts_with("a is not whole: 1 failure. "), "{told}");
    }
}
