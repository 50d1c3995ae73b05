//! Every recording that belongs to reading is read, and compared with its golden file; none is passed over.

use super::{Forum, fixture, golden, section_route, thread_route, value};
use crate::support::wait;
use qilou::{
    backend::Backend,
    model::{Problem, ThreadListName},
};
use serde_json::Value;
use std::{collections::BTreeSet, fs};

/// Recordings of what the backend does not ask, by the beginning of their name, and why.
const OUT_OF_SCOPE: &[(&str, &str)] = &[
    ("buythread", "paying is writing"),
    ("captcha_on", "logging in and writing"),
    (
        "check_bare",
        "the probe of releases before X3.4's version 4; `check` says more",
    ),
    ("checknotice", "counters of a member's notices"),
    ("checkpost", "what a member may write"),
    ("editpost_module", "a module that does not exist"),
    (
        "extends_dz_newpic",
        "pictures without their threads' sections or authors; its sisters fail on PHP 8",
    ),
    (
        "extends_dz_newthread",
        "threads without their sections or authors; `newthreads` says more",
    ),
    ("extends_newthread2", "an extension that does not exist"),
    ("favforum", "favourites are the member's own"),
    ("favorite_disabled_note", "the same as `check`"),
    ("favthread", "favourites are the member's own"),
    ("forumindex_after_notice", "counters of a member's notices"),
    ("forumupload", "writing"),
    ("friend", "a member's friends"),
    ("hotforum", "last posts of all sections, of shut ones too"),
    ("login_", "logging in"),
    ("logout", "logging in"),
    ("myfav", "favourites are the member's own"),
    ("mynotelist", "notices are the member's own"),
    ("mypm", "messages are the member's own"),
    ("mythread", "only the reader's own threads"),
    ("newthread_", "writing"),
    ("no_module", "no module was asked for"),
    ("pollvote", "writing"),
    ("profiles_bulk", "names only"),
    ("publicpm_member", "messages are the member's own"),
    ("recommend", "writing"),
    ("register", "logging in"),
    ("search_module", "a module that does not exist"),
    ("sendpm", "writing"),
    ("sendreply", "writing"),
    ("site_closed_login", "logging in"),
    ("smiley", "bodies come with their smilies as pictures"),
    ("sublist", "`forumdisplay` brings it along"),
    ("threadrecommend", "writing"),
    ("topicadmin", "moderating"),
    ("toplist", "`forumdisplay` brings it along"),
    ("uploadavatar", "writing"),
    (
        "viewcomment",
        "further remarks on a post, which a test of their own reads",
    ),
    ("wrong_module", "a module that does not exist"),
];

fn names() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir("tests/fixtures/discuz")
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".json").map(str::to_owned))
        .collect();
    names.sort();
    names
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The page that a recording was asked for, by its name.
fn page_in(name: &str) -> u32 {
    let number = name
        .split('_')
        .find_map(|word| word.strip_prefix('p')?.parse().ok());
    match name {
        "viewthread_long_last" | "viewthread_after_reply" => 13,
        "viewthread_bbcode_v1" => 1,
        _ => number.unwrap_or(1),
    }
}

/// Reads one recording, and tells whether there is a way to.
fn read(name: &str) -> bool {
    // A recording of another version stands in for the newest one.
    if name.starts_with("viewthread_") || name == "debug_param" {
        let id = text(&value(name)["Variables"]["thread"]["tid"]);
        let page = page_in(name);
        let mut route = thread_route(&id, page);
        if name.ends_with("onlyauthor") {
            route.only_author = Some("8".into());
        }
        let backend = Forum::with_index()
            .json("version=4&module=viewthread", name)
            .backend();
        golden(name, wait(backend.thread(&route)));
    } else if name.starts_with("forumdisplay_") || name == "forumindex_submodule_checkpost" {
        let id = text(&value(name)["Variables"]["forum"]["fid"]);
        let backend = Forum::with_index()
            .json("module=forumdisplay", name)
            .backend();
        golden(
            name,
            wait(backend.section(&section_route(&id, page_in(name)))),
        );
    } else if name.starts_with("profile_") {
        let backend = Forum::new().json("module=profile", name).backend();
        golden(name, wait(backend.user(&"4".into())));
    } else if name.starts_with("hotthread") {
        let backend = Forum::new().json("module=hotthread", name).backend();
        golden(name, wait(backend.list(ThreadListName::Hot, 1)));
    } else if name.starts_with("newthreads") {
        let backend = Forum::new()
            .json("module=forumnav", "forumnav")
            .json("module=newthreads", name)
            .backend();
        golden(name, wait(backend.list(ThreadListName::Newest, 1)));
    } else if name.starts_with("forumnav") {
        let (backend, forum) = Forum::new()
            .json("module=forumnav", name)
            .json("module=newthreads", "newthreads")
            .open();
        let _ = wait(backend.list(ThreadListName::Newest, 1));
        golden(name, Ok::<_, Problem>(forum.asked.borrow().clone()));
    } else {
        let site = |index: &str, check: &str| {
            let backend = Forum::new()
                .json("module=forumindex", index)
                .json("module=check", check)
                .json("module=viewthread", "viewthread_notid")
                .backend();
            wait(backend.site())
        };
        match name {
            "forumindex"
            | "forumindex_logged_in"
            | "cors_get_foreign_origin"
            | "login_status_auth_without_saltkey"
            | "login_status_via_authcookie_only"
            | "mobile_closed"
            | "site_closed_forumindex" => golden(name, site(name, "check")),
            "check" | "site_closed_check" => golden(name, site("forumindex", name)),
            "site_closed_viewthread" => {
                let backend = Forum::with_index()
                    .json("module=viewthread", name)
                    .backend();
                golden(name, wait(backend.thread(&thread_route("1", 1))));
            }
            _ => return false,
        }
    }
    true
}

#[test]
fn every_recording_is_read_or_left_out_for_a_reason() {
    let mut unread = Vec::new();
    for name in names() {
        let reason = OUT_OF_SCOPE
            .iter()
            .find(|(start, _)| name.starts_with(start));
        let is_status = name.starts_with("login_status");
        if (reason.is_none() || is_status) && !read(&name) {
            unread.push(name);
        }
    }
    assert!(unread.is_empty(), "neither read nor left out: {unread:?}");
}

#[test]
fn nothing_is_left_out_that_is_not_there() {
    let names = names();
    let unused: Vec<_> = OUT_OF_SCOPE
        .iter()
        .filter(|(start, _)| !names.iter().any(|name| name.starts_with(start)))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn every_golden_file_has_its_recording() {
    let names: BTreeSet<String> = names().into_iter().collect();
    for entry in fs::read_dir("tests/golden/discuz").unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let name = file.trim_end_matches(".json").trim_end_matches("_both");
        assert!(names.contains(name), "{file}");
    }
}

#[test]
fn texts_of_version_1_and_places_of_version_4_are_one_page() {
    for (name, bodies) in [
        ("viewthread_bbcode", "viewthread_bbcode_v1"),
        ("viewthread_attach_guest", "viewthread_attach_v1"),
        ("viewthread_edited", "viewthread_edited_v1"),
    ] {
        let id = text(&value(name)["Variables"]["thread"]["tid"]);
        let backend = Forum::with_index()
            .json("version=4&module=viewthread", name)
            .json("version=1&module=viewthread", bodies)
            .backend();
        golden(
            &format!("{name}_both"),
            wait(backend.thread(&thread_route(&id, 1))),
        );
    }
}

/// The server's own texts never reach the reader where it says itself that they are shut.
#[test]
fn no_list_brings_texts_that_may_be_hidden() {
    let hidden = [
        "提取码 8888",
        "abc密码正确",
        "只有知道密码才能看",
        "游客看不到这个",
        "芝麻开门",
    ];
    for name in [
        "forumdisplay_previews_fid22",
        "hotthread",
        "newthreads_private_fids",
    ] {
        assert!(
            hidden.iter().any(|text| fixture(name).contains(text)),
            "{name}"
        );
        let read = fs::read_to_string(format!("tests/golden/discuz/{name}.json")).unwrap();
        assert!(!hidden.iter().any(|text| read.contains(text)), "{name}");
    }
}
