//! What each page asks the server for, and how often.

use super::{AWAY, Forum, section_route, thread_route};
use crate::support::wait;
use futures_util::join;
use qilou::{
    backend::Backend,
    model::{Filter, Sort, ThreadListName},
    route::{Narrow, SectionRoute},
};

/// The thread that has been silent for longest in the section that has the most.
const ZONE: &str =
    "version=4&module=forumdisplay&fid=3&tpp=1&filter=lastpost&orderby=lastpost&ascdesc=ASC";

fn whole() -> Forum {
    Forum::with_index()
        .json("module=check", "check")
        .json("module=forumnav", "forumnav")
        .json("module=newthreads", "newthreads")
        .json("module=hotthread", "hotthread")
        .json("module=forumdisplay", "forumdisplay_p1")
        .json("module=profile", "profile_other")
        .json("tid=0", "viewthread_notid")
        .json("viewpid=", "viewthread_viewpid")
        .json("version=4&module=viewthread", "viewthread_long_p1")
        .json("version=1&module=viewthread", "viewthread_bbcode_v1")
}

#[test]
fn the_site_and_its_home_take_six_requests_together() {
    let (backend, forum) = whole().open();
    wait(async {
        let (site, home) = join!(backend.site(), backend.home());
        site.unwrap();
        home.unwrap();
    });
    let mut asked = forum.asked.borrow().clone();
    asked.sort();
    let fids = "17%2C3%2C4%2C18%2C5%2C19%2C20%2C44%2C6%2C7%2C21%2C8%2C22%2C9%2C23%2C24%2C10%2C11%2C25%2C26%2C12%2C27%2C13%2C14%2C28%2C29%2C15%2C30%2C16%2C31%2C33%2C32";
    assert_eq!(
        asked,
        [
            "version=4&module=check".to_owned(),
            ZONE.to_owned(),
            "version=4&module=forumindex".to_owned(),
            "version=4&module=forumnav".to_owned(),
            "version=4&module=hotthread&page=1".to_owned(),
            format!("version=4&module=newthreads&fids={fids}&start=0&limit=10"),
        ]
    );
}

#[test]
fn the_tree_is_asked_for_once_whoever_asks() {
    let (backend, forum) = whole().open();
    let route = section_route("3", 1);
    wait(async {
        let (site, section) = join!(backend.site(), backend.section(&route));
        site.unwrap();
        section.unwrap();
        backend.section(&route).await.unwrap();
    });
    let trees = forum
        .asked
        .borrow()
        .iter()
        .filter(|query| query.contains("forumindex"))
        .count();
    assert_eq!(trees, 1);
}

#[test]
fn a_tree_that_did_not_come_is_asked_for_again() {
    let (backend, forum) = Forum::new()
        .text("module=forumindex", 503, "text/html", AWAY)
        .json("module=forumindex", "forumindex")
        .json("module=forumdisplay", "forumdisplay_p1")
        .open();
    let route = section_route("3", 1);
    let without = wait(backend.section(&route)).unwrap();
    assert!(without.breadcrumb.is_empty() && without.threads.len() == 21);
    let with = wait(backend.section(&route)).unwrap();
    assert_eq!(with.breadcrumb[0].label, "时事与生活");
    assert_eq!(forum.asked.borrow().len(), 4);
}

#[test]
fn a_thread_is_asked_for_in_two_versions() {
    let (backend, forum) = whole().open();
    wait(backend.thread(&thread_route("68", 2))).unwrap();
    assert_eq!(
        *forum.asked.borrow(),
        [
            "version=4&module=viewthread&tid=68&page=2&ordertype=2",
            "version=1&module=viewthread&tid=68&page=2&ordertype=2",
            "version=4&module=forumindex",
            ZONE,
        ]
    );
    forum.asked.borrow_mut().clear();
    let mut route = thread_route("68", 1);
    route.only_author = Some("8".into());
    wait(backend.thread(&route)).unwrap();
    assert_eq!(
        *forum.asked.borrow(),
        [
            "version=4&module=viewthread&tid=68&page=1&ordertype=2&authorid=8",
            "version=1&module=viewthread&tid=68&page=1&ordertype=2&authorid=8",
        ]
    );
}

#[test]
fn each_list_of_a_section_has_its_query() {
    let (backend, forum) = whole().open();
    wait(backend.site()).unwrap();
    for (sort, narrow, query) in [
        (Sort::LastPost, None, ""),
        (Sort::Created, None, "&filter=author&orderby=dateline"),
        (Sort::Replies, None, "&filter=reply&orderby=replies"),
        (Sort::Views, None, "&filter=reply&orderby=views"),
        (
            Sort::LastPost,
            Some(Narrow::Prefix("5".into())),
            "&filter=typeid&typeid=5",
        ),
        (
            Sort::Views,
            Some(Narrow::Prefix("5".into())),
            "&filter=typeid&typeid=5&orderby=views",
        ),
        (
            Sort::LastPost,
            Some(Narrow::Filter(Filter::Digest)),
            "&filter=digest&digest=1",
        ),
        (
            Sort::LastPost,
            Some(Narrow::Filter(Filter::Poll)),
            "&filter=specialtype&specialtype=poll",
        ),
        (Sort::LastPost, Some(Narrow::Filter(Filter::Hot)), ""),
    ] {
        forum.asked.borrow_mut().clear();
        let route = SectionRoute {
            id: "3".into(),
            page: 2,
            sort,
            narrow,
        };
        wait(backend.section(&route)).unwrap();
        assert_eq!(
            *forum.asked.borrow(),
            [format!("version=4&module=forumdisplay&fid=3&page=2{query}")]
        );
    }
}

#[test]
fn lists_and_members_take_one_request() {
    let (backend, forum) = whole().open();
    wait(backend.list(ThreadListName::Newest, 1)).unwrap();
    assert_eq!(forum.asked.borrow().len(), 2);
    wait(backend.list(ThreadListName::Newest, 3)).unwrap();
    assert!(forum.asked.borrow()[2].ends_with("&start=40&limit=20"));
    wait(backend.list(ThreadListName::Hot, 2)).unwrap();
    assert_eq!(forum.asked.borrow()[3], "version=4&module=hotthread&page=2");
    wait(backend.user(&"4".into())).unwrap();
    assert_eq!(forum.asked.borrow()[4], "version=4&module=profile&uid=4");
    assert_eq!(forum.asked.borrow().len(), 5);
}

#[test]
fn hostile_identifiers_stay_in_their_place() {
    let (backend, forum) = whole().open();
    let _ = wait(backend.user(&"4&uid=1#/../?".into()));
    assert_eq!(
        *forum.asked.borrow(),
        ["version=4&module=profile&uid=4%26uid%3D1%23%2F..%2F%3F"]
    );
}

#[test]
fn a_post_is_found_and_its_page_is_not_asked_for_twice() {
    let (backend, forum) = Forum::with_index()
        .json("viewpid=262", "viewthread_viewpid")
        .json(
            "version=4&module=viewthread&tid=68&page=4",
            "viewthread_long_ppp50",
        )
        .json("version=1", "viewthread_bbcode_v1")
        .open();
    let page = wait(backend.find_post(&"68".into(), &"262".into())).unwrap();
    assert_eq!(page, 4);
    wait(backend.thread(&thread_route("68", page))).unwrap();
    assert_eq!(
        *forum.asked.borrow(),
        [
            "version=4&module=viewthread&tid=68&viewpid=262",
            "version=4&module=viewthread&tid=68&page=4&ordertype=2",
            "version=1&module=viewthread&tid=68&page=4&ordertype=2",
            "version=4&module=forumindex",
            ZONE,
            "version=4&module=viewthread&tid=0",
        ]
    );
    // It was kept for that one page alone.
    wait(backend.thread(&thread_route("68", page))).unwrap();
    assert_eq!(forum.asked.borrow().len(), 8);
}

#[test]
fn a_post_that_deleted_ones_moved_is_found_beside_its_place() {
    let single = super::fixture("viewthread_viewpid").replace("\"262\"", "\"282\"");
    let (backend, forum) = Forum::with_index()
        .text(
            "viewpid=282",
            200,
            "application/json",
            &single
                .replace("\"position\": \"31\"", "\"position\": \"51\"")
                .replace("\"number\": \"31\"", "\"number\": \"51\""),
        )
        .json("page=6", "viewthread_long_last")
        .json("page=5", "viewthread_long_p5_again")
        .open();
    assert_eq!(
        wait(backend.find_post(&"68".into(), &"282".into())).unwrap(),
        5
    );
    assert_eq!(forum.asked.borrow().len(), 3);
}

#[test]
fn a_post_that_is_nowhere_is_not_looked_for_for_ever() {
    let (backend, forum) = Forum::new()
        .json("viewpid=262", "viewthread_viewpid")
        .json("page=", "viewthread_long_p1")
        .open();
    let problem = wait(backend.find_post(&"68".into(), &"262".into())).unwrap_err();
    assert_eq!(problem.code, qilou::model::ProblemCode::NotFound);
    assert_eq!(forum.asked.borrow().len(), 5);
}

#[test]
fn a_password_opens_a_section() {
    let (backend, forum) = Forum::new()
        .json("pw=secret%20%26", "forumdisplay_password_ok")
        .json("pw=nope", "forumdisplay_password_wrong")
        .open();
    wait(backend.unlock(&"41".into(), "secret &")).unwrap();
    let problem = wait(backend.unlock(&"41".into(), "nope")).unwrap_err();
    assert_eq!(problem.code, qilou::model::ProblemCode::Validation);
    assert_eq!(
        problem.detail.as_deref(),
        Some("discuz:forum_passwd_incorrect")
    );
    assert_eq!(
        forum.asked.borrow()[1],
        "version=4&module=forumdisplay&fid=41&pw=nope"
    );
}

#[test]
fn without_a_readable_section_no_new_threads_are_asked_for() {
    let nothing = r#"{"Variables":{"member_uid":"0","forums":[{"fid":"1","type":"group"}]}}"#;
    let (backend, forum) = Forum::new()
        .text("module=forumnav", 200, "application/json", nothing)
        .json("module=newthreads", "newthreads_private_fids")
        .json("module=hotthread", "hotthread")
        .open();
    let home = wait(backend.home()).unwrap();
    assert!(home.newest.is_empty() && home.hot.len() == 10);
    assert_eq!(forum.asked.borrow().len(), 2);
}

#[test]
fn the_zone_is_found_without_asking_for_what_is_not_there() {
    let of = |forum: Forum| {
        let (backend, forum) = forum.json("module=check", "check").open();
        let site = wait(backend.site()).unwrap();
        let asked = forum.asked.borrow();
        let asked_for_nothing = asked.iter().any(|query| query.contains("tid=0"));
        (site.clock.offset_minutes, asked_for_nothing)
    };
    let forum = Forum::with_index().json("module=forumdisplay", "forumdisplay_tpp5");
    assert_eq!(of(forum), (-360, false));
    // In a new forum no time is written out yet.
    let new = r#"{"Variables":{"forum_threadlist":[{"dateline":"5&nbsp;分钟前","dbdateline":"1795386768"}]}}"#;
    let forum = Forum::with_index().text("module=forumdisplay", 200, "application/json", new);
    assert_eq!(of(forum), (-360, true));
    // A page that came before has told it already.
    let (backend, forum) = whole().open();
    wait(backend.section(&section_route("3", 1))).unwrap();
    let site = wait(backend.site()).unwrap();
    assert_eq!(site.clock.offset_minutes, -360);
    assert!(!forum.asked.borrow().iter().any(|query| query == ZONE));
}

#[test]
fn all_remarks_on_a_post_are_there() {
    let (backend, forum) = Forum::with_index()
        .json("module=forumdisplay", "forumdisplay_p1")
        .json("module=viewcomment", "viewcomment_p2")
        .json("version=4&module=viewthread", "viewthread_rated_commented")
        .open();
    let page = wait(backend.thread(&thread_route("68", 1))).unwrap();
    assert_eq!(page.posts[0].comments.len(), 7);
    assert_eq!(page.posts[3].comments.len(), 1);
    let last = &page.posts[0].comments[6];
    assert_eq!(last.text, "点评第7条:说得好 & <b>");
    let asked = forum.asked.borrow();
    let further: Vec<_> = asked
        .iter()
        .filter(|query| query.contains("viewcomment"))
        .collect();
    assert_eq!(
        further,
        ["version=4&module=viewcomment&tid=68&pid=232&page=2"]
    );
}

#[test]
fn a_thread_that_was_moved_is_followed() {
    let away = |url: &str| qilou::transport::Response {
        url: format!("https://forum.example/content/{url}"),
        status: 200,
        content_type: Some("text/html".to_owned()),
        body: AWAY.to_owned(),
        ..qilou::transport::Response::default()
    };
    for url in ["forum.php?mod=viewthread&tid=68", "thread-68-1-1.html"] {
        let mut forum = Forum::with_index()
            .json("module=forumdisplay", "forumdisplay_p1")
            .json("tid=68", "viewthread_long_p1");
        for version in ["version=4&module=viewthread", "version=1&module=viewthread"] {
            forum = forum
                .response(version, away("forum.php?mod=viewthread&tid=7"))
                .response(version, away(url));
        }
        let (backend, forum) = forum.open();
        let page = wait(backend.thread(&thread_route("7", 1))).unwrap();
        assert_eq!(page.thread.id, "68".into());
        assert_eq!(forum.asked.borrow().len(), 8, "{:?}", forum.asked.borrow());
    }
}

#[test]
fn what_was_asked_for_ahead_is_not_shown_again_after_a_password() {
    let (backend, forum) = Forum::with_index()
        .json("pw=", "forumdisplay_password_ok")
        .json("fid=41&page=1", "forumdisplay_password_nopw")
        .json("fid=41&page=1", "forumdisplay_password_ok_again")
        .open();
    let loads = qilou::load::Loads::new(std::rc::Rc::new(backend));
    let route = qilou::route::Route::section(&"41".into());
    wait(async {
        loads.load_ahead(&route).await.unwrap();
        // The page is drawn from what is kept.
        assert!(loads.kept(&route).is_some());
        loads.unlock(&"41".into(), "secret123").await.unwrap();
        loads.load(&route).await.unwrap();
    });
    let asked = forum.asked.borrow();
    let pages = asked.iter().filter(|query| query.contains("fid=41&page=1"));
    assert_eq!(pages.count(), 2, "{asked:?}");
}
