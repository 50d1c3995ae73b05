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
        reader
            .develop(
                "Emulation.setEmulatedMedia",
                json!({ "features": [{ "name": "prefers-color-scheme", "value": "light" }] }),
            )
            .await?;
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
        assert_eq!(
            reader
                .value::<String>("document.documentElement.dataset.theme")
                .await?,
            "system"
        );
        reader.until_heading("华发网").await
    })
    .await
}
