//! The home page, the lists across all sections, and the moderation log.

use super::{
    paged::MOST_PAGES,
    walk::{Members, Refusal, Walk},
};
use crate::{
    cli::Problem,
    content::Name,
    model::{Capability, Home, ThreadList, ThreadListName, Version},
    route::list_slug,
    transport::Answer,
};
use futures_util::FutureExt;

/// All lists that a forum may have.
const LISTS: [ThreadListName; 3] = [
    ThreadListName::Newest,
    ThreadListName::Hot,
    ThreadListName::Digest,
];

impl Walk<'_> {
    /// The home page, and the lists across all sections, with the threads that only they name.
    ///
    /// # Errors
    ///
    /// What ends the walk.
    pub(super) async fn lists(&self) -> Result<(), Problem> {
        let home = self.home().await?;
        let mut lists = Vec::new();
        for list in self.lists_there() {
            let ask = |page| self.list_page(list, page);
            let gathered = self
                .gather(list_slug(list), self.options.list_pages, ask)
                .await?;
            lists.extend(gathered.map(|gathered| (list, gathered)));
        }
        self.unlisted().await?;
        if let Some(mut home) = home {
            for threads in [&mut home.newest, &mut home.hot, &mut home.digest] {
                threads.retain(|thread| self.leads_somewhere(thread));
            }
            self.keep(&Name::Home, home, Members::Missing).await?;
        }
        for (list, gathered) in lists {
            let name = |page| Name::List { list, page };
            self.keep_list(gathered, name).await?;
        }
        Ok(())
    }

    /// The home page's threads; none if they failed.
    async fn home(&self) -> Result<Option<Home>, Problem> {
        let mut home = match self.source.backend.home().await {
            Ok(home) => home,
            Err(problem) => match self.refused("home", &problem)? {
                Refusal::Failed => return Ok(None),
                _ => Home::default(),
            },
        };
        self.answered();
        home.v = Version::default();
        for threads in [&home.newest, &home.hot, &home.digest] {
            threads.iter().for_each(|thread| self.name(thread));
        }
        Ok(Some(home))
    }

    /// The lists that the forum has.
    pub(super) fn lists_there(&self) -> Vec<ThreadListName> {
        let mut lists = LISTS.to_vec();
        lists.retain(|list| self.site.can(Capability::Lists) && self.site.has_list(*list));
        lists
    }

    fn list_page(&self, list: ThreadListName, page: u32) -> Answer<'_, ThreadList> {
        let answer = self.source.backend.list(list, page);
        Box::pin(answer.map(|answer| {
            let list = answer?;
            list.threads.iter().for_each(|thread| self.name(thread));
            Ok(list)
        }))
    }

    /// The moderation log.
    ///
    /// # Errors
    ///
    /// What ends the walk.
    pub(super) async fn modlog(&self) -> Result<(), Problem> {
        let ask = |page| self.source.backend.modlog(page);
        if let Some(log) = self.gather("modlog", MOST_PAGES, ask).await? {
            self.keep_list(log, Name::Modlog).await?;
        }
        Ok(())
    }
}
