//! The sentences of Discuz!'s message keys: a part of the program of its own, as most readers are refused nothing.

// The macro declares what the part exports and imports.
#![allow(unsafe_code)]

use super::messages::message_key;
use crate::{model::Problem, text::language::Language};
use std::sync::OnceLock;
use wasm_split_helpers::wasm_split;

// From `locales/discuz.json`, when the program is built.
include!(concat!(env!("OUT_DIR"), "/discuz.rs"));

type Sentences = &'static [(&'static str, [&'static str; 3])];

static READY: OnceLock<Sentences> = OnceLock::new();

#[wasm_split(discuz_sentences, fallible)]
fn part() -> Result<Sentences, Problem> {
    Ok(&SENTENCES)
}

/// Waits until they are there, or cannot be had: then a refusal is told without the server's words.
pub async fn prepare() {
    if READY.get().is_none()
        && let Ok(sentences) = part().await
    {
        let _ = READY.set(sentences);
    }
}

/// The sentence of the key in a detail; none if it has no key, or one that is not known.
pub fn sentence(detail: &str, language: Language) -> Option<&'static str> {
    let key = message_key(detail)?;
    let (_, sentences) = READY.get()?.iter().find(|(known, _)| *known == key)?;
    let [hans, hant, english] = sentences;
    Some(match language {
        Language::Hans => hans,
        Language::Hant => hant,
        Language::English => english,
    })
}
