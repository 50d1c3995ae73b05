//! The interface's texts, made from `locales/*.json` when the program is built.

use super::{language::Language, number::grouped};

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

impl Texts {
    /// The texts of a language; in the browser, those of [`Language::Hans`] until it has been prepared.
    pub fn of(language: Language) -> &'static Self {
        part::prepared(language).unwrap_or(&HANS)
    }

    /// Waits until the texts of a language are there. If they cannot come, those of another language are shown.
    pub async fn prepare(language: Language) {
        part::prepare(language).await;
    }
}

/// On the host all is one program.
#[cfg(not(target_arch = "wasm32"))]
mod part {
    use super::{ENGLISH, HANS, HANT, Language, Texts};

    pub fn prepared(language: Language) -> Option<&'static Texts> {
        Some(match language {
            Language::Hans => &HANS,
            Language::Hant => &HANT,
            Language::English => &ENGLISH,
        })
    }

    pub async fn prepare(_: Language) {}
}

/// Each further language is a part of the program of its own: a reader needs one.
#[cfg(target_arch = "wasm32")]
// The macro declares what the parts export and import.
#[allow(unsafe_code)]
mod part {
    use super::{ENGLISH, HANT, Language, Texts};
    use crate::model::Problem;
    use std::sync::OnceLock;
    use wasm_split_helpers::wasm_split;

    static PREPARED: [OnceLock<&Texts>; 2] = [OnceLock::new(), OnceLock::new()];

    fn place(language: Language) -> Option<&'static OnceLock<&'static Texts>> {
        let [hant, english] = &PREPARED;
        match language {
            Language::Hans => None,
            Language::Hant => Some(hant),
            Language::English => Some(english),
        }
    }

    pub fn prepared(language: Language) -> Option<&'static Texts> {
        place(language)?.get().copied()
    }

    pub async fn prepare(language: Language) {
        let Some(place) = place(language).filter(|place| place.get().is_none()) else {
            return;
        };
        let texts = match language {
            Language::English => english().await,
            _ => hant().await,
        };
        if let Ok(texts) = texts {
            let _ = place.set(texts);
        }
    }

    #[wasm_split(english, fallible)]
    fn english() -> Result<&'static Texts, Problem> {
        Ok(&ENGLISH)
    }

    #[wasm_split(hant, fallible)]
    fn hant() -> Result<&'static Texts, Problem> {
        Ok(&HANT)
    }
}

/// A text with a number in it, written `{n}`.
#[derive(Debug, PartialEq)]
pub struct Plural {
    one: &'static str,
    other: &'static str,
}

impl Plural {
    /// The text for a number.
    pub fn of(&self, number: u64) -> String {
        let text = if number == 1 { self.one } else { self.other };
        fill(text, &[("n", &grouped(number))])
    }
}

/// A text with its `{names}` replaced.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        let value = values.iter().find(|(key, _)| *key == name);
        filled.push_str(value.map_or("", |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::{Language, Plural, Texts, fill};

    #[test]
    fn values_are_not_filled_again() {
        assert_eq!(
            fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]),
            "{b} and 2"
        );
    }

    #[test]
    fn one_is_one() {
        let replies = Plural {
            one: "{n} reply",
            other: "{n} replies",
        };
        assert_eq!(replies.of(1), "1 reply");
        assert_eq!(replies.of(0), "0 replies");
        assert_eq!(replies.of(1200), "1,200 replies");
    }

    #[test]
    fn every_language_has_its_own_texts() {
        let [hans, hant, english] = Language::ALL.map(|language| Texts::of(language).not_found);
        assert!(hans != hant && hant != english);
    }
}
