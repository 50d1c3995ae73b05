//! Identifiers: opaque strings that only their backend understands.

use super::{Read, Reader, Shape};
use serde::Serialize;
use serde_json::Value;
use std::fmt;

macro_rules! id {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The identifier as its backend wrote it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Read for $name {
            fn take(value: &Value, reader: &mut Reader) -> Self {
                Self(String::take(value, reader))
            }

            fn shape() -> Shape {
                String::shape()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }
    )+};
}

id! {
    /// Names a section of the forum.
    SectionId,
    /// Names a thread.
    ThreadId,
    /// Names a post.
    PostId,
    /// Names a member.
    UserId,
}
