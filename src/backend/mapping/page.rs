//! A page of a kind: its answers gathered, its lists put in order, and all of it written in the content format.

use super::{
    ask::{Asker, Variables},
    entry::{Gathered, set, threaded},
    paging::{Cursors, Facts, facts, key, note, stand},
    plan::{By, Resource},
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
        let about = |problem: Problem| match (&problem.instance, &url) {
            (None, Some(url)) => problem.at(url),
            _ => problem,
        };
        let told = |misfit: Misfit| about(self.told(resource, misfit));
        let facts = facts(paging, &document).map_err(told)?;
        if paging.by == By::Cursor {
            note(cursors, &key(resource, &variables), number, &facts);
        }
        let inside = match &resource.inside {
            None => None,
            Some(inside) => Some(
                query(inside, &document)
                    .map_err(|error| told(Misfit::told(error.0).below("in")))?,
            ),
        };
        if inside.as_ref().is_some_and(Value::is_null) {
            return Err(Problem::new(ProblemCode::NotFound));
        }
        let answers = resource.scope.ask(inside.as_ref().unwrap_or(&document));
        let written = self
            .written(resource, &document, &answers, number, facts)
            .await;
        written.map_err(about)
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
            variables.insert("page".to_owned(), vec![page.to_string()]);
            variables.insert("limit".to_owned(), vec![paging.size.to_string()]);
            variables.insert("offset".to_owned(), vec![offset.to_string()]);
            variables.insert("cursor".to_owned(), cursor.into_iter().collect());
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
                let known = cursors.get(&key).map(Vec::as_slice).unwrap_or_default();
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
        answers: &Answers<'_>,
        number: u32,
        facts: Facts,
    ) -> Result<Value, Problem> {
        let told = |misfit: Misfit| self.told(resource, misfit);
        let (strict, paging) = (self.plan.strict, &resource.paging);
        let mut before = 0;
        let mut listed = 0;
        let mut whole = 0;
        let mut tree = false;
        // First the entries of all lists, then what is joined to them, so that each is looked up once.
        let mut all: Vec<Vec<Gathered>> = Vec::new();
        for field in &resource.scope.fields {
            let Some(Rule::Parts { parts, list }) = &field.rule else {
                all.push(Vec::new());
                continue;
            };
            let name = field.field.name;
            let main = name == resource.kind.list;
            let mut of_field = Vec::new();
            for part in parts {
                let found = answers
                    .entries(part, *list)
                    .map_err(|misfit| told(misfit.below(name)))?;
                let paged = main && !part.first_page_only;
                let mut gathered = self
                    .gathered(
                        resource,
                        name,
                        part,
                        found,
                        document,
                        paged.then_some(number),
                    )
                    .await?;
                if main && part.first_page_only {
                    place(&mut gathered.entries, before as u64);
                    before += gathered.entries.len();
                    if number > 1 {
                        gathered.entries.clear();
                    }
                } else if main {
                    // What comes before this page: the entries of the first page alone, and the pages.
                    let offset = u64::from(number - 1) * u64::from(paging.size);
                    if paging.by != By::Cursor && gathered.depths.is_none() {
                        place(&mut gathered.entries, before as u64 + offset);
                    }
                    listed += gathered.entries.len();
                    whole += gathered.whole;
                    tree |= gathered.depths.is_some();
                }
                of_field.push(gathered);
            }
            all.push(of_field);
        }
        self.join(resource, &mut all, document).await?;
        let mut object = Map::new();
        for (field, gathered) in resource.scope.fields.iter().zip(&all) {
            let name = field.field.name;
            let written = match &field.rule {
                Some(Rule::Parts { parts, list }) => {
                    // What a page consists of is never left out silently.
                    let written = write_parts(parts, gathered, *list, strict)
                        .map_err(|misfit| told(misfit.below(name)))?;
                    // A page whose own object is not there does not exist.
                    if written.is_none() && !(field.field.shape)().optional {
                        return Err(Problem::new(ProblemCode::NotFound));
                    }
                    Ok(written)
                }
                Some(rule) => answers.rule(rule, strict),
                None => Ok(None),
            };
            answers
                .put(&mut object, field, written, strict)
                .map_err(told)?;
        }
        if !resource.kind.list.is_empty() {
            let mut page = stand(paging, number, facts, listed, whole, before);
            if tree {
                // What stands below the entries is not counted.
                page.remove("total");
            }
            object.insert("page".to_owned(), Value::Object(page));
        }
        Ok(Value::Object(object))
    }
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
