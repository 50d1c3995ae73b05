//! What becomes of the awkward parts of Lemmy's answers.

use super::{Api, BOTH, section, thread};
use crate::support::wait;
use qilou::{
    backend::Backend,
    model::{
        AttachmentKind, AuthorState, Badge, BodyFormat, GateReason, ModlogAction, PostState, Site,
        ThreadFlag, ThreadKind, ThreadPage, Time,
    },
    route::Route,
};

fn page(api: Api, id: &str) -> ThreadPage {
    let (backend, _) = api.reader();
    wait(backend.thread(&thread(id, 1))).unwrap()
}

fn site(api: Api, from: &str, to: &str) -> Site {
    let text = api.fixture("site");
    assert!(text.contains(from), "{from}");
    let mut script = api.forum();
    script.answers.remove(&api.path("site"));
    let script = script.with(&api.path("site"), 200, &text.replace(from, to));
    wait(api.open(script).0.site()).unwrap()
}

#[test]
fn comments_stand_below_what_they_answer() {
    for api in BOTH {
        let page = page(api, "3");
        let tree: Vec<_> = page
            .posts
            .iter()
            .map(|post| {
                let to = post.reply_to.as_ref().map(|to| to.id.as_str());
                (post.id.as_str(), post.floor, post.depth, to)
            })
            .collect();
        assert_eq!(
            tree,
            [
                ("post-3", Some(1), None, None),
                ("24", None, Some(0), None),
                ("27", None, Some(1), Some("24")),
                ("28", None, Some(2), Some("27")),
                ("29", None, Some(3), Some("28")),
                ("30", None, Some(1), Some("24")),
                ("25", None, Some(0), None),
                ("31", None, Some(1), Some("25")),
                ("26", None, Some(0), None),
                ("40", None, Some(0), None),
            ]
        );
        let to = page.posts[2].reply_to.as_ref().unwrap();
        assert_eq!(to.author.as_deref(), Some("Lin 林"));
    }
}

#[test]
fn what_was_deleted_or_removed_keeps_its_place() {
    for api in BOTH {
        let page = page(api, "3");
        let post = |id: &str| {
            page.posts
                .iter()
                .find(|post| post.id.as_str() == id)
                .unwrap()
        };
        let deleted = post("25");
        assert_eq!(deleted.state, PostState::Deleted);
        assert_eq!(deleted.author.state, AuthorState::Deleted);
        assert_eq!(deleted.author.id, None);
        let removed = post("26");
        assert_eq!(removed.state, PostState::Hidden);
        assert_eq!(removed.author.state, AuthorState::Banned);
        assert!(removed.body.text.is_empty());
    }
}

#[test]
fn a_removed_text_is_not_shown_even_if_it_is_sent() {
    for api in BOTH {
        let text = api
            .fixture("comments")
            .replace("\"removed\": false", "\"removed\": true");
        let mut script = api.forum();
        let comments = |path: &String| path.contains("comment/list") && path.contains("post_id=3");
        let path = script
            .answers
            .keys()
            .find(|path| comments(path))
            .unwrap()
            .clone();
        script.answers.remove(&path);
        let (backend, _) = api.open(script.with(&path, 200, &text));
        let page = wait(backend.thread(&thread("3", 1))).unwrap();
        assert!(
            page.posts
                .iter()
                .skip(1)
                .all(|post| post.body.text.is_empty())
        );
        assert!(!page.posts[0].body.text.is_empty());
    }
    let page = page(Api::V3, "8");
    assert_eq!(page.posts[0].state, PostState::Hidden);
    assert!(page.thread.is(ThreadFlag::Hidden));
    assert_eq!(page.thread.excerpt, None);
}

#[test]
fn who_wrote_is_told() {
    for api in BOTH {
        let page = page(api, "3");
        let post = |id: &str| {
            page.posts
                .iter()
                .find(|post| post.id.as_str() == id)
                .unwrap()
        };
        let lin = &post("24").author;
        assert_eq!(lin.id, Some("lin@faraway.example".into()));
        assert_eq!(lin.handle.as_deref(), Some("@lin@faraway.example"));
        assert_eq!(lin.name, "Lin 林");
        let ahmei = post("27");
        assert_eq!(ahmei.author.id, Some("ahmei".into()));
        assert_eq!(ahmei.badges, [Badge::Op]);
        let group = |id: &str| {
            post(id)
                .author
                .group
                .as_ref()
                .map(|group| group.name.clone())
        };
        assert_eq!(group("30").as_deref(), Some("Bot"));
        assert_eq!(group("31").as_deref(), Some("Admin"));
        assert_eq!(post("31").badges, [Badge::Moderator]);
        assert_eq!(post("40").badges, [Badge::Moderator]);
        assert!(
            page.section
                .moderators
                .iter()
                .any(|keeper| keeper.name == "The Keeper")
        );
    }
}

#[test]
fn votes_edits_and_languages_are_read() {
    for api in BOTH {
        let page = page(api, "3");
        let first = &page.posts[0];
        let score = first.score.as_ref().unwrap();
        assert_eq!((score.up, score.down, score.mine), (18, 2, 0));
        assert_eq!(first.created, Time::parse("2024-03-02T07:30:17Z").unwrap());
        let edited = first.edited.as_ref().unwrap().at;
        assert_eq!(edited, Time::parse("2024-03-02T09:05:17Z").unwrap());
        assert_eq!(first.lang.as_deref(), Some("zh"));
        assert_eq!(page.posts[1].lang.as_deref(), Some("en"));
        assert_eq!(first.body.format, BodyFormat::Markdown);
        assert!(first.body.text.contains("<details><summary>路线</summary>"));
        // The language of number 0 is none.
        let (backend, _) = api.reader();
        let threads = wait(backend.section(&section("arcades"))).unwrap().threads;
        assert_eq!(threads[0].lang, None);
        assert_eq!(threads[0].counts.replies, Some(0));
    }
}

#[test]
fn a_link_is_quoted_as_text() {
    for api in BOTH {
        let page = page(api, "4");
        assert_eq!(page.thread.kind, ThreadKind::Link);
        let url = "https://journal.example/arcades?id=7";
        assert_eq!(page.thread.url.as_deref(), Some(url));
        assert!(page.thread.thumbnail.is_some());
        let body = &page.posts[0].body;
        assert_eq!(body.format, BodyFormat::Markdown);
        assert_eq!(
            body.text,
            "> **Arcades \\*of\\* the ports**\n>\n> A survey \\[2024\\] of nine towns\\."
        );
    }
}

#[test]
fn a_link_that_tells_nothing_new_is_not_quoted() {
    for (embedded, text) in [
        (
            r#""A survey of arcades in port towns""#,
            "> A survey \\[2024\\] of nine towns\\.",
        ),
        (
            r#""x >""#,
            "> **x \\>**\n>\n> A survey \\[2024\\] of nine towns\\.",
        ),
    ] {
        let answer = Api::V3.fixture("post-link");
        let answer = answer.replace("\"Arcades *of* the ports\"", embedded);
        let mut script = Api::V3.forum();
        script.answers.remove(&Api::V3.path("post?id=4"));
        let (backend, _) = Api::V3.open(script.with(&Api::V3.path("post?id=4"), 200, &answer));
        let page = wait(backend.thread(&thread("4", 1))).unwrap();
        assert_eq!(page.posts[0].body.text, text);
    }
}

#[test]
fn a_picture_is_shown_and_not_linked() {
    for api in BOTH {
        let page = page(api, "5");
        assert_eq!(page.thread.kind, ThreadKind::Discussion);
        assert!(page.thread.is(ThreadFlag::Images));
        let picture = &page.posts[0].attachments[0];
        assert_eq!(picture.kind, AttachmentKind::Image);
        assert_eq!((picture.width, picture.height), (Some(1600), Some(1200)));
        assert_eq!(picture.alt.as_deref(), Some("A swallow on a beam"));
        assert_eq!(picture.name, "swallow.jpeg");
    }
}

#[test]
fn a_film_is_played_where_it_is_a_file() {
    for (address, film) in [
        ("https://films.example/7.mp4?x=1", Some("7.mp4")),
        ("https://films.example/embed/7", None),
    ] {
        let quoted = format!("\"embed_title\": \"x\", \"embed_video_url\": \"{address}\"");
        let answer = Api::V4.fixture("post-link");
        let answer = answer.replace("\"embed_title\": \"Arcades *of* the ports\"", &quoted);
        let mut script = Api::V4.forum();
        script.answers.remove(&Api::V4.path("post?id=4"));
        let (backend, _) = Api::V4.open(script.with(&Api::V4.path("post?id=4"), 200, &answer));
        let page = wait(backend.thread(&thread("4", 1))).unwrap();
        assert_eq!(page.thread.kind, ThreadKind::Link);
        let files = &page.posts[0].attachments;
        assert_eq!(files.first().map(|file| file.name.as_str()), film);
        assert!(files.iter().all(|file| file.kind == AttachmentKind::Video));
    }
}

#[test]
fn what_is_not_for_everybody_is_named_and_not_shown_in_lists() {
    for api in BOTH {
        let (backend, _) = api.reader();
        let home = wait(backend.home()).unwrap();
        let found = home
            .newest
            .iter()
            .find(|thread| thread.id.as_str() == "6")
            .unwrap();
        assert_eq!(found.prefix.as_ref().unwrap().label, "NSFW");
        assert_eq!((&found.thumbnail, &found.excerpt), (&None, &None));
        let plain = home
            .newest
            .iter()
            .find(|thread| thread.id.as_str() == "5")
            .unwrap();
        assert!(plain.prefix.is_none() && plain.thumbnail.is_some());
    }
}

#[test]
fn pinned_and_locked_threads_are_marked() {
    for api in BOTH {
        let (backend, _) = api.reader();
        let threads = wait(backend.section(&section("arcades"))).unwrap().threads;
        assert_eq!(threads[0].flags, [ThreadFlag::Pinned, ThreadFlag::Locked]);
        let everywhere = threads
            .iter()
            .find(|thread| thread.id.as_str() == "2")
            .unwrap();
        assert_eq!(everywhere.flags, [ThreadFlag::PinnedEverywhere]);
    }
}

#[test]
fn sections_are_the_open_communities_of_the_server() {
    for api in BOTH {
        let (backend, _) = api.open(api.forum());
        let site = wait(backend.site()).unwrap();
        let ids: Vec<_> = site
            .sections
            .iter()
            .map(|section| section.id.as_str())
            .collect();
        assert_eq!(ids, ["arcades", "birds", "attic"]);
        let counts = site.sections[0].counts.unwrap();
        assert_eq!((counts.threads, counts.posts), (31, 459));
        let gate = site.sections[2].gate.as_ref().unwrap();
        assert_eq!(gate.reason, GateReason::Login);
        let (backend, _) = api.reader();
        let far = qilou::route::SectionRoute {
            sort: qilou::model::Sort::Replies,
            ..section("music@faraway.example")
        };
        let far = wait(backend.section(&far)).unwrap().section;
        assert_eq!(far.id.as_str(), "music@faraway.example");
    }
}

#[test]
fn the_site_tells_what_it_can() {
    for api in BOTH {
        let site = site(api, "\"Qilou Lane\"", "\"Lane\"");
        assert_eq!(site.name, "Lane");
        assert_eq!(site.lang, "en");
        let stats = site.stats.unwrap();
        assert_eq!(
            (stats.threads, stats.posts, stats.members),
            (1234, 6912, 321)
        );
        assert_eq!(
            site.auth.register.as_deref(),
            Some("https://forum.example/content/signup")
        );
        let slugs: Vec<_> = site
            .footer
            .iter()
            .filter_map(|link| link.page.as_deref())
            .collect();
        assert_eq!(slugs, ["about", "legal", "modlog"]);
    }
    let closed = site(Api::V4, "\"require_application\"", "\"closed\"");
    assert_eq!(closed.auth.register, None);
    let chinese = site(Api::V4, "  37,\n  185\n", "  185\n");
    assert_eq!(chinese.lang, "zh");
}

#[test]
fn a_profile_has_its_figures() {
    for api in BOTH {
        let (backend, _) = api.reader();
        let user = wait(backend.user(&"ahmei".into())).unwrap().user;
        let stats: Vec<_> = user.stats.iter().map(|stat| stat.value.as_str()).collect();
        assert_eq!(stats, ["42", "310"]);
        assert!(user.joined.is_some() && user.bio_html.unwrap().starts_with("<p>"));
        let banned = wait(backend.user(&"loudmouth@faraway.example".into()))
            .unwrap()
            .user;
        assert_eq!(banned.state, AuthorState::Banned);
        // Whose thread it is that a comment is in is told only where it is the member's own.
        let posts = wait(backend.user_posts(&"ahmei".into(), 1)).unwrap().posts;
        assert_eq!(posts[0].thread.author.id, None);
        assert_eq!(posts[1].thread.author.id, Some("ahmei".into()));
        assert_eq!(posts[0].thread.section.as_str(), "music@faraway.example");
    }
}

#[test]
fn the_log_is_read_last_entry_first() {
    use ModlogAction::{Ban, Delete, Hide, Lift, Lock, Mute, Other, Warn};
    for (api, last) in [(Api::V3, Hide), (Api::V4, Warn)] {
        let (backend, _) = api.reader();
        let log = wait(backend.modlog(1)).unwrap().entries;
        let acts: Vec<_> = log.iter().map(|entry| entry.action).collect();
        assert_eq!(
            acts,
            [Hide, Mute, Ban, Lock, Lift, Other, Other, last, Delete]
        );
        assert!(log.is_sorted_by_key(|entry| std::cmp::Reverse(entry.at)));
        assert_eq!(log[0].thread, Some("3".into()));
        assert!(log[1].until.is_some());
        assert_eq!(log[2].target.as_ref().unwrap().name, "loudmouth");
        assert_eq!(log[2].moderator, None);
        assert_eq!(log[8].moderator.as_ref().unwrap().name, "root");
    }
}

#[test]
fn tags_of_a_community_are_shown_unless_they_are_gone() {
    assert_eq!(page(Api::V4, "3").thread.tags, ["Maps"]);
}

#[test]
fn addresses_of_the_forum_lead_into_the_app() {
    let (backend, _) = Api::V3.open(Api::V3.forum());
    let post = |thread: &str, post: &str| Route::Post {
        thread: thread.into(),
        post: post.into(),
    };
    for (path, query, fragment, route) in [
        ("", "", "", Some(Route::Home)),
        ("/post/7", "", "", Some(Route::thread(&"7".into()))),
        (
            "post/7/",
            "scrollToComments=true",
            "",
            Some(Route::thread(&"7".into())),
        ),
        ("post/7", "", "comment-9", Some(post("7", "9"))),
        ("post/7/9", "", "", Some(post("7", "9"))),
        ("post/7/comment/9", "", "", Some(post("7", "9"))),
        ("comment/9", "", "", Some(post("comment-9", "9"))),
        ("c/arcades", "", "", Some(Route::section(&"arcades".into()))),
        (
            "c/arcades@forum.example",
            "",
            "",
            Some(Route::section(&"arcades".into())),
        ),
        (
            "c/music@faraway.example",
            "",
            "",
            Some(Route::section(&"music@faraway.example".into())),
        ),
        (
            "u/lin@faraway.example",
            "",
            "",
            Some(Route::user(&"lin@faraway.example".into())),
        ),
        ("modlog/1", "", "", Some(Route::Modlog { page: 1 })),
        ("legal", "", "", Some(Route::page("legal"))),
        (
            "search",
            "q=a+b&type=Posts",
            "",
            Some(Route::Search(super::search("a b"))),
        ),
        ("search", "", "", None),
        ("post/x", "", "", None),
        ("comment/", "", "", None),
        ("pictrs/image/a.png", "", "", None),
        ("create_post", "", "", None),
    ] {
        assert_eq!(
            backend.route(path, query, fragment),
            route,
            "{path}?{query}#{fragment}"
        );
    }
}
