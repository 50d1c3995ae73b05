//! The files of a post.

use super::{answer::Reader, body};
use crate::{
    backend::Node,
    model::{Attachment, AttachmentKind, Gate, GateReason},
    text::entity,
};

/// Where a post has files and the reader may see none of them, the server leaves its own figure instead of a list.
pub fn files_shut(row: Node<'_>, reader: Reader<'_>) -> Option<Gate> {
    let has_files = row.get("attachment").count().unwrap_or(0) > 0;
    let none_listed = row.get("attachments").entries().is_empty();
    (has_files && none_listed).then(|| Gate {
        reason: if reader.is_guest() {
            GateReason::Login
        } else {
            GateReason::Level
        },
        ..Gate::default()
    })
}

/// The files of a post.
pub fn attachments(row: Node<'_>, reader: Reader<'_>) -> Vec<Attachment> {
    row.get("attachments")
        .entries()
        .into_iter()
        .filter_map(|(key, file)| attachment(key, file, reader))
        .collect()
}

fn attachment(key: &str, file: Node<'_>, reader: Reader<'_>) -> Option<Attachment> {
    let number = |key| file.get(key).count().unwrap_or(0);
    let name = entity::decode(file.get("filename").str().unwrap_or_default());
    let address = format!(
        "{}{}",
        file.get("url").str().unwrap_or_default(),
        file.get("attachment").str()?
    );
    let is_image = file.get("attachimg").flag() || number("isimage") == 1;
    let kind = match body::kind_of(&name) {
        _ if is_image => AttachmentKind::Image,
        // Only the server knows which of the others it shows as a picture.
        AttachmentKind::Image => AttachmentKind::File,
        kind => kind,
    };
    let gate = if reader.is_below(number("readperm")) {
        Some((GateReason::Level, None))
    } else if number("price") > 0 && !file.get("payed").flag() {
        Some((GateReason::Pay, file.get("price").text()))
    } else {
        None
    };
    let pixels = |key| file.get(key).small().filter(|pixels| *pixels > 0);
    // Only pictures are fetched as they lie there: other files have another name on the server, and a counter.
    let url = match file.get("aidencode").str() {
        Some(code) if kind != AttachmentKind::Image => {
            format!("forum.php?mod=attachment&aid={code}")
        }
        _ => address.clone(),
    };
    Some(Attachment {
        id: file.get("aid").text().unwrap_or_else(|| key.to_owned()),
        kind,
        thumbnail: (is_image && file.get("thumb").flag()).then(|| format!("{address}.thumb.jpg")),
        // What is shut is not led to.
        url: if gate.is_some() { String::new() } else { url },
        width: pixels("width"),
        height: pixels("height"),
        bytes: file.get("filesize").count(),
        mime: None,
        alt: file.get("description").str().map(entity::plain),
        downloads: file.get("downloads").count(),
        inline: false,
        gate: gate.map(|(reason, price)| Gate {
            reason,
            price,
            ..Gate::default()
        }),
        name,
    })
}
