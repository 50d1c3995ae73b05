//! URI templates (RFC 6570): addresses with places for values. All of the RFC but maps as values.

use crate::route::escape;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stays as it is in `{+name}` and `{#name}`: RFC 3986's unreserved and reserved characters, and what is escaped
/// already.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'#')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b'%');

/// A place in a template, between braces.
pub struct Place<'a> {
    operator: Option<char>,
    /// The variables that stand in it.
    pub variables: Vec<Variable<'a>>,
}

/// A variable as a template writes it.
pub struct Variable<'a> {
    /// The name that is written into a query.
    written: &'a str,
    /// `*`: the values of a list stand apart.
    explode: bool,
    /// `:3`: only so many characters.
    prefix: Option<usize>,
}

impl<'a> Place<'a> {
    fn read(text: &'a str) -> Self {
        let operator = text.chars().next().filter(|c| "+#./;?&".contains(*c));
        let names = text.get(operator.iter().count()..).unwrap_or_default();
        Self {
            operator,
            variables: names.split(',').map(Variable::read).collect(),
        }
    }

    fn write(&self, values: &dyn Fn(&str) -> Vec<String>, into: &mut String) {
        // As the table in the RFC's appendix A has it: what stands first, what between, and whether with names.
        let (first, between, named) = match self.operator {
            Some('#') => ("#", ",", false),
            Some('.') => (".", ".", false),
            Some('/') => ("/", "/", false),
            Some(';') => (";", ";", true),
            Some('?') => ("?", "&", true),
            Some('&') => ("&", "&", true),
            _ => ("", ",", false),
        };
        let reserved = matches!(self.operator, Some('+' | '#'));
        let mut before = first;
        for variable in &self.variables {
            let values: Vec<String> = values(variable.name())
                .iter()
                .map(|value| variable.cut(value, reserved))
                .collect();
            if values.is_empty() {
                continue;
            }
            let parts = match variable.explode {
                true => values,
                false => vec![values.join(",")],
            };
            for value in parts {
                into.push_str(before);
                before = between;
                if named {
                    into.push_str(
                        &utf8_percent_encode(variable.written, RESERVED_NAME).to_string(),
                    );
                    if !value.is_empty() || self.operator != Some(';') {
                        into.push('=');
                    }
                }
                into.push_str(&value);
            }
        }
    }
}

/// Brackets in names are for `ids[]`, which PHP and Rails read as a list.
const RESERVED_NAME: &AsciiSet = &RESERVED.add(b'[').add(b']').add(b'#').add(b'&').add(b'=');

impl<'a> Variable<'a> {
    fn read(text: &'a str) -> Self {
        let (text, explode) = match text.strip_suffix('*') {
            Some(text) => (text, true),
            None => (text, false),
        };
        let (written, prefix) = match text.split_once(':') {
            Some((name, length)) => (name, length.parse().ok()),
            None => (text, None),
        };
        Self {
            written,
            explode,
            prefix,
        }
    }

    /// The variable's name: `ids` for `ids[]`.
    pub fn name(&self) -> &'a str {
        self.written.trim_end_matches("[]")
    }

    fn cut(&self, value: &str, reserved: bool) -> String {
        let end = self
            .prefix
            .and_then(|length| value.char_indices().nth(length))
            .map_or(value.len(), |(end, _)| end);
        let value = value.get(..end).unwrap_or_default();
        match reserved {
            true => utf8_percent_encode(value, RESERVED).to_string(),
            false => escape(value),
        }
    }
}

/// A template in its pieces: what stands before each place, the place, and what stands at the end. A brace that is
/// not closed is a character like others.
fn pieces(template: &str) -> (Vec<(&str, Place<'_>)>, &str) {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((place, after)) = after.split_once('}') else {
            break;
        };
        pieces.push((before, Place::read(place)));
        rest = after;
    }
    (pieces, rest)
}

/// The places of a template, and whether all braces are closed.
pub fn places(template: &str) -> (Vec<Place<'_>>, bool) {
    let (pieces, rest) = pieces(template);
    let sound =
        !rest.contains(['{', '}']) && !pieces.iter().any(|(before, _)| before.contains('}'));
    (pieces.into_iter().map(|(_, place)| place).collect(), sound)
}

/// Expands a template whose variables are lists: one of several values, a single value, or nothing.
pub fn expand_lists(template: &str, values: &dyn Fn(&str) -> Vec<String>) -> String {
    let mut expanded = String::with_capacity(template.len() + 16);
    let (pieces, rest) = pieces(template);
    for (before, place) in pieces {
        expanded.push_str(before);
        place.write(values, &mut expanded);
    }
    expanded.push_str(rest);
    expanded
}

/// Expands a template; a name without a value expands to nothing, as the RFC says.
pub fn expand(template: &str, values: &[(&str, &str)]) -> String {
    expand_lists(template, &|name| {
        let of_name = values.iter().filter(|(key, _)| *key == name);
        of_name.map(|(_, value)| (*value).to_owned()).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::{expand, expand_lists, places};

    #[test]
    fn values_are_escaped_unless_reserved() {
        let values = [("id", "a/b 骑"), ("page", "2")];
        assert_eq!(
            expand("threads/{id}/{page}.json", &values),
            "threads/a%2Fb%20%E9%AA%91/2.json"
        );
        assert_eq!(expand("{+id}", &values), "a/b%20%E9%AA%91");
        assert_eq!(expand("x{none}y{", &values), "xy{");
    }

    #[test]
    fn a_value_cannot_climb_out_of_its_folder() {
        assert_eq!(
            expand("users/{id}.json", &[("id", "../../secret")]),
            "users/..%2F..%2Fsecret.json"
        );
        assert_eq!(
            expand("threads/{id}/1.json", &[("id", "..")]),
            "threads/%2E%2E/1.json"
        );
    }

    /// Examples of the RFC's sections 3.2.2 to 3.2.9, and `[]`.
    #[test]
    fn operators_expand_as_the_rfc_says() {
        let values = |name: &str| -> Vec<String> {
            let values: &[&str] = match name {
                "var" => &["value"],
                "hello" => &["Hello World!"],
                "path" => &["/foo/bar"],
                "empty" => &[""],
                "x" => &["1024"],
                "y" => &["768"],
                "list" => &["red", "green", "blue"],
                _ => &[],
            };
            values.iter().map(|value| (*value).to_owned()).collect()
        };
        for (template, expanded) in [
            ("{hello}", "Hello%20World%21"),
            ("{x,hello,y}", "1024,Hello%20World%21,768"),
            ("{var:3}{var:30}", "valvalue"),
            ("{list}|{list*}", "red,green,blue|red,green,blue"),
            ("{+hello}", "Hello%20World!"),
            ("{+path}/here", "/foo/bar/here"),
            ("{#path:6}here", "#/foo/bhere"),
            ("X{.x,y}", "X.1024.768"),
            ("{/var,x}/here{/list*}", "/value/1024/here/red/green/blue"),
            ("{;x,y,empty}", ";x=1024;y=768;empty"),
            ("{?x,y}", "?x=1024&y=768"),
            ("{?x,undef,empty}", "?x=1024&empty="),
            ("{?undef}", ""),
            ("{?list}", "?list=red,green,blue"),
            ("?fixed=yes{&x,undef}", "?fixed=yes&x=1024"),
            ("{&list*}", "&list=red&list=green&list=blue"),
            (
                "{?list[]*}",
                "?list%5B%5D=red&list%5B%5D=green&list%5B%5D=blue",
            ),
        ] {
            assert_eq!(expand_lists(template, &values), expanded, "{template}");
        }
    }

    #[test]
    fn the_variables_of_a_template_are_known() {
        let (found, sound) = places("a/{id}{?page,ids[]*,q:3}");
        let names: Vec<_> = found
            .iter()
            .flat_map(|place| &place.variables)
            .map(super::Variable::name)
            .collect();
        assert_eq!(names, ["id", "page", "ids", "q"]);
        assert!(sound && !places("a{").1 && !places("a}{b}").1);
    }
}
