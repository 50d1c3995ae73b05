//! Answers from a folder of files, on the host.

use super::{Answer, Request, Response, Transport, utf8};
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
        Box::pin(async move { self.answer(request) })
    }
}

impl FolderTransport {
    fn answer(&self, Request { url, headers, .. }: Request) -> Result<Response, Problem> {
        let path = url
            .strip_prefix(&self.root)
            .and_then(|path| path.split(['?', '#']).next());
        let path =
            path.and_then(|path| Some(percent_decode_str(path).decode_utf8().ok()?.into_owned()));
        let Some(path) = path.filter(|path| path.split('/').all(|segment| segment != "..")) else {
            return Err(Problem::new(ProblemCode::Network).at(url));
        };
        let (status, body) = match fs::read(self.folder.join(&path)) {
            Ok(bytes) => ranged(bytes, &headers),
            Err(error) if error.kind() == ErrorKind::NotFound => (404, Vec::new()),
            Err(error) => {
                return Err(Problem::new(ProblemCode::Network)
                    .at(url)
                    .detail(error.to_string()));
            }
        };
        // Letters that were replaced would be taken for the text.
        let Some(body) = utf8(body) else {
            return Err(Problem::new(ProblemCode::BadJson)
                .at(url)
                .detail("it is not UTF-8 text"));
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

/// A file, or the part of it that is asked for, if one is (`Range: bytes=FIRST-LAST`), with the status that says so.
fn ranged(bytes: Vec<u8>, headers: &[(String, String)]) -> (u16, Vec<u8>) {
    let asked = headers.iter().find(|(name, _)| name == "Range");
    let asked = asked.and_then(|(_, range)| range.strip_prefix("bytes=")?.split_once('-'));
    let Some((first, last)) = asked else {
        return (200, bytes);
    };
    let range = first.parse::<usize>().ok().zip(last.parse::<usize>().ok());
    let part =
        range.and_then(|(first, last)| bytes.get(first..=last.min(bytes.len().saturating_sub(1))));
    match part {
        Some(part) => (206, part.to_vec()),
        None => (416, Vec::new()),
    }
}
