//! A thread: its facts, its body, and what can be done with it.

use crate::{Outcome, journey::journey, reader::Reader, screen::Screen, site::Site};
use thirtyfour::Key;

const TITLE: &str = "中哈两国携手同心 共建“一带一路”结硕果";

#[tokio::test]
async fn views_and_replies_stand_at_the_head_and_in_lists() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/155132").await?;
        let facts = reader.texts(".thread-head .facts li").await?;
        assert_eq!(
            facts.get(..2),
            Some(["查看 155".to_owned(), "回复 0".to_owned()].as_slice())
        );
        reader.open("section/38").await?;
        let replies = reader.attributes(".row .counts b", "title").await?;
        let views = reader.attributes(".row .counts > span", "title").await?;
        assert_eq!(replies.first().map(String::as_str), Some("11 个回复"));
        assert_eq!(views.first().map(String::as_str), Some("9,310 次查看"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_time_of_a_post_is_the_forums_or_the_readers() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/155132").await?;
        assert_eq!(reader.text(".post .when").await?, "2023-9-1 09:33:27");
        let title = reader.find(".post .when time").await?.attr("title").await?;
        assert!(
            title
                .as_deref()
                .is_some_and(|title| title.contains("2023-9-1 23:33")),
            "{title:?}"
        );
        reader.click(".bar > .menu > summary").await?;
        reader.click_text("我的时间").await?;
        reader
            .until_true("document.querySelector('.post .when').textContent === '2023-9-1 23:33:27'")
            .await?;
        reader.reload().await?;
        assert_eq!(reader.text(".post .when").await?, "2023-9-1 23:33:27");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_body_has_all_its_paragraphs() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/155132").await?;
        let mut paragraphs = reader.texts(".post .body > p").await?;
        paragraphs.retain(|text| !text.is_empty() && text != "截屏2023-09-01 18.33.08.png");
        // Twelve, and the line with the source; the picture with its name stands alone.
        assert_eq!(paragraphs.len(), 13, "{paragraphs:?}");
        assert_eq!(
            reader.texts(".post .body [lang=zh-Hant]").await?,
            ["【版權所有，文章觀點不代表華發網官方立場】"]
        );
        Ok(())
    })
    .await
}

/// What is on the clipboard: it is pasted into a field of the test's own.
async fn pasted(reader: &Reader) -> Outcome<String> {
    reader
        .run::<serde_json::Value>(
            "const field = document.createElement('textarea'); field.id = 'paste'; document.body.append(field); field.focus();",
            [],
        )
        .await?;
    reader
        .driver
        .action_chain()
        .key_down(Key::Control)
        .key_down('v')
        .key_up('v')
        .key_up(Key::Control)
        .perform()
        .await?;
    reader
        .until_true("document.getElementById('paste').value !== ''")
        .await?;
    reader
        .run(
            "const field = document.getElementById('paste'); field.remove(); return field.value;",
            [],
        )
        .await
}

#[tokio::test]
async fn the_link_of_a_thread_is_copied_with_title_and_source() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/155132").await?;
        reader.click_text("复制链接").await?;
        reader
            .until_true("document.querySelector('.toast').textContent === '链接已复制'")
            .await?;
        let url = reader.site.url("thread/155132");
        assert_eq!(pasted(reader).await?, format!("{TITLE} - 华发网\n{url}"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_link_of_a_floor_leads_to_that_floor() -> Outcome {
    journey(Site::forum().await?, Screen::Phone, async |reader| {
        reader.open("thread/156750/2").await?;
        reader.click("#post-632354 button.floor").await?;
        reader
            .until_true("document.querySelector('.toast').textContent === '链接已复制'")
            .await?;
        let text = pasted(reader).await?;
        let url = reader.site.url("thread/156750/2#floor-23");
        assert!(text.contains(&url), "{text}");
        reader.open("thread/156750/2#floor-23").await?;
        reader
            .until_true("document.activeElement.id === 'post-632354'")
            .await
    })
    .await
}

#[tokio::test]
async fn each_thread_has_a_code_of_its_own() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        let mut codes = Vec::new();
        for path in ["thread/155132", "thread/156750"] {
            reader.open(path).await?;
            reader.click_text("二维码").await?;
            let code = reader.find(".tools .qr svg path").await?.attr("d").await?;
            assert_eq!(
                reader.text(".tools .qr figcaption").await?,
                reader.site.url(path)
            );
            codes.push(code.unwrap_or_default());
        }
        assert!(codes.iter().all(|code| code.len() > 500));
        assert_ne!(codes.first(), codes.last());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn only_the_opener_or_all_floors_is_said_in_the_address() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/156750").await?;
        reader.click_text("只看楼主").await?;
        reader.until_at("thread/156750?author=57").await?;
        reader.until_true("document.querySelectorAll('.post').length > 1 && [...document.querySelectorAll('.post .who a.name')].every((name) => name.textContent === '多伦多老李')").await?;
        reader.reload().await?;
        assert!(reader.texts(".post .who .name").await?.iter().all(|name| name == "多伦多老李"));
        reader.click_text("显示全部楼层").await?;
        reader.until_at("thread/156750").await?;
        reader.until_true("document.querySelectorAll('.post').length === 20").await?;
        // Any author can be picked out, though only the opener's posts are kept apart.
        reader.click("#post-632200 a.only").await?;
        reader.until_at("thread/156750?author=85").await?;
        reader.until_true("[...document.querySelectorAll('.post .who a.name')].every((name) => name.textContent === '温村阿May')").await
    })
    .await
}

#[tokio::test]
async fn the_reading_mode_is_remembered_and_left_by_escape() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/155132").await?;
        reader.click_text("阅读模式").await?;
        reader.until_true("document.documentElement.dataset.reading === 'true'").await?;
        let calm = "[...document.querySelectorAll('.sections-bar, .face, .foot, .breadcrumb')].every((element) => !element.checkVisibility())";
        reader.until_true(calm).await?;
        reader.reload().await?;
        reader.until_true(calm).await?;
        reader.press(Key::Escape + "").await?;
        reader.until_true("document.documentElement.dataset.reading === 'false'").await?;
        reader.reload().await?;
        reader.find(".sections-bar").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn newest_first_turns_posts_and_pages_round() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/156750").await?;
        reader.click_text("倒序浏览").await?;
        reader.until_at("thread/156750/7?order=newest").await?;
        reader
            .until_true("document.querySelector('.post .floor').textContent.trim() === '130楼'")
            .await?;
        reader.click(".pager [rel=next]").await?;
        reader.until_at("thread/156750/6?order=newest").await?;
        reader
            .until_true("document.querySelector('.post .floor').textContent.trim() === '120楼'")
            .await?;
        reader.click_text("正序浏览").await?;
        reader.until_at("thread/156750").await?;
        reader
            .until_true("document.querySelector('.post .floor').textContent.trim() === '楼主'")
            .await
    })
    .await
}

async fn use_shortcuts(reader: &mut Reader) -> Outcome {
    reader.open("section/38/2").await?;
    reader
        .click_text("春联自己写：海外买不到红纸，用了圣诞包装纸的反面")
        .await?;
    reader.until_at("thread/156414").await?;
    reader
        .until_heading("春联自己写：海外买不到红纸，用了圣诞包装纸的反面")
        .await?;
    reader.click(".floating [data-key=r]").await?;
    reader
        .until_true("document.activeElement.id === 'reply'")
        .await?;
    reader.until_true("(({ top, bottom }) => top >= 0 && top < innerHeight)(document.getElementById('reply').getBoundingClientRect())").await?;
    reader.click(".floating [data-key=t]").await?;
    reader
        .until_true("document.activeElement.id === 'content' && (({ top }) => top >= -1 && top < innerHeight / 4)(document.getElementById('content').getBoundingClientRect())")
        .await?;
    reader.click(".floating [data-key=u]").await?;
    reader.until_at("section/38/2").await?;
    reader.until_heading("关注中国").await
}

#[tokio::test]
async fn reply_top_and_the_same_page_of_the_list_are_within_reach() -> Outcome {
    journey(Site::root().await?, Screen::Desk, use_shortcuts).await
}

#[tokio::test]
async fn reply_top_and_the_same_page_of_the_list_are_within_reach_of_a_thumb() -> Outcome {
    journey(Site::root().await?, Screen::Phone, use_shortcuts).await
}

#[tokio::test]
async fn a_quote_leads_to_its_post_on_the_same_page_and_on_another() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/156750").await?;
        reader.click("#post-632201 blockquote a").await?;
        reader.until_true("document.activeElement.id === 'post-632200'").await?;
        reader.open("thread/156750/2").await?;
        // Floor 35 answers floor 8, which is on the first page.
        reader.click("#post-632588 .reply-to a").await?;
        reader.until_at("thread/156750#post-632238").await?;
        reader.until_true("document.activeElement.id === 'post-632238'").await?;
        reader.until_true("Math.abs(document.getElementById('post-632238').getBoundingClientRect().top) < 200").await
    })
    .await
}

#[tokio::test]
async fn a_box_leads_to_any_floor() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/156750").await?;
        reader
            .find(".tools .jump input")
            .await?
            .send_keys("77" + Key::Enter)
            .await?;
        reader.until_at("thread/156750/4#floor-77").await?;
        reader
            .until_true("document.activeElement.id === 'post-634026'")
            .await?;
        // A floor beyond the last one is the last one.
        let field = reader.find(".tools .jump input").await?;
        field.clear().await?;
        field.send_keys("9999" + Key::Enter).await?;
        reader.until_at("thread/156750/7#floor-130").await?;
        reader
            .until_true("document.activeElement.id === 'post-635514'")
            .await
    })
    .await
}

#[tokio::test]
async fn a_box_leads_to_any_page() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/156750").await?;
        reader
            .find(".pager .jump input")
            .await?
            .send_keys("5" + Key::Enter)
            .await?;
        reader.until_at("thread/156750/5").await?;
        reader
            .until_true("document.querySelector('.post .floor').textContent.trim() === '81楼'")
            .await?;
        reader.until_true("scrollY === 0").await
    })
    .await
}

#[tokio::test]
async fn the_pages_of_a_long_thread_follow_each_other() -> Outcome {
    journey(Site::root().await?, Screen::Phone, async |reader| {
        reader.open("thread/156750").await?;
        for page in 2..=7 {
            reader.click(".posts ~ .pager [rel=next]").await?;
            reader.until_at(&format!("thread/156750/{page}")).await?;
            let first = (page - 1) * 20 + 1;
            reader
                .until_true(&format!(
                    "document.querySelector('.post .floor').textContent.trim() === '{first}楼'"
                ))
                .await?;
            assert_eq!(
                reader.texts(".pager [aria-current=page]").await?,
                [page.to_string(), page.to_string()]
            );
        }
        assert_eq!(reader.count(".pager [rel=next]").await?, 0);
        assert_eq!(reader.count(".post").await?, 10);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn posts_that_are_not_shown_say_why() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/156750/3").await?;
        let note = reader.text("#post-633541 .note").await?;
        assert!(note.contains("该帖"), "{note}");
        reader.open("thread/156123").await?;
        let note = reader.text(".post .note").await?;
        assert!(
            note.contains("该帖已被管理员屏蔽") && note.contains("测试完毕，隐藏"),
            "{note}"
        );
        Ok(())
    })
    .await
}
