//! Members: who is met in a document has one, too.

use super::{
    folder::file,
    id::safe,
    paged::{MOST_PAGES, Paged},
    walk::{Members, Refusal, Walk},
};
use crate::{
    cli::Problem,
    content::Name,
    model::{Author, Capability, UserId, UserPage, UserPosts, Version},
    transport::Answer,
};
use futures_util::{FutureExt, StreamExt, stream};
use std::{collections::HashSet, mem::take};

impl Walk<'_> {
    /// Notes the members of a document that are to be asked for.
    pub(super) fn meet(&self, authors: Vec<Author>, members: Members, is_new: bool) {
        if !self.site.can(Capability::Users) {
            return;
        }
        for author in authors {
            let Some(id) = &author.id else {
                continue;
            };
            let is_there = || self.has_user(&UserId(safe(id.as_str())));
            let is_done = match members {
                Members::All => false,
                Members::IfNew => !is_new && is_there(),
                Members::Missing => is_there(),
            };
            if is_done || self.marks.has_user(id.as_str()) {
                continue;
            }
            let mut due = self.due.borrow_mut();
            let known = due
                .entry(id.as_str().to_owned())
                .or_insert_with(|| author.clone());
            // Who tells most is believed, whichever document comes first.
            if said(&author) > said(known) {
                *known = author;
            }
        }
    }

    fn has_user(&self, id: &UserId) -> bool {
        file(&Name::User(id.clone())).is_some_and(|file| self.folder.has(&file))
    }

    /// Brings the members that were met into the archive; whether all came.
    ///
    /// # Errors
    ///
    /// What ends the walk.
    pub(super) async fn users(&self) -> Result<bool, Problem> {
        let mut is_whole = true;
        // A member's own page may name others.
        loop {
            let due = take(&mut *self.due.borrow_mut());
            if due.is_empty() {
                return Ok(is_whole);
            }
            let users = stream::iter(due).map(|(id, author)| self.user(UserId(id), author));
            let mut users = users.buffer_unordered(self.parallel());
            while let Some(whole) = users.next().await {
                is_whole &= whole?;
            }
        }
    }

    async fn user(&self, id: UserId, author: Author) -> Result<bool, Problem> {
        let name = UserId(safe(id.as_str()));
        let found = match self.source.backend.user(&id).await {
            Ok(mut page) => {
                self.answered();
                page.user.id = Some(id.clone());
                Some(page)
            }
            Err(problem) => match self.refused(&format!("user/{id}"), &problem)? {
                Refusal::Failed => return Ok(false),
                // What the posts tell is more than nothing, and less than what was once told.
                _ if self.has_user(&name) => None,
                _ => Some(UserPage {
                    v: Version::default(),
                    user: author,
                }),
            },
        };
        let mut is_whole = true;
        if let Some(page) = found {
            is_whole = self
                .keep(&Name::User(name.clone()), page, Members::Missing)
                .await?;
        }
        if is_whole {
            if self.options.profiles {
                let owed = self.marks.owe_lists(id.as_str());
                owed.map_err(|error| self.unwritable(error))?;
            }
            let marked = self.marks.add_user(id.as_str());
            marked.map_err(|error| self.unwritable(error))?;
        }
        Ok(is_whole)
    }

    /// Brings the lists of the members that were met, now that the threads are there which they name.
    ///
    /// # Errors
    ///
    /// What ends the walk.
    pub(super) async fn profiles(&self) -> Result<(), Problem> {
        let mut tried = HashSet::new();
        loop {
            // Who wrote in a member's list is met there.
            self.users().await?;
            let mut owed = self.marks.owed();
            owed.retain(|id| self.options.profiles && tried.insert(id.clone()));
            if owed.is_empty() {
                return Ok(());
            }
            let lists = stream::iter(owed).map(|id| self.profile(UserId(id)));
            let mut lists = lists.buffer_unordered(self.parallel());
            while let Some(done) = lists.next().await {
                done?;
            }
        }
    }

    async fn profile(&self, id: UserId) -> Result<(), Problem> {
        if self.lists_of(&id).await? {
            let marked = self.marks.add_lists(id.as_str());
            marked.map_err(|error| self.unwritable(error))?;
        }
        Ok(())
    }

    /// The threads and posts of a member; whether all came.
    async fn lists_of(&self, id: &UserId) -> Result<bool, Problem> {
        let name = &UserId(safe(id.as_str()));
        let mut is_whole = true;
        if self.site.can(Capability::UserThreads) {
            let what = format!("user/{id}/threads");
            let ask = |page| self.source.backend.user_threads(id, page);
            let place = |page| Name::UserThreads {
                id: name.clone(),
                page,
            };
            is_whole &= self.list_of(&what, ask, place).await?;
        }
        if self.site.can(Capability::UserPosts) {
            let what = format!("user/{id}/posts");
            let ask = |page| self.posts_of(id, page);
            let place = |page| Name::UserPosts {
                id: name.clone(),
                page,
            };
            is_whole &= self.list_of(&what, ask, place).await?;
        }
        Ok(is_whole)
    }

    async fn list_of<'b, T: Paged>(
        &'b self,
        what: &str,
        ask: impl Fn(u32) -> Answer<'b, T>,
        name: impl Fn(u32) -> Name,
    ) -> Result<bool, Problem> {
        match self.gather(what, MOST_PAGES, ask).await? {
            Some(list) => self.keep_list(list, name).await,
            None => Ok(false),
        }
    }

    fn posts_of<'b>(&'b self, id: &'b UserId, page: u32) -> Answer<'b, UserPosts> {
        let settle = |mut found: UserPosts| {
            for found in &mut found.posts {
                super::thread::settle_post(&mut found.post);
            }
            found
        };
        let posts = self.source.backend.user_posts(id, page);
        Box::pin(posts.map(move |answer| answer.map(settle)))
    }
}

/// How much is said of a member; a tie is broken by what is said, so that the order of meeting is of no matter.
fn said(author: &Author) -> (usize, String) {
    let text = serde_json::to_string(author).unwrap_or_default();
    (text.len(), text)
}
