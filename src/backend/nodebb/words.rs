//! The forum's own words: where its pages have a text, answers have a key (`[[topic:post-is-deleted]]`) that stands
//! for it in a catalogue.

use super::super::Node;
use crate::text::entity::{decode, plain};
use serde_json::Value;
use std::cell::RefCell;

/// The catalogues that were fetched, and the names of those that are missed.
#[derive(Default)]
pub struct Words {
    /// By name; nothing where there is no such catalogue.
    known: RefCell<Vec<(String, Option<Value>)>>,
    wanted: RefCell<Vec<String>>,
}

/// How many keys a text may have; a catalogue may lead to another, and a broken one back to itself.
const MOST_KEYS: usize = 20;

impl Words {
    /// The catalogues without which something had to be told in other words.
    pub fn wanted(&self) -> Vec<String> {
        self.wanted.borrow().clone()
    }

    /// Takes a catalogue in; nothing if there is none, so that it is not asked for again.
    pub fn learn(&self, name: String, catalogue: Option<Value>) {
        self.wanted.borrow_mut().retain(|wanted| *wanted != name);
        self.known.borrow_mut().push((name, catalogue));
    }

    /// A name or a sentence of the forum's, as plain text.
    pub fn text(&self, escaped: Node<'_>) -> Option<String> {
        let text = decode(&self.resolve(escaped.str()?));
        Some(text).filter(|text| !text.trim().is_empty())
    }

    /// A text that may have tags, as plain text.
    pub fn plain(&self, html: Node<'_>) -> Option<String> {
        let text = plain(&self.resolve(html.str()?));
        Some(text).filter(|text| !text.is_empty())
    }

    /// A text with what its keys stand for, still escaped. Texts of members are escaped so that they have no keys.
    pub fn resolve(&self, text: &str) -> String {
        let mut text = text.to_owned();
        let mut seen = 0;
        for _ in 0..MOST_KEYS {
            let rest = text.get(seen..).unwrap_or_default();
            let Some(end) = rest.find("]]").map(|end| seen + end) else {
                break;
            };
            // The innermost first: parameters may be keys too.
            let term = text[..end]
                .rfind("[[")
                .and_then(|start| Some((start, self.term(&text[start + 2..end])?)));
            match term {
                Some((start, words)) => {
                    text.replace_range(start..end + 2, &words);
                    seen = seen.min(start);
                }
                None => seen = end + 2,
            }
        }
        text
    }

    /// What a key stands for, with its parameters; nothing if it is no key.
    fn term(&self, term: &str) -> Option<String> {
        let mut parts = term.split(", ");
        let (name, key) = parts.next()?.split_once(':')?;
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/');
        if name.is_empty() || !name.chars().all(is_name) || key.contains(char::is_whitespace) {
            return None;
        }
        let known = self.known.borrow();
        let catalogue = known.iter().find(|(known, _)| known == name);
        let found = match catalogue {
            Some((_, catalogue)) => catalogue.as_ref().and_then(|all| all.get(key)?.as_str()),
            None => {
                let mut wanted = self.wanted.borrow_mut();
                if !wanted.iter().any(|wanted| wanted == name) {
                    wanted.push(name.to_owned());
                }
                None
            }
        };
        // A key is made of words: without its catalogue they are what is left to read.
        let mut words = match found {
            Some(found) => found.to_owned(),
            None => key.replace(['-', '_', '.'], " "),
        };
        for (index, parameter) in parts.enumerate() {
            words = words.replace(&format!("%{}", index + 1), parameter);
        }
        Some(words)
    }
}

#[cfg(test)]
mod tests {
    use super::Words;
    use serde_json::json;

    #[test]
    fn keys_are_resolved_and_others_stay() {
        let words = Words::default();
        let catalogue =
            json!({"404.title": "没有找到", "by": "%1 <b>写</b>于 %2", "self": "[[global:self]]"});
        words.learn("global".to_owned(), Some(catalogue));
        for (text, resolved) in [
            ("[[global:404.title]]", "没有找到"),
            (
                "A [[global:by, 甲, [[global:404.title]]]] Z",
                "A 甲 <b>写</b>于 没有找到 Z",
            ),
            ("[[global:no-such_key]]", "no such key"),
            (
                "[[rust]] ]] [[a b:c]] [[global:404.title]]",
                "[[rust]] ]] [[a b:c]] 没有找到",
            ),
            (
                "&lsqb;&lsqb;global:by&rsqb;&rsqb;",
                "&lsqb;&lsqb;global:by&rsqb;&rsqb;",
            ),
            ("", ""),
        ] {
            assert_eq!(words.resolve(text), resolved);
        }
        assert!(words.wanted().is_empty());
        // What leads back to itself comes to an end.
        assert_eq!(words.resolve("[[global:self]]"), "[[global:self]]");
    }

    #[test]
    fn a_catalogue_that_is_missed_is_wanted_once() {
        let words = Words::default();
        assert_eq!(
            words.resolve("[[topic:post-is-deleted]] [[topic:x]]"),
            "post is deleted x"
        );
        assert_eq!(words.wanted(), ["topic"]);
        words.learn("topic".to_owned(), None);
        assert_eq!(words.resolve("[[topic:x]]"), "x");
        assert!(words.wanted().is_empty());
    }
}
