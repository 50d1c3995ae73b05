//! Pages that were written ahead: as good without scripts as can be, and the same as the app draws.

use crate::{Outcome, journey::journey, page::LOST, reader::Reader, screen::Screen, site::Site};
use serde::Deserialize;
use serde_json::json;

/// How a page is laid out.
const OUTLINE: &str = include_str!("outline.js");

/// Pages of every kind, and threads of every kind: with polls, prices, gates, pictures, players, files, tables,
/// Markdown, ratings, comments, deleted posts, links and answers.
const SAMPLE: [&str; 34] = [
    "",
    "newest",
    "hot/2",
    "digest",
    "section/36",
    "section/38",
    "section/38/2",
    "section/47",
    "section/74",
    "section/75",
    "thread/142580",
    "thread/143695",
    "thread/145459",
    "thread/155132",
    "thread/155556",
    "thread/156596",
    "thread/156750",
    "thread/156750/2",
    "thread/156750/3",
    "thread/156750/4",
    "thread/156750/5",
    "thread/156750/6",
    "thread/156750/7",
    "thread/156988",
    "thread/157007",
    "thread/157028",
    "thread/157048",
    "user/57",
    "user/57/threads",
    "user/57/posts",
    "page/about",
    "page/terms",
    "modlog",
    "modlog/2",
];

/// What looks otherwise with the page's own style alone than with the whole sheet.
const UNLIKE: &str = "
    // Laid out from the start: Chromium gives a line with ruby another height when only its style changes.
    const look = () => {
        document.body.style.display = 'none';
        document.body.offsetHeight;
        document.body.style.display = '';
        return [...document.querySelectorAll('body, body *')].flatMap((element) => [null, '::before', '::after'].map((piece) => {
            const { x, y, width, height } = element.getBoundingClientRect();
            const style = getComputedStyle(element, piece);
            const looks = ['color', 'backgroundColor', 'backgroundImage', 'borderTopWidth', 'display', 'fontSize',
                'fontWeight', 'fontFamily', 'content', 'lineHeight', 'opacity', 'overflow', 'position', 'visibility'];
            return [element.localName, element.className, x, y, width, height, ...looks.map((name) => style[name])].join(' ');
        }));
    };
    const link = document.querySelector('body > noscript > link[rel=stylesheet]');
    if (!link.sheet?.cssRules.length) return [0, []];
    const whole = look();
    link.disabled = true;
    const own = look();
    return [whole.length, own.flatMap((looks, i) => (looks === whole[i] ? [] : [`${looks} / ${whole[i]}`]))];
";

#[derive(Debug, Deserialize, PartialEq)]
struct Outline {
    title: String,
    lines: Vec<String>,
}

async fn outlines(reader: &mut Reader) -> Outcome<Vec<Outline>> {
    reader.expect(LOST);
    let mut outlines = Vec::new();
    for path in SAMPLE {
        reader.open(path).await?;
        outlines.push(reader.run(OUTLINE, []).await?);
    }
    Ok(outlines)
}

/// Goes where a link leads. Nothing waits for the page to come to rest: without scripts it is at rest.
async fn follow(reader: &Reader, selector: &str) -> Outcome {
    let link = reader.find(selector).await?;
    link.scroll_into_view().await?;
    Ok(link.click().await?)
}

#[tokio::test]
async fn a_page_brings_all_the_style_that_it_shows() -> Outcome {
    for screen in [Screen::Phone, Screen::Desk] {
        journey(Site::prerendered().await?, screen, async |reader| {
            reader.leave_scripts_off().await?;
            reader.expect(LOST);
            reader.expect("preloaded using link preload");
            for path in SAMPLE {
                reader.open(path).await?;
                let (elements, unlike): (usize, Vec<String>) = reader.run(UNLIKE, []).await?;
                assert!(elements > 50, "{path}: {elements} elements");
                assert!(unlike.is_empty(), "{path}: {unlike:#?}");
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn prerendered_pages_show_what_the_app_draws() -> Outcome {
    let (mut ahead, mut drawn) = (Vec::new(), Vec::new());
    journey(Site::prerendered().await?, Screen::Desk, async |reader| {
        reader.leave_scripts_off().await?;
        reader.expect("preloaded using link preload");
        ahead = outlines(reader).await?;
        Ok(())
    })
    .await?;
    journey(Site::root().await?, Screen::Desk, async |reader| {
        drawn = outlines(reader).await?;
        Ok(())
    })
    .await?;
    for ((path, ahead), drawn) in SAMPLE.into_iter().zip(&ahead).zip(&drawn) {
        assert_eq!(ahead.title, drawn.title, "{path}");
        assert!(ahead.lines.len() > 20, "{path} shows nothing");
        let differs = ahead
            .lines
            .iter()
            .zip(&drawn.lines)
            .find(|(ahead, drawn)| ahead != drawn);
        assert_eq!(differs, None, "{path}");
        assert_eq!(ahead.lines.len(), drawn.lines.len(), "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn without_scripts_every_way_through_the_forum_is_open() -> Outcome {
    for screen in [Screen::Desk, Screen::Phone] {
        journey(Site::prerendered().await?, screen, async |reader| {
            reader.leave_scripts_off().await?;
            // What the app would need has been sent for.
            reader.expect("preloaded using link preload");
            reader.open("").await?;
            follow(reader, "#page a[href='/section/47']").await?;
            reader.until_at("section/47").await?;
            follow(reader, ".pager a[rel=next]").await?;
            reader.until_at("section/47/2").await?;
            reader.driver.back().await?;
            reader.until_at("section/47").await?;
            follow(reader, "a.title[href='/thread/156750']").await?;
            reader.until_at("thread/156750").await?;
            follow(reader, ".pager a[rel=next]").await?;
            reader.until_at("thread/156750/2").await?;
            reader.until_true("document.querySelectorAll('.post').length === 20").await?;
            // A quotation leads to the post, on whatever page that stands.
            follow(reader, "article a[href='/thread/156750#post-632238']").await?;
            reader.until_at("thread/156750#post-632238").await?;
            reader.until_true("Math.abs(document.querySelector('#post-632238').getBoundingClientRect().top) < 40").await?;
            follow(reader, "#post-632238 .who a.name").await?;
            reader.until_true("location.pathname.startsWith('/user/')").await?;
            follow(reader, "nav.tabs a[href$='/posts']").await?;
            follow(reader, ".post-list a.title").await?;
            reader.until_true("location.hash.startsWith('#post-') && document.querySelector(location.hash)").await?;
            reader.driver.back().await?;
            reader.driver.back().await?;
            reader.until_true("location.pathname.startsWith('/user/')").await?;
            follow(reader, ".mark").await?;
            reader.until_at("").await?;
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn without_scripts_nothing_is_offered_that_needs_them() -> Outcome {
    journey(Site::prerendered().await?, Screen::Desk, async |reader| {
        reader.leave_scripts_off().await?;
        reader.expect(LOST);
        reader.expect("preloaded using link preload");
        for path in SAMPLE {
            reader.open(path).await?;
            let offered: Vec<String> = reader
                .run(
                    "return [...document.querySelectorAll('button:not(.floor), form, input, select, [href*=\"?\"], [href^=\"#\"], .qr')]
                        .filter((element) => element.checkVisibility() && !element.closest('.body, .signature') && (element.origin ?? location.origin) === location.origin)
                        .map((element) => element.outerHTML.slice(0, 120))",
                    [],
                )
                .await?;
            assert!(offered.is_empty(), "{path}: {offered:?}");
            assert!(!reader.value::<String>("document.body.innerText").await?.contains("JavaScript 才能"), "{path}");
            let wide: bool = reader.value("document.documentElement.scrollWidth > innerWidth").await?;
            assert!(!wide, "{path} scrolls sideways");
        }
        // What is folded opens, a poll is told in numbers, a picture leads to itself.
        reader.open("section/47").await?;
        follow(reader, "details.rules > summary").await?;
        reader.find("details.rules .body").await?;
        reader.open("thread/155556").await?;
        assert!(reader.text(".poll .votes").await?.contains('%'));
        reader.open("thread/156750").await?;
        assert!(reader.attributes(".body a.zoom", "href").await?[0].starts_with("/content/media/"));
        reader.until_true("document.querySelector('.body a.zoom img').naturalWidth > 0").await
    })
    .await
}

#[tokio::test]
async fn without_scripts_the_night_is_dark() -> Outcome {
    journey(Site::prerendered().await?, Screen::Phone, async |reader| {
        reader.leave_scripts_off().await?;
        let ground = "getComputedStyle(document.documentElement).backgroundColor";
        for (scheme, colour) in [("dark", "rgb(19, 22, 25)"), ("light", "rgb(250, 248, 243)")] {
            reader.prefer_scheme(scheme).await?;
            reader.open("thread/156750").await?;
            if reader.can_develop() {
                assert_eq!(reader.value::<String>(ground).await?, colour);
            }
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_address_without_a_page_is_the_apps() -> Outcome {
    journey(Site::prerendered().await?, Screen::Desk, async |reader| {
        reader.open("section/38?sort=views").await?;
        reader.until_true("document.querySelector('.orders [aria-current]')?.textContent && location.search === '?sort=views'").await?;
        assert_eq!(json!(reader.path().await?), json!("section/38?sort=views"));
        reader.expect("Failed to load resource");
        reader.open("thread/999999").await?;
        reader.until_heading("没有这个页面").await
    })
    .await
}
