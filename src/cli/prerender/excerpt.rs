//! Members' texts in few words, for those who list pages.

use crate::{
    app::App,
    model::{Body, Post},
    text::{clean::clean_body, entity::plain},
    view::post::is_readable,
};

/// The plain text of a body, in one line.
pub fn text(app: &App, body: &Body) -> String {
    plain(&clean_body(body, app.surroundings(&[])).into_html())
}

/// The plain text of a post; what cannot be read has none.
pub fn of_post(app: &App, post: &Post) -> String {
    match is_readable(post) {
        true => text(app, &post.body),
        false => String::new(),
    }
}

/// A text of at most so many characters.
pub fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let start: String = text.chars().take(most - 1).collect();
    start.trim_end().to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_long_text_ends_with_dots() {
        assert_eq!(cut("骑楼", 2), "骑楼");
        assert_eq!(cut("骑楼论坛", 3), "骑楼…");
        assert_eq!(cut("a bcd", 3), "a…");
    }
}
