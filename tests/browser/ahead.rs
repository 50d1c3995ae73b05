//! What is loaded before it is asked for, and for whom it is not.

use crate::{Outcome, journey::journey, reader::Reader, screen::Screen, site::Site};
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

#[tokio::test]
async fn who_saves_data_loads_nothing_ahead() -> Outcome {
    let site = Site::root().await?;
    journey(site, Screen::Desk, async |reader| {
        if !reader.can_develop() {
            return Ok(());
        }
        reader.open("section/38").await?;
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
