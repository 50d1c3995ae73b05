//! A thread: its pages, and those with its opener's posts alone.

use super::{
    id::safe,
    marks::thread_mark,
    walk::{Members, Refusal, Walk},
};
use crate::{
    cli::Problem,
    content::Name,
    model::{
        Capability, Gate, Order, Page, Post, Reply, Section, Thread, ThreadId, ThreadPage, UserId,
        Version,
    },
    route::ThreadRoute,
};
use futures_util::{StreamExt, stream};

/// Pages of one author's posts have so many where the thread's do not say.
const USUAL_SIZE: u32 = 20;

/// What became of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is in the archive; with its mark, if it need not be asked for until it has changed.
    Kept(Option<u64>),
    /// It is not there, and has never been archived.
    Gone,
    /// Another run may bring it.
    Failed,
}

/// What the pages of a thread told so far.
#[derive(Clone, Copy, Debug)]
struct Told {
    /// How many pages there are, if that is known.
    count: Option<u32>,
    /// How many posts there are, if that is known.
    total: Option<u64>,
    /// Whether there is a page after the last one that was asked for.
    more: bool,
    /// Whether everything came.
    whole: bool,
    /// Whether it is open to this visitor.
    open: bool,
}

impl Walk<'_> {
    /// Brings a thread into the archive that a list tells of.
    ///
    /// # Errors
    ///
    /// What ends the walk.
    pub(super) async fn thread(&self, entry: &Thread) -> Result<Fate, Problem> {
        let id = ThreadId(safe(entry.id.as_str()));
        let told = told_of(entry);
        let mark = told.map(|told| thread_mark(id.as_str(), &told));
        let is_there = self
            .folder
            .read::<ThreadPage>(&Name::thread(&id, 1))
            .is_some();
        let is_done = mark.is_some_and(|mark| self.marks.has_thread(mark));
        if is_done && is_there && !self.options.again {
            self.report.count("thread", |count| count.kept += 1);
            return Ok(Fate::Kept(None));
        }
        let members = match mark {
            Some(_) => Members::All,
            None => Members::IfNew,
        };
        let told = match self.pages(entry, &id, members).await? {
            Ok(told) => told,
            Err(Refusal::Shut(gate)) if !is_there => {
                let page = shut(self.section_of(entry), entry, gate);
                self.keep(&Name::thread(&id, 1), page, Members::Missing)
                    .await?;
                return Ok(Fate::Kept(None));
            }
            Err(Refusal::Failed) => return Ok(Fate::Failed),
            // What is gone from the forum stays in the archive.
            Err(_) if is_there => return Ok(Fate::Kept(None)),
            Err(_) => return Ok(Fate::Gone),
        };
        if !told.whole {
            return Ok(Fate::Failed);
        }
        Ok(Fate::Kept(mark.filter(|_| told.open)))
    }

    /// Asks for the pages of a thread that may have changed.
    async fn pages(
        &self,
        entry: &Thread,
        id: &ThreadId,
        members: Members,
    ) -> Result<Result<Told, Refusal>, Problem> {
        let stored = self.final_pages(id);
        let mut told = Told {
            count: None,
            total: None,
            more: true,
            whole: true,
            open: true,
        };
        // The first page tells how many there are; so does the first that may have changed.
        let mut next = stored + 1;
        match self.page(entry, next, members).await? {
            Ok(first) => told = first,
            Err(Refusal::Gone) if stored > 0 => {
                told.count = Some(stored);
                told.more = false;
            }
            Err(refusal) => return Ok(Err(refusal)),
        }
        let mut last = if told.more || told.count.is_none_or(|count| count >= next) {
            next
        } else {
            stored
        };
        loop {
            next = last + 1;
            let until = match told.count {
                Some(count) => count,
                None if told.more => next,
                None => last,
            };
            if until < next {
                break;
            }
            let asked = stream::iter(next..=until)
                .map(|number| async move { (number, self.page(entry, number, members).await) });
            let mut answers = asked.buffered(self.parallel());
            while let Some((number, answer)) = answers.next().await {
                match answer? {
                    Ok(page) => {
                        last = last.max(number);
                        told.count = page.count.max(told.count);
                        told.total = page.total.or(told.total);
                        told.more = page.more;
                        told.whole &= page.whole;
                    }
                    // It has become shorter meanwhile.
                    Err(Refusal::Gone) => {
                        told.count = Some(number - 1);
                        told.more = false;
                        break;
                    }
                    Err(_) => {
                        told.whole = false;
                        return Ok(Ok(told));
                    }
                }
            }
        }
        self.finish(id, last, told.total)?;
        Ok(Ok(told))
    }

    /// How many pages at the beginning of a thread are in the archive and will not change.
    fn final_pages(&self, id: &ThreadId) -> u32 {
        if self.options.again {
            return 0;
        }
        let mut stored = 0;
        let is_final = |number| {
            let page = self.folder.read::<ThreadPage>(&Name::thread(id, number));
            page.is_some_and(|page| page.r#final)
        };
        while is_final(stored + 1) {
            stored += 1;
        }
        stored
    }

    /// Asks for a page, and keeps it.
    async fn page(
        &self,
        entry: &Thread,
        number: u32,
        members: Members,
    ) -> Result<Result<Told, Refusal>, Problem> {
        let route = ThreadRoute {
            id: entry.id.clone(),
            page: number,
            ..ThreadRoute::default()
        };
        let mut page = match self.source.backend.thread(&route).await {
            Ok(page) => page,
            Err(problem) => {
                let what = route_of(&route);
                return Ok(Err(self.refused(&what, &problem)?));
            }
        };
        self.answered();
        let is_other = page.page.number != 0 && page.page.number != number;
        if number > 1 && (is_other || page.posts.is_empty()) {
            return Ok(Err(Refusal::Gone));
        }
        let told = Told {
            count: page.page.count,
            total: page.page.total,
            more: match page.page.count {
                Some(count) => number < count,
                None => page.page.next.is_some(),
            },
            whole: true,
            open: page.thread.gate.is_none(),
        };
        page.thread.id = entry.id.clone();
        self.settle(&mut page, number);
        // What is shut is asked for each time: that alone says nothing of its members.
        let members = match told.open {
            true => members,
            false => Members::IfNew,
        };
        let name = Name::thread(&ThreadId(safe(entry.id.as_str())), number);
        if let Some(before) = self.folder.read::<ThreadPage>(&name) {
            // What all pages agree on stays until all are there, so that nothing is written to be changed back.
            page.page.count = before.page.count;
            page.page.total = before.page.total;
            let opener = self.opener(&page).filter(|_| !before.by_author.is_empty());
            page.by_author = opener.into_iter().collect();
        }
        let whole = self.keep(&name, page, members).await?;
        Ok(Ok(Told { whole, ..told }))
    }

    /// Makes a page one for everybody, and for ever.
    fn settle(&self, page: &mut ThreadPage, number: u32) {
        page.v = Version::default();
        page.order = Order::Oldest;
        page.only_author = None;
        page.by_author.clear();
        if page.page.count.is_some_and(|count| count > 1) {
            page.by_author.extend(self.opener(page));
        }
        if page.reply.allowed {
            page.reply = Reply::default();
        }
        page.page.number = number;
        page.page.next = None;
        page.page.previous = None;
        for post in &mut page.posts {
            settle_post(post);
        }
    }

    /// The author whose posts are archived apart.
    fn opener(&self, page: &ThreadPage) -> Option<UserId> {
        let can = self.site.can(Capability::OnlyAuthor);
        page.thread.author.id.clone().filter(|_| can)
    }

    /// Makes the pages of a thread agree on how many there are, and takes its opener's posts apart.
    fn finish(&self, id: &ThreadId, last: u32, total: Option<u64>) -> Result<(), Problem> {
        let name = |number| Name::thread(id, number);
        let (mut posts, mut of_opener) = (0, 0);
        let mut opener = None;
        for number in 1..=last {
            let Some(page) = self.folder.read::<ThreadPage>(&name(number)) else {
                continue;
            };
            if number == 1 && last > 1 {
                opener = page.thread.author.id.clone();
            }
            posts += page.posts.len() as u64;
            of_opener += count_of(&page.posts, opener.as_ref());
        }
        opener = opener.filter(|_| self.site.can(Capability::OnlyAuthor));
        for number in 1..=last {
            let Some(mut page) = self.folder.read::<ThreadPage>(&name(number)) else {
                continue;
            };
            let before = page.clone();
            page.page.count = Some(last);
            page.page.total = total.or(Some(posts));
            page.by_author = opener.iter().cloned().collect();
            if page != before {
                let written = self.folder.write(&name(number), &page);
                written.map_err(|error| self.unwritable(error))?;
            }
        }
        self.shorten(last + 1, name)?;
        match opener {
            Some(opener) => self.take_apart(id, last, &opener, of_opener),
            None => Ok(()),
        }
    }

    /// Writes the pages with one author's posts of a thread.
    fn take_apart(
        &self,
        id: &ThreadId,
        last: u32,
        author: &UserId,
        total: u64,
    ) -> Result<(), Problem> {
        let name = |number| Name::Thread {
            id: id.clone(),
            author: Some(author.clone()),
            page: number,
        };
        let Some(mut apart) = self.folder.read::<ThreadPage>(&Name::thread(id, 1)) else {
            return Ok(());
        };
        let size = match apart.page.size {
            0 => USUAL_SIZE,
            size => size,
        };
        let count = u32::try_from(total.div_ceil(size.into()).max(1)).unwrap_or(u32::MAX);
        apart.posts.clear();
        apart.only_author = Some(author.clone());
        apart.by_author.clear();
        let mut number = 1;
        for source in 1..=last {
            let Some(page) = self.folder.read::<ThreadPage>(&Name::thread(id, source)) else {
                continue;
            };
            let mut of_author = page.posts;
            of_author.retain(|post| post.author.id.as_ref() == Some(author));
            apart.posts.extend(of_author);
            while apart.posts.len() >= size as usize || source == last {
                let rest = apart.posts.split_off(apart.posts.len().min(size as usize));
                apart.r#final = number < count;
                apart.page = Page {
                    number,
                    count: Some(count),
                    size,
                    total: Some(total),
                    ..Page::default()
                };
                self.put(&name(number), &apart)?;
                apart.posts = rest;
                number += 1;
                if apart.posts.is_empty() {
                    break;
                }
            }
        }
        self.shorten(number, name)
    }

    /// The section of a thread, as much of it as is known.
    fn section_of(&self, entry: &Thread) -> Section {
        let known = self.site.section(&entry.section).cloned();
        known.unwrap_or_else(|| Section {
            id: entry.section.clone(),
            ..Section::default()
        })
    }
}

/// What a list tells of a thread that changes when the thread does; none if it tells nothing of that kind. How often
/// the thread was seen is of no matter.
fn told_of(entry: &Thread) -> Option<String> {
    let last = entry.last_post.as_ref();
    if last.is_none() && entry.counts.replies.is_none() {
        return None;
    }
    let last = last.map(|last| (last.at, &last.author.name, last.floor));
    let about = (&entry.title, entry.kind, &entry.prefix, &entry.flags);
    serde_json::to_string(&(about, entry.counts.replies, last)).ok()
}

/// The page of a thread that this visitor may not read.
fn shut(section: Section, entry: &Thread, gate: Gate) -> ThreadPage {
    let thread = Thread {
        gate: Some(gate),
        ..entry.clone()
    };
    ThreadPage {
        section,
        thread,
        page: Page {
            number: 1,
            count: Some(1),
            size: USUAL_SIZE,
            total: Some(0),
            ..Page::default()
        },
        ..ThreadPage::default()
    }
}

/// Takes from a post what is one reader's alone.
pub fn settle_post(post: &mut Post) {
    if let Some(poll) = &mut post.poll {
        poll.can_vote = false;
        poll.options
            .iter_mut()
            .for_each(|option| option.mine = false);
    }
    if let Some(score) = &mut post.score {
        score.mine = 0;
    }
    for reaction in &mut post.reactions {
        reaction.mine = false;
    }
}

fn count_of(posts: &[Post], author: Option<&UserId>) -> u64 {
    let posts = posts.iter();
    posts
        .filter(|post| author.is_some() && post.author.id.as_ref() == author)
        .count() as u64
}

fn route_of(route: &ThreadRoute) -> String {
    crate::route::Route::Thread(route.clone())
        .href("/")
        .split_off(1)
}
