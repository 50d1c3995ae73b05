//! The pages of one list: each says which it is, of how many, and they are all there.

use super::Findings;
use crate::{
    content::{Document, Name},
    model::Page,
};
use std::collections::BTreeMap;

/// The pages of a list that were met so far; files of a folder come one after the other, but not by number.
pub struct Series {
    folder: String,
    /// The number of each page, and of how many it says to be one.
    pages: BTreeMap<u32, Option<u32>>,
}

/// The folder of a path, with its slash.
fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |end| &path[..=end])
}

impl Series {
    /// The list whose pages are beside a path.
    pub fn new(path: &str) -> Self {
        Self {
            folder: folder(path).to_owned(),
            pages: BTreeMap::new(),
        }
    }

    /// Whether a path is that of a page of the list.
    pub fn has(&self, path: &str) -> bool {
        folder(path) == self.folder
    }

    /// A page of the list.
    pub fn add(&mut self, path: &str, number: u32, page: &Page, findings: &mut Findings) {
        if page.number != number {
            findings.fault(path, format!("it says that it is page {}", page.number));
        }
        self.pages.insert(number, page.count);
    }

    /// All pages have been met.
    pub fn close(self, findings: &mut Findings) {
        let path = |number: u32| format!("{}{number}.json", self.folder);
        let last = self.pages.keys().copied().max().unwrap_or(0);
        let counts = self.pages.values().flatten();
        let count = counts.copied().max().unwrap_or(last).max(1);
        for number in (1..=count).filter(|number| !self.pages.contains_key(number)) {
            let what = format!("it is missing: the list has {count} pages");
            findings.fault(&path(number), what);
        }
        for (number, said) in &self.pages {
            match said {
                Some(said) if *said != count => {
                    let what =
                        format!("it says that there are {said} pages, and another says {count}");
                    findings.fault(&path(*number), what);
                }
                _ if *number > count => {
                    findings.fault(&path(*number), format!("the list has {count} pages only"));
                }
                _ => {}
            }
        }
    }
}

/// The number of a page in its list by its name, and what the page itself says.
pub fn number_of<'a>(name: &Name, document: &'a Document) -> Option<(u32, &'a Page)> {
    Some(match (name, document) {
        (Name::List { page, .. }, Document::List(found)) => (*page, &found.page),
        (Name::Section(route), Document::Section(found)) => (route.page, &found.page),
        (Name::Thread { page, .. }, Document::Thread(found)) => (*page, &found.page),
        (Name::UserThreads { page, .. }, Document::UserThreads(found)) => (*page, &found.page),
        (Name::UserPosts { page, .. }, Document::UserPosts(found)) => (*page, &found.page),
        (Name::Modlog(page), Document::Modlog(found)) => (*page, &found.page),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Findings, Series};
    use crate::model::Page;

    fn faults(pages: &[(u32, u32, Option<u32>)]) -> Vec<String> {
        let mut findings = Findings::default();
        let mut series = Series::new("threads/7/1.json");
        for (file, number, count) in pages {
            let page = Page {
                number: *number,
                count: *count,
                ..Page::default()
            };
            series.add(
                &format!("threads/7/{file}.json"),
                *file,
                &page,
                &mut findings,
            );
        }
        series.close(&mut findings);
        let faults = findings.first_faults.into_iter();
        faults
            .map(|fault| fault.path + ": " + &fault.what)
            .collect()
    }

    #[test]
    fn pages_are_all_there_and_agree() {
        let none: [&str; 0] = [];
        assert_eq!(faults(&[(1, 1, Some(2)), (2, 2, Some(2))]), none);
        assert_eq!(faults(&[(1, 1, None)]), none);
        assert_eq!(
            faults(&[(1, 1, Some(3)), (3, 3, Some(3))]),
            ["threads/7/2.json: it is missing: the list has 3 pages"]
        );
        assert_eq!(
            faults(&[(1, 2, Some(1))]),
            ["threads/7/1.json: it says that it is page 2"]
        );
        assert_eq!(
            faults(&[(1, 1, Some(1)), (2, 2, Some(2))]),
            ["threads/7/1.json: it says that there are 1 pages, and another says 2"]
        );
    }
}
