//! The sitemaps that tell search engines of every page, and the index that tells of the sitemaps.

use crate::model::Time;
use quick_xml::escape::escape;
use std::{collections::BTreeMap, mem};

/// How many addresses a sitemap may hold.
const ADDRESSES: usize = 50_000;

/// How long a sitemap may be, in bytes: 50 MB, with room for its end.
const LENGTH: usize = 49_000_000;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// A page's address, and when it was last changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The absolute address.
    pub url: String,
    /// When the page was last changed.
    pub changed: Option<Time>,
}

/// The sitemaps as they grow; only the one that is being written is in memory.
pub struct Sitemaps {
    /// What came before its turn.
    waiting: BTreeMap<usize, Option<Entry>>,
    next: usize,
    map: Map,
    /// How many sitemaps are full.
    full: usize,
}

impl Sitemaps {
    /// No page yet.
    pub fn new() -> Self {
        Self {
            waiting: BTreeMap::new(),
            next: 0,
            map: Map::new("urlset"),
            full: 0,
        }
    }

    /// Takes the entry of the page of a number, or that it has none; `save` takes a sitemap that is full, with its
    /// file. Pages come in any order and are written in that of their numbers, so that the same pages make the same
    /// sitemaps.
    ///
    /// # Errors
    ///
    /// Those of `save`.
    pub fn add<E>(
        &mut self,
        number: usize,
        entry: Option<Entry>,
        save: impl Fn(&str, String) -> Result<(), E>,
    ) -> Result<(), E> {
        self.waiting.insert(number, entry);
        while let Some(entry) = self.waiting.remove(&self.next) {
            self.next += 1;
            let Some(Entry { url, changed }) = entry else {
                continue;
            };
            if self.map.is_full() {
                self.save(&save)?;
            }
            self.map.add("url", &url, changed);
        }
        Ok(())
    }

    /// Ends the last sitemap; the index names them all, below the site's address.
    ///
    /// # Errors
    ///
    /// Those of `save`.
    pub fn finish<E>(
        mut self,
        site: &str,
        save: impl Fn(&str, String) -> Result<(), E>,
    ) -> Result<(), E> {
        self.save(&save)?;
        let mut index = Map::new("sitemapindex");
        for number in 1..=self.full {
            index.add("sitemap", &format!("{site}{}", file(number)), None);
        }
        save("sitemap.xml", index.end())
    }

    fn save<E>(&mut self, save: impl Fn(&str, String) -> Result<(), E>) -> Result<(), E> {
        self.full += 1;
        let map = mem::replace(&mut self.map, Map::new("urlset"));
        save(&file(self.full), map.end())
    }
}

fn file(number: usize) -> String {
    format!("sitemap-{number}.xml")
}

/// A list of addresses as XML.
struct Map {
    xml: String,
    root: &'static str,
    count: usize,
}

impl Map {
    fn new(root: &'static str) -> Self {
        Self {
            xml: format!(
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<{root} xmlns=\"{NAMESPACE}\">\n"
            ),
            root,
            count: 0,
        }
    }

    fn is_full(&self) -> bool {
        self.count >= ADDRESSES || self.xml.len() > LENGTH
    }

    fn add(&mut self, name: &str, url: &str, changed: Option<Time>) {
        self.count += 1;
        // An address is escaped as such: what XML does not know cannot stand in it.
        let url = escape(url);
        let changed = changed.map(|time| format!("<lastmod>{}</lastmod>", time.rfc3339()));
        let changed = changed.unwrap_or_default();
        self.xml
            .push_str(&format!("<{name}><loc>{url}</loc>{changed}</{name}>\n"));
    }

    fn end(self) -> String {
        format!("{}</{}>\n", self.xml, self.root)
    }
}

#[cfg(test)]
mod tests {
    use super::{ADDRESSES, Entry, Sitemaps};
    use std::{cell::RefCell, convert::Infallible};

    #[test]
    fn no_sitemap_holds_too_much_and_none_is_forgotten() {
        let files = RefCell::new(Vec::new());
        let save = |file: &str, text: String| {
            files.borrow_mut().push((file.to_owned(), text));
            Ok::<(), Infallible>(())
        };
        let mut sitemaps = Sitemaps::new();
        let count = ADDRESSES + 2;
        for number in (0..count).rev() {
            let entry = (number != 3).then(|| Entry {
                url: format!("https://forum.example/thread/{number}?a&b"),
                changed: None,
            });
            sitemaps.add(number, entry, save).unwrap();
        }
        sitemaps.finish("https://forum.example/", save).unwrap();
        let files = files.into_inner();
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
        assert_eq!(files[0].1.matches("<loc>").count(), ADDRESSES);
        assert_eq!(files[1].1.matches("<loc>").count(), 1);
        assert!(
            files[0]
                .1
                .contains("<loc>https://forum.example/thread/0?a&amp;b</loc>")
        );
        assert!(
            files[2]
                .1
                .contains("<loc>https://forum.example/sitemap-2.xml</loc>")
        );
    }
}
