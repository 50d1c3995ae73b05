//! What the index holds of a text: words, and pairs of characters where there are no words to be seen.

use super::fold;

/// Longer words are no words (addresses, keys, pictures written out).
const LONGEST: usize = 48;

/// Ends a run of characters in the index, so that its last one is found as the beginning of a pair, too.
const END: char = '0';

/// Whether a character is of a script that is written without spaces, or with endings grown on to its words.
pub(super) fn is_dense(c: char) -> bool {
    matches!(u32::from(c),
        0x3041..=0x30ff | 0x31f0..=0x31ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xac00..=0xd7a3
        | 0xf900..=0xfaff | 0x20000..=0x323af)
}

/// A stretch of a text: a word, or a run of characters without words to be seen.
pub(super) struct Run {
    /// In the text, in bytes.
    pub start: usize,
    /// In the text, in bytes.
    pub end: usize,
    /// Whether there are no words to be seen in it.
    pub is_dense: bool,
}

/// The words and runs of a text, in their order; what stands between them is left out.
pub(super) fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, c) in text.char_indices() {
        if !c.is_alphanumeric() {
            continue;
        }
        let (end, is_dense) = (at + c.len_utf8(), is_dense(c));
        match runs.last_mut() {
            Some(last) if last.end == at && last.is_dense == is_dense => last.end = end,
            _ => runs.push(Run {
                start: at,
                end,
                is_dense,
            }),
        }
    }
    runs
}

/// Writes the tokens of a text behind others, each after a space.
pub fn write_tokens(text: &str, tokens: &mut String) {
    for run in runs(text) {
        let piece = &text[run.start..run.end];
        if !run.is_dense {
            if piece.len() <= LONGEST {
                tokens.push(' ');
                tokens.extend(piece.chars().map(fold));
            }
            continue;
        }
        let mut characters = piece.chars().map(fold).peekable();
        while let Some(first) = characters.next() {
            tokens.extend([' ', first, characters.peek().copied().unwrap_or(END)]);
        }
    }
}

/// The tokens of a text.
pub fn tokens(text: &str) -> String {
    let mut tokens = String::with_capacity(text.len() * 2);
    write_tokens(text, &mut tokens);
    tokens
}

/// The token that says who wrote in a record. Every token of this kind is of one length: none begins another.
pub fn author_token(name: &str) -> String {
    hashed("qa", name.trim().chars().map(fold))
}

/// The token that says which section a record is in.
pub fn section_token(id: &str) -> String {
    hashed("qs", id.chars())
}

/// A prefix and the Fowler–Noll–Vo hash of a text: what an index takes for a word, whatever the text is made of.
fn hashed(prefix: &str, text: impl Iterator<Item = char>) -> String {
    let hash = text.fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| {
        (hash ^ u64::from(u32::from(c))).wrapping_mul(0x100_0000_01b3)
    });
    let digits = (0..12).map(|at| {
        let digit = (hash >> (at * 5)) & 31;
        char::from(b"abcdefghijklmnopqrstuvwxyz012345"[digit as usize])
    });
    prefix.chars().chain(digits).collect()
}

#[cfg(test)]
mod tests {
    use super::{author_token, section_token, tokens};

    #[test]
    fn characters_come_in_pairs_and_words_whole() {
        for (text, expected) in [
            ("騎樓，老街", " 骑楼 楼0 老街 街0"),
            ("用Rust写WebAssembly 2.0", " 用0 rust 写0 webassembly 2 0"),
            ("……!?", ""),
            ("c++ ｃ＋＋", " c c"),
        ] {
            assert_eq!(tokens(text), expected);
        }
        assert_eq!(tokens(&"x".repeat(49)), "");
    }

    #[test]
    fn names_and_sections_are_words_of_one_length() {
        let names: Vec<String> = ["温村阿May", "a", "", "*.*"].map(author_token).into();
        assert!(names.iter().all(|name| name.len() == 14));
        assert!(
            names
                .iter()
                .all(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        );
        assert_eq!(author_token(" 溫村阿MAY "), names[0]);
        assert_ne!(section_token("1"), section_token("11"));
        assert_ne!(section_token("a"), author_token("a"));
    }
}
