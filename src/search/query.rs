//! What a reader asks for, taken apart into what the index has.

use super::{fold, token::runs};

/// More terms than this are not asked for.
const MOST: usize = 12;

/// Runs of so many characters are one term; longer ones are several words.
const WORD: usize = 3;

/// A word of a query, or a few characters that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The characters, folded.
    pub text: String,
    /// Whether there are no words to be seen in it.
    pub is_dense: bool,
}

impl Term {
    /// Writes what to ask the index for, each token after a space.
    pub fn write_tokens(&self, tokens: &mut String) {
        let characters: Vec<char> = self.text.chars().collect();
        if !self.is_dense || characters.len() < 2 {
            // The index finds all words that begin so.
            tokens.push(' ');
            tokens.push_str(&self.text);
            return;
        }
        for pair in characters.windows(2) {
            tokens.push(' ');
            tokens.extend(pair);
        }
    }
}

/// The terms of a query. `cut` cuts a long run of characters into words, by a dictionary.
pub fn terms(query: &str, cut: &dyn Fn(&str) -> Vec<String>) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut add = |text: String, is_dense| {
        let term = Term { text, is_dense };
        if terms.len() < MOST && !terms.contains(&term) {
            terms.push(term);
        }
    };
    for run in runs(query) {
        let text: String = query[run.start..run.end].chars().map(fold).collect();
        if run.is_dense && text.chars().count() > WORD {
            for word in words(&text, cut(&text)) {
                add(word, true);
            }
        } else {
            add(text, run.is_dense);
        }
    }
    terms
}

/// The words of a run: a dictionary's, but for single characters. Several of these in a row are a name that it does
/// not know; one alone says too little.
fn words(run: &str, cut: Vec<String>) -> Vec<String> {
    let mut words = Vec::new();
    let mut name = String::new();
    for word in cut.into_iter().chain([String::new()]) {
        if word.chars().count() == 1 {
            name.push_str(&word);
            continue;
        }
        let name = std::mem::take(&mut name);
        words.extend(
            [name, word]
                .into_iter()
                .filter(|word| word.chars().count() > 1),
        );
    }
    if words.is_empty() {
        words.push(run.to_owned());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{Term, terms};

    fn asked(query: &str, cut: &[&str]) -> String {
        let cut = |_: &str| cut.iter().map(|word| (*word).to_owned()).collect();
        let mut tokens = String::new();
        for term in terms(query, &cut) {
            term.write_tokens(&mut tokens);
        }
        tokens
    }

    #[test]
    fn queries_ask_for_words_and_pairs() {
        for (query, expected) in [
            ("騎樓", " 骑楼"),
            ("楼", " 楼"),
            ("图书馆 Rust", " 图书 书馆 rust"),
            ("“RUST”，rust！", " rust"),
            ("?!", ""),
        ] {
            assert_eq!(asked(query, &[]), expected);
        }
    }

    #[test]
    fn a_dictionary_cuts_long_runs() {
        let run = "广州的骑楼历史";
        assert_eq!(
            asked(run, &["广州", "的", "骑楼", "历史"]),
            " 广州 骑楼 历史"
        );
        // Two characters that no dictionary knows are a name.
        assert_eq!(
            asked(run, &["广州", "的", "骑", "楼历史"]),
            " 广州 的骑 楼历 历史"
        );
        // Without a dictionary, the run is looked for as it is.
        assert_eq!(asked("温村阿妹", &[]), " 温村 村阿 阿妹");
        assert_eq!(
            asked("温村阿妹", &["温", "村", "阿", "妹"]),
            " 温村 村阿 阿妹"
        );
    }

    #[test]
    fn no_more_is_asked_for_than_a_reader_would() {
        let many: String = (0..40).map(|n| format!("w{n} ")).collect();
        assert_eq!(terms(&many, &|_| Vec::new()).len(), 12);
        let twice = terms("a a", &|_| Vec::new());
        assert_eq!(
            twice,
            [Term {
                text: "a".to_owned(),
                is_dense: false
            }]
        );
    }
}
