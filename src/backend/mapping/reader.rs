//! Reads a mapping document, and notes all that is wrong with it.

use super::{
    plan::{KINDS, KindOfPage, Lookup, Plan, Resource},
    query::Expression,
    rule::{FieldRule, Rule, Scope},
};
use crate::model::{FieldError, Kind, Read};
use serde_json::{Map, Value};

const PAGED: &[&str] = &["page", "limit", "offset", "cursor"];
const SETTINGS: &[&str] = &[
    "strict",
    "headers",
    "read_headers",
    "error",
    "links",
    "define",
    "lookups",
];

/// Reads a mapping and notes what is wrong.
#[derive(Default)]
pub struct Reader {
    /// What is wrong, and where.
    pub mistakes: Vec<FieldError>,
    /// The definitions.
    pub define: Map<String, Value>,
    /// The names of the lookups, in their order.
    pub lookups: Vec<String>,
}

/// A scope on its way: expressions are numbered as they come.
#[derive(Default)]
pub struct Texts(pub Vec<String>);

impl Reader {
    /// Notes a mistake; the place is written with dots.
    pub(super) fn wrong(&mut self, at: &str, what: &[&str]) {
        self.mistakes.push(FieldError {
            pointer: ["/", &at.replace('.', "/")].concat(),
            detail: what.concat(),
        });
    }

    /// The fields of an object; anything else is a mistake.
    pub(super) fn object<'a>(
        &mut self,
        at: &str,
        value: Option<&'a Value>,
    ) -> Vec<(&'a str, &'a Value)> {
        match value {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Object(fields)) => fields
                .iter()
                // So that mappings can have remarks.
                .filter(|(key, _)| !key.starts_with("//"))
                .map(|(key, value)| (key.as_str(), value))
                .collect(),
            Some(_) => {
                self.wrong(at, &["this is not an object"]);
                Vec::new()
            }
        }
    }

    pub(super) fn unknown(&mut self, at: &str, key: &str, known: &[&[&str]]) {
        self.wrong(
            at,
            &[
                "`",
                key,
                "` is not known here; there are ",
                &known.concat().join(", "),
            ],
        );
    }

    /// An object may have these fields only.
    pub(super) fn only(&mut self, at: &str, value: &Value, known: &[&str]) {
        for (key, _) in self.object(at, Some(value)) {
            if !known.contains(&key) {
                self.unknown(at, key, &[known]);
            }
        }
    }

    pub(super) fn text(&mut self, at: &str, value: &Value) -> String {
        if !value.is_string() {
            self.wrong(at, &["this is not a string"]);
        }
        value.as_str().unwrap_or_default().to_owned()
    }

    pub(super) fn flag(&mut self, at: &str, value: Option<&Value>) -> bool {
        if value.is_some_and(|value| !value.is_boolean()) {
            self.wrong(at, &["this is neither true nor false"]);
        }
        value.and_then(Value::as_bool).unwrap_or_default()
    }

    pub(super) fn number(&mut self, at: &str, value: Option<&Value>, usual: u32) -> u32 {
        let number = value.map(|value| value.as_u64().and_then(|number| number.try_into().ok()));
        if number == Some(None) {
            self.wrong(at, &["this is not a whole number"]);
        }
        number.flatten().unwrap_or(usual)
    }

    pub(super) fn expression(&mut self, at: &str, text: &str) -> Option<Expression> {
        match Expression::new(text) {
            Ok(expression) => Some(expression),
            Err(error) => {
                self.wrong(at, &["\"", text, "\": ", &error.0]);
                None
            }
        }
    }

    /// An expression of a rule, as one of its scope.
    pub(super) fn ask(&mut self, at: &str, text: String, texts: &mut Texts) -> usize {
        self.expression(at, &text);
        texts.0.push(text);
        texts.0.len() - 1
    }

    pub(super) fn optional_expression(
        &mut self,
        at: &str,
        value: Option<&Value>,
    ) -> Option<Expression> {
        let text = self.text(at, value?);
        self.expression(at, &text)
    }

    pub(super) fn scope(&mut self, texts: Texts, fields: Vec<FieldRule>) -> Scope {
        // Together they are one question; where one of them is broken, that has been said.
        let whole = all_of(texts.0.iter().map(String::as_str));
        Scope {
            whole: whole.and_then(|whole| Expression::new(&whole).ok()),
            texts: texts.0,
            fields,
        }
    }

    pub(super) fn plan(&mut self, document: &Value) -> Plan {
        let fields = self.object("", Some(document));
        let get = |name: &str| document.get(name);
        for (name, value) in self.object("define", get("define")) {
            self.define.insert(name.to_owned(), value.clone());
        }
        let lookups = self.object("lookups", get("lookups"));
        self.lookups = lookups.iter().map(|(name, _)| (*name).to_owned()).collect();
        let mut resources = Vec::new();
        for (name, value) in fields {
            match KINDS.iter().find(|kind| kind.name == name) {
                Some(kind) => resources.push(self.resource(kind, value)),
                None if name == "$schema" || SETTINGS.contains(&name) => {}
                None => {
                    let names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
                    self.unknown(name, name, &[SETTINGS, &names]);
                }
            }
        }
        for name in ["section", "thread"] {
            if !resources.iter().any(|resource| resource.kind.name == name) {
                self.wrong(name, &["this page is not described"]);
            }
        }
        let lookups = lookups
            .into_iter()
            .map(|(name, value)| self.lookup(name, value));
        let lookups: Vec<Option<Lookup>> = lookups.collect();
        Plan {
            strict: self.flag("strict", get("strict")),
            headers: self
                .object("headers", get("headers"))
                .into_iter()
                .map(|(name, value)| (name.to_owned(), self.text(name, value)))
                .collect(),
            read_headers: match get("read_headers") {
                None => Vec::new(),
                Some(Value::Array(names)) => names
                    .iter()
                    .map(|name| self.text("read_headers", name))
                    .collect(),
                Some(_) => {
                    self.wrong("read_headers", &["this is not a list"]);
                    Vec::new()
                }
            },
            error: self.optional_expression("error", get("error")),
            lookups: lookups.into_iter().flatten().collect(),
            resources,
            links: self.links(get("links")),
        }
    }

    pub(super) fn resource(&mut self, kind: &'static KindOfPage, value: &Value) -> Resource {
        let at = kind.name;
        let paged = !kind.list.is_empty();
        let keywords: &[&str] = match paged {
            true => &["get", "with", "in", "page"],
            false => &["get", "with", "in"],
        };
        let rules = self.object(at, Some(value));
        let mut variables = kind.variables.to_vec();
        if paged {
            variables.extend(PAGED);
        }
        let mut texts = Texts::default();
        let mut with = Vec::new();
        let further = self.object(&below(at, "with"), value.get("with"));
        for (name, value) in &further {
            let at = below(&below(at, "with"), name);
            let shape = Option::<String>::shape();
            if let Some(Rule::Leaf(leaf)) = self.rule(&at, value, shape, &mut texts, false) {
                with.push(((*name).to_owned(), leaf));
            }
        }
        let with_scope = self.scope(texts, Vec::new());
        variables.extend(further.iter().map(|(name, _)| *name));
        let mut texts = Texts::default();
        let Kind::Object(fields) = (kind.shape)().kind else {
            // No kind of page is anything else.
            return self.nothing(kind);
        };
        let mine: Vec<(&str, &Value)> = rules
            .into_iter()
            .filter(|(key, _)| !keywords.contains(key))
            .collect();
        let fields = self.fields(at, &mine, fields, keywords, &mut texts, true);
        let paging = match value.get("page").filter(|_| paged) {
            Some(page) => self.paging(&below(at, "page"), page),
            None => self.no_paging(),
        };
        Resource {
            kind,
            get: self.gets(at, value.get("get"), &variables),
            with: with_scope,
            variables: with,
            paging,
            inside: self.optional_expression(&below(at, "in"), value.get("in")),
            scope: self.scope(texts, fields),
        }
    }

    pub(super) fn nothing(&mut self, kind: &'static KindOfPage) -> Resource {
        Resource {
            kind,
            get: Vec::new(),
            with: self.scope(Texts::default(), Vec::new()),
            variables: Vec::new(),
            paging: self.no_paging(),
            inside: None,
            scope: self.scope(Texts::default(), Vec::new()),
        }
    }
}

/// One expression that asks all: a list of their answers.
pub fn all_of<'a>(texts: impl Iterator<Item = &'a str>) -> Option<String> {
    let parts: Vec<String> = texts.map(|text| ["(", text, ")"].concat()).collect();
    (!parts.is_empty()).then(|| ["[", &parts.join(","), "]"].concat())
}

/// The place of what is in a place.
pub fn below(at: &str, name: &str) -> String {
    [at, ".", name].concat()
}
