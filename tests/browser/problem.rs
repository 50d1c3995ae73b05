//! What can go wrong on the way to the content, and what the reader is told.

use crate::{
    Outcome,
    journey::journey,
    reader::Reader,
    screen::Screen,
    site::{Answer, Site},
};
use serde_json::json;
use std::time::Duration;

const LONG: &str = "华人超市价格大比拼：青菜、豆腐、酱油、鸡爪，每周更新，欢迎对质";
const FIRST: &str = "content/threads/155132/1.json";
const SECOND: &str = "content/threads/156750/2.json";

/// What whoever looks after the forum is told.
async fn technical(reader: &Reader) -> Outcome<String> {
    Ok(reader.texts(".technical li").await?.join("\n"))
}

/// Opens a thread whose document is answered like this, and sees the problem in its place.
async fn see(answer: Answer, heading: &str, detail: &str) -> Outcome {
    let site = Site::root().await?;
    site.answer(FIRST, answer);
    journey(site, Screen::Phone, async |reader| {
        reader.expect("Failed to load resource");
        reader.open("thread/155132").await?;
        reader.until_heading(heading).await?;
        let technical = technical(reader).await?;
        assert!(technical.contains(detail), "{technical}");
        // The site stands around it, and leads on.
        reader.click_text("回到首页").await?;
        reader.until_heading("华发网").await
    })
    .await
}

#[tokio::test]
async fn a_missing_document_is_no_page() -> Outcome {
    see(Answer::new(404, "{}"), "没有这个页面", "HTTP 404").await
}

#[tokio::test]
async fn a_page_that_says_404_is_no_page_either() -> Outcome {
    see(
        Answer::new(404, "<!DOCTYPE html><h1>Not Found</h1>"),
        "没有这个页面",
        "HTTP 404",
    )
    .await
}

#[tokio::test]
async fn a_page_in_the_place_of_a_document_is_recognised() -> Outcome {
    see(
        Answer::new(200, "<!DOCTYPE html><title>Welcome</title>"),
        "服务器回了一个网页，而不是数据",
        "threads/155132/1.json",
    )
    .await
}

#[tokio::test]
async fn broken_json_is_told_with_line_and_column() -> Outcome {
    see(
        Answer::new(200, "{\"v\": \"1.0\",\n \"thread\": }"),
        "收到的数据不完整",
        "line 2 column 12",
    )
    .await
}

#[tokio::test]
async fn a_wrong_shape_is_told_with_its_field() -> Outcome {
    let site = Site::root().await?;
    let mut thread = site.document(FIRST)?;
    thread["posts"][0]["created"] = json!({ "year": 2023 });
    see(
        Answer::new(200, thread.to_string()),
        "收到的数据看不懂",
        "posts[0].created",
    )
    .await
}

#[tokio::test]
async fn another_version_is_told() -> Outcome {
    let site = Site::root().await?;
    let mut thread = site.document(FIRST)?;
    thread["v"] = json!("9.0");
    see(
        Answer::new(200, thread.to_string()),
        "内容的格式比本程序新",
        "9.0",
    )
    .await
}

#[tokio::test]
async fn a_server_that_refuses_is_told() -> Outcome {
    see(Answer::new(403, "{}"), "您没有查看的权限", "HTTP 403").await?;
    see(Answer::new(429, "{}"), "请求太频繁", "HTTP 429").await?;
    see(Answer::new(500, "{}"), "服务器暂时无法回答", "HTTP 500").await
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up() -> Outcome {
    let site = Site::root().await?;
    site.answer(
        "config.json",
        Answer::new(
            200,
            r#"{"backend":{"kind":"native","url":"content/","time_limit":1}}"#,
        ),
    );
    site.answer(FIRST, Answer::new(200, "{}").after(Duration::from_secs(60)));
    journey(site, Screen::Phone, async |reader| {
        reader.open("thread/155132").await?;
        reader.until_heading("等了很久，服务器没有回答").await?;
        reader.site.mend(FIRST);
        reader.click_text("重试").await?;
        reader
            .until_heading("中哈两国携手同心 共建“一带一路”结硕果")
            .await
    })
    .await
}

#[tokio::test]
async fn a_server_that_falters_once_is_asked_again_in_silence() -> Outcome {
    let site = Site::root().await?;
    site.answer(FIRST, Answer::new(503, "{}").once());
    journey(site, Screen::Desk, async |reader| {
        reader.expect("503");
        reader.open("thread/155132").await?;
        reader
            .until_heading("中哈两国携手同心 共建“一带一路”结硕果")
            .await?;
        assert_eq!(reader.count(".problem, .banner").await?, 0);
        let asked = reader.site.documents();
        assert_eq!(
            asked
                .iter()
                .filter(|path| **path == "threads/155132/1.json")
                .count(),
            2
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_page_on_the_screen_stays_when_the_next_one_fails() -> Outcome {
    let site = Site::root().await?;
    site.answer(SECOND, Answer::new(500, "{}"));
    journey(site, Screen::Desk, async |reader| {
        reader.expect("500");
        reader.open("thread/156750").await?;
        reader.click(".pager [rel=next]").await?;
        let banner = reader.text("[role=alert] .banner").await?;
        assert!(
            banner.contains("服务器暂时无法回答") && banner.contains("仍显示原来的页面"),
            "{banner}"
        );
        reader.until_heading(LONG).await?;
        assert_eq!(reader.text(".post button.floor").await?, "楼主");
        reader.site.mend(SECOND);
        reader.click(".banner button").await?;
        reader
            .until_true("document.querySelector('.post .floor').textContent.trim() === '21楼'")
            .await?;
        reader.until_at("thread/156750/2").await?;
        reader
            .until_true("!document.querySelector('.banner')")
            .await
    })
    .await
}

#[tokio::test]
async fn a_reader_without_a_network_is_told_so() -> Outcome {
    journey(Site::root().await?, Screen::Phone, async |reader| {
        if !reader.can_develop() {
            return Ok(());
        }
        reader.expect("ERR_INTERNET_DISCONNECTED");
        reader.open("section/38").await?;
        let network = |offline| json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        reader.develop("Network.enable", json!({})).await?;
        reader.develop("Network.emulateNetworkConditions", network(true)).await?;
        reader.click(".pager [rel=next]").await?;
        let banner = reader.text("[role=alert] .banner").await?;
        assert!(banner.contains("没有网络连接"), "{banner}");
        reader.until_heading("关注中国").await?;
        reader.develop("Network.emulateNetworkConditions", network(false)).await?;
        reader.click(".banner button").await?;
        reader.until_true("document.querySelector('.pager [aria-current=page]').textContent === '2'").await
    })
    .await
}

#[tokio::test]
async fn a_server_that_is_gone_is_told() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.expect("Failed to load resource");
        reader.open("section/38").await?;
        reader.site.stop().await;
        reader.click(".pager [rel=next]").await?;
        let banner = reader.text("[role=alert] .banner").await?;
        assert!(banner.contains("连不上服务器"), "{banner}");
        // What was read before is at hand still.
        reader.driver.back().await?;
        reader.until_at("section/38").await?;
        reader
            .until_true("!document.querySelector('.banner')")
            .await
    })
    .await
}

/// A module whose one function does what WebAssembly does when a program fails.
const TRAP: &str = "
    const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)));
    setTimeout(exports.f);
";

#[tokio::test]
async fn a_program_that_has_failed_says_so_and_is_loaded_again() -> Outcome {
    for site in [Site::root().await?, Site::prerendered().await?] {
        journey(site, Screen::Phone, async |reader| {
            reader.expect("unreachable");
            reader.open("section/38").await?;
            let is_seen = "document.querySelector('.crash').checkVisibility()";
            assert!(!reader.value::<bool>(is_seen).await?);
            reader.run::<()>(TRAP, []).await?;
            reader.until_true(is_seen).await?;
            reader.run::<()>("globalThis.dead = true", []).await?;
            reader.click(".crash a").await?;
            reader
                .until_true("!globalThis.dead && document.querySelector('.threads .title')")
                .await?;
            reader.until_at("section/38").await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_broken_config_is_told_on_the_page() -> Outcome {
    for (config, detail) in [
        (
            "{\n\"backend\": {\"kind\": \"native\", \"url\": }}",
            "line 2",
        ),
        (r#"{"backend":{"kind":"phpbb","url":"content/"}}"#, "kind"),
        (
            r#"{"backend":{"kind":"native","url":""}}"#,
            "backend.url is empty",
        ),
        ("<!DOCTYPE html><title>x</title>", "config.json"),
    ] {
        let site = Site::forum().await?;
        site.answer("config.json", Answer::new(200, config));
        journey(site, Screen::Desk, async |reader| {
            reader.open("section/38").await?;
            reader
                .until_heading("网站的配置文件 config.json 有误")
                .await?;
            let technical = technical(reader).await?;
            assert!(technical.contains(detail), "{technical}");
            reader.site.mend("config.json");
            reader.click_text("重试").await?;
            reader.until_heading("关注中国").await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn without_a_config_the_content_beside_the_app_is_shown() -> Outcome {
    let site = Site::forum().await?;
    site.answer(
        "config.json",
        Answer::new(404, "<!DOCTYPE html><h1>Not Found</h1>"),
    );
    journey(site, Screen::Desk, async |reader| {
        reader.expect("404");
        reader.open("section/38").await?;
        reader.until_heading("关注中国").await
    })
    .await
}

#[tokio::test]
async fn a_site_that_cannot_be_known_is_told_and_asked_for_again() -> Outcome {
    let site = Site::root().await?;
    site.answer(
        "content/site.json",
        Answer::new(200, "{\"v\":\"1.0\",\"name\":7}"),
    );
    journey(site, Screen::Phone, async |reader| {
        reader.open("thread/155132").await?;
        reader.until_heading("收到的数据看不懂").await?;
        assert!(technical(reader).await?.contains("name"));
        reader.site.mend("content/site.json");
        reader.click_text("重试").await?;
        reader
            .until_heading("中哈两国携手同心 共建“一带一路”结硕果")
            .await
    })
    .await
}

#[tokio::test]
async fn an_app_that_cannot_start_says_so() -> Outcome {
    // The program itself, and what loads it: an old page may name what is no longer there.
    for kind in ["_bg.wasm", ".js"] {
        let site = Site::root().await?;
        let page = site.read("index.html")?;
        let program = page
            .split('"')
            .map(|part| part.trim_start_matches('/'))
            .find(|part| part.starts_with("app-") && part.ends_with(kind))
            .ok_or("the page names the app's program")?
            .to_owned();
        site.answer(
            &program,
            Answer::new(404, "<!DOCTYPE html><h1>Not Found</h1>"),
        );
        journey(site, Screen::Phone, async |reader| {
            for words in ["404", "wasm", "WebAssembly", "preload", "app-", "module"] {
                reader.expect(words);
            }
            reader.driver.goto(reader.site.url("")).await?;
            reader
                .until_true("document.querySelector('#boot.failed')")
                .await?;
            assert!(reader.text("#boot").await?.contains("请检查网络后重新载入"));
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn without_the_cleaner_the_text_is_shown_and_nothing_else() -> Outcome {
    let site = Site::root().await?;
    let page = site.read("index.html")?;
    let cleaner = page
        .split('"')
        .find(|part| part.starts_with("modules/clean-"))
        .ok_or("the page names the cleaner")?
        .to_owned();
    site.answer(&cleaner, Answer::new(404, "{}"));
    journey(site, Screen::Desk, async |reader| {
        reader.expect("404");
        reader.expect("clean-");
        reader.open("thread/155132").await?;
        // No cleaner, no HTML of others: its tags are text.
        assert_eq!(reader.count(".post .body img, .post .body a").await?, 0);
        assert!(
            reader
                .text(".post .body")
                .await?
                .contains("纪念“一带一路”倡议提出十周年")
        );
        Ok(())
    })
    .await
}
