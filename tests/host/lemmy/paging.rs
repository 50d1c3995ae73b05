//! Pages and requests: how many, which ones, and where a tree is cut.

use super::{Api, BOTH, search, section, thread};
use crate::support::{Script, wait};
use futures_util::{join, try_join};
use qilou::{
    backend::{Backend, Lemmy},
    model::{ProblemCode, ThreadListName},
    route::{SearchRoute, SearchSort, SectionRoute},
};
use serde_json::{Value, json};
use std::{collections::HashSet, rc::Rc};

/// How many requests the work takes.
fn cost<T>(script: &Script, work: impl FnOnce() -> T) -> usize {
    let before = script.asked.borrow().len();
    work();
    script.asked.borrow().len() - before
}

#[test]
fn each_page_takes_few_requests() {
    for api in BOTH {
        let (backend, script) = api.open(api.forum());
        assert_eq!(cost(&script, || wait(backend.site()).unwrap()), 2, "site");
        assert_eq!(cost(&script, || wait(backend.home()).unwrap()), 2, "home");
        let list = || wait(backend.list(ThreadListName::Newest, 1)).unwrap();
        assert_eq!(cost(&script, list), 1, "list");
        let section = || wait(backend.section(&section("arcades"))).unwrap();
        assert_eq!(cost(&script, section), 2, "section");
        assert_eq!(cost(&script, section), 1, "a section that is known");
        let thread = || wait(backend.thread(&thread("3", 1))).unwrap();
        assert_eq!(cost(&script, thread), 2, "thread");
        assert_eq!(cost(&script, thread), 2, "a thread again");
        let user = || wait(backend.user(&"ahmei".into())).unwrap();
        assert_eq!(cost(&script, user), 1, "user");
        let ahmei = "ahmei".into();
        let posts = || wait(async { join!(backend.user(&ahmei), backend.user_posts(&ahmei, 1)) });
        assert_eq!(
            cost(&script, posts),
            if api == Api::V3 { 1 } else { 2 },
            "user's posts"
        );
        let find = || wait(backend.search(&search("arcade streets"))).unwrap();
        assert_eq!(cost(&script, find), 1, "search");
        assert_eq!(
            cost(&script, || wait(backend.modlog(1)).unwrap()),
            1,
            "modlog"
        );
        assert_eq!(
            cost(&script, || wait(backend.page("about")).unwrap()),
            0,
            "page"
        );
    }
}

#[test]
fn the_first_page_does_not_wait_for_the_site_where_the_version_is_known() {
    for api in BOTH {
        let (backend, script) = api.open(api.forum());
        wait(async { try_join!(backend.site(), backend.home()) }).unwrap();
        let asked = script.asked.borrow();
        assert_eq!(asked.len(), 4, "{asked:?}");
        assert_eq!(asked.iter().collect::<HashSet<_>>().len(), 4, "{asked:?}");
    }
}

#[test]
fn an_author_is_looked_up_once_where_searches_want_a_number() {
    let (backend, script) = Api::V3.reader();
    let route = SearchRoute {
        section: Some("arcades".into()),
        author: Some("ahmei".to_owned()),
        sort: SearchSort::Newest,
        ..search("arcade")
    };
    assert_eq!(cost(&script, || wait(backend.search(&route)).unwrap()), 2);
    assert_eq!(cost(&script, || wait(backend.search(&route)).unwrap()), 1);
    let hits = wait(backend.search(&route)).unwrap().hits;
    assert!(hits.is_sorted_by_key(|hit| std::cmp::Reverse(hit.at)));
}

/// A list of so many posts, with a cursor if there are more.
fn posts(api: Api, count: usize, next: Option<&str>) -> String {
    let mut list: Value = serde_json::from_str(&api.fixture("posts-new")).unwrap();
    let name = if api == Api::V3 { "posts" } else { "items" };
    let first = list[name][0].clone();
    list[name] = (0..count).map(|_| first.clone()).collect();
    list["next_page"] = json!(next);
    list.to_string()
}

#[test]
fn numbered_pages_go_on_while_they_are_full() {
    let path = |page: u32| Api::V3.path(&format!("post/list?sort=New&limit=20&page={page}"));
    let mut script = Api::V3.forum();
    script.answers.remove(&path(1));
    let script = script
        .with(&path(1), 200, &posts(Api::V3, 20, None))
        .with(&path(9), 200, &posts(Api::V3, 19, Some("P1")))
        .with(&path(10), 200, &posts(Api::V3, 0, None));
    let (backend, _) = Api::V3.open(script);
    let list = |page| wait(backend.list(ThreadListName::Newest, page));
    let first = list(1).unwrap().page;
    assert_eq!(
        (first.number, first.count, first.next.as_deref()),
        (1, None, Some("2"))
    );
    assert_eq!(list(9).unwrap().page.next, None);
    assert_eq!(list(10).unwrap_err().code, ProblemCode::NotFound);
}

const NEWEST: &str = "post/list?sort=new&time_range_seconds=0";

/// A list of 150 posts that is gone through by cursors, which are the number of posts before them.
fn cursors() -> (Lemmy, Rc<Script>) {
    let mut script = Api::V4.forum();
    script
        .answers
        .remove(&Api::V4.path(&format!("{NEWEST}&limit=20")));
    for limit in [10, 20, 30, 40, 50] {
        for at in (0..150).step_by(10) {
            let left: usize = 150 - at;
            let next = (left > limit).then(|| format!("c/{}", at + limit));
            let cursor = if at == 0 {
                String::new()
            } else {
                format!("&page_cursor=c%2F{at}")
            };
            let path = Api::V4.path(&format!("{NEWEST}&limit={limit}{cursor}"));
            script = script.with(
                &path,
                200,
                &posts(Api::V4, left.min(limit), next.as_deref()),
            );
        }
    }
    let (backend, script) = Api::V4.open(script);
    wait(backend.site()).unwrap();
    script.asked.borrow_mut().clear();
    (backend, script)
}

#[test]
fn cursors_are_kept() {
    let (backend, script) = cursors();
    for page in [1, 2, 3, 2, 3, 1] {
        let list = wait(backend.list(ThreadListName::Newest, page)).unwrap();
        assert_eq!(list.page.number, page);
        assert_eq!((list.page.count, list.page.next.is_some()), (None, true));
    }
    let asked = script.asked.borrow();
    let paths = ["", "&page_cursor=c%2F20", "&page_cursor=c%2F40"];
    let expected: Vec<_> = [0, 1, 2, 1, 2, 0]
        .map(|index| Api::V4.path(&format!("{NEWEST}&limit=20{}", paths[index])))
        .into();
    assert_eq!(*asked, expected);
}

#[test]
fn a_page_far_away_is_reached_by_large_steps() {
    let (backend, script) = cursors();
    let list = wait(backend.list(ThreadListName::Newest, 7)).unwrap();
    assert_eq!(list.threads.len(), 20);
    let limits = |asked: &[String]| -> Vec<String> {
        asked
            .iter()
            .map(|path| path.split("&limit=").nth(1).unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        limits(&script.asked.borrow()),
        [
            "50",
            "50&page_cursor=c%2F50",
            "20&page_cursor=c%2F100",
            "20&page_cursor=c%2F120"
        ]
    );
    script.asked.borrow_mut().clear();
    let last = wait(backend.list(ThreadListName::Newest, 8)).unwrap();
    assert_eq!((last.threads.len(), last.page.next), (10, None));
    assert_eq!(limits(&script.asked.borrow()), ["20&page_cursor=c%2F140"]);
    for beyond in [9, 40, 1_000, u32::MAX] {
        let problem = wait(backend.list(ThreadListName::Newest, beyond)).unwrap_err();
        assert_eq!(problem.code, ProblemCode::NotFound, "{beyond}");
    }
}

#[test]
fn a_section_keeps_the_cursors_of_each_order() {
    let name = "post/list?community_name=arcades&sort=new_comments&time_range_seconds=0&limit=20";
    let other = "post/list?community_name=arcades&sort=new&time_range_seconds=0&limit=20";
    let mut script = Api::V4.forum();
    script.answers.remove(&Api::V4.path(name));
    let page = posts(Api::V4, 20, Some("x"));
    for path in [name, other] {
        script = script.with(&Api::V4.path(path), 200, &page).with(
            &Api::V4.path(&format!("{path}&page_cursor=x")),
            200,
            &page,
        );
    }
    let (backend, script) = Api::V4.open(script);
    let ask = |sort, page| {
        let route = SectionRoute {
            page,
            sort,
            ..section("arcades")
        };
        wait(backend.section(&route)).unwrap();
    };
    ask(qilou::model::Sort::LastPost, 1);
    script.asked.borrow_mut().clear();
    ask(qilou::model::Sort::LastPost, 2);
    assert_eq!(
        *script.asked.borrow(),
        [Api::V4.path(&format!("{name}&page_cursor=x"))]
    );
    script.asked.borrow_mut().clear();
    // The other order begins at its own beginning.
    ask(qilou::model::Sort::Created, 2);
    assert_eq!(
        *script.asked.borrow(),
        [
            Api::V4.path(other),
            Api::V4.path(&format!("{other}&page_cursor=x"))
        ]
    );
}

/// A comment in a tree: its path, and how many answers it has in all.
type Leaf = (String, usize);

/// An answer with these comments.
fn tree(api: Api, leaves: &[Leaf]) -> String {
    let mut list: Value = serde_json::from_str(&api.fixture("comments")).unwrap();
    let name = if api == Api::V3 { "comments" } else { "items" };
    let first = list[name][0].clone();
    let of = |(path, answers): &Leaf| {
        let mut view = first.clone();
        let id: u64 = path.rsplit('.').next().unwrap().parse().unwrap();
        view["comment"]["id"] = json!(id);
        view["comment"]["path"] = json!(path);
        match api {
            Api::V3 => view["counts"]["child_count"] = json!(answers),
            Api::V4 => view["comment"]["child_count"] = json!(answers),
        }
        view
    };
    list[name] = leaves.iter().map(of).collect();
    list.to_string()
}

fn path_of_tree(api: Api, of: &str) -> String {
    api.path(&match api {
        Api::V3 => format!("comment/list?{of}&type_=All&sort=Old&max_depth=50"),
        Api::V4 => {
            format!("comment/list/slim?{of}&type_=all&sort=old&max_depth=50&time_range_seconds=0")
        }
    })
}

/// The forum with this tree below post 3.
fn with_tree(api: Api, leaves: &[Leaf]) -> Script {
    let mut script = api.forum();
    let path = path_of_tree(api, "post_id=3");
    script.answers.remove(&path);
    script.with(&path, 200, &tree(api, leaves))
}

/// Comments on the post, each with so many answers, the way a server sends them: first those on the post.
fn bushes(count: u64, answers: u64) -> Vec<Leaf> {
    let roots = (1..=count).map(|root| (format!("0.{root}"), answers as usize));
    let below = (1..=count)
        .flat_map(|root| (1..=answers).map(move |n| (format!("0.{root}.{}", root * 1000 + n), 0)));
    roots.chain(below).collect()
}

#[test]
fn a_tree_is_cut_between_its_branches() {
    for api in BOTH {
        let (backend, script) = api.open(with_tree(api, &bushes(12, 7)));
        wait(backend.site()).unwrap();
        script.asked.borrow_mut().clear();
        let mut seen = Vec::new();
        for number in 1..=4 {
            let page = wait(backend.thread(&thread("3", number))).unwrap();
            assert_eq!((page.page.number, page.page.count), (number, Some(4)));
            let opening = usize::from(number == 1);
            assert_eq!(page.posts.len(), 24 + opening, "{number}");
            assert_eq!(page.posts[opening].depth, Some(0));
            seen.extend(page.posts.into_iter().map(|post| post.id));
        }
        assert_eq!(seen.len(), 97);
        assert_eq!(seen.iter().collect::<HashSet<_>>().len(), 97);
        // All pages are cut from one answer.
        assert_eq!(script.asked.borrow().len(), 2);
        // Whoever asks for a page again wants to see what is new.
        wait(backend.thread(&thread("3", 2))).unwrap();
        assert_eq!(script.asked.borrow().len(), 4);
        // Lists guess the number of pages.
        let last = wait(backend.thread(&thread("3", 99))).unwrap();
        assert_eq!(last.page.number, 4);
    }
}

#[test]
fn a_large_branch_stays_on_one_page() {
    for api in BOTH {
        let mut leaves = bushes(3, 60);
        leaves.push(("0.9".to_owned(), 0));
        let (backend, _) = api.open(with_tree(api, &leaves));
        let page = wait(backend.thread(&thread("3", 2))).unwrap();
        assert_eq!((page.posts.len(), page.page.count), (61, Some(4)));
    }
}

#[test]
fn branches_that_were_cut_off_are_fetched_for_the_page_that_shows_them() {
    for api in BOTH {
        // 40 comments on the post with 10 answers each are 440; the server sends 300 of them.
        let whole = bushes(40, 10);
        let mut script = with_tree(api, &whole[..300]);
        for root in 1..=40_u64 {
            let name = format!("0.{root}");
            let below = format!("{name}.");
            let branch: Vec<Leaf> = whole
                .iter()
                .filter(|(path, _)| *path == name || path.starts_with(&below))
                .cloned()
                .collect();
            let path = path_of_tree(api, &format!("parent_id={root}"));
            script = script.with(&path, 200, &tree(api, &branch));
        }
        let (backend, script) = api.open(script);
        wait(backend.site()).unwrap();
        script.asked.borrow_mut().clear();
        let first = wait(backend.thread(&thread("3", 1))).unwrap();
        assert_eq!(first.page.count, Some(20));
        assert_eq!(first.posts.len(), 23);
        assert_eq!(
            script.asked.borrow().len(),
            2,
            "nothing is missing on page 1"
        );
        // 26 branches are whole; of the last ones only the first comments are there.
        let last = wait(backend.thread(&thread("3", 20))).unwrap();
        assert_eq!(last.posts.len(), 22);
        let asked = script.asked.borrow_mut().split_off(2);
        let expected = [39, 40].map(|root| path_of_tree(api, &format!("parent_id={root}")));
        assert_eq!(asked, expected);
        let of_branch: Vec<_> = last.posts[..11]
            .iter()
            .map(|post| post.id.as_str())
            .collect();
        assert_eq!(of_branch[..3], ["39", "39001", "39002"]);
        assert_eq!(last.posts[1].reply_to.as_ref().unwrap().id.as_str(), "39");
    }
}

#[test]
fn few_branches_are_fetched_for_one_page() {
    // 200 comments with an answer each are 400, and only the answers of the first hundred are there.
    for api in BOTH {
        let whole = bushes(200, 1);
        let mut script = with_tree(api, &whole[..300]);
        for root in 1..=200_u64 {
            let branch = [
                (format!("0.{root}"), 1),
                (format!("0.{root}.{}", root * 1000 + 1), 0),
            ];
            let path = path_of_tree(api, &format!("parent_id={root}"));
            script = script.with(&path, 200, &tree(api, &branch));
        }
        let (backend, script) = api.open(script);
        wait(backend.site()).unwrap();
        let page = || wait(backend.thread(&thread("3", 20))).unwrap();
        assert_eq!(cost(&script, page), 12);
        assert_eq!(page().posts.len(), 20);
    }
}

#[test]
fn a_post_is_found_on_its_page_and_the_page_takes_nothing_more() {
    for api in BOTH {
        let (backend, script) = api.open(with_tree(api, &bushes(12, 7)));
        wait(backend.site()).unwrap();
        let find = |post: &str| wait(backend.find_post(&"3".into(), &post.into()));
        assert_eq!(find("post-3").unwrap(), 1);
        assert_eq!(find("3007").unwrap(), 1);
        assert_eq!(cost(&script, || assert_eq!(find("4").unwrap(), 2)), 2);
        assert_eq!(
            cost(&script, || wait(backend.thread(&thread("3", 2))).unwrap()),
            0
        );
        assert_eq!(
            cost(&script, || wait(backend.thread(&thread("3", 2))).unwrap()),
            2
        );
        assert_eq!(find("12345678").unwrap_err().code, ProblemCode::NotFound);
    }
}

#[test]
fn a_post_that_was_cut_off_is_found_by_its_path() {
    for api in BOTH {
        let leaves = bushes(30, 9);
        let comment = api
            .fixture("comment")
            .replace("0.24.27.28.29", "0.29.77.88");
        let path = api.path("comment?id=88");
        let (backend, _) = api.open(with_tree(api, &leaves).with(&path, 200, &comment));
        // 20 posts are two branches.
        assert_eq!(
            wait(backend.find_post(&"3".into(), &"88".into())).unwrap(),
            15
        );
    }
}

#[test]
fn a_thread_may_be_named_by_one_of_its_comments() {
    for api in BOTH {
        let (backend, script) = api.reader();
        let find = wait(backend.find_post(&"comment-29".into(), &"29".into()));
        assert_eq!(find.unwrap(), 1);
        assert_eq!(
            *script.asked.borrow(),
            [
                api.path("post?comment_id=29"),
                path_of_tree(api, "post_id=3")
            ]
        );
        let page = wait(backend.thread(&thread("comment-29", 1))).unwrap();
        assert_eq!(page.thread.id.as_str(), "3");
        assert_eq!(script.asked.borrow().len(), 2);
    }
}

#[test]
fn a_tree_with_knots_is_shown_all_the_same() {
    let path = |path: &str| (path.to_owned(), 0);
    let odd = [
        path("0.1"),
        path("0.1.2"),
        // The same comment twice.
        path("0.1.2"),
        // What it answers is missing, and so is what that answered.
        path("0.1.50.51"),
        path("0.70.71"),
        // It is below itself.
        path("0.3.3"),
        path("0"),
    ];
    for api in BOTH {
        let (backend, _) = api.open(with_tree(api, &odd));
        let posts = wait(backend.thread(&thread("3", 1))).unwrap().posts;
        let tree: Vec<_> = posts[1..]
            .iter()
            .map(|post| (post.id.as_str(), post.depth.unwrap()))
            .collect();
        assert_eq!(
            tree,
            [("1", 0), ("2", 1), ("51", 1), ("71", 0), ("3", 0), ("0", 0)]
        );
    }
}

/// A forum with a thread of so many comments on its post, and what becomes of it.
fn crowded(api: Api, count: u64) -> Script {
    let whole = bushes(count, 0);
    let mut first: Value = serde_json::from_str(&tree(api, &whole[..300])).unwrap();
    let path = path_of_tree(api, "post_id=3");
    let mut script = api.forum();
    script.answers.remove(&path);
    let mut post: Value = serde_json::from_str(&api.fixture("post")).unwrap();
    let view = &mut post["post_view"];
    match api {
        Api::V3 => view["counts"]["comments"] = json!(count),
        Api::V4 => view["post"]["comments"] = json!(count),
    }
    let about = api.path("post?id=3");
    script.answers.remove(&about);
    script = script.with(&about, 200, &post.to_string());
    let rest = &whole[300..];
    match api {
        Api::V3 => {
            for (index, page) in rest.chunks(50).enumerate() {
                let path = format!(
                    "comment/list?post_id=3&type_=All&sort=Old&limit=50&page={}",
                    index + 7
                );
                script = script.with(&api.path(&path), 200, &tree(api, page));
            }
        }
        Api::V4 => {
            first["next_page"] = json!("P1");
            script = script.with(&format!("{path}&page_cursor=P1"), 200, &tree(api, rest));
        }
    }
    script.with(&path, 200, &first.to_string())
}

#[test]
fn comments_that_a_tree_has_no_room_for_are_there_too() {
    for api in BOTH {
        let (backend, script) = api.open(crowded(api, 420));
        wait(backend.site()).unwrap();
        script.asked.borrow_mut().clear();
        let last = wait(backend.thread(&thread("3", 21))).unwrap();
        assert_eq!((last.page.number, last.page.count), (21, Some(21)));
        let ids: Vec<_> = last.posts.iter().map(|post| post.id.as_str()).collect();
        assert_eq!((ids.len(), ids[0], ids[19]), (20, "401", "420"));
        let more = if api == Api::V3 { 3 } else { 1 };
        assert_eq!(script.asked.borrow().len(), 2 + more);
        // Its other pages are cut from the same answers.
        wait(backend.thread(&thread("3", 15))).unwrap();
        assert_eq!(script.asked.borrow().len(), 2 + more);
    }
}

#[test]
fn what_is_left_of_a_crowded_thread_is_shown_when_the_rest_does_not_come() {
    for api in BOTH {
        let mut script = crowded(api, 420);
        script
            .answers
            .retain(|path, _| !path.contains("page_cursor=") && !path.contains("&limit=50&page="));
        let (backend, _) = api.open(script);
        let page = wait(backend.thread(&thread("3", 1))).unwrap();
        assert_eq!(page.page.count, Some(15));
    }
}
