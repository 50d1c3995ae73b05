//! What came with a post.

use super::{gate, icon};
use crate::{
    app::App,
    model::{Attachment, AttachmentKind},
    text::number::bytes,
};
use leptos::prelude::*;

/// The attachments that the body does not show itself: pictures side by side, then players, then files.
pub fn attachments(app: &App, attachments: &[Attachment]) -> Option<AnyView> {
    let apart = || attachments.iter().filter(|file| !file.inline);
    let of =
        |kind: AttachmentKind| apart().filter(move |file| file.kind == kind && file.gate.is_none());
    let pictures: Vec<_> = of(AttachmentKind::Image)
        .filter_map(|file| picture(app, file))
        .collect();
    let players: Vec<_> = of(AttachmentKind::Video)
        .chain(of(AttachmentKind::Audio))
        .filter_map(|file| player(app, file))
        .collect();
    let files: Vec<_> = apart()
        .filter(|file| file.kind == AttachmentKind::File || file.gate.is_some())
        .filter_map(|file| download(app, file))
        .collect();
    if pictures.is_empty() && players.is_empty() && files.is_empty() {
        return None;
    }
    Some(
        view! {
            <section class="attachments" aria-label=app.texts.attachments>
                {(!pictures.is_empty()).then(|| view! { <div class="pictures">{pictures}</div> })}
                {players}
                {(!files.is_empty()).then(|| view! { <ul class="files">{files}</ul> })}
            </section>
        }
        .into_any(),
    )
}

fn picture(app: &App, file: &Attachment) -> Option<AnyView> {
    let href = app.addresses.media(&file.url)?;
    let src = file
        .thumbnail
        .as_deref()
        .and_then(|src| app.addresses.media(src))
        .unwrap_or_else(|| href.clone());
    let alt = file.alt.clone().unwrap_or_else(|| file.name.clone());
    Some(view! {
        <figure>
            <a class="zoom" href=href>
                <img src=src alt=alt width=file.width height=file.height loading="lazy" decoding="async" referrerpolicy="no-referrer" />
            </a>
            <figcaption>{file.name.clone()}</figcaption>
        </figure>
    }
    .into_any())
}

fn player(app: &App, file: &Attachment) -> Option<AnyView> {
    let src = app.addresses.media(&file.url)?;
    let name = file.name.clone();
    let player = match file.kind {
        AttachmentKind::Video => view! { <video src=src controls playsinline preload="none" width=file.width height=file.height aria-label=name></video> }.into_any(),
        _ => view! { <audio src=src controls preload="none" aria-label=name></audio> }.into_any(),
    };
    Some(view! { <figure>{player}<figcaption>{file.name.clone()}</figcaption></figure> }.into_any())
}

fn download(app: &App, file: &Attachment) -> Option<AnyView> {
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
    let facts = view! { <small>{facts.join(" · ")}</small> };
    let name = file.name.clone();
    Some(if file.gate.is_some() {
        view! { <li class="shut">{icon::file()}<span>{name}" "{facts}</span></li> }.into_any()
    } else {
        let href = app.addresses.media(&file.url)?;
        view! { <li>{icon::file()}<span><a href=href download=file.name.clone() rel="nofollow">{name}</a>" "{facts}</span></li> }.into_any()
    })
}
