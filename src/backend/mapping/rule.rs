//! The rules of a mapping, understood: which expressions are asked, and where their answers go.

use super::{
    convert::{Conversion, fit},
    query::{Expression, query},
};
use crate::model::{Field, Kind, Misfit, Shape};
use serde_json::{Map, Value, json};

/// How many characters of what was found are told.
const LONGEST_TOLD: usize = 200;

/// The expressions that are asked of one value, all at once, and what becomes of their answers.
pub struct Scope {
    /// One after the other.
    pub texts: Vec<String>,
    /// All of them as one list; none where there are no expressions.
    pub whole: Option<Expression>,
    /// The fields that are written.
    pub fields: Vec<FieldRule>,
}

/// A field that is written.
pub struct FieldRule {
    /// The field.
    pub field: &'static Field,
    /// How; a field that only has a stand-in has no rule.
    pub rule: Option<Rule>,
    /// What stands for it where it is missing but has to be there.
    pub stand_in: Option<Value>,
}

/// How a value comes about.
pub enum Rule {
    /// From an answer.
    Leaf(Leaf),
    /// From the answers to the expressions of its own fields.
    Object(Vec<FieldRule>),
    /// From a value that is asked further, or from each of a list.
    Parts {
        /// One after the other.
        parts: Vec<Part>,
        /// It is a list; otherwise it is one object.
        list: bool,
    },
}

/// A value taken from an answer.
pub struct Leaf {
    /// Which of the scope's expressions is asked.
    pub at: usize,
    /// What is made of it.
    pub conversion: Conversion,
    /// Which word stands for which; `*` for all others.
    pub words: Option<Map<String, Value>>,
    /// What has to come out.
    pub shape: Shape,
}

/// Entries that are written by the same rules.
pub struct Part {
    /// Which of the scope's expressions gives them.
    pub at: usize,
    /// They stand on the first page only, before all others.
    pub first_page_only: bool,
    /// The entries are ids, which this lookup turns into what they name.
    pub lookup: Option<usize>,
    /// What gives the entries below an entry.
    pub follow: Option<Expression>,
    /// They are put below the entry that they answer.
    pub threaded: bool,
    /// What is added to each entry: under which name, from which lookup; `keys` has their ids.
    pub joins: Vec<(String, usize)>,
    /// The ids of the joins, as one list.
    pub keys: Option<Expression>,
    /// What is asked of each entry.
    pub scope: Scope,
}

/// What a scope's expressions gave, each by itself.
pub struct Answers<'a> {
    scope: &'a Scope,
    values: Vec<Result<Value, String>>,
}

static NULL: Value = Value::Null;

impl Scope {
    /// Asks a value. All expressions are one question; only if one of them fails, they are asked one after the other.
    pub fn ask(&self, value: &Value) -> Answers<'_> {
        let whole = self.whole.as_ref().map(|whole| query(whole, value));
        let values = match whole {
            Some(Ok(Value::Array(values))) => values.into_iter().map(Ok).collect(),
            Some(Err(_)) => {
                let texts = self.texts.iter();
                let one =
                    |text: &String| Expression::new(text).and_then(|text| query(&text, value));
                texts
                    .map(|text| one(text).map_err(|error| error.0))
                    .collect()
            }
            _ => Vec::new(),
        };
        Answers {
            scope: self,
            values,
        }
    }

    /// What the rules make of a value.
    ///
    /// # Errors
    ///
    /// The field that did not fit, the expression, and what it found.
    pub fn write(&self, value: &Value, strict: bool) -> Result<Value, Misfit> {
        let written = self.ask(value).object(&self.fields, strict, false)?;
        Ok(written.unwrap_or_default())
    }
}

impl Answers<'_> {
    /// What an expression gave.
    ///
    /// # Errors
    ///
    /// The expression failed.
    pub fn get(&self, at: usize) -> Result<&Value, Misfit> {
        match self.values.get(at) {
            Some(Ok(value)) => Ok(value),
            Some(Err(error)) => Err(Misfit::told([&self.text(at), ": ", error].concat())),
            None => Ok(&NULL),
        }
    }

    fn text(&self, at: usize) -> String {
        let text = self.scope.texts.get(at).map(String::as_str);
        ["\"", text.unwrap_or_default(), "\""].concat()
    }

    /// Whether a field is the same in every answer: its expression is one literal.
    fn is_constant(&self, field: &FieldRule) -> bool {
        let Some(Rule::Leaf(leaf)) = &field.rule else {
            return false;
        };
        let text = self.scope.texts.get(leaf.at).map_or("", String::as_str);
        ["'", "`"].iter().any(|quote| {
            let inner = text
                .strip_prefix(quote)
                .and_then(|text| text.strip_suffix(quote));
            inner.is_some_and(|inner| !inner.contains(quote))
        })
    }

    /// The object of some fields. Where it may be nothing, it is nothing if none of its expressions finds anything.
    fn object(
        &self,
        fields: &[FieldRule],
        strict: bool,
        may_be_nothing: bool,
    ) -> Result<Option<Value>, Misfit> {
        let mut all = Vec::with_capacity(fields.len());
        for field in fields {
            all.push(match &field.rule {
                Some(rule) => self.rule(rule, strict),
                None => Ok(None),
            });
        }
        let asked = fields
            .iter()
            .zip(&all)
            .filter(|(field, _)| !self.is_constant(field));
        let found =
            |(_, written): &(_, &Result<Option<Value>, Misfit>)| !matches!(written, Ok(None));
        if may_be_nothing && asked.clone().next().is_some() && !asked.clone().any(|one| found(&one))
        {
            return Ok(None);
        }
        let mut object = Map::new();
        for (field, written) in fields.iter().zip(all) {
            self.put(&mut object, field, written, strict)?;
        }
        Ok(Some(Value::Object(object)))
    }

    /// Puts a field into an object, or what stands for it. What may be absent and does not fit is left out, unless
    /// the mapping is strict.
    ///
    /// # Errors
    ///
    /// The field did not fit, and has to be there.
    pub fn put(
        &self,
        object: &mut Map<String, Value>,
        field: &FieldRule,
        written: Result<Option<Value>, Misfit>,
        strict: bool,
    ) -> Result<(), Misfit> {
        let name = field.field.name;
        let optional = field.field.default || (field.field.shape)().optional;
        // A nameless author is a guest, but a time that is said to be there should be.
        let needed =
            strict && field.rule.is_some() && matches!((field.field.shape)().kind, Kind::Time);
        let value = match written {
            Ok(Some(value)) => Some(value),
            Err(misfit) if strict || (!optional && field.stand_in.is_none()) => {
                return Err(misfit.below(name));
            }
            _ if optional => None,
            _ => match &field.stand_in {
                Some(value) if !needed => Some(value.clone()),
                _ => return Err(self.missing(field).below(name)),
            },
        };
        if let Some(value) = value {
            object.insert(name.to_owned(), value);
        }
        Ok(())
    }

    fn missing(&self, field: &FieldRule) -> Misfit {
        let at = match &field.rule {
            Some(Rule::Leaf(leaf)) => Some(leaf.at),
            Some(Rule::Parts { parts, .. }) => parts.first().map(|part| part.at),
            _ => None,
        };
        let text = at.map(|at| self.text(at)).unwrap_or_default();
        Misfit::told([&text, " gave nothing, and it has to be there"].concat())
    }

    /// The entries of a part; null ones are none.
    ///
    /// # Errors
    ///
    /// They are no list where one should be.
    pub fn entries(&self, part: &Part, list: bool) -> Result<Vec<Value>, Misfit> {
        match (self.get(part.at)?, list) {
            (Value::Null, _) => Ok(Vec::new()),
            (Value::Array(items), true) => Ok(items
                .iter()
                .filter(|item| !item.is_null())
                .cloned()
                .collect()),
            (value, true) => Err(self.blame(part.at, Misfit::of(value, "a list"))),
            (value, false) => Ok(vec![value.clone()]),
        }
    }

    /// What a rule makes of the answers.
    ///
    /// # Errors
    ///
    /// What did not fit.
    pub fn rule(&self, rule: &Rule, strict: bool) -> Result<Option<Value>, Misfit> {
        match rule {
            Rule::Leaf(leaf) => {
                let written = leaf.write(self.get(leaf.at)?, strict);
                written.map_err(|misfit| self.blame(leaf.at, misfit))
            }
            Rule::Object(fields) => self.object(fields, strict, true),
            Rule::Parts { parts, list } => {
                let mut all = Vec::new();
                for part in parts {
                    let entries = self.entries(part, *list)?;
                    part.write(&entries, *list, all.len(), strict, false, &mut all)?;
                }
                match list {
                    true => Ok(Some(Value::Array(all))),
                    false => Ok(all.pop()),
                }
            }
        }
    }

    /// The misfit with the expression that is to blame.
    pub fn blame(&self, at: usize, misfit: Misfit) -> Misfit {
        let told = misfit.to_string();
        let (gave, told) = match told.strip_prefix("found ") {
            Some(found) => (" gave ", found),
            None => (" gave ", told.as_str()),
        };
        // A post's whole text may have been found.
        let told: String = told.chars().take(LONGEST_TOLD).collect();
        Misfit::told([&self.text(at), gave, &told].concat())
    }
}

impl FieldRule {
    /// The parts that the field consists of, if it does.
    pub fn parts(&self) -> &[Part] {
        match &self.rule {
            Some(Rule::Parts { parts, .. }) => parts,
            _ => &[],
        }
    }

    /// Whether these parts are those of a list.
    pub fn is_list(&self) -> bool {
        matches!(self.rule, Some(Rule::Parts { list: true, .. }))
    }
}

impl Part {
    /// Writes entries. Of an entry that does not fit, `needed` says whether it may be left out.
    ///
    /// # Errors
    ///
    /// The entry that did not fit.
    pub fn write(
        &self,
        entries: &[Value],
        list: bool,
        first: usize,
        strict: bool,
        needed: bool,
        into: &mut Vec<Value>,
    ) -> Result<(), Misfit> {
        for (index, entry) in entries.iter().enumerate() {
            match self.scope.write(entry, strict) {
                Ok(value) => into.push(value),
                Err(misfit) if !list => return Err(misfit),
                Err(misfit) if strict || needed => {
                    return Err(misfit.below(&["[", &(first + index).to_string(), "]"].concat()));
                }
                Err(_) => {}
            }
        }
        Ok(())
    }
}

impl Leaf {
    /// The value, if there is one.
    ///
    /// # Errors
    ///
    /// It does not fit.
    pub fn write(&self, answer: &Value, strict: bool) -> Result<Option<Value>, Misfit> {
        match &self.words {
            None => fit(answer, self.conversion, self.shape, strict),
            Some(words) => {
                let word = match answer {
                    Value::Bool(flag) => flag.to_string(),
                    answer => super::super::Node::of(answer).text().unwrap_or_default(),
                };
                let other = words.get(&word).or_else(|| words.get("*"));
                fit(
                    other.unwrap_or(&Value::Null),
                    self.conversion,
                    self.shape,
                    strict,
                )
            }
        }
    }
}

/// What stands for a field that an API may not have, so that a page can be shown without it.
pub fn stand_in(name: &str, siblings: &[Field]) -> Option<Value> {
    let has = |name: &str| siblings.iter().any(|field| field.name == name);
    Some(match name {
        "author" => json!({"name": ""}),
        "name" if has("handle") => json!(""),
        "section" if has("title") => json!(""),
        "section" if has("breadcrumb") => json!({"id": "", "name": ""}),
        "created" => json!("1970-01-01T00:00:00Z"),
        "at" if has("excerpt") || has("action") => json!("1970-01-01T00:00:00Z"),
        "v" => json!("1.0"),
        _ => return None,
    })
}
