//! What a reader can choose, and that it is remembered.

use crate::{
    Outcome,
    journey::journey,
    screen::Screen,
    site::{Answer, Site},
};
use serde_json::json;
use std::time::Duration;

const GROUND: &str = "getComputedStyle(document.body).backgroundColor";

/// Whether the ground of the page is dark.
const IS_DARK: &str = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).every((part) => part < 90)";

#[tokio::test]
async fn a_theme_holds_at_once_and_from_the_first_paint_after_a_reload() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.prefer_scheme("light").await?;
        reader.open("").await?;
        let light: String = reader.value(GROUND).await?;
        reader.click(".bar > .menu > summary").await?;
        reader.click_text("深色").await?;
        reader.until_true(IS_DARK).await?;
        let dark: String = reader.value(GROUND).await?;

        // While the app is on its way, there is only what the script in the page has done.
        let site = reader.site.read("content/site.json")?;
        let late = Answer::new(200, site).after(Duration::from_secs(4));
        reader.site.answer("content/site.json", late);
        reader.driver.refresh().await?;
        reader.find("#boot").await?;
        let theme = "document.documentElement.dataset.theme";
        assert_eq!(reader.value::<String>(theme).await?, "dark");
        let scheme = "document.querySelector('[name=color-scheme]').content";
        assert_eq!(reader.value::<String>(scheme).await?, "dark");
        assert_eq!(reader.value::<String>(GROUND).await?, dark);
        reader.find("#boot").await?;
        reader.site.mend("content/site.json");
        reader.settle().await?;

        reader.click(".bar > .menu > summary").await?;
        reader.click_text("随系统").await?;
        reader
            .until_true(&format!("{GROUND} === '{light}'"))
            .await?;
        if reader.can_develop() {
            reader.prefer_scheme("dark").await?;
            reader.until_true(&format!("{GROUND} === '{dark}'")).await?;
            reader.click_text("浅色").await?;
            reader
                .until_true(&format!("{GROUND} === '{light}'"))
                .await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_size_of_the_text_grows_and_shrinks_within_bounds() -> Outcome {
    journey(Site::root().await?, Screen::Phone, async |reader| {
        reader.open("thread/155132").await?;
        let size = "parseFloat(getComputedStyle(document.querySelector('.post .body p')).fontSize)";
        let usual: f64 = reader.value(size).await?;
        reader.click(".menu.phone > summary").await?;
        for step in 1..=4 {
            reader.click(".menu.phone [aria-label^=放大文字]").await?;
            let shown = format!("{}%", 100 + step * 10);
            reader
                .until_true(&format!(
                    "document.querySelector('.menu.phone output').textContent === '{shown}'"
                ))
                .await?;
        }
        reader
            .until_true("document.querySelector('.menu.phone [aria-label^=放大文字]').ariaDisabled === 'true'")
            .await?;
        reader
            .until_true(&format!("{size} > {usual} * 1.2"))
            .await?;
        reader.reload().await?;
        reader
            .until_true(&format!("{size} > {usual} * 1.2"))
            .await?;
        reader.click(".menu.phone > summary").await?;
        for step in 1..=6 {
            reader.click(".menu.phone [aria-label^=缩小文字]").await?;
            let shown = format!("{}%", 140 - step * 10);
            reader
                .until_true(&format!(
                    "document.querySelector('.menu.phone output').textContent === '{shown}'"
                ))
                .await?;
        }
        reader.until_true(&format!("{size} < {usual}")).await
    })
    .await
}

#[tokio::test]
async fn the_interface_speaks_three_languages_and_remembers_which() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/155132").await?;
        for (name, tag, copy) in [
            ("繁體", "zh-Hant", "複製連結"),
            ("English", "en", "Copy link"),
            ("简体", "zh-Hans", "复制链接"),
        ] {
            reader.click(".bar > .menu:not(.phone) > summary").await?;
            reader.click_text(name).await?;
            let speaks = format!(
                "document.documentElement.lang === '{tag}' && document.querySelector('.tools .copy').textContent === '{copy}'"
            );
            reader.until_true(&speaks).await?;
            reader.reload().await?;
            reader.until_true(&speaks).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_setting_is_chosen_without_leaving_the_settings() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("").await?;
        reader.click(".bar > .menu:not(.phone) > summary").await?;
        for name in ["深色", "我的时间", "繁體"] {
            reader.click_text(name).await?;
            reader
                .until_true(&format!(
                    "[...document.querySelectorAll('.bar > .menu:not(.phone)[open] [aria-pressed=true]')].some((button) => button.textContent === '{name}')
                        && document.activeElement.textContent === '{name}'"
                ))
                .await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn broken_storage_is_as_if_nothing_had_been_chosen() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        let broken = json!({ "theme": "pink", "text_size": 900, "language": 7, "zone": [] });
        reader.prefer(broken).await?;
        reader.open("").await?;
        let theme = "document.documentElement.dataset.theme";
        assert_eq!(reader.value::<String>(theme).await?, "system");
        reader.until_heading("华发网").await
    })
    .await
}
