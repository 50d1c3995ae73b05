//! Addresses opened from outside: of every kind, of before, and of nothing; at the root and in a folder.

use crate::{Outcome, journey::journey, reader::Reader, screen::Screen, site::Site};

/// Each kind of address, and the heading of its page.
const PAGES: [(&str, &str); 17] = [
    ("", "华发网"),
    ("index.html", "华发网"),
    ("newest", "最新"),
    ("hot/2", "热门"),
    ("digest", "精华"),
    ("section/38", "关注中国"),
    ("section/38/2", "关注中国"),
    ("section/38?sort=views", "关注中国"),
    ("section/38?sort=created&prefix=2", "关注中国"),
    ("thread/155132", "中哈两国携手同心 共建“一带一路”结硕果"),
    (
        "thread/156750/7",
        "华人超市价格大比拼：青菜、豆腐、酱油、鸡爪，每周更新，欢迎对质",
    ),
    (
        "thread/156750?author=57&order=newest",
        "华人超市价格大比拼：青菜、豆腐、酱油、鸡爪，每周更新，欢迎对质",
    ),
    ("user/57", "多伦多老李"),
    ("user/57/threads", "多伦多老李"),
    ("user/57/posts/2", "多伦多老李"),
    ("page/about", "关于我们"),
    ("modlog/2", "小黑屋"),
];

/// Addresses of the forum's former software, and today's.
const FORMER: [(&str, &str); 12] = [
    ("forum.php", ""),
    ("forum.php?mod=viewthread&tid=155132", "thread/155132"),
    (
        "forum.php?mod=viewthread&tid=156750&page=3",
        "thread/156750/3",
    ),
    (
        "forum.php?mod=viewthread&tid=156750&authorid=57",
        "thread/156750?author=57",
    ),
    ("forum.php?mod=forumdisplay&fid=38", "section/38"),
    ("forum.php?mod=guide&view=hot", "hot"),
    ("thread-155132-1-1.html", "thread/155132"),
    ("forum-38-2.html", "section/38/2"),
    ("home.php?mod=space&uid=57", "user/57"),
    ("space-uid-57.html", "user/57"),
    (
        "forum.php?mod=redirect&goto=findpost&ptid=156750&pid=634026",
        "thread/156750/4#post-634026",
    ),
    (
        "forum.php?mod=viewthread&tid=156750#pid632238",
        "thread/156750#post-632238",
    ),
];

async fn open_pages(reader: &mut Reader) -> Outcome {
    for (path, heading) in PAGES {
        reader.open(path).await?;
        reader
            .until_heading(heading)
            .await
            .map_err(|error| format!("{path}: {error}"))?;
        assert_eq!(
            reader.path().await?.trim_end_matches("index.html"),
            path.trim_end_matches("index.html")
        );
    }
    Ok(())
}

async fn open_former(reader: &mut Reader) -> Outcome {
    for (path, now) in FORMER {
        reader.open(path).await?;
        reader
            .until_at(now)
            .await
            .map_err(|error| format!("{path}: {error}"))?;
        assert_eq!(reader.count(".problem").await?, 0, "{path}");
        if let Some((_, post)) = now.split_once('#') {
            reader
                .until_true(&format!("document.activeElement.id === '{post}'"))
                .await?;
        }
    }
    Ok(())
}

async fn open_floor(reader: &mut Reader) -> Outcome {
    for (path, post) in [
        ("thread/156750/3#floor-50", "post-632974"),
        ("thread/156750/3#post-632974", "post-632974"),
        ("thread/156750?post=632974", "post-632974"),
    ] {
        reader.open(path).await?;
        reader
            .until_true(&format!("document.activeElement.id === '{post}'"))
            .await?;
        // Below whatever sticks to the upper edge, and near it.
        reader
            .until_true(&format!("(({{ top }}) => top >= 0 && top < innerHeight / 3)(document.getElementById('{post}').getBoundingClientRect())"))
            .await?;
    }
    Ok(())
}

#[tokio::test]
async fn every_kind_of_page_opens_at_the_root() -> Outcome {
    journey(Site::root().await?, Screen::Desk, open_pages).await
}

#[tokio::test]
async fn every_kind_of_page_opens_in_a_folder() -> Outcome {
    journey(Site::forum().await?, Screen::Phone, open_pages).await
}

#[tokio::test]
async fn former_addresses_lead_to_todays_pages_at_the_root() -> Outcome {
    journey(Site::root().await?, Screen::Desk, open_former).await
}

#[tokio::test]
async fn former_addresses_lead_to_todays_pages_in_a_folder() -> Outcome {
    journey(Site::forum().await?, Screen::Desk, open_former).await
}

#[tokio::test]
async fn the_address_of_a_floor_leads_to_it_at_a_desk() -> Outcome {
    journey(Site::root().await?, Screen::Desk, open_floor).await
}

#[tokio::test]
async fn the_address_of_a_floor_leads_to_it_on_a_phone() -> Outcome {
    journey(Site::forum().await?, Screen::Phone, open_floor).await
}

#[tokio::test]
async fn what_is_nowhere_is_said_to_be_nowhere() -> Outcome {
    for site in [Site::root().await?, Site::forum().await?] {
        journey(site, Screen::Desk, async |reader| {
            for path in [
                "no/such/page",
                "thread/155132/0",
                "section",
                "user/57/nothing",
            ] {
                reader.open(path).await?;
                reader.until_heading("没有这个页面").await?;
                assert_eq!(
                    reader.driver.title().await?,
                    "没有这个页面 - 华发网",
                    "{path}"
                );
            }
            reader.click_text("回到首页").await?;
            reader.until_at("").await?;
            reader.until_heading("华发网").await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn links_between_members_posts_stay_in_the_app() -> Outcome {
    journey(Site::forum().await?, Screen::Desk, async |reader| {
        reader.open("").await?;
        // The notice leads to the forum's own host and former address.
        reader
            .run::<serde_json::Value>("window.stayed = true;", [])
            .await?;
        reader.click_text("社区新版上线，旧链接照常打开").await?;
        reader.until_at("thread/156988").await?;
        reader.until_true("window.stayed").await
    })
    .await
}

/// Not everything that ends like an address of before is one.
#[tokio::test]
async fn a_page_whose_name_ends_like_an_old_address_is_asked_for() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.expect("Failed to load resource");
        reader.open("page/nothing.html").await?;
        reader.until_heading("没有这个页面").await
    })
    .await
}
