//! The version of the format that a document is written in.

use super::{Read, Reader, Shape};
use serde::Serialize;
use serde_json::Value;

/// `"major.minor"`. Documents of the same major version are read; another major version is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Version(
    #[cfg_attr(feature = "schema", schemars(regex(pattern = r"^1\.[0-9]+$")))] pub String,
);

impl Version {
    /// The major version that this program reads.
    pub const MAJOR: &'static str = "1";

    /// Whether this program reads documents of this version.
    pub fn is_readable(&self) -> bool {
        self.0.split('.').next() == Some(Self::MAJOR)
    }
}

impl Default for Version {
    fn default() -> Self {
        Self("1.0".to_owned())
    }
}

impl Read for Version {
    fn take(value: &Value, reader: &mut Reader) -> Self {
        Self(String::take(value, reader))
    }

    fn shape() -> Shape {
        String::shape()
    }
}
