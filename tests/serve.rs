//! `qilou serve`, as a browser meets it.
#![cfg(feature = "cli")]

use std::{
    collections::HashMap,
    error::Error,
    fs,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::PathBuf,
};

use qilou::cli::{Options, Problem, Running, serve};

type Outcome = Result<(), Box<dyn Error>>;

const INDEX: &str = "<!DOCTYPE html><base href=\"/\"><title>Qilou</title>";
const SCRIPT: &str = "app-0123456789abcdef.js";

/// A folder with a small site in it, fresh for each test.
fn site(name: &str, base: &str) -> Result<PathBuf, Box<dyn Error>> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let dist = folder.join("dist");
    let _ = fs::remove_dir_all(&folder);
    for part in ["content/images", "modules"] {
        fs::create_dir_all(dist.join(part))?;
    }
    fs::write(folder.join("secret.txt"), "secret")?;
    let index = INDEX.replace("href=\"/\"", &format!("href=\"{base}\""));
    for (file, content) in [
        ("index.html", index.as_str()),
        ("config.json", "{}"),
        ("robots.txt", "User-agent: *\n"),
        ("favicon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("app-0123456789abcdef_bg.wasm", "\0asm"),
        (SCRIPT, "plain"),
        ("app-0123456789abcdef.js.br", "brotli"),
        ("app-0123456789abcdef.js.gz", "gzip"),
        ("modules/clean-AB12CD34.js", "export {}"),
        ("content/site.json", "{\"name\":\"骑楼\"}"),
        ("content/images/数字.png", "0123456789"),
    ] {
        fs::write(dist.join(file), content)?;
    }
    Ok(dist)
}

async fn start(name: &str) -> Result<Running, Box<dyn Error>> {
    Ok(serve(Options::local(site(name, "/")?)).await?)
}

struct Answer {
    status: u16,
    headers: HashMap<String, String>,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// One request, byte for byte as given: no client here that would tidy up the path.
fn ask(address: SocketAddr, line: &str, headers: &[&str]) -> Result<Answer, Box<dyn Error>> {
    let mut stream = TcpStream::connect(address)?;
    let headers: String = headers
        .iter()
        .map(|header| format!("{header}\r\n"))
        .collect();
    write!(
        stream,
        "{line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n"
    )?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let text = String::from_utf8(bytes)?;
    let (head, body) = text.split_once("\r\n\r\n").ok_or("no end of the head")?;
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1));
    Ok(Answer {
        status: status.ok_or("no status")?.parse()?,
        headers: lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect(),
        body: body.to_owned(),
    })
}

fn get(running: &Running, path: &str) -> Result<Answer, Box<dyn Error>> {
    ask(running.address(), &format!("GET {path}"), &[])
}

#[tokio::test(flavor = "multi_thread")]
async fn files_have_their_types_and_lifetimes() -> Outcome {
    let running = start("types").await?;
    for (path, kind, caching) in [
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/index.html", "text/html; charset=utf-8", "no-cache"),
        ("/config.json", "application/json", "no-cache"),
        ("/content/site.json", "application/json", "no-cache"),
        ("/robots.txt", "text/plain; charset=utf-8", "no-cache"),
        ("/favicon.svg", "image/svg+xml", "no-cache"),
        (
            "/content/images/%E6%95%B0%E5%AD%97.png",
            "image/png",
            "no-cache",
        ),
        (
            "/app-0123456789abcdef_bg.wasm",
            "application/wasm",
            "immutable",
        ),
        ("/app-0123456789abcdef.js", "text/javascript", "immutable"),
        ("/modules/clean-AB12CD34.js", "text/javascript", "immutable"),
    ] {
        let answer = get(&running, path)?;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), kind, "{path}");
        assert!(answer.header("cache-control").ends_with(caching), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    }
    Ok(running.stop().await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn deep_links_answer_with_the_app() -> Outcome {
    let running = start("deep").await?;
    for path in [
        "/t/5",
        "/t/5/?page=2",
        "/u/%E7%8E%8B",
        "/thread-5-1-1.html",
        "/forum.php?mod=viewthread&tid=5",
        "/archiver/tid-5.html",
        "/content",
        "/modules",
    ] {
        let answer = get(&running, path)?;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.body, INDEX, "{path}");
        assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
    }
    let head = ask(running.address(), "HEAD /t/5", &[])?;
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    Ok(running.stop().await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_missing() -> Outcome {
    let running = start("missing").await?;
    for path in [
        "/nothing.json",
        "/app-fedcba9876543210.js",
        "/images/a.png",
        "/content/",
        "/content/nothing",
        "/content/page.html",
        "/modules/nothing",
        "/.git/HEAD",
        "/.well-known/thing",
    ] {
        let answer = get(&running, path)?;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
    }
    let post = ask(running.address(), "POST /t/5", &["Content-Length: 0"])?;
    assert_eq!(post.status, 405);
    Ok(running.stop().await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_outside_of_the_folder_is_served() -> Outcome {
    let running = start("outside").await?;
    for path in [
        "/../secret.txt",
        "/content/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/content/%2e%2e/%2e%2e/secret.txt",
        "//../secret.txt",
        "/./../secret.txt",
        "/..%00/secret.txt",
        "/%2fetc/passwd",
        "//etc/passwd",
        "/..%c0%afsecret.txt",
        "/../secret",
    ] {
        let answer = get(&running, path)?;
        assert!(!answer.body.contains("secret"), "{path}");
        assert!(!answer.body.contains("root:"), "{path}");
        let app = answer.status == 200 && answer.body == INDEX;
        assert!(app || matches!(answer.status, 400 | 404), "{path}");
    }
    Ok(running.stop().await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn parts_and_unchanged_files() -> Outcome {
    let running = start("parts").await?;
    let address = running.address();
    let picture = "GET /content/images/%E6%95%B0%E5%AD%97.png";

    let part = ask(address, picture, &["Range: bytes=2-4"])?;
    assert_eq!((part.status, part.body.as_str()), (206, "234"));
    assert_eq!(part.header("content-range"), "bytes 2-4/10");

    let beyond = ask(address, picture, &["Range: bytes=20-"])?;
    assert_eq!(beyond.status, 416);

    let whole = ask(address, picture, &[])?;
    assert_eq!(whole.header("accept-ranges"), "bytes");
    let since = format!("If-Modified-Since: {}", whole.header("last-modified"));
    let again = ask(address, picture, &[&since])?;
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    Ok(running.stop().await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn compressed_files_are_preferred() -> Outcome {
    let running = start("compressed").await?;
    for (accepted, encoding, body) in [
        ("gzip, deflate, br", "br", "brotli"),
        ("gzip", "gzip", "gzip"),
        ("identity", "", "plain"),
    ] {
        let accept = format!("Accept-Encoding: {accepted}");
        let answer = ask(running.address(), &format!("GET /{SCRIPT}"), &[&accept])?;
        assert_eq!(answer.header("content-encoding"), encoding);
        assert_eq!(answer.header("content-type"), "text/javascript");
        assert_eq!(answer.header("vary"), "accept-encoding");
        assert_eq!(answer.body, body);
    }
    Ok(running.stop().await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_lives_under_its_base() -> Outcome {
    let dist = site("base", "/forum/")?;
    let running = serve(Options::local(dist)).await?;
    assert_eq!(
        running.url(),
        format!("http://{}/forum/", running.address())
    );
    for (path, status) in [
        ("/forum/", 200),
        ("/forum/t/5", 200),
        ("/forum/config.json", 200),
        ("/forum/content/nothing", 404),
        ("/", 404),
        ("/t/5", 404),
        ("/forums/t/5", 404),
        ("/config.json", 404),
    ] {
        assert_eq!(get(&running, path)?.status, status, "{path}");
    }
    let slip = get(&running, "/forum?page=2")?;
    assert_eq!(
        (slip.status, slip.header("location")),
        (308, "/forum/?page=2")
    );
    Ok(running.stop().await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn problems_are_told_in_sentences() -> Outcome {
    let dist = site("problems", "/")?;
    let with = |folder: PathBuf, base: Option<&str>| {
        let base = base.map(str::to_owned);
        serve(Options {
            base,
            ..Options::local(folder)
        })
    };
    for (problem, words) in [
        (with(dist.join("nowhere"), None).await, "There is no folder"),
        (
            with(dist.join("config.json"), None).await,
            "is not a folder",
        ),
        (with(dist.join("content"), None).await, "has no index.html"),
        (
            with(dist.clone(), Some("forum")).await,
            "begins and ends with a slash",
        ),
        (
            with(dist.clone(), Some("/forum/")).await,
            "built for /, not for /forum/",
        ),
    ] {
        let sentence = problem
            .err()
            .ok_or("there should be a problem")?
            .to_string();
        assert!(sentence.contains(words), "{sentence}");
    }

    let running = serve(Options::local(&dist)).await?;
    let port = running.address().port();
    let second = serve(Options {
        port,
        ..Options::local(&dist)
    });
    assert!(matches!(second.await, Err(Problem::Taken(_))));

    // Once ended, the port is free again.
    running.stop().await?;
    let third = serve(Options {
        port,
        ..Options::local(&dist)
    });
    Ok(third.await?.stop().await?)
}

/// The same site with pages that were prerendered, and the app's own page beside them.
fn prerendered(name: &str) -> Result<PathBuf, Box<dyn Error>> {
    let dist = site(name, "/")?;
    fs::create_dir_all(dist.join("thread/7"))?;
    for (file, content) in [
        ("index.html", INDEX.replace("Qilou", "home")),
        ("app.html", INDEX.to_owned()),
        ("thread/7.html", INDEX.replace("Qilou", "thread")),
        ("thread/7/2.html", INDEX.replace("Qilou", "page 2")),
    ] {
        fs::write(dist.join(file), content)?;
    }
    Ok(dist)
}

#[tokio::test(flavor = "multi_thread")]
async fn prerendered_pages_come_before_the_app() -> Outcome {
    let running = serve(Options::local(prerendered("prerendered")?)).await?;
    for (path, title) in [
        ("/", "home"),
        ("/thread/7", "thread"),
        ("/thread/7?order=newest", "thread"),
        ("/thread/7.html", "thread"),
        ("/thread/7/2", "page 2"),
        ("/thread/8", "Qilou"),
        ("/thread/7/", "Qilou"),
        ("/thread-7-1-1.html", "Qilou"),
        ("/search?q=%E9%AA%91%E6%A5%BC", "Qilou"),
    ] {
        let answer = get(&running, path)?;
        assert_eq!(answer.status, 200, "{path}");
        assert!(
            answer.body.contains(&format!("<title>{title}</title>")),
            "{path}: {}",
            answer.body
        );
        assert_eq!(
            answer.header("content-type"),
            "text/html; charset=utf-8",
            "{path}"
        );
        assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
    }
    for path in [
        "/content/threads/7",
        "/modules/none.js",
        "/thread/7.json",
        "/content/missing.html",
    ] {
        assert_eq!(get(&running, path)?.status, 404, "{path}");
    }
    Ok(running.stop().await?)
}
