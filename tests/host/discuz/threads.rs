//! The awkward cases of sections, threads, posts and members, one by one.

use super::{Forum, fixture, section_route, thread_route, value};
use crate::support::wait;
use qilou::{
    backend::Backend,
    model::{
        AuthorState, Badge, GateReason, PostState, SectionPage, ThreadFlag, ThreadKind,
        ThreadListName, ThreadPage, Time,
    },
    route::{Narrow, SectionRoute},
};

fn section(name: &str, id: &str, page: u32) -> SectionPage {
    let backend = Forum::with_index()
        .json("module=forumdisplay", name)
        .backend();
    wait(backend.section(&section_route(id, page))).unwrap()
}

/// A page of a thread, its first part from version 4 and its bodies from version 1 if there are any.
fn both(main: &str, bodies: Option<&str>, page: u32) -> ThreadPage {
    let mut forum = Forum::with_index().json("version=4&module=viewthread", main);
    if let Some(bodies) = bodies {
        forum = forum.json("version=1&module=viewthread", bodies);
    }
    wait(forum.backend().thread(&thread_route("1", page))).unwrap()
}

fn thread(name: &str) -> ThreadPage {
    both(name, None, 1)
}

/// A made-up page of a thread.
fn made(thread: &str, posts: &str, more: &str) -> ThreadPage {
    let body = format!(
        r#"{{"Variables":{{"member_uid":"0","readaccess":"1","fid":"3","ppp":"10",
        "thread":{{"tid":"7","fid":"3","subject":"t","author":"a","authorid":"2","dateline":"1700000000","replies":"0"{thread}}},
        "postlist":[{posts}]{more}}}}}"#
    );
    let backend = Forum::with_index()
        .text(
            "version=4&module=viewthread",
            200,
            "application/json",
            &body,
        )
        .backend();
    wait(backend.thread(&thread_route("7", 1))).unwrap()
}

const FIRST: &str = r#"{"pid":"70","first":"1","author":"a","username":"a","authorid":"2","message":"文","position":"1","number":"1","dbdateline":"1700000000"}"#;

#[test]
fn the_tree_has_groups_sections_and_sections_below_them() {
    let backend = Forum::with_index()
        .json("module=check", "check")
        .json("tid=0", "viewthread_notid")
        .backend();
    let site = wait(backend.site()).unwrap();
    let names: Vec<_> = site
        .sections
        .iter()
        .map(|group| (group.name.as_str(), group.children.len()))
        .collect();
    assert_eq!(
        names,
        [("时事与生活", 14), ("社区与服务", 14), ("测试专区", 3)]
    );
    assert!(site.sections.iter().all(|group| group.group));
    let china = site.section(&"4".into()).unwrap();
    assert_eq!(china.children[0].name, "一带一路专题");
    assert_eq!(china.children[0].parent, Some("4".into()));
    assert_eq!(
        site.section(&"3".into()).unwrap().description.as_deref(),
        Some("每日要闻,海内外大事一网打尽")
    );
    assert_eq!(
        site.section(&"16".into()).unwrap().description.as_deref(),
        Some("用镜头记录生活 & 旅途")
    );
    assert_eq!(
        site.section(&"43".into()).unwrap().redirect.as_deref(),
        Some("https://shop.example.com/")
    );
    assert_eq!(
        site.section(&"3".into()).unwrap().counts.unwrap().today,
        Some(7)
    );
    assert_eq!(site.clock.offset_minutes, -360);
    let stats = site.stats.unwrap();
    assert_eq!(
        (stats.posts, stats.members, stats.today),
        (441, 16, Some(7))
    );
    assert_eq!(
        site.auth.login.as_deref(),
        Some("https://forum.example/content/member.php?mod=logging&action=login")
    );
}

#[test]
fn a_section_outside_of_all_groups_is_not_lost() {
    let index = r#"{"Variables":{"catlist":[{"fid":"1","name":"空","forums":[]}],"forumlist":[{"fid":"5","name":"独 &amp; 立"}]}}"#;
    let backend = Forum::new()
        .text("forumindex", 200, "application/json", index)
        .backend();
    let site = wait(backend.site()).unwrap();
    assert_eq!(site.sections.len(), 1);
    let alone = &site.sections[0];
    assert_eq!(
        (alone.name.as_str(), alone.group, alone.counts),
        ("独 & 立", false, None)
    );
    // The forum's name did not come.
    assert_eq!(site.name, "Discuz!");
}

#[test]
fn what_is_on_top_everywhere_is_told_from_the_sections_own() {
    let page = section("forumdisplay_p1", "3", 1);
    assert_eq!(page.threads.len(), 21);
    assert!(page.threads[0].is(ThreadFlag::PinnedEverywhere));
    assert!(
        page.threads[1].is(ThreadFlag::Pinned) && !page.threads[1].is(ThreadFlag::PinnedEverywhere)
    );
    assert_eq!(
        (page.page.count, page.page.size, page.page.total),
        (Some(4), 20, Some(66))
    );
    let way: Vec<_> = page
        .breadcrumb
        .iter()
        .map(|link| (link.label.as_str(), link.section.is_some()))
        .collect();
    assert_eq!(way, [("时事与生活", false)]);
}

#[test]
fn a_thread_that_was_moved_leads_on() {
    let page = section("forumdisplay_p1", "3", 1);
    let moved = page
        .threads
        .iter()
        .find(|thread| thread.id.as_str() == "68")
        .unwrap();
    assert_eq!(moved.moved_to, Some("68".into()));
    assert_eq!((moved.counts.replies, moved.counts.views), (None, None));
    assert_eq!(
        page.threads
            .iter()
            .filter(|thread| thread.moved_to.is_some())
            .count(),
        1
    );
}

#[test]
fn levels_and_prices_show_in_lists() {
    let page = section("forumdisplay_p1", "3", 1);
    let level = page
        .threads
        .iter()
        .find(|thread| thread.id.as_str() == "14")
        .unwrap();
    assert_eq!(level.gate.as_ref().unwrap().reason, GateReason::Level);
    let page = section("forumdisplay_p2", "3", 2);
    let paid = page
        .threads
        .iter()
        .find(|thread| thread.id.as_str() == "22")
        .unwrap();
    assert_eq!(paid.price.as_deref(), Some("5"));
    assert_eq!(paid.gate, None);
}

#[test]
fn prefixes_are_decoded_once() {
    let page = section("forumdisplay_p1", "3", 1);
    let labels: Vec<_> = page
        .section
        .prefixes
        .iter()
        .map(|prefix| prefix.label.as_str())
        .collect();
    assert_eq!(labels, ["国内", "国际", "财经", "体育", "科技 & AI"]);
    let tagged = page
        .threads
        .iter()
        .find(|thread| thread.id.as_str() == "7")
        .unwrap();
    assert_eq!(tagged.prefix.as_ref().unwrap().label, "科技 & AI");
    // A section without prefixes may have threads with a number of one.
    let page = section("forumdisplay_bbcode_forum", "22", 1);
    assert!(
        page.section.prefixes.is_empty()
            && page.threads.iter().all(|thread| thread.prefix.is_none())
    );
}

#[test]
fn past_the_end_of_a_section_there_is_nothing() {
    let page = section("forumdisplay_p99", "3", 99);
    assert!(page.threads.is_empty());
    assert_eq!((page.page.number, page.page.count), (99, Some(4)));
}

#[test]
fn pictures_are_shown_where_the_server_made_a_cover_only() {
    let page = section("forumdisplay_with_attach", "22", 1);
    let with = page
        .threads
        .iter()
        .find(|thread| thread.id.as_str() == "118")
        .unwrap();
    assert_eq!(
        with.thumbnail.as_deref(),
        Some("data/attachment/forum/202611/22/164124a8pysfn58755sxfy.png")
    );
    assert!(with.is(ThreadFlag::Images));
    let hidden = fixture("forumdisplay_with_attach").replace("\"cover\"", "\"no_cover\"");
    let backend = Forum::with_index()
        .text("forumdisplay", 200, "application/json", &hidden)
        .backend();
    let page = wait(backend.section(&section_route("22", 1))).unwrap();
    assert!(page.threads.iter().all(|thread| thread.thumbnail.is_none()));
}

#[test]
fn polls_are_told_in_lists() {
    let page = section("forumdisplay_filter_poll", "22", 1);
    assert_eq!(page.threads[0].kind, ThreadKind::Poll);
}

#[test]
fn a_section_asks_for_its_password_until_it_is_given() {
    let shut = section("forumdisplay_password_nopw", "41", 1);
    assert_eq!(shut.section.gate.unwrap().reason, GateReason::Password);
    assert_eq!(shut.section.name, "内部资料室");
    let open = section("forumdisplay_password_ok_again", "41", 1);
    assert_eq!((open.section.gate, open.threads.len()), (None, 2));
}

#[test]
fn a_section_that_is_a_link_leads_there() {
    let page = section("forumdisplay_empty", "43", 1);
    assert_eq!(
        page.section.redirect.as_deref(),
        Some("https://shop.example.com/")
    );
    assert_eq!(page.section.name, "华发商城");
}

#[test]
fn sections_below_and_rules_are_there() {
    let page = section("forumdisplay_with_sublist", "4", 1);
    assert_eq!(page.section.children.len(), 2);
    assert!(page.section.rules_html.unwrap().contains("转载请注明出处"));
    let below = section("forumdisplay_subforum", "31", 1);
    let way: Vec<_> = below
        .breadcrumb
        .iter()
        .map(|link| link.label.as_str())
        .collect();
    assert_eq!(way, ["时事与生活", "关注中国"]);
    assert_eq!(below.section.parent, Some("4".into()));
}

#[test]
fn a_group_lists_its_sections() {
    let (backend, forum) = Forum::with_index()
        .text("forumdisplay", 302, "text/html", "")
        .open();
    for requests in [2, 2] {
        let page = wait(backend.section(&section_route("1", 1))).unwrap();
        assert!(page.section.group && page.threads.is_empty());
        assert_eq!(page.section.children.len(), 14);
        assert_eq!(forum.asked.borrow().len(), requests);
    }
}

#[test]
fn a_section_of_an_older_release_without_a_count_of_its_own() {
    let body = r#"{"Variables":{"member_uid":"0","tpp":"2","page":"1","forum":{"fid":"9","name":"旧","threads":"5","posts":"9"},
        "forum_threadlist":[{"tid":"1","subject":"一"},{"tid":"2","subject":"二"}]}}"#;
    let backend = || {
        Forum::with_index()
            .text("forumdisplay", 200, "application/json", body)
            .backend()
    };
    let page = wait(backend().section(&section_route("9", 1))).unwrap();
    assert_eq!((page.page.count, page.page.next), (Some(3), None));
    let narrowed = SectionRoute {
        narrow: Some(Narrow::Prefix("1".into())),
        ..section_route("9", 1)
    };
    let page = wait(backend().section(&narrowed)).unwrap();
    assert_eq!((page.page.count, page.page.total), (None, None));
    assert!(page.page.next.is_some());
}

#[test]
fn an_empty_section_is_one_empty_page() {
    let body = r#"{"Variables":{"tpp":"20","page":"1","forum":{"fid":"9","name":"空","threads":"0","posts":"0","threadcount":"0"},"forum_threadlist":[],"sublist":[]}}"#;
    let backend = Forum::with_index()
        .text("forumdisplay", 200, "application/json", body)
        .backend();
    let page = wait(backend.section(&section_route("9", 1))).unwrap();
    assert_eq!(
        (page.threads.len(), page.page.count, page.section.gate),
        (0, Some(1), None)
    );
}

#[test]
fn pages_of_a_thread_are_counted_as_the_server_does() {
    let last = both("viewthread_long_last", None, 13);
    assert_eq!(
        (last.page.number, last.page.count, last.page.size),
        (13, Some(13), 10)
    );
    let past = both("viewthread_long_p99", None, 99);
    assert_eq!((past.page.number, past.posts.len()), (13, 3));
    let all = thread("viewthread_long_ppp500");
    assert_eq!(
        (all.page.count, all.page.size, all.posts.len()),
        (Some(1), 500, 121)
    );
    let alone = thread("viewthread_seed");
    assert_eq!((alone.page.count, alone.posts.len()), (Some(1), 1));
}

#[test]
fn floors_are_places_and_deleted_ones_leave_gaps() {
    let page = both("viewthread_long_p5_again", None, 5);
    let floors: Vec<_> = page.posts.iter().filter_map(|post| post.floor).collect();
    assert_eq!(floors, [41, 44, 45, 46, 47, 48, 49, 50, 51, 52]);
}

#[test]
fn one_authors_posts_are_counted_apart_and_the_thread_keeps_its_figures() {
    let backend = Forum::with_index()
        .json("version=4", "viewthread_long_onlyauthor")
        .backend();
    let mut route = thread_route("68", 2);
    route.only_author = Some("8".into());
    let page = wait(backend.thread(&route)).unwrap();
    assert_eq!(page.only_author, Some("8".into()));
    assert_eq!(
        (page.page.number, page.page.count, page.page.total),
        (2, Some(2), Some(14))
    );
    assert_eq!(page.thread.counts.replies, Some(122));
    assert!(
        page.posts
            .iter()
            .all(|post| post.author.id == Some("8".into()))
    );
}

#[test]
fn remarks_are_read_and_are_not_replies() {
    let page = thread("viewthread_rated_commented");
    let remarks = &page.posts[0].comments;
    assert_eq!(remarks.len(), 5);
    assert_eq!(remarks[0].text, "点评第1条:说得好 & <b>");
    assert_eq!(remarks[0].at, super::now());
    assert_eq!(remarks[0].author.id, Some("4".into()));
    assert_eq!(page.thread.counts.replies, Some(125));
}

#[test]
fn code_tables_and_edits_come_from_version_1() {
    let page = both("viewthread_bbcode", Some("viewthread_bbcode_v1"), 1);
    let body = |floor: usize| page.posts[floor - 1].body.text.as_str();
    assert_eq!(
        body(4),
        "<pre><code>fn main() {\n    println!(&quot;&lt;b&gt;hello&lt;/b&gt; &amp; 你好&quot;);\n}</code></pre>"
    );
    assert!(body(2).contains("<i>斜体</i>"));
    assert!(body(8).contains("<td colspan=\"3\">跨三列</td>"));
    assert!(body(11).contains(
        "<video src=\"https://forum.example/content/data/sample.mp4\" controls></video>"
    ));
    assert!(body(12).contains("<audio src="));
    assert!(body(17).starts_with("HTML 转义测试: &lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;"));
    assert!(
        !page
            .posts
            .iter()
            .any(|post| post.body.text.contains("<script"))
    );
    let edit = page.posts[15].edited.as_ref().unwrap();
    assert_eq!(Some(edit.at), Time::parse("2026-11-20T16:00:00Z"));
    assert_eq!(edit.by.as_deref(), Some("tester"));
    assert_eq!(body(16), "编辑过的帖子");
    assert_eq!(page.posts[6].floor, Some(7));
}

#[test]
fn locked_parts_are_gates_with_their_sentence() {
    let page = both("viewthread_bbcode", Some("viewthread_bbcode_v1"), 1);
    let gate = page.posts[12].gate.as_ref().unwrap();
    assert_eq!(gate.reason, GateReason::Reply);
    assert!(page.posts[12].body.text.starts_with(
        "<blockquote class=\"locked\">游客，如果您要查看本帖隐藏内容请回复</blockquote>"
    ));
    // Version 4 alone tells it too.
    let gate = thread("viewthread_hide_member_before").posts[0]
        .gate
        .clone()
        .unwrap();
    assert_eq!(gate.reason, GateReason::Reply);
    assert_eq!(thread("viewthread_hide_member_after").posts[0].gate, None);
    assert!(page.posts[12].body.text.ends_with("隐藏块之后的正文"));
    assert_eq!(
        page.posts[13].gate.as_ref().unwrap().reason,
        GateReason::Level
    );
}

#[test]
fn files_stand_where_the_text_places_them() {
    let page = both("viewthread_attach_guest", Some("viewthread_attach_v1"), 1);
    let first = &page.posts[0];
    let picture = "data/attachment/forum/202611/22/164124a8pysfn58755sxfy.png";
    assert!(first.body.text.starts_with(&format!(
        "正文里插入第一张图:<img src=\"{picture}\" alt=\"一张渐变图\" width=\"640\" height=\"400\">"
    )));
    assert!(!first.body.text.contains("[attach]"));
    let files: Vec<_> = first
        .attachments
        .iter()
        .map(|file| (file.id.as_str(), file.inline))
        .collect();
    assert_eq!(
        files,
        [("2", true), ("3", false), ("4", false), ("5", false)]
    );
    assert!(
        first.attachments[3]
            .url
            .starts_with("forum.php?mod=attachment&aid=NXw")
    );
    let reply = &page.posts[1];
    assert!(reply.body.text.contains(">说明文档.pdf</a>"));
    assert!(reply.attachments[0].inline);
}

#[test]
fn without_version_1_the_texts_of_version_4_are_shown() {
    let page = thread("viewthread_attach_guest");
    assert!(
        page.posts[0]
            .body
            .text
            .contains("<div class=\"img\"><img src=")
    );
    assert_eq!(page.posts[0].attachments.len(), 3);
}

#[test]
fn without_version_4_version_1_stands_in() {
    let backend = Forum::with_index()
        .text("version=4&module=viewthread", 503, "text/html", super::AWAY)
        .json("version=1&module=viewthread", "viewthread_bbcode_v1")
        .backend();
    let page = wait(backend.thread(&thread_route("69", 1))).unwrap();
    assert_eq!(page.posts[3].floor, Some(4));
    assert!(page.posts[3].body.text.starts_with("<pre>"));
}

#[test]
fn a_poll_shows_its_votes() {
    let page = thread("viewthread_poll_guest");
    let poll = page.posts[0].poll.as_ref().unwrap();
    assert_eq!(page.thread.kind, ThreadKind::Poll);
    assert_eq!(
        (
            poll.multiple_max,
            poll.voters,
            poll.results_visible,
            poll.can_vote
        ),
        (2, Some(1), true, false)
    );
    assert_eq!(poll.closes, Some(Time(1_797_979_284)));
    let votes: Vec<_> = poll
        .options
        .iter()
        .map(|option| (option.label.as_str(), option.votes))
        .collect();
    assert_eq!(votes[2], ("App & 小程序", Some(1)));
    assert!(
        thread("viewthread_poll_before").posts[0]
            .poll
            .as_ref()
            .unwrap()
            .can_vote
    );
    assert!(
        !thread("viewthread_poll_after").posts[0]
            .poll
            .as_ref()
            .unwrap()
            .can_vote
    );
}

#[test]
fn a_poll_in_a_closed_thread_has_ended() {
    let poll = r#","special_poll":{"polloptions":{"1":{"polloptionid":"1","polloption":"甲","votes":"3"}},"expirations":"1795473873","remaintime":""}"#;
    for (closed, has_ended) in [("0", false), ("1", true)] {
        let thread = format!(r#","special":"1","closed":"{closed}""#);
        let page = made(&thread, FIRST, poll);
        assert_eq!(page.posts[0].poll.as_ref().unwrap().closed, has_ended);
    }
}

#[test]
fn a_poll_that_hides_its_votes_has_none_and_one_without_an_end_does_not_close() {
    let poll = r#","special_poll":{"polloptions":{"1":{"polloptionid":"1","polloption":"甲","votes":"3","imginfo":[]}},
        "expirations":"1795473873","multiple":"0","maxchoices":"1","voterscount":"3","visiblepoll":"1","allowvote":"1","remaintime":""}"#;
    let page = made(r#","special":"1""#, FIRST, poll);
    let poll = page.posts[0].poll.as_ref().unwrap();
    assert!(!poll.results_visible && poll.options[0].votes.is_none());
    assert_eq!((poll.closes, poll.multiple_max), (None, 1));
    let ended = r#","special_poll":{"polloptions":[{"polloptionid":"1","polloption":"甲","votes":"3"}],"expirations":"1700000000","visiblepoll":"0","remaintime":""}"#;
    let page = made(r#","special":"1""#, FIRST, ended);
    assert_eq!(
        page.posts[0].poll.as_ref().unwrap().closes,
        Some(Time(1_700_000_000))
    );
}

#[test]
fn a_debate_has_two_sides_and_a_question_its_reward() {
    let page = made(
        r#","special":"5""#,
        FIRST,
        r#","special_debate":{"affirmpoint":"正 &amp; 方","negapoint":"反方","affirmvotes":"3","negavotes":"0"}"#,
    );
    assert_eq!(page.thread.kind, ThreadKind::Debate);
    let sides = &page.posts[0].poll.as_ref().unwrap().options;
    assert_eq!(
        (sides[0].label.as_str(), sides[0].votes, sides[1].votes),
        ("正 & 方", Some(3), Some(0))
    );

    let answer = r#"{"pid":"71","author":"b","username":"b","authorid":"3","message":"答","position":"2","dbdateline":"1700000001"}"#;
    let page = made(
        r#","special":"3","price":"-20""#,
        &format!("{FIRST},{answer}"),
        r#","special_reward":{"rewardprice":"20 金钱","bestpost":{"pid":"71"}}"#,
    );
    assert_eq!(page.thread.price.as_deref(), Some("20 金钱"));
    assert!(page.thread.is(ThreadFlag::Solved));
    assert_eq!(page.posts[1].badges, [Badge::Best]);
    for (special, kind) in [
        ("2", ThreadKind::Trade),
        ("4", ThreadKind::Activity),
        ("127", ThreadKind::Discussion),
    ] {
        assert_eq!(
            made(&format!(r#","special":"{special}""#), FIRST, "")
                .thread
                .kind,
            kind
        );
    }
}

#[test]
fn a_classified_thread_begins_with_its_particulars() {
    let page = made(
        "",
        FIRST,
        r#","threadsortshow":{"optionlist":[{"title":"租金","value":"900","unit":"元","optionid":"1"},{"title":"空","value":""}]}"#,
    );
    assert_eq!(
        page.posts[0].body.text,
        "<table><tr><th>租金</th><td>900 元</td></tr></table>文"
    );
}

#[test]
fn a_paid_thread_asks_for_its_price() {
    let page = thread("viewthread_paid_guest");
    let gate = page.posts[0].gate.as_ref().unwrap();
    assert_eq!(
        (gate.reason, gate.price.as_deref()),
        (GateReason::Pay, Some("5 金钱"))
    );
    assert_eq!(page.thread.price.as_deref(), Some("5 金钱"));
    assert!(page.posts[0].body.text.is_empty());
    let bought = thread("viewthread_paid_after");
    assert!(bought.posts[0].gate.is_none() && !bought.posts[0].body.text.is_empty());
}

#[test]
fn a_password_shuts_every_post_of_its_page() {
    let page = thread("viewthread_password_post");
    for post in &page.posts {
        assert_eq!(post.gate.as_ref().unwrap().reason, GateReason::Password);
        assert!(post.body.text.is_empty());
    }
}

#[test]
fn replies_for_the_author_alone_are_hidden() {
    let page = thread("viewthread_hiddenreplies_guest");
    assert_eq!(page.posts[0].state, PostState::Ok);
    assert_eq!(page.posts[1].state, PostState::Hidden);
    assert_eq!(
        page.posts[1].state_reason.as_deref(),
        Some("该帖仅作者可见")
    );
    assert_eq!(
        thread("viewthread_hiddenreplies_admin").posts[1].state,
        PostState::Ok
    );
}

#[test]
fn posts_of_the_banned_and_posts_that_were_shut_say_so() {
    let page = thread("viewthread_long_ppp50");
    let shut = page
        .posts
        .iter()
        .find(|post| post.floor == Some(22))
        .unwrap();
    assert_eq!(shut.state, PostState::Hidden);
    assert_eq!(shut.state_reason.as_deref(), Some("该帖被管理员或版主屏蔽"));
    let banned = page
        .posts
        .iter()
        .find(|post| post.floor == Some(9))
        .unwrap();
    assert_eq!(
        (banned.state, banned.author.state),
        (PostState::Hidden, AuthorState::Banned)
    );
    assert!(banned.body.text.is_empty());
    // Moderators are shown what was written.
    let page = thread("viewthread_bbcode_admin");
    let banned = page
        .posts
        .iter()
        .find(|post| post.floor == Some(22))
        .unwrap();
    assert_eq!(
        (banned.state, banned.author.state),
        (PostState::Ok, AuthorState::Banned)
    );
    assert!(!banned.body.text.is_empty());
}

#[test]
fn an_anonymous_author_in_the_list_of_hot_threads_is_nobody() {
    let backend = Forum::new().json("module=hotthread", "hotthread").backend();
    let list = wait(backend.list(ThreadListName::Hot, 1)).unwrap();
    let thread = list.threads.iter().find(|thread| thread.id == "82".into());
    // The server blanks the name alone.
    let author = &thread.unwrap().author;
    assert_eq!(author.state, AuthorState::Anonymous);
    assert_eq!((&author.id, &author.avatar), (&None, &None));
}

#[test]
fn anonymous_authors_stay_so() {
    let page = thread("viewthread_anonymous");
    assert_eq!(page.thread.author.state, AuthorState::Anonymous);
    let author = &page.posts[0].author;
    assert_eq!(
        (
            author.id.as_ref(),
            author.avatar.as_ref(),
            author.name.as_str()
        ),
        (None, None, "匿名")
    );
    assert_eq!(page.posts[0].badges, [Badge::Op]);
    assert!(page.posts[1].badges.is_empty());
    // What version 1 says of authors is not looked at.
    let leak = r#"{"Variables":{"postlist":[{"pid":"397","author":"张三","username":"张三","authorid":"9","message":"字"}]}}"#;
    let backend = Forum::with_index()
        .json("version=4&module=viewthread", "viewthread_anonymous")
        .text("version=1&module=viewthread", 200, "application/json", leak)
        .backend();
    let page = wait(backend.thread(&thread_route("82", 1))).unwrap();
    assert_eq!(page.posts[0].body.text, "字");
    assert!(!serde_json::to_string(&page).unwrap().contains("张三"));
}

#[test]
fn guests_and_authors_who_are_gone_are_told_apart() {
    let posts = r#"{"pid":"1","author":"过客","authorid":"0","username":"","message":"x","position":"1","dbdateline":"1700000000"},
        {"pid":"2","author":"故人","authorid":"5","message":"y","position":"2","dbdateline":"1700000000"},
        {"pid":"3","author":"警","username":"警","authorid":"6","status":"2","message":"z","position":"3","dbdateline":"1700000000"}"#;
    let page = made("", posts, "");
    let states: Vec<_> = page
        .posts
        .iter()
        .map(|post| (post.author.state, post.author.id.is_some()))
        .collect();
    assert_eq!(states[0], (AuthorState::Guest, false));
    assert_eq!(states[1], (AuthorState::Deleted, false));
    assert_eq!(page.posts[2].state, PostState::Warned);
}

#[test]
fn a_floor_without_its_post_keeps_its_place() {
    let posts = format!(r#"{FIRST},{{"pid":"71","position":"2","attachments":[]}}"#);
    let page = made("", &posts, "");
    assert_eq!(
        (page.posts[1].state, page.posts[1].floor),
        (PostState::Deleted, Some(2))
    );
    assert_eq!(page.posts[1].created, page.posts[0].created);
}

#[test]
fn files_that_a_reader_may_not_see_are_a_gate() {
    let post = FIRST.replace("\"position\"", "\"attachment\":\"2\",\"position\"");
    let page = made("", &post, "");
    assert_eq!(
        page.posts[0].gate.as_ref().unwrap().reason,
        GateReason::Login
    );
}

#[test]
fn a_file_with_a_price_is_listed_without_its_address() {
    let files = r#""attachments":{"9":{"aid":"9","filename":"书.pdf","attachment":"202611/x.attach","url":"data/attachment/forum/","price":"3","payed":"0","aidencode":"abc"}},"position""#;
    let post = FIRST
        .replace("\"position\"", files)
        .replace("文", "文[attach]9[/attach]");
    let page = made("", &post, "");
    let file = &page.posts[0].attachments[0];
    assert_eq!(file.gate.as_ref().unwrap().reason, GateReason::Pay);
    assert!(file.url.is_empty() && !file.inline);
    assert_eq!(page.posts[0].body.text, "文");
}

#[test]
fn a_quote_names_the_floor_it_answers() {
    let page = thread("viewthread_rated_commented");
    let to = page.posts[4].reply_to.as_ref().unwrap();
    assert_eq!(
        (to.id.as_str(), to.author.as_deref(), to.floor),
        ("235", Some("唐人街老李"), Some(4))
    );
}

#[test]
fn closed_threads_and_guests_cannot_reply() {
    let page = made(r#","closed":"1""#, FIRST, "");
    assert!(page.thread.is(ThreadFlag::Locked));
    assert_eq!(page.reply.gate.unwrap().reason, GateReason::Closed);
    assert_eq!(
        thread("viewthread_seed").reply.gate.unwrap().reason,
        GateReason::Login
    );
    assert_eq!(thread("viewthread_member_only").reply.gate, None);
}

#[test]
fn titles_are_decoded_once() {
    assert_eq!(
        thread("viewthread_special_html_title").thread.title,
        "API 发帖 <b>& \"引号\" 😀"
    );
}

#[test]
fn pictures_of_members_come_from_where_the_readers_does() {
    let page = thread("viewthread_seed");
    assert_eq!(
        page.posts[0].author.avatar.as_deref(),
        Some("https://forum.example/content/uc_server/avatar.php?uid=2&size=middle")
    );
    let page = made("", FIRST, "");
    assert_eq!(
        page.posts[0].author.avatar.as_deref(),
        Some("uc_server/avatar.php?uid=2&size=middle")
    );
}

#[test]
fn a_profile_tells_group_credits_and_times() {
    let backend = Forum::new().json("profile", "profile_other").backend();
    let user = wait(backend.user(&"4".into())).unwrap().user;
    assert_eq!(
        (
            user.name.as_str(),
            user.title.as_deref(),
            user.location.as_deref()
        ),
        ("老华侨", Some("资深侨领"), Some("维多利亚"))
    );
    assert_eq!(user.group.unwrap().name, "论坛元老");
    assert_eq!(user.joined, Time::parse("2023-12-08T22:36:00Z"));
    assert_eq!(user.last_seen, Some(Time(1_795_386_918)));
    let credits: Vec<_> = user
        .credits
        .iter()
        .map(|stat| format!("{} {}", stat.label, stat.value))
        .collect();
    assert_eq!(credits, ["积分 3688", "威望 368", "金钱 1844", "贡献 3"]);
    assert_eq!(user.stats[0].value, "13");
}

#[test]
fn hot_threads_know_their_section_and_new_ones_do_not() {
    let backend = Forum::new()
        .json("hotthread", "hotthread")
        .json("forumnav", "forumnav")
        .json("newthreads", "newthreads")
        .backend();
    let home = wait(backend.home()).unwrap();
    assert_eq!(home.hot[0].section.as_str(), "12");
    assert!(home.hot[0].is(ThreadFlag::Hot));
    assert_eq!(home.newest[0].section.as_str(), "");
    assert!(
        home.newest
            .is_sorted_by_key(|thread| std::cmp::Reverse(thread.created))
    );
}

#[test]
fn replies_that_were_lifted_to_the_top_go_back_or_are_marked() {
    let post = |id: u32, floor: u32, number: i32| {
        format!(
            r#"{{"pid":"{id}","author":"b","username":"b","authorid":"3","message":"x","position":"{floor}","number":"{number}","dbdateline":"1700000001"}}"#
        )
    };
    let posts = [
        FIRST.to_owned(),
        post(90, 25, 2),
        post(80, 18, -1),
        post(73, 4, -1),
        post(71, 2, 3),
        post(72, 3, 4),
        post(74, 5, 6),
    ];
    // More replies than the one that `made` tells of.
    let page = made(r#","replies":"40","stickreply":"1""#, &posts.join(","), "");
    let floors: Vec<_> = page.posts.iter().filter_map(|post| post.floor).collect();
    assert_eq!(floors, [1, 25, 2, 3, 4, 5]);
    let pinned: Vec<_> = page
        .posts
        .iter()
        .filter(|post| post.badges.contains(&Badge::Pinned))
        .filter_map(|post| post.floor)
        .collect();
    assert_eq!(pinned, [25]);
    // The only page has all of them, whatever gaps there are.
    let posts = [FIRST.to_owned(), post(80, 18, -1), post(71, 2, 2)];
    let page = made("", &posts.join(","), "");
    let floors: Vec<_> = page.posts.iter().filter_map(|post| post.floor).collect();
    assert_eq!(floors, [1, 2, 18]);
}

#[test]
fn an_activity_and_goods_tell_their_particulars() {
    let page = made(
        r#","special":"4""#,
        FIRST,
        r#","special_activity":{"class":"聚餐","starttimefrom":"2026-12-1 18:00","starttimeto":"0","place":"唐人街","cost":"0","number":"12"}"#,
    );
    assert_eq!(
        page.posts[0].body.text,
        "<table><tr><th>活动类型</th><td>聚餐</td></tr><tr><th>开始时间</th><td>2026-12-1 18:00</td></tr>\
         <tr><th>活动地点</th><td>唐人街</td></tr><tr><th>需要人数</th><td>12</td></tr></table>文"
    );
    let page = made(
        r#","special":"2""#,
        FIRST,
        r#","special_trade":{"71":{"subject":"旧书","price":"5.00"}}"#,
    );
    assert_eq!(
        page.posts[0].body.text,
        "<table><tr><th>旧书</th><td>5.00</td></tr></table>文"
    );
}

#[test]
fn a_thread_that_comes_last_post_first_is_turned_round() {
    for name in ["viewthread_ordertype_default", "viewthread_long_reverse"] {
        let page = thread(name);
        assert!(page.posts.is_sorted_by_key(|post| post.floor), "{name}");
        assert!(
            !page
                .posts
                .iter()
                .any(|post| post.badges.contains(&Badge::Pinned)),
            "{name}"
        );
    }
}

#[test]
fn an_edit_of_today_needs_the_zone_and_waits_for_it() {
    let backend = Forum::with_index()
        .json("tid=0", "viewthread_notid")
        .json("version=4&module=viewthread", "viewthread_edited")
        .json("version=1&module=viewthread", "viewthread_edited_v1")
        .backend();
    let page = wait(backend.thread(&thread_route("118", 1))).unwrap();
    let edit = page.posts[0].edited.as_ref().unwrap();
    assert_eq!(
        (Some(edit.at), edit.by.as_ref()),
        (Time::parse("2026-11-22T22:44:00Z"), None)
    );
    assert!(page.posts[0].body.text.starts_with("编辑后的正文"));
}

#[test]
fn floors_of_threads_that_were_joined_are_in_the_order_of_the_server() {
    let post = |id: u32, floor: u32, at: u32| {
        format!(
            r#"{{"pid":"{id}","author":"b","username":"b","authorid":"3","message":"x","position":"{floor}","number":"{floor}","dbdateline":"17000000{at}"}}"#
        )
    };
    let posts = [
        FIRST.to_owned(),
        post(90, 12, 10),
        post(71, 2, 20),
        post(91, 13, 30),
    ];
    let page = made("", &posts.join(","), "");
    let floors: Vec<_> = page.posts.iter().filter_map(|post| post.floor).collect();
    assert_eq!(floors, [1, 12, 2, 13]);
    let pinned = |post: &qilou::model::Post| post.badges.contains(&Badge::Pinned);
    assert!(!page.posts.iter().any(pinned));
}

#[test]
fn a_later_page_that_comes_last_post_first_is_turned_round() {
    let mut last = value("viewthread_long_last");
    let posts = last["Variables"]["postlist"].as_array_mut().unwrap();
    posts.reverse();
    let backend = Forum::with_index()
        .text(
            "version=4&module=viewthread",
            200,
            "application/json",
            &last.to_string(),
        )
        .backend();
    let page = wait(backend.thread(&thread_route("68", 13))).unwrap();
    let floors: Vec<_> = page.posts.iter().filter_map(|post| post.floor).collect();
    assert_eq!(floors, [121, 122, 123]);
    assert!(
        page.posts
            .iter()
            .all(|post| !post.badges.contains(&Badge::Pinned))
    );
}

#[test]
fn a_section_asks_for_its_price_until_it_is_paid() {
    let mut shut = value("forumdisplay_password_nopw");
    shut["Variables"]["forum"]["password"] = "0".into();
    let backend = Forum::with_index()
        .text(
            "module=forumdisplay",
            200,
            "application/json",
            &shut.to_string(),
        )
        .backend();
    let page = wait(backend.section(&section_route("41", 1))).unwrap();
    assert_eq!(page.section.gate.unwrap().reason, GateReason::Pay);
}

#[test]
fn a_section_that_begins_again_has_ended() {
    // Of prefixes, older releases do not count the threads.
    let mut first = value("forumdisplay_p1");
    first["Variables"]["forum"]
        .as_object_mut()
        .unwrap()
        .remove("threadcount");
    let backend = Forum::with_index()
        .text(
            "module=forumdisplay",
            200,
            "application/json",
            &first.to_string(),
        )
        .backend();
    let page = |number| {
        let mut route = section_route("3", number);
        route.narrow = Some(qilou::route::Narrow::Prefix("5".into()));
        wait(backend.section(&route)).unwrap()
    };
    assert!(!page(1).threads.is_empty());
    assert!(page(2).threads.is_empty() && page(2).page.next.is_none());
}
