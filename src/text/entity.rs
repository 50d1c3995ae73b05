//! HTML as plain text: for titles that come escaped, and for excerpts that come with tags.

/// A text whose entities are decoded, once. The few names are those that servers write; all others stay as they are.
pub fn decode(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('&') {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        // No name is longer than ten letters.
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| Some((entity(&rest[1..end])?, end))) {
            Some((character, end)) => {
                text.push(character);
                rest = &rest[end + 1..];
            }
            None => {
                text.push('&');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    text
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?).filter(|character| *character != '\0');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "middot" => '·',
        "hellip" => '…',
        "mdash" => '—',
        "ndash" => '–',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "laquo" => '«',
        "raquo" => '»',
        "copy" => '©',
        "times" => '×',
        "lsqb" => '[',
        "rsqb" => ']',
        _ => return None,
    })
}

/// The text of HTML, without its tags, in one line. It is for showing as text only: what is left may look like HTML.
pub fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        let is_tag =
            rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        match rest.find('>').filter(|_| is_tag) {
            Some(end) => {
                // Words on both sides of a tag are not one word, but for the tags inside lines.
                let name = rest[1..].trim_start_matches('/');
                let is_inline = [
                    "a", "b", "i", "em", "strong", "span", "u", "s", "mark", "code", "font",
                ]
                .iter()
                .any(|inline| {
                    name.strip_prefix(inline)
                        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
                });
                if !is_inline {
                    text.push(' ');
                }
                rest = &rest[end + 1..];
            }
            None => {
                text.push('<');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    decode(&text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::{decode, plain};

    #[test]
    fn entities_are_decoded_once() {
        for (html, text) in [
            ("科技 &amp; AI", "科技 & AI"),
            ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
            ("&#39;&#x9A91;&nbsp;", "'骑\u{a0}"),
            (
                "a & b &unknown; &#0; &#xD800; &",
                "a & b &unknown; &#0; &#xD800; &",
            ),
            ("&é;", "&é;"),
            ("&lsqb;&lsqb;a&rsqb;&rsqb;", "[[a]]"),
        ] {
            assert_eq!(decode(html), text);
        }
    }

    #[test]
    fn tags_are_left_out() {
        for (html, text) in [
            ("<p>一</p><p>二<br>三</p>", "一 二 三"),
            ("骑<b>楼</b>，<a href=\"x\">链接</a>", "骑楼，链接"),
            ("1 < 2 &lt;b&gt; <", "1 < 2 <b> <"),
            ("<!-- c -->x", "x"),
        ] {
            assert_eq!(plain(html), text);
        }
    }
}
