//! The documents that a reader reaches from the site, page by page and link by link.

use super::{Content, Document, Fault, Name};
use crate::{
    model::{
        Author, Capability, Link, Page, Section, SectionPage, Thread, ThreadListName, ThreadPage,
    },
    route::{Narrow, SectionRoute},
};
use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
};

/// What is reached, each document once, with the document or what is wrong with it. A section's threads follow the
/// page that lists them.
pub struct Reached<'a> {
    content: &'a Content,
    /// What comes next stands last.
    ahead: Vec<Name>,
    seen: HashSet<u64>,
}

impl<'a> Reached<'a> {
    pub(super) fn new(content: &'a Content) -> Self {
        let mut reached = Self {
            content,
            ahead: Vec::new(),
            seen: HashSet::new(),
        };
        reached.add(vec![Name::Site]);
        reached
    }

    /// Notes what comes next, in this order, but what was there before.
    fn add(&mut self, names: Vec<Name>) {
        let mut new: Vec<Name> = names
            .into_iter()
            .filter(|name| self.seen.insert(mark(name)))
            .collect();
        new.reverse();
        self.ahead.append(&mut new);
    }

    fn can(&self, capability: Capability) -> bool {
        self.content.site().can(capability)
    }

    fn of_site(&self) -> Vec<Name> {
        let site = self.content.site();
        let mut names = vec![Name::Home];
        if self.can(Capability::Lists) {
            let lists = [
                ThreadListName::Newest,
                ThreadListName::Hot,
                ThreadListName::Digest,
            ];
            let lists = lists.into_iter().filter(|list| site.has_list(*list));
            names.extend(lists.map(|list| Name::List { list, page: 1 }));
        }
        sections(&site.sections, &mut names);
        let links = site.nav.iter().flatten().chain(&site.footer);
        names.extend(links.filter_map(page_of_link));
        if self.can(Capability::Modlog) {
            names.push(Name::Modlog(1));
        }
        names
    }

    /// A section's pages; what its narrowed and reordered pages list, the usual ones list too.
    fn of_section(&self, route: &SectionRoute, page: &SectionPage) -> Vec<Name> {
        let mut names = Vec::new();
        let at = |page, sort, narrow| {
            Name::Section(SectionRoute {
                id: route.id.clone(),
                page,
                sort,
                narrow,
            })
        };
        let is_usual = route.sort == SectionRoute::default().sort && route.narrow.is_none();
        if is_usual {
            names.extend(self.of_threads(&page.threads));
        }
        let next = next(&page.page, route.page);
        names.extend(next.map(|page| at(page, route.sort, route.narrow.clone())));
        if is_usual && route.page == 1 {
            let prefixes = page.section.prefixes.iter();
            let prefixes = prefixes.map(|prefix| Narrow::Prefix(prefix.id.clone()));
            let filters = page.section.filters.iter().copied().map(Narrow::Filter);
            let narrows: Vec<_> = prefixes.chain(filters).collect();
            for sort in [route.sort].iter().chain(&page.section.sorts) {
                names.push(at(1, *sort, None));
                let narrowed = narrows.iter().cloned();
                names.extend(narrowed.map(|narrow| at(1, *sort, Some(narrow))));
            }
        }
        names
    }

    fn of_threads(&self, threads: &[Thread]) -> Vec<Name> {
        let mut names = Vec::new();
        for thread in threads {
            let first = Name::thread(&thread.id, 1);
            // What is shut may have been left out; what has moved is somewhere else.
            let is_shut = thread.gate.is_some() && !self.content.has(&first);
            if thread.moved_to.is_none() && !is_shut {
                names.push(first);
            }
            names.extend(self.of_author(&thread.author));
        }
        names
    }

    fn of_thread(&self, page: &ThreadPage, number: u32) -> Vec<Name> {
        let id = &page.thread.id;
        let mut names = Vec::new();
        match &page.only_author {
            Some(author) => names.extend(next(&page.page, number).map(|page| Name::Thread {
                id: id.clone(),
                author: Some(author.clone()),
                page,
            })),
            None => {
                names.extend(next(&page.page, number).map(|page| Name::thread(id, page)));
                names.extend(page.by_author.iter().map(|author| Name::Thread {
                    id: id.clone(),
                    author: Some(author.clone()),
                    page: 1,
                }));
                let authors = page.posts.iter().map(|post| &post.author);
                names.extend(authors.filter_map(|author| self.of_author(author)));
            }
        }
        names
    }

    fn of_author(&self, author: &Author) -> Option<Name> {
        let id = author.id.clone()?;
        self.can(Capability::Users).then_some(Name::User(id))
    }

    fn following(&self, name: &Name, document: &Document) -> Vec<Name> {
        match (name, document) {
            (Name::Site, _) => self.of_site(),
            (Name::Home, Document::Home(home)) => [&home.newest, &home.hot, &home.digest]
                .into_iter()
                .flat_map(|threads| self.of_threads(threads))
                .collect(),
            (Name::List { list, page }, Document::List(found)) => {
                let list = *list;
                let next = next(&found.page, *page).map(|page| Name::List { list, page });
                self.of_threads(&found.threads)
                    .into_iter()
                    .chain(next)
                    .collect()
            }
            (Name::Section(route), Document::Section(page)) => self.of_section(route, page),
            (Name::Thread { page: number, .. }, Document::Thread(page)) => {
                self.of_thread(page, *number)
            }
            (Name::User(id), _) => {
                let threads = self.can(Capability::UserThreads);
                let posts = self.can(Capability::UserPosts);
                let (id, page) = (id.clone(), 1);
                let threads = threads.then(|| Name::UserThreads {
                    id: id.clone(),
                    page,
                });
                let posts = posts.then(|| Name::UserPosts {
                    id: id.clone(),
                    page,
                });
                threads.into_iter().chain(posts).collect()
            }
            (Name::UserThreads { id, page }, Document::UserThreads(found)) => {
                let id = id.clone();
                next(&found.page, *page)
                    .map(|page| Name::UserThreads { id, page })
                    .into_iter()
                    .collect()
            }
            (Name::UserPosts { id, page }, Document::UserPosts(found)) => {
                let id = id.clone();
                next(&found.page, *page)
                    .map(|page| Name::UserPosts { id, page })
                    .into_iter()
                    .collect()
            }
            (Name::Modlog(page), Document::Modlog(found)) => next(&found.page, *page)
                .map(Name::Modlog)
                .into_iter()
                .collect(),
            _ => Vec::new(),
        }
    }
}

impl Iterator for Reached<'_> {
    type Item = (Name, Result<Document, Fault>);

    fn next(&mut self) -> Option<Self::Item> {
        let name = self.ahead.pop()?;
        let document = self.content.document(&name);
        if let Ok(document) = &document {
            let following = self.following(&name, document);
            self.add(following);
        }
        Some((name, document))
    }
}

fn mark(name: &Name) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

/// The page after one, if there is one.
fn next(page: &Page, number: u32) -> Option<u32> {
    let more = match page.count {
        Some(count) => number < count,
        None => page.next.is_some(),
    };
    more.then(|| number + 1)
}

/// The first page of every section that has threads of its own to show.
fn sections(sections: &[Section], names: &mut Vec<Name>) {
    for section in sections {
        if !section.group && section.redirect.is_none() {
            names.push(Name::Section(SectionRoute {
                id: section.id.clone(),
                page: 1,
                ..SectionRoute::default()
            }));
        }
        self::sections(&section.children, names);
    }
}

fn page_of_link(link: &Link) -> Option<Name> {
    link.page
        .as_ref()
        .filter(|slug| slug.as_str() != "modlog")
        .map(|slug| Name::Page(slug.clone()))
}
