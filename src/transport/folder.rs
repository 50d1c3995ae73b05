//! Answers from a folder of files, on the host.

use super::{Answer, Request, Response, Transport};
use crate::model::{Problem, ProblemCode};
use percent_encoding::percent_decode_str;
use std::{fs, io::ErrorKind, path::PathBuf};

/// Answers requests below one address from the files of one folder, as a static file server does.
#[derive(Clone, Debug)]
pub struct FolderTransport {
    /// The address that the folder stands for; it ends with a slash.
    pub root: String,
    /// The folder.
    pub folder: PathBuf,
}

impl Transport for FolderTransport {
    fn send(&self, request: Request) -> Answer<'_, Response> {
        Box::pin(async move { self.read(request.url) })
    }
}

impl FolderTransport {
    fn read(&self, url: String) -> Result<Response, Problem> {
        let path = url
            .strip_prefix(&self.root)
            .and_then(|path| path.split(['?', '#']).next());
        let path =
            path.and_then(|path| Some(percent_decode_str(path).decode_utf8().ok()?.into_owned()));
        let Some(path) = path.filter(|path| path.split('/').all(|segment| segment != "..")) else {
            return Err(Problem::new(ProblemCode::Network).at(url));
        };
        let (status, body) = match fs::read(self.folder.join(&path)) {
            Ok(bytes) => (200, String::from_utf8_lossy(&bytes).into_owned()),
            Err(error) if error.kind() == ErrorKind::NotFound => (404, String::new()),
            Err(error) => {
                return Err(Problem::new(ProblemCode::Network)
                    .at(url)
                    .detail(error.to_string()));
            }
        };
        Ok(Response {
            url,
            status,
            content_type: path
                .ends_with(".json")
                .then(|| "application/json".to_owned()),
            body,
            ..Response::default()
        })
    }
}
