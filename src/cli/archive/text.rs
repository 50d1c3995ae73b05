//! The addresses in texts: each is shown to whoever rewrites it, and all else of the text stays as it is.

use crate::{
    model::{Body, BodyFormat},
    text::{entity, plain},
};
use lol_html::{RewriteStrSettings, element, html_content::Element, rewrite_str};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};
use std::ops::Range;

/// What an address in a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// It leads somewhere.
    Link,
    /// It is shown: a picture, a film, a recording.
    Media,
}

/// Says what stands in the place of an address; none if it stays.
pub type Change<'a> = dyn FnMut(&str, Use) -> Option<String> + 'a;

/// Rewrites the addresses of a body.
pub fn body(body: &mut Body, change: &mut Change<'_>) {
    match body.format {
        BodyFormat::Html => html(&mut body.text, change),
        BodyFormat::Markdown => markdown(&mut body.text, change),
        BodyFormat::Text => {}
    }
}

/// Rewrites the addresses of a text in HTML.
pub fn html(text: &mut String, change: &mut Change<'_>) {
    if !text.contains('<') {
        return;
    }
    let mut changed = false;
    let rewriting = element!("*", |element| {
        changed |= rewrite(element, change);
        Ok(())
    });
    let settings = RewriteStrSettings::new().append_element_content_handler(rewriting);
    let rewritten = rewrite_str(text, settings.with_strict(false));
    // A text that no parser takes to its end is left as it is; nobody is shown it uncleaned.
    if let (Ok(rewritten), true) = (rewritten, changed) {
        *text = rewritten;
    }
}

/// Rewrites the addresses of an element; says whether there were any to be changed.
fn rewrite(element: &mut Element<'_, '_>, change: &mut Change<'_>) -> bool {
    let name = element.tag_name();
    let places: &[(&str, Use)] = match name.as_str() {
        "a" | "area" => &[("href", Use::Link)],
        "iframe" | "embed" => &[("src", Use::Link)],
        "img" | "audio" | "source" | "track" => &[("src", Use::Media)],
        "video" => &[("src", Use::Media), ("poster", Use::Media)],
        _ => return false,
    };
    let mut changed = false;
    for (attribute, r#use) in places {
        let Some(raw) = element.get_attribute(attribute) else {
            continue;
        };
        let Some(new) = change(&entity::decode(&raw), *r#use) else {
            continue;
        };
        let new = plain::escape(&new);
        changed |= new != raw && element.set_attribute(attribute, &new).is_ok();
    }
    if changed && element.has_attribute("srcset") {
        // It names the same picture in other sizes, at its old place.
        element.remove_attribute("srcset");
    }
    changed
}

/// Rewrites the addresses of a text in Markdown: those of its links and pictures, and those in its HTML.
pub fn markdown(text: &mut String, change: &mut Change<'_>) {
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let parser = Parser::new_ext(text, options);
    for (_, definition) in parser.reference_definitions().iter() {
        // Pictures may be shown by it: whoever has the file takes it for both.
        let new = change(&definition.dest, Use::Link);
        changes.extend(placed(text, definition.span.clone(), &definition.dest, new));
    }
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Link {
                link_type: LinkType::Inline,
                dest_url,
                ..
            }) => changes.extend(placed(text, range, &dest_url, change(&dest_url, Use::Link))),
            Event::Start(Tag::Image {
                link_type: LinkType::Inline,
                dest_url,
                ..
            }) => changes.extend(placed(
                text,
                range,
                &dest_url,
                change(&dest_url, Use::Media),
            )),
            Event::Html(_) | Event::InlineHtml(_) => {
                let mut part = text.get(range.clone()).unwrap_or_default().to_owned();
                html(&mut part, change);
                changes.push((range, part));
            }
            _ => {}
        }
    }
    // From the end, so that what is not changed yet stays in its place; a picture in a link lies within it.
    changes.sort_by_key(|(range, _)| range.start);
    for (range, new) in changes.into_iter().rev() {
        text.replace_range(range, &new);
    }
}

/// Where an address is written within the range of what it belongs to, if it is written as it is read.
fn placed(
    text: &str,
    range: Range<usize>,
    address: &str,
    new: Option<String>,
) -> Option<(Range<usize>, String)> {
    let new = new.filter(|new| new != address)?;
    let written = text.get(range.clone())?;
    // It stands behind the label, which may say the same.
    let label = written.find("](").or_else(|| written.find("]:"))?;
    let label = written.rfind("](").unwrap_or(label);
    let at = label + written.get(label..)?.find(address)?;
    let start = range.start + at;
    let is_plain = !new.contains([' ', '(', ')', '<', '>']);
    is_plain.then(|| (start..start + address.len(), new))
}

#[cfg(test)]
mod tests {
    use super::{Use, html, markdown};

    fn change(address: &str, r#use: Use) -> Option<String> {
        match r#use {
            Use::Media => Some(format!("files/{}", address.trim_start_matches('/'))),
            Use::Link => address
                .strip_prefix("/topic/")
                .map(|id| format!("thread/{id}")),
        }
    }

    #[test]
    fn addresses_in_html_are_rewritten_and_nothing_else_is() {
        let mut text = concat!(
            "<p CLASS=x>一&nbsp;<A HREF='/topic/7'>t</a> <img src=\"/a.png?x=1&amp;y=2\" srcset=\"/a2.png 2x\" alt=\"&lt;\">",
            "<a href=\"#up\">u</a><video src=/v.mp4 poster=/p.jpg></video><!-- <img src=/no.png> --><br>",
            "<textarea><img src=/no.png></textarea>"
        )
        .to_owned();
        html(&mut text, &mut change);
        assert_eq!(
            text,
            concat!(
                "<p CLASS=x>一&nbsp;<A HREF=\"thread/7\">t</a> <img src=\"files/a.png?x=1&amp;y=2\" alt=\"&lt;\">",
                "<a href=\"#up\">u</a><video src=\"files/v.mp4\" poster=\"files/p.jpg\"></video><!-- <img src=/no.png> --><br>",
                "<textarea><img src=/no.png></textarea>"
            )
        );
    }

    #[test]
    fn an_address_cannot_leave_its_attribute() {
        let mut text = "<img src=x>".to_owned();
        html(&mut text, &mut |_, _| Some("\"><script>run()".to_owned()));
        assert_eq!(text, "<img src=\"&quot;&gt;&lt;script&gt;run()\">");
    }

    #[test]
    fn addresses_in_markdown_are_rewritten() {
        let mut text = concat!(
            "看 [/topic/7](/topic/7 \"题\")、![图](/a.png)、[![缩](/b.png)](/topic/8)\n\n",
            "`[x](/topic/9)` <img src=\"/c.png\">\n\n[ref]\n\n[ref]: /topic/10\n"
        )
        .to_owned();
        markdown(&mut text, &mut change);
        assert_eq!(
            text,
            concat!(
                "看 [/topic/7](thread/7 \"题\")、![图](files/a.png)、[![缩](files/b.png)](thread/8)\n\n",
                "`[x](/topic/9)` <img src=\"files/c.png\">\n\n[ref]\n\n[ref]: thread/10\n"
            )
        );
    }

    #[test]
    fn half_a_text_stays() {
        for half in ["<img src=\"/a.png", "<a href=", "<", "<!--", "<p"] {
            let mut text = half.to_owned();
            html(&mut text, &mut change);
            assert_eq!(text, half);
        }
    }
}
