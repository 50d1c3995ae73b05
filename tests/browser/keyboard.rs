//! Reading with the keyboard alone.

use crate::{Outcome, journey::journey, reader::Reader, screen::Screen, site::Site};
use serde_json::Value;
use thirtyfour::Key;

const FOCUSED: &str = "document.activeElement";

async fn press(reader: &Reader, key: Key, times: usize) -> Outcome {
    let keys: String = std::iter::repeat_n(key.value(), times).collect();
    reader.press(keys).await
}

#[tokio::test]
async fn the_first_tab_offers_to_skip_to_the_content() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("section/38").await?;
        press(reader, Key::Tab, 1).await?;
        reader.until_true(&format!("{FOCUSED}.matches('.skip')")).await?;
        reader
            .until_true("(({ top, left, width, height }) => top >= 0 && left >= 0 && width > 40 && height > 20)(document.querySelector('.skip').getBoundingClientRect())")
            .await?;
        press(reader, Key::Enter, 1).await?;
        reader.until_true(&format!("{FOCUSED}.id === 'content'")).await?;
        assert_eq!(reader.path().await?, "section/38");
        press(reader, Key::Tab, 1).await?;
        reader.until_true(&format!("document.querySelector('main').contains({FOCUSED})")).await
    })
    .await
}

/// Tabs through a page; then every control has had the focus, in the order of the page, and showed it.
async fn tab_through(reader: &Reader, path: &str) -> Outcome {
    reader.open(path).await?;
    let controls: usize = reader
        .run(
            "const can = (element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false }) && element.tabIndex >= 0 && !element.disabled;
             window.controls = [...document.querySelectorAll('a[href], button, input, summary, audio, video, [tabindex]')].filter(can);
             window.visited = [];
             window.unseen = [];
             document.addEventListener('focusin', ({ target }) => {
                 window.visited.push(target);
                 const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(target);
                 const marked = (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
                 if (!marked) window.unseen.push(target.outerHTML.slice(0, 100));
             });
             return window.controls.length;",
            [],
        )
        .await?;
    for _ in 0..controls.div_ceil(20) + 2 {
        press(reader, Key::Tab, 20).await?;
    }
    let missed: Vec<String> = reader
        .value("controls.filter((control) => !visited.includes(control)).map((control) => control.outerHTML.slice(0, 120))")
        .await?;
    assert_eq!(missed, Vec::<String>::new(), "{path}: never focused");
    let unseen: Vec<String> = reader.value("[...new Set(unseen)]").await?;
    assert_eq!(unseen, Vec::<String>::new(), "{path}: focus cannot be seen");
    let disordered: Vec<String> = reader
        .value(
            "visited.slice(0, controls.length).flatMap((one, index, all) =>
                index > 0 && !(all[index - 1].compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) ? [one.outerHTML.slice(0, 120)] : [])",
        )
        .await?;
    assert_eq!(disordered, Vec::<String>::new(), "{path}: out of order");
    Ok(())
}

#[tokio::test]
async fn the_tab_key_reaches_everything_in_order_and_shows_where_it_is() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        for path in [
            "",
            "section/38",
            "thread/155132",
            "thread/156750/3",
            "user/57",
            "no/such/page",
        ] {
            tab_through(reader, path).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn another_page_has_the_focus_on_its_heading_and_a_title_of_its_own() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("").await?;
        for (path, heading) in [("section/38", "关注中国"), ("page/about", "关于我们")] {
            let link = format!(".sections-bar [href$='/{path}']");
            reader
                .run::<Value>(
                    "document.querySelector(arguments[0]).focus();",
                    [link.into()],
                )
                .await?;
            press(reader, Key::Enter, 1).await?;
            reader.until_heading(heading).await?;
            reader
                .until_true(&format!("{FOCUSED}.matches('main h1')"))
                .await?;
            assert_eq!(reader.driver.title().await?, format!("{heading} - 华发网"));
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn keys_step_through_posts_and_pages() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("section/38/2").await?;
        reader.press("j").await?;
        reader
            .until_true(&format!(
                "{FOCUSED} === document.querySelectorAll('.threads a.title')[0]"
            ))
            .await?;
        reader.press("j").await?;
        reader
            .until_true(&format!(
                "{FOCUSED} === document.querySelectorAll('.threads a.title')[1]"
            ))
            .await?;
        reader.press("k").await?;
        reader
            .until_true(&format!(
                "{FOCUSED} === document.querySelectorAll('.threads a.title')[0]"
            ))
            .await?;
        reader.press("n").await?;
        reader.until_at("section/38/3").await?;
        reader
            .until_true("document.querySelector('.pager [aria-current=page]').textContent === '3'")
            .await?;
        reader.press("p").await?;
        reader.until_at("section/38/2").await?;
        reader
            .until_true("document.querySelector('.pager [aria-current=page]').textContent === '2'")
            .await?;
        reader.press("j").await?;
        press(reader, Key::Enter, 1).await?;
        reader.until_true("document.querySelector('.post')").await?;
        reader.press("j").await?;
        reader
            .until_true(&format!("{FOCUSED} === document.querySelector('.post')"))
            .await?;
        reader.press("r").await?;
        reader
            .until_true(&format!("{FOCUSED}.id === 'reply'"))
            .await?;
        reader.press("t").await?;
        reader
            .until_true(&format!("{FOCUSED}.id === 'content'"))
            .await?;
        reader.press("u").await?;
        reader.until_at("section/38/2").await
    })
    .await
}

#[tokio::test]
async fn keys_step_through_the_threads_of_the_home_page() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("").await?;
        for (key, thread) in [("j", 0), ("j", 1), ("k", 0)] {
            reader.press(key).await?;
            reader
                .until_true(&format!(
                    "{FOCUSED} === document.querySelectorAll('.columns ol a')[{thread}]"
                ))
                .await?;
        }
        press(reader, Key::Enter, 1).await?;
        reader.until_true("document.querySelector('.post')").await
    })
    .await
}

#[tokio::test]
async fn keys_are_letters_in_a_field_and_nothing_with_a_modifier() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/156750").await?;
        reader
            .find(".pager .jump input")
            .await?
            .send_keys("n")
            .await?;
        reader
            .driver
            .action_chain()
            .key_down(Key::Alt)
            .key_down('n')
            .key_up('n')
            .key_up(Key::Alt)
            .perform()
            .await?;
        reader.settle().await?;
        assert_eq!(reader.path().await?, "thread/156750");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn escape_closes_a_menu_and_gives_the_focus_back() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/155132").await?;
        for menu in [".bar > .menu:not(.phone)", ".tools .menu"] {
            let button = format!("document.querySelector('{menu} > summary')");
            reader
                .run::<Value>(&format!("{button}.focus();"), [])
                .await?;
            press(reader, Key::Enter, 1).await?;
            reader
                .until_true(&format!("document.querySelector('{menu}').open"))
                .await?;
            press(reader, Key::Escape, 1).await?;
            reader
                .until_true(&format!(
                    "!document.querySelector('{menu}').open && {FOCUSED} === {button}"
                ))
                .await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn settings_are_made_with_the_keyboard() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("").await?;
        reader
            .run::<Value>(
                "document.querySelector('.bar > .menu:not(.phone) > summary').focus();",
                [],
            )
            .await?;
        press(reader, Key::Enter, 1).await?;
        press(reader, Key::Tab, 2).await?;
        reader
            .until_true(&format!("{FOCUSED}.textContent === '深色'"))
            .await?;
        press(reader, Key::Space, 1).await?;
        reader
            .until_true("document.documentElement.dataset.theme === 'dark'")
            .await?;
        press(reader, Key::Escape, 1).await?;
        reader
            .until_true(&format!("{FOCUSED}.matches('.bar > .menu > summary')"))
            .await
    })
    .await
}
