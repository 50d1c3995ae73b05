//! Fetching a file: it goes to the disk as it comes.

use super::{NativeTransport, fault};
use crate::model::ProblemCode;
use std::{fs::File, io::Write};

/// What is known of a file that has arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrived {
    /// The media type without its parameters, if the server told it.
    pub mime: Option<String>,
    /// How many bytes it has.
    pub bytes: u64,
}

/// Why a file was not fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loss {
    /// The host says that there is none, or none for this visitor.
    Absent(String),
    /// It is longer than wanted.
    TooLong,
    /// Another try, later, may succeed.
    Failed(String),
}

impl NativeTransport {
    /// Fetches what is at an address into a file, unless it is longer than `limit` bytes. What another host than the
    /// forum's fails to give is asked for only once more.
    ///
    /// # Errors
    ///
    /// The [`Loss`]; what the file holds then is of no use.
    pub async fn fetch(&self, url: &str, into: &mut File, limit: u64) -> Result<Arrived, Loss> {
        let url = self.allowed(url).await.map_err(|problem| {
            let said = problem.detail.unwrap_or_default();
            match problem.code {
                ProblemCode::Unknown => Loss::Absent(said),
                _ => Loss::Failed(format!("robots.txt of the host cannot be had: {said}")),
            }
        })?;
        let retries = match self.is_home(&url) {
            true => self.retries,
            false => self.retries.min(1),
        };
        let failed = |error: reqwest::Error| Loss::Failed(fault::sentence(&error));
        let begun = self.begin(&url, &[], retries).await;
        let (mut answer, _turn) = begun.map_err(|problem| {
            let said = problem.detail.unwrap_or_default();
            match problem.code {
                ProblemCode::Unknown => Loss::Absent(said),
                _ => Loss::Failed(said),
            }
        })?;
        match answer.status().as_u16() {
            200..=299 => {}
            status @ (429 | 500..) => {
                return Err(Loss::Failed(format!("the host answers {status}")));
            }
            status => return Err(Loss::Absent(format!("the host answers {status}"))),
        }
        let mime = answer
            .headers()
            .get("content-type")
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .map(|value| value.trim().to_ascii_lowercase());
        let mut bytes = 0;
        if answer.content_length().is_some_and(|length| length > limit) {
            return Err(Loss::TooLong);
        }
        while let Some(part) = answer.chunk().await.map_err(failed)? {
            bytes += part.len() as u64;
            if bytes > limit {
                return Err(Loss::TooLong);
            }
            into.write_all(&part)
                .map_err(|error| Loss::Failed(error.to_string()))?;
        }
        Ok(Arrived { mime, bytes })
    }
}
