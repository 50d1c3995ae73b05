//! Answers from a folder of files, on the host.

use super::{Answer, Request, Response, Transport};
use crate::model::{Problem, ProblemCode};
use percent_encoding::percent_decode_str;
use std::{fs, io::ErrorKind, path::PathBuf};

/// Answers requests below one address from the files of one folder, as a static file server does, ranges included.
#[derive(Clone, Debug)]
pub struct FolderTransport {
    /// The address that the folder stands for; it ends with a slash.
    pub root: String,
    /// The folder.
    pub folder: PathBuf,
}

impl Transport for FolderTransport {
    fn send(&self, request: Request) -> Answer<'_, Response> {
        Box::pin(async move { Ok(ranged(self.read(request.url)?, &request.headers)) })
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

/// The part of an answer that is asked for, if one is: `Range: bytes=FIRST-LAST`.
fn ranged(mut response: Response, headers: &[(String, String)]) -> Response {
    let asked = headers.iter().find(|(name, _)| name == "Range");
    let asked = asked.and_then(|(_, range)| range.strip_prefix("bytes=")?.split_once('-'));
    let Some((first, last)) = asked.filter(|_| response.status == 200) else {
        return response;
    };
    let range = first.parse::<usize>().ok().zip(last.parse::<usize>().ok());
    let bytes = response.body.as_bytes();
    let part =
        range.and_then(|(first, last)| bytes.get(first..=last.min(bytes.len().saturating_sub(1))));
    (response.status, response.body) = match part {
        Some(part) => (206, String::from_utf8_lossy(part).into_owned()),
        None => (416, String::new()),
    };
    response
}
