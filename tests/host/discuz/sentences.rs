//! Every message key that a server has been seen to send has a meaning, and a sentence in each language.

use qilou::{
    backend::discuz::messages::{is_success, meaning, message_key},
    model::ProblemCode,
};
use serde_json::Value;
use std::{collections::BTreeSet, fs};

/// The keys in all recordings, those of writing too, without the mark that logging in would help.
fn recorded() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for entry in fs::read_dir("tests/fixtures/discuz").unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let Ok(answer) = serde_json::from_str::<Value>(&text) else {
            continue;
        };
        let message = answer["Message"]["messageval"].as_str();
        let error = answer["error"].as_str().filter(|error| error.is_ascii());
        for key in message.into_iter().chain(error) {
            keys.insert(key.split("//").next().unwrap().to_owned());
        }
    }
    assert!(keys.len() >= 45, "{keys:?}");
    keys
}

fn sentences() -> serde_json::Map<String, Value> {
    serde_json::from_str(&fs::read_to_string("locales/discuz.json").unwrap()).unwrap()
}

#[test]
fn every_recorded_key_has_its_sentences() {
    let sentences = sentences();
    let missing: Vec<_> = recorded()
        .into_iter()
        .filter(|key| !sentences.contains_key(key))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_sentence_is_in_all_languages() {
    for (key, languages) in sentences() {
        let languages = languages.as_object().unwrap();
        assert_eq!(languages.len(), 3, "{key}");
        for language in ["zh-Hans", "zh-Hant", "en"] {
            let sentence = languages[language].as_str().unwrap();
            assert!(
                sentence.ends_with(['。', '.']) && sentence.len() > 4,
                "{key}: {sentence}"
            );
        }
    }
}

#[test]
fn every_key_with_sentences_has_a_meaning() {
    let unclear: Vec<_> = sentences()
        .into_iter()
        .map(|(key, _)| key)
        .chain(recorded())
        .filter(|key| !is_success(key) && meaning(key, false).code == ProblemCode::Unknown)
        .collect();
    assert!(unclear.is_empty(), "{unclear:?}");
}

#[test]
fn a_detail_with_a_key_is_told_from_a_sentence() {
    assert_eq!(
        message_key("discuz:thread_nopermission"),
        Some("thread_nopermission")
    );
    assert_eq!(
        message_key("posts[3].pid: found null, expected a string"),
        None
    );
}
