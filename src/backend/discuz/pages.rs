//! Asking for a page of a thread, wherever the server has it.

use super::{
    Discuz,
    answer::{is_page, variables},
    api::{self, encoded, send},
    post, refuse,
};
use crate::{
    backend::{Backend, Node, Reply},
    model::{Gate, GateReason, PostId, Problem, ProblemCode, SectionId, ThreadId},
    route::{Route, SectionRoute, ThreadRoute},
    transport::Response,
};
use futures_util::future::join_all;

/// How far from where it should be a post is looked for: deleted posts move the later ones.
const STEPS: u32 = 4;

/// How many requests for further remarks a page of a thread is worth.
const MOST_REMARKS: usize = 10;

impl Discuz {
    /// The remarks that a page of a thread leaves out: of each post it has the first few.
    pub(super) async fn further_remarks(&self, main: &Reply) -> Vec<Reply> {
        let queries = post::further_remarks(variables(main));
        let asked = queries.iter().take(MOST_REMARKS);
        let replies = join_all(asked.map(|query| self.ask(query))).await;
        replies.into_iter().flatten().collect()
    }

    /// A page of a thread. A web page instead of it may be the server putting its books in order; then it answers
    /// the second time. Of a thread that was moved, it leads to where it is now.
    pub(super) async fn thread_reply(&self, query: &str) -> Result<Reply, Problem> {
        let mut response = send(&self.server, query).await?;
        if is_page(&response) && shut_section(&response).is_none() {
            response = send(&self.server, query).await?;
        }
        if is_page(&response)
            && let Some(moved) = moved_query(&response, query)
        {
            response = send(&self.server, &moved).await?;
        }
        let Some(section) = shut_section(&response).filter(|_| is_page(&response)) else {
            return api::read(response).await;
        };
        Err(Problem {
            gate: Some(self.gate_of(section).await),
            ..Problem::new(ProblemCode::Forbidden).at(&response.url)
        })
    }

    /// What a shut section asks for, met on the way to one of its threads. The address does not tell; the section's own
    /// page does, and where that does not come, a password is the usual thing.
    async fn gate_of(&self, id: SectionId) -> Gate {
        let route = SectionRoute {
            id,
            page: 1,
            ..SectionRoute::default()
        };
        let page = self.section(&route).await;
        let gate = page.ok().and_then(|page| page.section.gate);
        let index = self.index().await.unwrap_or_default();
        Gate {
            links: index.way_to(&route.id).pop().into_iter().collect(),
            ..gate.unwrap_or(Gate {
                reason: GateReason::Password,
                ..Gate::default()
            })
        }
    }

    /// The page of its thread that a post stands on.
    pub(super) async fn page_of_post(
        &self,
        thread: &ThreadId,
        post: &PostId,
    ) -> Result<u32, Problem> {
        let query = format!(
            "version=4&module=viewthread&tid={}&viewpid={}",
            encoded(thread.as_str()),
            encoded(post.as_str())
        );
        let reply = self.thread_reply(&query).await?;
        refuse(&reply)?;
        let wanted = variables(&reply);
        let is_wanted = |row: &Node<'_>| row.get("pid").text().as_deref() == Some(post.as_str());
        let rows = wanted.get("postlist").items();
        let Some(row) = rows.into_iter().find(is_wanted) else {
            return Err(Problem::new(ProblemCode::NotFound));
        };
        let size = wanted
            .get("ppp")
            .count()
            .filter(|size| *size > 0)
            .unwrap_or(10);
        // `number` counts the posts that are left up to this one, and so do the pages of most threads; those
        // that no post was deleted from go by position, which is the same then.
        let number = row
            .get("number")
            .count()
            .or(row.get("position").count())
            .unwrap_or(1);
        let mut page = u32::try_from(number.div_ceil(size).max(1)).unwrap_or(u32::MAX);
        let position = row.get("position").count().unwrap_or(number);
        let route = ThreadRoute {
            id: thread.clone(),
            ..ThreadRoute::default()
        };
        for _ in 0..STEPS {
            let query = thread_query(4, &route, page);
            let reply = self.thread_reply(&query).await?;
            let rows = variables(&reply).get("postlist").items();
            if rows.iter().any(is_wanted) {
                *self.found.borrow_mut() = Some((query, reply));
                return Ok(page);
            }
            let first = rows.first().and_then(|row| row.get("position").count());
            page = match first {
                Some(first) if first > position => page.saturating_sub(1).max(1),
                _ => page.saturating_add(1),
            };
        }
        Err(Problem::new(ProblemCode::NotFound))
    }
}

/// The section whose page came instead of a thread's: it asks for its password, or for a price.
fn shut_section(response: &Response) -> Option<SectionId> {
    let (_, query) = response.url.split_once("mod=forumdisplay")?;
    let (_, id) = query.split_once("fid=")?;
    let end = id.find(|c: char| !c.is_ascii_digit()).unwrap_or(id.len());
    id.get(..end).filter(|id| !id.is_empty()).map(Into::into)
}

/// The query for the thread that a web page's address names, where it is another one than was asked for.
fn moved_query(response: &Response, query: &str) -> Option<String> {
    let (_, file) = response.url.rsplit_once('/')?;
    let (path, rest) = file.split_once(['?', '#']).unwrap_or((file, ""));
    let Route::Thread(moved) = Route::parse("/", &format!("/{path}"), rest, "") else {
        return None;
    };
    let (before, after) = query.split_once("&tid=")?;
    let (asked, after) = after.split_at(after.find('&').unwrap_or(after.len()));
    let id = encoded(moved.id.as_str());
    (id != asked).then(|| format!("{before}&tid={id}{after}"))
}

/// Whether a version of the API fails on its own; what else is wrong is wrong with the thread.
pub(super) fn is_broken(code: ProblemCode) -> bool {
    use ProblemCode::{BadJson, HtmlInsteadOfJson, Unavailable};
    matches!(code, BadJson | HtmlInsteadOfJson | Unavailable)
}

/// The address of a thread's page in a version of the API. Some threads are shown last post first; any order but 1
/// is the usual one.
pub(super) fn thread_query(version: u32, route: &ThreadRoute, page: u32) -> String {
    let author = route
        .only_author
        .as_ref()
        .map(|author| format!("&authorid={}", encoded(author.as_str())))
        .unwrap_or_default();
    let id = encoded(route.id.as_str());
    format!("version={version}&module=viewthread&tid={id}&page={page}&ordertype=2{author}")
}
