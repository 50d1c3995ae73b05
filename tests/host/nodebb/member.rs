//! Members: profiles and lists, and those who are none.

use super::{Forum, recorded, thread_route};
use crate::support::wait;
use qilou::{
    backend::Backend,
    model::{AuthorState, BodyFormat, Time},
};
use serde_json::{Value, json};

#[test]
fn a_list_of_a_member_has_no_count_where_the_forum_scrolls_without_end() {
    let body = recorded("user-guest").response.body;
    let profile: Value = serde_json::from_str(&body).unwrap();
    let one = &profile["posts"][0];
    let ask = |count: usize, pages: u32, page: u32| {
        let posts = vec![one; count];
        let answer =
            json!({"posts": posts, "pagination": {"pageCount": pages}, "reputation:disabled": 0});
        let (backend, forum) = Forum::new()
            .saying("api/user/xiaomei/posts", 200, &answer.to_string())
            .backend();
        let found = wait(backend.user_posts(&"xiaomei".into(), page)).unwrap();
        let path = format!("api/user/xiaomei/posts?page={page}");
        assert_eq!(*forum.asked.borrow(), [path, "api/config".to_owned()]);
        found
    };
    let found = ask(10, 1, 1);
    assert_eq!(
        (found.page.count, found.page.next.is_some()),
        (Some(1), false)
    );
    let found = ask(20, 1, 1);
    assert_eq!((found.page.count, found.page.next.is_some()), (None, true));
    let found = ask(3, 1, 2);
    assert_eq!((found.page.count, found.page.next.is_some()), (None, false));
    let found = ask(20, 3, 1);
    assert_eq!(
        (found.page.count, found.page.next.is_some()),
        (Some(3), false)
    );
    let post = &found.posts[0];
    assert_eq!(
        (post.thread.id.as_str(), post.post.id.as_str()),
        ("94", "352")
    );
    assert_eq!(post.thread.section.as_str(), "34");
    assert_eq!(post.thread.author.name, "xiaomei");
    assert_eq!(post.post.body.format, BodyFormat::Html);
    // A post that stands alone has no floor.
    assert_eq!(post.post.floor, None);
}

#[test]
fn members_are_asked_for_by_their_slug() {
    let (backend, forum) = Forum::new()
        .playing(
            "api/user/%E5%8D%8E%E5%8F%91%E7%BD%91%E7%BC%96%E8%BE%91",
            "user-zh-guest",
        )
        .playing("api/user/a%40b.example", "user-guest")
        .backend();
    let found = wait(backend.user(&"华发网编辑".into())).unwrap().user;
    assert_eq!(
        (found.id, found.name.as_str()),
        (Some("华发网编辑".into()), "华发网编辑")
    );
    assert_eq!(found.joined, Time::parse("2026-11-22T22:37:13Z"));
    let stats: Vec<_> = found.stats.iter().map(|stat| stat.label.as_str()).collect();
    assert_eq!(stats, ["帖子", "主题", "声望"]);
    wait(backend.user(&"a@b.example".into())).unwrap();
    assert_eq!(forum.asked.borrow().len(), 4);
}

#[test]
fn a_profile_tells_what_the_member_tells() {
    let body = recorded("user-guest").response.body;
    let mut user: Value = serde_json::from_str(&body).unwrap();
    user["aboutmeParsed"] = json!("<p>你好</p>");
    user["signature"] = json!("raw *text*");
    user["picture"] = json!("/assets/uploads/profile/1.png?a&amp;b");
    user["customUserFields"] = json!([{"name": "网站 &amp; 博客", "value": "https:&#x2F;&#x2F;a.example"}, {"name": "x", "value": ""}]);
    user["selectedGroup"] =
        json!([{"name": "editors", "userTitle": "编辑 &amp; 校对", "labelColor": "#123456"}]);
    user["banned"] = json!(true);
    let (backend, _) = Forum::new()
        .saying("api/user/x", 200, &user.to_string())
        .backend();
    let found = wait(backend.user(&"x".into())).unwrap().user;
    assert_eq!(found.bio_html.as_deref(), Some("<p>你好</p>"));
    // In a profile the signature is as it was typed.
    assert_eq!(found.signature_html, None);
    assert_eq!(
        found.avatar.as_deref(),
        Some("/assets/uploads/profile/1.png?a&b")
    );
    let credits: Vec<_> = found
        .credits
        .iter()
        .map(|one| (one.label.as_str(), one.value.as_str()))
        .collect();
    assert_eq!(credits, [("网站 & 博客", "https://a.example")]);
    let group = found.group.unwrap();
    assert_eq!(
        (group.name.as_str(), group.colour.as_deref()),
        ("编辑 & 校对", Some("#123456"))
    );
    assert_eq!(found.state, AuthorState::Banned);
}

#[test]
fn those_who_are_no_members_have_no_profile() {
    let user = r#""user":{"uid":4,"username":"xiaomei","userslug":"xiaomei""#;
    let displayed = r#""displayname":"xiaomei""#;
    for (name, state) in [
        ("[[global:guest]]", AuthorState::Guest),
        ("[[global:former-user]]", AuthorState::Deleted),
    ] {
        let body = recorded("topic-rich-guest").response.body;
        let body = body
            .replace(
                user,
                &format!(r#""user":{{"uid":0,"username":"{name}","userslug":"""#),
            )
            .replace(displayed, &format!(r#""displayname":"{name}""#));
        let (backend, forum) = Forum::new().saying("api/topic/66", 200, &body).backend();
        let found = wait(backend.thread(&thread_route("66", 1))).unwrap();
        let author = &found.posts[1].author;
        assert_eq!(
            (&author.id, author.name.as_str(), author.state),
            (&None, "", state)
        );
        // The app has words for them; no catalogue is needed.
        assert_eq!(forum.asked.borrow().len(), 2);
    }
    // A guest may have given a name.
    let body = recorded("topic-rich-guest").response.body;
    let body = body
        .replace(user, r#""user":{"uid":0,"username":"路人","userslug":"""#)
        .replace(displayed, r#""displayname":"路人""#);
    let (backend, _) = Forum::new().saying("api/topic/66", 200, &body).backend();
    let author = wait(backend.thread(&thread_route("66", 1))).unwrap().posts[1]
        .author
        .clone();
    assert_eq!(
        (author.id, author.name.as_str(), author.state),
        (None, "路人", AuthorState::Guest)
    );
}
