//! A forum on the host of the app: it answers as a server did that was recorded (`tests/fixtures`).

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "without its recordings no test can go on"
)]

use percent_encoding::percent_decode_str;
use serde_json::Value;
use std::{collections::HashMap, fs, path::Path, time::Duration};

/// A picture, whichever was asked for; in the place of a film or a sound too.
const PICTURE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="120" height="90"><rect width="120" height="90" fill="#888"/></svg>"##;

/// Discuz! answers so in version 1 where only version 4 was recorded: nothing is wrong, and no post is there.
const NO_BODIES: &str = r#"{"Version":"1","Charset":"UTF-8","Variables":{"postlist":[]}}"#;

/// NodeBB tells a guest so that he may not search.
const NO_SEARCH: &str =
    r#"{"privileges":{"search:users":false,"search:content":false,"search:tags":false}}"#;

/// What is used of NodeBB's own words.
const WORDS: &str = r#"{"404.title":"未找到","posts":"帖子","topics":"主题","reputation":"声望"}"#;

/// Discuz! tells its zone by the thread that has been silent for longest.
pub const ZONE: &str =
    "version=4&module=forumdisplay&fid=3&tpp=1&filter=lastpost&orderby=lastpost&ascdesc=ASC";

/// The sections whose newest threads a guest is shown.
pub const READABLE: &str =
    "17,3,4,18,5,19,20,44,6,7,21,8,22,9,23,24,10,11,25,26,12,27,13,14,28,29,15,30,16,31,33,32";

/// An answer of the forum's.
#[derive(Clone, Debug)]
pub struct Said {
    pub status: u16,
    pub kind: String,
    pub body: String,
    pub delay: Duration,
}

/// What a forum makes of a question.
pub enum Found {
    /// A picture; a page may have as many of them as it likes.
    Picture(Said),
    /// An answer that was written down for the question.
    Known(Said),
    /// What the server says to a question that nobody expected.
    Unknown(Said),
}

/// A forum that replays what was recorded.
pub struct Forum {
    /// Its folder on the host, which ends with a slash.
    pub folder: &'static str,
    kind: Kind,
    answers: HashMap<String, Said>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Discuz,
    Nodebb,
}

impl Forum {
    /// Discuz! X3.5 as a guest finds it: its site, its home page, the section 3 and the long thread 68.
    pub fn discuz() -> Self {
        let newest = format!("version=4&module=newthreads&fids={READABLE}&start=0&limit=10");
        Self {
            folder: "bbs/",
            kind: Kind::Discuz,
            answers: HashMap::new(),
        }
        .with("version=4&module=check", "check")
        .with("version=4&module=forumindex", "forumindex")
        .with("version=4&module=forumnav", "forumnav")
        .with(ZONE, "forumdisplay_tpp5")
        .with("version=4&module=hotthread&page=1", "hotthread")
        .with(&newest, "newthreads")
        .with_section(3, 1, "forumdisplay_p1")
        .with_section(3, 2, "forumdisplay_p2")
        .with_thread(68, 1, "viewthread_long_p1", None)
        .with_thread(68, 2, "viewthread_long_p2", None)
        .with_thread(68, 99, "viewthread_long_p99", None)
        .with("version=4&module=profile&uid=4", "profile_other")
    }

    /// NodeBB 4 as a guest finds it: its site, its home page, the section 6 and the long thread 62.
    pub fn nodebb() -> Self {
        Self {
            folder: "nodebb/",
            kind: Kind::Nodebb,
            answers: HashMap::new(),
        }
        .with("api/config", "config-guest")
        .with("api/categories", "categories-guest")
        .saying("api/search?in=categories", 200, NO_SEARCH)
        .with("api/recent", "recent-guest")
        .with("api/recent?page=2", "recent-p2")
        .with("api/popular", "popular-guest")
        .with("api/top", "top-guest")
        .with(&category(6, 1), "category-p1")
        .with(&category(6, 2), "category-p2")
        .with(&topic(62, 1), "topic-long-p1")
        .with(&topic(62, 2), "topic-long-p2")
        .with("api/user/xiaomei", "user-guest")
        .saying("assets/language/zh-CN/global.json", 200, WORDS)
    }

    /// Gives a recorded answer to a question; the order of its parameters is of no matter.
    pub fn with(mut self, question: &str, name: &str) -> Self {
        let said = self.recorded(name);
        self.answers.insert(self.key(question), said);
        self
    }

    /// Gives an answer of the test's own to a question.
    pub fn saying(mut self, question: &str, status: u16, body: &str) -> Self {
        let said = Said {
            status,
            kind: match body.starts_with('<') {
                true => "text/html; charset=utf-8".to_owned(),
                false => "application/json; charset=utf-8".to_owned(),
            },
            body: body.to_owned(),
            delay: Duration::ZERO,
        };
        self.answers.insert(self.key(question), said);
        self
    }

    /// Answers a question later than all others.
    pub fn late(mut self, question: &str) -> Self {
        let said = self.answers.get_mut(&key(question)).expect("an answer");
        said.delay = Duration::from_secs(1);
        self
    }

    /// Discuz!: a page of a section.
    pub fn with_section(self, section: u32, page: u32, name: &str) -> Self {
        let question = format!("version=4&module=forumdisplay&fid={section}&page={page}");
        self.with(&question, name)
    }

    /// Discuz!: a page of a thread, with its texts if they were recorded apart.
    pub fn with_thread(self, thread: u32, page: u32, name: &str, bodies: Option<&str>) -> Self {
        let question = |version| {
            format!("version={version}&module=viewthread&tid={thread}&page={page}&ordertype=2")
        };
        let forum = self.with(&question(4), name);
        match bodies {
            Some(bodies) => forum.with(&question(1), bodies),
            None => forum.saying(&question(1), 200, NO_BODIES),
        }
    }

    /// Discuz!: the first page of what one author wrote in a thread.
    pub fn with_author(self, thread: u32, author: u32, name: &str) -> Self {
        let question = |version| {
            format!(
                "version={version}&module=viewthread&tid={thread}&page=1&ordertype=2&authorid={author}"
            )
        };
        self.with(&question(4), name)
            .saying(&question(1), 200, NO_BODIES)
    }

    /// The configuration of an app that reads this forum.
    pub fn config(&self) -> String {
        let kind = match self.kind {
            Kind::Discuz => "discuz",
            Kind::Nodebb => "nodebb",
        };
        format!(
            r#"{{"backend":{{"kind":"{kind}","url":"/{}"}}}}"#,
            self.folder
        )
    }

    /// What the forum answers at a path below its folder, and the question as `Site::questions` has it. `host` is the
    /// address of the host that the forum is on.
    pub fn answer(&self, path: &str, query: &str, host: &str) -> (String, Found) {
        let question = match query.is_empty() {
            true => path.to_owned(),
            false => format!("{path}?{query}"),
        };
        let key = key(&question);
        if is_picture(path) {
            let said = Said {
                status: 200,
                kind: "image/svg+xml".to_owned(),
                body: PICTURE.to_owned(),
                delay: Duration::ZERO,
            };
            return (key, Found::Picture(said));
        }
        let here = |said: &Said| Said {
            body: self.placed(&said.body, host),
            ..said.clone()
        };
        let found = match self.answers.get(&key) {
            Some(said) => Found::Known(here(said)),
            None => Found::Unknown(here(&self.refusal(&key))),
        };
        (key, found)
    }

    /// What the server says to what it does not have.
    fn refusal(&self, key: &str) -> Said {
        self.recorded(match self.kind {
            Kind::Nodebb => "api-404",
            Kind::Discuz if key.contains("module=viewthread") => "viewthread_nonexistent",
            Kind::Discuz if key.contains("module=forumdisplay") => "forumdisplay_nonexistent",
            Kind::Discuz if key.contains("module=profile") => "profile_nonexistent",
            Kind::Discuz => "no_module",
        })
    }

    fn recorded(&self, name: &str) -> Said {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        match self.kind {
            Kind::Discuz => {
                let body = read(&folder.join(format!("discuz/{name}.json")));
                Said {
                    status: match body.contains("thread_nonexistence") {
                        true => 404,
                        false => 200,
                    },
                    kind: "application/json; charset=utf-8".to_owned(),
                    body,
                    delay: Duration::ZERO,
                }
            }
            Kind::Nodebb => {
                let text = read(&folder.join(format!("nodebb/{name}.json")));
                let recording: Value = serde_json::from_str(&text).expect("a recording");
                Said {
                    status: recording["status"]
                        .as_u64()
                        .and_then(|status| u16::try_from(status).ok())
                        .expect("a status"),
                    kind: recording["type"].as_str().expect("a type").to_owned(),
                    body: recording["body"].to_string(),
                    delay: Duration::ZERO,
                }
            }
        }
    }

    /// An answer in which the forum stands in this folder of this host.
    fn placed(&self, body: &str, host: &str) -> String {
        let root = format!("{host}/{}", self.folder);
        match self.kind {
            Kind::Discuz => body.replace("https://forum.example/content/", &root),
            Kind::Nodebb => {
                let mut body = body
                    .replace("http://127.0.0.1:4567/", &root)
                    .replace("http://127.0.0.1:4567", root.trim_end_matches('/'))
                    .replace(
                        r#""relative_path":"""#,
                        &format!(
                            r#""relative_path":"/{}""#,
                            self.folder.trim_end_matches('/')
                        ),
                    );
                for part in ["assets", "topic", "user", "category", "post", "tags"] {
                    body = body.replace(
                        &format!("\"/{part}/"),
                        &format!("\"/{}{part}/", self.folder),
                    );
                }
                body
            }
        }
    }

    /// A question as a test writes it; Discuz! has one path for all of them.
    fn key(&self, question: &str) -> String {
        match self.kind {
            Kind::Discuz => key(&format!("api/mobile/index.php?{question}")),
            Kind::Nodebb => key(question),
        }
    }
}

/// NodeBB: the question for a page of a section.
pub fn category(category: u32, page: u32) -> String {
    format!("api/category/{category}?sort=recently_replied&page={page}")
}

/// NodeBB: the question for a page of a thread.
pub fn topic(topic: u32, page: u32) -> String {
    format!("api/topic/{topic}?sort=oldest_to_newest&page={page}")
}

/// A path and its query, read, with the parameters in the order of their names.
pub fn key(question: &str) -> String {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let (path, query) = question.split_once('?').unwrap_or((question, ""));
    let mut parameters: Vec<String> = query
        .split('&')
        .filter(|part| !part.is_empty())
        .map(decoded)
        .collect();
    parameters.sort();
    match parameters.is_empty() {
        true => decoded(path),
        false => format!("{}?{}", decoded(path), parameters.join("&")),
    }
}

fn is_picture(path: &str) -> bool {
    path.ends_with("avatar.php")
        || [".png", ".jpg", ".gif", ".mp3", ".mp4"]
            .iter()
            .any(|ending| path.ends_with(ending))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_order_of_parameters_is_of_no_matter() {
    let forum = Forum::nodebb();
    let status = |query| match forum.answer("api/topic/62", query, "http://host").1 {
        Found::Known(said) => said.status,
        Found::Unknown(said) => said.status * 10,
        Found::Picture(_) => 0,
    };
    assert_eq!(status("page=1&sort=oldest_to_newest"), 200);
    assert_eq!(status("sort=oldest%5Fto%5Fnewest&page=1"), 200);
    assert_eq!(status("sort=oldest_to_newest&page=3"), 4040);
}
