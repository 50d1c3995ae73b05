//! What the reader has chosen, as it is remembered.

use super::Storage;
use crate::text::language::Language;
use serde::Serialize;
use serde_json::Value;

/// What a reader can choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// Light or dark.
    pub theme: Theme,
    /// Steps larger or smaller than the usual text, within [`Preferences::TEXT_SIZES`].
    pub text_size: i8,
    /// The interface's language; the browser's where it is none.
    pub language: Option<Language>,
    /// Whose clock times are told by.
    pub zone: ZoneChoice,
    /// Whether threads are read without anything around the text.
    pub reading: bool,
    /// Whether lists show the beginning of each thread.
    pub excerpts: bool,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device has it.
    #[default]
    System,
    /// Ink on paper.
    Light,
    /// The other way round.
    Dark,
}

/// Whose clock times are told by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ZoneChoice {
    /// The forum's.
    #[default]
    Forum,
    /// The reader's.
    Reader,
}

impl Theme {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::System];

    fn of(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.slug() == slug)
    }

    /// How it is written in storage; `index.html` reads it before the app has started.
    pub fn slug(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

impl ZoneChoice {
    /// Both, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::Forum, Self::Reader];

    fn of(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|zone| zone.slug() == slug)
    }

    /// How it is written in storage.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Forum => "forum",
            Self::Reader => "reader",
        }
    }
}

impl Preferences {
    /// The smallest and the largest text.
    pub const TEXT_SIZES: std::ops::RangeInclusive<i8> = -2..=4;
    const NAME: &'static str = "qilou.preferences";

    /// Makes one choice, as a button of the settings names it; a text size is a step up or down. What cannot be
    /// chosen changes nothing.
    pub fn choose(&mut self, name: &str, value: &str) {
        match name {
            "theme" => self.theme = Theme::of(value).unwrap_or(self.theme),
            "language" => self.language = Language::of(value).or(self.language),
            "zone" => self.zone = ZoneChoice::of(value).unwrap_or(self.zone),
            "text_size" => {
                let step: i8 = value.parse().unwrap_or_default();
                let size = self.text_size.saturating_add(step);
                self.text_size = size.clamp(*Self::TEXT_SIZES.start(), *Self::TEXT_SIZES.end());
            }
            _ => {}
        }
    }

    /// The same with one choice made.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.choose(name, value);
        self
    }

    /// What was chosen before.
    pub fn load() -> Self {
        Storage::Local
            .get(Self::NAME)
            .map(|text| Self::parse(&text))
            .unwrap_or_default()
    }

    /// Remembers the choice.
    pub fn save(&self) {
        Storage::Local.set(Self::NAME, &self.write());
    }

    /// Reads what was stored; what cannot be read is as if it had not been chosen.
    fn parse(text: &str) -> Self {
        let stored: Value = serde_json::from_str(text).unwrap_or_default();
        let word = |name: &str| stored.get(name).and_then(Value::as_str).unwrap_or_default();
        let flag = |name: &str| {
            stored
                .get(name)
                .and_then(Value::as_bool)
                .unwrap_or_default()
        };
        let text_size = stored
            .get("text_size")
            .and_then(Value::as_i64)
            .unwrap_or_default();
        Self {
            theme: Theme::of(word("theme")).unwrap_or_default(),
            text_size: i8::try_from(text_size)
                .ok()
                .filter(|size| Self::TEXT_SIZES.contains(size))
                .unwrap_or_default(),
            language: Language::of(word("language")),
            zone: ZoneChoice::of(word("zone")).unwrap_or_default(),
            reading: flag("reading"),
            excerpts: flag("excerpts"),
        }
    }

    fn write(&self) -> String {
        #[derive(Serialize)]
        struct Stored {
            theme: &'static str,
            text_size: i8,
            language: Option<&'static str>,
            zone: &'static str,
            reading: bool,
            excerpts: bool,
        }
        serde_json::to_string(&Stored {
            theme: self.theme.slug(),
            text_size: self.text_size,
            language: self.language.map(Language::tag),
            zone: self.zone.slug(),
            reading: self.reading,
            excerpts: self.excerpts,
        })
        .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, Preferences, Theme, ZoneChoice};

    #[test]
    fn what_is_written_is_read_again() {
        let chosen = Preferences {
            theme: Theme::Dark,
            text_size: -1,
            language: Some(Language::Hant),
            zone: ZoneChoice::Reader,
            reading: true,
            excerpts: true,
        };
        assert_eq!(Preferences::parse(&chosen.write()), chosen);
        let untouched = Preferences::default();
        assert_eq!(Preferences::parse(&untouched.write()), untouched);
    }

    #[test]
    fn what_cannot_be_read_was_not_chosen() {
        for text in [
            "",
            "{",
            "7",
            r#"{"theme":"pink","text_size":900,"language":3}"#,
        ] {
            assert_eq!(Preferences::parse(text), Preferences::default(), "{text}");
        }
    }
}
