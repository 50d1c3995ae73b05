//! Names that are safe as names of files, whatever a forum calls its things.
//!
//! A name of small letters, digits, `-`, `_` and letters of scripts that have no capitals (汉字, かな) stays as it is.
//! Any other is written anew: what of it is safe, `~`, and a part of its hash. So the same name becomes the same
//! wherever it stands, two names never become one, not even where `Ann` and `ann` are the same file, and nothing
//! leads out of its folder.

use super::hash::hash;

/// A name longer than this is written anew; a file's name has at most 255 bytes.
const LONGEST: usize = 80;

/// How much of a name that is written anew stays readable.
const READABLE: usize = 24;

/// The name as it is in an archive.
pub fn safe(name: &str) -> String {
    if is_safe(name) {
        return name.to_owned();
    }
    let mut readable = String::new();
    for letter in name.chars().take(READABLE) {
        match letter.to_ascii_lowercase() {
            letter if is_letter(letter) => readable.push(letter),
            _ if readable.ends_with('-') => {}
            _ => readable.push('-'),
        }
    }
    format!(
        "{}~{:010x}",
        readable.trim_matches('-'),
        hash(&[name]) >> 24
    )
}

fn is_safe(name: &str) -> bool {
    !name.is_empty() && name.len() <= LONGEST && name.chars().all(is_letter) && !is_device(name)
}

/// Letters that are the same in every file system: no capitals, and none that can be composed of two.
fn is_letter(letter: char) -> bool {
    matches!(letter, 'a'..='z' | '0'..='9' | '-' | '_')
        || (('\u{3041}'..='\u{9fff}').contains(&letter)
            && letter.is_alphanumeric()
            && !is_composed(letter))
}

/// Kana with a sound mark can be written in two ways.
fn is_composed(letter: char) -> bool {
    ('\u{3041}'..='\u{30ff}').contains(&letter)
}

/// Windows keeps some names for itself.
fn is_device(name: &str) -> bool {
    let stem = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    matches!(name, "con" | "prn" | "aux" | "nul")
        || (name.len() == 4 && matches!(stem, "com" | "lpt"))
}

#[cfg(test)]
mod tests {
    use super::safe;
    use std::collections::HashSet;

    #[test]
    fn plain_names_stay() {
        for name in ["7", "155319", "xiao-mei", "a_b", "张三", "comet", "com10"] {
            assert_eq!(safe(name), name);
        }
    }

    #[test]
    fn all_others_are_safe_and_differ() {
        let long = "长".repeat(300);
        let names = [
            "",
            ".",
            "..",
            "../../etc/passwd",
            "/etc/passwd",
            "a/b",
            "a\\b",
            "a.b",
            "Ann",
            "ANN",
            "ann~0123456789",
            "con",
            "com1",
            "music@faraway.example",
            "a b",
            "a\0b",
            "é",
            "e\u{301}",
            "ガ",
            "カ\u{3099}",
            "%2e%2e",
            "C:\\x",
            "-/-",
            &long,
        ];
        let mut seen = HashSet::new();
        for name in names {
            let written = safe(name);
            assert!(written.contains('~'), "{name}: {written}");
            assert!(written.len() <= 96, "{name}: {written}");
            assert!(
                !written.contains(['/', '\\', '.', ':', '%', ' ', '\0'])
                    && written == written.to_lowercase(),
                "{name}: {written}"
            );
            assert!(
                seen.insert(written.clone()),
                "{name}: {written} is there twice"
            );
            assert_ne!(
                safe(&written),
                written,
                "no name can be taken for a written one"
            );
        }
        assert_eq!(safe("Ann"), safe("Ann"));
        assert!(safe("music@faraway.example").starts_with("music-faraway-example~"));
    }
}
