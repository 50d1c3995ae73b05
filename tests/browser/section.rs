//! A section's list: prefixes, filters, orders, pages.

use crate::{Outcome, journey::journey, reader::Reader, screen::Screen, site::Site};

/// Waits until the list on the screen is the one of a document.
async fn until_list(reader: &Reader, document: &str) -> Outcome {
    let page = reader
        .site
        .document(&format!("content/sections/{document}.json"))?;
    let threads = page["threads"].as_array().ok_or("a list has threads")?;
    let titles: Vec<_> = threads
        .iter()
        .map(|thread| thread["title"].clone())
        .collect();
    let script = format!(
        "return JSON.stringify([...document.querySelectorAll('.threads a.title')].map((link) => link.textContent)) === JSON.stringify({});",
        serde_json::to_string(&titles)?
    );
    reader
        .until(format!("the list is {document}"), &script)
        .await
}

#[tokio::test]
async fn orders_filters_and_prefixes_each_have_an_address() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("section/38").await?;
        for (label, path, document) in [
            ("发表时间", "section/38?sort=created", "38/created/1"),
            ("回复数", "section/38?sort=replies", "38/replies/1"),
            ("查看数", "section/38?sort=views", "38/views/1"),
            (
                "精华",
                "section/38?sort=views&filter=digest",
                "38/digest/views/1",
            ),
            ("最后回复", "section/38?filter=digest", "38/digest/1"),
            ("热门", "section/38?filter=hot", "38/hot/1"),
            ("投票", "section/38?filter=poll", "38/poll/1"),
            ("民生", "section/38?prefix=2", "38/prefix-2/1"),
            ("全部", "section/38", "38/1"),
        ] {
            reader.click_text(label).await?;
            reader.until_at(path).await?;
            until_list(reader, document).await?;
            let current = reader.texts(".listing .tabs [aria-current]").await?;
            assert!(current.contains(&label.to_owned()), "{label}: {current:?}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_section_offers_only_the_orders_that_it_has() -> Outcome {
    journey(Site::forum().await?, Screen::Phone, async |reader| {
        reader.open("section/47").await?;
        assert_eq!(
            reader.texts(".orders a").await?,
            ["最后回复", "发表时间", "回复数"]
        );
        reader.click_text("住房").await?;
        reader.until_at("section/47?prefix=13").await?;
        until_list(reader, "47/prefix-13/1").await?;
        reader.click_text("回复数").await?;
        reader.until_at("section/47?sort=replies&prefix=13").await?;
        until_list(reader, "47/prefix-13/replies/1").await
    })
    .await
}

#[tokio::test]
async fn the_pages_of_a_list_keep_its_order() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("section/38?sort=views").await?;
        for page in 2..=4 {
            reader.click(".pager [rel=next]").await?;
            reader
                .until_at(&format!("section/38/{page}?sort=views"))
                .await?;
            until_list(reader, &format!("38/views/{page}")).await?;
        }
        assert_eq!(reader.count(".pager [rel=next]").await?, 0);
        reader.click(".pager [rel=prev]").await?;
        reader.until_at("section/38/3?sort=views").await
    })
    .await
}

#[tokio::test]
async fn the_parts_of_a_section_are_a_link_away() -> Outcome {
    journey(Site::root().await?, Screen::Phone, async |reader| {
        reader.open("section/47").await?;
        let part = reader.text(".sections h3 a").await?;
        reader.click(".sections h3 a").await?;
        reader.until_heading(&part).await?;
        assert!(
            reader
                .texts(".breadcrumb a")
                .await?
                .contains(&"信息交流".to_owned())
        );
        Ok(())
    })
    .await
}

/// How many excerpts can be seen.
const SEEN: &str =
    "[...document.querySelectorAll('.excerpt')].filter((one) => one.checkVisibility()).length";

#[tokio::test]
async fn excerpts_are_shown_on_demand_and_remembered() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("section/38").await?;
        reader.until_true(&format!("{SEEN} === 0")).await?;
        reader.click_text("摘要").await?;
        reader.until_true(&format!("{SEEN} > 5")).await?;
        reader.reload().await?;
        reader.until_true(&format!("{SEEN} > 5")).await
    })
    .await
}

#[tokio::test]
async fn the_home_page_lists_the_newest_the_hot_and_the_best() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        for (name, path) in [("最新", "newest"), ("热门", "hot"), ("精华", "digest")] {
            reader.open("").await?;
            reader
                .click(&format!(".columns a.more[href$='/{path}']"))
                .await?;
            reader.until_at(path).await?;
            reader.until_heading(name).await?;
            assert!(reader.count(".threads .row").await? > 5);
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_profile_shows_the_member_their_threads_and_their_posts() -> Outcome {
    journey(Site::root().await?, Screen::Phone, async |reader| {
        reader.open("user/57").await?;
        assert!(reader.text(".profile").await?.contains("多伦多士嘉堡"));
        reader.click_text("主题").await?;
        reader.until_at("user/57/threads").await?;
        reader
            .until_true("document.querySelectorAll('.threads .row').length === 8")
            .await?;
        reader.click_text("帖子").await?;
        reader.until_at("user/57/posts").await?;
        reader.click(".post-list a.title").await?;
        // The post is looked for, wherever in its thread it stands.
        reader
            .until_true("/^post-/.test(document.activeElement.id)")
            .await
    })
    .await
}
