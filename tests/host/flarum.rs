//! Flarum: what it is asked, and what is made of its answers.

use crate::{
    discourse::golden::{check, check_all_replayed, fixture},
    harm::{any_harm, harmed},
    support::{ROOT, Script, wait},
};
use proptest::prelude::*;
use qilou::{
    backend::{Backend, Flarum},
    model::{
        AuthorState, Badge, BodyFormat, Capability, PostState, Problem, ProblemCode, Sort,
        ThreadFlag, ThreadListName,
    },
    route::{Route, SearchRoute, SearchSort, SectionRoute, ThreadRoute, UserTab},
};
use std::rc::Rc;

/// A forum that answers these paths with these fixtures; a name may begin with a status.
pub fn forum(answers: &[(&str, &str)]) -> (Flarum, Rc<Script>) {
    let mut script = Script::default();
    for (path, name) in answers {
        let (status, name) = status_and_name(name);
        script = script.with(path, status, &fixture("flarum", name));
    }
    let script = Rc::new(script);
    (Flarum::new(ROOT.to_owned(), script.clone()), script)
}

fn status_and_name(name: &str) -> (u16, &str) {
    match name.split_once(' ') {
        Some((status, name)) => (status.parse().unwrap(), name),
        None => (200, name),
    }
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

fn by_laochen() -> ThreadRoute {
    ThreadRoute {
        only_author: Some("laochen".into()),
        ..thread("90", 2)
    }
}

fn search(query: &str) -> SearchRoute {
    SearchRoute {
        query: query.to_owned(),
        page: 1,
        ..SearchRoute::default()
    }
}

/// One case of every kind of answer: its name, the paths with their fixtures, and the question.
type Case = (
    &'static str,
    &'static [(&'static str, &'static str)],
    fn(&Flarum) -> Result<serde_json::Value, Problem>,
);

macro_rules! ask {
    ($question:expr) => {
        |forum: &Flarum| {
            let question: fn(&Flarum) -> _ = $question;
            question(forum).map(|model| serde_json::to_value(model).unwrap())
        }
    };
}

const BY: &str = "api/posts?filter%5Bdiscussion%5D=90&sort=number&filter%5Bauthor%5D=laochen&filter%5Btype%5D=comment&page%5Boffset%5D=20";

const CASES: &[Case] = &[
    (
        "site-1",
        &[("api", "forum-1"), ("api/tags", "tags")],
        ask!(|forum| wait(forum.site())),
    ),
    (
        "site-2-without-tags",
        &[("api", "forum-2"), ("api/tags", "404 refusal-missing")],
        ask!(|forum| wait(forum.site())),
    ),
    (
        "site-private",
        &[("api", "forum-private"), ("api/tags", "tags-none")],
        ask!(|forum| wait(forum.site())),
    ),
    (
        "home",
        &[
            ("api/discussions?sort=-createdAt", "discussions"),
            ("api/discussions?sort=-lastPostedAt", "discussions-last"),
        ],
        ask!(|forum| wait(forum.home())),
    ),
    (
        "list-last",
        &[(
            "api/discussions?sort=-createdAt&page%5Boffset%5D=20",
            "discussions-last",
        )],
        ask!(|forum| wait(forum.list(ThreadListName::Newest, 2))),
    ),
    (
        "list-none",
        &[
            ("api/discussions?sort=-lastPostedAt", "discussions-none"),
            ("api", "forum-1"),
        ],
        ask!(|forum| wait(forum.list(ThreadListName::Hot, 1))),
    ),
    (
        "section",
        &[
            ("api/tags", "tags"),
            ("api/discussions?filter%5Btag%5D=life", "discussions"),
        ],
        ask!(|forum| wait(forum.section(&section("life", 1, Sort::LastPost)))),
    ),
    (
        "section-below",
        &[
            ("api/tags", "tags"),
            (
                "api/discussions?filter%5Btag%5D=cantonese&sort=-commentCount&page%5Boffset%5D=40",
                "discussions-last",
            ),
        ],
        ask!(|forum| wait(forum.section(&section("cantonese", 3, Sort::Replies)))),
    ),
    (
        "section-of-all",
        &[
            ("api/tags", "404 refusal-missing"),
            ("api/discussions?sort=-createdAt", "discussions"),
            ("api", "forum-2"),
        ],
        ask!(|forum| wait(forum.section(&section("all", 1, Sort::Created)))),
    ),
    (
        "thread-1",
        &[("api/discussions/90", "discussion-long-1")],
        ask!(|forum| wait(forum.thread(&thread("90", 1)))),
    ),
    (
        "thread-3",
        &[(
            "api/discussions/90?page%5Boffset%5D=40",
            "discussion-long-3",
        )],
        ask!(|forum| wait(forum.thread(&thread("90", 3)))),
    ),
    (
        "thread-in-parts",
        &[
            (
                "api/discussions/90?page%5Boffset%5D=20",
                "discussion-long-part-2",
            ),
            (
                "api/posts?filter%5Bid%5D=1034,1035,1036,1037,1038,1039,1040,1041,1042,1043,1044,1045",
                "posts-by-id",
            ),
        ],
        ask!(|forum| wait(forum.thread(&thread("90", 2)))),
    ),
    (
        "thread-without-ids",
        &[
            ("api/discussions/90", "discussion-bare"),
            (
                "api/posts?filter%5Bdiscussion%5D=90&sort=number",
                "posts-of-discussion",
            ),
        ],
        ask!(|forum| wait(forum.thread(&thread("90", 1)))),
    ),
    (
        "thread-by",
        &[
            ("api/discussions/90", "discussion-long-1"),
            (BY, "posts-by-author"),
        ],
        ask!(|forum| wait(forum.thread(&by_laochen()))),
    ),
    (
        "thread-awkward",
        &[("api/discussions/93", "discussion-awkward")],
        ask!(|forum| wait(forum.thread(&thread("93", 1)))),
    ),
    (
        "tag",
        &[
            ("api/tags", "tags"),
            ("api/discussions?filter%5Btag%5D=news", "discussions-last"),
        ],
        ask!(|forum| wait(forum.tag("新闻", 1))),
    ),
    (
        "search",
        &[
            ("api", "forum-1"),
            ("api/discussions?filter%5Bq%5D=%E8%99%BE%E9%A5%BA", "search"),
        ],
        ask!(|forum| wait(forum.search(&search("虾饺")))),
    ),
    (
        "user",
        &[("api/users/afang?bySlug=1", "user")],
        ask!(|forum| wait(forum.user(&"afang".into()))),
    ),
    (
        "user-threads",
        &[(
            "api/discussions?filter%5Bauthor%5D=afang&sort=-createdAt",
            "discussions",
        )],
        ask!(|forum| wait(forum.user_threads(&"afang".into(), 1))),
    ),
    (
        "user-threads-of-figures",
        &[
            ("api/users/2?bySlug=1", "user-of-figures"),
            (
                "api/discussions?filter%5Bauthor%5D=afang&sort=-createdAt",
                "discussions",
            ),
        ],
        ask!(|forum| wait(forum.user_threads(&"2".into(), 1))),
    ),
    (
        "user-posts",
        &[(
            "api/posts?filter%5Bauthor%5D=afang&filter%5Btype%5D=comment&sort=-createdAt&page%5Boffset%5D=20",
            "user-posts",
        )],
        ask!(|forum| wait(forum.user_posts(&"afang".into(), 2))),
    ),
];

fn case(name: &str) -> &'static Case {
    CASES.iter().find(|case| case.0 == name).unwrap()
}

#[test]
fn every_answer_becomes_the_model() {
    for (name, answers, question) in CASES {
        let (forum, _) = forum(answers);
        let model = question(&forum).unwrap_or_else(|problem| panic!("{name}: {problem:?}"));
        check("flarum", name, &model);
    }
}

#[test]
fn every_fixture_is_replayed() {
    let mut replayed: Vec<&str> = CASES
        .iter()
        .flat_map(|(_, answers, _)| answers.iter())
        .map(|(_, name)| status_and_name(name).1)
        .collect();
    // By the tests below.
    replayed.extend([
        "discussion-long-2",
        "discussion-long-near",
        "refusal-members",
        "refusal-denied",
        "refusal-parameter",
        "refusal-rate",
        "refusal-maintenance",
    ]);
    check_all_replayed("flarum", &replayed);
}

#[test]
fn every_page_takes_as_few_requests_as_it_can() {
    for (name, answers, question) in CASES {
        let (forum, script) = forum(answers);
        question(&forum).unwrap();
        let mut asked = script.asked.borrow().clone();
        let mut expected: Vec<&str> = answers.iter().map(|(path, _)| *path).collect();
        asked.sort();
        expected.sort();
        assert_eq!(asked, expected, "{name}");
    }
}

#[test]
fn the_forum_and_its_tags_are_asked_for_once_even_where_there_are_none() {
    let (forum, script) = forum(case("section-of-all").1);
    wait(async {
        let route = section("all", 1, Sort::Created);
        let (site, page) = futures_util::join!(forum.site(), forum.section(&route));
        assert_eq!(site.unwrap().sections.len(), 1);
        page.unwrap();
    });
    wait(forum.section(&section("all", 1, Sort::Created))).unwrap();
    let asked = script.asked.borrow();
    for path in ["api", "api/tags"] {
        assert_eq!(
            asked.iter().filter(|asked| *asked == path).count(),
            1,
            "{path}"
        );
    }
}

#[test]
fn tags_are_a_tree_primary_ones_first() {
    let (forum, _) = forum(case("site-1").1);
    let site = wait(forum.site()).unwrap();
    let names: Vec<_> = site
        .sections
        .iter()
        .map(|section| section.id.as_str())
        .collect();
    // A tag whose parent this reader may not see stands by itself.
    assert_eq!(names, ["general", "life", "orphan", "news", "help"]);
    let life = site.section(&"life".into()).unwrap();
    let below: Vec<_> = life
        .children
        .iter()
        .map(|section| section.id.as_str())
        .collect();
    assert_eq!(below, ["cantonese", "roast"]);
    assert_eq!(
        site.section(&"roast".into()).unwrap().parent,
        Some("life".into())
    );
    // The secondary ones may be many: the navigation leaves them out.
    let nav: Vec<_> = site
        .nav
        .iter()
        .flatten()
        .map(|link| link.label.as_str())
        .collect();
    assert_eq!(nav, ["General", "生活", "孤儿"]);
    assert_eq!(site.url.as_deref(), Some(ROOT));
    assert!(site.can(Capability::Tags));
}

#[test]
fn a_forum_without_tags_has_one_section() {
    let (forum, _) = forum(case("site-2-without-tags").1);
    let site = wait(forum.site()).unwrap();
    assert!(!site.can(Capability::Tags));
    assert_eq!(site.sections.first().unwrap().name, "骑楼茶座二");
    assert_eq!(site.tagline.as_deref(), Some("先看版规再发帖。"));
    assert_eq!(site.logo, None);
}

#[test]
fn a_forum_that_guests_may_not_see_asks_to_log_in() {
    let (forum, _) = forum(&[
        ("api", "forum-private"),
        ("api/discussions?sort=-createdAt", "discussions-none"),
    ]);
    let problem = wait(forum.list(ThreadListName::Newest, 1)).unwrap_err();
    assert_eq!(problem.code, ProblemCode::LoginRequired);
}

#[test]
fn lists_join_members_and_tags() {
    let (forum, _) = forum(case("section").1);
    let page = wait(forum.section(&section("life", 1, Sort::LastPost))).unwrap();
    let [rules, food, gone, untagged, unanswered] = page.threads.as_slice() else {
        panic!("{}", page.threads.len());
    };
    assert_eq!(rules.flags, [ThreadFlag::Pinned, ThreadFlag::Locked]);
    assert_eq!(rules.author.name, "骑楼管理员");
    assert_eq!(rules.author.group.as_ref().unwrap().name, "管理员");
    assert_eq!(rules.excerpt.as_ref().unwrap().chars().count(), 201);
    // The section is the narrowest tag; those on the way to it are no tags besides.
    assert_eq!(
        (food.section.as_str(), food.tags.as_slice()),
        ("cantonese", &["新闻".to_owned()][..])
    );
    assert_eq!(food.flags, [ThreadFlag::Solved]);
    assert_eq!(food.title, "哪里有好吃的虾饺？ & \"烧卖\"");
    let last = food.last_post.as_ref().unwrap();
    assert_eq!(
        (last.author.name.as_str(), last.floor),
        ("laochen", Some(14))
    );
    assert_eq!(gone.author.state, AuthorState::Deleted);
    assert_eq!(
        gone.last_post.as_ref().unwrap().author.state,
        AuthorState::Deleted
    );
    assert_eq!(
        (untagged.section.as_str(), untagged.flags.as_slice()),
        ("all", &[ThreadFlag::Hidden][..])
    );
    assert_eq!(unanswered.last_post, None);
    assert_eq!(unanswered.counts.replies, None);
    assert!(page.page.next.is_some() && page.page.count.is_none());
    assert_eq!(page.section.children.len(), 2);
}

#[test]
fn a_section_below_another_knows_the_way() {
    let (forum, _) = forum(case("section-below").1);
    let page = wait(forum.section(&section("cantonese", 3, Sort::Replies))).unwrap();
    assert_eq!(page.breadcrumb.first().unwrap().label, "生活");
    assert_eq!(page.page.next, None);
}

#[test]
fn a_tag_that_does_not_exist_is_not_found() {
    let (forum, _) = forum(&[
        ("api", "forum-1"),
        ("api/tags", "tags"),
        (
            "api/discussions?filter%5Btag%5D=nowhere",
            "discussions-none",
        ),
    ]);
    let problem = wait(forum.section(&section("nowhere", 1, Sort::Views))).unwrap_err();
    assert_eq!(problem.code, ProblemCode::NotFound);
}

#[test]
fn floors_are_numbers_and_events_are_left_out() {
    let (forum, _) = forum(&[
        ("api/discussions/90", "discussion-long-1"),
        (
            "api/discussions/90?page%5Boffset%5D=20",
            "discussion-long-2",
        ),
    ]);
    let page = wait(forum.thread(&thread("90", 1))).unwrap();
    let floors: Vec<_> = page.posts.iter().filter_map(|post| post.floor).collect();
    let expected: Vec<u32> = (1..=21).filter(|floor| ![5, 13].contains(floor)).collect();
    assert_eq!(floors, expected);
    assert_eq!((page.page.count, page.page.total), (Some(3), Some(45)));
    let names: Vec<_> = page.breadcrumb.iter().map(|link| &link.label).collect();
    assert_eq!(names, ["生活", "粤菜"]);
    let page = wait(forum.thread(&thread("90", 2))).unwrap();
    assert_eq!(page.posts.first().unwrap().floor, Some(22));
    assert_eq!(page.posts.len(), 20);
}

#[test]
fn posts_that_did_not_come_along_are_asked_for() {
    let (forum, _) = forum(case("thread-in-parts").1);
    let page = wait(forum.thread(&thread("90", 2))).unwrap();
    let floors: Vec<_> = page.posts.iter().filter_map(|post| post.floor).collect();
    let expected: Vec<u32> = (22..=29).chain(34..=45).collect();
    assert_eq!(floors, expected);
    assert!(page.posts.iter().all(|post| post.author.id.is_some()));
}

#[test]
fn without_the_ids_of_posts_they_are_asked_for_by_themselves() {
    let (forum, _) = forum(case("thread-without-ids").1);
    let page = wait(forum.thread(&thread("90", 1))).unwrap();
    assert_eq!((page.posts.len(), page.page.count), (19, Some(3)));
    assert!(page.page.next.is_some());
}

#[test]
fn past_the_end_there_are_no_posts() {
    let (forum, _) = forum(&[(
        "api/discussions/90?page%5Boffset%5D=160",
        "discussion-long-3",
    )]);
    let page = wait(forum.thread(&thread("90", 9))).unwrap();
    assert!(page.posts.is_empty());
    assert_eq!(page.page.count, Some(3));
}

#[test]
fn one_members_posts_are_theirs_alone() {
    let (forum, _) = forum(case("thread-by").1);
    let page = wait(forum.thread(&by_laochen())).unwrap();
    assert_eq!(page.only_author, Some("laochen".into()));
    assert!(page.posts.iter().all(|post| post.author.name == "laochen"));
    assert_eq!((page.page.number, page.page.count), (2, None));
    assert!(page.page.next.is_some());
}

#[test]
fn a_post_is_found_by_its_number() {
    let (forum, script) = forum(&[
        (
            "api/discussions/90?page%5Bnear%5D=41",
            "discussion-long-near",
        ),
        (
            "api/discussions/90?page%5Bnear%5D=33",
            "discussion-long-near",
        ),
    ]);
    let find = |post: &str| wait(forum.find_post(&"90".into(), &post.into()));
    assert_eq!(find("41").unwrap(), 2);
    assert_eq!(find("33").unwrap_err().code, ProblemCode::NotFound);
    assert_eq!(find("1").unwrap(), 1);
    assert_eq!(find("x").unwrap_err().code, ProblemCode::NotFound);
    assert_eq!(script.asked.borrow().len(), 2);
}

#[test]
fn a_post_is_found_by_its_number_alone_where_the_ids_of_posts_are_not_told() {
    let path = "api/discussions/90?page%5Bnear%5D=41";
    let (forum, _) = forum(&[(path, "discussion-bare")]);
    assert_eq!(
        wait(forum.find_post(&"90".into(), &"41".into())).unwrap(),
        3
    );
}

#[test]
fn posts_of_every_kind_are_told_apart() {
    let (forum, _) = forum(case("thread-awkward").1);
    let page = wait(forum.thread(&thread("93", 1))).unwrap();
    let [first, renamed, gone, answer, hidden, failed, unknown] = page.posts.as_slice() else {
        panic!("{}", page.posts.len());
    };
    assert_eq!(first.badges, [Badge::Op]);
    assert_eq!(first.reactions.first().unwrap().count, 9);
    assert_eq!(
        first.edited.as_ref().unwrap().by.as_deref(),
        Some("骑楼管理员")
    );
    assert_eq!(renamed.body.text, "吃什么 → 吃什么 & 喝什么");
    assert_eq!(renamed.body.format, BodyFormat::Text);
    assert_eq!(renamed.badges, [Badge::Moderator]);
    assert_eq!(
        (gone.floor, gone.author.state),
        (Some(4), AuthorState::Deleted)
    );
    assert_eq!(answer.badges, [Badge::Best]);
    assert_eq!(answer.author.state, AuthorState::Banned);
    assert_eq!(answer.edited.as_ref().unwrap().by, None);
    assert_eq!(answer.reactions.first().unwrap().count, 1);
    assert_eq!(hidden.state, PostState::Deleted);
    assert_eq!(failed.body.text, "");
    assert_eq!(unknown.author.state, AuthorState::Deleted);
    assert_eq!(page.thread.flags, [ThreadFlag::Locked, ThreadFlag::Solved]);
    assert_eq!(
        (page.section.id.as_str(), page.thread.tags.as_slice()),
        ("life", &["新闻".to_owned()][..])
    );
}

#[test]
fn each_version_is_told_in_its_way_what_narrows_a_search() {
    let route = SearchRoute {
        section: Some("life".into()),
        author: Some("afang".to_owned()),
        sort: SearchSort::Newest,
        ..search("虾饺")
    };
    for (version, path) in [
        (
            "forum-1",
            "api/discussions?filter%5Bq%5D=%E8%99%BE%E9%A5%BA%20tag%3Alife%20author%3Aafang&sort=-createdAt",
        ),
        (
            "forum-2",
            "api/discussions?filter%5Bq%5D=%E8%99%BE%E9%A5%BA&filter%5Btag%5D=life&filter%5Bauthor%5D=afang&sort=-createdAt",
        ),
    ] {
        let (forum, _) = forum(&[("api", version), (path, "search")]);
        let page = wait(forum.search(&route)).unwrap();
        let [reply, topic, title] = page.hits.as_slice() else {
            panic!("{}", page.hits.len());
        };
        assert_eq!(
            (reply.post.clone(), reply.author.name.as_str()),
            (Some("4".into()), "laochen")
        );
        assert_eq!(reply.excerpt.as_deref(), Some("唐人街的虾饺 & 烧卖"));
        assert_eq!((&topic.post, &title.post), (&None, &None));
        assert_eq!(title.at, title.thread.created);
    }
}

#[test]
fn a_members_posts_lead_to_their_discussions() {
    let (forum, _) = forum(case("user-posts").1);
    let page = wait(forum.user_posts(&"afang".into(), 2)).unwrap();
    // A post of a discussion that is not told cannot be led to.
    let posts: Vec<_> = page
        .posts
        .iter()
        .map(|found| found.post.id.as_str())
        .collect();
    assert_eq!(posts, ["9", "4", "1"]);
    assert_eq!(page.posts.first().unwrap().thread.id, "96".into());
}

#[test]
fn refusals_say_what_is_wrong() {
    for (answer, code, sentence) in [
        ("404 refusal-missing", ProblemCode::NotFound, None),
        ("401 refusal-members", ProblemCode::LoginRequired, None),
        (
            "403 refusal-denied",
            ProblemCode::Forbidden,
            Some("You do not have permission to do that."),
        ),
        ("400 refusal-parameter", ProblemCode::Validation, None),
        ("429 refusal-rate", ProblemCode::RateLimited, None),
        (
            "503 refusal-maintenance",
            ProblemCode::Closed,
            Some("Currently down for maintenance. Please come back later."),
        ),
    ] {
        let (forum, _) = forum(&[("api/discussions/90", answer)]);
        let problem = wait(forum.thread(&thread("90", 1))).unwrap_err();
        assert_eq!(problem.code, code, "{answer}");
        assert_eq!(problem.title.as_deref(), sentence);
        assert_eq!(problem.instance, Some(format!("{ROOT}api/discussions/90")));
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
        (
            503,
            "Currently down for maintenance.",
            ProblemCode::Unavailable,
        ),
        (200, "{\"data\":", ProblemCode::BadJson),
        (200, "[]", ProblemCode::UnexpectedShape),
        (200, "{\"data\":null}", ProblemCode::UnexpectedShape),
    ] {
        let script = Script::default()
            .with("api/discussions/90", status, body)
            .with("api/posts?filter%5Bdiscussion%5D=90&sort=number", 200, "{}");
        let forum = Flarum::new(ROOT.to_owned(), Rc::new(script));
        let problem = wait(forum.thread(&thread("90", 1))).unwrap_err();
        assert_eq!(problem.code, code, "{status} {body}");
    }
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
    let user = |tab| Route::User {
        id: "afang".into(),
        tab,
        page: 1,
    };
    for (path, query, route) in [
        ("", "", Some(Route::Home)),
        ("/all", "sort=newest", Some(Route::Home)),
        (
            "/",
            "q=%E8%99%BE%E9%A5%BA",
            Some(Route::Search(search("虾饺"))),
        ),
        ("tags", "", Some(Route::Home)),
        ("d/90-wen-ni-bo", "", Some(Route::thread(&"90".into()))),
        ("/d/90", "", Some(Route::thread(&"90".into()))),
        (
            "d/90-wen-ni-bo/41",
            "",
            Some(Route::Post {
                thread: "90".into(),
                post: "41".into(),
            }),
        ),
        ("d/90/1", "", Some(Route::thread(&"90".into()))),
        ("d/90/reply", "", Some(Route::thread(&"90".into()))),
        ("d/wen-ni-bo", "", None),
        ("t/life", "", Some(Route::section(&"life".into()))),
        ("u/afang", "", Some(user(UserTab::Profile))),
        ("u/afang/discussions", "", Some(user(UserTab::Threads))),
        ("u/afang/posts", "", Some(user(UserTab::Posts))),
        ("assets/avatars/x.png", "", None),
        ("t/%FF", "", None),
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
            let (status, name) = status_and_name(name);
            let whole = fixture("flarum", name);
            let body = if index == which { harmed(&whole, at, &harm) } else { whole };
            script = script.with(path, status, &body);
        }
        let forum = Flarum::new(ROOT.to_owned(), Rc::new(script));
        if let Err(problem) = question(&forum) {
            let says_it_all = !matches!(problem.code, ProblemCode::UnexpectedShape | ProblemCode::BadJson | ProblemCode::Unknown);
            prop_assert!(says_it_all || problem.detail.is_some_and(|detail| !detail.is_empty()));
        }
    }
}
