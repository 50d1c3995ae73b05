//! Where a page stands among those of its list.

use super::{
    ask::Variables,
    plan::{By, Paging, Resource},
};
use crate::{backend::Node, model::Misfit};
use serde_json::{Map, Value};
use std::cell::RefCell;

/// Cursors by what they lead through: how the second page is asked for, the third, and so on.
pub type Cursors = RefCell<Variables>;

/// What a mapping can say of where a page stands.
pub struct Facts {
    /// How many pages there are.
    pub count: Option<u64>,
    /// How many entries there are.
    pub total: Option<u64>,
    /// The next cursor, or that there is a next page.
    pub next: Option<String>,
}

/// What an answer says of where a page stands.
///
/// # Errors
///
/// A count that is none.
pub fn facts(paging: &Paging, document: &Value) -> Result<Facts, Misfit> {
    let answers = paging.facts.ask(document);
    let below = |misfit: Misfit, name: &str| misfit.below(name).below("page");
    let whole = |index: usize, name: &str| {
        let answer = answers.get(index).map_err(|misfit| below(misfit, name))?;
        match Node::of(answer).count() {
            None if !answer.is_null() => {
                let misfit = Misfit::of(answer, "a whole number");
                Err(below(answers.blame(index, misfit), name))
            }
            number => Ok(number),
        }
    };
    Ok(Facts {
        count: whole(0, "count")?,
        total: whole(1, "total")?,
        next: match answers.get(2).map_err(|misfit| below(misfit, "next"))? {
            Value::Bool(true) => Some("true".to_owned()),
            next => Node::of(next).text(),
        },
    })
}

/// What was counted of a page's list.
#[derive(Default)]
pub struct Tally {
    /// Its entries on this page.
    pub listed: usize,
    /// Its entries on all pages, as far as the answer tells.
    pub whole: usize,
    /// The entries of the first page alone.
    pub before: usize,
    /// They are trees; what stands below the entries is not counted.
    pub tree: bool,
}

/// Which page this is, in the content format.
pub fn stand(paging: &Paging, number: u32, facts: Facts, tally: &Tally) -> Value {
    let listed = tally.listed as u64;
    let (whole, before) = (tally.whole as u64, tally.before as u64);
    let size = u64::from(paging.size.max(1));
    let total = match paging.by {
        By::None | By::Slice => Some(whole),
        _ => facts.total,
    };
    let count = match paging.by {
        By::None => Some(1),
        By::Cursor => None,
        _ => facts.count.or(total.map(|total| total.div_ceil(size))),
    };
    let next = match count {
        Some(_) => None,
        None if paging.by == By::Cursor => facts.next,
        // A full page may have another one behind it.
        None => facts.next.or((listed >= size).then(|| "more".to_owned())),
    };
    let size = match paging.by {
        By::None => (whole + before).max(1),
        _ => size,
    };
    let mut page = Map::new();
    for (name, value) in [
        ("number", Some(number.into())),
        ("size", Some(size)),
        ("count", count.map(|count| count.clamp(1, u32::MAX.into()))),
        (
            "total",
            total.filter(|_| !tally.tree).map(|total| total + before),
        ),
    ] {
        if let Some(value) = value {
            page.insert(name.to_owned(), value.into());
        }
    }
    if let Some(next) = next {
        page.insert("next".to_owned(), next.into());
    }
    Value::Object(page)
}

/// What a list is, whichever of its pages is asked for.
pub fn key(resource: &Resource, variables: &Variables) -> String {
    let mut key = resource.kind.name.to_owned();
    for name in resource.kind.variables {
        for value in variables.get(name) {
            key.push_str(&[" ", name, "=", &crate::route::escape(value)].concat());
        }
    }
    key
}

/// Keeps the cursor of the page after this one. The list may have moved since, so those after it are no longer right.
pub fn note(cursors: &Cursors, key: &str, number: u32, facts: &Facts) {
    let mut cursors = cursors.borrow_mut();
    let known = cursors.get(key);
    let index = number as usize - 1;
    if known.get(index) != facts.next.as_ref() {
        let before = known.iter().take(index);
        let known = before.chain(&facts.next).cloned().collect();
        cursors.set(key, known);
    }
}
