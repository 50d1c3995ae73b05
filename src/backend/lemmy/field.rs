//! Fields as both versions of the API name them, and Markdown as a line of text.

use crate::{
    backend::Node,
    model::{Body, BodyFormat, Misfit, Time},
    text::plain::escape,
};

/// The tags of languages by their numbers, as the site lists them.
#[derive(Default)]
pub struct Languages(Vec<(i64, String)>);

impl Languages {
    /// Reads the site's list; the language that is none is left out.
    pub fn of(site: Node) -> Self {
        let languages = site.get("all_languages").items().into_iter();
        Self(
            languages
                .filter_map(|language| {
                    Some((language.get("id").whole()?, language.get("code").text()?))
                })
                .filter(|(_, code)| code != "und")
                .collect(),
        )
    }

    /// The language of a number.
    pub fn get(&self, id: Node) -> Option<String> {
        let id = id.whole()?;
        let found = self.0.iter().find(|(number, _)| *number == id);
        found.map(|(_, code)| code.clone())
    }
}

/// A field that 1.0 has named anew.
pub fn either<'a>(node: Node<'a>, now: &str, before: &str) -> Node<'a> {
    let field = node.get(now);
    if field.is_null() {
        node.get(before)
    } else {
        field
    }
}

/// When something was written.
pub fn published(node: Node) -> Result<Time, Misfit> {
    let field = either(node, "published_at", "published");
    field
        .time()
        .ok_or_else(|| Misfit::of(field.value(), "an RFC 3339 time").below("published"))
}

/// When something was last changed, if ever.
pub fn updated(node: Node) -> Option<Time> {
    either(node, "updated_at", "updated").time()
}

/// A figure: 0.19 has them beside the thing, 1.0 in it.
pub fn figure(view: Node, thing: Node, name: &str) -> Option<u64> {
    let beside = view.get("counts").get(name);
    beside.count().or_else(|| thing.get(name).count())
}

/// Reads the entries of a list: `items` in 1.0, and by its own name in 0.19 and in what a search finds.
pub fn list<T>(
    node: Node,
    name: &str,
    read: impl FnMut(Node) -> Result<T, Misfit>,
) -> Result<Vec<T>, Misfit> {
    let name = if node.get("items").is_null() {
        name
    } else {
        "items"
    };
    let field = node.get(name);
    if !field.value().is_array() {
        return Err(Misfit::of(field.value(), "a list").below(name));
    }
    node.each(name, read)
}

/// The host of an address.
pub fn host(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    rest.split('/').next().filter(|host| !host.is_empty())
}

/// A name, with its host where that is another one.
pub fn name_of(thing: Node) -> Result<String, Misfit> {
    let name = thing.need("name")?;
    if thing.get("local").flag() {
        return Ok(name);
    }
    let address = either(thing, "ap_id", "actor_id").str();
    Ok(match address.and_then(host) {
        Some(host) => format!("{name}@{host}"),
        None => name,
    })
}

/// A body; what only Lemmy's own pages know, `::: spoiler`, becomes the HTML that Markdown may hold.
pub fn body(markdown: &str) -> Body {
    if markdown.is_empty() {
        return Body::default();
    }
    let mut text = String::with_capacity(markdown.len());
    let mut open = 0;
    let mut in_code = false;
    for line in markdown.lines() {
        let bare = line.trim();
        in_code ^= is_fence(bare);
        let mark = bare.strip_prefix(":::").filter(|_| !in_code);
        match mark.map(str::trim) {
            Some(title) if title.starts_with("spoiler") => {
                let title = escape(title["spoiler".len()..].trim());
                text.push_str("\n<details><summary>");
                text.push_str(&title);
                text.push_str("</summary>\n\n");
                open += 1;
            }
            Some("") if open > 0 => {
                text.push_str("\n\n</details>\n\n");
                open -= 1;
            }
            _ => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    for _ in 0..open {
        text.push_str("\n\n</details>\n");
    }
    Body {
        format: BodyFormat::Markdown,
        text: text.trim_end().to_owned(),
    }
}

/// Whether a line begins or ends a block of code; code within a line may begin alike.
fn is_fence(line: &str) -> bool {
    let ticks = line.strip_prefix("```");
    let is_ticks = ticks.is_some_and(|rest| !rest.trim_start_matches('`').contains('`'));
    is_ticks || line.starts_with("~~~")
}

/// The beginning of a Markdown text, in one line without its marks, and without what is folded away.
pub fn excerpt(markdown: &str) -> Option<String> {
    const LENGTH: usize = 200;
    let mut text = String::new();
    let mut is_folded = false;
    for line in markdown.lines().map(str::trim) {
        if let Some(mark) = line.strip_prefix(":::") {
            is_folded = !mark.is_empty();
        } else if !is_folded && !is_fence(line) && !line.starts_with("---") {
            text.push_str(line.trim_start_matches(['#', '>', '-', '*', '+', ' ', '|']));
            text.push(' ');
        }
        // What links are made of may be long, and is left out.
        if text.len() > LENGTH * 20 {
            break;
        }
    }
    let text = without_links(&text).replace("__", "");
    let text: String = text
        .chars()
        .filter(|c| !matches!(c, '*' | '`' | '~'))
        .collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = text.char_indices().nth(LENGTH).map(|(index, _)| index);
    match cut {
        _ if text.is_empty() => None,
        Some(end) => Some(format!("{}…", text[..end].trim_end())),
        None => Some(text),
    }
}

/// `[text](address)` as its text; of a picture, nothing is left.
fn without_links(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some((before, inner)) = rest.split_once('[') {
        let link = inner
            .split_once("](")
            .and_then(|(label, address)| Some((label, address.split_once(')')?.1)))
            .filter(|(label, _)| !label.contains(['[', ']']));
        match link {
            Some((label, after)) => {
                match before.strip_suffix('!') {
                    Some(before) => text.push_str(before),
                    None => {
                        text.push_str(before);
                        text.push_str(label);
                    }
                }
                rest = after;
            }
            None => {
                text.push_str(before);
                text.push('[');
                rest = inner;
            }
        }
    }
    text.push_str(rest);
    text
}

/// A text in which no character is Markdown.
pub fn literal(text: &str) -> String {
    let mut markdown = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_punctuation() {
            markdown.push('\\');
        }
        markdown.push(if character.is_control() {
            ' '
        } else {
            character
        });
    }
    markdown
}

#[cfg(test)]
mod tests {
    use super::{body, excerpt, literal};

    #[test]
    fn an_excerpt_is_one_line_of_words() {
        for (markdown, text) in [
            ("# 骑楼\n\n**老街** 与 `新` 街", "骑楼 老街 与 新 街"),
            (
                "see [the map](https://a.example/m) ![x](y.png) and [1]",
                "see the map and [1]",
            ),
            ("> quoted\n- item\n```\ncode\n```", "quoted item code"),
            ("one\n::: spoiler two\nthree\n:::\nfour", "one four"),
            ("snake_case [a](b", "snake_case [a](b"),
        ] {
            assert_eq!(excerpt(markdown).as_deref(), Some(text));
        }
        assert_eq!(excerpt(" \n---\n"), None);
        let long = excerpt(&"楼".repeat(500)).unwrap_or_default();
        assert_eq!(long.chars().count(), 201);
    }

    #[test]
    fn a_spoiler_is_folded_text_and_stays_as_it_is_in_code() {
        assert_eq!(
            body("a\n::: spoiler <Ende>\nb\n:::\nc").text,
            "a\n\n<details><summary>&lt;Ende&gt;</summary>\n\nb\n\n\n</details>\n\nc"
        );
        let code = "```\n::: spoiler x\n```";
        assert_eq!(body(code).text, code);
        let inline = body("```a``` b\n::: spoiler x\n:::").text;
        assert!(inline.contains("<details>"), "{inline}");
        assert_eq!(body("::: spoiler").text.matches("</details>").count(), 1);
    }

    #[test]
    fn a_literal_text_is_not_markdown() {
        assert_eq!(literal("*a*\n[b]"), "\\*a\\* \\[b\\]");
    }
}
