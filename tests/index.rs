//! `qilou index`, on small archives. What a reader finds is told in `tests/browser/search.rs`.
#![cfg(feature = "index")]

use qilou::{
    cli::{IndexOptions, Indexed, Problem, index},
    search::{author_token, section_token},
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, error::Error, fs, io::Read, path::Path};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn put(folder: &Path, path: &str, document: &Value) -> Outcome {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().ok_or("no folder")?)?;
    Ok(fs::write(path, document.to_string())?)
}

fn post(id: &str, author: &str, text: &str) -> Value {
    json!({ "id": id, "author": { "name": author }, "created": "2024-01-01T12:00:00Z", "body": { "format": "html", "text": text } })
}

fn thread(id: &str, title: &str, number: u32, posts: &[Value]) -> Value {
    json!({
        "v": "1.0", "section": { "id": "11", "name": "老街" }, "page": { "number": number, "count": 2, "size": 20 },
        "thread": { "id": id, "section": "11", "title": title, "author": { "name": "Ann" }, "created": "2024-01-01T12:00:00Z" },
        "posts": posts,
    })
}

/// An archive with a thread of two pages, and something that nobody may see.
fn archive() -> Outcome<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    let site = json!({
        "v": "1.0", "name": "骑楼", "lang": "zh-Hant", "capabilities": ["lists"],
        "sections": [{ "id": "1", "name": "城市", "children": [{ "id": "11", "parent": "1", "name": "老街" }] }],
    });
    put(folder.path(), "site.json", &site)?;
    let mut deleted = post("71", "Bob", "<p>刪除 deletedword</p>");
    deleted["state"] = json!("deleted");
    let mut gated = post("72", "Eve", "<p>gatedword</p>");
    gated["gate"] = json!({ "reason": "pay" });
    let first = [
        post("70", "溫村阿May", "<p>騎樓下的老街</p>"),
        deleted,
        gated,
    ];
    put(
        folder.path(),
        "threads/7/1.json",
        &thread("7", "嶺南建築", 1, &first),
    )?;
    let second = [post(
        "73",
        "Bob",
        "<blockquote>quotedword</blockquote><p>We love walking.</p>",
    )];
    put(
        folder.path(),
        "threads/7/2.json",
        &thread("7", "嶺南建築", 2, &second),
    )?;
    Ok(folder)
}

async fn run(folder: &Path) -> Result<Indexed, Problem> {
    index(IndexOptions {
        folder: folder.to_owned(),
    })
    .await
}

/// The files of the index, with those that are compressed unpacked.
fn files(folder: &Path) -> Outcome<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let root = folder.join("search");
    let mut folders = vec![root.clone()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let mut content = fs::read(&path)?;
            if content.starts_with(&[0x1f, 0x8b]) {
                let packed = std::mem::take(&mut content);
                flate2::read::GzDecoder::new(&*packed).read_to_end(&mut content)?;
            }
            files.insert(path.strip_prefix(&root)?.display().to_string(), content);
        }
    }
    Ok(files)
}

fn has(content: &[u8], text: &str) -> bool {
    content
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_threads_are_records_of_what_readers_may_see() -> Outcome {
    let archive = archive()?;
    let indexed = run(archive.path()).await?;
    assert_eq!((indexed.pages, indexed.posts), (2, 2));
    let files = files(archive.path())?;
    assert_eq!(indexed.files, files.len());
    let words: Vec<u8> = files
        .iter()
        .filter(|(name, _)| name.ends_with(".pf_index"))
        .flat_map(|(_, content)| content.clone())
        .collect();
    // Pairs of characters, simplified; words by their stems; who wrote, and the sections around.
    for word in ["骑楼", "楼下", "岭南", "建筑", "love", "walk"] {
        assert!(has(&words, word), "{word}");
    }
    for token in [
        author_token("温村阿may"),
        author_token("bob"),
        section_token("1"),
        section_token("11"),
    ] {
        assert!(has(&words, &token), "{token}");
    }
    for secret in [
        "删除",
        "deletedword",
        "gatedword",
        "quotedword",
        &author_token("eve"),
    ] {
        assert!(!has(&words, secret), "{secret}");
    }
    // Records are called by their keys, and their texts are nowhere.
    let meta = files.iter().find(|(name, _)| name.ends_with(".pf_meta"));
    let (_, meta) = meta.ok_or("no list of records")?;
    assert!(has(meta, "7/1/0") && has(meta, "7/2/0"));
    assert!(
        !files
            .keys()
            .any(|name| name.contains("fragment") || name.contains("-ui"))
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn another_run_writes_the_same_and_takes_the_place_of_the_last() -> Outcome {
    let archive = archive()?;
    run(archive.path()).await?;
    let site: Value = serde_json::from_str(&fs::read_to_string(archive.path().join("site.json"))?)?;
    assert_eq!(site["capabilities"], json!(["lists", "search"]));
    let first = files(archive.path())?;
    fs::write(archive.path().join("search/stale"), "")?;
    run(archive.path()).await?;
    assert_eq!(files(archive.path())?, first);
    let site: Value = serde_json::from_str(&fs::read_to_string(archive.path().join("site.json"))?)?;
    assert_eq!(site["capabilities"], json!(["lists", "search"]));

    put(
        archive.path(),
        "threads/8/1.json",
        &thread("8", "新", 1, &[post("80", "Ann", "新的")]),
    )?;
    run(archive.path()).await?;
    let told = |files: &BTreeMap<String, Vec<u8>>| files.get("pagefind-entry.json").cloned();
    assert_ne!(told(&files(archive.path())?), told(&first));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn half_a_document_changes_nothing() -> Outcome {
    let archive = archive()?;
    run(archive.path()).await?;
    let before = files(archive.path())?;
    fs::write(
        archive.path().join("threads/7/2.json"),
        "{\"v\":\"1.0\",\"thread\":{",
    )?;
    let problem = run(archive.path()).await.err().ok_or("no problem")?;
    assert!(
        problem.to_string().contains("2.json is half a document"),
        "{problem}"
    );
    assert_eq!(files(archive.path())?, before);
    let left: Vec<_> = fs::read_dir(archive.path())?.collect::<Result<_, _>>()?;
    assert!(
        !left
            .iter()
            .any(|entry| entry.file_name().to_string_lossy().starts_with('.'))
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_indexed_is_told() -> Outcome {
    let empty = tempfile::tempdir()?;
    put(
        empty.path(),
        "site.json",
        &json!({ "v": "1.0", "name": "a", "lang": "en" }),
    )?;
    assert!(matches!(
        run(empty.path()).await,
        Err(Problem::NothingToIndex(_))
    ));
    assert!(!empty.path().join("search").exists());
    let nowhere = run(&empty.path().join("nowhere")).await;
    assert!(matches!(nowhere, Err(Problem::Content(_))));
    Ok(())
}
