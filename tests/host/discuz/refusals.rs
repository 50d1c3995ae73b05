//! The shapes of answers that are no pages, and what the server refuses.

use super::{AWAY, Forum, section_route, thread_route, value};
use crate::support::wait;
use qilou::{
    backend::Backend,
    model::{GateReason, Problem, ProblemCode, ThreadListName},
    transport::Response,
};

fn thread_of(forum: Forum) -> Problem {
    wait(forum.backend().thread(&thread_route("68", 5))).unwrap_err()
}

#[test]
fn the_server_leaves_its_api_once_and_then_answers() {
    for away in [(302, ""), (200, AWAY)] {
        let (backend, forum) = Forum::with_index()
            .text("version=4&module=viewthread", away.0, "text/html", away.1)
            .json("version=4&module=viewthread", "viewthread_long_p5_again")
            .text("version=1&module=viewthread", away.0, "text/html", away.1)
            .json("version=1&module=viewthread", "viewthread_bbcode_v1")
            .open();
        let page = wait(backend.thread(&thread_route("68", 5))).unwrap();
        assert_eq!(page.posts.len(), 10);
        // Two versions twice, the tree, the zone in two ways.
        assert_eq!(forum.asked.borrow().len(), 7);
    }
}

#[test]
fn a_web_page_twice_is_a_web_page() {
    let problem = thread_of(Forum::with_index().text("viewthread", 200, "text/html", AWAY));
    assert_eq!(problem.code, ProblemCode::HtmlInsteadOfJson);
}

/// A forum whose thread 78 leads to its section's page.
fn shut() -> Forum {
    let away = Response {
        url: "https://forum.example/content/forum.php?mod=forumdisplay&fid=41&mobile=2".to_owned(),
        status: 200,
        content_type: Some("text/html".to_owned()),
        body: AWAY.to_owned(),
        ..Response::default()
    };
    Forum::with_index().response("viewthread", away)
}

#[test]
fn a_thread_of_a_shut_section_leads_there_and_says_what_it_asks_for() {
    let mut paid = value("forumdisplay_password_nopw");
    paid["Variables"]["forum"]["password"] = "0".into();
    let paid = paid.to_string();
    let section = "module=forumdisplay";
    for (forum, reason) in [
        (
            shut().json(section, "forumdisplay_password_nopw"),
            GateReason::Password,
        ),
        (
            shut().text(section, 200, "application/json", &paid),
            GateReason::Pay,
        ),
        // Where the section does not tell, a password is the usual thing.
        (
            shut().text(section, 503, "text/html", AWAY),
            GateReason::Password,
        ),
    ] {
        let (backend, forum) = forum.open();
        let problem = wait(backend.thread(&thread_route("78", 1))).unwrap_err();
        assert_eq!(problem.code, ProblemCode::Forbidden);
        let gate = problem.gate.unwrap();
        assert_eq!(gate.reason, reason);
        assert_eq!(gate.links[0].label, "内部资料室");
        assert_eq!(gate.links[0].section, Some("41".into()));
        // Asking for the thread again does not help here.
        let asked = forum.asked.borrow();
        let again = asked
            .iter()
            .filter(|query| query.contains("version=4&module=viewthread"));
        assert_eq!(again.count(), 1);
    }
}

#[test]
fn a_failing_server_is_unavailable() {
    let forum = Forum::with_index().text("viewthread", 503, "text/html", AWAY);
    assert_eq!(thread_of(forum).code, ProblemCode::Unavailable);
}

#[test]
fn an_empty_answer_says_so() {
    let problem = thread_of(Forum::with_index().text("viewthread", 200, "text/html", ""));
    assert_eq!(problem.code, ProblemCode::BadJson);
    assert_eq!(problem.detail.as_deref(), Some("the answer is empty"));
}

#[test]
fn half_an_answer_is_bad_json() {
    let forum =
        Forum::with_index().text("viewthread", 200, "application/json", "{\"Version\":\"4\",");
    let problem = thread_of(forum);
    assert_eq!(problem.code, ProblemCode::BadJson);
    assert!(problem.detail.unwrap().contains("line 1"));
}

#[test]
fn json_that_calls_itself_html_is_json() {
    let backend = Forum::with_index()
        .text("module=check", 200, "text/html", &super::fixture("check"))
        .backend();
    let site = wait(backend.site()).unwrap();
    assert_eq!(site.name, "华发网");
    assert_eq!(site.generator.as_deref(), Some("Discuz! X3.5"));
}

#[test]
fn a_closed_forum_says_why() {
    let backend = Forum::new()
        .json("module", "site_closed_forumindex")
        .backend();
    for problem in [
        wait(backend.site()).unwrap_err(),
        wait(backend.thread(&thread_route("1", 1))).unwrap_err(),
        wait(backend.section(&section_route("3", 1))).unwrap_err(),
        wait(backend.list(ThreadListName::Hot, 1)).unwrap_err(),
    ] {
        assert_eq!(problem.code, ProblemCode::Closed);
        assert_eq!(problem.title.as_deref(), Some("维护中,请稍候"));
    }
    let backend = Forum::new().json("module", "mobile_closed").backend();
    let problem = wait(backend.site()).unwrap_err();
    assert_eq!(problem.code, ProblemCode::Closed);
    assert_eq!(problem.detail.as_deref(), Some("discuz:mobile_is_closed"));
}

#[test]
fn a_module_that_is_missing_is_not_found() {
    let backend = Forum::new().json("module", "wrong_module").backend();
    let problem = wait(backend.list(ThreadListName::Hot, 1)).unwrap_err();
    assert_eq!(problem.code, ProblemCode::NotFound);
    assert_eq!(problem.detail.as_deref(), Some("discuz:module_not_exists"));
}

#[test]
fn what_is_not_there_is_not_found() {
    let backend = Forum::with_index()
        .json("viewthread", "viewthread_nonexistent")
        .json("forumdisplay", "forumdisplay_nonexistent")
        .json("profile", "profile_nonexistent")
        .backend();
    for (problem, key) in [
        (
            wait(backend.thread(&thread_route("999999", 1))).unwrap_err(),
            "thread_nonexistence",
        ),
        (
            wait(backend.section(&section_route("9999", 1))).unwrap_err(),
            "forum_nonexistence",
        ),
        (
            wait(backend.user(&"99999".into())).unwrap_err(),
            "space_does_not_exist",
        ),
    ] {
        assert_eq!(problem.code, ProblemCode::NotFound);
        assert_eq!(problem.detail, Some(format!("discuz:{key}")));
    }
}

#[test]
fn a_shut_thread_keeps_its_title_and_gets_a_gate() {
    for (name, reason, key) in [
        (
            "viewthread_noperm_guest",
            GateReason::Login,
            "viewperm_login_nopermission",
        ),
        (
            "viewthread_readperm_guest",
            GateReason::Level,
            "thread_nopermission",
        ),
    ] {
        let backend = Forum::with_index()
            .json("version=4&module=viewthread", name)
            .backend();
        let page = wait(backend.thread(&thread_route("79", 1))).unwrap();
        let gate = page.thread.gate.unwrap();
        assert_eq!(
            (gate.reason, gate.detail),
            (reason, Some(format!("discuz:{key}")))
        );
        assert!(!page.thread.title.is_empty() && page.posts.is_empty());
        assert_eq!(page.page.count, Some(1));
    }
}

#[test]
fn a_shut_section_keeps_its_name_and_gets_a_gate() {
    let backend = Forum::with_index()
        .json("forumdisplay", "forumdisplay_noperm_guest")
        .backend();
    let page = wait(backend.section(&section_route("42", 1))).unwrap();
    assert_eq!(page.section.name, "会员专区");
    assert_eq!(page.section.gate.unwrap().reason, GateReason::Login);
    assert!(page.threads.is_empty());
}

#[test]
fn a_profile_that_is_not_open_is_not_shown_though_it_comes() {
    let backend = Forum::new()
        .json("profile", "profile_guest_other")
        .backend();
    let problem = wait(backend.user(&"4".into())).unwrap_err();
    assert_eq!(problem.code, ProblemCode::LoginRequired);
    assert_eq!(problem.detail.as_deref(), Some("discuz:home_no_privilege"));
    assert!(!serde_json::to_string(&problem).unwrap().contains("老华侨"));
}

#[test]
fn a_sentence_of_the_servers_own_is_told() {
    let body = r#"{"Version":"4","Variables":{"member_uid":"0","data":[]},
        "Message":{"messageval":"custom//1","messagestr":"请先 <b>绑定手机</b>"}}"#;
    let backend = Forum::new()
        .text("module", 200, "application/json", body)
        .backend();
    let problem = wait(backend.list(ThreadListName::Hot, 1)).unwrap_err();
    assert_eq!(problem.code, ProblemCode::LoginRequired);
    assert_eq!(problem.title.as_deref(), Some("请先 绑定手机"));
}

#[test]
fn lists_that_are_switched_off_leave_the_home_page_without_them() {
    let backend = Forum::new()
        .text("hotthread", 503, "text/html", AWAY)
        .json("forumnav", "forumnav")
        .json("newthreads", "newthreads")
        .backend();
    let home = wait(backend.home()).unwrap();
    assert!(home.hot.is_empty());
    assert_eq!(home.newest.len(), 5);
}

#[test]
fn an_answer_of_another_shape_names_the_field() {
    let body = r#"{"Version":"4","Variables":{"data":[{"subject":"x"}]}}"#;
    let backend = Forum::new()
        .text("module", 200, "application/json", body)
        .backend();
    let problem = wait(backend.list(ThreadListName::Hot, 1)).unwrap_err();
    assert_eq!(problem.code, ProblemCode::UnexpectedShape);
    assert!(
        problem
            .detail
            .unwrap()
            .starts_with("data[0].tid: found null")
    );
}

#[test]
fn a_home_page_that_guests_may_not_see_says_so() {
    let body = r#"{"Variables":{"member_uid":"0"},"Message":{"messageval":"not_loggedin//1","messagestr":"mobile:not_loggedin"}}"#;
    let (backend, forum) = Forum::new()
        .text("module", 200, "application/json", body)
        .open();
    let problem = wait(backend.home()).unwrap_err();
    assert_eq!(problem.code, ProblemCode::LoginRequired);
    assert_eq!(forum.asked.borrow().len(), 2);
    let backend = Forum::new()
        .text("module", 503, "text/html", AWAY)
        .backend();
    assert!(wait(backend.home()).unwrap().newest.is_empty());
}

#[test]
fn a_reason_in_english_is_a_sentence_and_no_key() {
    for reason in ["maintenance", "permanently closed, login at new.example"] {
        let body = serde_json::json!({ "error": reason }).to_string();
        let backend = Forum::new()
            .text("module", 200, "application/json", &body)
            .backend();
        let problem = wait(backend.site()).unwrap_err();
        assert_eq!(problem.code, ProblemCode::Closed);
        assert_eq!(problem.title.as_deref(), Some(reason));
    }
}
