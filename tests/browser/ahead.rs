//! What is loaded before it is asked for, and for whom it is not.

use crate::{
    Outcome,
    journey::journey,
    reader::Reader,
    screen::Screen,
    site::{Answer, Site},
};
use qilou::model::{PackSet, Read};
use serde_json::json;
use std::time::Duration;
use tokio::time::sleep;

/// Points at the second thread of a list, and gives its id.
async fn point(reader: &Reader) -> Outcome<String> {
    reader
        .value(
            "(() => {
                const link = document.querySelectorAll('.threads .title')[1];
                link.id = 'meant';
                link.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
                return link.pathname.split('/').pop();
            })()",
        )
        .await
}

/// Keeps the keys of what is asked for before the program asks.
const TELL_WHAT_IS_ASKED_EARLY: &str = "
    globalThis.early = [];
    const set = Map.prototype.set;
    Map.prototype.set = function (key, value) {
        if (this === globalThis.qilouAsked) early.push(key);
        return set.call(this, key, value);
    };
";

/// How often a document was asked for.
fn times(reader: &Reader, document: &str) -> usize {
    let asked = reader.site.documents();
    asked.iter().filter(|path| *path == document).count()
}

/// Waits until a document has been asked for.
async fn until_asked(reader: &Reader, document: &str) -> Outcome {
    for _ in 0..100 {
        if times(reader, document) > 0 {
            return Ok(());
        }
        sleep(Duration::from_millis(100)).await;
    }
    Err(format!("{document} was not asked for").into())
}

#[tokio::test]
async fn a_thread_that_is_pointed_at_is_asked_for_once() -> Outcome {
    let site = Site::root().await?;
    journey(site, Screen::Desk, async |reader| {
        if !reader.can_develop() {
            return Ok(());
        }
        reader.save_data(false).await?;
        reader.open("section/38").await?;
        let document = format!("threads/{}/1.json", point(reader).await?);
        until_asked(reader, &document).await?;
        reader.click("#meant").await?;
        reader
            .until_true("document.querySelector('article.post')")
            .await?;
        assert_eq!(times(reader, &document), 1);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_next_page_is_there_when_the_end_comes_near() -> Outcome {
    let site = Site::root().await?;
    journey(site, Screen::Phone, async |reader| {
        if !reader.can_develop() {
            return Ok(());
        }
        reader.save_data(false).await?;
        reader.open("section/38").await?;
        assert_eq!(times(reader, "sections/38/2.json"), 0);
        reader
            .run::<()>("scrollTo(0, document.body.scrollHeight)", [])
            .await?;
        until_asked(reader, "sections/38/2.json").await?;
        reader.click(".pager:last-of-type [rel=next]").await?;
        reader.until_at("section/38/2").await?;
        reader.settle().await?;
        assert_eq!(times(reader, "sections/38/2.json"), 1);
        Ok(())
    })
    .await
}

/// The page's script finds a bundled document while the program is still on its way.
#[tokio::test]
async fn a_bundled_document_is_asked_for_early_and_once() -> Outcome {
    let site = Site::root().await?;
    let document = site.read("content/threads/155132/1.json")?;
    let index = json!({ "155132/1.json": [0, document.len()] });
    let set = json!({ "documents": "threads/", "count": 7, "pack": "packs/{pack}.json", "index": "packs/{pack}.index.json" });
    let config = json!({ "backend": { "kind": "native", "url": "content/", "packs": [&set] } });
    let number = PackSet::read(&set)?.number("155132/1.json");
    let (pack, place) = (
        format!("packs/{number}.json"),
        format!("packs/{number}.index.json"),
    );
    site.answer("config.json", Answer::new(200, config.to_string()));
    site.answer(
        &format!("content/{place}"),
        Answer::new(200, index.to_string()),
    );
    site.answer(
        &format!("content/{pack}"),
        Answer::new(200, document.clone()),
    );
    journey(site, Screen::Desk, async |reader| {
        if !reader.can_develop() {
            return Ok(());
        }
        reader.before_each_page(TELL_WHAT_IS_ASKED_EARLY).await?;
        reader.open("thread/155132").await?;
        reader
            .until_true("document.querySelector('article.post')")
            .await?;
        let early: Vec<String> = reader.value("early").await?;
        let range = format!("bytes=0-{}", document.len() - 1);
        for key in [place.clone(), format!("{pack} {range}")] {
            assert!(
                early.iter().any(|asked| asked.ends_with(&key)),
                "{key}: {early:?}"
            );
        }
        assert_eq!((times(reader, &place), times(reader, &pack)), (1, 1));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn who_saves_data_loads_nothing_ahead() -> Outcome {
    let site = Site::root().await?;
    journey(site, Screen::Desk, async |reader| {
        if !reader.can_develop() {
            return Ok(());
        }
        reader.open("section/38").await?;
        // What loads ahead is there.
        reader.until_true("!globalThis.qilouStarted").await?;
        reader.site.forget();
        point(reader).await?;
        reader
            .run::<()>("scrollTo(0, document.body.scrollHeight)", [])
            .await?;
        sleep(Duration::from_secs(3)).await;
        assert_eq!(reader.site.documents(), Vec::<String>::new());
        let parts = reader.site.asked();
        assert!(
            !parts.iter().any(|path| path.contains("/parts/")),
            "{parts:?}"
        );
        Ok(())
    })
    .await
}
