//! The entries of a list: cut to the page, looked up, followed down a tree, and joined to what they name.

use super::{
    ask::{Asker, Variables},
    plan::{By, Lookup, Resource},
    query::query,
    rule::Part,
};
use crate::{
    backend::Node,
    model::{Misfit, Problem},
};
use futures_util::future::try_join_all;
use serde_json::{Value, json};

/// How many entries are looked up for one page, if each has others below it.
const MOST_FOLLOWED: usize = 300;

/// Ids, each once and in order. It is a map that there is code for anyway.
#[derive(Default)]
struct Ids(Variables);

impl Ids {
    /// Whether it is new.
    fn insert(&mut self, id: String) -> bool {
        self.0.insert(id, Vec::new()).is_none()
    }

    fn into_vec(self) -> Vec<String> {
        self.0.into_keys().collect()
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

impl Asker {
    /// The entries that an answer gives for a part: cut to the page, looked up, and with those below them.
    pub(super) async fn gathered(
        &self,
        resource: &Resource,
        name: &str,
        part: &Part,
        mut found: Vec<Value>,
        document: &Value,
        paged: Option<u32>,
    ) -> Result<Gathered, Problem> {
        let whole = found.len();
        if let (Some(number), By::Slice) = (paged, resource.paging.by) {
            let size = resource.paging.size as usize;
            let offset = (number as usize - 1).saturating_mul(size);
            found = found.into_iter().skip(offset).take(size).collect();
        }
        let lookup = part.lookup.and_then(|lookup| self.plan.lookups.get(lookup));
        // Nobody stands below themselves.
        let mut seen = Ids::default();
        for id in found.iter().filter(|_| lookup.is_some()) {
            if let Some(id) = Node::of(id).text() {
                seen.insert(id);
            }
        }
        let roots = self.named(lookup, found, document).await?;
        let Some(follow) = &part.follow else {
            return Ok(Gathered {
                entries: roots,
                keys: Vec::new(),
                depths: None,
                whole,
            });
        };
        // Level by level, so that what is near is there even if not everything can be.
        let mut nodes: Vec<(Value, Vec<usize>)> =
            roots.into_iter().map(|root| (root, Vec::new())).collect();
        let roots = nodes.len();
        let mut level = 0..roots;
        while !level.is_empty() && nodes.len() < MOST_FOLLOWED {
            let mut wanted = Vec::new();
            for index in level.clone() {
                let Some((node, _)) = nodes.get(index) else {
                    continue;
                };
                let below = query(follow, node).map_err(|error| {
                    self.told(resource, Misfit::told(error.0).below("follow").below(name))
                })?;
                for child in Node::of(&below).items() {
                    let new = lookup.is_none() || child.text().is_some_and(|id| seen.insert(id));
                    if new && nodes.len() + wanted.len() < MOST_FOLLOWED {
                        wanted.push((index, child.value().clone()));
                    }
                }
            }
            let start = nodes.len();
            let (parents, children): (Vec<usize>, Vec<Value>) = wanted.into_iter().unzip();
            let children = match lookup {
                None => children.into_iter().map(Some).collect(),
                Some(_) => self.each_named(lookup, &children, document).await?,
            };
            for (parent, child) in parents.into_iter().zip(children) {
                let Some(child) = child else { continue };
                let index = nodes.len();
                nodes.push((child, Vec::new()));
                if let Some((_, below)) = nodes.get_mut(parent) {
                    below.push(index);
                }
            }
            level = start..nodes.len();
        }
        let mut entries = Vec::with_capacity(nodes.len());
        let mut depths = Vec::with_capacity(nodes.len());
        let mut stack: Vec<(usize, u32)> = (0..roots).rev().map(|root| (root, 0)).collect();
        while let Some((index, depth)) = stack.pop() {
            let Some((node, below)) = nodes.get_mut(index) else {
                continue;
            };
            entries.push(node.take());
            depths.push(depth);
            stack.extend(below.iter().rev().map(|index| (*index, depth + 1)));
        }
        Ok(Gathered {
            entries,
            keys: Vec::new(),
            depths: Some(depths),
            whole,
        })
    }

    /// What ids name, in their order; without a lookup they are no ids.
    async fn named(
        &self,
        lookup: Option<&Lookup>,
        found: Vec<Value>,
        document: &Value,
    ) -> Result<Vec<Value>, Problem> {
        if lookup.is_none() {
            return Ok(found);
        }
        let named = self.each_named(lookup, &found, document).await?;
        Ok(named.into_iter().flatten().collect())
    }

    async fn each_named(
        &self,
        lookup: Option<&Lookup>,
        ids: &[Value],
        document: &Value,
    ) -> Result<Vec<Option<Value>>, Problem> {
        let Some(lookup) = lookup else {
            return Ok(Vec::new());
        };
        let ids: Vec<Option<String>> = ids.iter().map(|id| Node::of(id).text()).collect();
        let mut wanted = Ids::default();
        for id in ids.iter().flatten() {
            wanted.insert(id.clone());
        }
        let found = self.look_up(lookup, wanted.into_vec(), document).await?;
        let named = ids.iter().map(|id| {
            let named = found.get(id.as_ref()?);
            named.filter(|named| !named.is_null()).cloned()
        });
        Ok(named.collect())
    }

    /// Adds to every entry what its part joins. All that one lookup has to find is looked up together.
    pub(super) async fn join(
        &self,
        resource: &Resource,
        all: &mut [Vec<Gathered>],
        document: &Value,
    ) -> Result<(), Problem> {
        let mut wanted: Vec<Ids> = Vec::new();
        wanted.resize_with(self.plan.lookups.len(), Ids::default);
        for (field, gathered) in resource.scope.fields.iter().zip(all.iter_mut()) {
            for (part, gathered) in field.parts().iter().zip(gathered) {
                let Some(expression) = &part.keys else {
                    continue;
                };
                for entry in &gathered.entries {
                    let keys = query(expression, entry).map_err(|error| {
                        let misfit = Misfit::told(error.0).below("join").below(field.field.name);
                        self.told(resource, misfit)
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
        let asked = self.plan.lookups.iter().zip(wanted);
        let asked = asked.map(|(lookup, ids)| self.look_up(lookup, ids.into_vec(), document));
        let found = try_join_all(asked).await?;
        for (field, gathered) in resource.scope.fields.iter().zip(all) {
            for (part, gathered) in field.parts().iter().zip(gathered) {
                for (entry, keys) in gathered.entries.iter_mut().zip(&gathered.keys) {
                    for (key, (name, lookup)) in Node::of(keys).items().into_iter().zip(&part.joins)
                    {
                        let named = |id: &String| found.get(*lookup)?.get(id).cloned();
                        let mut joined = ids(key).iter().filter_map(named).collect::<Vec<_>>();
                        let joined = match key.value().is_array() {
                            true => Value::Array(joined),
                            false => joined.pop().unwrap_or_default(),
                        };
                        set(entry, name, joined);
                    }
                }
            }
        }
        Ok(())
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
