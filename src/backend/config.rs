//! `config.json`: which forum this app shows.

use super::{decode, decode::parse};
use crate::model::read::{document, words};
use crate::{
    model::{Auth, Clock, Link, Notice, Packs, Paths, Problem, ProblemCode, Qr, Read, Site},
    transport::Response,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

document! {
    /// What stands in `config.json`, beside `index.html`.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Config {
        /// Where the forum is read from.
        pub backend: BackendConfig,
        /// What is shown instead of what the backend says of the site, or because it says nothing.
        // A `SiteConfig`, which is read when the site is there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(with = "Option<SiteConfig>"))]
        pub site: Option<Value>,
    }
}

document! {
    /// Where a forum is read from.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct BackendConfig {
        /// How the forum speaks.
        pub kind: BackendKind,
        /// Its address, absolute or relative to the app; it is a folder, with or without a slash at the end.
        pub url: String,
        /// Seconds to wait for an answer; 20 where it is absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub time_limit: Option<u32>,
        /// Paths of documents that differ from the usual ones. They may stand in `site.json` as well; here they save
        /// the first page a request.
        #[serde(skip_serializing_if = "Paths::is_empty")]
        pub paths: Paths = default,
        /// Documents that are bundled. They stand in `site.json` as well; here they save the first page a request.
        #[serde(skip_serializing_if = "Packs::is_empty")]
        pub packs: Packs = default,
        /// The address of the mapping, for a backend of kind `mapping`; relative to the app.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub mapping: Option<String>,
    }
}

document! {
    /// What an administrator says of the site, field by field as in `site.json`.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct SiteConfig {
        /// The forum's name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub name: Option<String>,
        /// A line under the name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub tagline: Option<String>,
        /// The address of a square picture.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub logo: Option<String>,
        /// The forum's home address; links to it stay in the app.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub url: Option<String>,
        /// Further addresses that the forum had.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub aliases: Option<Vec<String>>,
        /// The language that the forum is written in, BCP 47.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub lang: Option<String>,
        /// The forum's zone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub clock: Option<Clock>,
        /// The rows of the navigation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub nav: Option<Vec<Vec<Link>>>,
        /// The footer's links.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub footer: Option<Vec<Link>>,
        /// What the administrators want everybody to read.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub notices: Option<Vec<Notice>>,
        /// Where accounts are dealt with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub auth: Option<Auth>,
        /// Addresses to be shown as QR codes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub qr: Option<Vec<Qr>>,
        /// The copyright line.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub copyright: Option<String>,
    }
}

impl SiteConfig {
    /// The site as its backend tells of it, with what the administrator says instead.
    ///
    /// # Errors
    ///
    /// What in the administrator's words does not fit.
    pub fn over(said: &Value, site: Site) -> Result<Site, Problem> {
        let known = [
            "name",
            "tagline",
            "logo",
            "url",
            "aliases",
            "lang",
            "clock",
            "nav",
            "footer",
            "notices",
            "auth",
            "qr",
            "copyright",
        ];
        known_names("site.", Some(said), &known)?;
        let said = Self::read(said).map_err(|misfit| {
            Problem::new(ProblemCode::Config).detail(misfit.below("site").to_string())
        })?;
        Ok(Site {
            name: said.name.unwrap_or(site.name),
            tagline: said.tagline.or(site.tagline),
            logo: said.logo.or(site.logo),
            url: said.url.or(site.url),
            aliases: said.aliases.unwrap_or(site.aliases),
            lang: said.lang.unwrap_or(site.lang),
            clock: said.clock.unwrap_or(site.clock),
            nav: said.nav.unwrap_or(site.nav),
            footer: said.footer.unwrap_or(site.footer),
            notices: said.notices.unwrap_or(site.notices),
            auth: said.auth.unwrap_or(site.auth),
            qr: said.qr.unwrap_or(site.qr),
            copyright: said.copyright.or(site.copyright),
            ..site
        })
    }
}

/// How a forum speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BackendKind {
    /// In the content format, from a folder of files or a server.
    #[default]
    Native,
    /// As Discuz! X3.4 and X3.5 do (`api/mobile/index.php`).
    Discuz,
    /// As NodeBB 4 does (`api/…`).
    Nodebb,
    /// As Discourse does (`….json`).
    Discourse,
    /// As Flarum does (`api/…`, JSON:API).
    Flarum,
    /// As Lemmy does (`api/v3` of 0.19, `api/v4` of 1.0).
    Lemmy,
    /// In any JSON of its own, which a mapping explains.
    Mapping,
}

impl Config {
    /// The content that lies beside the app.
    fn beside_the_app() -> Self {
        Self {
            backend: BackendConfig {
                url: "content/".to_owned(),
                ..BackendConfig::default()
            },
            site: None,
        }
    }

    /// Reads the answer to a request for `config.json`. A host without one shows the content beside the app.
    pub fn read(response: &Response) -> Result<Self, Problem> {
        if response.status == 404 {
            return Ok(Self::beside_the_app());
        }
        let read = || {
            let value = parse(response)?;
            known_names("", Some(&value), &["backend", "site", "$schema"])?;
            let known = ["kind", "url", "time_limit", "paths", "packs", "mapping"];
            known_names("backend.", value.get("backend"), &known)?;
            decode::<Self>(response)?.checked()
        };
        read().map_err(|problem| Problem {
            detail: match problem.code {
                ProblemCode::HtmlInsteadOfJson => Some("it is a web page".to_owned()),
                _ => problem.detail,
            },
            code: ProblemCode::Config,
            ..problem
        })
    }

    fn checked(self) -> Result<Self, Problem> {
        let wrong = |detail: &str| Err(Problem::new(ProblemCode::Config).detail(detail));
        let url = self.backend.url.trim();
        if url.is_empty() {
            return wrong("backend.url is empty");
        }
        if url.contains(':') && !(url.starts_with("https://") || url.starts_with("http://")) {
            return wrong("backend.url begins with neither https:// nor http://");
        }
        if self.backend.time_limit == Some(0) {
            return wrong("backend.time_limit is 0 seconds");
        }
        match (self.backend.kind, &self.backend.mapping) {
            (BackendKind::Mapping, None) => wrong(
                "backend.mapping is missing: a backend of kind \"mapping\" names its mapping there",
            ),
            (BackendKind::Mapping, _) | (_, None) => Ok(self),
            _ => wrong("backend.mapping is for a backend of kind \"mapping\" alone"),
        }
    }
}

/// A name that means nothing is a slip of the pen.
fn known_names(place: &str, value: Option<&Value>, known: &[&str]) -> Result<(), Problem> {
    let names = value.and_then(Value::as_object).into_iter();
    let mut names = names.flat_map(|fields| fields.keys());
    match names.find(|name| !known.contains(&name.as_str())) {
        Some(name) => {
            let detail = [place, name, " means nothing"].concat();
            Err(Problem::new(ProblemCode::Config).detail(detail))
        }
        None => Ok(()),
    }
}

words!(BackendKind);
