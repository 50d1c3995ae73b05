//! A mapping document, understood: all its mistakes are found before the first request.

use super::{
    query::Expression,
    reader::Reader,
    rule::{Leaf, Scope},
};
use crate::model::{
    Home, ModlogPage, Problem, ProblemCode, Read, SearchPage, SectionPage, Shape, Site, StaticPage,
    ThreadList, ThreadPage, UserPage, UserPosts, UserThreads,
};
use serde_json::Value;

/// A mapping.
pub struct Plan {
    /// What does not fit is a problem even where it may be absent.
    pub strict: bool,
    /// Headers of every request.
    pub headers: Vec<(String, String)>,
    /// The headers of answers that expressions see.
    pub read_headers: Vec<String>,
    /// Where a refusal has the server's own sentence.
    pub error: Option<Expression>,
    /// Where things are looked up by id.
    pub lookups: Vec<Lookup>,
    /// What is described.
    pub resources: Vec<Resource>,
    /// The addresses of the forum's own pages: a resource and a pattern.
    pub links: Vec<(&'static str, String)>,
}

/// A request.
pub struct Get {
    /// The name that its answer has in expressions.
    pub name: String,
    /// The address: a template.
    pub url: String,
    /// For how many seconds the answer is kept.
    pub keep: i64,
    /// Without an answer, it is null.
    pub optional: bool,
}

/// Things that are looked up by id.
pub struct Lookup {
    /// Its name, for problems.
    pub name: String,
    /// Where from.
    pub source: Source,
    /// From an answer, a list of objects that each have their id as `k` and themselves as `v`.
    pub index: Expression,
}

/// Where things are looked up.
pub enum Source {
    /// One request for each.
    One(Get),
    /// One request for all.
    All(Get),
    /// In the answers that are there.
    Answers,
}

/// What is described of one kind of page.
pub struct Resource {
    /// Which kind.
    pub kind: &'static KindOfPage,
    /// The requests, sent together.
    pub get: Vec<Get>,
    /// Further variables, by name, from those that there are.
    pub with: Scope,
    /// Their names and rules.
    pub variables: Vec<(String, Leaf)>,
    /// How it is paged.
    pub paging: Paging,
    /// Where in the answers the page itself is.
    pub inside: Option<Expression>,
    /// What is written.
    pub scope: Scope,
}

/// How a list is paged.
pub struct Paging {
    /// Which way.
    pub by: By,
    /// Entries on a full page.
    pub size: u32,
    /// The number of the first page.
    pub first: u32,
    /// How many pages, how many entries, and what comes next, in this order.
    pub facts: Scope,
}

/// A way of paging.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Everything is on one page.
    None,
    /// `page`.
    Number,
    /// `offset` and `limit`.
    Offset,
    /// `cursor`, which the page before tells.
    Cursor,
    /// The answer has everything, and is shown in pages.
    Slice,
}

/// A kind of page.
pub struct KindOfPage {
    /// Its name.
    pub name: &'static str,
    /// The list that is paged, if there is one.
    pub list: &'static str,
    /// What its addresses know.
    pub variables: &'static [&'static str],
    /// What it is in the content format.
    pub shape: fn() -> Shape,
}

macro_rules! kinds {
    ($($name:literal: $type:ty, $list:literal, [$($variable:literal)*];)+) => {
        &[$(KindOfPage {
            name: $name,
            list: $list,
            variables: &[$($variable),*],
            shape: <$type as Read>::shape,
        },)+]
    };
}

/// All kinds of page.
pub const KINDS: &[KindOfPage] = kinds! {
    "site": Site, "", [];
    "home": Home, "", [];
    "section": SectionPage, "threads", ["id" "sort" "filter" "prefix"];
    "thread": ThreadPage, "posts", ["id" "author"];
    "user": UserPage, "", ["id"];
    "user_threads": UserThreads, "threads", ["id"];
    "user_posts": UserPosts, "posts", ["id"];
    "newest": ThreadList, "threads", [];
    "hot": ThreadList, "threads", [];
    "digest": ThreadList, "threads", [];
    "tag": ThreadList, "threads", ["tag"];
    "search": SearchPage, "hits", ["query" "section" "author" "sort"];
    "page": StaticPage, "", ["slug"];
    "modlog": ModlogPage, "entries", [];
};

impl Plan {
    /// Understands a mapping.
    ///
    /// # Errors
    ///
    /// All that is wrong with it.
    pub fn read(document: &Value) -> Result<Self, Problem> {
        let mut reader = Reader::default();
        let plan = reader.plan(document);
        if reader.mistakes.is_empty() {
            return Ok(plan);
        }
        let count = reader.mistakes.len().to_string();
        Err(Problem {
            errors: reader.mistakes,
            ..Problem::new(ProblemCode::Config)
                .detail(["mistakes in the mapping: ", &count].concat())
        })
    }

    /// The description of a kind of page.
    pub fn resource(&self, name: &str) -> Option<&Resource> {
        self.resources
            .iter()
            .find(|resource| resource.kind.name == name)
    }
}
