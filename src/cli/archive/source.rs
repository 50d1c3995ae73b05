//! The forum that is archived: what its configuration says, and the backend that reads it.

use super::told::{shown, told};
use crate::{
    backend::{self, Backend, BackendKind, Config},
    cli::Problem,
    model,
    transport::{
        Answer, FolderTransport, Request, Response, Transport,
        native::{Manners, NativeTransport, Secrets},
        utf8,
    },
};
use serde_json::Value;
use std::{
    fs, io,
    path::{Path, PathBuf},
    rc::Rc,
};
use url::Url;

/// The address that a folder of documents stands for; nobody has it.
pub(super) const FOLDER: &str = "http://content.invalid/";

/// The address that the configuration's own folder stands for.
pub(super) const BESIDE: &str = "http://config.invalid/";

/// A forum to be archived.
pub struct Source {
    /// What reads it.
    pub backend: Rc<dyn Backend>,
    /// How it speaks.
    pub kind: BackendKind,
    /// The way to other hosts, and to the forum's own files.
    pub http: Rc<NativeTransport>,
    /// Its folder, if it is one of this machine.
    pub folder: Option<FolderTransport>,
    /// What the configuration says of the site.
    pub said: Option<Value>,
    /// Names the forum: how it speaks, and where it is.
    pub name: String,
}

/// A configuration, and what its addresses are relative to.
struct Found {
    config: Config,
    place: Place,
}

enum Place {
    Folder(PathBuf),
    Web(Url),
}

impl Source {
    /// Opens the forum that a configuration names; `from` is its file, a folder that holds one or that is the content
    /// itself, or an address.
    ///
    /// # Errors
    ///
    /// What keeps the forum from being read, as far as that can be told before it is asked.
    pub async fn open(from: &str, manners: &Manners, secrets: &Secrets) -> Result<Self, Problem> {
        let mut found = find(from, manners).await?;
        let wrong = |problem: &model::Problem| Problem::Config(from.to_owned(), told(problem));
        let mut manners = manners.clone();
        if let Some(seconds) = found.config.backend.time_limit {
            manners.time_limit = std::time::Duration::from_secs(seconds.into());
        }
        let (root, folder) = found.root(from)?;
        let home = folder.is_none().then_some(root.as_str());
        let http = NativeTransport::new(home, &manners, secrets).map_err(|error| wrong(&error))?;
        let http = Rc::new(http);
        let mut folders: Vec<FolderTransport> = folder.iter().cloned().collect();
        let mapping = found.mapping(&mut folders);
        let transport = Rc::new(Routed {
            folders,
            http: Rc::clone(&http),
        });
        let kind = found.config.backend.kind;
        let name = match &folder {
            Some(read) => format!("native, {}", whole(&read.folder).display()),
            None => format!("{}, {root}", word(kind)),
        };
        let said = found.config.site.take();
        let backend = backend::open(&found.config, root, mapping, transport)
            .await
            .map_err(|problem| wrong(&problem))?;
        Ok(Self {
            backend,
            kind,
            http,
            folder,
            said,
            name,
        })
    }

    /// Whether an address lies in the folder of this machine that is read.
    pub fn is_in_folder(&self, url: &Url) -> bool {
        self.folder.is_some() && url.as_str().starts_with(FOLDER)
    }
}

impl Found {
    /// Where the forum is: its address, and its folder if that stands for it.
    fn root(&self, from: &str) -> Result<(String, Option<FolderTransport>), Problem> {
        let wrong = |detail: String| Err(Problem::Config(from.to_owned(), detail));
        let said = self.config.backend.url.trim();
        let is_web = said.starts_with("http://") || said.starts_with("https://");
        match &self.place {
            Place::Folder(place) if !is_web => {
                let folder = place.join(said);
                if !folder.is_dir() {
                    return wrong(format!(
                        "backend.url names {}, and there is no such folder; a forum on the web has an address with https://",
                        folder.display()
                    ));
                }
                if self.config.backend.kind != BackendKind::Native {
                    return wrong(
                        "backend.url names a folder, which only a backend of kind \"native\" reads"
                            .to_owned(),
                    );
                }
                let root = FOLDER.to_owned();
                let transport = FolderTransport {
                    root: root.clone(),
                    folder,
                };
                Ok((root, Some(transport)))
            }
            place => {
                let url = match place {
                    Place::Web(place) => place.join(said),
                    Place::Folder(_) => Url::parse(said),
                };
                // It is not shown: often it is a password with a `#` that keeps it from being an address.
                let Ok(url) = url else {
                    return wrong("backend.url is no address".to_owned());
                };
                if has_password(&url) {
                    return wrong(
                        "backend.url has a name or a password in it, which would be written into the archive; QILOU_AUTHORIZATION would not"
                            .to_owned(),
                    );
                }
                let mut root = url.to_string();
                if !root.ends_with('/') {
                    root.push('/');
                }
                Ok((root, None))
            }
        }
    }

    /// The absolute address of the mapping; one beside the configuration is read from there.
    fn mapping(&self, folders: &mut Vec<FolderTransport>) -> Option<String> {
        let mapping = self.config.backend.mapping.as_deref()?;
        match &self.place {
            Place::Web(place) => Some(place.join(mapping).ok()?.into()),
            Place::Folder(_) if Url::parse(mapping).is_ok() => Some(mapping.to_owned()),
            Place::Folder(place) => {
                folders.push(FolderTransport {
                    root: BESIDE.to_owned(),
                    folder: place.clone(),
                });
                Some(Url::parse(BESIDE).ok()?.join(mapping).ok()?.into())
            }
        }
    }
}

/// The configuration.
async fn find(from: &str, manners: &Manners) -> Result<Found, Problem> {
    if let Ok(url) = Url::parse(from)
        && matches!(url.scheme(), "http" | "https")
    {
        if has_password(&url) {
            return Err(Problem::Config(
                shown(from),
                "its address has a name or a password in it; save the configuration as a file"
                    .to_owned(),
            ));
        }
        let wrong = |problem: model::Problem| Problem::Config(from.to_owned(), told(&problem));
        let http = NativeTransport::new(Some(from), manners, &Secrets::default()).map_err(wrong)?;
        let answer = http.send(Request::get(from)).await.map_err(wrong)?;
        if answer.status == 404 {
            return Err(Problem::Config(
                from.to_owned(),
                "there is nothing".to_owned(),
            ));
        }
        let config = Config::read(&answer).map_err(wrong)?;
        return Ok(Found {
            config,
            place: Place::Web(url),
        });
    }
    let path = Path::new(from);
    if path.is_dir() && !path.join("config.json").is_file() && path.join("site.json").is_file() {
        let mut config = Config::default();
        config.backend.url = ".".to_owned();
        let place = Place::Folder(path.to_owned());
        return Ok(Found { config, place });
    }
    let path = match path.is_dir() {
        true => path.join("config.json"),
        false => path.to_owned(),
    };
    let body = fs::read(&path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Problem::NoConfig(path.clone()),
        _ => Problem::Config(path.display().to_string(), error.to_string()),
    })?;
    let body = utf8(body).ok_or_else(|| {
        let wrong = "it is not UTF-8 text; save it with that encoding";
        Problem::Config(path.display().to_string(), wrong.to_owned())
    })?;
    let answer = Response {
        status: 200,
        body,
        ..Response::default()
    };
    let config = Config::read(&answer)
        .map_err(|problem| Problem::Config(path.display().to_string(), told(&problem)))?;
    let place = path.parent().unwrap_or(Path::new("")).to_owned();
    Ok(Found {
        config,
        place: Place::Folder(place),
    })
}

/// The whole path of a folder, from whichever folder it is named.
fn whole(folder: &Path) -> PathBuf {
    fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned())
}

/// Whether an address says who asks. The forum's own becomes part of many others, in documents and reports.
fn has_password(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// How `config.json` writes a kind.
fn word(kind: BackendKind) -> String {
    let word = serde_json::to_value(kind).unwrap_or_default();
    word.as_str().unwrap_or_default().to_owned()
}

/// Requests go to folders of this machine where these stand for an address, and out otherwise.
struct Routed {
    folders: Vec<FolderTransport>,
    http: Rc<NativeTransport>,
}

impl Transport for Routed {
    fn send(&self, request: Request) -> Answer<'_, Response> {
        let mut folders = self.folders.iter();
        match folders.find(|folder| request.url.starts_with(&folder.root)) {
            Some(folder) => folder.send(request),
            None => self.http.send(request),
        }
    }
}
