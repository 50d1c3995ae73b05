//! A page of a kind: its answers gathered, its lists put in order, and all of it written in the content format.

use super::{
    ask::{Asker, Variables},
    entry::{Gathered, set, threaded},
    paging::{Cursors, Facts, Tally, facts, key, note, stand},
    plan::{By, Paging, Resource},
    query::query,
    rule::{Answers, Part, Rule},
};
use crate::model::{Misfit, Problem, ProblemCode};
use serde_json::{Map, Value, json};

/// How many pages are asked for to come to one whose cursor is not known.
const MOST_WALKED: usize = 50;

impl Asker {
    /// The document of the content format for a page.
    ///
    /// # Errors
    ///
    /// What kept it from being made, or what did not fit.
    pub async fn page(
        &self,
        resource: &Resource,
        variables: Variables,
        number: u32,
        cursors: &Cursors,
    ) -> Result<Value, Problem> {
        let paging = &resource.paging;
        let number = number.max(1);
        if number > 1 && paging.by == By::None {
            return Err(Problem::new(ProblemCode::NotFound));
        }
        let cursor = match paging.by {
            By::Cursor => self.cursor(resource, &variables, number, cursors).await?,
            _ => None,
        };
        let variables = self.variables(resource, variables, number, cursor)?;
        let (document, url) = self.document(resource, &variables).await?;
        let written = match Found::in_answers(resource, &document) {
            Ok(Some(found)) => {
                if paging.by == By::Cursor {
                    note(cursors, &key(resource, &variables), number, &found.facts);
                }
                self.written(resource, &document, found, number).await
            }
            Ok(None) => return Err(Problem::new(ProblemCode::NotFound)),
            Err(misfit) => Err(self.told(resource, misfit)),
        };
        written.map_err(|problem| match (&problem.instance, url) {
            (None, Some(url)) => problem.at(url),
            _ => problem,
        })
    }

    /// A problem that names the kind of page.
    pub(super) fn told(&self, resource: &Resource, misfit: Misfit) -> Problem {
        let misfit = misfit.below(resource.kind.name);
        Problem::new(ProblemCode::UnexpectedShape).detail(misfit.to_string())
    }

    fn variables(
        &self,
        resource: &Resource,
        mut variables: Variables,
        number: u32,
        cursor: Option<String>,
    ) -> Result<Variables, Problem> {
        if !resource.kind.list.is_empty() {
            let paging = &resource.paging;
            let offset = u64::from(number - 1) * u64::from(paging.size);
            let page = u64::from(paging.first) + u64::from(number - 1);
            variables.set("page", vec![page.to_string()]);
            variables.set("limit", vec![paging.size.to_string()]);
            variables.set("offset", vec![offset.to_string()]);
            variables.set("cursor", cursor.into_iter().collect());
        }
        self.with(resource, variables)
            .map_err(|misfit| self.told(resource, misfit))
    }

    /// The cursor of a page. Whoever comes to a later page by its address goes through those before it.
    async fn cursor(
        &self,
        resource: &Resource,
        variables: &Variables,
        number: u32,
        cursors: &Cursors,
    ) -> Result<Option<String>, Problem> {
        let key = key(resource, variables);
        let index = number as usize;
        for _ in 0..MOST_WALKED {
            let (known, last) = {
                let cursors = cursors.borrow();
                let known = cursors.get(&key);
                if index == 1 {
                    return Ok(None);
                }
                if let Some(cursor) = known.get(index - 2) {
                    return Ok(Some(cursor.clone()));
                }
                (known.len(), known.last().cloned())
            };
            let before = u32::try_from(known).unwrap_or(u32::MAX).saturating_add(1);
            let variables = self.variables(resource, variables.clone(), before, last)?;
            let (document, _) = self.document(resource, &variables).await?;
            let facts =
                facts(&resource.paging, &document).map_err(|misfit| self.told(resource, misfit))?;
            if facts.next.is_none() {
                break;
            }
            note(cursors, &key, before, &facts);
        }
        Err(Problem::new(ProblemCode::NotFound))
    }

    async fn written(
        &self,
        resource: &Resource,
        document: &Value,
        found: Found<'_>,
        number: u32,
    ) -> Result<Value, Problem> {
        let mut tally = Tally::default();
        // First the entries of all lists, then what is joined to them, so that each is looked up once.
        let mut all: Vec<Vec<Gathered>> = Vec::new();
        for field in &resource.scope.fields {
            let name = field.field.name;
            let main = name == resource.kind.list;
            let mut of_field = Vec::new();
            for part in field.parts() {
                let entries = found
                    .answers
                    .entries(part, field.is_list())
                    .map_err(|misfit| self.told(resource, misfit.below(name)))?;
                let paged = (main && !part.first_page_only).then_some(number);
                let gathered = self.gathered(resource, name, part, entries, document, paged);
                let mut gathered = gathered.await?;
                if main {
                    count(&mut gathered, part, &resource.paging, number, &mut tally);
                }
                of_field.push(gathered);
            }
            all.push(of_field);
        }
        self.join(resource, &mut all, document).await?;
        match found.write(resource, &all, self.plan.strict) {
            Ok(Some(mut object)) => {
                if !resource.kind.list.is_empty() {
                    let page = stand(&resource.paging, number, found.facts, &tally);
                    object.insert("page".to_owned(), page);
                }
                Ok(Value::Object(object))
            }
            Ok(None) => Err(Problem::new(ProblemCode::NotFound)),
            Err(misfit) => Err(self.told(resource, misfit)),
        }
    }
}

/// What a page's expressions found in the answers to its requests.
struct Found<'a> {
    answers: Answers<'a>,
    facts: Facts,
}

impl<'a> Found<'a> {
    /// Nothing, if the page itself is not there.
    fn in_answers(resource: &'a Resource, document: &Value) -> Result<Option<Self>, Misfit> {
        let facts = facts(&resource.paging, document)?;
        let answers = match &resource.inside {
            None => resource.scope.ask(document),
            Some(inside) => {
                let inside =
                    query(inside, document).map_err(|error| Misfit::told(error.0).below("in"))?;
                if inside.is_null() {
                    return Ok(None);
                }
                resource.scope.ask(&inside)
            }
        };
        Ok(Some(Self { answers, facts }))
    }

    /// The fields of the page; nothing, if an object is not there that it is about.
    fn write(
        &self,
        resource: &Resource,
        all: &[Vec<Gathered>],
        strict: bool,
    ) -> Result<Option<Map<String, Value>>, Misfit> {
        let mut object = Map::new();
        for (field, gathered) in resource.scope.fields.iter().zip(all) {
            let written = match &field.rule {
                Some(Rule::Parts { parts, list }) => {
                    // What a page consists of is never left out silently.
                    let written = write_parts(parts, gathered, *list, strict)
                        .map_err(|misfit| misfit.below(field.field.name))?;
                    if written.is_none() && !(field.field.shape)().optional {
                        return Ok(None);
                    }
                    Ok(written)
                }
                Some(rule) => self.answers.rule(rule, strict),
                None => Ok(None),
            };
            self.answers.put(&mut object, field, written, strict)?;
        }
        Ok(Some(object))
    }
}

/// Counts entries of the list that is paged, and tells them their place in it.
fn count(gathered: &mut Gathered, part: &Part, paging: &Paging, number: u32, tally: &mut Tally) {
    let before = tally.before as u64;
    if part.first_page_only {
        place(&mut gathered.entries, before);
        tally.before += gathered.entries.len();
        if number > 1 {
            gathered.entries.clear();
        }
        return;
    }
    // What comes before this page: the entries of the first page alone, and the pages.
    let offset = u64::from(number - 1) * u64::from(paging.size);
    if paging.by != By::Cursor && gathered.depths.is_none() {
        place(&mut gathered.entries, before + offset);
    }
    tally.listed += gathered.entries.len();
    tally.whole += gathered.whole;
    tally.tree |= gathered.depths.is_some();
}

/// Tells entries their place among all, from 1.
fn place(entries: &mut [Value], before: u64) {
    for (index, entry) in entries.iter_mut().enumerate() {
        if let Value::Object(entry) = entry {
            entry.insert("_place".to_owned(), json!(before + index as u64 + 1));
        }
    }
}

fn write_parts(
    parts: &[Part],
    gathered: &[Gathered],
    list: bool,
    strict: bool,
) -> Result<Option<Value>, Misfit> {
    let mut all = Vec::new();
    for (part, gathered) in parts.iter().zip(gathered) {
        let mut written = Vec::new();
        part.write(
            &gathered.entries,
            list,
            all.len(),
            strict,
            true,
            &mut written,
        )?;
        if let Some(depths) = &gathered.depths {
            for (entry, depth) in written.iter_mut().zip(depths) {
                set(entry, "depth", json!(depth));
            }
        }
        if part.threaded {
            written = threaded(written);
        }
        all.extend(written);
    }
    Ok(match list {
        true => Some(Value::Array(all)),
        false => all.pop(),
    })
}
