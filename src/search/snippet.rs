//! Where a text has what was asked for, and the part of it to show.

use super::{Term, fold, token::runs};
use crate::model::Mark;

/// How much of a text is shown: so many Chinese characters, or twice as many Latin ones.
const WIDTH: usize = 90;

/// How much of that stands before the first mark.
const BEFORE: usize = 24;

/// Whether a text has a term.
pub fn finds(text: &str, term: &Term) -> bool {
    !marks(text, std::slice::from_ref(term)).is_empty()
}

/// Whether a text may have a term: it has it, or a word that may come from one stem with it. The index takes the
/// beginning of a word for it where it knows no other: for `xyzzy` it finds `x`.
pub fn may_find(text: &str, term: &Term) -> bool {
    finds(text, term)
        || runs(text).iter().filter(|run| !run.is_dense).any(|run| {
            let word = text[run.start..run.end].chars().map(fold);
            let common = word
                .zip(term.text.chars())
                .take_while(|(a, b)| a == b)
                .count();
            // `flies` and `fly` have two letters in common.
            common > 1 && common * 2 + 1 >= term.text.chars().count()
        })
}

/// Where a text has any of the terms, in order and apart from each other.
pub fn marks(text: &str, terms: &[Term]) -> Vec<Mark> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for run in runs(text) {
        let piece = &text[run.start..run.end];
        let terms = terms.iter().filter(|term| term.is_dense == run.is_dense);
        if !run.is_dense {
            let word: String = piece.chars().map(fold).collect();
            if terms.into_iter().any(|term| is_like(&word, &term.text)) {
                found.push((run.start, run.end));
            }
            continue;
        }
        let characters: Vec<(usize, char)> = piece
            .char_indices()
            .map(|(at, c)| (run.start + at, fold(c)))
            .collect();
        let terms: Vec<Vec<char>> = terms.map(|term| term.text.chars().collect()).collect();
        for from in 0..characters.len() {
            for term in &terms {
                let here = characters.get(from..from + term.len());
                if here.is_some_and(|here| here.iter().map(|(_, c)| c).eq(term)) {
                    let end = characters.get(from + term.len());
                    found.push((characters[from].0, end.map_or(run.end, |(at, _)| *at)));
                }
            }
        }
    }
    join(found)
}

/// Whether a word is what a query's word may mean: it begins so, or both come from one stem.
fn is_like(word: &str, asked: &str) -> bool {
    let common = word
        .chars()
        .zip(asked.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let (word, asked) = (word.chars().count(), asked.chars().count());
    common == asked || (common > 2 && common * 2 > word.max(asked))
}

/// Marks that overlap or touch are one.
fn join(found: Vec<(usize, usize)>) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (start, end) in found {
        let (start, end) = (start as u32, end as u32);
        match marks.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ => marks.push(Mark { start, end }),
        }
    }
    marks
}

/// The part of a text that shows best what was asked for, with its marks.
pub fn snippet(text: &str, terms: &[Term]) -> (String, Vec<Mark>) {
    let all = marks(text, terms);
    let first = all.first().map_or(0, |mark| mark.start as usize);
    let start = back(text, first, BEFORE);
    let end = forth(text, start, WIDTH);
    // At the end of a text there is room for more of what stands before.
    let start = match end == text.len() {
        true => back(text, end, WIDTH).min(start),
        false => start,
    };
    let before = if start > 0 { "…" } else { "" };
    let after = if end < text.len() { "…" } else { "" };
    let shown = [before, &text[start..end], after].concat();
    let place = |at: u32| at - start as u32 + before.len() as u32;
    let marks = all
        .into_iter()
        .filter(|mark| mark.start as usize >= start && mark.end as usize <= end)
        .map(|mark| Mark {
            start: place(mark.start),
            end: place(mark.end),
        })
        .collect();
    (shown, marks)
}

/// How much of a line a character takes: two for a Chinese one.
fn width(c: char) -> usize {
    if c < '\u{1100}' { 1 } else { 2 }
}

/// The place so far before another one; a word is not cut.
fn back(text: &str, from: usize, far: usize) -> usize {
    let mut left = 2 * far;
    let mut cut = from;
    for (at, c) in text[..from].char_indices().rev() {
        left = left.saturating_sub(width(c));
        if left == 0 {
            return cut;
        }
        if !is_in_word(text, at) {
            cut = at;
        }
    }
    0
}

/// The place so far behind another one; a word is not cut.
fn forth(text: &str, from: usize, far: usize) -> usize {
    let mut left = 2 * far;
    let mut cut = from;
    for (at, c) in text[from..].char_indices() {
        let at = from + at;
        if !is_in_word(text, at) {
            cut = at;
        }
        left = left.saturating_sub(width(c));
        if left == 0 {
            return if cut > from { cut } else { at };
        }
    }
    text.len()
}

/// Whether the characters on both sides of a place are of one word.
fn is_in_word(text: &str, at: usize) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() && width(c) == 1;
    text[..at].chars().next_back().is_some_and(is_letter)
        && text[at..].chars().next().is_some_and(is_letter)
}

#[cfg(test)]
mod tests {
    use super::{finds, marks, snippet};
    use crate::search::{Term, terms};

    fn asked(query: &str) -> Vec<Term> {
        terms(query, &|_| Vec::new())
    }

    fn marked(text: &str, query: &str) -> String {
        let mut out = String::new();
        let mut at = 0;
        for mark in marks(text, &asked(query)) {
            let (start, end) = (mark.start as usize, mark.end as usize);
            out += &format!("{}[{}]", &text[at..start], &text[start..end]);
            at = end;
        }
        out + &text[at..]
    }

    #[test]
    fn marks_show_what_was_found() {
        for (text, query, expected) in [
            ("騎樓下的骑楼", "骑楼", "[騎樓]下的[骑楼]"),
            ("骑楼楼上", "骑楼 楼上", "[骑楼楼上]"),
            ("Rust and rusty RUST", "rust", "[Rust] and [rusty] [RUST]"),
            ("he runs archives", "running archive", "he runs [archives]"),
            ("用Ｒust", "rust", "用[Ｒust]"),
            ("motor", "mother", "motor"),
            ("楼", "骑楼", "楼"),
        ] {
            assert_eq!(marked(text, query), expected);
        }
        assert!(finds("岭南騎樓", &asked("骑楼")[0]));
        assert!(!finds("骑着马上楼", &asked("骑楼")[0]));
    }

    #[test]
    fn a_snippet_stands_around_the_first_mark() {
        let long = format!("{}骑楼{}", "前".repeat(200), "后".repeat(200));
        let (shown, marks) = snippet(&long, &asked("骑楼"));
        assert!(shown.starts_with("…前") && shown.ends_with("后…"));
        assert!((80..=95).contains(&shown.chars().count()));
        let mark = &marks[0];
        assert_eq!(&shown[mark.start as usize..mark.end as usize], "骑楼");

        let near_end = format!("{}骑楼。", "前".repeat(200));
        let (shown, marks) = snippet(&near_end, &asked("骑楼"));
        assert!(shown.chars().count() > 80 && shown.ends_with("骑楼。"));
        assert_eq!(
            &shown[marks[0].start as usize..marks[0].end as usize],
            "骑楼"
        );

        assert_eq!(snippet("短。", &asked("x")).0, "短。");
        assert_eq!(snippet("", &asked("x")).0, "");
    }

    #[test]
    fn a_snippet_cuts_no_word() {
        let words = "alpha beta gamma delta ".repeat(40) + "needle" + &" epsilon".repeat(40);
        let (shown, _) = snippet(&words, &asked("needle"));
        let inner = shown.trim_matches('…');
        assert!(
            inner
                .split_whitespace()
                .all(|word| words.split(' ').any(|whole| whole == word))
        );
        let endless = "x".repeat(1000);
        assert!(snippet(&endless, &[]).0.len() < 200);
    }
}
