//! NodeBB read through the app: a guest's way from the home page to a profile and back, and what the forum refuses.

use crate::{
    Outcome,
    forum::{Forum, category, key, topic},
    journey::journey,
    reader::Reader,
    screen::Screen,
    site::Site,
};

const SECTION: &str = "要闻分享";
const LONG: &str = "长帖:海外生活二十年,大家来聊聊";

/// What every first page asks for beside its own.
const SITE: [&str; 3] = ["api/config", "api/categories", "api/search?in=categories"];

/// A reader of this forum.
async fn visit(
    forum: Forum,
    screen: Screen,
    walk: impl AsyncFnOnce(&mut Reader) -> Outcome,
) -> Outcome {
    journey(Site::reading(forum).await?, screen, walk).await
}

/// Fails unless the forum has been asked just this since the last time, each question once.
fn expect_asked(reader: &Reader, expected: &[&str]) {
    let mut asked = reader.site.questions();
    asked.sort();
    let mut expected: Vec<String> = expected.iter().map(|question| key(question)).collect();
    expected.sort();
    assert_eq!(asked, expected);
    // The site is the forum's alone: no document of the app's own content is read.
    assert_eq!(reader.site.documents(), Vec::<String>::new());
    reader.site.forget();
}

/// Waits until the pager is at a page.
async fn until_page(reader: &Reader, page: u32) -> Outcome {
    reader
        .until_true(&format!(
            "document.querySelector('.pager [aria-current=page]')?.textContent === '{page}'"
        ))
        .await
}

/// From the home page to a profile, and all the way back.
async fn read_on(reader: &mut Reader) -> Outcome {
    reader.open("").await?;
    reader.until_heading("华发网").await?;
    assert_eq!(reader.texts(".columns h2").await?, ["最新", "热门", "精华"]);
    let hot = reader.texts(".columns section:nth-child(2) li a").await?;
    assert_eq!(hot.first().map(String::as_str), Some(LONG));
    let home = ["api/recent", "api/popular", "api/top"];
    expect_asked(reader, &[&SITE[..], &home].concat());

    reader.click_text(SECTION).await?;
    reader.until_heading(SECTION).await?;
    reader.until_at("section/6").await?;
    let titles = reader.texts(".threads a.title").await?;
    assert_eq!(titles.len(), 20);
    assert_eq!(titles[0], "【置顶】要闻分享版规与发帖须知");
    assert_eq!(titles[4], LONG);
    assert_eq!(reader.texts(".page-head .facts li").await?, ["主题 65"]);
    expect_asked(reader, &[&category(6, 1)]);

    reader.click(".pager [rel=next]").await?;
    reader.until_at("section/6/2").await?;
    until_page(reader, 2).await?;
    let titles = reader.texts(".threads a.title").await?;
    assert_eq!(titles.len(), 20);
    assert_eq!(titles[0], "悉尼留学生签证政策调整(第45期)");
    assert_eq!(reader.texts(".pager a.number").await?, ["1", "2", "3", "4"]);
    expect_asked(reader, &[&category(6, 2)]);

    // The first page is at hand still.
    reader.click(".pager [rel=prev]").await?;
    reader.until_at("section/6").await?;
    until_page(reader, 1).await?;
    reader.click_text(LONG).await?;
    reader.until_heading(LONG).await?;
    let facts = reader.texts(".thread-head .facts li").await?;
    assert_eq!(
        facts,
        ["查看 0", "回复 120", "赞 0", "8 人参与", "#海外华人"]
    );
    let floors = reader.texts(".post button.floor").await?;
    assert_eq!(floors.len(), 20);
    assert_eq!(floors[..5], ["楼主", "沙发", "板凳", "地板", "5楼"]);
    let names = reader.texts(".post .who .name").await?;
    assert_eq!(names[..3], ["老张看天下", "老张看天下", "photo_fan"]);
    // The forum cannot list one author's posts, and this page is not all of the thread.
    assert_eq!(reader.count(".post a.only").await?, 0);
    expect_asked(reader, &[&topic(62, 1)]);

    reader.click(".pager [rel=next]").await?;
    reader.until_at("thread/62/2").await?;
    until_page(reader, 2).await?;
    let floors = reader.texts(".post button.floor").await?;
    assert_eq!(floors.len(), 20);
    assert_eq!((floors[0].as_str(), floors[19].as_str()), ("21楼", "40楼"));
    expect_asked(reader, &[&topic(62, 2)]);

    reader
        .click(".post .who a.name[href$='user/xiaomei']")
        .await?;
    reader.until_heading("xiaomei").await?;
    reader.until_at("user/xiaomei").await?;
    let figures = reader.text(".profile-head").await?;
    for figure in ["帖子", "48", "主题", "13", "声望", "2"] {
        assert!(figures.contains(figure), "{figures}");
    }
    // The catalogue of the forum's words is asked for when one of them is met.
    expect_asked(
        reader,
        &["api/user/xiaomei", "assets/language/zh-CN/global.json"],
    );

    for path in [
        "thread/62/2",
        "thread/62",
        "section/6",
        "section/6/2",
        "section/6",
        "",
    ] {
        reader.driver.back().await?;
        reader.until_at(path).await?;
        reader.settle().await?;
    }
    reader.until_heading("华发网").await?;
    expect_asked(reader, &[]);
    Ok(())
}

#[tokio::test]
async fn a_guest_reads_from_the_home_page_to_a_profile_and_back_on_a_phone() -> Outcome {
    visit(Forum::nodebb(), Screen::Phone, read_on).await
}

#[tokio::test]
async fn a_guest_reads_from_the_home_page_to_a_profile_and_back_at_a_desk() -> Outcome {
    visit(Forum::nodebb(), Screen::Desk, read_on).await
}

#[tokio::test]
async fn one_authors_posts_are_picked_out_of_the_page_that_is_there() -> Outcome {
    visit(Forum::nodebb(), Screen::Phone, async |reader| {
        reader.open("thread/62?author=xiaomei").await?;
        reader.until_heading(LONG).await?;
        assert_eq!(reader.texts(".post button.floor").await?, ["5楼", "13楼"]);
        assert!(
            reader
                .text(".thread-page > .note")
                .await?
                .contains("只筛选了本页")
        );
        expect_asked(reader, &[&SITE[..], &[&topic(62, 1)]].concat());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn of_a_short_thread_one_authors_posts_can_be_had_alone() -> Outcome {
    let forum = Forum::nodebb().with(&topic(66, 1), "topic-rich-guest");
    visit(forum, Screen::Desk, async |reader| {
        reader.expect("example.com");
        reader.open("thread/66").await?;
        reader.click("#post-307 a.only").await?;
        reader.until_at("thread/66?author=john_smith").await?;
        reader
            .until_true("document.querySelectorAll('.post').length === 2")
            .await?;
        assert_eq!(reader.texts(".post button.floor").await?, ["楼主", "6楼"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_members_wrote_keeps_its_form() -> Outcome {
    let forum = Forum::nodebb().with(&topic(66, 1), "topic-rich-guest");
    visit(forum, Screen::Phone, async |reader| {
        // One of the pictures is on another host, which no test reaches.
        reader.expect("example.com");
        reader.open("thread/66").await?;
        reader
            .until_heading("各种格式测试:图片、代码、引用、链接、表情、提及")
            .await?;
        let first = "#post-307 .body";
        let code = reader.text(&format!("{first} pre")).await?;
        assert!(
            code.contains("println!(\"{} {}\", s, s.len()); // <escaped> & \"quoted\""),
            "{code}"
        );
        assert_eq!(
            reader
                .text(&format!("{first} blockquote blockquote"))
                .await?,
            "引用第二层"
        );
        assert_eq!(reader.texts(&format!("{first} ol li")).await?, ["嵌套"]);
        assert!(
            reader
                .text(first)
                .await?
                .contains("<script>alert(1)</script>")
        );
        // Who is mentioned is a page of the app.
        let mentioned = reader
            .attributes(&format!("{first} a[href*='user/']"), "href")
            .await?;
        assert_eq!(mentioned.len(), 2, "{mentioned:?}");
        assert!(
            mentioned.iter().all(|href| href.starts_with("/user/")),
            "{mentioned:?}"
        );
        // The forum's own picture is in its folder, and comes.
        let picture = "#post-309 .body img";
        let sources = reader.attributes(picture, "src").await?;
        assert_eq!(sources.len(), 2);
        assert!(
            sources
                .iter()
                .all(|src| src.contains("/nodebb/assets/uploads/files/")),
            "{sources:?}"
        );
        reader.find(picture).await?.scroll_into_view().await?;
        reader
            .until_true(&format!(
                "document.querySelector('{picture}').naturalWidth > 0"
            ))
            .await?;
        assert!(reader.text("#post-310").await?.contains("该帖已被删除"));
        assert!(
            reader
                .text("#post-312 .reply-to")
                .await?
                .contains("photo_fan · 板凳")
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_table_a_pin_and_a_lock_are_shown() -> Outcome {
    let forum = Forum::nodebb()
        .with(&topic(63, 1), "topic-pinned")
        .with(&topic(64, 1), "topic-locked");
    visit(forum, Screen::Phone, async |reader| {
        reader.open("thread/63").await?;
        reader
            .until_heading("【置顶】要闻分享版规与发帖须知")
            .await?;
        assert_eq!(reader.texts(".thread-head .chip").await?, ["置顶"]);
        assert_eq!(
            reader.texts(".post td").await?,
            ["标题", "不超过 80 字", "图片", "不超过 2 MB"]
        );
        assert_eq!(
            reader.text("#reply .reason").await?,
            "您需要登录后才可以回帖"
        );
        reader.open("thread/64").await?;
        reader
            .until_heading("【已锁定】2023 年上半年要闻汇总")
            .await?;
        assert_eq!(reader.texts(".thread-head .chip").await?, ["已锁定"]);
        assert_eq!(
            reader.text("#reply .reason").await?,
            "本主题已锁定，不再接受回复"
        );
        assert_eq!(reader.count("#reply .ways a").await?, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_post_is_found_on_its_page() -> Outcome {
    let forum = Forum::nodebb()
        .with("api/post/308", "post-redirect")
        .with(&topic(66, 1), "topic-rich-guest");
    visit(forum, Screen::Phone, async |reader| {
        reader.expect("example.com");
        reader.open("thread/66?post=308").await?;
        reader
            .until_true("document.activeElement?.id === 'post-308'")
            .await?;
        let own = ["api/post/308", &topic(66, 1)];
        expect_asked(reader, &[&SITE[..], &own].concat());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_tag_leads_to_its_threads() -> Outcome {
    let forum = Forum::nodebb()
        .with(&topic(95, 1), "topic-seed")
        .with("api/tags/一带一路", "tag-guest");
    visit(forum, Screen::Desk, async |reader| {
        reader.open("thread/95").await?;
        reader.site.forget();
        reader.click_text("#一带一路").await?;
        reader.until_heading("#一带一路").await?;
        assert_eq!(reader.count(".threads a.title").await?, 9);
        expect_asked(reader, &["api/tags/一带一路"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_newest_go_on_for_pages() -> Outcome {
    visit(Forum::nodebb(), Screen::Phone, async |reader| {
        reader.open("newest").await?;
        reader.click(".pager [rel=next]").await?;
        reader.until_at("newest/2").await?;
        until_page(reader, 2).await?;
        assert_eq!(reader.count(".threads a.title").await?, 20);
        let own = ["api/recent", "api/recent?page=2"];
        expect_asked(reader, &[&SITE[..], &own].concat());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_section_of_sections_shows_them() -> Outcome {
    let forum = Forum::nodebb().with(&category(5, 1), "category-parent");
    visit(forum, Screen::Desk, async |reader| {
        reader.open("section/5").await?;
        reader.until_heading("新闻与生活").await?;
        let parts = reader.texts("main .sections h3").await?;
        assert_eq!(parts.len(), 14);
        assert_eq!(parts[0], SECTION);
        expect_asked(reader, &[&SITE[..], &[&category(5, 1)]].concat());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_for_members_only_says_so() -> Outcome {
    let forum = Forum::nodebb()
        .with(&topic(68, 1), "topic-hidden-guest")
        .with(&category(35, 1), "category-hidden-guest");
    visit(forum, Screen::Phone, async |reader| {
        reader.expect("401");
        for path in ["thread/68", "section/35"] {
            reader.open(path).await?;
            reader.until_heading("登录后才能查看").await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_not_there_is_no_page() -> Outcome {
    let forum = Forum::nodebb()
        .with(&topic(99999, 1), "topic-404")
        .with(&category(99999, 1), "category-404")
        .with("api/user/nobodyhere", "user-404");
    visit(forum, Screen::Desk, async |reader| {
        reader.expect("404");
        for path in ["thread/99999", "section/99999", "user/nobodyhere"] {
            reader.open(path).await?;
            reader.until_heading("没有这个页面").await?;
        }
        reader.click_text("回到首页").await?;
        reader.until_heading("华发网").await
    })
    .await
}

#[tokio::test]
async fn a_refusal_is_asked_for_once() -> Outcome {
    let forum = Forum::nodebb()
        .with(&topic(99999, 1), "topic-404")
        .late("api/categories");
    visit(forum, Screen::Desk, async |reader| {
        reader.expect("404");
        reader.open("thread/99999").await?;
        reader.until_heading("没有这个页面").await?;
        // The title of the refusal is one of the forum's words.
        let own = [&topic(99999, 1), "assets/language/zh-CN/global.json"];
        expect_asked(reader, &[&SITE[..], &own].concat());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_forum_that_is_down_is_told_and_asked_again() -> Outcome {
    let down = "<!DOCTYPE html><html><head><title>Excessive Load Warning</title></head><body><h1>503</h1></body></html>";
    let forum = Forum::nodebb().saying(&topic(62, 2), 503, down);
    visit(forum, Screen::Desk, async |reader| {
        reader.expect("503");
        reader.open("thread/62").await?;
        reader.click(".pager [rel=next]").await?;
        // The page that is there stays.
        let banner = reader.text("[role=alert] .banner").await?;
        assert!(banner.contains("服务器暂时无法回答"), "{banner}");
        reader.until_heading(LONG).await?;
        reader.site.put(Forum::nodebb());
        reader.site.forget();
        reader.click(".banner button").await?;
        until_page(reader, 2).await?;
        expect_asked(reader, &[&topic(62, 2)]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn smilies_do_not_open_large() -> Outcome {
    let forum = Forum::nodebb().with(&topic(66, 1), "topic-rich-guest");
    visit(forum, Screen::Desk, async |reader| {
        reader.expect("example.com");
        reader.open("thread/66").await?;
        // Five smilies, and two pictures.
        assert_eq!(reader.count("#post-307 .body img").await?, 7);
        assert_eq!(reader.count("#post-307 .body a.zoom").await?, 2);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_address_of_the_forum_leads_to_its_page() -> Outcome {
    visit(Forum::nodebb(), Screen::Phone, async |reader| {
        for (path, own) in [
            ("topic/62/a-title", "thread/62"),
            ("topic/62?page=2", "thread/62/2"),
            ("category/6/a-title", "section/6"),
            ("recent?page=2", "newest/2"),
        ] {
            reader.open(path).await?;
            reader
                .until_at(own)
                .await
                .map_err(|error| format!("{path}: {error}"))?;
            reader.settle().await?;
            assert_eq!(reader.count(".problem").await?, 0, "{path}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_address_of_the_forum_is_one_step_and_keeps_its_floor() -> Outcome {
    visit(Forum::nodebb(), Screen::Desk, async |reader| {
        reader.open("").await?;
        reader.until_heading("华发网").await?;
        reader.site.forget();
        let steps: u32 = reader.value("history.length").await?;
        reader
            .run::<()>("location.assign('/topic/62/a-title/25')", [])
            .await?;
        reader.until_at("thread/62/2#floor-25").await?;
        reader.until_heading(LONG).await?;
        reader
            .until_true(
                "document.activeElement.querySelector('.floor')?.textContent.trim() === '25楼'",
            )
            .await?;
        // The thread sets out with the site, and is asked for once.
        expect_asked(reader, &[&SITE[..], &[&topic(62, 2)]].concat());
        assert_eq!(reader.value::<u32>("history.length").await?, steps + 1);
        reader.driver.back().await?;
        reader.until_at("").await?;
        reader.until_heading("华发网").await?;
        reader.driver.forward().await?;
        reader.until_at("thread/62/2#floor-25").await?;
        reader.until_heading(LONG).await
    })
    .await
}

#[tokio::test]
async fn a_link_with_an_address_of_the_forum_stays_in_the_app() -> Outcome {
    visit(Forum::nodebb(), Screen::Desk, async |reader| {
        reader.open("section/6").await?;
        reader.until_heading(SECTION).await?;
        reader
            .run::<()>(
                "window.stayed = true;
                 const link = '<p><a href=\"/topic/62/a-title/25\">elsewhere</a></p>';
                 document.querySelector('main h1').insertAdjacentHTML('afterend', link);",
                [],
            )
            .await?;
        let steps: u32 = reader.value("history.length").await?;
        reader.click_text("elsewhere").await?;
        reader.until_at("thread/62/2#floor-25").await?;
        reader.until_heading(LONG).await?;
        assert_eq!(reader.value::<u32>("history.length").await?, steps + 1);
        reader.driver.back().await?;
        reader.until_at("section/6").await?;
        reader.until_heading(SECTION).await?;
        reader.until_true("window.stayed").await
    })
    .await
}

#[tokio::test]
async fn what_neither_the_app_nor_the_forum_has_is_no_page() -> Outcome {
    visit(Forum::nodebb(), Screen::Phone, async |reader| {
        for path in ["no/such/page", "topic", "post/307", "thread/62/0"] {
            reader.open(path).await?;
            reader.until_heading("没有这个页面").await?;
            assert_eq!(reader.path().await?, path);
        }
        Ok(())
    })
    .await
}
