//! A content folder, walked: what is there, what is reached, and what is wrong with it.

use proptest::prelude::*;
use qilou::{
    content::{Content, Name},
    model::{Filter, Paths, Sort, ThreadListName},
    route::{Narrow, SectionRoute},
};
use std::{collections::BTreeSet, fs, path::Path};
use tempfile::TempDir;

const SITE: &str = r#"{"v":"1.0","name":"n","lang":"zh"}"#;

fn embedded() -> Content {
    Content::open(Path::new(env!("CARGO_MANIFEST_DIR")).join("content")).unwrap()
}

/// A folder of these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn every_document_of_the_embedded_site_is_named_read_and_reached() {
    let content = embedded();
    let mut named = BTreeSet::new();
    for file in content.files().unwrap() {
        let (file, name) = file.unwrap();
        assert_eq!(name.is_none(), file.starts_with("media/"), "{file}");
        if let Some(name) = name {
            assert_eq!(content.file(&name).unwrap(), file);
            content.document(&name).unwrap();
            named.insert(file);
        }
    }
    assert!(named.len() > 600);
    let mut reached = BTreeSet::new();
    for (name, document) in content.reached() {
        document.unwrap();
        let is_new = reached.insert(content.file(&name).unwrap());
        assert!(is_new, "{name:?} came twice");
    }
    let unreached: Vec<_> = named.difference(&reached).collect();
    // Only rules and bodies lead there.
    assert_eq!(unreached, ["pages/credits.json"]);
    assert_eq!(content.names().unwrap().count(), named.len());
}

#[test]
fn the_paths_of_the_site_are_honoured() {
    let site =
        r#"{"v":"1.0","name":"n","lang":"zh","paths":{"thread":"t/{shard}/{id}-{page}.json"}}"#;
    let folder = folder(&[
        ("site.json", site),
        ("t/34/12-34-2.json", "{}"),
        ("t/99/1234-1.json", "{}"),
        ("threads/1234/1.json", "{}"),
        (".hidden/home.json", "{}"),
        ("notes.txt", ""),
    ]);
    let content = Content::open(folder.path()).unwrap();
    let names: Vec<Name> = content.names().unwrap().map(Result::unwrap).collect();
    // The second is not in the folder of its id, the third not where the site says.
    assert_eq!(names, [Name::Site, Name::thread(&"12-34".into(), 2)]);
    assert_eq!(content.files().unwrap().count(), 5);
    assert!(content.has(&names[1]) && !content.has(&Name::Home));
}

#[test]
fn a_fault_names_the_file() {
    let folder = folder(&[
        ("site.json", SITE),
        ("home.json", r#"{"v":"1.0","newest":["#),
        ("pages/html.json", "<!DOCTYPE html>"),
        ("pages/list.json", "[1, 2,, 3]"),
        ("pages/new.json", r#"{"v":"2.0"}"#),
        ("pages/odd.json", r#"{"v":"1.0","slug":7}"#),
    ]);
    let content = Content::open(folder.path()).unwrap();
    let page = |slug: &str| Name::Page(slug.to_owned());
    for (name, sentence) in [
        (
            Name::Home,
            "home.json is half a document: the text ends too early.",
        ),
        (
            page("html"),
            "pages/html.json is a web page, not a document.",
        ),
        (
            page("list"),
            "pages/list.json is not JSON: line 1, column 7.",
        ),
        (
            page("new"),
            "pages/new.json is of version 2.0 of the content format, which this program does not read.",
        ),
        (
            page("odd"),
            "pages/odd.json does not fit the content format: slug: found 7, expected a string.",
        ),
    ] {
        let fault = content.document(&name).unwrap_err();
        assert!(fault.to_string().ends_with(sentence), "{fault}");
        assert!(!fault.is_missing());
    }
    assert!(content.document(&page("none")).unwrap_err().is_missing());
    let out = content.document(&Name::User("..".into())).map(drop);
    assert!(out.is_err());
    assert!(content.document(&page("../../etc/passwd")).is_err());
}

#[test]
fn a_folder_without_a_site_is_refused() {
    let folder = folder(&[("home.json", SITE)]);
    let sentence = |path: &Path| Content::open(path).unwrap_err().to_string();
    assert!(sentence(folder.path()).ends_with("site.json."));
    let file = folder.path().join("home.json");
    assert!(sentence(&file).ends_with("is not a folder."));
    assert!(sentence(&folder.path().join("no")).starts_with("There is no folder"));
}

fn names() -> impl Strategy<Value = Name> {
    let id = "[a-z0-9骑 %.@-]{1,8}"
        .prop_filter("not a folder's", |id| !matches!(id.as_str(), "." | ".."));
    let page = 1_u32..2000;
    let lists = prop_oneof![
        Just(ThreadListName::Newest),
        Just(ThreadListName::Hot),
        Just(ThreadListName::Digest)
    ];
    let sorts = prop_oneof![Just(Sort::LastPost), Just(Sort::Created), Just(Sort::Views)];
    let narrows = prop_oneof![
        Just(None),
        Just(Some(Narrow::Filter(Filter::Poll))),
        id.clone().prop_map(|id| Some(Narrow::Prefix(id))),
    ];
    prop_oneof![
        Just(Name::Home),
        (lists, page.clone()).prop_map(|(list, page)| Name::List { list, page }),
        (id.clone(), page.clone(), sorts, narrows).prop_map(|(id, page, sort, narrow)| {
            Name::Section(SectionRoute {
                id: id.as_str().into(),
                page,
                sort,
                narrow,
            })
        }),
        (id.clone(), page.clone(), prop::option::of(id.clone())).prop_map(|(id, page, author)| {
            Name::Thread {
                id: id.as_str().into(),
                author: author.as_deref().map(Into::into),
                page,
            }
        }),
        id.clone().prop_map(|id| Name::User(id.as_str().into())),
        (id.clone(), page.clone()).prop_map(|(id, page)| Name::UserPosts {
            id: id.as_str().into(),
            page
        }),
        id.prop_map(Name::Page),
        page.prop_map(Name::Modlog),
    ]
}

proptest! {
    #[test]
    fn a_name_is_read_back_from_its_path(name in names(), sharded in any::<bool>()) {
        let mut paths = Paths::default();
        if sharded {
            for (kind, path) in [
                ("thread", "t/{shard}/{id}/{page}.json"),
                ("thread_by", "t/{shard}/{id}/by-{author}/{page}.json"),
                ("user", "people/{shard}/{id}.json"),
            ] {
                paths.0.insert(kind.to_owned(), path.to_owned());
            }
        }
        let said = serde_json::to_string(&paths).unwrap();
        let site = format!(r#"{{"v":"1.0","name":"n","lang":"zh","paths":{said}}}"#);
        let folder = folder(&[("site.json", &site)]);
        let content = Content::open(folder.path()).unwrap();
        let file = content.file(&name).unwrap();
        prop_assert_eq!(content.name_of(&file), Some(name));
    }
}
