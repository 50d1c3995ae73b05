//! The entries of a list: cut to the page, looked up, followed down a tree, and joined to what they name.

use super::{
    ask::Asker,
    plan::{By, Lookup, Resource},
    query::query,
    rule::Part,
};
use crate::{
    backend::Node,
    model::{Misfit, Problem},
    transport::Answer,
};
use serde_json::{Map, Value, json};

/// How many entries are looked up for one page, if each has others below it.
const MOST_FOLLOWED: usize = 300;

/// Ids, each once and in order.
#[derive(Default)]
struct Ids(Vec<String>);

impl Ids {
    /// Whether it is new.
    fn insert(&mut self, id: String) -> bool {
        match self.0.binary_search(&id) {
            Ok(_) => false,
            Err(place) => {
                self.0.insert(place, id);
                true
            }
        }
    }
}

/// The entries of a part, with the depth of each where they are a tree.
pub struct Gathered {
    /// The entries.
    pub entries: Vec<Value>,
    /// The ids of what is joined to each.
    pub keys: Vec<Value>,
    /// How deep in the tree each stands.
    pub depths: Option<Vec<u32>>,
    /// How many there are on all pages, as far as the answer tells.
    pub whole: usize,
}

/// Entries, each with the places of those below it; roots are below none.
#[derive(Default)]
struct Tree(Vec<Knot>);

struct Knot {
    entry: Value,
    is_root: bool,
    below: Vec<usize>,
}

/// An entry, or the id of one, and the place of the entry that it is to be below.
struct Wanted {
    entry: Value,
    above: Option<usize>,
}

impl Tree {
    fn grow(&mut self, entries: Vec<Wanted>) {
        for Wanted { entry, above } in entries {
            let place = self.0.len();
            if let Some(above) = above.and_then(|above| self.0.get_mut(above)) {
                above.below.push(place);
            }
            self.0.push(Knot {
                entry,
                is_root: above.is_none(),
                below: Vec::new(),
            });
        }
    }

    /// The entries from top to bottom, and how deep each stands.
    fn flat(mut self) -> (Vec<Value>, Vec<u32>) {
        let mut entries = Vec::with_capacity(self.0.len());
        let mut depths = Vec::with_capacity(self.0.len());
        let mut stack: Vec<(usize, u32)> = Vec::new();
        for (place, knot) in self.0.iter().enumerate().rev() {
            if knot.is_root {
                stack.push((place, 0));
            }
        }
        while let Some((place, depth)) = stack.pop() {
            let Some(knot) = self.0.get_mut(place) else {
                continue;
            };
            entries.push(knot.entry.take());
            depths.push(depth);
            for place in knot.below.iter().rev() {
                stack.push((*place, depth + 1));
            }
        }
        (entries, depths)
    }
}

impl Asker {
    /// The entries that an answer gives for a part: cut to the page, looked up, and with those below them.
    pub(super) fn gathered<'a>(
        &'a self,
        resource: &'a Resource,
        name: &'a str,
        part: &'a Part,
        mut found: Vec<Value>,
        document: &'a Value,
        paged: Option<u32>,
    ) -> Answer<'a, Gathered> {
        let whole = found.len();
        if let (Some(number), By::Slice) = (paged, resource.paging.by) {
            let size = resource.paging.size as usize;
            let offset = (number as usize - 1).saturating_mul(size);
            found.drain(..offset.min(whole));
            found.truncate(size);
        }
        let lookup = part.lookup.and_then(|lookup| self.plan.lookups.get(lookup));
        // Nobody stands below themselves.
        let mut seen = Ids::default();
        let mut wanted = Vec::with_capacity(found.len());
        for entry in found {
            if let Some(id) = Node::of(&entry).text().filter(|_| lookup.is_some()) {
                seen.insert(id);
            }
            wanted.push(Wanted { entry, above: None });
        }
        Box::pin(async move {
            let mut tree = Tree::default();
            // Level by level, so that what is near is there even if not everything can be.
            while !wanted.is_empty() {
                if let Some(lookup) = lookup {
                    let asked = vec![(lookup, ids_of(&wanted))];
                    let found = self.look_up(asked, document).await?;
                    wanted = named(wanted, found.first());
                }
                let level = tree.0.len();
                tree.grow(wanted);
                wanted = self
                    .below(part, lookup, &tree, level, &mut seen)
                    .map_err(|misfit| self.told(resource, misfit.below(name)))?;
            }
            let (entries, depths) = tree.flat();
            Ok(Gathered {
                entries,
                keys: Vec::new(),
                depths: part.follow.is_some().then_some(depths),
                whole,
            })
        })
    }

    /// What stands below the entries of a tree from one of them on, as far as there is room for it.
    fn below(
        &self,
        part: &Part,
        lookup: Option<&Lookup>,
        tree: &Tree,
        level: usize,
        seen: &mut Ids,
    ) -> Result<Vec<Wanted>, Misfit> {
        let mut wanted = Vec::new();
        let Some(follow) = &part.follow else {
            return Ok(wanted);
        };
        if tree.0.len() >= MOST_FOLLOWED {
            return Ok(wanted);
        }
        for (place, knot) in tree.0.iter().enumerate().skip(level) {
            let below = query(follow, &knot.entry)
                .map_err(|error| Misfit::told(error.0).below("follow"))?;
            for entry in Node::of(&below).items() {
                let new = lookup.is_none() || entry.text().is_some_and(|id| seen.insert(id));
                if new && tree.0.len() + wanted.len() < MOST_FOLLOWED {
                    wanted.push(Wanted {
                        entry: entry.value().clone(),
                        above: Some(place),
                    });
                }
            }
        }
        Ok(wanted)
    }

    /// Adds to every entry what its part joins. All that one lookup has to find is looked up together.
    pub(super) async fn join(
        &self,
        resource: &Resource,
        all: &mut [Vec<Gathered>],
        document: &Value,
    ) -> Result<(), Problem> {
        let wanted = self
            .keys(resource, all)
            .map_err(|misfit| self.told(resource, misfit))?;
        let wanted = self.plan.lookups.iter().zip(wanted);
        let wanted = wanted.map(|(lookup, ids)| (lookup, ids.0)).collect();
        let found = self.look_up(wanted, document).await?;
        for (field, gathered) in resource.scope.fields.iter().zip(all) {
            for (part, gathered) in field.parts().iter().zip(gathered) {
                for (entry, keys) in gathered.entries.iter_mut().zip(&gathered.keys) {
                    put_joined(part, entry, Node::of(keys), &found);
                }
            }
        }
        Ok(())
    }

    /// Notes the keys of what is joined to each entry; the ids for each lookup.
    fn keys(&self, resource: &Resource, all: &mut [Vec<Gathered>]) -> Result<Vec<Ids>, Misfit> {
        let mut wanted: Vec<Ids> = Vec::new();
        wanted.resize_with(self.plan.lookups.len(), Ids::default);
        for (field, gathered) in resource.scope.fields.iter().zip(all) {
            for (part, gathered) in field.parts().iter().zip(gathered) {
                let Some(expression) = &part.keys else {
                    continue;
                };
                for entry in &gathered.entries {
                    let keys = query(expression, entry).map_err(|error| {
                        Misfit::told(error.0).below("join").below(field.field.name)
                    })?;
                    for (key, (_, lookup)) in Node::of(&keys).items().into_iter().zip(&part.joins) {
                        let Some(wanted) = wanted.get_mut(*lookup) else {
                            continue;
                        };
                        for id in ids(key) {
                            wanted.insert(id);
                        }
                    }
                    gathered.keys.push(keys);
                }
            }
        }
        Ok(wanted)
    }
}

fn ids_of(wanted: &[Wanted]) -> Vec<String> {
    let mut ids = Ids::default();
    for wanted in wanted {
        if let Some(id) = Node::of(&wanted.entry).text() {
            ids.insert(id);
        }
    }
    ids.0
}

/// Those of the wanted that were found, in their order.
fn named(wanted: Vec<Wanted>, found: Option<&Map<String, Value>>) -> Vec<Wanted> {
    let mut there = Vec::with_capacity(wanted.len());
    for Wanted { entry, above } in wanted {
        let id = Node::of(&entry).text();
        let named = id.and_then(|id| found?.get(&id));
        if let Some(named) = named.filter(|named| !named.is_null()) {
            there.push(Wanted {
                entry: named.clone(),
                above,
            });
        }
    }
    there
}

/// Puts into an entry what its keys name.
fn put_joined(part: &Part, entry: &mut Value, keys: Node<'_>, found: &[Map<String, Value>]) {
    for (key, (name, lookup)) in keys.items().into_iter().zip(&part.joins) {
        let mut joined = Vec::new();
        for id in ids(key) {
            joined.extend(found.get(*lookup).and_then(|found| found.get(&id)).cloned());
        }
        let joined = match key.value().is_array() {
            true => Value::Array(joined),
            false => joined.pop().unwrap_or_default(),
        };
        set(entry, name, joined);
    }
}

/// The ids that a key has: one, or those of a list.
fn ids(key: Node<'_>) -> Vec<String> {
    match key.value() {
        Value::Array(_) => key.items().into_iter().filter_map(Node::text).collect(),
        _ => key.text().into_iter().collect(),
    }
}

/// Posts, each below the one that it answers, as far as that one is on the page.
pub fn threaded(posts: Vec<Value>) -> Vec<Value> {
    let id = |post: &Value| Node::of(post).get("id").text();
    let ids: Vec<Option<String>> = posts.iter().map(id).collect();
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); posts.len()];
    let mut roots = Vec::new();
    for (index, post) in posts.iter().enumerate() {
        let above = Node::of(post).get("reply_to").get("id").text();
        let above = above.and_then(|above| ids.iter().rposition(|id| id.as_ref() == Some(&above)));
        match above.and_then(|above| below.get_mut(above)) {
            Some(below) => below.push(index),
            None => roots.push(index),
        }
    }
    let mut posts: Vec<Option<Value>> = posts.into_iter().map(Some).collect();
    let mut ordered = Vec::with_capacity(posts.len());
    let mut stack: Vec<(usize, u32)> = roots.into_iter().rev().map(|root| (root, 0)).collect();
    while let Some((index, depth)) = stack.pop() {
        let Some(mut post) = posts.get_mut(index).and_then(Option::take) else {
            continue;
        };
        set(&mut post, "depth", json!(depth));
        ordered.push(post);
        let below = below.get(index).into_iter().flatten().rev();
        stack.extend(below.map(|index| (*index, depth + 1)));
    }
    // Posts that answer each other in a circle are below nobody.
    ordered.extend(posts.into_iter().flatten());
    ordered
}

/// Sets a field, if it is of an object.
pub fn set(entry: &mut Value, name: &str, value: Value) {
    if let Value::Object(fields) = entry {
        fields.insert(name.to_owned(), value);
    }
}
