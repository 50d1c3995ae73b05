//! What stands around every page: the name, the navigation, the account, the footer.

use crate::{
    Outcome,
    journey::journey,
    screen::Screen,
    site::{Answer, Site},
};

const FIRST_ROW: [&str; 14] = [
    "要闻分享",
    "关注中国",
    "逆耳忠言",
    "不平则鸣",
    "情感天空",
    "健康生活",
    "流行时尚",
    "保险理财",
    "讽刺幽默",
    "IT与游戏",
    "信息交流",
    "华发移民",
    "华发工作",
    "摄影美图",
];
const SECOND_ROW: [&str; 14] = [
    "社会聚焦",
    "旅游天地",
    "娱乐八卦",
    "音乐视频",
    "校友互动",
    "网络社区",
    "房屋安家",
    "教育培训",
    "中医瑰宝",
    "专栏作者",
    "科技文化",
    "华发留学",
    "华发红娘",
    "关于本站",
];

#[tokio::test]
async fn the_navigation_has_two_rows_of_fourteen_names_in_order() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("").await?;
        let row = |number| format!("nav.sections-bar ul:nth-of-type({number}) a");
        assert_eq!(reader.texts(&row(1)).await?, FIRST_ROW);
        assert_eq!(reader.texts(&row(2)).await?, SECOND_ROW);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_name_of_the_navigation_leads_to_its_page() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("").await?;
        for name in FIRST_ROW.iter().chain(&SECOND_ROW) {
            reader.click_text(name).await?;
            // The page about the site is called otherwise than its entry.
            let heading = if *name == "关于本站" {
                "关于我们"
            } else {
                name
            };
            reader.until_heading(heading).await?;
            reader
                .until_true(&format!(
                    "[...document.querySelectorAll('nav.sections-bar [aria-current=page]')]
                        .map((link) => link.textContent).join() === '{name}'"
                ))
                .await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_menu_of_a_phone_has_every_section_one_tap_away() -> Outcome {
    journey(Site::root().await?, Screen::Phone, async |reader| {
        reader.open("thread/155132").await?;
        reader.click(".menu.phone > summary").await?;
        let names = reader.texts(".menu.phone .all-sections a").await?;
        assert_eq!(names, [FIRST_ROW, SECOND_ROW].concat());
        reader.click_text("华发红娘").await?;
        reader.until_heading("华发红娘").await?;
        assert_eq!(reader.count(".menu[open]").await?, 0, "the menu has closed");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn name_and_tagline_stand_in_the_header_and_the_title() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("").await?;
        assert_eq!(
            reader.driver.title().await?,
            "华发网 China168.info海外中文门户网站"
        );
        assert_eq!(reader.text(".mark b").await?, "华发网");
        assert_eq!(
            reader.text(".mark small").await?,
            "China168.info海外中文门户网站"
        );
        reader.open("thread/155132").await?;
        assert_eq!(
            reader.driver.title().await?,
            "中哈两国携手同心 共建“一带一路”结硕果 - 华发网"
        );
        reader.click(".mark").await?;
        reader.until_at("").await
    })
    .await
}

#[tokio::test]
async fn the_account_is_kept_at_the_forum_itself() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("").await?;
        assert_eq!(
            reader.texts(".account a").await?,
            ["找回密码", "登录", "立即注册"]
        );
        let member = "https://china168.info/member.php?mod=";
        assert_eq!(
            reader.attributes(".account a", "href").await?,
            [
                format!("{member}logging&action=login&viewlostpw=1"),
                format!("{member}logging&action=login"),
                format!("{member}register"),
            ]
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_footer_leads_to_the_sites_own_pages() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("").await?;
        let names = [
            "QQ",
            "关于我们",
            "联系我们",
            "用户须知",
            "小黑屋",
            "法律申明",
            "隐私通告",
        ];
        let links = reader.texts(".foot ul a").await?;
        assert_eq!(links.get(..7), Some(names.map(str::to_owned).as_slice()));
        assert_eq!(
            reader
                .attributes(".foot ul a", "href")
                .await?
                .first()
                .map(String::as_str),
            Some("https://wpa.qq.com/")
        );
        for (name, path) in [
            ("关于我们", "page/about"),
            ("联系我们", "page/contact"),
            ("用户须知", "page/terms"),
            ("小黑屋", "modlog"),
            ("法律申明", "page/legal"),
            ("隐私通告", "page/privacy"),
        ] {
            reader
                .click(&format!(".foot [href='{}{path}']", reader.site.base()))
                .await?;
            reader.until_at(path).await?;
            reader.until_heading(name).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_moderation_log_says_who_did_what_to_whom_and_why() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("modlog").await?;
        reader.until_heading("小黑屋").await?;
        let entries = reader.texts(".log > li").await?;
        assert!(entries.len() > 5, "{entries:?}");
        for part in [".chip", ".reason", "time", "a.name"] {
            assert!(
                reader.count(&format!(".log > li {part}")).await? > 0,
                "{part}"
            );
        }
        reader.click(".pager [rel=next]").await?;
        reader.until_at("modlog/2").await
    })
    .await
}

#[tokio::test]
async fn the_clock_tells_the_forums_time() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("").await?;
        // The zone is six hours behind, as the browser's own calendar counts.
        reader
            .until_true(
                "(() => {
                    const now = new Date(Date.now() - 6 * 3600 * 1000);
                    const two = (number) => String(number).padStart(2, '0');
                    const day = `${now.getUTCFullYear()}-${now.getUTCMonth() + 1}-${now.getUTCDate()}`;
                    const time = `${two(now.getUTCHours())}:${two(now.getUTCMinutes())}`;
                    return document.querySelector('.foot .clock').textContent === `GMT-6, ${day} ${time}`;
                })()",
            )
            .await
    })
    .await
}

#[tokio::test]
async fn a_zone_of_half_hours_has_its_clock_too() -> Outcome {
    let site = Site::root().await?;
    let mut document = site.document("content/site.json")?;
    document["clock"] = serde_json::json!({ "zone": "Asia/Kolkata", "offset_minutes": 330 });
    site.answer("content/site.json", Answer::new(200, document.to_string()));
    journey(site, Screen::Desk, async |reader| {
        reader.open("thread/155132").await?;
        let clock = reader.text(".foot .clock").await?;
        assert!(clock.starts_with("GMT+5:30, "), "{clock}");
        assert_eq!(reader.text(".post .when").await?, "2023-9-1 21:03:27");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_footer_names_the_software_and_the_rights() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("").await?;
        let foot = reader.text(".foot").await?;
        for words in ["Powered by Discuz! X3.4", "© 2001-2023 Discuz! Team."] {
            assert!(foot.contains(words), "{words}: {foot}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_home_page_shows_the_code_of_the_mobile_community() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("").await?;
        let code = reader.find(".qr svg path").await?;
        assert!(code.attr("d").await?.is_some_and(|path| path.len() > 500));
        assert_eq!(
            reader.text(".qr figcaption").await?,
            "https://china168.info/forum.php?mobile=2"
        );
        assert!(
            reader
                .texts(".side h2")
                .await?
                .contains(&"扫一扫,访问微社区".to_owned())
        );
        Ok(())
    })
    .await
}
