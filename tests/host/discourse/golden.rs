//! What a backend made of an answer, compared with what was looked over once. `QILOU_WRITE_GOLDEN=1` writes it anew.

use serde::Serialize;
use std::{fs, path::PathBuf};

/// A file below `tests`.
pub fn place(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(path)
}

/// A recorded answer.
pub fn fixture(kind: &str, name: &str) -> String {
    let path = place("fixtures").join(kind).join(format!("{name}.json"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Compares the model with `tests/golden/{kind}/{name}.json`.
pub fn check(kind: &str, name: &str, model: &impl Serialize) {
    let path = place("golden").join(kind).join(format!("{name}.json"));
    let found = serde_json::to_string_pretty(model).unwrap() + "\n";
    if std::env::var_os("QILOU_WRITE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, found).unwrap();
        return;
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        known == found,
        "{} differs; it is now:\n{found}",
        path.display()
    );
}

/// Every fixture of a kind has to be among the names.
pub fn check_all_replayed(kind: &str, replayed: &[&str]) {
    for entry in fs::read_dir(place("fixtures").join(kind)).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let Some(name) = file.strip_suffix(".json") else {
            assert_eq!(file, "README.md");
            continue;
        };
        assert!(replayed.contains(&name), "{file} is not replayed");
    }
}
