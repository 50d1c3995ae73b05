//! Searching an archive: what is found, as one types, in Chinese and in English, and what must not happen meanwhile.

use crate::{
    Outcome,
    journey::journey,
    reader::Reader,
    screen::Screen,
    site::{Answer, Site},
};
use serde_json::{Value, json};
use std::time::Duration;
use thirtyfour::Key;
use tokio::time::sleep;

const FIELD: &str = ".search-form [name=q]";

/// What may be waiting for a pause in the typing has happened after this.
const PAUSE: Duration = Duration::from_millis(600);

async fn type_in(reader: &Reader, selector: &str, text: &str) -> Outcome {
    reader.click(selector).await?;
    reader
        .run::<Value>("document.activeElement.select();", [])
        .await?;
    match text.is_empty() {
        true => reader.press(Key::Backspace.value().to_string()).await,
        false => reader.press(text).await,
    }
}

/// Waits until the search is for these words, and its results are there.
async fn until_found(reader: &Reader, query: &str) -> Outcome {
    let script = format!(
        "return new URLSearchParams(location.search).get('q') === {} && !document.querySelector('.progress.busy')
             && document.title.includes({});",
        json!(query),
        json!(query)
    );
    reader
        .until(format!("“{query}” was searched for"), &script)
        .await
}

async fn marked(reader: &Reader) -> Outcome<Vec<String>> {
    let mut words = reader.texts(".hits mark").await?;
    words.sort();
    words.dedup();
    Ok(words)
}

#[tokio::test]
async fn chinese_is_found_as_it_is_typed() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("search").await?;
        assert_eq!(reader.text(".results .empty").await?, "请输入要找的内容。");
        type_in(reader, FIELD, "骑楼").await?;
        until_found(reader, "骑楼").await?;
        let titles = reader.texts(".hits .title").await?;
        assert_eq!(titles.len(), 5);
        assert_eq!(reader.texts(".found").await?, ["找到 5 条"]);
        assert_eq!(marked(reader).await?, ["骑楼"]);
        // The reader is still typing.
        reader
            .until_true("document.activeElement.matches('[name=q]')")
            .await?;
        assert_eq!(
            reader
                .value::<String>("document.activeElement.value")
                .await?,
            "骑楼"
        );

        // The other script finds the same.
        type_in(reader, FIELD, "騎樓").await?;
        until_found(reader, "騎樓").await?;
        assert_eq!(reader.texts(".hits .title").await?, titles);
        assert_eq!(marked(reader).await?, ["骑楼"]);

        // Words that no space parts are found apart from each other, too.
        type_in(reader, FIELD, "方言外婆").await?;
        until_found(reader, "方言外婆").await?;
        assert_eq!(
            reader.texts(".hits .title").await?,
            ["地铁报站改成三种话，我听着听着坐过了站"]
        );

        type_in(reader, FIELD, "骑缝章的锯齿").await?;
        until_found(reader, "骑缝章的锯齿").await?;
        reader
            .until_true("document.querySelector('.results .empty')")
            .await?;
        assert_eq!(reader.texts(".found").await?, ["找到 0 条"]);
        type_in(reader, FIELD, "").await?;
        reader.until_at("search").await?;
        reader
            .until_true(
                "document.querySelector('.results .empty').textContent === '请输入要找的内容。'",
            )
            .await
    })
    .await
}

#[tokio::test]
async fn english_is_found_by_words_and_their_beginnings() -> Outcome {
    journey(Site::forum().await?, Screen::Phone, async |reader| {
        reader.open("search?q=RUST").await?;
        reader
            .until_true("document.querySelectorAll('.hits .hit').length === 1")
            .await?;
        assert_eq!(marked(reader).await?, ["Rust"]);
        let whole = reader.texts(".hits .title").await?;
        type_in(reader, FIELD, "rus").await?;
        until_found(reader, "rus").await?;
        assert!(reader.texts(".hits .title").await?.contains(&whole[0]));

        // A hit leads to its post.
        reader.open("search?q=rust").await?;
        reader.click(".hits .title").await?;
        reader
            .until_true(
                "location.hash.startsWith('#post-') && document.querySelector(location.hash)",
            )
            .await?;
        reader
            .until_true("document.querySelector(location.hash).innerText.includes('Rust')")
            .await
    })
    .await
}

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

#[tokio::test]
async fn a_search_is_narrowed_by_section_and_author_and_sorted_by_date() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("search?q=%E6%A5%BC").await?;
        reader.until_true("document.querySelectorAll('.hits .hit').length === 10").await?;
        let section: String = reader
            .run(
                "const link = document.querySelector('.hits .of-section');
                 const field = document.querySelector('[name=section]');
                 field.value = link.getAttribute('href').match(/section\\/(\\w+)/)[1];
                 field.dispatchEvent(new InputEvent('input', { bubbles: true }));
                 return link.textContent.trim();",
                [],
            )
            .await?;
        reader.until_true("location.search.includes('section=')").await?;
        reader.until_true("document.querySelector('.hits .hit')").await?;
        reader
            .until(
                "all hits are of the section",
                &format!(
                    "return [...document.querySelectorAll('.hits .of-section')].every((link) => link.textContent.trim() === {});",
                    json!(section)
                ),
            )
            .await?;

        let author = reader.text(".hits .by .name").await?;
        type_in(reader, "[name=author]", &author).await?;
        reader.until_true("location.search.includes('author=')").await?;
        reader
            .until(
                "all hits are by the author",
                &format!(
                    "const names = [...document.querySelectorAll('.hits .by .name')].map((name) => name.textContent);
                     return names.length > 0 && names.every((name) => name === {});",
                    json!(author)
                ),
            )
            .await?;
        type_in(reader, "[name=author]", "nobody of this name").await?;
        reader.until_true("document.querySelector('.results .empty')").await?;

        // Newest first, on all pages; the order is kept while the words change.
        reader.open("search?q=%E6%A5%BC").await?;
        reader.click(".tabs a:not([aria-current])").await?;
        reader.until_true("location.search.includes('sort=newest')").await?;
        let mut times = Vec::new();
        for page in 1..=3 {
            reader
                .until_true(&format!("document.querySelector('.pager [aria-current]')?.textContent === '{page}'"))
                .await?;
            times.extend(reader.attributes(".hits time", "datetime").await?);
            reader.click(".pager [rel=next]").await?;
        }
        assert_eq!(times.len(), 30);
        assert!(times.is_sorted_by(|a, b| a >= b), "{times:?}");
        type_in(reader, FIELD, "地铁").await?;
        until_found(reader, "地铁").await?;
        assert!(reader.path().await?.contains("sort=newest"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn back_and_forward_keep_queries() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("").await?;
        reader.open("search").await?;
        type_in(reader, FIELD, "地铁").await?;
        until_found(reader, "地铁").await?;
        // Done with it: the next letter is a step of its own.
        reader.press(Key::Enter.value().to_string()).await?;
        reader.until_true("document.activeElement.matches('.results')").await?;
        type_in(reader, FIELD, "骑楼").await?;
        until_found(reader, "骑楼").await?;
        let title = reader.text(".hits .title").await?;
        reader.click(".hits .title").await?;
        reader.until_heading(&title).await?;

        for query in ["骑楼", "地铁"] {
            reader.driver.back().await?;
            until_found(reader, query).await?;
            reader
                .until_true(&format!("document.querySelector('[name=q]').value === '{query}'"))
                .await?;
            reader
                .until_true(&format!("[...document.querySelectorAll('.hits mark')].every((mark) => mark.textContent === '{query}')"))
                .await?;
        }
        reader.driver.forward().await?;
        until_found(reader, "骑楼").await?;
        reader.until_true("document.querySelector('[name=q]').value === '骑楼'").await?;
        reader.reload().await?;
        reader.until_true("document.querySelectorAll('.hits .hit').length === 5").await
    })
    .await
}

#[tokio::test]
async fn the_last_query_wins() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        let late = "content/threads/142580/1.json";
        let answer = Answer::new(200, reader.site.read(late)?);
        reader
            .site
            .answer(late, answer.after(Duration::from_secs(3)));
        reader.open("search").await?;
        type_in(reader, FIELD, "地铁").await?;
        reader.until_true("location.search.includes('q=')").await?;
        type_in(reader, FIELD, "骑楼").await?;
        until_found(reader, "骑楼").await?;
        reader
            .until_true("document.querySelectorAll('.hits .hit').length === 5")
            .await?;
        sleep(Duration::from_secs(4)).await;
        assert_eq!(marked(reader).await?, ["骑楼"]);
        assert_eq!(
            reader
                .value::<String>("document.querySelector('[name=q]').value")
                .await?,
            "骑楼"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn hostile_titles_and_posts_stay_text() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        let path = "content/threads/142580/1.json";
        let mut page = reader.site.document(path)?;
        let evil = "<img src=x onerror=alert(1)>地铁<script>alert(2)</script>";
        page["thread"]["title"] = json!(evil);
        page["posts"][0]["body"]["text"] = json!(
            "<p>地铁 &lt;img src=x onerror=alert(3)&gt;<b onmouseover=alert(4)>方言</b><script>alert(5)</script></p>"
        );
        page["posts"][0]["author"]["name"] = json!("<svg onload=alert(6)>");
        reader.site.answer(path, Answer::new(200, page.to_string()));
        let query = "search?q=%E5%9C%B0%E9%93%81%20%E6%96%B9%E8%A8%80%20%3Cimg%20src%3Dx%20onerror%3Dalert(7)%3E";
        for path in ["search?q=%E5%9C%B0%E9%93%81%20%E6%96%B9%E8%A8%80", query] {
            reader.open(path).await?;
            reader.until_true("document.querySelector('.results .hits, .results .empty')").await?;
            assert_eq!(reader.count("#page img, #page script, #page svg[onload], #page [onmouseover]").await?, 0);
        }
        reader.open("search?q=%E5%9C%B0%E9%93%81%20%E6%96%B9%E8%A8%80").await?;
        assert_eq!(reader.texts(".hits .title").await?, [evil]);
        assert!(reader.texts(".hits p").await?[0].contains("<img src=x onerror=alert(3)>"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn without_its_index_a_search_says_so_and_can_be_tried_again() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.expect("content/search/pagefind-entry.json");
        let path = "content/search/pagefind-entry.json";
        reader.site.answer(path, Answer::new(404, "{}"));
        reader.open("search").await?;
        type_in(reader, FIELD, "骑楼").await?;
        reader
            .until_true("document.querySelector('main > [role=alert] button')")
            .await?;
        // What was typed is still there.
        assert_eq!(
            reader
                .value::<String>("document.querySelector('[name=q]').value")
                .await?,
            "骑楼"
        );
        reader.site.mend(path);
        reader.click("main > [role=alert] [data-retry]").await?;
        reader
            .until_true("document.querySelectorAll('.hits .hit').length === 5")
            .await
    })
    .await
}

#[tokio::test]
async fn a_search_is_told_and_reached_by_keys_alone() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("search").await?;
        // The element that tells how much was found is the same before and after.
        reader
            .run::<Value>(
                "window.told = document.querySelector('.found[role=status]');",
                [],
            )
            .await?;
        type_in(reader, FIELD, "骑楼").await?;
        until_found(reader, "骑楼").await?;
        reader
            .until_true("window.told.isConnected && window.told.textContent.trim() === '找到 5 条'")
            .await?;
        reader.press(Key::Enter.value().to_string()).await?;
        reader
            .until_true("document.activeElement.matches('.results')")
            .await?;
        let tabs: String = std::iter::repeat_n(Key::Tab.value(), 3).collect();
        reader.press(tabs).await?;
        reader
            .until_true("document.activeElement.matches('.hits .hit:first-child .title')")
            .await
    })
    .await
}
