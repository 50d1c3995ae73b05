//! Lists of pages: where they end, and where their pages wait until it is known how many there are.

use super::parts::Parts;
use crate::model::{
    ModlogPage, Page, Read, SectionPage, Thread, ThreadList, UserPosts, UserThreads,
};
use serde::Serialize;
use std::{
    fs::File,
    io::{self, Read as _, Seek, SeekFrom, Write},
    marker::PhantomData,
};

/// No list has more pages: what goes on for longer goes round in circles.
pub const MOST_PAGES: u32 = 200_000;

/// A page of a list.
pub trait Paged: Default + Parts + Read + Serialize {
    /// Which page it is.
    fn page(&mut self) -> &mut Page;
    /// How many entries are on it.
    fn entries(&self) -> usize;
    /// Leaves out the entries of some threads.
    fn retain(&mut self, stays: &dyn Fn(&Thread) -> bool);

    /// Whether this is the page of a number that was asked for: behind the last one, some forums answer with nothing,
    /// and some with the last one again.
    fn is_page(&mut self, number: u32) -> bool {
        let told = self.page().number;
        number == 1 || (self.entries() > 0 && (told == number || told == 0))
    }

    /// Whether there is a page after this one.
    fn has_more(&mut self, number: u32) -> bool {
        let page = self.page();
        number < MOST_PAGES
            && match page.count {
                Some(count) => number < count,
                None => page.next.is_some(),
            }
    }

    /// Says which page of how many it is.
    fn settle(&mut self, number: u32, count: u32, entries: u64) {
        let page = self.page();
        page.number = number;
        page.count = Some(count);
        page.total = page.total.or(Some(entries));
        page.next = None;
        page.previous = None;
    }
}

macro_rules! paged {
    ($($kind:ty: $entries:ident, $entry:ident => $thread:expr;)+) => {$(
        impl Paged for $kind {
            fn page(&mut self) -> &mut Page {
                &mut self.page
            }

            fn entries(&self) -> usize {
                self.$entries.len()
            }

            fn retain(&mut self, stays: &dyn Fn(&Thread) -> bool) {
                self.$entries.retain(|$entry| $thread.is_none_or(stays));
            }
        }
    )+};
}

paged!(
    ModlogPage: entries, _entry => None::<&Thread>;
    SectionPage: threads, thread => Some(thread);
    ThreadList: threads, thread => Some(thread);
    UserPosts: posts, post => Some(&post.thread);
    UserThreads: threads, thread => Some(thread);
);

/// Pages that wait in a file without a name, which is gone when the program is.
pub struct Spool<T> {
    file: File,
    places: Vec<(u64, usize)>,
    entries: u64,
    cut: bool,
    kind: PhantomData<T>,
}

impl<T: Paged> Spool<T> {
    /// Nothing waits yet.
    pub fn new() -> io::Result<Self> {
        Ok(Self {
            file: tempfile::tempfile()?,
            places: Vec::new(),
            entries: 0,
            cut: false,
            kind: PhantomData,
        })
    }

    /// How many pages wait.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// How many entries are on them.
    pub fn entries(&self) -> u64 {
        self.entries
    }

    /// There are more pages than are to be had.
    pub fn cut(&mut self) {
        self.cut = true;
    }

    /// Whether there are more pages than are to be had.
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// Lets a page wait; it is the next one.
    pub fn push(&mut self, page: &T) -> io::Result<()> {
        let text = serde_json::to_vec(page)?;
        let at = self.file.seek(SeekFrom::End(0))?;
        self.file.write_all(&text)?;
        self.places.push((at, text.len()));
        self.entries += page.entries() as u64;
        Ok(())
    }

    /// A page that waits, from 0.
    pub fn get(&mut self, index: usize) -> io::Result<T> {
        let missing = || io::Error::other("there is no such page");
        let (at, length) = *self.places.get(index).ok_or_else(missing)?;
        self.file.seek(SeekFrom::Start(at))?;
        let mut text = vec![0; length];
        self.file.read_exact(&mut text)?;
        let value = serde_json::from_slice(&text)?;
        T::read(&value).map_err(|misfit| io::Error::other(misfit.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Paged, Spool};
    use crate::model::{Page, Thread, ThreadList};

    fn page(number: u32, threads: usize, next: bool) -> ThreadList {
        ThreadList {
            threads: vec![Thread::default(); threads],
            page: Page {
                number,
                next: next.then(|| "next".to_owned()),
                ..Page::default()
            },
            ..ThreadList::default()
        }
    }

    #[test]
    fn the_end_of_a_list_is_noticed() {
        assert!(page(1, 0, false).is_page(1), "an empty list has a page");
        assert!(!page(3, 0, true).is_page(3), "nothing");
        assert!(!page(2, 5, false).is_page(3), "the last one again");
        assert!(page(3, 5, true).is_page(3) && page(3, 5, true).has_more(3));
        assert!(!page(3, 5, false).has_more(3));
    }

    #[test]
    fn pages_wait_in_their_order() {
        let mut spool = Spool::new().unwrap();
        for number in 1..4 {
            spool.push(&page(number, 2, true)).unwrap();
        }
        let mut second: ThreadList = spool.get(1).unwrap();
        assert_eq!(second, page(2, 2, true));
        second.settle(2, 3, spool.entries());
        assert_eq!(second.page.total, Some(6));
        assert!(second.page.next.is_none() && spool.get(3).is_err());
    }
}
