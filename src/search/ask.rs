//! From what the index finds to what a reader is shown: the pages that were found are read, and their best posts chosen.

use super::{Term, finds, fold, key::Key, marks, may_find, searched_text, snippet};
use crate::{
    model::{Page, Post, Problem, ProblemCode, SearchHit, SearchPage, ThreadId, ThreadPage, Time},
    route::{SearchRoute, SearchSort},
    transport::Answer,
};
use futures_util::future::join_all;

/// How many hits a page shows.
pub const SIZE: usize = 10;

/// How many records are looked at, at most.
pub const MOST: usize = 300;

/// What the index found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// How many records.
    pub total: usize,
    /// The first of them, the best or the newest first.
    pub keys: Vec<Key>,
}

/// Reads a page of a thread.
pub type ReadThread<'a> = dyn Fn(&ThreadId, u32) -> Answer<'a, ThreadPage> + 'a;

/// The page of hits that a reader asked for.
///
/// # Errors
///
/// What kept a page of a thread from being read, but that it is gone.
pub async fn page(
    route: &SearchRoute,
    terms: &[Term],
    found: Found,
    read: &ReadThread<'_>,
) -> Result<SearchPage, Problem> {
    let newest = route.sort == SearchSort::Newest;
    let wanted = SIZE * route.page as usize;
    let mut hits: Vec<SearchHit> = Vec::new();
    let mut lost = 0;
    let mut keys = found.keys.iter().peekable();
    loop {
        let batch: Vec<&Key> = keys.by_ref().take(SIZE).collect();
        let pages = join_all(batch.iter().map(|key| read(&key.thread, key.page))).await;
        for (key, page) in batch.iter().zip(pages) {
            match page.map(|page| hit(&page, key.page, terms, route)) {
                Ok(Some(hit)) => hits.push(hit),
                Ok(None) => lost += 1,
                Err(problem) if problem.code == ProblemCode::NotFound => lost += 1,
                Err(problem) => return Err(problem),
            }
        }
        let Some(next) = keys.peek() else {
            break;
        };
        // What has not been read yet is no newer than its record.
        let is_settled = |hit: &&SearchHit| !newest || hit.at.0 / 60 >= next.at.0 / 60;
        if hits.iter().filter(is_settled).count() >= wanted {
            break;
        }
    }
    if newest {
        hits.sort_by_key(|hit| std::cmp::Reverse(hit.at));
    }
    let total = found.total.saturating_sub(lost);
    Ok(SearchPage {
        page: Page {
            number: route.page,
            count: Some(total.min(MOST).div_ceil(SIZE).max(1) as u32),
            size: SIZE as u32,
            total: Some(total as u64),
            ..Page::default()
        },
        hits: hits.into_iter().skip(wanted - SIZE).take(SIZE).collect(),
        ..SearchPage::default()
    })
}

/// A post, and how many of the terms it has.
struct Candidate<'a> {
    post: &'a Post,
    text: String,
    score: usize,
}

/// The post of a page that fits best; none if the page does not have what was asked for.
fn hit(page: &ThreadPage, number: u32, terms: &[Term], route: &SearchRoute) -> Option<SearchHit> {
    let thread = &page.thread;
    let mut missing: Vec<&Term> = terms.iter().collect();
    let mut best: Option<Candidate> = None;
    for (index, post) in page.posts.iter().enumerate() {
        let Some(text) = searched_text(post) else {
            continue;
        };
        let opens = number == 1 && index == 0;
        let has = |term: &Term| finds(&text, term) || (opens && finds(&thread.title, term));
        missing.retain(|term| !(may_find(&text, term) || (opens && may_find(&thread.title, term))));
        if !is_by(post, route.author.as_deref()) {
            continue;
        }
        let score = terms.iter().filter(|term| has(term)).count();
        let is_better = best.as_ref().is_none_or(|best| {
            let is_newer = route.sort == SearchSort::Newest && post.created > best.post.created;
            (score, is_newer) > (best.score, false)
        });
        if is_better {
            best = Some(Candidate { post, text, score });
        }
    }
    // Of characters the pairs were found, perhaps apart; of a word, perhaps no more than its beginning.
    if !missing.is_empty() {
        return None;
    }
    let found = best.filter(|best| best.score > 0 || terms.iter().any(|term| !term.is_dense))?;
    let (excerpt, excerpt_marks) = snippet(&found.text, terms);
    Some(SearchHit {
        title_marks: marks(&thread.title, terms),
        thread: thread.clone(),
        post: Some(found.post.id.clone()),
        page: Some(number),
        author: found.post.author.clone(),
        at: found.post.created,
        excerpt: Some(excerpt).filter(|excerpt| !excerpt.is_empty()),
        marks: excerpt_marks,
    })
}

fn is_by(post: &Post, author: Option<&str>) -> bool {
    author.is_none_or(|author| {
        let folded = |name: &str| name.trim().chars().map(fold).collect::<String>();
        folded(&post.author.name) == folded(author)
    })
}

/// The time of the newest post of a page that readers may see.
pub fn newest(posts: &[Post]) -> Time {
    let times = posts.iter().filter(|post| searched_text(post).is_some());
    times.map(|post| post.created).max().unwrap_or_default()
}
