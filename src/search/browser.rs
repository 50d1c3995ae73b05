//! Asking the index in a browser: a part of the program of its own, which comes with the first search.

// The macro declares what the part exports and imports.
#![allow(unsafe_code)]

use super::{
    Term,
    ask::{self, Found, MOST, ReadThread},
    author_token,
    key::Key,
    section_token, terms,
};
use crate::{
    model::{Page, Problem, ProblemCode, SearchPage},
    module::{Module, call, load},
    route::{SearchRoute, SearchSort},
    transport::Answer,
};
use js_sys::{Array, Promise};
use serde_json::Value;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_split_helpers::wasm_split;

/// Asks the index of the archive at an address; what it finds is read by a function of the backend's.
pub type Ask = for<'a> fn(&'a str, &'a SearchRoute, Box<ReadThread<'a>>) -> Answer<'a, SearchPage>;

/// What asks the index.
///
/// # Errors
///
/// The network's, where the part has to come first.
#[wasm_split(find, fallible)]
pub fn part() -> Result<Ask, Problem> {
    Ok(ask_index)
}

fn ask_index<'a>(
    root: &'a str,
    route: &'a SearchRoute,
    read: Box<ReadThread<'a>>,
) -> Answer<'a, SearchPage> {
    Box::pin(async move {
        if !load(Module::Search).await {
            return Err(Problem::new(ProblemCode::Network));
        }
        let terms = terms(&route.query, &cut);
        // Signs alone ask for nothing.
        let found = match terms.is_empty() {
            true => Found::default(),
            false => find(root, &query(route, &terms), route.sort).await?,
        };
        if found.total == 0 {
            return Ok(nothing(route));
        }
        ask::page(route, &terms, found, &*read).await
    })
}

fn nothing(route: &SearchRoute) -> SearchPage {
    SearchPage {
        page: Page {
            number: route.page,
            count: Some(1),
            size: ask::SIZE as u32,
            total: Some(0),
            ..Page::default()
        },
        ..SearchPage::default()
    }
}

/// The tokens of a query and of what narrows it.
fn query(route: &SearchRoute, terms: &[Term]) -> String {
    let mut tokens = String::new();
    for term in terms {
        term.write_tokens(&mut tokens);
    }
    let author = route.author.as_deref().map(author_token);
    let section = route.section.as_ref().map(|id| section_token(id.as_str()));
    for token in author.into_iter().chain(section) {
        tokens.push(' ');
        tokens.push_str(&token);
    }
    tokens
}

async fn find(root: &str, query: &str, sort: SearchSort) -> Result<Found, Problem> {
    let failed = || Problem::new(ProblemCode::Network).at([root, "search/"].concat());
    let newest = sort == SearchSort::Newest;
    let most = MOST as u32;
    let arguments = [&root.into(), &query.into(), &newest.into(), &most.into()];
    let finding = call(Module::Search, "find", &arguments).ok_or_else(failed)?;
    let finding: Promise = finding.dyn_into().map_err(|_| failed())?;
    let found = JsFuture::from(finding).await.map_err(|_| failed())?;
    let found: Value =
        serde_json::from_str(&found.as_string().unwrap_or_default()).map_err(|_| failed())?;
    let keys = found.get("keys").and_then(Value::as_array);
    Ok(Found {
        total: found
            .get("total")
            .and_then(Value::as_u64)
            .unwrap_or_default() as usize,
        keys: keys
            .into_iter()
            .flatten()
            .filter_map(|key| Key::read(key.as_str()?))
            .collect(),
    })
}

/// The words of a run of characters, by the browser's dictionary.
fn cut(run: &str) -> Vec<String> {
    let words = call(Module::Search, "cut", &[&run.into()]);
    let words: Option<Array> = words.and_then(|words| words.dyn_into().ok());
    let words = words.into_iter().flat_map(|words| words.to_vec());
    words.filter_map(|word| word.as_string()).collect()
}
