//! Members' texts, cleaned on the host: nothing runs, and what is left is what the browser would show.

use dom_query::Document;
use qilou::{
    model::{Attachment, AttachmentKind, Body, BodyFormat, Site},
    text::{
        address::Addresses,
        clean::{Surroundings, clean_body},
    },
};

fn addresses() -> Addresses {
    let site = Site {
        url: Some("https://old.example/".to_owned()),
        ..Site::default()
    };
    Addresses::new("/forum/", "https://forum.example/forum/content/", &site)
}

fn clean(format: BodyFormat, text: &str) -> String {
    let addresses = addresses();
    let attachments = [Attachment {
        name: "塔.png".to_owned(),
        url: "media/tower.png".to_owned(),
        kind: AttachmentKind::Image,
        width: Some(640),
        height: Some(480),
        ..Attachment::default()
    }];
    let body = Body {
        format,
        text: text.to_owned(),
    };
    let surroundings = Surroundings {
        addresses: &addresses,
        attachments: &attachments,
        table: "表格",
        picture: "看大图",
        heading: 2,
    };
    clean_body(&body, surroundings).into_html()
}

fn html(text: &str) -> String {
    clean(BodyFormat::Html, text)
}

const ALLOWED: &str = "a abbr address audio b bdi bdo big blockquote br caption center cite code col colgroup \
    dd del details dfn div dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd \
    li mark ol p pre q rp rt ruby s samp small source span strike strong sub summary sup \
    table tbody td tfoot th thead time tr tt u ul var video wbr";

/// What in cleaned HTML could do harm; the tree is the one that a browser would make of it.
fn harm(html: &str) -> Vec<String> {
    let body = Document::fragment(html);
    let mut found = Vec::new();
    for node in body.select("*").nodes() {
        let name = node.node_name().unwrap().to_string();
        let mut tell = |what: String| found.push(format!("{what} in {}", node.html()));
        if name != "html" && !ALLOWED.split_whitespace().any(|allowed| allowed == name) {
            tell(format!("<{name}>"));
        }
        for attribute in node.attrs() {
            let (name, value) = (
                attribute.name.local.to_string(),
                attribute.value.to_lowercase(),
            );
            if name.starts_with("on")
                || name.starts_with("data-")
                || name.starts_with("form")
                || [
                    "id",
                    "name",
                    "srcdoc",
                    "srcset",
                    "target",
                    "action",
                    "is",
                    "slot",
                    "ping",
                    "background",
                    "autofocus",
                    "autoplay",
                    "contenteditable",
                    "usemap",
                    "http-equiv",
                ]
                .contains(&name.as_str())
                || name.contains(':')
            {
                tell(name.clone());
            }
            if ["href", "src", "cite", "poster"].contains(&name.as_str()) {
                let known = ["https:", "http:", "mailto:", "tel:", "/forum/"];
                let inline = name != "href" || node.has_class("zoom");
                let fits = known.iter().any(|scheme| value.starts_with(scheme))
                    || (inline
                        && value.starts_with("data:image/")
                        && !value.starts_with("data:image/svg"));
                if !fits {
                    tell(format!("{name}={value}"));
                }
            }
            if name == "style" {
                for property in value.split(';').filter(|text| !text.trim().is_empty()) {
                    let known = ["--tint", "--wash", "text-align"];
                    let (property, value) = property.split_once(':').unwrap();
                    if !known.contains(&property.trim())
                        || value.contains("url")
                        || value.contains('@')
                    {
                        tell(format!("style {property}: {value}"));
                    }
                }
            }
        }
    }
    found
}

#[test]
fn hostile_bodies_do_nothing_in_any_format() {
    let bodies: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("../hostile.json")).unwrap();
    assert!(bodies.len() >= 150);
    let mut found = Vec::new();
    for body in &bodies {
        let (name, text) = (
            body["name"].as_str().unwrap(),
            body["html"].as_str().unwrap(),
        );
        for format in [BodyFormat::Html, BodyFormat::Markdown, BodyFormat::Text] {
            let cleaned = clean(format, text);
            found.extend(
                harm(&cleaned)
                    .into_iter()
                    .map(|line| format!("{name}, {format:?}: {line}")),
            );
            // What has been cleaned stays as it is, however often it is read.
            let again = Document::fragment(cleaned.as_str())
                .html_root()
                .inner_html()
                .to_string();
            found.extend(
                harm(&again)
                    .into_iter()
                    .map(|line| format!("{name}, read again: {line}")),
            );
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A test that cannot fail proves nothing: each kind of harm is found when it is there.
#[test]
fn every_harm_is_found() {
    for attack in [
        "<script>x</script>",
        "<iframe></iframe>",
        "<svg><a></a></svg>",
        "<p onclick=x>",
        "<p id=x>",
        "<a href=javascript:x>",
        "<a href=data:text/html,x>",
        "<img src=data:image/svg+xml,x>",
        "<p style=\"position: fixed\">",
        "<p style=\"--tint: url(x)\">",
    ] {
        assert!(!harm(attack).is_empty(), "{attack}");
    }
}

#[test]
fn bodies_become_what_the_browser_makes_of_them() {
    for (text, cleaned) in [
        ("<p>一<b>二</b></p>", "<p>一<b>二</b></p>"),
        ("一 & 二 <3", "一 &amp; 二 &lt;3"),
        (
            "<P ALIGN=center id=x class='a spoiler'>x",
            "<p align=\"center\" class=\"spoiler\">x</p>",
        ),
        // Addresses.
        (
            "<a href='thread-7-2-1.html' target=_blank>x</a>",
            "<a href=\"/forum/thread/7/2\">x</a>",
        ),
        (
            "<a href='https://old.example/section/3'>x</a>",
            "<a href=\"/forum/section/3\">x</a>",
        ),
        (
            "<a href='https://a.example/?a=1&b=2'>x</a>",
            "<a href=\"https://a.example/?a=1&amp;b=2\" rel=\"noopener nofollow ugc\">x</a>",
        ),
        ("<a href='java\nscript:x'>x</a>", "<a>x</a>"),
        ("<a href='#reply'>x</a>", "<a>x</a>"),
        // Pictures.
        (
            "<img src=media/tower.png alt=塔>",
            "<span class=\"picture\"><a class=\"zoom\" href=\"https://forum.example/forum/content/media/tower.png\"><img src=\"https://forum.example/forum/content/media/tower.png\" alt=\"塔\" width=\"640\" height=\"480\" loading=\"lazy\" decoding=\"async\" referrerpolicy=\"no-referrer\"></a><span class=\"caption\">塔.png</span></span>",
        ),
        (
            "<img src=https://a.example/b.png width=20>",
            "<img src=\"https://a.example/b.png\" width=\"20\" loading=\"lazy\" decoding=\"async\" referrerpolicy=\"no-referrer\">",
        ),
        (
            "<img src=https://a.example/smilies/b.gif class=x>",
            "<img src=\"https://a.example/smilies/b.gif\" loading=\"lazy\" decoding=\"async\" referrerpolicy=\"no-referrer\" class=\"smiley\">",
        ),
        (
            "<img src=https://a.example/b.png>",
            "<a class=\"zoom\" href=\"https://a.example/b.png\" aria-label=\"看大图\"><img src=\"https://a.example/b.png\" loading=\"lazy\" decoding=\"async\" referrerpolicy=\"no-referrer\"></a>",
        ),
        ("<img src=javascript:x alt='a < b'>", "a &lt; b"),
        // Players and frames.
        (
            "<video src=https://a.example/b.mp4 autoplay>x</video><audio>y</audio>",
            "<video src=\"https://a.example/b.mp4\" controls=\"\" preload=\"metadata\" playsinline=\"\">x</video>",
        ),
        (
            "<iframe src=https://a.example/v>x</iframe>",
            "<a href=\"https://a.example/v\" rel=\"noopener nofollow ugc\">https://a.example/v</a>",
        ),
        // Colours.
        (
            "<font color=Red size=5>x</font>",
            "<font size=\"5\" class=\"tinted\" style=\"--tint: Red;\">x</font>",
        ),
        (
            "<span style='color:#00f;background:yellow;position:fixed;text-align:right'>x</span>",
            "<span class=\"tinted washed\" style=\"--tint: rgb(0, 0, 255);--wash: yellow;text-align: right;\">x</span>",
        ),
        // Headings and tables.
        (
            "<h1>a</h1><h4>b</h4><h2>c</h2>",
            "<h3>a</h3><h4>b</h4><h4>c</h4>",
        ),
        (
            "<table><tr><td width=5px height=7%>x</table>",
            "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"表格\"><table><tbody><tr><td height=\"7%\">x</td></tr></tbody></table></div>",
        ),
        ("<pre>\nx\n y</pre>", "<pre tabindex=\"0\">x\n y</pre>"),
        // What is no text goes with its content, what is only strange leaves it.
        (
            "<noscript>x</noscript><title>y</title><form>z <button>go</button></form>",
            "z go",
        ),
        ("<select><option>a</select><marquee>b</marquee>", "ab"),
        ("<!-- c -->x<?php y ?>", "x"),
    ] {
        assert_eq!(html(text), cleaned, "{text}");
    }
}

#[test]
fn markdown_is_read_as_the_browser_reads_it() {
    let markdown = |text: &str| clean(BodyFormat::Markdown, text);
    for (text, cleaned) in [
        ("a\nb", "<p>a<br>\nb</p>\n"),
        (
            "*a* ~~b~~ `c`",
            "<p><em>a</em> <del>b</del> <code>c</code></p>\n",
        ),
        (
            "- [x] a\n- [ ] b\n- c",
            "<ul>\n<li class=\"task\">☑ a</li>\n<li class=\"task\">☐ b</li>\n<li>c</li>\n</ul>\n",
        ),
        (
            "```rust\nfn\n```",
            "<pre tabindex=\"0\"><code class=\"language-rust\">fn\n</code></pre>\n",
        ),
        (
            "https://a.example/b。",
            "<p><a href=\"https://a.example/b%E3%80%82\" rel=\"noopener nofollow ugc\">https://a.example/b。</a></p>\n",
        ),
        ("<b onclick=x>a</b>", "<p><b>a</b></p>\n"),
        ("# a", "<h3>a</h3>\n"),
    ] {
        assert_eq!(markdown(text), cleaned, "{text}");
    }
    assert!(markdown("|a|b|\n|-|:-:|\n|1|2|").contains("<th align=\"center\">b</th>"));
}

#[test]
fn what_is_nested_without_end_does_not_end_the_program() {
    for open in [
        "<div>",
        "<b>",
        "<blockquote>",
        "<ul><li>",
        "<table><tr><td>",
        "<font color=red>",
    ] {
        let deep = open.repeat(2_000);
        assert!(harm(&html(&deep)).is_empty(), "{open}");
    }
    let quotes = "> ".repeat(1_000);
    assert!(harm(&clean(BodyFormat::Markdown, &quotes)).is_empty());
}
