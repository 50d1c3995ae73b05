//! What a mapping says of fields: rules, and the expressions in them.

use super::{
    convert::{CONVERSIONS, Conversion},
    query::{Expression, literal},
    reader::{Reader, Texts, all_of, below},
    rule::{FieldRule, Leaf, Part, Rule, stand_in},
};
use crate::model::{Field, Kind, Shape};
use serde_json::{Map, Value};

/// What may stand in a rule besides fields.
const IN_OBJECT: &[&str] = &["in", "use", "join"];
const IN_PART: &[&str] = &[
    "each",
    "use",
    "join",
    "lookup",
    "follow",
    "threaded",
    "first_page_only",
];
const IN_LEAF: &[&str] = &["from", "as", "map"];

impl Reader {
    /// The rules of an object's fields.
    pub(super) fn fields(
        &mut self,
        at: &str,
        rules: &[(&str, &Value)],
        fields: &'static [Field],
        keywords: &[&str],
        texts: &mut Texts,
        top: bool,
    ) -> Vec<FieldRule> {
        let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
        for (key, _) in rules {
            if !names.contains(key) {
                self.unknown(at, key, &[keywords, &names]);
            }
        }
        let mut written = Vec::new();
        for field in fields {
            let here = below(at, field.name);
            let given = rules.iter().find(|(key, _)| *key == field.name);
            let rule =
                given.and_then(|(_, value)| self.rule(&here, value, (field.shape)(), texts, top));
            let stand_in = stand_in(field.name, fields);
            // What the site is called, its configuration may say; pages are counted by themselves.
            let known = top && matches!((at, field.name), ("site", "name" | "lang") | (_, "page"));
            let needed = !(known || field.default || (field.shape)().optional);
            if given.is_none_or(|(_, value)| value.is_null()) && needed && stand_in.is_none() {
                self.wrong(at, &["`", field.name, "` is missing"]);
            }
            if rule.is_some() || (needed && stand_in.is_some()) {
                written.push(FieldRule {
                    field,
                    rule,
                    stand_in,
                });
            }
        }
        written
    }

    /// A rule with what it takes over from a definition.
    pub(super) fn with_definition(
        &mut self,
        at: &str,
        rule: &Map<String, Value>,
    ) -> Map<String, Value> {
        let mut whole = rule.clone();
        let mut next = rule.get("use").cloned();
        for _ in 0..8 {
            let Some(name) = next.take() else {
                return whole;
            };
            let name = self.text(&below(at, "use"), &name);
            let Some(Value::Object(definition)) = self.define.get(&name) else {
                let names: Vec<String> = self.define.keys().cloned().collect();
                self.wrong(
                    at,
                    &[
                        "`",
                        &name,
                        "` is not defined; there are ",
                        &names.join(", "),
                    ],
                );
                return whole;
            };
            next = definition.get("use").cloned();
            for (key, value) in definition {
                whole.entry(key).or_insert_with(|| value.clone());
            }
        }
        self.wrong(at, &["definitions use each other in a circle"]);
        Map::new()
    }

    pub(super) fn rule(
        &mut self,
        at: &str,
        value: &Value,
        shape: Shape,
        texts: &mut Texts,
        top: bool,
    ) -> Option<Rule> {
        match (value, shape.kind) {
            (Value::Null, _) => None,
            (Value::String(text), _) => Some(Rule::Leaf(Leaf {
                at: self.ask(at, text.clone(), texts),
                conversion: Conversion::None,
                words: None,
                shape,
            })),
            (Value::Bool(_) | Value::Number(_), _) => {
                self.rule(at, &Value::String(literal(value)), shape, texts, top)
            }
            (Value::Object(rule), _) if rule.contains_key("from") => {
                self.leaf(at, value, shape, texts).map(Rule::Leaf)
            }
            (Value::Array(parts), Kind::List(item)) => {
                let parts = parts
                    .iter()
                    .filter_map(|part| self.part(at, part, item(), texts, top));
                Some(Rule::Parts {
                    parts: parts.collect(),
                    list: true,
                })
            }
            (Value::Object(_), Kind::List(item)) => Some(Rule::Parts {
                parts: self
                    .part(at, value, item(), texts, top)
                    .into_iter()
                    .collect(),
                list: true,
            }),
            (Value::Object(rule), Kind::Object(fields)) => {
                let rule = Value::Object(self.with_definition(at, rule));
                if rule.get("in").is_some() {
                    let part = self.part(at, &rule, shape, texts, top);
                    return part.map(|part| Rule::Parts {
                        parts: vec![part],
                        list: false,
                    });
                }
                let rules = self.object(at, Some(&rule));
                let rules: Vec<_> = rules.into_iter().filter(|(key, _)| *key != "use").collect();
                let keywords = &["in", "use"];
                Some(Rule::Object(
                    self.fields(at, &rules, fields, keywords, texts, false),
                ))
            }
            _ => {
                let what = match shape.kind {
                    Kind::List(_) => "an expression, or an object with `each` (or a list of such)",
                    Kind::Object(_) => "an expression, or an object with its fields",
                    _ => "an expression, or an object with `from` and `as`",
                };
                self.wrong(at, &["expected ", what]);
                None
            }
        }
    }

    pub(super) fn leaf(
        &mut self,
        at: &str,
        value: &Value,
        shape: Shape,
        texts: &mut Texts,
    ) -> Option<Leaf> {
        self.only(at, value, IN_LEAF);
        let text = self.text(&below(at, "from"), value.get("from")?);
        let mut conversion = Conversion::None;
        if let Some(name) = value.get("as") {
            let name = self.text(&below(at, "as"), name);
            match CONVERSIONS.iter().find(|(known, _)| *known == name) {
                Some((_, known)) => conversion = *known,
                None => {
                    let names: Vec<&str> = CONVERSIONS.iter().map(|(name, _)| *name).collect();
                    self.unknown(&below(at, "as"), &name, &[&names]);
                }
            }
        }
        let words = value.get("map").map(|given| {
            let mut words = Map::new();
            for (word, value) in self.object(&below(at, "map"), Some(given)) {
                words.insert(word.to_owned(), value.clone());
            }
            words
        });
        Some(Leaf {
            at: self.ask(at, text, texts),
            conversion,
            words,
            shape,
        })
    }

    /// The rule of a list's entries, or of an object that stands somewhere in the answers.
    pub(super) fn part(
        &mut self,
        at: &str,
        value: &Value,
        shape: Shape,
        texts: &mut Texts,
        top: bool,
    ) -> Option<Part> {
        let Value::Object(rule) = value else {
            self.wrong(at, &["expected an object with `each`"]);
            return None;
        };
        let rule = &self.with_definition(at, rule);
        let whole = Value::Object(rule.clone());
        let list = !rule.contains_key("in");
        let (source, keywords) = match list {
            true => ("each", IN_PART),
            false => ("in", IN_OBJECT),
        };
        let Some(entries) = rule.get(source) else {
            self.wrong(at, &["`each` has to say where the entries are"]);
            return None;
        };
        let Kind::Object(fields) = shape.kind else {
            self.wrong(
                at,
                &["its entries have no fields: an expression that gives the list is enough"],
            );
            return None;
        };
        let entries = self.text(&below(at, source), entries);
        let entries = self.ask(&below(at, source), entries, texts);
        if !top
            && ["lookup", "follow", "join", "threaded"]
                .iter()
                .any(|key| rule.contains_key(*key))
        {
            self.wrong(
                at,
                &["lookup, follow, join and threaded are for what stands directly in a page"],
            );
        }
        let lookup = rule
            .get("lookup")
            .and_then(|name| self.lookup_named(&below(at, "lookup"), name));
        let mut joins = Vec::new();
        let mut keys = Vec::new();
        for (name, join) in self.object(&below(at, "join"), rule.get("join")) {
            let at = below(&below(at, "join"), name);
            self.only(&at, join, &["in", "key"]);
            let lookup = self.lookup_named(&at, join.get("in").unwrap_or(&Value::Null));
            let key = self.text(&below(&at, "key"), join.get("key").unwrap_or(&Value::Null));
            self.expression(&below(&at, "key"), &key);
            keys.push(key);
            joins.extend(lookup.map(|lookup| (name.to_owned(), lookup)));
        }
        let keys = all_of(keys.iter().map(String::as_str));
        let rules = self.object(at, Some(&whole));
        let rules: Vec<_> = rules
            .into_iter()
            .filter(|(key, _)| !keywords.contains(key))
            .collect();
        let mut inner = Texts::default();
        let fields = self.fields(at, &rules, fields, keywords, &mut inner, false);
        Some(Part {
            at: entries,
            first_page_only: self.flag(&below(at, "first_page_only"), rule.get("first_page_only")),
            lookup,
            follow: self.optional_expression(&below(at, "follow"), rule.get("follow")),
            threaded: self.flag(&below(at, "threaded"), rule.get("threaded")),
            joins,
            keys: keys.and_then(|keys| Expression::new(&keys).ok()),
            scope: self.scope(inner, fields),
        })
    }
}
