//! A record of the index: a page of a thread, as what is searched for in it.

use crate::{
    model::{Section, SectionId, Site, ThreadPage},
    search::{ask::newest, author_token, key::Key, searched_text, section_token, write_tokens},
};
use std::collections::{BTreeSet, HashMap};

/// A page of a thread.
pub struct Record {
    /// Names it.
    pub key: String,
    /// The tokens of its posts.
    pub content: String,
    /// The tokens of the thread's title; they stand with its first page alone, so that a title is found once.
    pub title: String,
    /// What narrows a search: who wrote, and the sections around the thread.
    pub of: String,
    /// How many posts it has that readers may see.
    pub posts: usize,
    /// About how many tokens it has.
    pub tokens: usize,
}

impl Record {
    /// The record of a page; none if there is nothing on it that can be found.
    pub fn of(page: &ThreadPage, number: u32, sections: &Sections) -> Option<Self> {
        let mut content = String::new();
        let mut posts = 0;
        let mut narrows = BTreeSet::new();
        for post in &page.posts {
            let Some(text) = searched_text(post) else {
                continue;
            };
            posts += 1;
            write_tokens(&text, &mut content);
            narrows.insert(author_token(&post.author.name));
        }
        let mut title = String::new();
        if number == 1 {
            write_tokens(&page.thread.title, &mut title);
        }
        // A picture without a word is found by its title; the index takes no record without content.
        if content.is_empty() {
            content.clone_from(&title);
        }
        if posts == 0 || content.is_empty() {
            return None;
        }
        narrows.extend(sections.around(&page.section.id));
        let key = Key {
            thread: page.thread.id.clone(),
            page: number,
            at: newest(&page.posts),
        };
        Some(Self {
            key: key.write(),
            tokens: content.matches(' ').count() + title.matches(' ').count(),
            title,
            of: Vec::from_iter(narrows).join(" "),
            content,
            posts,
        })
    }
}

/// The sections of a site, each with those that it stands in.
pub struct Sections(HashMap<SectionId, Vec<String>>);

impl Sections {
    /// The sections of a site.
    pub fn of(site: &Site) -> Self {
        let mut sections = Self(HashMap::new());
        for section in &site.sections {
            sections.add(section, &[]);
        }
        sections
    }

    fn add(&mut self, section: &Section, above: &[String]) {
        let mut around = above.to_vec();
        around.push(section_token(section.id.as_str()));
        for child in &section.children {
            self.add(child, &around);
        }
        self.0.insert(section.id.clone(), around);
    }

    /// The tokens of a section and of those that it stands in.
    fn around(&self, id: &SectionId) -> Vec<String> {
        let known = self.0.get(id).cloned();
        known.unwrap_or_else(|| vec![section_token(id.as_str())])
    }
}
