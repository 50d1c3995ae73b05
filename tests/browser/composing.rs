//! Typing a search by an input method: what it composes is nobody's business until it is settled.

use crate::{
    Outcome,
    journey::journey,
    screen::Screen,
    search::{FIELD, type_in, until_found},
    site::{Answer, Site},
};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::sleep;

/// What may be waiting for a pause in the typing has happened after this.
const PAUSE: Duration = Duration::from_millis(600);

#[tokio::test]
async fn what_an_input_method_has_not_settled_is_not_searched_for() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("search").await?;
        reader.click(FIELD).await?;
        reader.site.forget();
        if reader.can_develop() {
            for text in ["q", "qi", "qi l", "qi lou"] {
                let end = text.len();
                let composition = json!({ "text": text, "selectionStart": end, "selectionEnd": end });
                reader.develop("Input.imeSetComposition", composition).await?;
            }
        } else {
            let script = "const field = document.activeElement;
                field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
                field.value = 'qi lou';
                field.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));";
            reader.run::<Value>(script, []).await?;
        }
        sleep(PAUSE).await;
        assert_eq!(reader.value::<String>("document.activeElement.value").await?, "qi lou");
        assert_eq!(reader.path().await?, "search");
        assert!(!reader.site.asked().iter().any(|path| path.contains("content/search/")));

        if reader.can_develop() {
            reader.develop("Input.insertText", json!({ "text": "骑楼" })).await?;
        } else {
            let script = "const field = document.activeElement;
                field.value = '骑楼';
                field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '骑楼' }));";
            reader.run::<Value>(script, []).await?;
        }
        until_found(reader, "骑楼").await?;
        reader.until_true("document.querySelectorAll('.hits .hit').length === 5").await?;
        reader.until_true("document.activeElement.matches('[name=q]')").await
    })
    .await
}

#[tokio::test]
async fn results_do_not_disturb_a_composition() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        if !reader.can_develop() {
            return Ok(());
        }
        // The results come while the next word is being composed.
        reader.open("search").await?;
        let slow = Answer::new(200, reader.site.read("content/search/pagefind-entry.json")?);
        reader.site.answer(
            "content/search/pagefind-entry.json",
            slow.after(Duration::from_secs(1)),
        );
        type_in(reader, FIELD, "骑楼").await?;
        sleep(Duration::from_millis(300)).await;
        let composition = json!({ "text": "lao jie", "selectionStart": 7, "selectionEnd": 7 });
        reader
            .develop("Input.imeSetComposition", composition)
            .await?;
        reader
            .until_true("document.querySelectorAll('.hits .hit').length === 5")
            .await?;
        assert_eq!(
            reader
                .value::<String>("document.activeElement.value")
                .await?,
            "骑楼lao jie"
        );
        reader
            .develop("Input.insertText", json!({ "text": "老街" }))
            .await?;
        until_found(reader, "骑楼老街").await
    })
    .await
}
