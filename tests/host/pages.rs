//! Pages are written on the host as in the browser: every document has its page, and no text becomes markup.

use qilou::{
    app::App,
    load::{Document, Profile},
    model::{
        Author, AuthorState, Gate, Home, ModlogPage, Problem, ProblemCode, Read, SectionPage, Site,
        StaticPage, ThreadList, ThreadListName, ThreadPage, UserPage, UserPosts, UserThreads,
    },
    page::{Shown, page, title},
    reader::Preferences,
    route::{Route, UserTab},
    text::{address::Addresses, language::Language},
};
use serde_json::{Value, json};
use std::{fs, path::Path, rc::Rc, sync::Arc};

fn document(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("content")
        .join(path);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn read<T: Read>(value: &Value) -> T {
    T::read(value).unwrap()
}

/// Each kind of page, with all texts of its document and of the site changed by `change`.
fn pages(language: Language, change: fn(&mut Value)) -> Vec<(&'static str, String)> {
    let changed = |path: &str| {
        let mut value = document(path);
        change(&mut value);
        value
    };
    let site: Site = read(&changed("site.json"));
    let addresses = Addresses::new("/", "https://forum.example/content/", &site);
    let app = App::new(
        Rc::new(site),
        Rc::new(addresses),
        Preferences::default(),
        language,
    );
    let user: UserPage = read(&changed("users/57.json"));
    let profile = |threads: Option<UserThreads>, posts: Option<UserPosts>| {
        let user = user.clone();
        Document::User(Arc::new(Profile {
            user,
            threads,
            posts,
        }))
    };
    let profile_route = |tab| Route::User {
        id: "57".into(),
        tab,
        page: 1,
    };
    let list = ThreadListName::Newest;
    let shown = [
        (
            "home",
            Route::Home,
            Document::Home(Arc::new(read::<Home>(&changed("home.json")))),
        ),
        (
            "list",
            Route::List { list, page: 1 },
            Document::List(Arc::new(read::<ThreadList>(&changed(
                "lists/newest/1.json",
            )))),
        ),
        (
            "section",
            Route::section(&"47".into()),
            Document::Section(Arc::new(read::<SectionPage>(&changed(
                "sections/47/1.json",
            )))),
        ),
        (
            "thread",
            Route::thread(&"156750".into()),
            Document::Thread(Arc::new(read::<ThreadPage>(&changed(
                "threads/156750/1.json",
            )))),
        ),
        (
            "poll",
            Route::thread(&"155556".into()),
            Document::Thread(Arc::new(read::<ThreadPage>(&changed(
                "threads/155556/1.json",
            )))),
        ),
        (
            "profile",
            profile_route(UserTab::Profile),
            profile(None, None),
        ),
        (
            "profile's threads",
            profile_route(UserTab::Threads),
            profile(Some(read(&changed("users/57/threads/1.json"))), None),
        ),
        (
            "profile's posts",
            profile_route(UserTab::Posts),
            profile(None, Some(read(&changed("users/57/posts/1.json")))),
        ),
        (
            "page",
            Route::page("about"),
            Document::Page(Arc::new(read::<StaticPage>(&changed("pages/about.json")))),
        ),
        (
            "modlog",
            Route::Modlog { page: 1 },
            Document::Modlog(Arc::new(read::<ModlogPage>(&changed("modlog/1.json")))),
        ),
    ];
    shown
        .into_iter()
        .map(|(name, route, document)| {
            let shown = Shown {
                route,
                answer: Ok(document),
            };
            assert!(!title(&app, &shown).is_empty(), "{name}");
            (name, page(&app, &shown).into_string())
        })
        .collect()
}

#[test]
fn every_document_has_a_page_in_every_language() {
    for language in Language::ALL {
        for (name, html) in pages(language, |_| {}) {
            assert_eq!(html.matches("<h1").count(), 1, "{name}: one heading");
            assert!(html.contains("class=\"wrap"), "{name}");
            assert!(
                !html.contains("{n}") && !html.contains("{name}"),
                "{name}: a text is not filled in"
            );
        }
    }
}

/// A text that would run, close what it stands in, or begin something of its own.
const HOSTILE: &str = "\"'></title></style><script>run()</script><img src=x onerror=run()>";

fn poison(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(poison),
        Value::Object(fields) => {
            for (name, value) in fields {
                let is_text = matches!(
                    name.as_str(),
                    "name"
                        | "title"
                        | "tagline"
                        | "label"
                        | "description"
                        | "excerpt"
                        | "text"
                        | "detail"
                        | "reason"
                        | "price"
                        | "location"
                        | "value"
                        | "question"
                        | "alt"
                        | "state_reason"
                        | "handle"
                        | "id"
                        | "slug"
                        | "lang"
                        | "bio_html"
                        | "signature_html"
                        | "rules_html"
                );
                match value {
                    Value::String(_) if is_text && !value_is_word(name, value) => {
                        *value = json!(HOSTILE);
                    }
                    Value::Array(items) if name == "tags" => {
                        items.iter_mut().for_each(|tag| *tag = json!(HOSTILE));
                    }
                    value => poison(value),
                }
            }
        }
        _ => {}
    }
}

/// `reason` is a word in a gate and a text elsewhere.
fn value_is_word(name: &str, value: &Value) -> bool {
    name == "reason"
        && value
            .as_str()
            .is_some_and(|word| word.is_ascii() && !word.contains(' '))
}

#[test]
fn no_text_of_a_document_becomes_markup() {
    for (name, html) in pages(Language::Hans, poison) {
        assert!(html.contains("run()"), "{name}: the text is shown");
        for trace in ["<script", "<img src=x", "</title", "</style"] {
            assert!(!html.contains(trace), "{name}: {trace}");
        }
    }
}

#[test]
fn no_address_of_a_document_runs_anything() {
    fn poison(value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(poison),
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value {
                        Value::String(text)
                            if matches!(
                                name.as_str(),
                                "href"
                                    | "url"
                                    | "avatar"
                                    | "thumbnail"
                                    | "icon"
                                    | "image"
                                    | "rules_url"
                            ) =>
                        {
                            *text = "javascript:run()".to_owned();
                        }
                        value => poison(value),
                    }
                }
            }
            _ => {}
        }
    }
    for (name, html) in pages(Language::Hans, poison) {
        for attribute in ["href=\"javascript:", "src=\"javascript:"] {
            assert!(!html.contains(attribute), "{name}: {attribute}");
        }
    }
}

/// The page of a thread that exists, after a change to its document.
fn thread_html(change: fn(&mut ThreadPage)) -> String {
    let site: Site = read(&document("site.json"));
    let addresses = Addresses::new("/", "https://forum.example/content/", &site);
    let app = App::new(
        Rc::new(site),
        Rc::new(addresses),
        Preferences::default(),
        Language::Hans,
    );
    let mut found: ThreadPage = read(&document("threads/156750/1.json"));
    change(&mut found);
    let shown = Shown {
        route: Route::thread(&"156750".into()),
        answer: Ok(Document::Thread(Arc::new(found))),
    };
    page(&app, &shown).into_string()
}

#[test]
fn a_thread_behind_a_gate_has_no_tools() {
    assert!(thread_html(|_| {}).contains("class=\"tools\""));
    let shut = thread_html(|found| {
        found.posts.clear();
        found.thread.gate = Some(Gate::default());
    });
    assert!(shut.contains("class=\"gate\"") && !shut.contains("class=\"tools\""));
}

#[test]
fn who_opened_the_thread_is_said_once_on_a_post() {
    let badge = |html: &str| html.matches("chip jade\">楼主").count();
    let before = badge(&thread_html(|_| {}));
    let moved = badge(&thread_html(|found| found.posts[0].floor = Some(9)));
    assert_eq!(moved, before + 1);
}

#[test]
fn whoever_has_no_name_is_called_once_what_he_is() {
    let html = thread_html(|found| {
        found.posts.truncate(1);
        found.posts[0].author = Author {
            state: AuthorState::Anonymous,
            ..Author::default()
        };
    });
    let (_, who) = html.split_once("class=\"who\"").unwrap();
    let who = who.split("</div>").next().unwrap();
    assert_eq!(who.matches("匿名").count(), 1, "{who}");
}

#[test]
fn a_page_that_asks_for_a_login_leads_to_it() {
    let site: Site = read(&document("site.json"));
    let addresses = Addresses::new("/", "https://forum.example/content/", &site);
    let app = App::new(
        Rc::new(site),
        Rc::new(addresses),
        Preferences::default(),
        Language::Hans,
    );
    let html = |code| {
        let shown = Shown {
            route: Route::thread(&"1".into()),
            answer: Err(Problem::new(code)),
        };
        page(&app, &shown).into_string()
    };
    assert!(html(ProblemCode::LoginRequired).contains("mod=logging"));
    assert!(!html(ProblemCode::NotFound).contains("mod=logging"));
}

#[test]
fn nobody_is_asked_to_log_in_for_a_poll_that_was_closed_by_hand() {
    let html = |closed: bool| {
        let site: Site = read(&document("site.json"));
        let addresses = Addresses::new("/", "https://forum.example/content/", &site);
        let app = App::new(
            Rc::new(site),
            Rc::new(addresses),
            Preferences::default(),
            Language::Hans,
        );
        let mut found: ThreadPage = read(&document("threads/155556/1.json"));
        let poll = found.posts.iter_mut().find_map(|post| post.poll.as_mut());
        let poll = poll.unwrap();
        (poll.closes, poll.closed) = (None, closed);
        let shown = Shown {
            route: Route::thread(&"155556".into()),
            answer: Ok(Document::Thread(Arc::new(found))),
        };
        page(&app, &shown).into_string()
    };
    let (open, closed) = (html(false), html(true));
    assert!(open.contains("登录后可以投票") && !open.contains("已结束"));
    assert!(!closed.contains("登录后可以投票") && closed.contains("已结束"));
}
