//! The forum that pages are written of: what all of them share.

use super::{Options, Trouble, page::answer, post_page::PostPages, template::Template};
use crate::{
    app::App,
    backend::{BackendKind, Config, SiteConfig},
    cli::path::base_of,
    content::{Content, Name, value},
    model::{Paths, Problem, ProblemCode, Site},
    reader::Preferences,
    text::{
        address::{Addresses, Ahead},
        language::Language,
        time::Times,
    },
    transport::Response,
};
use serde_json::Value;
use std::{
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::Path,
    rc::Rc,
    time::UNIX_EPOCH,
};
use url::Url;

/// The host that stands in where the site's own is not known; no address of it is written anywhere.
const NOWHERE: &str = "https://site.invalid";

/// The style of pages that are read without scripts.
const PLAIN: &str = include_str!("plain.css");

/// The forum, shared by all threads.
pub struct Forum {
    /// The app's page.
    pub template: Template,
    /// The app's folder on its host.
    pub base: String,
    /// The site's host, where it is known, without a slash at its end.
    pub origin: Option<String>,
    /// The folder below the app that the content belongs into; none if it is left where it is.
    pub content_folder: Option<String>,
    /// The interface's language.
    pub language: Language,
    /// The forum with what `config.json` says of it.
    pub site: Site,
    /// The name and the text of the style for pages without scripts.
    pub plain: (String, &'static str),
    /// The name of the whole style.
    pub style: String,
    /// What every page brings for the app: `config.json` and `site.json`.
    pub answers: String,
    /// The address of the content, relative to the app's, and the paths of its documents as far as `config.json` says
    /// so: the app asks for a page's document before it knows the site.
    content: (String, Paths),
    /// The address that the content is relative to.
    root: String,
    /// A number for all that every page depends on.
    stamp: u64,
}

impl Forum {
    /// Reads the app and what the content says of the site.
    ///
    /// # Errors
    ///
    /// What is wrong with one of them, or that they do not fit.
    pub fn open(content: &Content, options: &Options) -> Result<Self, Trouble> {
        let page = options.app.join("index.html");
        let html = fs::read_to_string(&page).map_err(|_| Trouble::NoApp(options.app.clone()))?;
        let template = Template::new(&html, &page)?;
        let base = base_of(&html).unwrap_or("/").to_owned();
        let origin = match &options.url {
            Some(url) => Some(origin_of(url, &base)?),
            None => None,
        };
        let (config, config_value) = read_config(&options.app)?;
        let home = format!("{}{base}", origin.as_deref().unwrap_or(NOWHERE));
        let folder = folder_of(&config.backend.url);
        let content_folder = match (options.no_content, folder) {
            (true, _) => None,
            (false, Some(folder)) => Some(folder),
            (false, None) => return Err(Trouble::Elsewhere(config.backend.url)),
        };
        let root = Url::parse(&home)
            .and_then(|home| home.join(&config.backend.url))
            .map_err(|_| Trouble::Elsewhere(config.backend.url.clone()))?;
        let mut root = String::from(root);
        if !root.ends_with('/') {
            root.push('/');
        }
        let content_address = config.backend.url.trim_end_matches('/').to_owned() + "/";
        let text = content.text(&Name::Site)?;
        let site_value = value(&text).map_err(|wrong| content.fault(&Name::Site, wrong))?;
        let site = content.site().clone();
        let site = match &config.site {
            Some(said) => SiteConfig::over(said, site)
                .map_err(|problem| Trouble::Config(options.app.join("config.json"), problem))?,
            None => site,
        };
        let stamp = stamp(&[&html, &text, &config_value.to_string(), &root, PLAIN]);
        Ok(Self {
            style: format!("style-{:016x}.css", hash(&[&template.css])),
            template,
            language: Language::of_tag(&site.lang).unwrap_or(Language::English),
            plain: (format!("plain-{:016x}.css", hash(&[PLAIN])), PLAIN),
            answers: answer("config.json", &config_value)
                + &answer(&format!("{content_address}site.json"), &site_value),
            content: (content_address, config.backend.paths),
            base,
            origin,
            content_folder,
            site,
            root,
            stamp,
        })
    }

    /// The address that the app asks for a document, relative to its own.
    pub fn document_address(&self, name: &Name) -> String {
        let (content, paths) = &self.content;
        content.clone() + &name.address(paths)
    }

    /// The absolute address of one that begins with a slash, where the host is known.
    pub fn absolute(&self, address: &str) -> Option<String> {
        if address.contains("://") {
            return Some(address.to_owned());
        }
        let origin = self.origin.as_ref()?;
        address
            .starts_with('/')
            .then(|| [origin.as_str(), address].concat())
    }

    /// The forum as the pages' templates know it; each thread makes its own.
    pub fn app(&self, posts: PostPages) -> App {
        let ahead = Ahead {
            origin: self.origin.clone().unwrap_or_else(|| NOWHERE.to_owned()),
            post_page: Some(Rc::new(move |thread, post| posts.page(thread, post))),
        };
        let addresses = Addresses::new(&self.base, &self.root, &self.site).with_ahead(ahead);
        let app = App::new(
            Rc::new(self.site.clone()),
            Rc::new(addresses),
            Preferences::default(),
            self.language,
        );
        let times = Times {
            lasting: true,
            ..(*app.times).clone()
        };
        App {
            times: Rc::new(times),
            ..app
        }
    }

    /// A number for a page made of these documents: another number is another page.
    pub fn stamp(&self, texts: &[&str]) -> u64 {
        hash(&[&self.stamp.to_string(), &texts.concat()])
    }
}

/// The host of an address of the site, whose path has to be that of the app.
fn origin_of(address: &str, base: &str) -> Result<String, Trouble> {
    let bad = || Trouble::BadUrl(address.to_owned());
    let mut url = Url::parse(address).map_err(|_| bad())?;
    let is_sound = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty();
    if !is_sound {
        return Err(bad());
    }
    if !url.path().ends_with('/') {
        url.set_path(&[url.path(), "/"].concat());
    }
    if url.path() != base {
        return Err(Trouble::OtherBase {
            built: base.to_owned(),
            url: address.to_owned(),
        });
    }
    Ok(url.origin().ascii_serialization())
}

/// What `config.json` beside the app says, and its JSON.
fn read_config(app: &Path) -> Result<(Config, Value), Trouble> {
    let path = app.join("config.json");
    let (status, body) = match fs::read_to_string(&path) {
        Ok(text) => (200, text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => (404, String::new()),
        Err(error) => return Err(Trouble::Unreadable(path, error)),
    };
    let response = Response {
        url: path.display().to_string(),
        status,
        content_type: Some("application/json".to_owned()),
        body,
        ..Response::default()
    };
    let read = |response: &Response| {
        let config = Config::read(response)?;
        let value = match response.status {
            404 => serde_json::json!({ "backend": config.backend }),
            _ => serde_json::from_str(&response.body)
                .map_err(|_| Problem::new(ProblemCode::BadJson))?,
        };
        Ok((config, value))
    };
    let (config, value) =
        read(&response).map_err(|problem| Trouble::Config(path.clone(), problem))?;
    match config.backend.kind {
        BackendKind::Native => Ok((config, value)),
        _ => Err(Trouble::NotNative(path)),
    }
}

/// The folder below the app that an address relative to it names.
fn folder_of(url: &str) -> Option<String> {
    let folder = url.trim_end_matches('/');
    let is_plain = !folder.is_empty()
        && !folder.starts_with('.')
        && folder
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    is_plain.then(|| folder.to_owned())
}

fn hash(texts: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    texts.hash(&mut hasher);
    hasher.finish()
}

/// Another program writes other pages: it is known by its file.
fn stamp(texts: &[&str]) -> u64 {
    let program = env::current_exe().and_then(fs::metadata).ok();
    let changed = program.and_then(|file| {
        let since = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some((file.len(), since.as_nanos()))
    });
    let mut hasher = DefaultHasher::new();
    (texts, changed).hash(&mut hasher);
    hasher.finish()
}
