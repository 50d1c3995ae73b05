//! Discuz! read through the app: a guest's way from the home page to a profile and back, and what the forum refuses.

use crate::{
    Outcome,
    forum::{Forum, ZONE, key},
    journey::journey,
    reader::Reader,
    screen::Screen,
    site::Site,
};
use serde_json::Value;
use std::time::Duration;
use thirtyfour::Key;
use tokio::time::sleep;

const SECTION: &str = "要闻分享";
const LONG: &str = "大家觉得 WebAssembly 能取代 JavaScript 吗?";

/// What every first page asks for beside its own.
const SITE: [&str; 3] = [
    "version=4&module=check",
    "version=4&module=forumindex",
    ZONE,
];

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
    let mut expected: Vec<String> = expected
        .iter()
        .map(|query| key(&format!("api/mobile/index.php?{query}")))
        .collect();
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

/// The floors on the page, and whose they are.
async fn floors(reader: &Reader) -> Outcome<Vec<(String, String)>> {
    let floors = reader.texts(".post button.floor").await?;
    let names = reader.texts(".post .who .name").await?;
    assert_eq!(floors.len(), names.len(), "{floors:?} {names:?}");
    Ok(floors.into_iter().zip(names).collect())
}

fn pairs(floors: &[(&str, &str)]) -> Vec<(String, String)> {
    floors
        .iter()
        .map(|(floor, name)| ((*floor).to_owned(), (*name).to_owned()))
        .collect()
}

/// From the home page to a profile, and all the way back.
async fn read_on(reader: &mut Reader) -> Outcome {
    reader.open("").await?;
    reader.until_heading("华发网").await?;
    let groups = reader.texts(".group .head h2").await?;
    assert_eq!(groups, ["时事与生活", "社区与服务", "测试专区"]);
    let newest = "version=4&module=newthreads&start=0&limit=10&fids=17,3,4,18,5,19,20,44,6,7,21,8,22,9,23,24,10,11,25,26,12,27,13,14,28,29,15,30,16,31,33,32";
    let home = [
        "version=4&module=forumnav",
        "version=4&module=hotthread&page=1",
        newest,
    ];
    expect_asked(reader, &[&SITE[..], &home].concat());

    reader.click_text(SECTION).await?;
    reader.until_heading(SECTION).await?;
    let titles = reader.texts(".threads a.title").await?;
    assert_eq!(titles.len(), 21);
    assert_eq!(titles[0], "【全站置顶】华发网服务器迁移通知");
    assert_eq!(titles[16], LONG);
    let facts = reader.texts(".page-head .facts li").await?;
    assert_eq!(facts, ["今日 7", "主题 66"]);
    let narrow = reader.texts(".listing .tabs > ul:first-child a").await?;
    assert_eq!(
        narrow,
        [
            "全部",
            "国内",
            "国际",
            "财经",
            "体育",
            "科技 & AI",
            "精华",
            "投票"
        ]
    );
    expect_asked(reader, &["version=4&module=forumdisplay&fid=3&page=1"]);

    reader.click(".pager [rel=next]").await?;
    reader.until_at("section/3/2").await?;
    until_page(reader, 2).await?;
    let titles = reader.texts(".threads a.title").await?;
    assert_eq!(titles.len(), 20);
    assert_eq!(titles[0], "全球芯片供应链再生变数 厂商加速多元布局");
    assert_eq!(reader.texts(".pager a.number").await?, ["1", "2", "3", "4"]);
    expect_asked(reader, &["version=4&module=forumdisplay&fid=3&page=2"]);

    // The first page is at hand still.
    reader.click(".pager [rel=prev]").await?;
    reader.until_at("section/3").await?;
    until_page(reader, 1).await?;
    reader.click_text(LONG).await?;
    reader.until_heading(LONG).await?;
    let facts = reader.texts(".thread-head .facts li").await?;
    assert_eq!(facts, ["查看 4,821", "回复 122", "赞 8"]);
    assert_eq!(
        floors(reader).await?,
        pairs(&[
            ("楼主", "硅谷码农"),
            ("沙发", "老华侨"),
            ("板凳", "编辑小王"),
            ("地板", "唐人街老李"),
            ("5楼", "西雅图的雨"),
            ("6楼", "硅谷码农"),
            ("7楼", "枫叶红了"),
            ("8楼", "温哥华阿明"),
            ("9楼", "违规用户"),
            ("10楼", "tester"),
        ])
    );
    expect_asked(
        reader,
        &[
            "version=4&module=viewthread&tid=68&page=1&ordertype=2",
            "version=1&module=viewthread&tid=68&page=1&ordertype=2",
        ],
    );

    reader.click(".pager [rel=next]").await?;
    reader.until_at("thread/68/2").await?;
    until_page(reader, 2).await?;
    let found = floors(reader).await?;
    assert_eq!(found.len(), 10);
    assert_eq!(
        found[..2],
        pairs(&[("11楼", "墨尔本小厨"), ("12楼", "老华侨")])
    );
    assert_eq!(found[9], ("20楼".to_owned(), "tester".to_owned()));
    expect_asked(
        reader,
        &[
            "version=4&module=viewthread&tid=68&page=2&ordertype=2",
            "version=1&module=viewthread&tid=68&page=2&ordertype=2",
        ],
    );

    reader.click("#post-246 a.only").await?;
    reader.until_at("thread/68?author=8").await?;
    reader
        .until_true("document.querySelectorAll('.post .floor')[1]?.textContent.trim() === '6楼'")
        .await?;
    let found = floors(reader).await?;
    // The floors are those of the whole thread.
    let numbers: Vec<&str> = found.iter().map(|(floor, _)| floor.as_str()).collect();
    assert_eq!(
        numbers,
        [
            "楼主", "6楼", "15楼", "24楼", "33楼", "51楼", "60楼", "69楼", "78楼", "87楼"
        ]
    );
    assert!(
        found.iter().all(|(_, name)| name == "硅谷码农"),
        "{found:?}"
    );
    assert_eq!(reader.texts(".posts + .pager a.number").await?, ["1", "2"]);
    expect_asked(
        reader,
        &[
            "version=4&module=viewthread&tid=68&page=1&ordertype=2&authorid=8",
            "version=1&module=viewthread&tid=68&page=1&ordertype=2&authorid=8",
        ],
    );

    reader.driver.back().await?;
    reader.until_at("thread/68/2").await?;
    until_page(reader, 2).await?;
    reader.click("#post-243 .who a.name").await?;
    reader.until_heading("老华侨").await?;
    reader.until_at("user/4").await?;
    assert!(reader.text(".profile-head").await?.contains("论坛元老"));
    let profile = reader.text(".profile").await?;
    assert!(
        profile.contains("维多利亚") && profile.contains("3688"),
        "{profile}"
    );
    expect_asked(reader, &["version=4&module=profile&uid=4"]);

    for (steps, path) in [
        (1, "thread/68/2"),
        (1, "thread/68"),
        (1, "section/3"),
        (1, "section/3/2"),
        (2, ""),
    ] {
        for _ in 0..steps {
            reader.driver.back().await?;
        }
        reader.until_at(path).await?;
        reader.settle().await?;
    }
    reader.until_heading("华发网").await?;
    expect_asked(reader, &[]);
    Ok(())
}

fn journeys() -> Forum {
    Forum::discuz().with_author(68, 8, "viewthread_long_onlyauthor")
}

#[tokio::test]
async fn a_guest_reads_from_the_home_page_to_a_profile_and_back_on_a_phone() -> Outcome {
    visit(journeys(), Screen::Phone, read_on).await
}

#[tokio::test]
async fn a_guest_reads_from_the_home_page_to_a_profile_and_back_at_a_desk() -> Outcome {
    visit(journeys(), Screen::Desk, read_on).await
}

#[tokio::test]
async fn a_thread_opened_from_outside_takes_five_requests() -> Outcome {
    visit(Forum::discuz(), Screen::Phone, async |reader| {
        reader.open("thread/68/2").await?;
        reader.until_heading(LONG).await?;
        let own = [
            "version=4&module=viewthread&tid=68&page=2&ordertype=2",
            "version=1&module=viewthread&tid=68&page=2&ordertype=2",
        ];
        expect_asked(reader, &[&SITE[..], &own].concat());
        let way = reader.texts(".breadcrumb a, .breadcrumb span").await?;
        assert!(way.contains(&"IT与游戏".to_owned()), "{way:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_page_past_the_end_is_the_last_one() -> Outcome {
    visit(Forum::discuz(), Screen::Desk, async |reader| {
        reader.open("thread/68/99").await?;
        reader.until_heading(LONG).await?;
        assert_eq!(
            floors(reader).await?,
            pairs(&[
                ("121楼", "墨尔本小厨"),
                ("122楼", "老华侨"),
                ("123楼", "硅谷码农")
            ])
        );
        until_page(reader, 13).await?;
        let back = reader
            .attributes(".posts + .pager [rel=prev]", "href")
            .await?;
        assert_eq!(back, ["/thread/68/12"]);
        assert_eq!(reader.count(".pager [rel=next]").await?, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_members_wrote_keeps_its_form() -> Outcome {
    let forum =
        Forum::discuz().with_thread(69, 1, "viewthread_bbcode", Some("viewthread_bbcode_v1"));
    visit(forum, Screen::Phone, async |reader| {
        reader.open("thread/69").await?;
        reader
            .until_heading("【测试】BBCode 大全:表格、代码、隐藏、媒体 & <标签> “引号” 😀🎉")
            .await?;
        assert_eq!(reader.count(".post").await?, 23);
        let code = reader.texts(".post:nth-of-type(4) .body pre").await?;
        assert_eq!(code.len(), 1);
        assert!(
            code[0].contains("println!(\"<b>hello</b> & 你好\");"),
            "{code:?}"
        );
        assert_eq!(
            reader.texts(".post:nth-of-type(8) table tr:last-child td").await?,
            ["哈萨克斯坦", "311.7亿", "+23.6%"]
        );
        let quoted = reader.text(".post:nth-of-type(5) blockquote").await?;
        assert!(quoted.contains("单纯引用,没有出处"), "{quoted}");
        assert!(!quoted.contains("引用后面的话"), "{quoted}");
        assert_eq!(
            reader.texts(".post:nth-of-type(10) ul:first-of-type li").await?,
            ["无序一", "无序二"]
        );
        assert_eq!(
            reader.texts(".post:nth-of-type(2) strong").await?,
            ["粗体"]
        );
        // Smilies are pictures, each of them loaded from the forum.
        reader
            .until_true("[...document.querySelectorAll('.post:nth-of-type(1) .body img')].some((one) => one.complete && one.naturalWidth > 0)")
            .await?;
        // What was typed as HTML is text, and no link runs a script.
        assert!(
            reader
                .text(".post:nth-of-type(17) .body")
                .await?
                .contains("<script>alert(1)</script>")
        );
        let hrefs = reader.attributes(".body a", "href").await?;
        assert!(hrefs.len() > 5, "{hrefs:?}");
        assert!(
            hrefs.iter().all(|href| !href.starts_with("javascript:")),
            "{hrefs:?}"
        );
        // What is hidden says what opens it.
        assert_eq!(
            reader.text(".post:nth-of-type(13) .gate .reason").await?,
            "回复后才能查看"
        );
        assert_eq!(
            reader.text(".post:nth-of-type(14) .gate .reason").await?,
            "您的等级还不能查看"
        );
        assert!(
            reader
                .text(".post:nth-of-type(22)")
                .await?
                .contains("该帖已被管理员屏蔽")
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn pictures_and_files_of_a_post_are_shown() -> Outcome {
    let forum =
        Forum::discuz().with_thread(118, 1, "viewthread_edited", Some("viewthread_edited_v1"));
    visit(forum, Screen::Desk, async |reader| {
        reader.open("thread/118").await?;
        reader
            .until_heading("图片附件与文件附件测试(已编辑)")
            .await?;
        let chips = reader.texts(".thread-head .chip").await?;
        assert!(chips.contains(&"置顶".to_owned()), "{chips:?}");
        reader
            .until_true(
                "document.querySelectorAll('.post:nth-of-type(1) .content img').length >= 3",
            )
            .await?;
        let sources = reader
            .attributes(".post:nth-of-type(1) .content img", "src")
            .await?;
        let root = reader.site.url("bbs/");
        assert!(
            sources.iter().all(|src| src.starts_with(&root)),
            "{sources:?}"
        );
        let post = reader.text(".post:nth-of-type(1)").await?;
        assert!(
            post.contains("data.zip") && post.contains("22 B") && post.contains("下载 0 次"),
            "{post}"
        );
        assert_eq!(
            reader.text(".post:nth-of-type(1) .edited").await?,
            "本帖由 tester 于 2026-11-22 16:44:00 编辑"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_poll_shows_its_votes() -> Outcome {
    let forum = Forum::discuz().with_thread(117, 1, "viewthread_poll_guest", None);
    visit(forum, Screen::Phone, async |reader| {
        reader.open("thread/117").await?;
        reader
            .until_heading("投票:你最常用哪种方式上华发网?")
            .await?;
        assert_eq!(
            reader.texts(".poll .label").await?,
            ["手机浏览器", "电脑浏览器", "App & 小程序", "不怎么上 😅"]
        );
        assert_eq!(
            reader.texts(".poll .votes").await?,
            ["1 (50.0%)", "0 (0.0%)", "1 (50.0%)", "0 (0.0%)"]
        );
        assert_eq!(
            reader.attributes(".poll progress", "value").await?,
            ["1", "0", "1", "0"]
        );
        let facts = reader.text(".poll .facts").await?;
        assert!(
            facts.starts_with("多选投票，最多选 2 项 · 1 人参与投票"),
            "{facts}"
        );
        Ok(())
    })
    .await
}

/// Opens a page of this forum and reads the gate on it.
async fn gate(forum: Forum, path: &str, within: &str) -> Outcome<(String, Vec<String>)> {
    let mut seen = None;
    visit(forum, Screen::Phone, async |reader| {
        reader.open(path).await?;
        let reason = reader.text(&format!("{within} .gate .reason")).await?;
        let ways = reader.texts(&format!("{within} .gate .ways a")).await?;
        let hrefs = reader
            .attributes(&format!("{within} .gate .ways a"), "href")
            .await?;
        // They lead into the forum itself.
        let root = reader.site.url("bbs/member.php?mod=");
        assert!(
            hrefs.iter().all(|href| href.starts_with(&root)),
            "{hrefs:?}"
        );
        seen = Some((reason, ways));
        Ok(())
    })
    .await?;
    seen.ok_or_else(|| "no gate was read".into())
}

fn shut(reason: &str, ways: &[&str]) -> (String, Vec<String>) {
    let ways = ways.iter().map(|way| (*way).to_owned()).collect();
    (reason.to_owned(), ways)
}

#[tokio::test]
async fn a_section_for_members_asks_to_log_in() -> Outcome {
    let forum = Forum::discuz().with_section(42, 1, "forumdisplay_noperm_guest");
    assert_eq!(
        gate(forum, "section/42", "main").await?,
        shut("登录后才能查看", &["登录", "立即注册"])
    );
    Ok(())
}

#[tokio::test]
async fn a_section_with_a_password_asks_for_it() -> Outcome {
    let forum = Forum::discuz().with_section(41, 1, "forumdisplay_password_nopw");
    assert_eq!(
        gate(forum, "section/41", "main").await?,
        shut("需要密码", &[])
    );
    Ok(())
}

#[tokio::test]
async fn a_password_is_passed_on_and_the_section_asked_for_again() -> Outcome {
    let section = "version=4&module=forumdisplay&fid=41";
    let forum = Forum::discuz()
        .with_section(41, 1, "forumdisplay_password_nopw")
        .with(&format!("{section}&pw=nope"), "forumdisplay_password_wrong")
        .with(
            &format!("{section}&pw=secret123"),
            "forumdisplay_password_ok",
        );
    visit(forum, Screen::Phone, async |reader| {
        reader.open("section/41").await?;
        reader.click(".unlock input").await?;
        reader.press("nope".to_owned() + Key::Enter).await?;
        reader
            .until_true("document.querySelector('.unlock .wrong').textContent === '密码不对。'")
            .await?;
        reader.site.forget();
        reader
            .run::<Value>("document.querySelector('.unlock input').value = '';", [])
            .await?;
        reader.press("secret123".to_owned() + Key::Enter).await?;
        // The recorded section is still shut; that it is asked for again is what counts here.
        let was_asked_again = || {
            let asked = reader.site.questions();
            let passed_on = asked
                .iter()
                .position(|question| question.contains("pw=secret123"));
            let again = asked
                .iter()
                .rposition(|question| question.contains("fid=41") && !question.contains("pw="));
            passed_on.is_some() && passed_on < again
        };
        for _ in 0..100 {
            if was_asked_again() {
                return Ok(());
            }
            sleep(Duration::from_millis(100)).await;
        }
        panic!("asked for: {:?}", reader.site.questions());
    })
    .await
}

#[tokio::test]
async fn a_password_that_was_not_looked_at_is_not_wrong() -> Outcome {
    let forum = Forum::discuz()
        .with_section(41, 1, "forumdisplay_password_nopw")
        .saying(
            "version=4&module=forumdisplay&fid=41&pw=secret123",
            503,
            "busy",
        );
    visit(forum, Screen::Phone, async |reader| {
        reader.expect("503");
        reader.open("section/41").await?;
        reader.click(".unlock input").await?;
        reader.press("secret123".to_owned() + Key::Enter).await?;
        reader
            .until_true("document.querySelector('main > [role=alert]').textContent.includes('服务器暂时无法回答')")
            .await?;
        assert_eq!(reader.texts(".unlock .wrong").await?, [""]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_thread_that_costs_names_its_price() -> Outcome {
    let forum = Forum::discuz().with_thread(22, 1, "viewthread_paid_guest", None);
    visit(forum, Screen::Desk, async |reader| {
        // On the way from the list, where the price stands too.
        reader.open("section/3/2").await?;
        reader
            .click_text("国庆黄金周出入境人次恢复至同期九成")
            .await?;
        reader
            .until_heading("国庆黄金周出入境人次恢复至同期九成")
            .await?;
        assert_eq!(reader.text(".post .gate .reason").await?, "购买后才能查看");
        assert_eq!(reader.text(".post .gate .price b").await?, "5 金钱");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_post_with_a_password_and_one_for_those_who_reply_say_so() -> Outcome {
    let forum = Forum::discuz().with_thread(70, 1, "viewthread_password_post", None);
    assert_eq!(
        gate(forum, "thread/70", "#post-378").await?,
        shut("需要密码", &[])
    );
    let forum = Forum::discuz().with_thread(71, 1, "viewthread_hide_guest", None);
    assert_eq!(
        gate(forum, "thread/71", "#post-380").await?,
        shut("回复后才能查看", &["登录", "立即注册"])
    );
    Ok(())
}

#[tokio::test]
async fn a_profile_for_members_only_is_not_shown() -> Outcome {
    let forum = Forum::discuz().with("version=4&module=profile&uid=4", "profile_guest_other");
    visit(forum, Screen::Desk, async |reader| {
        reader.open("user/4").await?;
        assert_eq!(
            reader.text("main .gate .reason").await?,
            "您的等级还不能查看"
        );
        // The server sends it all the same.
        let page = reader.text("main").await?;
        assert!(
            !page.contains("老华侨") && !page.contains("落叶归根"),
            "{page}"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_anonymous_author_stays_so() -> Outcome {
    let forum = Forum::discuz().with_thread(82, 1, "viewthread_anonymous", None);
    visit(forum, Screen::Phone, async |reader| {
        reader.open("thread/82").await?;
        reader.until_heading("匿名倾诉:异国恋的第五年").await?;
        assert_eq!(
            floors(reader).await?,
            pairs(&[("楼主", "匿名"), ("沙发", "温哥华阿明")])
        );
        assert_eq!(reader.count("#post-397 a.name").await?, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_section_has_its_parts_and_its_rules() -> Outcome {
    let forum = Forum::discuz()
        .with_section(4, 1, "forumdisplay_with_sublist")
        .with_section(31, 1, "forumdisplay_subforum");
    visit(forum, Screen::Phone, async |reader| {
        reader.open("section/4").await?;
        reader.until_heading("关注中国").await?;
        assert_eq!(
            reader.texts("main .sections h3").await?,
            ["一带一路专题", "两岸三地"]
        );
        assert_eq!(reader.text(".rules summary").await?, "本版规则");
        reader.site.forget();
        reader.click_text("一带一路专题").await?;
        reader.until_heading("一带一路专题").await?;
        assert_eq!(
            reader.texts(".threads a.title").await?,
            [
                "【全站置顶】华发网服务器迁移通知",
                "中欧班列累计开行突破八万列",
                "霍尔果斯口岸见闻"
            ]
        );
        expect_asked(reader, &["version=4&module=forumdisplay&fid=31&page=1"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_not_there_is_no_page() -> Outcome {
    let forum = Forum::discuz()
        .with_thread(
            99999,
            1,
            "viewthread_nonexistent",
            Some("viewthread_nonexistent"),
        )
        .with_section(99, 1, "forumdisplay_nonexistent")
        .with("version=4&module=profile&uid=999", "profile_nonexistent");
    visit(forum, Screen::Desk, async |reader| {
        reader.expect("tid=99999");
        for path in ["thread/99999", "section/99", "user/999"] {
            reader.open(path).await?;
            reader.until_heading("没有这个页面").await?;
        }
        reader.click_text("回到首页").await?;
        reader.until_heading("华发网").await
    })
    .await
}

#[tokio::test]
async fn a_forum_that_is_down_is_told_and_asked_again() -> Outcome {
    let section = "version=4&module=forumdisplay&fid=3&page=2";
    let down = "<!DOCTYPE html><html><head><title>503 Service Temporarily Unavailable</title></head><body><h1>503</h1></body></html>";
    let forum = Forum::discuz().saying(section, 503, down);
    visit(forum, Screen::Phone, async |reader| {
        reader.expect("503");
        reader.open("section/3/2").await?;
        reader.until_heading("服务器暂时无法回答").await?;
        assert!(
            reader
                .texts(".technical li")
                .await?
                .join("\n")
                .contains("HTTP 503")
        );
        reader.site.forget();
        reader.site.put(Forum::discuz());
        reader.click_text("重试").await?;
        reader.until_heading(SECTION).await?;
        until_page(reader, 2).await?;
        expect_asked(reader, &[section]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_thread_that_is_shut_says_why() -> Outcome {
    for (thread, name, reason) in [
        (14, "viewthread_readperm_guest", "您的等级还不能查看"),
        (79, "viewthread_noperm_guest", "登录后才能查看"),
    ] {
        let forum = Forum::discuz().with_thread(thread, 1, name, None);
        let path = format!("thread/{thread}");
        assert_eq!(
            gate(forum, &path, ".thread-page").await?,
            shut(reason, &["登录", "立即注册"])
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_gate_has_a_sentence_and_no_key() -> Outcome {
    let forum = Forum::discuz().with_section(42, 1, "forumdisplay_noperm_guest");
    visit(forum, Screen::Phone, async |reader| {
        reader.open("section/42").await?;
        let gate = reader.text("main .gate").await?;
        assert!(!gate.contains("discuz:"), "{gate}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn only_lists_that_the_forum_has_are_offered() -> Outcome {
    visit(Forum::discuz(), Screen::Desk, async |reader| {
        reader.open("hot").await?;
        reader.until_heading("热门").await?;
        assert_eq!(reader.texts(".listing .tabs a").await?, ["最新", "热门"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn smilies_do_not_open_large() -> Outcome {
    let forum =
        Forum::discuz().with_thread(69, 1, "viewthread_bbcode", Some("viewthread_bbcode_v1"));
    visit(forum, Screen::Desk, async |reader| {
        reader.open("thread/69").await?;
        let smilies = ".post:nth-of-type(1) .body img";
        assert!(reader.count(smilies).await? > 5);
        assert_eq!(reader.count(".post:nth-of-type(1) .body a.zoom").await?, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn lists_with_numbers_have_numbers() -> Outcome {
    let forum =
        Forum::discuz().with_thread(69, 1, "viewthread_bbcode", Some("viewthread_bbcode_v1"));
    visit(forum, Screen::Desk, async |reader| {
        reader.open("thread/69").await?;
        reader.until_true("document.querySelectorAll('.post').length === 23").await?;
        let marks: Vec<String> = reader
            .value("[...document.querySelectorAll('.post:nth-of-type(10) .body li')].map((item) => getComputedStyle(item).listStyleType)")
            .await?;
        assert_eq!(
            marks,
            ["disc", "disc", "decimal", "decimal", "lower-alpha"]
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_address_of_the_forum_is_one_step_and_keeps_its_place() -> Outcome {
    visit(Forum::discuz(), Screen::Desk, async |reader| {
        for address in [
            "thread-68-2-1.html#post-243",
            "forum.php?mod=viewthread&tid=68&page=2#post-243",
        ] {
            reader.open("section/3").await?;
            reader.until_heading(SECTION).await?;
            let steps: u32 = reader.value("history.length").await?;
            reader
                .run::<()>("location.assign(arguments[0])", [address.into()])
                .await?;
            reader.until_at("thread/68/2#post-243").await?;
            reader
                .until_true("document.activeElement?.id === 'post-243'")
                .await?;
            assert_eq!(reader.value::<u32>("history.length").await?, steps + 1);
            reader.driver.back().await?;
            reader.until_at("section/3").await?;
            reader.until_heading(SECTION).await?;
        }
        Ok(())
    })
    .await
}
