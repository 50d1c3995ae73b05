//! Back, forward and reload: the reader is where they were.

use crate::{Outcome, journey::journey, reader::Reader, screen::Screen, site::Site};

const SECTION: &str = "关注中国";

/// Scrolls down and opens a thread that is on the screen then; returns its title.
async fn open_thread_at(reader: &Reader, top: u32) -> Outcome<String> {
    reader
        .run::<serde_json::Value>("scrollTo(0, arguments[0]);", [top.into()])
        .await?;
    until_scrolled(reader, top).await?;
    let script = "return [...document.querySelectorAll('.threads a.title')].find((link) => link.getBoundingClientRect().top > innerHeight / 2);";
    let link = reader.driver.execute(script, vec![]).await?.element()?;
    let title = link.text().await?;
    // It is on the screen already, so this does not scroll.
    link.click().await?;
    reader.until_heading(&title).await?;
    Ok(title)
}

async fn until_scrolled(reader: &Reader, top: u32) -> Outcome {
    reader
        .until_true(&format!("Math.abs(scrollY - {top}) <= 2"))
        .await
}

async fn go_and_return(reader: &mut Reader) -> Outcome {
    reader.open("section/38").await?;
    let title = open_thread_at(reader, 700).await?;
    reader.until_true("scrollY === 0").await?;
    reader.site.forget();
    reader.driver.back().await?;
    reader.until_heading(SECTION).await?;
    until_scrolled(reader, 700).await?;
    reader.driver.forward().await?;
    reader.until_heading(&title).await?;
    assert_eq!(
        reader.site.documents(),
        Vec::<String>::new(),
        "all of it was at hand"
    );
    Ok(())
}

#[tokio::test]
async fn back_to_a_list_is_where_it_was_left_at_a_desk() -> Outcome {
    journey(Site::root().await?, Screen::Desk, go_and_return).await
}

#[tokio::test]
async fn back_to_a_list_is_where_it_was_left_on_a_phone() -> Outcome {
    journey(Site::forum().await?, Screen::Phone, go_and_return).await
}

#[tokio::test]
async fn several_steps_back_and_forward_keep_every_place() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("").await?;
        reader.click_text(SECTION).await?;
        reader.until_heading(SECTION).await?;
        reader.click(".pager [rel=next]").await?;
        reader.until_at("section/38/2").await?;
        reader
            .until_true("document.querySelector('.pager [aria-current=page]').textContent === '2'")
            .await?;
        let title = open_thread_at(reader, 500).await?;
        reader.click(".post .who a.name").await?;
        reader
            .until_true("document.querySelector('.profile-head')")
            .await?;

        reader.driver.back().await?;
        reader.until_heading(&title).await?;
        reader.driver.back().await?;
        reader.until_at("section/38/2").await?;
        until_scrolled(reader, 500).await?;
        reader.driver.back().await?;
        reader.until_at("section/38").await?;
        reader.driver.back().await?;
        reader.until_at("").await?;
        reader.until_heading("华发网").await?;
        reader
            .run::<serde_json::Value>("history.go(3);", [])
            .await?;
        reader.until_heading(&title).await?;

        // From the middle of the history, a link leads on.
        reader.driver.back().await?;
        reader.until_heading(SECTION).await?;
        until_scrolled(reader, 500).await?;
        reader.click_text("健康生活").await?;
        reader.until_at("section/42").await?;
        reader.driver.back().await?;
        reader.until_at("section/38/2").await
    })
    .await
}

#[tokio::test]
async fn a_link_to_where_one_was_before_is_a_step_of_its_own() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("section/38").await?;
        reader.click_text("健康生活").await?;
        reader.until_at("section/42").await?;
        reader.driver.back().await?;
        reader.until_at("section/38").await?;
        reader.click_text("健康生活").await?;
        reader.until_at("section/42").await?;
        reader.until_heading("健康生活").await?;
        reader.driver.back().await?;
        reader.until_at("section/38").await?;
        reader.until_heading(SECTION).await
    })
    .await
}

#[tokio::test]
async fn a_reload_keeps_the_place() -> Outcome {
    journey(Site::root().await?, Screen::Phone, async |reader| {
        reader.open("thread/156750/3").await?;
        reader
            .run::<serde_json::Value>("scrollTo(0, 2600);", [])
            .await?;
        until_scrolled(reader, 2600).await?;
        reader.reload().await?;
        until_scrolled(reader, 2600).await
    })
    .await
}

#[tokio::test]
async fn a_new_page_begins_at_its_top() -> Outcome {
    journey(Site::root().await?, Screen::Phone, async |reader| {
        reader.open("thread/156750/2").await?;
        reader.click(".posts ~ .pager [rel=next]").await?;
        reader.until_at("thread/156750/3").await?;
        reader.until_true("document.querySelector('.post .floor').textContent.trim() === '41楼' && scrollY === 0").await
    })
    .await
}

#[tokio::test]
async fn back_from_a_floor_leads_to_where_one_was_on_the_same_page() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/156750").await?;
        reader.until_true("scrollY === 0").await?;
        reader
            .run::<serde_json::Value>("document.querySelectorAll('.post .when')[11].click();", [])
            .await?;
        reader
            .until_true("location.hash === '#floor-12' && scrollY > 1000")
            .await?;
        reader.driver.back().await?;
        until_scrolled(reader, 0).await
    })
    .await
}
