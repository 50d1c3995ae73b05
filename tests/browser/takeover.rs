//! How the app comes to a page: to one that stands already, and to one that it has to draw.

use crate::{
    Outcome,
    journey::journey,
    screen::Screen,
    site::{Answer, Site},
};
use std::time::Duration;

/// Notes what moves.
const SHIFTS: &str = "globalThis.moved = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) moved += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });";

/// Whether the app has read what the page brought for it.
const TAKEN: &str = "!document.querySelector('script[data-answer]')";

#[tokio::test]
async fn a_page_that_stands_is_left_as_it_is() -> Outcome {
    for screen in [Screen::Desk, Screen::Phone] {
        journey(Site::prerendered().await?, screen, async |reader| {
            reader.before_each_page(SHIFTS).await?;
            for path in ["", "section/38/2", "thread/156750/2", "user/57"] {
                reader.site.forget();
                reader.open(path).await?;
                let mark = "globalThis.first = document.querySelector('#page').firstElementChild";
                reader.run::<()>(mark, []).await?;
                reader.until_true(TAKEN).await?;
                reader
                    .until_true("document.querySelector('.clock').textContent")
                    .await?;
                assert!(reader.value::<bool>("first.isConnected").await?, "{path}");
                reader
                    .until_true("matchMedia(document.querySelector('[data-whole]').media).matches")
                    .await?;
                assert_eq!(reader.site.documents(), Vec::<String>::new(), "{path}");
                let asked = reader.site.asked();
                assert!(
                    !asked.iter().any(|path| path.ends_with("config.json")),
                    "{path}"
                );
                if reader.can_develop() {
                    let moved: f64 = reader.value("moved").await?;
                    assert!(moved < 0.01, "{path} moved by {moved}");
                }
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn from_a_page_that_stands_the_app_goes_on_by_itself() -> Outcome {
    journey(Site::prerendered().await?, Screen::Desk, async |reader| {
        reader.open("section/38").await?;
        reader.until_true(TAKEN).await?;
        reader.run::<()>("globalThis.same = true", []).await?;
        reader
            .until_true("document.querySelector('.crumbs, .breadcrumb, .page-head')")
            .await?;
        reader.click(".threads .title").await?;
        reader
            .until_true("document.querySelector('article.post')")
            .await?;
        assert!(reader.value::<bool>("globalThis.same === true").await?);
        assert_eq!(reader.site.documents().len(), 1);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_was_done_before_the_app_came_is_not_lost() -> Outcome {
    journey(Site::prerendered().await?, Screen::Desk, async |reader| {
        if !reader.can_develop() {
            return Ok(());
        }
        reader
            .before_each_page(
                "addEventListener('DOMContentLoaded', () => {
                    document.querySelector('[data-toggle=reading]')?.click();
                    const field = document.querySelector('.jump input');
                    if (field) field.value = '2';
                });",
            )
            .await?;
        reader.open("thread/156750").await?;
        reader
            .until_true("document.documentElement.dataset.reading === 'true'")
            .await?;
        let typed: Option<String> = reader
            .value("document.querySelector('.jump input')?.value")
            .await?;
        assert_eq!(typed.as_deref(), Some("2"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn another_language_than_the_pages_is_drawn_anew() -> Outcome {
    journey(Site::prerendered().await?, Screen::Desk, async |reader| {
        reader
            .prefer(serde_json::json!({ "language": "en" }))
            .await?;
        reader.open("section/38").await?;
        reader
            .until_true("document.querySelector('.skip').textContent.match(/^[ -~]+$/)")
            .await?;
        assert_eq!(reader.site.documents(), Vec::<String>::new());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn before_the_app_the_page_has_a_name_and_a_shape() -> Outcome {
    journey(Site::root().await?, Screen::Phone, async |reader| {
        reader.open("section/38").await?;
        let site = reader.site.read("content/site.json")?;
        let late = Answer::new(200, site).after(Duration::from_secs(3));
        reader.site.answer("content/site.json", late);
        reader.before_each_page(SHIFTS).await?;
        reader.driver.refresh().await?;
        reader.find("#boot").await?;
        assert_eq!(reader.text(".top b").await?, "华发网");
        reader.site.mend("content/site.json");
        reader.settle().await?;
        if reader.can_develop() {
            let moved: f64 = reader.value("moved").await?;
            assert!(moved < 0.02, "moved by {moved}");
        }
        Ok(())
    })
    .await
}
