//! Bundled documents: as they are read by the app and on the host, and as they are written.

use crate::support::{ROOT, Script, wait};
use futures_util::future::join;
use proptest::prelude::*;
use qilou::{
    backend::{Backend, Native, PackTransport},
    cli::{PackOptions, Problem, pack},
    content::{Content, Name},
    load::Document,
    model::{PackSet, Packs, Paths, ProblemCode},
    route::ThreadRoute,
    transport::{Answer, FolderTransport, Request, Response, Transport},
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    rc::Rc,
};
use tempfile::TempDir;

fn embedded() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content")
}

fn packed(folder: &Path) -> TempDir {
    let to = TempDir::new().unwrap();
    let options = PackOptions {
        folder: folder.to_owned(),
        to: to.path().to_owned(),
    };
    pack(&options).unwrap();
    to
}

fn written(folder: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Every file below a folder.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.clone(), fs::read(path).unwrap());
        }
    }
    found
}

/// A host that knows no ranges.
struct WithoutRanges(FolderTransport);

impl Transport for WithoutRanges {
    fn send(&self, request: Request) -> Answer<'_, Response> {
        self.0.send(Request::get(request.url))
    }
}

fn over(folder: &Path, ranges: bool) -> Native {
    let folder = FolderTransport {
        root: ROOT.to_owned(),
        folder: folder.to_owned(),
    };
    let transport: Rc<dyn Transport> = match ranges {
        true => Rc::new(folder),
        false => Rc::new(WithoutRanges(folder)),
    };
    let backend = Native::new(
        ROOT.to_owned(),
        transport,
        Paths::default(),
        Packs::default(),
    );
    wait(backend.site()).unwrap();
    backend
}

#[test]
fn every_document_reads_the_same_from_a_pack() {
    let to = packed(&embedded());
    let loose = Content::open(embedded()).unwrap();
    let bundled = Content::open(to.path()).unwrap();
    let mut names: Vec<Name> = loose.names().unwrap().map(Result::unwrap).collect();
    let mut again: Vec<Name> = bundled.names().unwrap().map(Result::unwrap).collect();
    for names in [&mut names, &mut again] {
        names.sort_by_key(|name| name.address(&Paths::default()));
    }
    assert_eq!(names, again);
    let backends = [
        over(&embedded(), true),
        over(to.path(), true),
        over(to.path(), false),
    ];
    for name in names {
        let Some(route) = name.route() else { continue };
        assert_eq!(loose.text(&name).unwrap(), bundled.text(&name).unwrap());
        let [loose, ranged, whole] =
            [0, 1, 2].map(|at| wait(Document::ask(&backends[at], &route)).unwrap());
        assert!(loose == ranged && loose == whole, "{route:?}");
    }
    assert!(!to.path().join("threads").exists() && to.path().join("media").exists());
    assert_eq!(
        bundled
            .reached()
            .filter(|(_, found)| found.is_err())
            .count(),
        0
    );
}

#[test]
fn packing_makes_the_same_bytes_each_time_and_out_of_packs_too() {
    let first = packed(&embedded());
    let second = packed(first.path());
    let below = |root: &Path| -> Vec<(PathBuf, Vec<u8>)> {
        let relative = |path: &Path| path.strip_prefix(root).unwrap().to_owned();
        let files = files(root).into_iter();
        files
            .map(|(path, bytes)| (relative(&path), bytes))
            .filter(|(path, _)| !path.starts_with("packs"))
            .collect()
    };
    assert!(below(first.path()) == below(second.path()));
    let third = packed(&embedded());
    let names = |root: &Path| files(root).into_values().collect::<Vec<_>>();
    assert!(names(first.path()) == names(third.path()));
}

#[test]
fn other_paths_give_way_to_packs() {
    let folder = TempDir::new().unwrap();
    let paths = r#"{"thread":"t/{shard}/{id}/{page}.json","page":"p-{slug}.json"}"#;
    let site = format!(r#"{{"v":"1.0","name":"n","lang":"zh","later":[1],"paths":{paths}}}"#);
    let page = r#"{"v":"1.0","slug":"about","title":"t","body":{"format":"text","text":"骑楼"}}"#;
    let thread = thread("骑楼", 1);
    written(
        folder.path(),
        &[
            ("site.json", &site),
            ("t/34/1234/1.json", &thread),
            ("p-about.json", page),
            ("p-about.json.br", "old"),
            ("media/a.png", "picture"),
        ],
    );
    let to = packed(folder.path());
    let content = Content::open(to.path()).unwrap();
    assert!(content.site().paths.is_empty());
    let name = Name::thread(&"1234".into(), 1);
    assert_eq!(content.text(&name).unwrap(), thread);
    let files = files(to.path());
    let has = |path: &str| files.contains_key(&to.path().join(path));
    assert!(has("pages/about.json") && has("media/a.png") && files.len() == 5);
    let site = fs::read_to_string(to.path().join("site.json")).unwrap();
    assert!(site.contains(r#""later":[1]"#) && site.contains(r#""capabilities":["packs"]"#));
}

/// The text of a thread's page.
fn thread(title: &str, number: u32) -> String {
    format!(
        r#"{{"v":"1.0","section":{{"id":"1","name":"s"}},"page":{{"number":{number},"count":2,"size":20}},"thread":{{"id":"7","section":"1","title":"{title}","author":{{"name":"a"}},"created":"2024-01-01T12:00:00Z"}}}}"#
    )
}

fn set() -> PackSet {
    PackSet {
        documents: "threads/".to_owned(),
        count: 1,
        pack: "packs/{pack}.json".to_owned(),
        index: "packs/{pack}.index.json".to_owned(),
    }
}

/// A backend whose packs `config.json` tells, so that no site is needed.
fn with_set(script: Script) -> (Native, Rc<Script>) {
    let script = Rc::new(script);
    let packs = Packs(vec![set()]);
    let transport = PackTransport::new(ROOT.to_owned(), packs.clone(), script.clone());
    let backend = Native::new(ROOT.to_owned(), Rc::new(transport), Paths::default(), packs);
    (backend, script)
}

fn route(page: u32) -> ThreadRoute {
    ThreadRoute {
        id: "7".into(),
        page,
        ..ThreadRoute::default()
    }
}

fn read(script: Script, page: u32) -> (Result<u32, qilou::model::Problem>, Vec<String>) {
    let (backend, script) = with_set(script);
    let read = wait(backend.thread(&route(page))).map(|page| page.page.number);
    let asked = script.asked.borrow().clone();
    (read, asked)
}

#[test]
fn a_pack_that_does_not_match_its_index_is_told() {
    let (one, two) = (thread("骑楼", 1), thread("b", 2));
    let pack = format!("{one}{two}");
    let (start, length) = (one.len(), two.len());
    let index = |start: usize, length: usize| format!(r#"{{"7/2.json":[{start},{length}]}}"#);
    let answering = |index: &str, status: u16, pack: &str| {
        Script::default()
            .with("packs/0.index.json", 200, index)
            .with("packs/0.json", status, pack)
    };
    let (found, asked) = read(answering(&index(start, length), 206, &two), 2);
    assert_eq!(found.unwrap(), 2);
    assert_eq!(asked, ["packs/0.index.json", "packs/0.json"]);
    assert_eq!(
        read(answering(&index(start, length), 200, &pack), 2)
            .0
            .unwrap(),
        2
    );
    for (index, status, pack) in [
        (index(start, length + 1), 200, pack.as_str()),
        // Within a character of several bytes.
        (index(one.find('骑').unwrap() + 1, 9), 200, &pack),
        (index(usize::MAX, 2), 200, &pack),
        (index(start, length), 206, &one[..20]),
        (index(start, length), 416, ""),
        (index(start, length), 404, ""),
    ] {
        let problem = read(answering(&index, status, pack), 2).0.unwrap_err();
        assert_eq!(problem.code, ProblemCode::UnexpectedShape, "{index}");
        let detail = problem.detail.unwrap();
        assert_eq!(detail, "the pack does not match its index");
        assert!(problem.instance.unwrap().ends_with("packs/0.json"));
    }
    let missing = Script::default().with("packs/0.index.json", 404, "");
    assert_eq!(
        read(missing, 1).0.unwrap_err().code,
        ProblemCode::UnexpectedShape
    );
    let busy = answering(&index(start, length), 503, "");
    assert_eq!(read(busy, 2).0.unwrap_err().code, ProblemCode::Unavailable);
}

#[test]
fn what_the_index_does_not_know_is_not_there() {
    for index in ["{}", "[]", r#"{"7/1.json":7}"#, r#"{"7/1.json":[-1,2]}"#] {
        let script = Script::default().with("packs/0.index.json", 200, index);
        let (found, asked) = read(script, 1);
        assert_eq!(found.unwrap_err().code, ProblemCode::NotFound);
        assert_eq!(asked, ["packs/0.index.json", "site.json"]);
    }
}

/// The site's own answer brings the packs, and comes after the document has been asked for where it usually is.
#[test]
fn packs_that_only_the_site_tells_of_are_found() {
    let one = thread("a", 1);
    let packs = serde_json::to_string(&[set()]).unwrap();
    let site = format!(r#"{{"v":"1.0","name":"n","lang":"zh","packs":{packs}}}"#);
    let (backend, script) = Script::default()
        .with("site.json", 200, &site)
        .with(
            "packs/0.index.json",
            200,
            &format!(r#"{{"7/1.json":[0,{}]}}"#, one.len()),
        )
        .with("packs/0.json", 206, &one)
        .backend();
    assert_eq!(wait(backend.thread(&route(1))).unwrap().page.number, 1);
    let asked = [
        "threads/7/1.json",
        "site.json",
        "packs/0.index.json",
        "packs/0.json",
    ];
    assert_eq!(*script.asked.borrow(), asked);
}

/// The second question of packs would ask for their indexes again.
#[test]
fn packs_that_both_the_configuration_and_the_site_tell_of_are_read_once() {
    let one = thread("a", 1);
    let packs = serde_json::to_string(&[set()]).unwrap();
    let site = format!(r#"{{"v":"1.0","name":"n","lang":"zh","packs":{packs}}}"#);
    let index = format!(r#"{{"7/1.json":[0,{}]}}"#, one.len());
    let (backend, script) = with_set(
        Script::default()
            .with("packs/0.index.json", 200, &index)
            .with("packs/0.json", 206, &one)
            .with("site.json", 200, &site),
    );
    wait(backend.thread(&route(1))).unwrap();
    wait(backend.site()).unwrap();
    let missing = wait(backend.thread(&route(2))).unwrap_err();
    assert_eq!(missing.code, ProblemCode::NotFound);
    let asked = script.asked.borrow();
    assert_eq!(*asked, ["packs/0.index.json", "packs/0.json", "site.json"]);
}

#[test]
fn an_index_is_asked_for_once() {
    let (one, two) = (thread("a", 1), thread("b", 2));
    let index = format!(
        r#"{{"7/1.json":[0,{}],"7/2.json":[{},{}]}}"#,
        one.len(),
        one.len(),
        two.len()
    );
    let (backend, script) = with_set(
        Script::default()
            .with("packs/0.index.json", 200, &index)
            .with("packs/0.json", 206, &one)
            .with("packs/0.json", 206, &two),
    );
    let (first, second) = (route(1), route(2));
    let read = wait(join(backend.thread(&first), backend.thread(&second)));
    assert_eq!(read.0.unwrap().page.number, 1);
    assert_eq!(read.1.unwrap().page.number, 2);
    let missing = wait(backend.thread(&route(3))).unwrap_err();
    assert_eq!(missing.code, ProblemCode::NotFound);
    let asked = script.asked.borrow();
    assert_eq!(
        asked[..3],
        ["packs/0.index.json", "packs/0.json", "packs/0.json"]
    );
    assert!(!asked[3..].contains(&"packs/0.index.json".to_owned()));
}

#[test]
fn half_a_document_is_refused_by_name_and_changes_nothing() {
    let folder = TempDir::new().unwrap();
    let site = r#"{"v":"1.0","name":"n","lang":"zh"}"#;
    let half = r#"{"v":"1.0","newest":["#;
    written(
        folder.path(),
        &[("content/site.json", site), ("content/home.json", half)],
    );
    let before = files(folder.path());
    let refuse = |to: &str| {
        let options = PackOptions {
            folder: folder.path().join("content"),
            to: folder.path().join(to),
        };
        pack(&options).unwrap_err()
    };
    let sentence = refuse("packed").to_string();
    assert!(sentence.ends_with("home.json is half a document: the text ends too early."));
    assert!(matches!(refuse("content"), Problem::Within { .. }));
    assert!(matches!(
        refuse("content/new/packed"),
        Problem::Within { .. }
    ));
    assert_eq!(files(folder.path()), before);
    written(folder.path(), &[("full/a", "")]);
    assert!(matches!(refuse("full"), Problem::NotEmpty(_)));
    assert!(matches!(refuse("full/a/packed"), Problem::Unwritable(..)));
    fs::remove_file(folder.path().join("content/site.json")).unwrap();
    assert!(refuse("packed").to_string().ends_with("site.json."));
}

#[test]
fn a_site_cannot_lead_the_host_out_of_the_folder() {
    let folder = TempDir::new().unwrap();
    let set = r#"{"documents":"threads/","count":1,"pack":"../secret","index":"/etc/passwd"}"#;
    let site = format!(r#"{{"v":"1.0","name":"n","lang":"zh","packs":[{set}]}}"#);
    written(folder.path(), &[("c/site.json", &site), ("secret", "{}")]);
    let content = Content::open(folder.path().join("c")).unwrap();
    let fault = content.text(&Name::thread(&"7".into(), 1)).unwrap_err();
    assert!(fault.to_string().contains("would lead out of the folder"));
}

proptest! {
    /// Well-known values of the hash, and a number for whatever there is.
    #[test]
    fn every_document_has_a_pack(document in "\\PC{0,20}", count in 0_u32..1000) {
        let set = PackSet { count, ..set() };
        prop_assert!(set.number(&document) < count.max(1));
        let all = PackSet { count: u32::MAX, ..set };
        prop_assert_eq!(all.number("foobar/1.json"), 0xbf9c_f968);
        prop_assert_eq!(all.number("a.json"), 0xe40c_292c);
    }
}
