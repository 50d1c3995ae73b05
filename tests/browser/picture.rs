//! Pictures that came with a post: in the text, in the lightbox, on the disk.

use crate::{Outcome, journey::journey, page::LOST, screen::Screen, site::Site};
use thirtyfour::Key;

const NAME: &str = "截屏2023-09-01 18.33.08.png";

#[tokio::test]
async fn a_picture_has_its_size_reserved_and_a_description() -> Outcome {
    journey(Site::root().await?, Screen::Phone, async |reader| {
        reader.open("thread/155132").await?;
        let picture = reader.find(".post .body img").await?;
        assert_eq!(picture.attr("width").await?.as_deref(), Some("1600"));
        assert_eq!(picture.attr("height").await?.as_deref(), Some("900"));
        assert_eq!(
            picture.attr("alt").await?.as_deref(),
            Some("铁路穿过草原，远处是群山，近旁是一座骑楼")
        );
        reader
            .until_true(
                "(({ width, height }) => width > 300 && Math.abs(width / height - 16 / 9) < 0.02)(
                    document.querySelector('.post .body img').getBoundingClientRect())",
            )
            .await
    })
    .await
}

#[tokio::test]
async fn a_picture_that_does_not_come_keeps_its_place() -> Outcome {
    // Of a page that was written ahead, pictures have failed before the app comes.
    for site in [Site::root().await?, Site::prerendered().await?] {
        journey(site, Screen::Phone, async |reader| {
            reader.expect(LOST);
            reader.open("thread/156750/4#floor-69").await?;
            reader
                .until_true(
                    "(({ width, height }) => width > 300 && Math.abs(width / height - 4 / 3) < 0.02)(
                        document.querySelector('.body img.lost').getBoundingClientRect())",
                )
                .await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_picture_in_the_text_shows_the_name_of_its_file() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/155132").await?;
        let post = reader.text(".post .content").await?;
        assert!(
            post.contains(NAME),
            "the file's name can be read below the picture or beside it"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_picture_opens_large_and_is_saved_under_its_name() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/155132").await?;
        reader.click(".post a.zoom").await?;
        reader
            .until_true(
                "document.querySelector('.pswp--open .pswp__img:not(.pswp__img--placeholder)')",
            )
            .await?;
        let save = reader.find(".pswp a[download]").await?;
        assert_eq!(
            save.attr("href").await?,
            Some(reader.site.url("content/media/pictures/steppe-1.svg"))
        );
        assert_eq!(save.attr("download").await?.as_deref(), Some(NAME));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_lightbox_obeys_arrows_and_escape() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/156750/4").await?;
        let pictures = reader.attributes(".posts a.zoom", "href").await?;
        let shown = |index: usize| {
            let picture = pictures.get(index).cloned().unwrap_or_default();
            format!("document.querySelector('.pswp a[download]')?.href.endsWith('{picture}')")
        };
        reader.click(".posts a.zoom").await?;
        reader.until_true(&shown(0)).await?;
        reader
            .until_true("document.activeElement.matches('.pswp')")
            .await?;
        reader.press(Key::Right + "").await?;
        reader.until_true(&shown(1)).await?;
        reader.press(Key::Left + "").await?;
        reader.until_true(&shown(0)).await?;
        reader.press(Key::Escape + "").await?;
        reader
            .until_true("!document.querySelector('.pswp')")
            .await?;
        reader
            .until_true("document.activeElement === document.querySelector('.posts a.zoom')")
            .await
    })
    .await
}

#[tokio::test]
async fn back_closes_the_lightbox() -> Outcome {
    journey(Site::root().await?, Screen::Phone, async |reader| {
        reader.open("section/38").await?;
        reader.open("thread/155132").await?;
        reader.click(".post a.zoom").await?;
        reader
            .until_true("document.querySelector('.pswp--open')")
            .await?;
        reader.driver.back().await?;
        reader.until_true("!document.querySelector('.pswp')").await
    })
    .await
}

#[tokio::test]
async fn files_are_offered_under_their_names() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/156750/3").await?;
        assert_eq!(
            reader
                .attributes("#post-632901 .files a", "download")
                .await?,
            ["华人超市比价-第二周.csv", "比价小程序-源码.zip"]
        );
        let player = reader.find("#post-632974 audio").await?;
        assert_eq!(
            player.attr("aria-label").await?.as_deref(),
            Some("价格表之歌-试听.wav")
        );
        reader.find("#post-632996 video[controls]").await?;
        assert_eq!(
            reader.texts("#post-632890 figcaption").await?,
            ["十三区买菜路线.svg"]
        );
        Ok(())
    })
    .await
}
