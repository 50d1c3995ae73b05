//! `docs/backends.md`: its tables say what the backends declare, show and ask for.

use crate::{
    discourse, discuz, flarum, lemmy, mapping, nodebb,
    support::{ROOT, wait},
};
use qilou::{
    backend::{Backend, Native},
    model::{Capability, Packs, Paths, PostId, Problem, Read, Sort, ThreadListName, UserId},
    route::{SearchRoute, SearchSort, SectionRoute, ThreadRoute, filter_slug, sort_slug},
    transport::{Answer, FolderTransport, Request, Response, Transport},
};
use serde_json::{Value, json};
use std::{cell::Cell, collections::BTreeMap, fs, path::Path, rc::Rc};

/// A forum of the fixtures, and what in it is asked for.
struct Sample {
    kind: &'static str,
    backend: Rc<dyn Backend>,
    /// How many requests were sent.
    asked: Box<dyn Fn() -> usize>,
    section: &'static str,
    thread: &'static str,
    /// Somebody who wrote in the thread.
    author: &'static str,
    post: &'static str,
    /// The thread of the post.
    place: &'static str,
    user: &'static str,
    tag: &'static str,
    query: &'static str,
}

fn discuz() -> Sample {
    let (backend, forum) = discuz::Forum::with_index()
        .json("module=check", "check")
        .json("module=forumnav", "forumnav")
        .json("module=newthreads", "newthreads")
        .json("module=hotthread", "hotthread")
        .json("module=forumdisplay", "forumdisplay_p1")
        .json("module=profile", "profile_other")
        .json("viewpid=", "viewthread_viewpid")
        .json("tid=68&page=4", "viewthread_long_ppp50")
        .json("version=4&module=viewthread", "viewthread_long_p1")
        .json("version=1&module=viewthread", "viewthread_bbcode_v1")
        .open();
    Sample {
        kind: "discuz",
        backend: Rc::new(backend),
        asked: Box::new(move || forum.asked.borrow().len()),
        section: "3",
        thread: "68",
        author: "8",
        post: "262",
        place: "68",
        user: "4",
        tag: "",
        query: "",
    }
}

fn nodebb() -> Sample {
    let (backend, forum) = nodebb::Forum::new()
        .playing("api/recent", "recent-guest")
        .playing("api/popular", "popular-guest")
        .playing("api/top", "top-guest")
        .playing("api/category/6", "category-p1")
        .playing("api/topic/62", "topic-long-p1")
        .playing("api/post/308", "post-redirect")
        .playing("api/user/xiaomei", "user-guest")
        .playing("api/user/xiaomei/topics", "user-topics-guest")
        .playing("api/user/xiaomei/posts", "user-guest")
        .playing("api/tags/x", "tag-guest")
        .playing("api/search", "search-user")
        .backend();
    Sample {
        kind: "nodebb",
        backend: Rc::new(backend),
        asked: Box::new(move || forum.asked.borrow().len()),
        section: "6",
        thread: "62",
        author: "xiaomei",
        post: "308",
        place: "66",
        user: "xiaomei",
        tag: "x",
        query: "x",
    }
}

fn discourse() -> Sample {
    let (backend, script) = discourse::forum(&[
        discourse::SITE[0],
        discourse::SITE[1],
        discourse::SITE[2],
        ("latest.json?order=created", "topics-latest_topics_response"),
        ("top.json", "topics-top"),
        ("latest.json?category=5&order=activity", "category-topics"),
        ("t/90.json", "topic-long-1"),
        ("t/90.json?page=2", "topic-long-2"),
        ("t/90.json?username_filters=LaoChen", "topic-long-by"),
        ("t/90/41.json", "topic-long-near"),
        ("u/afang.json", "user"),
        ("topics/created-by/afang.json", "created-by-topics"),
        (
            "user_actions.json?username=afang&filter=4,5&offset=0",
            "user-actions",
        ),
        ("tag/x.json", "tag-topics"),
        ("search.json?q=x&page=1", "search"),
    ]);
    Sample {
        kind: "discourse",
        backend: Rc::new(backend),
        asked: Box::new(move || script.asked.borrow().len()),
        section: "5",
        thread: "90",
        author: "LaoChen",
        post: "41",
        place: "90",
        user: "afang",
        tag: "x",
        query: "x",
    }
}

fn flarum() -> Sample {
    let (backend, script) = flarum::forum(&[
        ("api", "forum-1"),
        ("api/tags", "tags"),
        ("api/discussions?sort=-createdAt", "discussions"),
        ("api/discussions?sort=-lastPostedAt", "discussions"),
        ("api/discussions?filter%5Btag%5D=life", "discussions"),
        ("api/discussions/90", "discussion-long-1"),
        (
            "api/discussions/90?page%5Boffset%5D=20",
            "discussion-long-2",
        ),
        (
            "api/posts?filter%5Bdiscussion%5D=90&sort=number&filter%5Bauthor%5D=laochen&filter%5Btype%5D=comment",
            "posts-by-author",
        ),
        (
            "api/discussions/90?page%5Bnear%5D=41",
            "discussion-long-near",
        ),
        ("api/users/afang?bySlug=1", "user"),
        (
            "api/discussions?filter%5Bauthor%5D=afang&sort=-createdAt",
            "discussions",
        ),
        (
            "api/posts?filter%5Bauthor%5D=afang&filter%5Btype%5D=comment&sort=-createdAt",
            "user-posts",
        ),
        ("api/discussions?filter%5Bq%5D=x", "search"),
    ]);
    Sample {
        kind: "flarum",
        backend: Rc::new(backend),
        asked: Box::new(move || script.asked.borrow().len()),
        section: "life",
        thread: "90",
        author: "laochen",
        post: "41",
        place: "90",
        user: "afang",
        tag: "life",
        query: "x",
    }
}

fn lemmy(api: lemmy::Api) -> Sample {
    let (backend, script) = api.open(api.forum());
    Sample {
        kind: "lemmy",
        backend: Rc::new(backend),
        asked: Box::new(move || script.asked.borrow().len()),
        section: "arcades",
        thread: "3",
        author: "ahmei",
        post: "29",
        place: "3",
        user: "ahmei",
        tag: "",
        query: "arcade streets",
    }
}

/// Counts what is asked of a folder.
struct Counted(FolderTransport, Cell<usize>);

impl Transport for Counted {
    fn send(&self, request: Request) -> Answer<'_, Response> {
        self.1.set(self.1.get() + 1);
        self.0.send(request)
    }
}

/// The default site, which has all that the format knows.
fn native() -> Sample {
    let folder = FolderTransport {
        root: ROOT.to_owned(),
        folder: Path::new(env!("CARGO_MANIFEST_DIR")).join("content"),
    };
    let transport = Rc::new(Counted(folder, Cell::new(0)));
    let backend = Native::new(
        ROOT.to_owned(),
        transport.clone(),
        Paths::default(),
        Packs::default(),
    );
    Sample {
        kind: "native",
        backend: Rc::new(backend),
        asked: Box::new(move || transport.1.get()),
        section: "38",
        thread: "156750",
        author: "57",
        post: "632199",
        place: "156750",
        user: "104",
        tag: "",
        query: "",
    }
}

/// Every forum but that of a mapping, which is as its mapping says.
fn samples() -> Vec<Sample> {
    vec![
        native(),
        discuz(),
        nodebb(),
        discourse(),
        flarum(),
        lemmy(lemmy::Api::V4),
    ]
}

/// A mapping that describes every page.
fn whole_mapping() -> Value {
    let threads =
        json!({ "get": "t", "threads": { "each": "answer", "id": "id", "title": "name" } });
    json!({
        "section": { "get": "s/{id}", "threads": { "each": "answer", "id": "id", "title": "name" } },
        "thread": {
            "get": "t/{id}{?author}",
            "thread": { "in": "answer", "id": "id", "title": "name" },
            "posts": { "each": "answer.posts", "id": "id" }
        },
        "user": { "get": "u/{id}", "user": { "in": "answer", "id": "id" } },
        "user_threads": threads,
        "user_posts": {
            "get": "p",
            "posts": {
                "each": "answer",
                "thread": { "id": "thread", "title": "name" },
                "post": { "id": "id" }
            }
        },
        "newest": threads,
        "hot": threads,
        "digest": threads,
        "tag": threads,
        "search": {
            "get": "f",
            "hits": { "each": "answer", "thread": { "id": "id", "title": "name" } }
        },
        "modlog": { "get": "m", "entries": { "each": "answer", "title": "name" } }
    })
}

/// A table of the page: its cells by the row's first cell and the column's name.
type Table = BTreeMap<String, BTreeMap<String, String>>;

/// The table below a heading.
fn table(heading: &str) -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/backends.md");
    let page = fs::read_to_string(path).unwrap();
    let (_, after) = page.split_once(&format!("\n## {heading}\n")).unwrap();
    let rows = after.lines().skip_while(|line| !line.starts_with('|'));
    let mut rows = rows
        .take_while(|line| line.starts_with('|'))
        .map(|line| -> Vec<String> {
            let cells = line.trim_matches('|').split('|');
            cells.map(|cell| cell.trim().to_owned()).collect()
        });
    let kinds: Vec<String> = rows
        .next()
        .unwrap()
        .iter()
        .map(|cell| cell.trim_matches('`').to_owned())
        .collect();
    rows.skip(1)
        .map(|cells| {
            assert_eq!(cells.len(), kinds.len(), "{}", cells[0]);
            let named = kinds.iter().cloned().zip(cells.iter().cloned()).skip(1);
            (cells[0].clone(), named.collect())
        })
        .collect()
}

/// The words of a cell that are written as code.
fn words(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

fn is_there(cell: &str) -> bool {
    assert!(cell.starts_with('✓') || cell.starts_with('–'), "{cell}");
    cell.starts_with('✓')
}

fn by_slug(name: &str) -> Option<Capability> {
    let word = Value::from(name);
    let capability = Capability::read(&word).ok();
    capability.filter(|capability| *capability != Capability::Unknown)
}

#[test]
fn what_a_backend_offers_is_what_it_declares() {
    let table = table("What works");
    let declared = |kind: &str| -> Vec<Capability> {
        if kind == "mapping" {
            let (backend, _) = mapping::open(&whole_mapping(), Default::default()).unwrap();
            return wait(backend.site()).unwrap().capabilities;
        }
        let sample = samples().into_iter().find(|sample| sample.kind == kind);
        wait(sample.unwrap().backend.site()).unwrap().capabilities
    };
    let rows: Vec<_> = table
        .iter()
        .filter_map(|(row, cells)| Some((by_slug(words(row).first()?)?, cells)))
        .collect();
    assert_eq!(rows.len(), 9, "every capability but `packs` has a row");
    for kind in rows[0].1.keys() {
        let declared = declared(kind);
        for (capability, cells) in &rows {
            // The sample has no index; with one, its site says so.
            let has_index = kind == "native" && *capability == Capability::Search;
            let there = declared.contains(capability) || has_index;
            assert_eq!(is_there(&cells[kind]), there, "{kind}: {capability:?}");
        }
    }
    assert_eq!(rows[0].1.len(), 7);
}

#[test]
fn sections_threads_and_pages_have_what_the_table_says() {
    let table = table("What works");
    for sample in samples() {
        let kind = sample.kind;
        let cell = |row: &str| table[row][kind].as_str();
        let backend = &sample.backend;
        wait(backend.site()).unwrap();
        let home = wait(backend.home()).unwrap();
        let lists = [
            ("newest", &home.newest),
            ("hot", &home.hot),
            ("digest", &home.digest),
        ];
        let shown: Vec<&str> = lists
            .iter()
            .filter_map(|(name, threads)| (!threads.is_empty()).then_some(*name))
            .collect();
        assert_eq!(words(cell("lists of the home page")), shown, "{kind}");
        let found = wait(backend.section(&sample.section())).unwrap();
        let section = &found.section;
        let sorts: Vec<&str> = section
            .sorts
            .iter()
            .filter_map(|it| sort_slug(*it))
            .collect();
        assert_eq!(words(cell("orders of a section")), sorts, "{kind}");
        let filters: Vec<&str> = section
            .filters
            .iter()
            .filter_map(|it| filter_slug(*it))
            .collect();
        assert_eq!(words(cell("filters of a section")), filters, "{kind}");
        let has_prefixes = !section.prefixes.is_empty();
        assert_eq!(
            is_there(cell("prefixes of a section")),
            has_prefixes,
            "{kind}"
        );
        let is_counted = found.page.count.is_some();
        assert_eq!(
            is_there(cell("how many pages a section has")),
            is_counted,
            "{kind}"
        );
        let thread = wait(backend.thread(&sample.thread(1))).unwrap();
        let is_counted = thread.page.count.is_some();
        assert_eq!(
            is_there(cell("how many pages a thread has")),
            is_counted,
            "{kind}"
        );
        let before = (sample.asked)();
        let found = wait(backend.page("about"));
        let has_pages = found.is_ok();
        assert_eq!(
            is_there(cell("pages of the site's own")),
            has_pages,
            "{kind}"
        );
        assert!(has_pages || (sample.asked)() == before, "{kind}");
    }
}

impl Sample {
    fn section(&self) -> SectionRoute {
        SectionRoute {
            id: self.section.into(),
            page: 1,
            sort: Sort::LastPost,
            narrow: None,
        }
    }

    fn thread(&self, page: u32) -> ThreadRoute {
        ThreadRoute {
            id: self.thread.into(),
            page,
            ..ThreadRoute::default()
        }
    }

    /// Asks for what a row of the table of requests names.
    fn ask(&self, row: &str) -> Result<(), Problem> {
        let backend = &self.backend;
        let user: UserId = self.user.into();
        match row {
            "the start" => wait(backend.site()).map(drop),
            "home" => wait(backend.home()).map(drop),
            "a list" => wait(backend.list(ThreadListName::Newest, 1)).map(drop),
            "a section" => wait(backend.section(&self.section())).map(drop),
            "a thread" => wait(backend.thread(&self.thread(1))).map(drop),
            "its next page" => wait(backend.thread(&self.thread(2))).map(drop),
            "one author's posts in it" => {
                let by = ThreadRoute {
                    only_author: Some(self.author.into()),
                    ..self.thread(1)
                };
                wait(backend.thread(&by)).map(drop)
            }
            "the place of a post" => {
                let post: PostId = self.post.into();
                wait(backend.find_post(&self.place.into(), &post)).map(drop)
            }
            "a member" => wait(backend.user(&user)).map(drop),
            "a member's threads" => wait(backend.user_threads(&user, 1)).map(drop),
            "a member's posts" => wait(backend.user_posts(&user, 1)).map(drop),
            "a tag" => wait(backend.tag(self.tag, 1)).map(drop),
            "a search" => {
                let route = SearchRoute {
                    query: self.query.to_owned(),
                    page: 1,
                    sort: SearchSort::Relevance,
                    ..SearchRoute::default()
                };
                wait(backend.search(&route)).map(drop)
            }
            "the moderation log" => wait(backend.modlog(1)).map(drop),
            _ => panic!("{row} is no row of requests"),
        }
    }

    fn requests(&self, row: &str) -> usize {
        let before = (self.asked)();
        if let Err(problem) = self.ask(row) {
            panic!("{} {row}: {problem:?}", self.kind);
        }
        (self.asked)() - before
    }
}

#[test]
fn pages_take_as_many_requests_as_the_table_says() {
    let table = table("Requests");
    assert_eq!(table.len(), 14);
    let more = [lemmy(lemmy::Api::V3)];
    for sample in samples().into_iter().chain(more) {
        let kind = sample.kind;
        assert_eq!(
            sample.requests("the start"),
            number(&table["the start"][kind]).unwrap(),
            "{kind}"
        );
        for (row, cells) in table.iter().filter(|(row, _)| *row != "the start") {
            let Some(number) = number(&cells[kind]) else {
                // What is not there is not asked for.
                continue;
            };
            // What is asked for once is there the second time; a next page follows the first one.
            let _ = sample.ask(if row == "its next page" {
                "a thread"
            } else {
                row
            });
            assert_eq!(sample.requests(row), number, "{kind}: {row}");
        }
    }
}

/// The number that a cell begins with; none for a dash.
fn number(cell: &str) -> Option<usize> {
    let end = cell
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(cell.len());
    assert!(end > 0 || cell.starts_with('–'), "{cell}");
    cell[..end].parse().ok()
}
