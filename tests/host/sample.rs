//! Forums made up for measuring: whole, the same each time, and the same in packs.

use qilou::{
    cli::{SampleOptions, sample},
    content::{Content, Document, Name},
};
use std::{collections::BTreeMap, path::Path};
use tempfile::TempDir;

fn made(threads: u64, packed: bool) -> TempDir {
    let to = TempDir::new().unwrap();
    sample(&SampleOptions {
        threads,
        to: to.path().to_owned(),
        packed,
    })
    .unwrap();
    to
}

/// Every document's text by its name.
fn texts(folder: &Path) -> BTreeMap<String, String> {
    let content = Content::open(folder).unwrap();
    let text = |name: Name| (content.file(&name).unwrap(), content.text(&name).unwrap());
    let names = content.names().unwrap().map(Result::unwrap);
    names.filter(|name| *name != Name::Site).map(text).collect()
}

#[test]
fn a_sample_is_whole_and_says_how_much_is_in_it() {
    let folder = made(400, false);
    let content = Content::open(folder.path()).unwrap();
    let (mut threads, mut posts, mut documents) = (0, 0, 0);
    let (mut shown, mut lists) = (0, 0);
    for (name, document) in content.reached() {
        documents += 1;
        match document.unwrap_or_else(|fault| panic!("{name:?}: {fault}")) {
            Document::Thread(page) if page.only_author.is_none() => {
                threads += u64::from(page.page.number == 1);
                posts += page.posts.len() as u64;
                assert!(page.posts.is_sorted_by_key(|post| post.created));
                assert!(page.posts.last().unwrap().created <= page.thread.last_post.unwrap().at);
            }
            Document::Thread(page) => {
                let author = page.only_author.unwrap();
                assert!(page.by_author.contains(&author));
                let mine = |post: &qilou::model::Post| post.author.id.as_ref() == Some(&author);
                assert!(page.posts.iter().all(mine));
            }
            Document::Section(page) => {
                shown += page.threads.len() as u64;
                let last = |thread: &qilou::model::Thread| thread.last_post.clone().unwrap().at;
                assert!(page.threads.is_sorted_by_key(|thread| -last(thread).0));
            }
            Document::Home(home) => {
                assert_eq!(
                    [8; 3],
                    [&home.newest, &home.hot, &home.digest].map(Vec::len)
                );
            }
            Document::UserThreads(page) => lists += page.threads.len() as u64,
            _ => {}
        }
    }
    let stats = content.site().stats.clone().unwrap();
    assert_eq!((stats.threads, stats.posts), (threads, posts));
    assert_eq!((threads, shown, lists), (400, 400, 400));
    assert_eq!(content.names().unwrap().count(), documents);
    // All but the long thread, which is there whatever the size.
    let mean = (posts - 200) as f64 / 399.0;
    assert!((6.0..10.0).contains(&mean), "{mean}");
}

#[test]
fn a_sample_is_the_same_each_time_and_in_packs() {
    let (one, other, packed) = (made(150, false), made(150, false), made(150, true));
    let one = texts(one.path());
    assert!(one == texts(other.path()));
    assert!(one == texts(packed.path()));
    assert!(!packed.path().join("threads").exists());
    // The same on every machine, and in every version that does not say otherwise.
    let page = &one["threads/100007/1.json"];
    let title = page.split(r#""title":""#).nth(1).unwrap();
    let title = title.split('"').next().unwrap();
    assert_eq!(title, "The real cost of calling home across time zones");
}
