//! Plain text as HTML: paragraphs, line breaks, and links where an address stands.

/// Escapes a text and gives it its paragraphs; an empty line parts them.
pub fn to_html(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let paragraphs = text
        .split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty());
    paragraphs
        .map(|paragraph| {
            let lines: Vec<String> = paragraph.lines().map(line).collect();
            format!("<p>{}</p>", lines.join("<br>"))
        })
        .collect()
}

fn line(line: &str) -> String {
    let mut html = String::with_capacity(line.len() + 16);
    let mut rest = line;
    while let Some(start) = find_address(rest) {
        html.push_str(&escape(&rest[..start]));
        let address = &rest[start..start + address_length(&rest[start..])];
        let escaped = escape(address);
        html.push_str(&format!("<a href=\"{escaped}\">{escaped}</a>"));
        rest = &rest[start + address.len()..];
    }
    html.push_str(&escape(rest));
    html
}

fn find_address(text: &str) -> Option<usize> {
    let http = text.find("http://");
    let https = text.find("https://");
    http.into_iter().chain(https).min()
}

/// An address ends where a character stands that addresses do not have, and before the stop of its sentence.
fn address_length(text: &str) -> usize {
    let is_part = |c: char| {
        c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
    };
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    text[..end]
        .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\''])
        .len()
}

/// A text as HTML shows it.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            _ => html.push(c),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::to_html;

    #[test]
    fn an_empty_line_parts_paragraphs() {
        assert_eq!(
            to_html("一\n二\r\n\r\n\r\n三\n"),
            "<p>一<br>二</p><p>三</p>"
        );
        assert_eq!(to_html(" \n"), "");
    }

    #[test]
    fn tags_are_text() {
        assert_eq!(
            to_html("<b onclick=\"x\">&"),
            "<p>&lt;b onclick=&quot;x&quot;&gt;&amp;</p>"
        );
    }

    #[test]
    fn addresses_are_links_without_the_stop_of_their_sentence() {
        assert_eq!(
            to_html("见 https://example.org/a?b=1&c=2。完"),
            "<p>见 <a href=\"https://example.org/a?b=1&amp;c=2\">https://example.org/a?b=1&amp;c=2</a>。完</p>"
        );
        assert_eq!(
            to_html("(http://a.example/b)."),
            "<p>(<a href=\"http://a.example/b\">http://a.example/b</a>).</p>"
        );
    }
}
