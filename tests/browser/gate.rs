//! Gates: what a guest may not see or do, why, and what would open it.

use crate::{Outcome, journey::journey, reader::Reader, screen::Screen, site::Site};

const LOG_IN: &str = "https://china168.info/member.php?mod=logging&action=login";
const REGISTER: &str = "https://china168.info/member.php?mod=register";

/// Reads the gate within a selector: its reason, its links by name, and where they lead.
async fn read(reader: &Reader, within: &str) -> Outcome<(String, Vec<String>, Vec<String>)> {
    let links = format!("{within} .ways a");
    Ok((
        reader.text(&format!("{within} .reason")).await?,
        reader.texts(&links).await?,
        reader.attributes(&links, "href").await?,
    ))
}

#[tokio::test]
async fn a_guest_is_told_how_to_reply() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/155132").await?;
        let (reason, names, hrefs) = read(reader, "#reply").await?;
        assert_eq!(reason, "您需要登录后才可以回帖");
        assert_eq!(names, ["登录", "立即注册"]);
        assert_eq!(hrefs, [LOG_IN, REGISTER]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_locked_thread_says_so_and_offers_no_way_in() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/156984").await?;
        let (reason, names, _) = read(reader, "#reply").await?;
        assert_eq!(reason, "本主题已锁定，不再接受回复");
        assert_eq!(names, Vec::<String>::new());
        assert!(reader.text(".thread-head").await?.contains("已锁定"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_credit_rules_of_the_section_are_a_link_away() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/155132").await?;
        reader.click_text("本版积分规则").await?;
        reader.until_at("page/credits").await?;
        reader
            .until_true("document.querySelector('main h1').textContent.includes('积分')")
            .await
    })
    .await
}

#[tokio::test]
async fn a_section_for_members_says_so() -> Outcome {
    journey(Site::root().await?, Screen::Phone, async |reader| {
        reader.open("section/75").await?;
        let (reason, names, hrefs) = read(reader, "main .gate").await?;
        assert_eq!(reason, "登录后才能查看");
        assert_eq!(
            reader.text("main .gate .detail").await?,
            "本版只对登录会员开放。"
        );
        assert_eq!(
            (names, hrefs),
            (
                vec!["登录".into(), "立即注册".into()],
                vec![LOG_IN.into(), REGISTER.into()]
            )
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_section_with_a_password_says_whom_to_ask() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("section/74").await?;
        assert_eq!(reader.text("main .gate .reason").await?, "需要密码");
        assert!(
            reader
                .text("main .gate .detail")
                .await?
                .contains("红娘梅姐")
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_must_be_paid_for_names_its_price() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/156507").await?;
        let (reason, names, _) = read(reader, ".post .gate").await?;
        assert_eq!(
            (reason.as_str(), names),
            ("购买后才能查看", vec!["登录".into()])
        );
        assert_eq!(reader.text(".post .gate .price b").await?, "5 金钱");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_hidden_until_a_reply_says_so() -> Outcome {
    journey(Site::root().await?, Screen::Phone, async |reader| {
        reader.open("thread/156750/4").await?;
        let (reason, names, _) = read(reader, "#post-634027 .gate").await?;
        assert_eq!(reason, "回复后才能查看");
        assert_eq!(names, ["登录", "立即注册"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_banned_member_is_marked_as_such() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("user/238").await?;
        reader.until_heading("键盘一响").await?;
        assert!(reader.text(".profile-head").await?.contains("已禁言"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn votes_that_are_hidden_are_not_drawn() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("thread/156892").await?;
        let visible = reader.site.document("content/threads/156892/1.json")?["posts"][0]["poll"]["results_visible"].clone();
        let bars = reader.count(".poll progress").await?;
        assert_eq!(bars > 0, visible == true, "{bars} bars");
        reader.open("thread/155556").await?;
        assert!(reader.text(".poll").await?.contains("已结束"));
        Ok(())
    })
    .await
}
