//! The forum as a whole: one thing after the other, and the site at last.

use super::{
    id::safe,
    parts::Parts,
    place::Finder,
    walk::{Members, Refusal, Walk},
};
use crate::{
    cli::Problem,
    content::Name,
    model::{Capability, Packs, Paths, Section, Site, Thread, Version},
};
use std::mem::take;

/// So many threads that no section lists are brought at once.
const BATCH: usize = 20;

impl Walk<'_> {
    /// Walks through the whole forum.
    ///
    /// # Errors
    ///
    /// What ends the walk.
    pub(super) async fn whole_forum(&self) -> Result<(), Problem> {
        self.progress.expect(threads_in(&self.site.sections));
        let listed = self.sections().await?;
        self.lists().await?;
        self.list_sections(listed).await?;
        if self.site.can(Capability::Modlog) {
            self.modlog().await?;
        }
        let mut finder = Finder::new(self.places());
        self.site.clone().walk(&mut finder);
        self.lead_to(finder.slugs);
        self.static_pages().await?;
        self.profiles().await?;
        self.keep(&Name::Site, self.archived_site(), Members::Missing)
            .await?;
        // The site names its newest member.
        self.profiles().await?;
        self.note_lost()
    }

    /// The pages of the site's own that something led to so far; they may lead to others. Whether all came.
    ///
    /// # Errors
    ///
    /// What ends the walk.
    pub(super) async fn static_pages(&self) -> Result<bool, Problem> {
        let mut is_whole = true;
        loop {
            let slugs = self.slugs.borrow().clone();
            let Some((slug, _)) = slugs.into_iter().find(|(_, asked)| !asked) else {
                return Ok(is_whole);
            };
            self.slugs.borrow_mut().insert(slug.clone(), true);
            if slug != "modlog" {
                is_whole &= self.static_page(&slug).await?;
            }
        }
    }

    /// The threads that something names and no section lists.
    ///
    /// # Errors
    ///
    /// What ends the walk.
    pub(super) async fn unlisted(&self) -> Result<(), Problem> {
        let named: Vec<Thread> = take(&mut *self.named.borrow_mut()).into_values().collect();
        for batch in named.chunks(BATCH) {
            self.threads(batch.to_vec()).await?;
        }
        Ok(())
    }

    /// A page of the site's own; whether it did not fail.
    async fn static_page(&self, slug: &str) -> Result<bool, Problem> {
        let what = format!("page/{slug}");
        match self.source.backend.page(slug).await {
            Ok(mut page) => {
                self.answered();
                page.v = Version::default();
                page.slug = slug.to_owned();
                let name = Name::Page(safe(slug));
                self.keep(&name, page, Members::Missing).await
            }
            Err(problem) => {
                if matches!(self.refused(&what, &problem)?, Refusal::Failed) {
                    return Ok(false);
                }
                self.report.gone(&what, super::told::told(&problem));
                Ok(true)
            }
        }
    }

    /// The site as its archive tells of it: with what files can do.
    fn archived_site(&self) -> Site {
        let mut site = self.site.clone();
        site.v = Version::default();
        site.paths = Paths::default();
        site.packs = Packs::default();
        site.lists = self.lists_there();
        if site.lists.len() == 3 || site.lists.is_empty() {
            site.lists.clear();
        }
        site.capabilities.retain(|capability| match capability {
            Capability::Lists | Capability::OnlyAuthor | Capability::Users | Capability::Modlog => {
                true
            }
            Capability::UserThreads | Capability::UserPosts => self.options.profiles,
            _ => false,
        });
        // Links to the forum's own pages stay in the archive.
        if site.url.is_none() && self.source.folder.is_none() {
            site.url = Some(self.source.backend.root().to_owned());
        }
        site
    }
}

/// How many threads the sections tell of.
fn threads_in(sections: &[Section]) -> u64 {
    let counts = sections.iter().map(|section| {
        let own = section.counts.map_or(0, |counts| counts.threads);
        own.saturating_add(threads_in(&section.children))
    });
    counts.fold(0, u64::saturating_add)
}
