//! Searching an archive: how texts and queries are taken apart, the same way in the index and in the browser.
//!
//! Chinese has no spaces between words, and two dictionaries seldom part a sentence the same way. So the index knows
//! every pair of neighbouring characters; which pairs a query asks for is left to the browser's own dictionary.

pub mod ask;
#[cfg(target_arch = "wasm32")]
mod browser;
mod fold;
pub mod key;
mod query;
mod snippet;
mod token;

#[cfg(target_arch = "wasm32")]
pub use browser::part;

pub use fold::fold;
pub use query::{Term, terms};
pub use snippet::{finds, marks, may_find, snippet};
pub use token::{author_token, section_token, tokens, write_tokens};

use crate::{
    model::{BodyFormat, Post, PostState},
    text::entity::plain,
};

/// The text of a post as a search sees it; none where readers may not see it.
pub fn searched_text(post: &Post) -> Option<String> {
    let is_open = matches!(
        post.state,
        PostState::Ok | PostState::Warned | PostState::Unknown
    );
    if !is_open || post.gate.is_some() {
        return None;
    }
    let text = match post.body.format {
        BodyFormat::Html => plain(&without_quotes(&post.body.text)),
        BodyFormat::Markdown | BodyFormat::Text => one_line(&post.body.text),
    };
    Some(text)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// HTML without what it quotes: a search finds a sentence where it was written.
fn without_quotes(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut depth = 0_u32;
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        if depth == 0 {
            kept.push_str(before);
        }
        let is = |name: &str| {
            tag.get(..name.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(name))
        };
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        if is("<blockquote") || is("</blockquote") {
            // It parts words, as every paragraph does.
            kept.push(' ');
        }
        if is("<blockquote") {
            depth += 1;
        } else if is("</blockquote") {
            depth = depth.saturating_sub(1);
        } else if depth == 0 {
            kept.push_str(&tag[..end.max(1)]);
        }
        rest = &tag[end.max(1)..];
    }
    if depth == 0 {
        kept.push_str(rest);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::searched_text;
    use crate::model::{Body, BodyFormat, Gate, Post, PostState};

    fn post(html: &str) -> Post {
        Post {
            body: Body {
                format: BodyFormat::Html,
                text: html.to_owned(),
            },
            ..Post::default()
        }
    }

    #[test]
    fn quotes_are_found_where_they_were_written() {
        for (html, text) in [
            (
                "<p>一</p><blockquote><p>二</p></blockquote>\n<p>三</p>",
                "一 三",
            ),
            (
                "<BLOCKQUOTE>a<blockquote>b</blockquote>c</BLOCKQUOTE>d",
                "d",
            ),
            ("a</blockquote>b < c", "a b < c"),
            ("a<", "a<"),
            ("open<blockquote>never closed", "open"),
        ] {
            assert_eq!(searched_text(&post(html)).as_deref(), Some(text), "{html}");
        }
    }

    #[test]
    fn what_readers_may_not_see_is_not_searched() {
        for state in [PostState::Deleted, PostState::Hidden, PostState::Pending] {
            let post = Post {
                state,
                ..post("<p>秘密</p>")
            };
            assert_eq!(searched_text(&post), None);
        }
        let gated = Post {
            gate: Some(Gate::default()),
            ..post("<p>秘密</p>")
        };
        assert_eq!(searched_text(&gated), None);
    }
}
