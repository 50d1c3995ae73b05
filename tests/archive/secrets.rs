//! To whom the command tells who it asks for: the forum alone, and no file.

use crate::{
    host::{Host, Said},
    manners::{said, small},
    options,
    tree::Tree,
};
use axum::http::HeaderMap;
use qilou::cli::{
    Problem,
    archive::{self, Options},
};
use qilou::transport::{
    Request, Transport,
    native::{Manners, NativeTransport, Secrets},
};
use std::{fs, path::Path, process::Output, time::Duration};

/// Every secret of these tests has this in it, those that the forum gives too.
const MARK: &str = "geheim";

fn moved(to: &str) -> Said {
    let mut said = Said::new(302, "text/plain", "elsewhere");
    said.headers.push(("location", to.to_owned()));
    said
}

fn picture() -> Said {
    Said::new(200, "image/png", "x")
}

/// A header of a question, as text.
fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The command, run for a member: in a process of its own, as the environment is everybody's.
async fn run(options: &Options, report: &Path) -> Output {
    tokio::process::Command::new(env!("CARGO_BIN_EXE_qilou"))
        .args(["archive", "--delay", "0", "--ignore-robots"])
        .args(["--from", &options.from, "--to"])
        .arg(&options.to)
        .arg("--report")
        .arg(report)
        .env("QILOU_COOKIE", "sid=geheim1; b=2")
        .env("QILOU_AUTHORIZATION", "Bearer geheim2")
        .output()
        .await
        .unwrap()
}

#[tokio::test]
async fn secrets_go_to_the_forums_own_origin_alone_and_are_written_nowhere() {
    // Another port of the same machine: for cookies that is the same host, and still it is somebody else.
    let stranger = Host::new(|question| match question.path {
        "/first.png" => moved("/second.png"),
        _ => {
            let mut said = picture();
            let theirs = "sid=stranger; Path=/".to_owned();
            said.headers.push(("set-cookie", theirs));
            said
        }
    })
    .await;
    let named = stranger.url("named.png");
    let claimed = stranger
        .url("claimed.png")
        .replace("http://", "http://me:stranger@");
    let first = stranger.url("first.png");
    let forum = Host::new(move |question| {
        let path = question.path.trim_start_matches('/');
        if path == "leaves.png" {
            return moved("on-the-way.png");
        }
        if path == "on-the-way.png" {
            return moved(&first);
        }
        if path.ends_with(".png") {
            return picture();
        }
        let mine = format!("{}/mine.png", question.origin);
        let posed = mine.replace("http://", "http://me:stranger@");
        let pictures = [&named, &claimed, "leaves.png?aid=own", &mine, &posed];
        let pictures = pictures.map(|address| format!("<img src=\"{address}\">"));
        let title = format!("</p>{}", pictures.concat());
        let mut said = said(small(&[("1".to_owned(), title, 0)])(path));
        let ours = "given=geheim3; Path=/".to_owned();
        said.headers.push(("set-cookie", ours));
        said
    })
    .await;
    let (place, mut options) = options("");
    options.from = forum.config(&place, "native", "");
    let report = place.path().join("report.json");
    let output = run(&options, &report).await;
    let told = format!(
        "{}{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
        fs::read_to_string(report).unwrap()
    );
    assert!(output.status.success(), "{told}");

    let heard = stranger.heard();
    let mut asked = stranger.asked();
    asked.sort();
    assert_eq!(
        asked,
        ["/claimed.png", "/first.png", "/named.png", "/second.png"]
    );
    // Addresses of the forum may have secrets in them, too: Discuz! signs those of attachments for each member.
    let known = ["cookie", "authorization", "referer"];
    let leaks = heard.iter().flat_map(|(path, headers)| {
        let of_path = headers.iter().filter(|(name, value)| {
            known.contains(&name.as_str())
                || String::from_utf8_lossy(value.as_bytes()).contains(MARK)
        });
        of_path.map(move |(name, value)| {
            format!(
                "{path}: {name}: {}",
                String::from_utf8_lossy(value.as_bytes())
            )
        })
    });
    let leaks: Vec<String> = leaks.collect();
    let none: [String; 0] = [];
    assert_eq!(leaks, none);

    let heard = forum.heard();
    assert!(
        heard.len() > 5,
        "the thread, its pictures, and what leads there"
    );
    for (index, (path, headers)) in heard.iter().enumerate() {
        // Cookies of one path have no order.
        let mut cookies: Vec<&str> = header(headers, "cookie").unwrap().split("; ").collect();
        cookies.sort_unstable();
        let given: &[&str] = match index {
            0 => &["b=2", "sid=geheim1"],
            _ => &["b=2", "given=geheim3", "sid=geheim1"],
        };
        assert_eq!(cookies, given, "{path}");
        let tokens: Vec<_> = headers.get_all("authorization").iter().collect();
        assert_eq!(tokens, ["Bearer geheim2"], "{path}");
    }

    assert!(!told.contains(MARK), "{told}");
    let told_in = Tree::of(&options.to).paths_with(MARK);
    assert_eq!(told_in, none);
}

#[tokio::test]
async fn an_address_with_a_password_is_refused_and_not_shown() {
    let forum = Host::new(|question| {
        let path = question.path.trim_start_matches('/');
        said(small(&[])(path))
    })
    .await;
    let with_password = forum.url("").replace("http://", "http://me:geheim@");
    let (place, mut options) = options("");
    let config = serde_json::json!({"backend": {"kind": "native", "url": with_password}});
    let file = place.path().join("config.json");
    fs::write(&file, config.to_string()).unwrap();
    for from in [
        file.display().to_string(),
        format!("{with_password}config.json"),
    ] {
        options.from = from;
        let problem = archive::archive(options.clone()).await.unwrap_err();
        assert!(matches!(problem, Problem::Config(..)), "{problem}");
        assert!(!problem.to_string().contains(MARK), "{problem}");
        assert!(problem.to_string().contains("password"), "{problem}");
        assert!(forum.asked().is_empty());
        assert!(!options.to.exists());
    }
}

#[tokio::test]
async fn a_backends_keys_are_not_carried_along_by_redirections() {
    let stranger = Host::new(|_| Said::json("{}")).await;
    let there = stranger.url("there.json");
    let forum = Host::new(move |question| match question.path {
        "/here.json" => moved("/on-the-way.json"),
        _ => moved(&there),
    })
    .await;
    let manners = Manners {
        parallel: 1,
        delay: Duration::ZERO,
        retries: 0,
        time_limit: Duration::from_secs(20),
        robots: false,
    };
    let home = forum.url("");
    let http = NativeTransport::new(Some(&home), &manners, &Secrets::default()).unwrap();
    let mut request = Request::get(forum.url("here.json"));
    for (name, value) in [("X-Api-Key", "geheim"), ("Accept", "application/json")] {
        request.headers.push((name.to_owned(), value.to_owned()));
    }
    let answer = http.send(request).await.unwrap();
    assert_eq!(
        (answer.status, answer.url),
        (200, stranger.url("there.json"))
    );
    let told = |host: &Host, name| -> Vec<Option<String>> {
        let heard = host.heard().into_iter();
        heard
            .map(|(_, headers)| header(&headers, name).map(str::to_owned))
            .collect()
    };
    let (key, kind) = (
        Some("geheim".to_owned()),
        Some("application/json".to_owned()),
    );
    assert_eq!(told(&forum, "x-api-key"), [key.clone(), key]);
    assert_eq!(told(&stranger, "x-api-key"), [None]);
    assert_eq!(told(&stranger, "accept"), [kind]);
}
