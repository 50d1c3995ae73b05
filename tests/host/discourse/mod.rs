//! Discourse: what it is asked, and what is made of its answers.

pub mod golden;

use crate::{
    harm::{any_harm, harmed},
    support::{ROOT, Script, wait},
};
use golden::{check, check_all_replayed, fixture};
use proptest::prelude::*;
use qilou::{
    backend::{Backend, Discourse},
    model::{
        AuthorState, Badge, Capability, PostState, Problem, ProblemCode, Sort, ThreadFlag,
        ThreadKind, ThreadListName,
    },
    route::{Route, SearchRoute, SearchSort, SectionRoute, ThreadRoute, UserTab},
};
use std::rc::Rc;

const CATEGORIES: &str = "categories.json?include_subcategories=true";

/// A forum that answers these paths with these fixtures; a name may begin with a status.
pub fn forum(answers: &[(&str, &str)]) -> (Discourse, Rc<Script>) {
    let mut script = Script::default();
    for (path, name) in answers {
        let (status, name) = match name.split_once(' ') {
            Some((status, name)) => (status.parse().unwrap(), name),
            None => (200, *name),
        };
        script = script.with(path, status, &fixture("discourse", name));
    }
    let script = Rc::new(script);
    (Discourse::new(ROOT.to_owned(), script.clone()), script)
}

fn section(id: &str, page: u32, sort: Sort) -> SectionRoute {
    SectionRoute {
        id: id.into(),
        page,
        sort,
        narrow: None,
    }
}

fn thread(id: &str, page: u32) -> ThreadRoute {
    ThreadRoute {
        id: id.into(),
        page,
        ..ThreadRoute::default()
    }
}

fn search(query: &str) -> SearchRoute {
    SearchRoute {
        query: query.to_owned(),
        page: 1,
        ..SearchRoute::default()
    }
}

pub const SITE: [(&str, &str); 3] = [
    ("site/basic-info.json", "site-basic-info"),
    (CATEGORIES, "categories"),
    ("site/statistics.json", "site-statistics"),
];

/// One case of every kind of answer: its name, the paths with their fixtures, and the question.
type Case = (
    &'static str,
    &'static [(&'static str, &'static str)],
    fn(&Discourse) -> Result<serde_json::Value, Problem>,
);

macro_rules! ask {
    ($question:expr) => {
        |forum: &Discourse| {
            let question: fn(&Discourse) -> _ = $question;
            question(forum).map(|model| serde_json::to_value(model).unwrap())
        }
    };
}

const CASES: &[Case] = &[
    ("site", &SITE, ask!(|forum| wait(forum.site()))),
    (
        "site-members",
        &[
            ("site/basic-info.json", "site-basic-info-members"),
            (CATEGORIES, "403 refusal-members"),
        ],
        ask!(|forum| wait(forum.site())),
    ),
    (
        "home",
        &[
            ("latest.json?order=created", "topics-latest_topics_response"),
            ("top.json", "topics-top"),
        ],
        ask!(|forum| wait(forum.home())),
    ),
    (
        "list-of-null-categories",
        &[(
            "latest.json?order=created&page=1",
            "topics-private-messages-sent",
        )],
        ask!(|forum| wait(forum.list(ThreadListName::Newest, 2))),
    ),
    (
        "list-without-users",
        &[("top.json", "topics-private-messages")],
        ask!(|forum| wait(forum.list(ThreadListName::Hot, 1))),
    ),
    (
        "section",
        &[
            (CATEGORIES, "categories"),
            ("latest.json?category=5&order=activity", "category-topics"),
        ],
        ask!(|forum| wait(forum.section(&section("5", 1, Sort::LastPost)))),
    ),
    (
        "section-last-page",
        &[
            (CATEGORIES, "categories"),
            (
                "latest.json?category=9&order=posts&page=3",
                "category-topics-last",
            ),
        ],
        ask!(|forum| wait(forum.section(&section("9", 4, Sort::Replies)))),
    ),
    (
        "section-untold",
        &[
            (CATEGORIES, "categories"),
            (
                "latest.json?category=77&order=created",
                "category-topics-last",
            ),
            ("c/77/show.json", "category-show"),
        ],
        ask!(|forum| wait(forum.section(&section("77", 1, Sort::Created)))),
    ),
    (
        "thread-documented",
        &[
            (CATEGORIES, "categories"),
            ("t/13.json", "topics-topic_response"),
        ],
        ask!(|forum| wait(forum.thread(&thread("13", 1)))),
    ),
    (
        "thread-awkward",
        &[(CATEGORIES, "categories"), ("t/93.json", "topic-awkward")],
        ask!(|forum| wait(forum.thread(&thread("93", 1)))),
    ),
    (
        "thread-1",
        &[(CATEGORIES, "categories"), ("t/90.json", "topic-long-1")],
        ask!(|forum| wait(forum.thread(&thread("90", 1)))),
    ),
    (
        "thread-3",
        &[
            (CATEGORIES, "categories"),
            ("t/90.json?page=3", "topic-long-3"),
        ],
        ask!(|forum| wait(forum.thread(&thread("90", 3)))),
    ),
    (
        "thread-by",
        &[
            (CATEGORIES, "categories"),
            ("t/90.json?username_filters=LaoChen", "topic-long-by"),
        ],
        ask!(|forum| wait(forum.thread(&ThreadRoute {
            only_author: Some("LaoChen".into()),
            ..thread("90", 1)
        }))),
    ),
    (
        "thread-mega",
        &[
            (CATEGORIES, "categories"),
            ("t/92.json?page=2", "topic-mega"),
        ],
        ask!(|forum| wait(forum.thread(&thread("92", 2)))),
    ),
    (
        "tag",
        &[("tag/%E6%97%A9%E8%8C%B6.json", "tag-topics")],
        ask!(|forum| wait(forum.tag("早茶", 1))),
    ),
    (
        "search",
        &[("search.json?q=%E5%94%90%E4%BA%BA%E8%A1%97&page=1", "search")],
        ask!(|forum| wait(forum.search(&search("唐人街")))),
    ),
    (
        "search-documented",
        &[("search.json?q=x&page=1", "search-query_response")],
        ask!(|forum| wait(forum.search(&search("x")))),
    ),
    (
        "search-nothing",
        &[("search.json?q=x&page=1", "search-nothing")],
        ask!(|forum| wait(forum.search(&search("x")))),
    ),
    (
        "user",
        &[("u/afang.json", "user")],
        ask!(|forum| wait(forum.user(&"afang".into()))),
    ),
    (
        "user-documented",
        &[("u/discourse1.json", "users-get_user_response")],
        ask!(|forum| wait(forum.user(&"discourse1".into()))),
    ),
    (
        "user-hidden",
        &[("u/winnipeg_wang.json", "user-hidden")],
        ask!(|forum| wait(forum.user(&"winnipeg_wang".into()))),
    ),
    (
        "user-threads",
        &[("topics/created-by/afang.json", "created-by-topics")],
        ask!(|forum| wait(forum.user_threads(&"afang".into(), 1))),
    ),
    (
        "user-posts",
        &[(
            "user_actions.json?username=afang&filter=4,5&offset=30",
            "user-actions",
        )],
        ask!(|forum| wait(forum.user_posts(&"afang".into(), 2))),
    ),
    (
        "user-posts-none",
        &[(
            "user_actions.json?username=afang&filter=4,5&offset=0",
            "user-actions-none",
        )],
        ask!(|forum| wait(forum.user_posts(&"afang".into(), 1))),
    ),
];

#[test]
fn every_answer_becomes_the_model() {
    for (name, answers, question) in CASES {
        let (forum, _) = forum(answers);
        let model = question(&forum).unwrap_or_else(|problem| panic!("{name}: {problem:?}"));
        check("discourse", name, &model);
    }
}

#[test]
fn every_fixture_is_replayed() {
    let mut replayed: Vec<&str> = CASES
        .iter()
        .flat_map(|(_, answers, _)| answers.iter())
        .map(|(_, name)| name.split_once(' ').map_or(*name, |(_, name)| name))
        .collect();
    // By the tests below.
    replayed.extend([
        "topic-long-2",
        "topic-long-phone-2",
        "topic-long-posts",
        "topic-long-near",
        "search-overloaded",
        "refusal-missing",
        "refusal-group",
        "refusal-rate",
        "refusal-parameters",
        "refusal-search-rate",
    ]);
    check_all_replayed("discourse", &replayed);
}

#[test]
fn every_page_takes_as_few_requests_as_it_can() {
    for (name, answers, question) in CASES {
        let (forum, script) = forum(answers);
        question(&forum).unwrap();
        let mut asked = script.asked.borrow().clone();
        let mut expected: Vec<&str> = answers.iter().map(|(path, _)| *path).collect();
        if *name == "site-members" {
            expected.push("site/statistics.json");
        }
        asked.sort();
        expected.sort();
        assert_eq!(asked, expected, "{name}");
    }
}

#[test]
fn categories_are_asked_for_once() {
    let (forum, script) = forum(&[
        SITE[0],
        SITE[1],
        ("t/90.json", "topic-long-1"),
        ("latest.json?category=5&order=activity", "category-topics"),
    ]);
    wait(async {
        let (site, page) = futures_util::join!(forum.site(), forum.thread(&THREAD_90));
        site.unwrap();
        assert_eq!(page.unwrap().section.name, "粤菜 & 早茶");
    });
    wait(forum.section(&section("5", 1, Sort::LastPost))).unwrap();
    let asked = script.asked.borrow();
    assert_eq!(asked.iter().filter(|path| *path == CATEGORIES).count(), 1);
    assert_eq!(asked.len(), 5);
}

static THREAD_90: std::sync::LazyLock<ThreadRoute> = std::sync::LazyLock::new(|| thread("90", 1));

#[test]
fn a_failure_is_not_kept() {
    let script = Script::default()
        .with(CATEGORIES, 503, "<h1>503</h1>")
        .with(CATEGORIES, 200, &fixture("discourse", "categories"))
        .with(
            "latest.json?category=5&order=activity",
            200,
            &fixture("discourse", "category-topics"),
        );
    let forum = Discourse::new(ROOT.to_owned(), Rc::new(script));
    let route = section("5", 1, Sort::LastPost);
    let problem = wait(forum.section(&route)).unwrap_err();
    assert_eq!(problem.code, ProblemCode::Unavailable);
    assert!(wait(forum.section(&route)).is_ok());
}

#[test]
fn the_site_tells_its_tree_and_its_language() {
    let (forum, _) = forum(&SITE);
    let site = wait(forum.site()).unwrap();
    assert_eq!(site.lang, "zh-Hans");
    let roast = site.section(&"9".into()).unwrap();
    assert_eq!(roast.parent, Some("7".into()));
    let food = site.section(&"7".into()).unwrap();
    assert_eq!(food.description.as_deref(), Some("饮茶 & 点心"));
    assert!(site.can(Capability::OnlyAuthor) && !site.can(Capability::Modlog));
    assert_eq!(site.stats.unwrap().members, 655);
    // The last written in, not the pinned one.
    let general = site.sections.first().unwrap();
    assert_eq!(general.last_post.as_ref().unwrap().thread, "90".into());
    // Categories that keep their counts to themselves have none.
    assert_eq!(site.sections.last().unwrap().counts, None);
}

#[test]
fn a_forum_for_members_tells_its_name_and_where_to_log_in() {
    let (forum, _) = forum(CASES[1].1);
    let site = wait(forum.site()).unwrap();
    assert_eq!(
        (site.name.as_str(), site.lang.as_str()),
        ("Members only", "en-GB")
    );
    assert!(site.sections.is_empty() && site.nav.is_empty() && site.stats.is_none());
    assert_eq!(site.auth.login, Some(format!("{ROOT}login")));
}

#[test]
fn lists_know_who_opened_what_and_what_marks_it_out() {
    let (forum, _) = forum(CASES[5].1);
    let page = wait(forum.section(&section("5", 1, Sort::LastPost))).unwrap();
    let [rules, pinned, food, link, alone, nobody] = page.threads.as_slice() else {
        panic!("{}", page.threads.len());
    };
    assert_eq!(
        rules.flags,
        [ThreadFlag::PinnedEverywhere, ThreadFlag::Locked]
    );
    assert_eq!(rules.author.name, "qilou");
    assert_eq!(rules.excerpt.as_deref(), Some("先读 ‘版规’ 再发帖…"));
    assert_eq!(rules.tags, ["公告"]);
    assert_eq!(pinned.flags, [ThreadFlag::Pinned, ThreadFlag::Locked]);
    assert_eq!(food.flags, [ThreadFlag::Solved]);
    assert_eq!(food.counts.replies, Some(11));
    assert_eq!(food.tags, ["早茶", "求助"]);
    assert_eq!(food.section, "7".into());
    let last = food.last_post.as_ref().unwrap();
    assert_eq!(last.author.name, "laochen");
    assert_eq!(
        last.author.avatar.as_deref(),
        Some("/user_avatar/forum.example/laochen/144/3_2.png")
    );
    assert_eq!(link.kind, ThreadKind::Link);
    assert!(link.is(ThreadFlag::Hidden));
    // Members who are gone are told by name, or not at all.
    assert_eq!(alone.author.id, None);
    assert!(alone.last_post.is_none());
    assert_eq!(nobody.counts.replies, None);
    assert_eq!(nobody.section, "".into());
    assert_eq!(page.page.count, None);
    assert!(page.page.next.is_some());
    assert!(page.breadcrumb.is_empty());
}

#[test]
fn the_last_page_of_a_section_has_no_next() {
    let (forum, _) = forum(CASES[6].1);
    let page = wait(forum.section(&section("9", 4, Sort::Replies))).unwrap();
    assert_eq!((page.page.number, page.page.next), (4, None));
    let names: Vec<_> = page.breadcrumb.iter().map(|link| &link.label).collect();
    assert_eq!(names, ["生活", "粤菜 & 早茶"]);
}

#[test]
fn a_section_that_does_not_exist_is_not_the_list_of_all_topics() {
    let (forum, _) = forum(&[
        (CATEGORIES, "categories"),
        ("latest.json?category=404&order=views", "category-topics"),
        ("c/404/show.json", "404 refusal-missing"),
    ]);
    let problem = wait(forum.section(&section("404", 1, Sort::Views))).unwrap_err();
    assert_eq!(problem.code, ProblemCode::NotFound);
    assert_eq!(problem.title.as_deref(), Some("找不到请求的 URL 或资源。"));
}

#[test]
fn floors_are_the_numbers_of_posts_and_pages_their_order() {
    let (forum, _) = forum(&[
        (CATEGORIES, "categories"),
        ("t/90.json?page=3", "topic-long-3"),
    ]);
    let page = wait(forum.thread(&thread("90", 3))).unwrap();
    let floors: Vec<_> = page.posts.iter().filter_map(|post| post.floor).collect();
    assert_eq!(floors, [46, 47, 48, 49, 50]);
    assert_eq!((page.page.count, page.page.total), (Some(3), Some(45)));
    let names: Vec<_> = page.breadcrumb.iter().map(|link| &link.label).collect();
    assert_eq!(names, ["生活", "粤菜 & 早茶"]);
    assert!(page.section.children.is_empty());
}

#[test]
fn what_a_phone_is_not_served_at_once_is_asked_for() {
    let wanted = |range: std::ops::RangeInclusive<u32>, missing: &[u32]| {
        let ids: Vec<_> = range
            .filter(|number| !missing.contains(number))
            .map(|number| format!("post_ids%5B%5D={}", 1000 + number))
            .collect();
        format!("t/90/posts.json?{}", ids.join("&"))
    };
    let path = wanted(22..=45, &[30, 31, 32, 33]);
    let (forum, script) = forum(&[
        (CATEGORIES, "categories"),
        ("t/90.json?page=2", "topic-long-phone-2"),
        (&path, "topic-long-posts"),
    ]);
    let page = wait(forum.thread(&thread("90", 2))).unwrap();
    let floors: Vec<_> = page.posts.iter().filter_map(|post| post.floor).collect();
    let expected: Vec<u32> = (22..=29).chain(34..=45).collect();
    assert_eq!(floors, expected);
    assert_eq!(script.asked.borrow().len(), 3);
    assert_eq!(page.page.count, Some(3));
}

#[test]
fn a_page_that_came_whole_takes_one_request() {
    let (forum, script) = forum(&[("t/90.json?page=2", "topic-long-2")]);
    let page = wait(forum.thread(&thread("90", 2))).unwrap();
    assert_eq!(page.posts.len(), 20);
    assert_eq!(*script.asked.borrow(), [CATEGORIES, "t/90.json?page=2"]);
    // The categories did not come; the thread did.
    assert_eq!(
        (page.section.id, page.section.name),
        ("7".into(), String::new())
    );
    assert!(page.breadcrumb.is_empty());
}

#[test]
fn past_the_end_there_are_no_posts() {
    let (forum, _) = forum(&[("t/90.json?page=9", "topic-long-3")]);
    let page = wait(forum.thread(&thread("90", 9))).unwrap();
    assert!(page.posts.is_empty());
    assert_eq!(page.page.count, Some(3));
}

#[test]
fn one_members_posts_are_theirs_alone() {
    let route = ThreadRoute {
        only_author: Some("LaoChen".into()),
        ..thread("90", 1)
    };
    let path = "t/90.json?username_filters=LaoChen";
    let (forum_of_one, _) = forum(&[(path, "topic-long-by")]);
    let page = wait(forum_of_one.thread(&route)).unwrap();
    assert_eq!(page.only_author, Some("LaoChen".into()));
    assert_eq!(page.posts.len(), 19);
    assert!(page.posts.iter().all(|post| post.author.name == "laochen"));
    // A server that ignores the filter sends everybody's posts, and the answer says so.
    let (forum_of_all, _) = forum(&[(path, "topic-long-1")]);
    let page = wait(forum_of_all.thread(&route)).unwrap();
    assert_eq!(page.only_author, None);
    assert_eq!(page.posts.len(), 20);
}

#[test]
fn the_longest_topics_have_pages_too() {
    let (forum, _) = forum(CASES[13].1);
    let page = wait(forum.thread(&thread("92", 2))).unwrap();
    assert_eq!(page.posts.len(), 20);
    assert_eq!(page.page.count, Some(603));
    assert_eq!(page.section.name, "Hidden among many");
    assert_eq!(wait(forum.find_post(&"92".into(), &"1".into())).unwrap(), 1);
}

#[test]
fn a_post_is_found_by_its_number() {
    let (forum, script) = forum(&[
        ("t/90/41.json", "topic-long-near"),
        ("t/90/33.json", "topic-long-near"),
        ("t/92/41.json", "topic-mega"),
    ]);
    let find = |thread: &str, post: &str| wait(forum.find_post(&thread.into(), &post.into()));
    assert_eq!(find("90", "41").unwrap(), 2);
    assert_eq!(find("92", "41").unwrap(), 3);
    // It was deleted.
    assert_eq!(find("90", "33").unwrap_err().code, ProblemCode::NotFound);
    assert_eq!(script.asked.borrow().len(), 3);
    // These need no server.
    assert_eq!(find("90", "1").unwrap(), 1);
    assert_eq!(find("90", "x").unwrap_err().code, ProblemCode::NotFound);
    assert_eq!(script.asked.borrow().len(), 3);
}

#[test]
fn posts_of_every_kind_are_told_apart() {
    let (forum, _) = forum(CASES[9].1);
    let page = wait(forum.thread(&thread("93", 1))).unwrap();
    assert_eq!(page.thread.kind, ThreadKind::Poll);
    assert_eq!(page.thread.flags, [ThreadFlag::Locked, ThreadFlag::Solved]);
    assert_eq!(page.thread.tags, ["早茶", "投票"]);
    let [
        first,
        answer,
        moved,
        moderator,
        hidden,
        deleted,
        gone,
        whisper,
    ] = page.posts.as_slice()
    else {
        panic!("{}", page.posts.len());
    };
    // The poll is shown by itself, and the words of the picture's viewer are gone.
    assert!(!first.body.text.contains("poll") && !first.body.text.contains("60 KB"));
    assert!(first.body.text.contains("a_690x388.jpeg"));
    let poll = first.poll.as_ref().unwrap();
    assert_eq!((poll.multiple_max, poll.voters), (2, Some(7)));
    assert_eq!(poll.question.as_deref(), Some("吃 <什么>"));
    assert!(poll.results_visible && poll.options.first().unwrap().mine);
    assert_eq!(poll.options.last().unwrap().label, "烧卖 & 凤爪");
    let edit = first.edited.as_ref().unwrap();
    assert_eq!(edit.reason.as_deref(), Some("补图"));
    assert_eq!(first.badges, [Badge::Op]);
    assert_eq!(first.reactions.first().unwrap().count, 6);
    assert!(first.reactions.first().unwrap().mine);
    assert_eq!(answer.badges, [Badge::Best]);
    assert_eq!(answer.edited, None);
    let to = answer.reply_to.as_ref().unwrap();
    assert_eq!(
        (&to.id, to.floor, to.author.as_deref()),
        (&first.id, Some(1), Some("afang"))
    );
    let labels: Vec<_> = answer
        .reactions
        .iter()
        .map(|one| one.label.as_str())
        .collect();
    assert_eq!(labels, ["❤️", ":distorted_face:"]);
    // That the topic was closed is no post; why two posts went is one.
    assert_eq!(moved.floor, Some(4));
    assert_eq!(moderator.badges, [Badge::Moderator]);
    assert_eq!(moderator.author.group.as_ref().unwrap().name, "版主");
    assert_eq!(hidden.state, PostState::Hidden);
    assert_eq!(deleted.state, PostState::Deleted);
    assert_eq!(
        (gone.floor, gone.author.state),
        (Some(9), AuthorState::Deleted)
    );
    let secret = whisper.poll.as_ref().unwrap();
    assert!(!secret.results_visible && secret.multiple_max == 1);
    assert!(whisper.reactions.is_empty());
    // One suggestion has no id and is left out.
    assert_eq!(page.related.len(), 2);
    assert_eq!(page.related.first().unwrap().author.name, "laochen");
}

#[test]
fn a_search_says_where_by_whom_and_in_which_order() {
    let route = SearchRoute {
        query: "虾饺 & 茶".to_owned(),
        section: Some("7".into()),
        author: Some("afang".to_owned()),
        sort: SearchSort::Newest,
        page: 10,
    };
    let path = "search.json?q=%E8%99%BE%E9%A5%BA%20%26%20%E8%8C%B6%20category%3A7%20%40afang%20order%3Alatest&page=10";
    let (forum, _) = forum(&[(path, "search")]);
    let page = wait(forum.search(&route)).unwrap();
    // The post of a topic that is not told is left out; the server has no page 11.
    let [first, second] = page.hits.as_slice() else {
        panic!("{}", page.hits.len());
    };
    assert_eq!((&first.post, &second.post), (&None, &Some("4".into())));
    assert_eq!(first.excerpt.as_deref(), Some("去唐人街吃 & 喝..."));
    assert_eq!(page.page.next, None);
}

#[test]
fn a_search_that_failed_is_not_one_that_found_nothing() {
    for (answer, code, sentence) in [
        (
            "search-overloaded",
            ProblemCode::Unavailable,
            "当前负载过高，请稍后再搜索。",
        ),
        (
            "429 refusal-search-rate",
            ProblemCode::RateLimited,
            "请慢一点。",
        ),
        (
            "400 refusal-parameters",
            ProblemCode::Validation,
            "您为请求提供的参数无效：q",
        ),
    ] {
        let (forum, _) = forum(&[("search.json?q=x&page=1", answer)]);
        let problem = wait(forum.search(&search("x"))).unwrap_err();
        assert_eq!(problem.code, code);
        assert_eq!(problem.title.as_deref(), Some(sentence));
    }
}

#[test]
fn members_are_told_by_both_names() {
    let (forum_of_one, _) = forum(&[("u/afang.json", "user")]);
    let user = wait(forum_of_one.user(&"afang".into())).unwrap().user;
    assert_eq!(
        (user.name.as_str(), user.handle.as_deref()),
        ("阿芳", Some("@afang"))
    );
    assert_eq!(user.state, AuthorState::Banned);
    let (forum_of_another, _) = forum(&[("u/winnipeg_wang.json", "user-hidden")]);
    let user = wait(forum_of_another.user(&"winnipeg_wang".into()))
        .unwrap()
        .user;
    assert_eq!((user.name.as_str(), user.handle), ("winnipeg_wang", None));
    assert_eq!(user.state, AuthorState::Active);
}

#[test]
fn a_members_posts_lead_to_their_topics() {
    let (forum, _) = forum(CASES[22].1);
    let page = wait(forum.user_posts(&"afang".into(), 2)).unwrap();
    assert_eq!(page.posts.len(), 29);
    assert!(page.page.next.is_some());
    let first = page.posts.first().unwrap();
    assert_eq!(first.thread.id, "96".into());
    assert_eq!(first.thread.title, "哪里有好吃的虾饺？");
    assert_eq!(
        (first.post.author.name.as_str(), first.post.id.as_str()),
        ("afang", "2")
    );
    assert_eq!(page.posts.last().unwrap().post.body.text, "");
}

#[test]
fn refusals_say_what_is_wrong() {
    for (answer, code, sentence, seconds) in [
        (
            "403 refusal-members",
            ProblemCode::LoginRequired,
            "您需要登录才能执行此操作。",
            None,
        ),
        (
            "404 refusal-missing",
            ProblemCode::NotFound,
            "找不到请求的 URL 或资源。",
            None,
        ),
        (
            "410 refusal-missing",
            ProblemCode::Gone,
            "找不到请求的 URL 或资源。",
            None,
        ),
        (
            "403 refusal-group",
            ProblemCode::Forbidden,
            "您不能查看请求的资源。",
            None,
        ),
        (
            "429 refusal-rate",
            ProblemCode::RateLimited,
            "您执行此操作的次数过多。请等待 12 秒后再试。",
            Some(12),
        ),
    ] {
        let (forum, _) = forum(&[("t/90.json", answer)]);
        let problem = wait(forum.thread(&thread("90", 1))).unwrap_err();
        assert_eq!(problem.code, code, "{answer}");
        assert_eq!(problem.title.as_deref(), Some(sentence));
        assert_eq!(problem.retry_after, seconds);
        assert_eq!(problem.instance, Some(format!("{ROOT}t/90.json")));
    }
}

#[test]
fn what_is_not_json_is_named() {
    for (status, body, code) in [
        (
            200,
            "<!DOCTYPE html><p>hello",
            ProblemCode::HtmlInsteadOfJson,
        ),
        (502, "<h1>Bad Gateway</h1>", ProblemCode::Unavailable),
        (200, "{\"post_stream\":", ProblemCode::BadJson),
        (200, "[]", ProblemCode::UnexpectedShape),
        (200, "{\"id\":1}", ProblemCode::UnexpectedShape),
    ] {
        let script = Script::default().with("t/90.json", status, body);
        let forum = Discourse::new(ROOT.to_owned(), Rc::new(script));
        let problem = wait(forum.thread(&thread("90", 1))).unwrap_err();
        assert_eq!(problem.code, code, "{status} {body}");
    }
}

#[test]
fn being_sent_to_the_login_page_means_to_log_in() {
    let mut script = Script::default().with("t/90.json", 200, "<!DOCTYPE html>");
    for answer in script.answers.get_mut("t/90.json").unwrap() {
        answer.as_mut().unwrap().url = format!("{ROOT}login?x=1");
    }
    let forum = Discourse::new(ROOT.to_owned(), Rc::new(script));
    let problem = wait(forum.thread(&thread("90", 1))).unwrap_err();
    assert_eq!(problem.code, ProblemCode::LoginRequired);
}

#[test]
fn nothing_is_chosen_by_moderators() {
    let (forum, script) = forum(&[]);
    let list = wait(forum.list(ThreadListName::Digest, 1)).unwrap();
    assert!(list.threads.is_empty() && list.page.next.is_none());
    assert!(script.asked.borrow().is_empty());
}

#[test]
fn addresses_of_the_forum_stay_in_the_app() {
    let (forum, _) = forum(&[]);
    let post = |thread: &str, post: &str| Route::Post {
        thread: thread.into(),
        post: post.into(),
    };
    let list = |list, page| Route::List { list, page };
    let user = |id: &str, tab| Route::User {
        id: id.into(),
        tab,
        page: 1,
    };
    for (path, query, route) in [
        ("", "", Some(Route::Home)),
        ("/", "", Some(Route::Home)),
        ("t/some-slug/90", "", Some(Route::thread(&"90".into()))),
        (
            "/t/some-slug/90/",
            "page=3",
            Some(Route::Thread(thread("90", 3))),
        ),
        ("t/some-slug/90/41", "u=afang", Some(post("90", "41"))),
        ("t/some-slug/90/1", "", Some(Route::thread(&"90".into()))),
        ("t/90", "", Some(Route::thread(&"90".into()))),
        ("t/90/41", "", Some(post("90", "41"))),
        ("t/2024/90/41", "", Some(post("90", "41"))),
        ("t/-/90", "", Some(Route::thread(&"90".into()))),
        ("t/90/last", "", Some(Route::thread(&"90".into()))),
        ("t/some-slug", "", None),
        ("c/life/5", "", Some(Route::section(&"5".into()))),
        (
            "c/life/cantonese/7/l/latest",
            "page=2&order=posts",
            Some(Route::Section(section("7", 3, Sort::Replies))),
        ),
        ("c/life", "", None),
        ("u/afang", "", Some(user("afang", UserTab::Profile))),
        (
            "users/afang/summary",
            "",
            Some(user("afang", UserTab::Profile)),
        ),
        (
            "u/afang/activity/topics",
            "",
            Some(user("afang", UserTab::Threads)),
        ),
        (
            "u/%E9%98%BF%E8%8A%B3/activity",
            "",
            Some(user("阿芳", UserTab::Posts)),
        ),
        ("u/afang/messages", "", None),
        (
            "tag/%E6%97%A9%E8%8C%B6",
            "",
            Some(Route::Tag {
                tag: "早茶".to_owned(),
                page: 1,
            }),
        ),
        (
            "tag/zao-cha/2",
            "page=1",
            Some(Route::Tag {
                tag: "zao-cha".to_owned(),
                page: 2,
            }),
        ),
        ("latest", "page=1", Some(list(ThreadListName::Newest, 2))),
        ("top/monthly", "", Some(list(ThreadListName::Hot, 1))),
        ("search", "q=a%20b", Some(Route::Search(search("a b")))),
        ("uploads/default/original/1X/a.png", "", None),
        ("t/%FF/90", "", None),
        ("about", "", None),
    ] {
        assert_eq!(forum.route(path, query, ""), route, "{path}?{query}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn harmed_answers_give_a_model_or_name_what_is_wrong(
        case in prop::sample::select(CASES),
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        harm in any_harm(),
    ) {
        let (_, answers, question) = case;
        let which = which.index(answers.len());
        let mut script = Script::default();
        for (index, (path, name)) in answers.iter().enumerate() {
            let (status, name) = match name.split_once(' ') {
                Some((status, name)) => (status.parse().unwrap(), name),
                None => (200, *name),
            };
            let whole = fixture("discourse", name);
            let body = if index == which { harmed(&whole, at, &harm) } else { whole };
            script = script.with(path, status, &body);
        }
        let forum = Discourse::new(ROOT.to_owned(), Rc::new(script));
        if let Err(problem) = question(&forum) {
            let says_it_all = !matches!(problem.code, ProblemCode::UnexpectedShape | ProblemCode::BadJson | ProblemCode::Unknown);
            prop_assert!(says_it_all || problem.detail.is_some_and(|detail| !detail.is_empty()));
        }
    }
}
