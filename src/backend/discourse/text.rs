//! Discourse's HTML without what only its own pages make use of, and its names for pictures.

/// The size that member pictures are asked in: one of those that every forum offers, for screens of two pixels a point.
const PICTURE_SIZE: &str = "144";

/// The address of a member's picture; the template has a place for its size.
pub fn picture(template: &str) -> String {
    template.replace("{size}", PICTURE_SIZE)
}

/// A post's HTML without the words that stand under enlarged pictures in Discourse's own viewer, and without the
/// poll of this name, which is shown by itself.
pub fn cooked(html: &str, poll: Option<&str>) -> String {
    let html = without(html, "class=\"meta\"");
    match poll {
        // The outermost of a poll's elements bears its name.
        Some(name) => without(&html, &format!("data-poll-name=\"{name}\"")),
        None => html,
    }
}

/// The HTML without the `div`s that have an attribute.
fn without(html: &str, attribute: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(place) = rest.find(attribute) {
        let (before, after) = rest.split_at(place);
        let start = before.rfind('<').unwrap_or(place);
        let tag = &before[start..];
        let end = match tag.starts_with("<div ") && !tag.contains('>') {
            true => end_of_div(&rest[start..]).map(|end| start + end),
            false => None,
        };
        match end {
            Some(end) => {
                kept.push_str(&before[..start]);
                rest = &rest[end..];
            }
            None => {
                kept.push_str(before);
                kept.push_str(attribute);
                rest = &after[attribute.len()..];
            }
        }
    }
    kept.push_str(rest);
    kept
}

/// Where the `div` that the HTML begins with ends.
fn end_of_div(html: &str) -> Option<usize> {
    let mut depth = 0;
    let mut at = 0;
    loop {
        at += html[at..].find('<')?;
        let tag = &html[at..];
        if tag.starts_with("<div") {
            depth += 1;
        } else if tag.starts_with("</div") {
            depth -= 1;
            if depth == 0 {
                return Some(at + tag.find('>')? + 1);
            }
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::cooked;

    #[test]
    fn a_poll_shown_by_itself_leaves_the_text() {
        let html = "<p>a</p><div class=\"poll\" data-poll-name=\"poll\"><div><div class=\"poll-container\"></div></div>\
            </div><p>b</p><div data-poll-name=\"other\">c</div>";
        assert_eq!(
            cooked(html, Some("poll")),
            "<p>a</p><p>b</p><div data-poll-name=\"other\">c</div>"
        );
        assert_eq!(cooked(html, None), html);
    }

    #[test]
    fn pictures_lose_the_words_of_the_viewer() {
        let html = "<div class=\"lightbox-wrapper\"><a href=\"/a.png\"><img src=\"/b.png\"><div class=\"meta\">\
            <span class=\"filename\">a</span></div></a></div>";
        assert_eq!(
            cooked(html, None),
            "<div class=\"lightbox-wrapper\"><a href=\"/a.png\"><img src=\"/b.png\"></a></div>"
        );
    }

    #[test]
    fn what_does_not_end_or_is_only_text_stays() {
        for html in [
            "<div class=\"meta\"><div>",
            "<div class=\"meta\"><div></div",
            "a class=\"meta\"</div>",
            "<p class=\"meta\">x</p>",
            "<div><p>> class=\"meta\"</p></div>",
            "",
        ] {
            assert_eq!(cooked(html, Some("")), html);
        }
    }
}
