//! `config.json`: which forum this app shows.

use super::decode;
use crate::model::read::{document, words};
use crate::{
    model::{Paths, Problem, ProblemCode},
    transport::Response,
};
use serde::{Deserialize, Serialize};

document! {
    /// What stands in `config.json`, beside `index.html`.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Config {
        /// Where the forum is read from.
        pub backend: BackendConfig,
    }
}

document! {
    /// Where a forum is read from.
    #[derive(Clone, Debug, PartialEq, Eq)]
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
    }
}

/// How a forum speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BackendKind {
    /// In the content format, from a folder of files or a server.
    Native,
}

impl Default for Config {
    /// The content that lies beside the app.
    fn default() -> Self {
        Self {
            backend: BackendConfig {
                kind: BackendKind::Native,
                url: "content/".to_owned(),
                time_limit: None,
                paths: Paths::default(),
            },
        }
    }
}

impl Config {
    /// Reads the answer to a request for `config.json`. A host without one shows the content beside the app.
    pub fn read(response: &Response) -> Result<Self, Problem> {
        if response.status == 404 {
            return Ok(Self::default());
        }
        decode::<Self>(response)
            .and_then(Self::checked)
            .map_err(|problem| Problem {
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
        Ok(self)
    }
}

words!(BackendKind);
