//! The languages of the interface.

/// A language that the interface speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Chinese in simplified characters (简体).
    #[default]
    Hans,
    /// Chinese in traditional characters (繁體).
    Hant,
    /// English.
    English,
}

impl Language {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Hans, Self::Hant, Self::English];

    /// The language with a tag of [`Language::tag`].
    pub fn of(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Hans => "zh-Hans",
            Self::Hant => "zh-Hant",
            Self::English => "en",
        }
    }

    /// The language's name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hans => "简体",
            Self::Hant => "繁體",
            Self::English => "English",
        }
    }

    /// The language that serves a reader of a BCP 47 tag; none for a language that the interface does not speak.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let tag = tag.to_ascii_lowercase();
        let mut parts = tag.split(['-', '_']);
        match parts.next()? {
            "en" => Some(Self::English),
            "zh" | "yue" | "cmn" => {
                let traditional = parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo"));
                // 廣東話 is written in traditional characters unless it says otherwise.
                let traditional = (traditional || tag.starts_with("yue")) && !tag.contains("hans");
                Some(if traditional { Self::Hant } else { Self::Hans })
            }
            _ => None,
        }
    }

    /// The language for a browser that prefers these tags, best first. Who reads neither Chinese nor English
    /// reads English, unless the browser says nothing at all.
    pub fn of_browser<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        let mut any = false;
        for tag in tags {
            any = true;
            if let Some(language) = Self::of_tag(tag) {
                return language;
            }
        }
        if any { Self::English } else { Self::Hans }
    }
}

#[cfg(test)]
mod tests {
    use super::Language::{self, English, Hans, Hant};

    #[test]
    fn tags_lead_to_the_script_they_are_written_in() {
        for (tag, language) in [
            ("zh", Some(Hans)),
            ("zh-CN", Some(Hans)),
            ("zh-SG", Some(Hans)),
            ("zh-TW", Some(Hant)),
            ("zh-HK", Some(Hant)),
            ("zh-Hans-HK", Some(Hans)),
            ("zh-Hant-CN", Some(Hant)),
            ("zh_TW", Some(Hant)),
            ("yue", Some(Hant)),
            ("yue-Hans-CN", Some(Hans)),
            ("en-GB", Some(English)),
            ("de", None),
        ] {
            assert_eq!(Language::of_tag(tag), language, "{tag}");
        }
    }

    #[test]
    fn a_browser_gets_the_first_language_it_shares_with_us() {
        assert_eq!(Language::of_browser(["fr", "zh-TW", "en"]), Hant);
        assert_eq!(Language::of_browser(["ja"]), English);
        assert_eq!(Language::of_browser([]), Hans);
    }
}
