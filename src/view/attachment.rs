//! What came with a post.

use super::{gate, icon};
use crate::{
    app::App,
    model::{Attachment, AttachmentKind},
    text::number::bytes,
};
use maud::{Markup, html};

/// The attachments that the body does not show itself: pictures side by side, then players, then files.
pub fn attachments(app: &App, attachments: &[Attachment]) -> Markup {
    let apart = || attachments.iter().filter(|file| !file.inline);
    let of =
        |kind: AttachmentKind| apart().filter(move |file| file.kind == kind && file.gate.is_none());
    let pictures: Vec<Markup> = of(AttachmentKind::Image)
        .filter_map(|file| picture(app, file))
        .collect();
    let players: Vec<Markup> = of(AttachmentKind::Video)
        .chain(of(AttachmentKind::Audio))
        .filter_map(|file| player(app, file))
        .collect();
    let files: Vec<Markup> = apart()
        .filter(|file| file.kind == AttachmentKind::File || file.gate.is_some())
        .filter_map(|file| download(app, file))
        .collect();
    if pictures.is_empty() && players.is_empty() && files.is_empty() {
        return Markup::default();
    }
    html! {
        .attachments role="group" aria-label=(app.texts.attachments) {
            @if !pictures.is_empty() {
                .pictures { @for picture in &pictures { (picture) } }
            }
            @for player in &players { (player) }
            @if !files.is_empty() {
                ul.files { @for file in &files { (file) } }
            }
        }
    }
}

fn picture(app: &App, file: &Attachment) -> Option<Markup> {
    let href = app.addresses.media(&file.url)?;
    let src = file
        .thumbnail
        .as_deref()
        .and_then(|src| app.addresses.media(src))
        .unwrap_or_else(|| href.clone());
    let alt = file.alt.as_ref().unwrap_or(&file.name);
    Some(html! {
        figure {
            a.zoom href=(href) {
                img src=(src) alt=(alt) width=[file.width] height=[file.height] loading="lazy" decoding="async" referrerpolicy="no-referrer";
            }
            figcaption { (file.name) }
        }
    })
}

fn player(app: &App, file: &Attachment) -> Option<Markup> {
    let src = app.addresses.media(&file.url)?;
    Some(html! {
        figure {
            @if file.kind == AttachmentKind::Video {
                video src=(src) controls playsinline preload="none" width=[file.width] height=[file.height] aria-label=(file.name) {}
            } @else {
                audio src=(src) controls preload="none" aria-label=(file.name) {}
            }
            figcaption { (file.name) }
        }
    })
}

fn download(app: &App, file: &Attachment) -> Option<Markup> {
    let texts = app.texts;
    let facts: Vec<String> = [
        file.bytes.map(bytes),
        file.downloads.map(|count| texts.downloads_n.of(count)),
        file.gate.as_ref().map(|found| {
            let price = found.price.as_deref().unwrap_or_default();
            format!("{} {price}", gate::sentence(app, found))
                .trim_end()
                .to_owned()
        }),
    ]
    .into_iter()
    .flatten()
    .collect();
    let facts = html! { small { (facts.join(" · ")) } };
    if file.gate.is_some() {
        return Some(html! { li.shut { (icon::file()) span { (file.name) " " (facts) } } });
    }
    let href = app.addresses.media(&file.url)?;
    Some(html! {
        li { (icon::file()) span { a href=(href) download=(file.name) rel="nofollow" { (file.name) } " " (facts) } }
    })
}
