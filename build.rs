//! Turns `locales/*.json` into `Texts`, so that a missing text is an error of the build.

// A text as Rust writes it is how `{:?}` writes it.
#![allow(clippy::use_debug)]

use serde_json::{Map, Value};
use std::{env, error::Error, fmt::Write, fs, path::Path};

type Locale = Map<String, Value>;

const LOCALES: [(&str, &str); 3] = [("zh-Hans", "HANS"), ("zh-Hant", "HANT"), ("en", "ENGLISH")];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    let mut locales = Vec::new();
    for (tag, name) in LOCALES {
        let path = format!("locales/{tag}.json");
        let text = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        let locale: Locale =
            serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))?;
        locales.push((path, name, locale));
    }
    let Some((first_path, _, first)) = locales.first() else {
        return Err("no locales".into());
    };
    // A text that has plural forms in one language is a plural in all.
    let is_plural = |key: &str| {
        locales
            .iter()
            .any(|(_, _, locale)| locale.get(key).is_some_and(Value::is_object))
    };

    let mut code = String::from(
        "/// The interface's texts in one language, by what they are for.\n#[derive(Debug, PartialEq)]\npub struct Texts {\n",
    );
    for (key, value) in first {
        let kind = if is_plural(key) {
            "Plural"
        } else {
            "&'static str"
        };
        writeln!(code, "    /// {}\n    pub {key}: {kind},", comment(value))?;
    }
    code.push_str("}\n");
    for (path, name, locale) in &locales {
        if let Some(key) = first.keys().find(|key| !locale.contains_key(*key)) {
            return Err(format!("{path} lacks {key:?}, which {first_path} has").into());
        }
        if let Some(key) = locale.keys().find(|key| !first.contains_key(*key)) {
            return Err(format!("{path} has {key:?}, which {first_path} lacks").into());
        }
        writeln!(code, "static {name}: Texts = Texts {{")?;
        for (key, value) in locale {
            let text = |value: &Value| {
                value
                    .as_str()
                    .map(str::to_owned)
                    .ok_or(format!("{path}: {key:?} is not text"))
            };
            if is_plural(key) {
                let one = text(value.get("one").unwrap_or(value))?;
                let other = text(value.get("other").unwrap_or(value))?;
                writeln!(
                    code,
                    "    {key}: Plural {{ one: {one:?}, other: {other:?} }},"
                )?;
            } else {
                writeln!(code, "    {key}: {:?},", text(value)?)?;
            }
        }
        code.push_str("};\n");
    }
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("texts.rs"), code)?;
    fs::write(Path::new(&out).join("discuz.rs"), discuz()?)?;
    Ok(())
}

/// The sentences of Discuz!'s message keys, in the order of `LOCALES`.
fn discuz() -> Result<String, Box<dyn Error>> {
    let path = "locales/discuz.json";
    let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let messages: Locale =
        serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))?;
    let mut code = format!(
        "static SENTENCES: [(&str, [&str; {}]); {}] = [\n",
        LOCALES.len(),
        messages.len()
    );
    for (key, sentences) in &messages {
        write!(code, "    ({key:?}, [")?;
        for (tag, _) in LOCALES {
            let sentence = sentences
                .get(tag)
                .and_then(Value::as_str)
                .ok_or(format!("{path}: {key:?} has no sentence in {tag}"))?;
            write!(code, "{sentence:?}, ")?;
        }
        code.push_str("]),\n");
    }
    code.push_str("];\n");
    Ok(code)
}

fn comment(value: &Value) -> String {
    let text = value
        .as_str()
        .or_else(|| value.get("other")?.as_str())
        .unwrap_or_default();
    text.replace('[', "(").replace(']', ")")
}
