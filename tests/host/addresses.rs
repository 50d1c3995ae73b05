//! Addresses that come with content.

use qilou::{
    model::{Link, Read, Site},
    text::address::{Addresses, Target},
};

fn addresses(base: &str) -> Addresses {
    let site = Site {
        url: Some("https://china168.info/bbs/".to_owned()),
        aliases: vec!["http://old.example:8080/".to_owned()],
        ..Site::default()
    };
    Addresses::new(base, "https://host.example/forum/content/", &site)
}

#[test]
fn links_to_the_forum_stay_in_the_app() {
    let addresses = addresses("/forum/");
    for (href, inner) in [
        ("thread-7-2-1.html", "/forum/thread/7/2"),
        (
            "forum.php?mod=redirect&goto=findpost&ptid=7&pid=99",
            "/forum/thread/7?post=99",
        ),
        ("page/credits", "/forum/page/credits"),
        ("thread/7/2#floor-22", "/forum/thread/7/2#floor-22"),
        (
            "https://china168.info/bbs/forum-38-1.html",
            "/forum/section/38",
        ),
        ("https://china168.info/bbs/", "/forum/"),
        ("http://old.example:8080/space-uid-9.html", "/forum/user/9"),
        (" thread-7-1-1.html\n", "/forum/thread/7"),
    ] {
        assert_eq!(
            addresses.link(href),
            Some(Target::Inner(inner.to_owned())),
            "{href}"
        );
    }
}

#[test]
fn other_links_lead_out() {
    let addresses = addresses("/");
    for (href, outer) in [
        ("https://example.org/a", "https://example.org/a"),
        ("//example.org/a", "https://example.org/a"),
        (
            "https://china168.info/elsewhere/thread-7-1-1.html",
            "https://china168.info/elsewhere/thread-7-1-1.html",
        ),
        (
            "http://old.example/thread-7-1-1.html",
            "http://old.example/thread-7-1-1.html",
        ),
        (
            "media/rules.pdf",
            "https://host.example/forum/content/media/rules.pdf",
        ),
        ("mailto:someone@example.org", "mailto:someone@example.org"),
        ("tel:+1204", "tel:+1204"),
        ("HTTPS://EXAMPLE.ORG/%zz", "https://example.org/%zz"),
    ] {
        assert_eq!(
            addresses.link(href),
            Some(Target::Outer(outer.to_owned())),
            "{href}"
        );
    }
}

#[test]
fn addresses_that_run_something_are_refused() {
    let addresses = addresses("/");
    for href in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " \u{1}javascript:alert(1)",
        "java\nscript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "blob:https://host.example/1",
        "file:///etc/passwd",
        "ftp://example.org/",
        "intent://x",
        "https://",
        "http://[",
    ] {
        assert_eq!(addresses.link(href), None, "{href:?}");
    }
    for src in [
        "javascript:alert(1)",
        "data:text/html,x",
        "data:image/svg+xml,<svg onload=alert(1)>",
        "file:///x",
    ] {
        assert_eq!(addresses.media(src), None, "{src:?}");
    }
}

#[test]
fn pictures_come_from_the_content_or_the_web() {
    let addresses = addresses("/");
    for (src, url) in [
        (
            "media/a b.png",
            "https://host.example/forum/content/media/a%20b.png",
        ),
        ("/x.png", "https://host.example/x.png"),
        ("//cdn.example/x.png", "https://cdn.example/x.png"),
        ("data:image/png;base64,AAAA", "data:image/png;base64,AAAA"),
    ] {
        assert_eq!(addresses.media(src).as_deref(), Some(url));
    }
}

#[test]
fn a_link_of_the_sites_own_leads_to_a_section_a_page_or_an_address() {
    let addresses = addresses("/");
    let link =
        |json: &str| addresses.of_link(&Link::read(&serde_json::from_str(json).unwrap()).unwrap());
    let inner = |href: &str| Some(Target::Inner(href.to_owned()));
    assert_eq!(
        link(r#"{"label":"a","section":"38"}"#),
        inner("/section/38")
    );
    assert_eq!(
        link(r#"{"label":"a","page":"about"}"#),
        inner("/page/about")
    );
    assert_eq!(link(r#"{"label":"a","page":"modlog"}"#), inner("/modlog"));
    assert_eq!(link(r#"{"label":"a","href":"javascript:1"}"#), None);
    assert_eq!(link(r#"{"label":"a"}"#), None);
}

#[test]
fn a_place_within_a_text_is_no_address() {
    for href in ["", " ", "#", "#note"] {
        assert_eq!(addresses("/").link(href), None, "{href:?}");
    }
}

#[test]
fn a_home_within_another_has_its_own_addresses() {
    let site = Site {
        url: Some("https://old.example/".to_owned()),
        aliases: vec!["https://old.example/bbs/".to_owned()],
        ..Site::default()
    };
    let addresses = Addresses::new("/", "https://host.example/content/", &site);
    assert_eq!(
        addresses.link("https://old.example/bbs/thread-1-1-1.html"),
        Some(Target::Inner("/thread/1".to_owned()))
    );
}
