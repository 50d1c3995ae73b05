//! What is wrong with a forum, a folder or a configuration is told in a sentence, and changes nothing.

use crate::{
    content, faults,
    host::{Host, Said},
    manners::{said, small},
    options,
    tree::Tree,
};
use qilou::cli::{Problem, archive, check};
use std::{fs, path::Path};

/// Fails unless an archive is as it was, but for what the program notes there for itself.
fn assert_what_is_archived_stays(before: Tree, archive: &Path) {
    let own = |path: &str| path.starts_with(".qilou/");
    before
        .without(own)
        .assert_same(&Tree::of(archive).without(own));
}

#[tokio::test]
async fn a_forum_that_answers_with_web_pages_leaves_no_trace() {
    let host = Host::new(|_| Said::new(200, "text/html", "<!doctype html><p>Welcome")).await;
    for kind in ["native", "discuz", "nodebb", "discourse", "flarum", "lemmy"] {
        let (place, mut options) = options("");
        options.from = host.config(&place, kind, "");
        let problem = archive::archive(options.clone()).await.unwrap_err();
        assert!(matches!(problem, Problem::Forum(_)), "{kind}: {problem}");
        assert!(
            problem.to_string().contains("web page"),
            "{kind}: {problem}"
        );
        assert!(!options.to.exists(), "{kind}");
    }
}

#[tokio::test]
async fn a_list_that_is_refused_is_empty() {
    let forum = small(&[("1".to_owned(), "甲".to_owned(), 0)]);
    let host = Host::new(move |question| {
        let mut document = question.path.strip_prefix("/").and_then(&forum);
        if let ("/site.json", Some(site)) = (question.path, &mut document) {
            site["capabilities"] = serde_json::json!(["users", "lists"]);
        }
        said(document)
    })
    .await;
    let (place, mut options) = options("");
    options.from = host.config(&place, "native", "");
    archive::archive(options.clone()).await.unwrap();
    assert_eq!(host.asked_of("/lists/").len(), 3);
    let none: [String; 0] = [];
    assert_eq!(faults(&options.to), none);
    assert!(options.to.join("lists/newest/1.json").is_file());
}

#[tokio::test]
async fn a_configuration_that_cannot_be_used_is_told() {
    for (config, sentence) in [
        (None, "There is no "),
        (Some("{"), "ends too early: line 1 column 1."),
        (
            Some(r#"{"backend": {"kind": "phpbb", "url": "/"}}"#),
            "phpbb",
        ),
        (
            Some(r#"{"backend": {"kind": "native", "url": "nowhere/"}}"#),
            "no such folder",
        ),
        (
            Some(r#"{"backend": {"kind": "discuz", "url": "."}}"#),
            "native",
        ),
        (
            Some(r#"{"backend": {"kind": "native", "url": "."}}"#),
            "site.json",
        ),
        (
            Some(r#"{"backend": {"kind": "lemmy", "url": "http://127.0.0.1:1/"}}"#),
            "cannot be reached",
        ),
    ] {
        let (place, mut options) = options("");
        let file = place.path().join("config.json");
        options.from = file.display().to_string();
        if let Some(config) = config {
            fs::write(&file, config).unwrap();
        }
        let problem = archive::archive(options.clone()).await.unwrap_err();
        assert!(
            problem.to_string().contains(sentence),
            "{config:?}: {problem}"
        );
        assert!(!options.to.exists(), "{config:?}");
    }
}

#[tokio::test]
async fn texts_in_another_encoding_are_told_and_a_mark_before_them_is_passed_over() {
    // “华” as GBK writes it, and the mark that some editors put before a text.
    let (gbk, mark) = (b"\xbb\xaa", "\u{feff}");
    let (place, mut options) = options("");
    let source = place.path().join("source");
    copy(&content(), &source);
    let file = place.path().join("config.json");
    options.from = file.display().to_string();
    let config = r#"{"backend": {"kind": "native", "url": "source"}, "site": {"name": ""}}"#;
    let (start, end) = config.split_at(config.len() - 3);
    fs::write(&file, [start.as_bytes(), gbk, end.as_bytes()].concat()).unwrap();
    let problem = archive::archive(options.clone()).await.unwrap_err();
    assert!(problem.to_string().contains("not UTF-8"), "{problem}");
    assert!(!options.to.exists());

    let thread = source.join("threads/155319/1.json");
    let text = fs::read_to_string(&thread).unwrap();
    fs::write(&file, [mark, config].concat()).unwrap();
    fs::write(&thread, [mark, &text].concat()).unwrap();
    archive::archive(options.clone()).await.unwrap();
    assert!(!faults(&source).iter().any(|fault| fault.contains("155319")));

    // What was archived stays, and no letters are replaced.
    let before = Tree::of(&options.to);
    let (start, end) = text.split_once("\"title\":\"").unwrap();
    let middle: &[u8] = b"\"title\":\"";
    let garbled = [start.as_bytes(), middle, gbk, end.as_bytes()].concat();
    fs::write(&thread, garbled).unwrap();
    options.again = true;
    let problem = archive::archive(options.clone()).await.unwrap_err();
    assert!(matches!(problem, Problem::NotWhole(_, 1)), "{problem}");
    assert_what_is_archived_stays(before, &options.to);
}

#[tokio::test]
async fn a_folder_that_is_not_the_archives_is_left_alone() {
    let (place, mut options) = options(content().display().to_string());
    options.to = place.path().join("letters");
    fs::create_dir(&options.to).unwrap();
    fs::write(options.to.join("letter.txt"), "mine").unwrap();
    let before = Tree::with_times(&options.to);
    let problem = archive::archive(options.clone()).await.unwrap_err();
    assert!(matches!(problem, Problem::Occupied(_)), "{problem}");
    before.assert_same(&Tree::with_times(&options.to));

    options.to = place.path().join("letters/letter.txt");
    let problem = archive::archive(options.clone()).await.unwrap_err();
    assert!(matches!(problem, Problem::NotAFolder(_)), "{problem}");
    options.to = place.path().join("letters/letter.txt/archive");
    let problem = archive::archive(options).await.unwrap_err();
    assert!(matches!(problem, Problem::Unwritable(..)), "{problem}");
}

#[tokio::test]
async fn the_archive_of_one_folder_does_not_become_that_of_another() {
    let (place, mut options) = options(content().display().to_string());
    archive::archive(options.clone()).await.unwrap();
    let before = Tree::with_times(&options.to);
    let other = place.path().join("other");
    copy(&content(), &other);
    options.from = other.display().to_string();
    let problem = archive::archive(options.clone()).await.unwrap_err();
    assert!(matches!(problem, Problem::OtherForum { .. }), "{problem}");
    before.assert_same(&Tree::with_times(&options.to));

    let before = Tree::with_times(&other);
    options.to = other.join("archive");
    let problem = archive::archive(options).await.unwrap_err();
    assert!(matches!(problem, Problem::Within { .. }), "{problem}");
    before.assert_same(&Tree::with_times(&other));
}

#[tokio::test]
async fn every_mistake_in_a_mapping_is_named() {
    let (place, mut options) = options("");
    let file = place.path().join("config.json");
    options.from = file.display().to_string();
    let config =
        r#"{"backend": {"kind": "mapping", "url": "http://127.0.0.1:1/", "mapping": "m.json"}}"#;
    fs::write(&file, config).unwrap();
    fs::write(
        place.path().join("m.json"),
        r#"{"secton": {}, "thred": {}}"#,
    )
    .unwrap();
    let problem = archive::archive(options).await.unwrap_err().to_string();
    for said in [", at m.json\n", "secton", "thred"] {
        assert!(problem.contains(said), "{problem}");
    }
}

#[tokio::test]
async fn a_report_that_cannot_be_written_is_told_when_all_is_done() {
    let (place, mut options) = options(content().display().to_string());
    options.report = Some(place.path().join("nowhere/report.json"));
    let problem = archive::archive(options.clone()).await.unwrap_err();
    assert!(matches!(problem, Problem::Unwritable(..)), "{problem}");
    assert!(options.to.join("site.json").is_file());
}

#[tokio::test]
async fn half_a_document_is_told_and_the_earlier_one_stays() {
    let (place, mut options) = options("");
    let source = place.path().join("source");
    copy(&content(), &source);
    options.from = source.display().to_string();
    archive::archive(options.clone()).await.unwrap();
    let before = Tree::of(&options.to);
    let thread = source.join("threads/155319/1.json");
    let text = fs::read_to_string(&thread).unwrap();
    fs::write(&thread, &text[..text.len() / 2]).unwrap();
    options.again = true;
    let problem = archive::archive(options.clone()).await.unwrap_err();
    assert!(matches!(problem, Problem::NotWhole(_, 1)), "{problem}");
    assert_what_is_archived_stays(before, &options.to);
    // Mended, the same command makes it whole.
    fs::write(&thread, text).unwrap();
    archive::archive(options).await.unwrap();
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &place),
            false => drop(fs::copy(entry.path(), place).unwrap()),
        }
    }
}

#[tokio::test]
async fn no_name_leads_out_of_the_folder() {
    let long = "长".repeat(400);
    let ids = [
        "../../../escape",
        "/etc/escape",
        "a/b",
        "Ann",
        "ann",
        "a.b",
        "con",
        "..\\..\\escape",
        "music@faraway.example",
        long.as_str(),
    ];
    let threads: Vec<_> = ids
        .iter()
        .map(|id| {
            let link = qilou::route::Route::thread(&(*id).into())
                .href("/")
                .split_off(1);
            (
                (*id).to_owned(),
                format!("</p><a href=\"{link}\">self</a>"),
                0,
            )
        })
        .collect();
    let forum = small(&threads);
    let host =
        Host::new(move |question| said(question.path.strip_prefix("/").and_then(&forum))).await;
    let (place, mut options) = options("");
    options.from = host.config(&place, "native", "");
    archive::archive(options.clone()).await.unwrap();
    let none: [String; 0] = [];
    assert_eq!(faults(&options.to), none);
    let outside: Vec<_> = fs::read_dir(place.path()).unwrap().collect();
    assert_eq!(outside.len(), 2, "the archive and the configuration");
    let tree = Tree::of(&options.to);
    let kept = tree
        .paths()
        .into_iter()
        .filter(|path| path.starts_with("threads/"));
    let kept: Vec<&str> = kept.collect();
    assert_eq!(kept.len(), ids.len());
    for path in kept {
        assert_eq!(path.matches('/').count(), 2, "{path}");
        let text = fs::read_to_string(options.to.join(path)).unwrap();
        let own = path.split('/').nth(1).unwrap();
        let link = qilou::route::Route::thread(&own.into())
            .href("/")
            .split_off(1);
        let link = format!("href=\\\"{link}\\\"");
        assert!(text.contains(&link), "{path}: its link to itself is kept");
    }
}

#[test]
fn an_archive_that_was_meddled_with_does_not_pass() {
    let place = tempfile::tempdir().unwrap();
    let sound = place.path().join("sound");
    copy(&content(), &sound);
    let usual = faults(&sound).len();
    for (meddle, wanted) in [
        (
            "rm threads/155319/2.json",
            "threads/155319/2.json: it is missing",
        ),
        ("rm users/138.json", "it names the member 138"),
        ("rm media/avatars/1.svg", "it shows media/avatars/1.svg"),
        ("half home.json", "home.json: it is half a document"),
        (
            "html pages/about.json",
            "pages/about.json: it is a web page",
        ),
        ("put threads/notes.txt", "threads/notes.txt: no document"),
        ("number users/1.json", "users/1.json: "),
        ("swap threads/155319/1.json", "it says that it is page 2"),
    ] {
        let folder = place.path().join("meddled");
        copy(&content(), &folder);
        let (how, path) = meddle.split_once(' ').unwrap();
        let file = folder.join(path);
        match how {
            "rm" => fs::remove_file(&file).unwrap(),
            "half" => {
                let text = fs::read_to_string(&file).unwrap();
                fs::write(&file, &text.as_bytes()[..text.len() / 2]).unwrap();
            }
            "html" => fs::write(&file, "<!doctype html>").unwrap(),
            "number" => {
                fs::write(&file, r#"{"v": "1.0", "user": {"id": 1, "name": "x"}}"#).unwrap()
            }
            "swap" => drop(fs::copy(folder.join("threads/155319/2.json"), &file).unwrap()),
            _ => fs::write(&file, "notes").unwrap(),
        }
        let found = faults(&folder);
        assert!(found.len() > usual, "{meddle}");
        assert!(
            found.iter().any(|fault| fault.contains(wanted)),
            "{meddle}: {found:#?}"
        );
        fs::remove_dir_all(&folder).unwrap();
    }
    let empty = check::Options {
        folder: place.path().to_owned(),
        report: None,
        quiet: true,
    };
    let problem = check::check(&empty).unwrap_err();
    assert!(problem.to_string().contains("site.json"), "{problem}");
}
