//! Hostile posts in the real page: they do nothing, ask for nothing, and leave nothing behind.

use crate::{
    Outcome,
    journey::journey,
    reader::Reader,
    screen::Screen,
    site::{Answer, Site},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// Looks for traces of an attack.
const LOOK: &str = include_str!("hostile.js");

/// How many bodies stand on a page.
const SIZE: usize = 20;

#[derive(Deserialize)]
struct Hostile {
    name: String,
    html: String,
}

fn bodies() -> Outcome<Vec<Hostile>> {
    Ok(serde_json::from_str(include_str!("../hostile.json"))?)
}

/// A page of a thread with these bodies as posts.
fn thread(
    number: usize,
    pages: usize,
    bodies: &[Hostile],
    post: impl Fn(&Hostile) -> (Value, Value),
) -> Value {
    let posts: Vec<Value> = bodies
        .iter()
        .enumerate()
        .map(|(index, one)| {
            let (body, signature) = post(one);
            json!({
                "id": format!("{number}-{index}"),
                "floor": (number - 1) * SIZE + index + 1,
                "author": { "id": "2", "name": one.name, "signature_html": signature },
                "created": "2024-01-01T00:00:00Z",
                "body": body,
            })
        })
        .collect();
    json!({
        "v": "1.0",
        "thread": { "id": "hostile", "section": "38", "title": "hostile", "author": { "name": "x" }, "created": "2024-01-01T00:00:00Z" },
        "section": { "id": "38", "name": "关注中国" },
        "breadcrumb": [],
        "page": { "number": number, "count": pages, "size": SIZE, "total": pages * SIZE },
        "posts": posts,
    })
}

/// Opens all bodies in the place that `post` puts them to.
async fn open_all(post: impl Fn(&Hostile) -> (Value, Value) + Copy) -> Outcome {
    let bodies = bodies()?;
    assert!(
        bodies.len() >= 150,
        "there are only {} bodies",
        bodies.len()
    );
    let site = Site::root().await?;
    let pages = bodies.len().div_ceil(SIZE);
    for (index, bodies) in bodies.chunks(SIZE).enumerate() {
        let document = thread(index + 1, pages, bodies, post);
        site.answer(
            &format!("content/threads/hostile/{}.json", index + 1),
            Answer::new(200, document.to_string()),
        );
    }
    journey(site, Screen::Desk, async |reader| {
        // Pictures that are nowhere; anything else that fails is told by the server's log.
        reader.expect("Failed to load resource");
        // What the page's policy stopped while it was being read; that this is silent has a test of its own.
        for words in [
            "script-src-attr",
            "inline event handler",
            "media-src data",
            "Loading media from  'data:",
            "base-uri",
            "base URI",
        ] {
            reader.expect(words);
        }
        let mut found = Vec::new();
        for (index, bodies) in bodies.chunks(SIZE).enumerate() {
            let path = format!("thread/hostile/{}", index + 1);
            reader.open(&path).await?;
            assert_eq!(reader.count(".post").await?, bodies.len(), "{path}");
            let before: String = reader.value("location.href").await?;
            provoke(reader).await?;
            let lines: Vec<String> = reader.run(LOOK, []).await?;
            found.extend(lines.into_iter().map(|line| format!("{path}: {line}")));
            assert_eq!(
                reader.value::<String>("location.href").await?,
                before,
                "{path}: the reader was led away"
            );
            assert_eq!(
                reader.driver.windows().await?.len(),
                1,
                "{path}: another window was opened"
            );
            let reports = reader.reports().await?;
            found.extend(reports.into_iter().map(|line| format!("{path}: {line}")));
        }
        found.extend(strange_requests(reader));
        match found.is_empty() {
            true => Ok(()),
            false => Err(found.join("\n").into()),
        }
    })
    .await
}

/// Gives scripts their occasions: pictures load or fail, elements are hovered, focused, opened and clicked.
async fn provoke(reader: &Reader) -> Outcome {
    let script = "
        const done = arguments[arguments.length - 1];
        const began = performance.now();
        for (const image of document.images) image.loading = 'eager';
        const stop = (event) => event.preventDefault();
        addEventListener('click', stop, true);
        for (const element of document.querySelectorAll('.body *, .signature *')) {
            for (const kind of ['mouseover', 'mouseenter', 'pointerdown', 'mousedown', 'mouseup', 'click', 'keydown', 'toggle', 'animationend', 'transitionend']) {
                element.dispatchEvent(new Event(kind, { cancelable: true }));
            }
            if (element.tabIndex >= 0) element.focus();
            if (element.localName === 'details') element.open = true;
        }
        removeEventListener('click', stop, true);
        const loaded = () => [...document.images].every((image) => image.complete) || performance.now() > began + 2000;
        const wait = () => (loaded() ? requestAnimationFrame(() => setTimeout(done)) : requestAnimationFrame(wait));
        wait();";
    reader.driver.execute_async(script, vec![]).await?;
    Ok(())
}

/// What was asked for at our own host and is neither the app's nor below the content's folder.
fn strange_requests(reader: &Reader) -> Vec<String> {
    let known = |path: &str| {
        path.starts_with("/content/")
            || path.starts_with("/modules/")
            || path.starts_with("/parts/")
            || path.starts_with("/thread/hostile/")
            || ["/app-", "/main-", "/dark-"]
                .iter()
                .any(|name| path.starts_with(name))
            || ["/", "/config.json", "/favicon.svg"].contains(&path)
    };
    let asked = reader.site.asked();
    let strange = asked.into_iter().filter(|path| !known(path));
    strange.map(|path| format!("asked for {path}")).collect()
}

#[tokio::test]
async fn hostile_bodies_and_signatures_do_nothing() -> Outcome {
    open_all(|one| {
        (
            json!({ "format": "html", "text": one.html }),
            json!(one.html),
        )
    })
    .await
}

#[tokio::test]
async fn hostile_markdown_does_nothing() -> Outcome {
    open_all(|one| {
        (
            json!({ "format": "markdown", "text": one.html }),
            Value::Null,
        )
    })
    .await
}

#[tokio::test]
async fn hostile_text_is_text() -> Outcome {
    open_all(|one| (json!({ "format": "text", "text": one.html }), Value::Null)).await
}

#[tokio::test]
async fn what_is_hostile_is_taken_away_in_silence() -> Outcome {
    let one = Hostile {
        name: "x".to_owned(),
        html: "<!-- <base --><p onclick=x>x</p><video><track default src=data:text/vtt,x></video><base href=https://evil.invalid/>".to_owned(),
    };
    let site = Site::root().await?;
    let document = thread(1, 1, &[one], |one| {
        (json!({ "format": "html", "text": one.html }), Value::Null)
    });
    site.answer(
        "content/threads/hostile/1.json",
        Answer::new(200, document.to_string()),
    );
    journey(site, Screen::Desk, async |reader| {
        reader.open("thread/hostile").await?;
        assert_eq!(reader.text(".post .body").await?, "x");
        Ok(())
    })
    .await
}

/// A test that cannot fail proves nothing: each trace is found when it is there.
#[tokio::test]
async fn every_trace_of_an_attack_is_found() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/155132").await?;
        assert_eq!(reader.run::<Vec<String>>(LOOK, []).await?, Vec::<String>::new());
        for (attack, trace) in [
            ("window.__pwned = 'x';", "__pwned is x"),
            ("body.innerHTML = '<p onclick=x>';", "onclick in <p"),
            ("body.innerHTML = '<iframe>';", "<iframe> in"),
            ("body.innerHTML = '<svg>';", "<svg> in"),
            ("body.innerHTML = '<p id=x>';", "id in <p"),
            ("body.innerHTML = '<p style=\"background:url(x)\">';", "style “background:url(x)”"),
            ("body.innerHTML = '<p style=\"position:fixed\">';", "a fixed position"),
            ("body.innerHTML = '<a href=javascript:x>';", "href to javascript:"),
            ("body.innerHTML = '<a href=data:text/html,x>';", "href to data:"),
            ("body.innerHTML = '<b id=modules>';", "doubled or removed"),
        ] {
            let script = format!("const body = document.querySelector('.post .body'); {attack}");
            reader.run::<Value>(&script, []).await?;
            let found: Vec<String> = reader.run(LOOK, []).await?;
            assert!(found.iter().any(|line| line.contains(trace)), "{attack}: {found:?}");
        }
        // The page's policy stops a handler, and says so; a dialog is told of, too.
        reader.run::<Value>("alert('x'); document.querySelector('.post .body').innerHTML = '<img src=x: onerror=\"window.__pwned = 1\">';", []).await?;
        reader.until_true("(sessionStorage.getItem('watch.reports') ?? '').includes('policy: script-src-attr')").await?;
        let reports = reader.reports().await?;
        assert!(reports.iter().any(|line| line.starts_with("dialog: alert x")), "{reports:?}");
        Ok(())
    })
    .await
}
