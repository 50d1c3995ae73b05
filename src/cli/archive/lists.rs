//! The home page, the lists across all sections, and the moderation log.

use super::{
    paged::MOST_PAGES,
    walk::{Members, Refusal, Walk},
};
use crate::{
    cli::Problem,
    content::Name,
    model::{Capability, Home, ThreadList, ThreadListName, Version},
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
    /// The home page's threads.
    ///
    /// # Errors
    ///
    /// What ends the walk.
    pub(super) async fn home(&self) -> Result<(), Problem> {
        let mut home = match self.source.backend.home().await {
            Ok(home) => home,
            Err(problem) => match self.refused("home", &problem)? {
                Refusal::Failed => return Ok(()),
                _ => Home::default(),
            },
        };
        self.answered();
        home.v = Version::default();
        for threads in [&home.newest, &home.hot, &home.digest] {
            threads.iter().for_each(|thread| self.name(thread));
        }
        self.keep(&Name::Home, home, Members::Missing).await?;
        Ok(())
    }

    /// The lists across all sections.
    ///
    /// # Errors
    ///
    /// What ends the walk.
    pub(super) async fn lists(&self) -> Result<(), Problem> {
        for list in self.lists_there() {
            let what = format!("{list:?}").to_lowercase();
            let ask = |page| self.list_page(list, page);
            let name = |page| Name::List { list, page };
            self.list(&what, self.options.list_pages, ask, name).await?;
        }
        Ok(())
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
        self.list("modlog", MOST_PAGES, ask, Name::Modlog).await?;
        Ok(())
    }
}
