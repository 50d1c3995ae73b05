//! Archives of forums: what becomes of a living one, of one that is asked twice, and of one that is asked by a command
//! that is killed.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod alike;
#[expect(dead_code, reason = "the browser's tests use all of it")]
#[path = "../browser/forum.rs"]
mod forum;
mod forums;
mod harm;
mod host;
mod kill;
mod manners;
mod secrets;
mod tree;

use qilou::{
    cli::{
        archive::{self, Options},
        check,
    },
    content::Content,
};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use tree::Tree;

/// An empty place for an archive, and options that ask as fast as can be.
pub fn options(from: impl Into<String>) -> (TempDir, Options) {
    let place = tempfile::tempdir().unwrap();
    let mut options = Options::new(from, place.path().join("archive"));
    options.delay = 0;
    options.retries = 0;
    options.quiet = true;
    (place, options)
}

/// The faults of an archive.
pub fn faults(folder: &Path) -> Vec<String> {
    let options = check::Options {
        folder: folder.to_owned(),
        report: None,
        quiet: true,
    };
    let findings = check::examine(&options).unwrap();
    let faults = findings.first_faults.into_iter();
    faults
        .map(|fault| format!("{}: {}", fault.path, fault.what))
        .collect()
}

fn content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content")
}

/// Archives a forum, examines the archive, and asks again: nothing may be written then.
async fn archived_well(options: &Options) -> Tree {
    let report = archive::archive(options.clone()).await.unwrap();
    assert_eq!(report.failures(), 0);
    let none: [String; 0] = [];
    assert_eq!(faults(&options.to), none);
    let first = Tree::with_times(&options.to);
    let again = archive::archive(options.clone()).await.unwrap();
    assert_eq!(again.written(), 0, "{again}");
    let second = Tree::with_times(&options.to);
    first.assert_same(&second);
    Tree::of(&options.to)
}

#[tokio::test]
async fn the_embedded_site_is_archived_and_shows_the_same() {
    let (_place, mut options) = options(content().display().to_string());
    options.profiles = true;
    archived_well(&options).await;
    let documents = Content::open(&options.to).unwrap().names().unwrap().count();
    assert!(documents > 450, "{documents}");
    alike::assert_alike(&options, 450).await;
}

#[tokio::test]
async fn a_folder_and_its_server_make_the_same_archive() {
    let (_one, folder) = options(content().display().to_string());
    let host = host::Host::of_folder(content()).await;
    let (two, mut served) = options("");
    served.from = host.config(&two, "native", "content/");
    let folder_tree = archived_well(&folder).await;
    let served_tree = archived_well(&served).await;
    // One knows that a file is not there by the folder, the other by the answer 404; each names its source.
    let own = |path: &str| path.starts_with(".qilou/") || path == "site.json";
    folder_tree
        .without(own)
        .assert_same_but(&served_tree.without(own), |text| {
            text.replace(&host.url("content/"), "")
        });
}

#[tokio::test]
async fn a_discuz_forum_is_archived_and_shows_the_same() {
    let host = host::Host::of_forum(forums::discuz()).await;
    let (place, mut options) = options("");
    options.from = host.config(&place, "discuz", "bbs/");
    archived_well(&options).await;
    alike::assert_alike(&options, 40).await;
    assert!(!host.asked_of("forumdisplay").is_empty());
}

#[tokio::test]
async fn a_nodebb_forum_is_archived_and_shows_the_same() {
    let host = host::Host::of_forum(forums::nodebb()).await;
    let (place, mut options) = options("");
    options.from = host.config(&place, "nodebb", "nodebb/");
    archived_well(&options).await;
    alike::assert_alike(&options, 30).await;
}
