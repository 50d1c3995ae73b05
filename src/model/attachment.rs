//! A file that came with a post.

use super::{
    Gate,
    read::{document, words},
};
use serde::{Deserialize, Serialize};

document! {
    /// An attached picture, recording or file.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Attachment {
        /// Names the attachment within its post.
        pub id: String,
        /// What it is.
        pub kind: AttachmentKind,
        /// The file's name, shown and downloaded under.
        pub name: String,
        /// The address, absolute or relative to the content root.
        pub url: String,
        /// The address of a smaller picture.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub thumbnail: Option<String>,
        /// The picture's width, in pixels.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub width: Option<u32>,
        /// The picture's height, in pixels.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub height: Option<u32>,
        /// The file's size, in bytes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub bytes: Option<u64>,
        /// The media type.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub mime: Option<String>,
        /// What the picture shows, for those who cannot see it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub alt: Option<String>,
        /// How often the file was fetched.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub downloads: Option<u64>,
        /// The body places it itself (an `<img>` with this address); it is not listed again below the post.
        pub inline: bool = default,
        /// What keeps the reader from it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub gate: Option<Gate>,
    }
}

/// What an attachment is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AttachmentKind {
    /// A picture, shown.
    Image,
    /// A film, played on demand.
    Video,
    /// A recording, played on demand.
    Audio,
    /// A file to download; also anything newer than this program.
    #[default]
    #[serde(other)]
    File,
}

words!(AttachmentKind);
