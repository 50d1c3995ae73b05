//! The style that a page brings along: the rules that something on it may match. The whole sheet comes after the page
//! has been painted, and every page of the site shares it.
//!
//! Nothing is painted before its style has come and been read, so a page waits for no more of it than it needs. What is
//! left out matches nothing there, and the whole sheet says nothing else of what is: when it comes, nothing changes.

use aho_corasick::AhoCorasick;
use cssparser::{Delimiter, ParseError, Parser, Token};

/// A sheet, taken apart.
pub struct Sheet {
    items: Vec<Item>,
    names: Vec<String>,
    /// Finds all names in one pass; none where there are too many for that.
    finder: Option<AhoCorasick>,
}

enum Item {
    /// A rule: its selectors, and its declarations.
    Rule(Vec<Selector>, String),
    /// Rules in a layer or under a condition.
    Group(String, Vec<Item>),
    /// What every page is to have: the order of the layers, animations.
    Statement(String),
}

struct Selector {
    text: String,
    /// The numbers of the names that are on a page where something matches.
    needs: Vec<usize>,
}

impl Sheet {
    /// Takes a sheet apart.
    pub fn new(css: &str) -> Self {
        let mut names = Vec::new();
        let items = items(&mut Parser::new(css), &mut names);
        Self {
            items,
            finder: AhoCorasick::new(&names).ok(),
            names,
        }
    }

    /// The rules that a page needs. A name is there wherever its letters are: a rule too many does no harm.
    pub fn of(&self, html: &str) -> String {
        let mut is_there = vec![self.finder.is_none(); self.names.len()];
        for found in self
            .finder
            .iter()
            .flat_map(|finder| finder.find_overlapping_iter(html))
        {
            if let Some(is_there) = is_there.get_mut(found.pattern().as_usize()) {
                *is_there = true;
            }
        }
        written(&self.items, &is_there)
    }
}

fn written(items: &[Item], is_there: &[bool]) -> String {
    let matches = |selector: &&Selector| {
        let mut needs = selector.needs.iter();
        needs.all(|name| is_there.get(*name) == Some(&true))
    };
    let mut css = String::new();
    for item in items {
        let (prelude, block) = match item {
            Item::Statement(text) => {
                css.push_str(text);
                continue;
            }
            Item::Group(prelude, items) => (prelude.clone(), written(items, is_there)),
            Item::Rule(selectors, declarations) => {
                let texts: Vec<&str> = selectors
                    .iter()
                    .filter(matches)
                    .map(|one| &*one.text)
                    .collect();
                (texts.join(","), declarations.clone())
            }
        };
        if !prelude.is_empty() && !block.is_empty() {
            css.extend([&*prelude, "{", &*block, "}"]);
        }
    }
    css
}

/// The rules of a sheet or of a block.
fn items(css: &mut Parser<'_>, names: &mut Vec<String>) -> Vec<Item> {
    let mut items = Vec::new();
    loop {
        css.skip_whitespace();
        let start = css.position();
        let head = css.parse_until_before(
            Delimiter::CurlyBracketBlock | Delimiter::Semicolon,
            |head| Ok::<_, ParseError<()>>(rest(head)),
        );
        let head = head.unwrap_or_default().trim().to_owned();
        match css.next() {
            Ok(Token::CurlyBracketBlock) => {}
            Ok(_) => {
                items.push(Item::Statement(css.slice_from(start).to_owned()));
                continue;
            }
            Err(_) => return items,
        }
        let holds_rules = ["@layer", "@media", "@supports", "@container"]
            .iter()
            .any(|rule| head.starts_with(rule));
        let block = css.parse_nested_block(|block| {
            Ok::<_, ParseError<()>>(match holds_rules {
                true => Block::Rules(self::items(block, names)),
                false => Block::Text(rest(block).to_owned()),
            })
        });
        items.push(match block {
            Ok(Block::Rules(rules)) => Item::Group(head, rules),
            Ok(Block::Text(text)) if !head.starts_with('@') => {
                Item::Rule(selectors(&head, names), text)
            }
            _ => Item::Statement(css.slice_from(start).to_owned()),
        });
    }
}

enum Block {
    Rules(Vec<Item>),
    Text(String),
}

/// What is left of a piece of CSS, as it stands there.
fn rest<'i>(css: &mut Parser<'i>) -> &'i str {
    let start = css.position();
    while css.next().is_ok() {}
    css.slice_from(start)
}

fn selectors(list: &str, names: &mut Vec<String>) -> Vec<Selector> {
    let selectors = Parser::new(list).parse_comma_separated(|selector| {
        let start = selector.position();
        let needs = needs(selector, names);
        let text = selector.slice_from(start).trim().to_owned();
        Ok::<_, ParseError<()>>(Selector { text, needs })
    });
    selectors.unwrap_or_default()
}

/// What has to be on a page for a selector to match: classes and ids by their names, elements as they begin. What
/// stands in brackets asks for nothing, nor do attributes and states, which change.
fn needs(selector: &mut Parser<'_>, names: &mut Vec<String>) -> Vec<usize> {
    let mut needs = Vec::new();
    let mut before = Token::Comma;
    while let Ok(token) = selector.next() {
        let token = token.clone();
        let name = match (&before, &token) {
            (Token::Colon, Token::Ident(_)) => None,
            (Token::Delim('.'), Token::Ident(class)) => Some(class.to_string()),
            (_, Token::IDHash(id)) => Some(id.to_string()),
            (_, Token::Ident(element)) => Some(["<", element].concat()),
            _ => None,
        };
        if let Some(name) = name {
            let known = names.iter().position(|known| *known == name);
            needs.push(known.unwrap_or_else(|| {
                names.push(name);
                names.len() - 1
            }));
        }
        before = token;
    }
    needs
}

#[cfg(test)]
mod tests {
    use super::Sheet;

    const CSS: &str = "@layer base,pieces;@layer base{html{a:b}.poll,.post>b{c:d}@media(max-width:9px){.poll{e:f}}\
        a:not(.poll):hover::after{content:\"}.x{\"}}@media print{.poll .bar{g:h}}@keyframes turn{to{i:j}}\
        .post[data-x=\"a,b\"] table{k:l}#top{m:n}";

    #[test]
    fn a_page_has_the_rules_that_something_on_it_may_match() {
        let sheet = Sheet::new(CSS);
        assert_eq!(
            sheet.of("<html><a class=\"post\"><b>"),
            "@layer base,pieces;@layer base{html{a:b}.post>b{c:d}a:not(.poll):hover::after{content:\"}.x{\"}}\
             @keyframes turn{to{i:j}}"
        );
        assert_eq!(
            sheet.of("<html><div id=top class='post'><table>"),
            "@layer base,pieces;@layer base{html{a:b}}@keyframes turn{to{i:j}}.post[data-x=\"a,b\"] table{k:l}#top{m:n}"
        );
    }

    #[test]
    fn a_page_with_everything_has_the_whole_sheet() {
        assert_eq!(
            Sheet::new(CSS).of("<html> poll post <b <a bar <table top"),
            CSS
        );
    }

    #[test]
    fn what_is_no_style_breaks_nothing() {
        for css in [
            "",
            "}",
            "{",
            "a{",
            "@media{",
            "a{b:c}}d{e:f}",
            ";;",
            "@import",
            "a:is({b:c}",
        ] {
            Sheet::new(css).of("<a");
        }
    }
}
