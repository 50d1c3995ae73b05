//! Pages that are written ahead: what they hold, what is told of them, and that nothing is ever half written.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use dom_query::Document;
use qilou::cli::prerender::{Options, Report, Trouble, prerender};
use serde_json::{Value, json};
use std::{
    fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    time::SystemTime,
};
use tempfile::TempDir;

/// The app as far as its page matters: the same elements, and a policy.
const APP: &str = "<!DOCTYPE html><html lang=\"zh-Hans\"><head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self' 'sha256-x'\"><base href=\"/forum/\"><title>骑楼</title><style>a{b:c}.no-such-thing{d:e}</style><script>start()</script></head><body><a class=\"skip\" href=\"#content\"></a><header class=\"top\"></header><main id=\"content\"><div role=\"alert\"></div><div id=\"page\"><div id=\"boot\">boot</div></div></main><footer class=\"foot\"></footer><noscript data-shell><p>needs scripts</p></noscript></body></html>";

const URL: &str = "https://forum.example/forum/";

/// A site in a folder of its own.
struct Place {
    folder: TempDir,
}

impl Place {
    /// A small forum beside the app.
    fn new() -> Self {
        let place = Self {
            folder: TempDir::new().unwrap(),
        };
        place.write("app/index.html", APP);
        place.write("app/404.html", APP);
        place.write("app/app-0123456789abcdef.js", "start");
        place.write("app/modules/clean-AB12CD34.js", "clean");
        place.write("app/content/site.json", "{}");
        place.write("app/robots.txt", "User-agent: *\nAllow: /\n");
        place.document(
            "site.json",
            &json!({
                "v": "1.0", "name": "论坛", "tagline": "闲话", "lang": "zh-Hans",
                "capabilities": ["users", "user_posts"],
                "nav": [[{ "label": "闲聊", "section": "1" }]],
                "sections": [{ "id": "1", "name": "闲聊", "description": "什么都说" }],
            }),
        );
        place.document("home.json", &json!({ "v": "1.0", "newest": [thread()] }));
        place.document(
            "sections/1/1.json",
            &json!({
                "v": "1.0", "section": { "id": "1", "name": "闲聊" }, "threads": [thread()],
                "page": { "number": 1, "count": 1, "size": 20 },
            }),
        );
        place.document(
            "threads/7/1.json",
            &thread_page(
                1,
                &[
                    (
                        "70",
                        "<p>第一楼 <img src=media/a.png> <a href=\"thread-7-2-1.html\">二</a></p>",
                    ),
                    ("71", "<p>第二楼</p>"),
                ],
            ),
        );
        place.document("threads/7/2.json", &thread_page(2, &[
            ("72", "<p>见<a href=\"forum.php?mod=redirect&goto=findpost&ptid=7&pid=70\">一楼</a>和<a href=\"forum.php?mod=redirect&goto=findpost&ptid=7&pid=999\">无</a></p>"),
        ]));
        place.document(
            "users/1.json",
            &json!({ "v": "1.0", "user": { "id": "1", "name": "甲" } }),
        );
        place.document(
            "users/1/posts/1.json",
            &json!({
                "v": "1.0", "page": { "number": 1, "count": 1, "size": 20 },
                "posts": [{ "thread": thread(), "post": post("72", "<p>见</p>") }],
            }),
        );
        place.document("pages/about.json", &json!({
            "v": "1.0", "slug": "about", "title": "关于", "body": { "format": "markdown", "text": "*我们*" },
        }));
        place.write("content/media/a.png", "png");
        place
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        // As archives are written: never into a file that is there.
        let _ = fs::remove_file(&path);
        fs::write(path, text).unwrap();
    }

    fn document(&self, path: &str, document: &Value) {
        self.write(&format!("content/{path}"), &document.to_string());
    }

    fn options(&self) -> Options {
        Options {
            folder: self.path("content"),
            app: self.path("app"),
            to: self.path("to"),
            url: Some(URL.to_owned()),
            no_content: false,
        }
    }

    fn run(&self) -> Result<Report, Trouble> {
        prerender(&self.options())
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path("to").join(file))
            .unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    fn page(&self, file: &str) -> Document {
        Document::from(self.read(file))
    }

    fn has(&self, file: &str) -> bool {
        self.path("to").join(file).exists()
    }
}

fn thread() -> Value {
    json!({
        "id": "7", "section": "1", "title": "</title><script>run()</script>", "author": { "id": "1", "name": "甲" },
        "created": "2024-01-01T12:00:00Z", "counts": { "replies": 2, "views": 9 },
        "last_post": { "author": { "name": "乙" }, "at": "2024-01-02T12:00:00Z" },
    })
}

fn post(id: &str, html: &str) -> Value {
    json!({
        "id": id, "author": { "id": "1", "name": "甲" }, "created": "2024-01-01T12:00:00Z",
        "body": { "format": "html", "text": html },
    })
}

fn thread_page(number: u32, posts: &[(&str, &str)]) -> Value {
    json!({
        "v": "1.0", "thread": thread(), "section": { "id": "1", "name": "闲聊" },
        "page": { "number": number, "count": 2, "size": 2 },
        "posts": posts.iter().map(|(id, html)| post(id, html)).collect::<Vec<_>>(),
    })
}

fn attribute(page: &Document, selector: &str, name: &str) -> Option<String> {
    let found = page.select_single(selector);
    found.attr(name).map(|value| value.to_string())
}

fn data(page: &Document, selector: &str) -> Value {
    serde_json::from_str(&page.select_single(selector).text()).unwrap()
}

#[test]
fn every_document_has_its_page() {
    let place = Place::new();
    let report = place.run().unwrap();
    assert_eq!((report.written, report.kept, report.left), (7, 0, 0));
    for file in [
        "index.html",
        "section/1.html",
        "thread/7.html",
        "thread/7/2.html",
        "user/1.html",
        "user/1/posts.html",
        "page/about.html",
    ] {
        let page = place.page(file);
        assert_eq!(page.select("#page h1").length(), 1, "{file}");
        assert_eq!(
            attribute(&page, "html", "lang").as_deref(),
            Some("zh-Hans"),
            "{file}"
        );
        assert!(page.select_single("header.top .mark").exists(), "{file}");
        assert!(page.select_single("footer.foot .clock").exists(), "{file}");
        assert!(!page.select_single("#boot").exists(), "{file}");
        assert!(!place.read(file).contains("needs scripts"), "{file}");
        assert!(
            place.read(file).contains("<script>start()</script>"),
            "{file}"
        );
    }
    assert!(place.page("thread/7.html").text().contains("第一楼"));
    assert!(
        place
            .page("page/about.html")
            .select_single("#page em")
            .exists()
    );
    // The app, its pages for addresses that have no file, and the content beside it.
    assert!(place.has("app-0123456789abcdef.js") && place.has("modules/clean-AB12CD34.js"));
    for file in ["app.html", "404.html"] {
        let page = place.page(file);
        assert!(page.select_single("#boot").exists(), "{file}");
        assert_eq!(
            attribute(&page, "[name=robots]", "content").as_deref(),
            Some("noindex")
        );
    }
    assert_eq!(place.read("content/media/a.png"), "png");
    assert_ne!(
        place.read("content/site.json"),
        "{}",
        "the app's own content was copied"
    );
}

#[test]
fn a_page_says_what_it_is() {
    let place = Place::new();
    place.run().unwrap();
    let page = place.page("thread/7.html");
    let title = page.select_single("title").text().to_string();
    assert_eq!(title, "</title><script>run()</script> - 论坛");
    for (selector, name, value) in [
        ("[name=description]", "content", "第一楼 二"),
        (
            "link[rel=canonical]",
            "href",
            "https://forum.example/forum/thread/7",
        ),
        ("link[rel=next]", "href", "/forum/thread/7/2"),
        ("[property='og:type']", "content", "article"),
        (
            "[property='og:url']",
            "content",
            "https://forum.example/forum/thread/7",
        ),
        ("[property='og:locale']", "content", "zh_CN"),
        (
            "head link[rel=alternate]",
            "href",
            "/forum/section/1/feed.xml",
        ),
        (".sections-bar a", "aria-current", "page"),
        // The site's own addresses are written without its host.
        ("#page .body img", "src", "/forum/content/media/a.png"),
    ] {
        assert_eq!(
            attribute(&page, selector, name).as_deref(),
            Some(value),
            "{selector}"
        );
    }
    assert!(!page.select_single("link[rel=prev]").exists());
    let second = place.page("thread/7/2.html");
    assert_eq!(
        attribute(&second, "link[rel=prev]", "href").as_deref(),
        Some("/forum/thread/7")
    );
    assert!(!second.select_single("link[rel=next]").exists());
    assert!(
        !place
            .page("section/1.html")
            .select_single("[name=robots]")
            .exists()
    );

    let told = data(&page, "script[type='application/ld+json']");
    assert_eq!(told["@type"], "DiscussionForumPosting");
    assert_eq!(told["headline"], "</title><script>run()</script>");
    assert_eq!(told["author"]["url"], "https://forum.example/forum/user/1");
    assert_eq!(told["datePublished"], "2024-01-01T12:00:00Z");
    assert_eq!(told["commentCount"], 2);
    assert_eq!(told["comment"][0]["text"], "第二楼");
    assert_eq!(
        told["comment"][0]["url"],
        "https://forum.example/forum/thread/7#post-71"
    );
    assert_eq!(told["interactionStatistic"][1]["userInteractionCount"], 9);
    assert_eq!(
        told["interactionStatistic"][1]["interactionType"],
        "https://schema.org/ViewAction"
    );
}

#[test]
fn a_page_holds_what_the_app_needs_to_take_it_over() {
    let place = Place::new();
    place.run().unwrap();
    let answer =
        |file: &str, address: &str| data(&place.page(file), &format!("[data-answer='{address}']"));
    for (file, route, document) in [
        ("index.html", "/", "home.json"),
        ("section/1.html", "/section/1", "sections/1/1.json"),
        ("thread/7/2.html", "/thread/7/2", "threads/7/2.json"),
        ("page/about.html", "/page/about", "pages/about.json"),
        ("user/1/posts.html", "/user/1/posts", "users/1.json"),
        ("user/1/posts.html", "/user/1/posts", "users/1/posts/1.json"),
    ] {
        let given = attribute(&place.page(file), "html", "data-given");
        assert_eq!(given, Some(format!("zh-Hans {route}")));
        assert_eq!(answer(file, "config.json")["backend"]["url"], "content/");
        assert_eq!(answer(file, "content/site.json")["name"], "论坛");
        let text = fs::read_to_string(place.path("content").join(document)).unwrap();
        let told = answer(file, &format!("content/{document}"));
        assert_eq!(
            told,
            serde_json::from_str::<Value>(&text).unwrap(),
            "{file}"
        );
    }
    assert!(attribute(&place.page("app.html"), "html", "data-given").is_none());
}

#[test]
fn links_to_posts_lead_to_their_pages() {
    let place = Place::new();
    place.run().unwrap();
    let hrefs = |file: &str, selector: &str| -> Vec<String> {
        let page = place.page(file);
        let links = page.select(selector).nodes().to_vec();
        links
            .iter()
            .map(|link| link.attr("href").unwrap().to_string())
            .collect()
    };
    assert_eq!(
        hrefs("thread/7/2.html", ".body a"),
        ["/forum/thread/7#post-70", "/forum/thread/7?post=999"]
    );
    assert_eq!(
        hrefs("thread/7.html", ".body a:not(.zoom)"),
        ["/forum/thread/7/2"]
    );
    assert_eq!(
        hrefs("user/1/posts.html", "a.title"),
        ["/forum/thread/7/2#post-72"]
    );
}

#[test]
fn feeds_and_sitemaps_tell_of_every_page() {
    let place = Place::new();
    place.document("threads/8/1.json", &{
        let mut shut = thread_page(1, &[]);
        shut["thread"]["id"] = json!("8");
        shut["thread"]["gate"] = json!({ "reason": "login" });
        shut["page"]["count"] = json!(1);
        shut
    });
    place.run().unwrap();
    for (file, own) in [
        ("feed.xml", "feed.xml"),
        ("section/1/feed.xml", "section/1/feed.xml"),
    ] {
        let feed = place.read(file);
        assert!(
            feed.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>"),
            "{feed}"
        );
        assert!(feed.contains(&format!("<id>{URL}{own}</id>")), "{feed}");
        assert!(feed.contains(&format!("<link rel=\"self\" href=\"{URL}{own}\"/>")));
        assert!(feed.contains("<id>https://forum.example/forum/thread/7</id>"));
        assert!(feed.contains("<title>&lt;/title&gt;&lt;script&gt;run()&lt;/script&gt;</title>"));
        assert!(feed.contains("<updated>2024-01-02T12:00:00Z</updated>"));
        assert!(feed.contains("<summary>第一楼 二</summary>"));
    }
    let map = place.read("sitemap-1.xml");
    assert_eq!(map.matches("<loc>").count(), 7, "{map}");
    assert!(map.contains(
        "<loc>https://forum.example/forum/thread/7/2</loc><lastmod>2024-01-01T12:00:00Z</lastmod>"
    ));
    assert!(
        !map.contains("thread/8"),
        "a page that shows nothing is told of"
    );
    assert_eq!(
        attribute(&place.page("thread/8.html"), "[name=robots]", "content").as_deref(),
        Some("noindex")
    );
    assert!(
        place
            .read("sitemap.xml")
            .contains("<loc>https://forum.example/forum/sitemap-1.xml</loc>")
    );
    assert!(
        place
            .read("robots.txt")
            .ends_with("Allow: /\n\nSitemap: https://forum.example/forum/sitemap.xml\n")
    );
}

#[test]
fn without_an_address_nothing_absolute_is_written() {
    let place = Place::new();
    let report = prerender(&Options {
        url: None,
        ..place.options()
    })
    .unwrap();
    assert!(
        !report.listed && report.to_string().contains("--url"),
        "{report}"
    );
    for file in [
        "feed.xml",
        "section/1/feed.xml",
        "sitemap.xml",
        "sitemap-1.xml",
    ] {
        assert!(!place.has(file), "{file}");
    }
    let page = place.read("thread/7.html");
    assert!(
        !page.contains("site.invalid") && !page.contains("canonical"),
        "{page}"
    );
    assert!(page.contains("src=\"/forum/content/media/a.png\""));
}

#[test]
fn hostile_bodies_stay_harmless_in_pages() {
    let place = Place::new();
    let bodies: Vec<Value> = serde_json::from_str(include_str!("hostile.json")).unwrap();
    let clean = Place::new();
    clean.run().unwrap();
    let scripts = clean.page("thread/7.html").select("script").length();
    for (number, body) in bodies.iter().enumerate() {
        let html = body["html"].as_str().unwrap();
        let mut page = thread_page(1, &[("70", html)]);
        page["thread"]["title"] = json!(html);
        page["thread"]["id"] = json!(number.to_string());
        page["posts"][0]["author"]["signature_html"] = json!(html);
        page["posts"][0]["author"]["name"] = json!(html);
        page["section"]["name"] = json!(html);
        place.document(&format!("threads/{number}/1.json"), &page);
    }
    place.run().unwrap();
    for (number, body) in bodies.iter().enumerate() {
        let name = &body["name"];
        let page = place.page(&format!("thread/{number}.html"));
        // The template's own scripts and the page's data, and nothing besides.
        assert_eq!(page.select("script").length(), scripts, "{name}");
        assert_eq!(
            page.select("base, title, #page, main").length(),
            4,
            "{name}"
        );
        assert_eq!(
            page.select(
                "iframe, object, embed, body style, svg script, form.x, meta[http-equiv=refresh]"
            )
            .length(),
            0,
            "{name}"
        );
        for node in page.select("*").nodes() {
            for attribute in node.attrs() {
                let (name, value) = (&attribute.name.local, attribute.value.trim().to_lowercase());
                assert!(
                    !name.starts_with("on"),
                    "{number}: {name} in {}",
                    node.html()
                );
                let is_address = ["href", "src", "action", "poster"].contains(&&**name);
                assert!(
                    !(is_address && value.starts_with("javascript:")),
                    "{number}: {value}"
                );
            }
        }
        let document = format!("[data-answer='content/threads/{number}/1.json']");
        assert_eq!(
            data(&page, &document)["posts"][0]["body"]["text"],
            body["html"],
            "{name}"
        );
    }
}

#[test]
fn a_second_run_only_writes_what_has_changed() {
    let place = Place::new();
    place.run().unwrap();
    fs::write(place.path("to/thread/7.html.br"), "compressed").unwrap();
    fs::write(place.path("to/thread/7/2.html.br"), "compressed").unwrap();
    fs::write(place.path("to/CNAME"), "forum.example").unwrap();
    let state = |file: &str| {
        let file = fs::metadata(place.path("to").join(file)).unwrap();
        (file.ino(), file.modified().unwrap())
    };
    let files = [
        "index.html",
        "thread/7.html",
        "sitemap-1.xml",
        "feed.xml",
        "app.html",
        "content/media/a.png",
    ];
    let before: Vec<(u64, SystemTime)> = files.iter().map(|file| state(file)).collect();
    let report = place.run().unwrap();
    assert_eq!((report.written, report.kept, report.bytes), (0, 7, 0));
    assert_eq!(
        files.iter().map(|file| state(file)).collect::<Vec<_>>(),
        before
    );
    assert_eq!(place.read("thread/7.html.br"), "compressed");

    place.document(
        "threads/7/2.json",
        &thread_page(2, &[("72", "<p>改了</p>")]),
    );
    fs::remove_file(place.path("content/pages/about.json")).unwrap();
    let report = place.run().unwrap();
    assert_eq!((report.written, report.kept), (1, 5));
    assert!(place.read("thread/7/2.html").contains("改了"));
    assert_eq!(state("thread/7.html"), before[1]);
    assert!(
        place.has("thread/7.html.br") && !place.has("thread/7/2.html.br"),
        "an old compressed form"
    );
    assert!(!place.has("page"), "a page that is gone");
    assert_eq!(place.read("CNAME"), "forum.example");
    assert!(!place.has(".qilou-new") && !place.has(".qilou-old"));
}

#[test]
fn half_a_document_is_named_and_nothing_is_written() {
    let place = Place::new();
    place.write("content/threads/7/2.json", "{\"v\":\"1.0\",\"thread\":{");
    let trouble = place.run().unwrap_err().to_string();
    assert!(
        trouble.contains("threads/7/2.json is half a document"),
        "{trouble}"
    );
    assert!(!place.path("to").exists());

    // A site that is there stays as it was.
    place.document("threads/7/2.json", &thread_page(2, &[]));
    place.run().unwrap();
    let before = place.read("thread/7.html");
    place.document("threads/7/1.json", &thread_page(1, &[("70", "<p>neu</p>")]));
    place.write("content/users/1.json", "<html>");
    assert!(
        place
            .run()
            .unwrap_err()
            .to_string()
            .contains("users/1.json is a web page")
    );
    assert_eq!(place.read("thread/7.html"), before);
    assert!(!place.has(".qilou-new"));
}

#[test]
fn a_broken_run_is_put_right_by_the_next() {
    let place = Place::new();
    place.run().unwrap();
    // Killed between the two moves of an exchange, and before that while it wrote.
    fs::create_dir(place.path("to/.qilou-old")).unwrap();
    fs::rename(place.path("to/thread"), place.path("to/.qilou-old/thread")).unwrap();
    fs::create_dir_all(place.path("to/.qilou-new/thread")).unwrap();
    fs::write(place.path("to/.qilou-new/thread/7.html"), "half").unwrap();
    let report = place.run().unwrap();
    assert_eq!((report.written, report.kept), (0, 7));
    assert!(place.read("thread/7.html").contains("第一楼"));
    assert!(!place.has(".qilou-new") && !place.has(".qilou-old"));
}

#[test]
fn what_cannot_be_done_is_said_in_a_sentence() {
    let place = Place::new();
    let options = place.options();
    let trouble = |options: Options| prerender(&options).unwrap_err().to_string();
    let told = |options: Options, words: &str| {
        let sentence = trouble(options);
        assert!(
            sentence.contains(words) && sentence.ends_with('.'),
            "{words}: {sentence}"
        );
    };
    told(
        Options {
            folder: place.path("nowhere"),
            ..options.clone()
        },
        "There is no folder",
    );
    told(
        Options {
            folder: place.path("app/modules"),
            ..options.clone()
        },
        "site.json",
    );
    told(
        Options {
            app: place.path("content"),
            ..options.clone()
        },
        "has no index.html of the app",
    );
    told(
        Options {
            to: place.path("app"),
            ..options.clone()
        },
        "cannot be the target",
    );
    told(
        Options {
            to: place.path("content/x"),
            ..options.clone()
        },
        "cannot be the target",
    );
    for url in [
        "forum.example",
        "ftp://forum.example/forum/",
        "https://forum.example/forum/?x=1",
    ] {
        told(
            Options {
                url: Some(url.to_owned()),
                ..options.clone()
            },
            "is not the address of a site",
        );
    }
    told(
        Options {
            url: Some("https://forum.example/".to_owned()),
            ..options.clone()
        },
        "was built for /forum/",
    );
    place.write("precious/letters.txt", "dear");
    told(
        Options {
            to: place.path("precious"),
            ..options.clone()
        },
        "holds something else",
    );
    assert_eq!(fs::read_dir(place.path("precious")).unwrap().count(), 1);
    place.write(
        "app/config.json",
        r#"{"backend":{"kind":"discuz","url":"https://forum.example/"}}"#,
    );
    told(options.clone(), "names a live forum");
    place.write(
        "app/config.json",
        r#"{"backend":{"kind":"native","url":"https://files.example/"}}"#,
    );
    told(options.clone(), "--no-content");
    place.write("app/config.json", "{");
    told(options.clone(), "config.json");
    fs::remove_file(place.path("app/config.json")).unwrap();
    place.write("app/index.html", &APP.replace("class=\"top\"", ""));
    told(options, "has no header.top");
    assert!(!place.path("to").exists(), "something was written");
}

#[test]
fn content_that_is_in_its_place_stays_there() {
    let place = Place::new();
    fs::create_dir(place.path("to")).unwrap();
    fs::rename(place.path("content"), place.path("to/content")).unwrap();
    let options = Options {
        folder: place.path("to/content"),
        no_content: true,
        ..place.options()
    };
    let report = prerender(&options).unwrap();
    assert_eq!(report.written, 7);
    assert_eq!(place.read("content/media/a.png"), "png");
    assert_eq!(prerender(&options).unwrap().written, 0);
    assert!(matches!(
        prerender(&place.options()),
        Err(Trouble::Content(_))
    ));
}

#[test]
fn a_name_that_no_file_can_have_is_left_to_the_app() {
    let place = Place::new();
    place.document(
        "users/a:b.json",
        &json!({ "v": "1.0", "user": { "id": "a:b", "name": "乙" } }),
    );
    place.document(
        "users/王.json",
        &json!({ "v": "1.0", "user": { "id": "王", "name": "王" } }),
    );
    let report = place.run().unwrap();
    assert_eq!(report.left, 1);
    assert!(report.to_string().contains("1 are left to the app"));
    assert!(place.has("user/王.html"));
    assert!(
        place
            .read("sitemap-1.xml")
            .contains("/user/%E7%8E%8B</loc>")
    );
    assert!(
        Path::new(&place.path("to"))
            .read_dir()
            .unwrap()
            .all(|entry| !entry.unwrap().file_name().to_string_lossy().contains("a:b"))
    );
}
