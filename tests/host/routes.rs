//! Addresses, both ways.

use proptest::prelude::*;
use qilou::{
    model::{Filter, Order, Sort, ThreadListName},
    route::{Narrow, Route, SectionRoute, ThreadRoute, UserTab},
};

fn parse(base: &str, address: &str) -> Route {
    let (rest, fragment) = address.split_once('#').unwrap_or((address, ""));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    Route::parse(base, path, query, fragment)
}

fn table() -> Vec<(&'static str, Route)> {
    let section = |page, sort, narrow| {
        Route::Section(SectionRoute {
            id: "38".into(),
            page,
            sort,
            narrow,
        })
    };
    let thread = |page, order, author: Option<&str>| {
        Route::Thread(ThreadRoute {
            id: "7".into(),
            page,
            order,
            only_author: author.map(Into::into),
        })
    };
    let user = |tab, page| Route::User {
        id: "9".into(),
        tab,
        page,
    };
    vec![
        ("", Route::Home),
        (
            "newest",
            Route::List {
                list: ThreadListName::Newest,
                page: 1,
            },
        ),
        (
            "hot/3",
            Route::List {
                list: ThreadListName::Hot,
                page: 3,
            },
        ),
        (
            "digest",
            Route::List {
                list: ThreadListName::Digest,
                page: 1,
            },
        ),
        ("section/38", section(1, Sort::LastPost, None)),
        ("section/38/2", section(2, Sort::LastPost, None)),
        ("section/38/2?sort=views", section(2, Sort::Views, None)),
        (
            "section/38?prefix=4",
            section(1, Sort::LastPost, Some(Narrow::Prefix("4".into()))),
        ),
        (
            "section/38/5?sort=created&filter=digest",
            section(5, Sort::Created, Some(Narrow::Filter(Filter::Digest))),
        ),
        (
            "section/38?prefix=%E6%B0%91%20%26",
            section(1, Sort::LastPost, Some(Narrow::Prefix("民 &".into()))),
        ),
        ("thread/7", thread(1, Order::Oldest, None)),
        ("thread/7/12", thread(12, Order::Oldest, None)),
        (
            "thread/7/12?author=9&order=newest",
            thread(12, Order::Newest, Some("9")),
        ),
        (
            "thread/7?post=99",
            Route::Post {
                thread: "7".into(),
                post: "99".into(),
            },
        ),
        ("thread/a%2Fb%20%E9%AA%91", Route::thread(&"a/b 骑".into())),
        ("user/9", user(UserTab::Profile, 1)),
        ("user/9/threads", user(UserTab::Threads, 1)),
        ("user/9/posts/4", user(UserTab::Posts, 4)),
        (
            "page/about",
            Route::Page {
                slug: "about".into(),
            },
        ),
        ("modlog", Route::Modlog { page: 1 }),
        ("modlog/2", Route::Modlog { page: 2 }),
    ]
}

#[test]
fn every_route_is_written_and_read_the_same() {
    for base in ["/", "/forum/", "/a/b/"] {
        for (address, route) in table() {
            let address = format!("{base}{address}");
            assert_eq!(route.href(base), address);
            assert_eq!(parse(base, &address), route, "{address}");
        }
    }
}

#[test]
fn addresses_that_mean_nothing_are_not_found() {
    for address in [
        "/x",
        "/section",
        "/thread",
        "/thread/7/0",
        "/thread/7/-1",
        "/thread/7/two",
        "/thread/7/1/2",
        "/user",
        "/user/9/likes",
        "/modlog/x",
        "/thread/%FF",
        "/forum.php?mod=viewthread",
        "/thread-x",
        "/home.php?mod=space",
        "/forum.php?mod=post&action=newthread",
    ] {
        assert_eq!(parse("/", address), Route::NotFound, "{address}");
    }
    assert_eq!(parse("/forum/", "/thread/7"), Route::NotFound);
    assert_eq!(parse("/forum/", "/forumthread/7"), Route::NotFound);
}

#[test]
fn a_base_without_its_slash_is_home() {
    assert_eq!(parse("/forum/", "/forum"), Route::Home);
    assert_eq!(parse("/forum/", "/forum/index.html"), Route::Home);
}

#[test]
fn addresses_of_discuz_lead_to_todays_pages() {
    for (old, today) in [
        ("forum.php", ""),
        ("portal.php", ""),
        ("forum.php?mod=viewthread&tid=7", "thread/7"),
        ("forum.php?mod=viewthread&tid=7&page=3", "thread/7/3"),
        ("forum.php?mod=viewthread&tid=7&page=0", "thread/7"),
        (
            "forum.php?mod=viewthread&tid=7&extra=page%3D1&authorid=9",
            "thread/7?author=9",
        ),
        (
            "forum.php?mod=viewthread&tid=7&ordertype=1",
            "thread/7?order=newest",
        ),
        (
            "forum.php?mod=viewthread&tid=7&page=2#pid99",
            "thread/7?post=99",
        ),
        ("thread-7-1-1.html", "thread/7"),
        ("thread-7-3-2.html#pid99", "thread/7?post=99"),
        ("thread-7-12-1.html", "thread/7/12"),
        ("forum.php?mod=forumdisplay&fid=38", "section/38"),
        (
            "forum.php?mod=forumdisplay&fid=38&page=2&orderby=views",
            "section/38/2?sort=views",
        ),
        (
            "forum.php?mod=forumdisplay&fid=38&filter=typeid&typeid=4",
            "section/38?prefix=4",
        ),
        (
            "forum.php?mod=forumdisplay&fid=38&filter=digest&digest=1",
            "section/38?filter=digest",
        ),
        (
            "forum.php?mod=forumdisplay&fid=38&filter=specialtype&specialtype=poll",
            "section/38?filter=poll",
        ),
        ("forum-38-2.html", "section/38/2"),
        ("home.php?mod=space&uid=9", "user/9"),
        (
            "home.php?mod=space&uid=9&do=thread&view=me",
            "user/9/threads",
        ),
        (
            "home.php?mod=space&uid=9&do=thread&type=reply&page=2",
            "user/9/posts/2",
        ),
        ("space-uid-9.html", "user/9"),
        (
            "forum.php?mod=redirect&goto=findpost&ptid=7&pid=99",
            "thread/7?post=99",
        ),
        ("forum.php?mod=redirect&goto=lastpost&tid=7", "thread/7"),
        ("forum.php?mod=guide&view=hot", "hot"),
    ] {
        for base in ["/", "/bbs/"] {
            assert_eq!(
                parse(base, &format!("{base}{old}")).href(base),
                format!("{base}{today}"),
                "{old}"
            );
        }
    }
}

proptest! {
    #[test]
    fn no_address_breaks_the_parser(path in "\\PC{0,60}", query in "\\PC{0,60}", fragment in "\\PC{0,20}") {
        let route = Route::parse("/", &path, &query, &fragment);
        prop_assert_eq!(parse("/", &route.href("/")), route);
    }

    #[test]
    fn every_id_survives_its_address(id in "\\PC{1,30}", page in 1..u32::MAX) {
        let route = Route::Thread(ThreadRoute { id: id.as_str().into(), page, ..ThreadRoute::default() });
        prop_assert_eq!(parse("/forum/", &route.href("/forum/")), route);
    }
}
