//! What a mapping says of requests: addresses, paging, lookups and links.

use super::{
    plan::{By, Get, Lookup, Paging, Source},
    query::Expression,
    reader::{Reader, Texts, below},
};
use crate::backend::{rank::sort_by_rank, template::places};
use serde_json::Value;

impl Reader {
    pub(super) fn links(&mut self, value: Option<&Value>) -> Vec<(&'static str, String)> {
        const TARGETS: &[&str] = &["home", "section", "thread", "post", "user", "page", "tag"];
        let mut links = Vec::new();
        for (name, value) in self.object("links", value) {
            let Some(target) = TARGETS.iter().find(|target| **target == name) else {
                self.unknown("links", name, &[TARGETS]);
                continue;
            };
            let patterns = match value {
                Value::Array(patterns) => patterns.as_slice(),
                one => std::slice::from_ref(one),
            };
            for pattern in patterns {
                links.push((*target, self.text(&below("links", name), pattern)));
            }
        }
        // The one that says most is tried first.
        sort_by_rank(&mut links, |(_, pattern)| -(said(pattern) as i64));
        links
    }

    pub(super) fn lookup(&mut self, name: &str, value: &Value) -> Option<Lookup> {
        const KEYS: &[&str] = &["get", "get_all", "from", "each", "id", "keep"];
        let at = below("lookups", name);
        self.only(&at, value, KEYS);
        let keep = self
            .number(&below(&at, "keep"), value.get("keep"), 0)
            .into();
        let mut request = |url: &Value| {
            let get = Get {
                name: name.to_owned(),
                url: self.text(&at, url),
                keep,
                optional: false,
            };
            self.template(&at, &get.url, &["id"]);
            get
        };
        let source = match (value.get("get"), value.get("get_all"), value.get("from")) {
            (Some(url), None, None) => Source::One(request(url)),
            (None, Some(url), None) => Source::All(request(url)),
            (None, None, Some(_)) => Source::Answers,
            _ => {
                self.wrong(&at, &["one of `get`, `get_all` and `from` has to be here"]);
                return None;
            }
        };
        let mut text = |key: &str, usual: &str| {
            let text = value
                .get(key)
                .map_or(usual.to_owned(), |text| self.text(&at, text));
            self.expression(&below(&at, key), &text);
            text
        };
        let list = match source {
            Source::Answers => text("from", "@"),
            _ => text("each", "@"),
        };
        let id = text("id", "id");
        let index = ["(", &list, ")[*].{k: (", &id, "), v: @}"].concat();
        Some(Lookup {
            name: name.to_owned(),
            source,
            index: Expression::new(&index).ok()?,
        })
    }

    pub(super) fn paging(&mut self, at: &str, value: &Value) -> Paging {
        const KEYS: &[&str] = &["use", "by", "size", "first", "count", "total", "next"];
        const WAYS: &[(&str, By)] = &[
            ("number", By::Number),
            ("offset", By::Offset),
            ("cursor", By::Cursor),
            ("slice", By::Slice),
        ];
        let whole = match value {
            Value::Object(rule) => Value::Object(self.with_definition(at, rule)),
            other => other.clone(),
        };
        let value = &whole;
        self.only(at, value, KEYS);
        let by = value.get("by").and_then(Value::as_str).unwrap_or_default();
        let by = WAYS.iter().find(|(name, _)| *name == by).map(|(_, by)| *by);
        if by.is_none() {
            self.wrong(at, &["`by` is one of number, offset, cursor, slice"]);
        }
        let mut texts = Texts::default();
        for name in ["count", "total", "next"] {
            let given = value.get(name).is_some();
            let text = match value.get(name) {
                Some(text) => self.text(&below(at, name), text),
                None => "null".to_owned(),
            };
            if by == Some(By::Cursor) && name == "next" && !given {
                self.wrong(at, &["`next` has to say where the next cursor is"]);
            }
            self.ask(&below(at, name), text, &mut texts);
        }
        let size = self.number(&below(at, "size"), value.get("size"), 20);
        if size == 0 {
            self.wrong(at, &["`size` is 0"]);
        }
        Paging {
            by: by.unwrap_or(By::None),
            size,
            first: self.number(&below(at, "first"), value.get("first"), 1),
            facts: self.scope(texts, Vec::new()),
        }
    }

    pub(super) fn no_paging(&mut self) -> Paging {
        Paging {
            by: By::None,
            size: 0,
            first: 1,
            facts: self.scope(Texts::default(), Vec::new()),
        }
    }

    pub(super) fn gets(&mut self, at: &str, value: Option<&Value>, variables: &[&str]) -> Vec<Get> {
        const KEYS: &[&str] = &["url", "keep", "optional"];
        let at = &below(at, "get");
        let one;
        let requests = match value {
            Some(url @ Value::String(_)) => {
                one = [("answer", url)];
                one.to_vec()
            }
            other => self.object(at, other),
        };
        let mut gets = Vec::new();
        for (name, value) in requests {
            let at = below(at, name);
            if matches!(name, "headers" | "params") {
                self.wrong(&at, &["an answer cannot have this name"]);
            }
            let get = match value {
                Value::String(url) => Get {
                    name: name.to_owned(),
                    url: url.clone(),
                    keep: 0,
                    optional: false,
                },
                _ => {
                    self.only(&at, value, KEYS);
                    Get {
                        name: name.to_owned(),
                        url: self.text(&at, value.get("url").unwrap_or(&Value::Null)),
                        keep: self.number(&at, value.get("keep"), 0).into(),
                        optional: self.flag(&at, value.get("optional")),
                    }
                }
            };
            self.template(&at, &get.url, variables);
            gets.push(get);
        }
        gets
    }

    pub(super) fn template(&mut self, at: &str, template: &str, variables: &[&str]) {
        let (places, sound) = places(template);
        if !sound {
            self.wrong(at, &["a brace is not closed or not opened in ", template]);
        }
        for variable in places.iter().flat_map(|place| &place.variables) {
            if !variables.contains(&variable.name()) {
                self.unknown(at, variable.name(), &[variables]);
            }
        }
    }

    pub(super) fn lookup_named(&mut self, at: &str, name: &Value) -> Option<usize> {
        let name = self.text(at, name);
        let found = self.lookups.iter().position(|known| *known == name);
        if found.is_none() {
            let names = self.lookups.join(", ");
            self.wrong(at, &["`", &name, "` is no lookup; there are ", &names]);
        }
        found
    }
}

/// How many characters of a pattern stand outside of its variables.
fn said(pattern: &str) -> usize {
    let parts = pattern.split('{');
    parts
        .map(|part| part.rsplit('}').next().unwrap_or_default().len())
        .sum()
}
