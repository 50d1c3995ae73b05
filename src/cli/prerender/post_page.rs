//! Where posts stand, so that a link to a post leads to its page and needs nobody to look for it.

use crate::{
    content::{Content, Name},
    model::{PostId, ThreadId},
};
use serde_json::Value;
use std::{cell::RefCell, collections::HashMap, sync::Arc};

/// How many threads are remembered; links to posts mostly lead to threads of the same time.
const KEPT: usize = 50;

/// How many pages of a thread are looked through, as in the app.
const SEARCHED: u32 = 100;

/// Looks posts up in the content folder.
pub struct PostPages {
    content: Arc<Content>,
    /// The threads asked for last, the last one last.
    threads: RefCell<Vec<(ThreadId, Pages)>>,
}

/// The pages of a thread's posts, as far as they have been looked through.
#[derive(Default)]
struct Pages {
    of_post: HashMap<String, u32>,
    read: u32,
    count: u32,
}

impl PostPages {
    /// Looks posts up in a folder.
    pub fn new(content: Arc<Content>) -> Self {
        Self {
            content,
            threads: RefCell::default(),
        }
    }

    /// The page of its thread that a post stands on; none if it is not there.
    pub fn page(&self, thread: &ThreadId, post: &PostId) -> Option<u32> {
        let mut threads = self.threads.borrow_mut();
        let known = threads.iter().position(|(id, _)| id == thread);
        let mut pages = match known {
            Some(index) => threads.remove(index).1,
            None => Pages::new(),
        };
        let page = pages.find(&self.content, thread, post);
        if threads.len() >= KEPT {
            threads.remove(0);
        }
        threads.push((thread.clone(), pages));
        page
    }
}

impl Pages {
    fn new() -> Self {
        Self {
            count: 1,
            ..Self::default()
        }
    }

    fn find(&mut self, content: &Content, thread: &ThreadId, post: &PostId) -> Option<u32> {
        loop {
            if let Some(page) = self.of_post.get(post.as_str()) {
                return Some(*page);
            }
            if self.read >= self.count.min(SEARCHED) {
                return None;
            }
            self.read += 1;
            self.look_through(content, thread)?;
        }
    }

    /// Notes the posts of the next page. What is wrong with it is told when it is written itself.
    fn look_through(&mut self, content: &Content, thread: &ThreadId) -> Option<()> {
        let text = content.text(&Name::thread(thread, self.read)).ok()?;
        let page: Value = serde_json::from_str(&text).ok()?;
        let count = page.pointer("/page/count").and_then(Value::as_u64);
        self.count = count.and_then(|count| count.try_into().ok()).unwrap_or(1);
        for post in page.get("posts")?.as_array()? {
            if let Some(id) = post.get("id").and_then(Value::as_str) {
                self.of_post.insert(id.to_owned(), self.read);
            }
        }
        Some(())
    }
}
