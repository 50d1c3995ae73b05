//! Whatever a server answers, there is a model or a problem that says what was wrong.

use super::{Forum, fixture, section_route, thread_route};
use crate::{
    harm::{any_harm, any_json, harmed},
    support::wait,
};
use proptest::prelude::*;
use qilou::{
    backend::Backend,
    model::{Problem, ProblemCode, ThreadListName},
};

fn is_told<T>(found: Result<T, Problem>) {
    if let Err(problem) = found {
        let says_it_all = !matches!(
            problem.code,
            ProblemCode::UnexpectedShape | ProblemCode::Unknown
        );
        let detail = problem.detail.as_deref().or(problem.title.as_deref());
        assert!(
            says_it_all || detail.is_some_and(|detail| !detail.is_empty()),
            "{problem:?}"
        );
    }
}

/// Asks everything of a forum of which one module answers so.
fn ask_all(module: &str, body: &str) {
    let kind = if body.starts_with('<') {
        "text/html"
    } else {
        "application/json"
    };
    let backend = Forum::new()
        .text(module, 200, kind, body)
        .json("module=forumindex", "forumindex")
        .json("module=forumnav", "forumnav")
        .json("version=4&module=viewthread", "viewthread_attach_guest")
        .json("version=1&module=viewthread", "viewthread_attach_v1")
        .backend();
    wait(async {
        match module {
            "module=forumindex" | "module=check" => is_told(backend.site().await),
            "module=forumnav" | "module=newthreads" => {
                is_told(backend.list(ThreadListName::Newest, 1).await)
            }
            "module=hotthread" => is_told(backend.list(ThreadListName::Hot, 1).await),
            "module=forumdisplay" => is_told(backend.section(&section_route("22", 1)).await),
            "module=profile" => is_told(backend.user(&"4".into()).await),
            _ => {
                is_told(backend.thread(&thread_route("118", 1)).await);
                is_told(backend.find_post(&"118".into(), &"450".into()).await);
            }
        }
    });
}

const ANSWERS: [(&str, &str); 12] = [
    ("module=forumindex", "forumindex"),
    ("module=check", "check"),
    ("module=forumnav", "forumnav"),
    ("module=newthreads", "newthreads"),
    ("module=hotthread", "newthreads"),
    ("module=forumdisplay", "forumdisplay_with_attach"),
    ("module=forumdisplay", "forumdisplay_password_nopw"),
    ("module=profile", "profile_other"),
    ("version=4&module=viewthread", "viewthread_rated_commented"),
    ("version=4&module=viewthread", "viewthread_poll_guest"),
    ("version=4&module=viewthread", "viewthread_readperm_guest"),
    ("version=1&module=viewthread", "viewthread_attach_v1"),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn a_harmed_answer_is_read_or_told(which in prop::sample::select(&ANSWERS[..]), at: prop::sample::Index, what in any_harm()) {
        ask_all(which.0, &harmed(&fixture(which.1), at, &what));
    }

    #[test]
    fn any_json_is_read_or_told(which in prop::sample::select(&ANSWERS[..]), variables in any_json()) {
        ask_all(which.0, &serde_json::json!({"Version": "4", "Variables": variables}).to_string());
        ask_all(which.0, &variables.to_string());
    }

    #[test]
    fn any_body_is_read(parts in prop::collection::vec(prop::sample::select(vec![
        "<div class=\"blockcode\">", "<ol>", "<li>", "</ol>", "</em></div>", "<i class=\"pstatus\">", "</i>",
        "<div class=\"quote\">", "goto=findpost", "pid=", "7", "</div>", "<div class=\"locked\">", "[attach]", "[/attach]",
        "[media=x,1,2]", "[/media]", "<script", "</script>", "<img", " file=\"", ">", "<br />", "&nbsp;", "2026-11-20", " 10:00", "楼",
    ]), 0..24)) {
        let message = serde_json::to_string(&parts.concat()).unwrap();
        let body = format!(r#"{{"Variables":{{"thread":{{"tid":"1","subject":"t"}},"postlist":[{{"pid":"1","author":"a","username":"a","authorid":"1","first":"1","dbdateline":"1700000000","position":"1","message":{message}}}]}}}}"#);
        let backend = Forum::new().text("version=4&module=viewthread", 200, "application/json", &body).backend();
        wait(backend.thread(&thread_route("1", 1))).unwrap();
    }
}
