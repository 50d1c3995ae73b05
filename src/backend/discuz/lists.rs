//! Lists of threads across all sections.

use super::{
    Discuz, HOME,
    answer::{Reader, variables},
    api::encoded,
    refuse, thread,
};
use crate::{
    backend::{Node, Reply, rank::sort_by_rank},
    model::{Page, Problem, ProblemCode, SectionId, Thread, ThreadList, Version},
};

impl Discuz {
    /// The sections that this reader may read, by number. Only these are asked for new threads: the server would
    /// give those of shut sections too.
    async fn readable(&self) -> Result<String, Problem> {
        let reply = self.readable.get(&self.server).await?;
        refuse(&reply)?;
        let sections: Vec<String> = variables(&reply)
            .get("forums")
            .items()
            .into_iter()
            .filter(|forum| forum.get("type").str() != Some("group"))
            .filter_map(|forum| forum.get("fid").text())
            .collect();
        Ok(sections.join(","))
    }

    pub(super) async fn newest(&self, page: u32, size: usize) -> Result<ThreadList, Problem> {
        let sections = self.readable().await?;
        if sections.is_empty() {
            return Err(Problem::new(ProblemCode::NotFound));
        }
        let start = size.saturating_mul(page.max(1) as usize - 1);
        let query = format!(
            "version=4&module=newthreads&fids={}&start={start}&limit={size}",
            encoded(&sections)
        );
        let reply = self.ask(&query).await?;
        refuse(&reply)?;
        self.learn_zone(&reply, "data");
        let mut list = self.list_of(&reply, page, size)?;
        // The server leaves the order of a page to its database.
        sort_by_rank(&mut list.threads, |thread| -thread.created.0);
        Ok(list)
    }

    pub(super) async fn hot(&self, page: u32) -> Result<ThreadList, Problem> {
        let query = format!("version=4&module=hotthread&page={}", page.max(1));
        let reply = self.ask(&query).await?;
        refuse(&reply)?;
        let size = variables(&reply).get("perpage").small().unwrap_or(50);
        self.list_of(&reply, page, size as usize)
    }

    fn list_of(&self, reply: &Reply, page: u32, size: usize) -> Result<ThreadList, Problem> {
        reply.read(|node| {
            let variables = node.get("Variables");
            let reader = Reader(variables);
            // New threads do not say where they stand.
            let nowhere = SectionId::default();
            let types = Node::of(&serde_json::Value::Null);
            let threads = thread::threads(variables, "data", &nowhere, types, reader)?;
            let is_full = size > 0 && variables.get("data").items().len() >= size;
            Ok(ThreadList {
                v: Version::default(),
                threads,
                page: Page {
                    number: page.max(1),
                    size: u32::try_from(size).unwrap_or(0),
                    next: is_full.then(|| "next".to_owned()),
                    ..Page::default()
                },
            })
        })
    }
}

/// The first threads of a list, which the forum may have switched off.
pub(super) fn beginning(list: Result<ThreadList, Problem>) -> Vec<Thread> {
    let mut threads = list.map(|list| list.threads).unwrap_or_default();
    threads.truncate(HOME);
    threads
}
