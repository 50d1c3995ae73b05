//! Every address of the app, built and parsed in one place; old Discuz! addresses are parsed too.

mod discuz;

use crate::model::{Filter, Order, PostId, SectionId, Sort, ThreadId, ThreadListName, UserId};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Where in the app a reader is. `page` counts from 1 everywhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// The home page.
    Home,
    /// A list of threads across all sections.
    List {
        /// Which list.
        list: ThreadListName,
        /// Which page of it.
        page: u32,
    },
    /// A section's threads.
    Section(SectionRoute),
    /// A thread's posts.
    Thread(ThreadRoute),
    /// A post, on whatever page of its thread it stands.
    Post {
        /// The thread.
        thread: ThreadId,
        /// The post.
        post: PostId,
    },
    /// A member.
    User {
        /// Who.
        id: UserId,
        /// Which part of the profile.
        tab: UserTab,
        /// Which page of that part.
        page: u32,
    },
    /// A page of the site's own.
    Page {
        /// Names the page.
        slug: String,
    },
    /// The threads that carry a tag.
    Tag {
        /// The tag.
        tag: String,
        /// Which page of them.
        page: u32,
    },
    /// What a search finds.
    Search(SearchRoute),
    /// The moderation log.
    Modlog {
        /// Which page of it.
        page: u32,
    },
    /// No page of this app.
    NotFound,
}

/// Which of a section's threads, in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SectionRoute {
    /// The section.
    pub id: SectionId,
    /// Which page of the list.
    pub page: u32,
    /// Its order.
    pub sort: Sort,
    /// What it is narrowed to.
    pub narrow: Option<Narrow>,
}

/// What a section's list is narrowed to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Narrow {
    /// Threads with this prefix.
    Prefix(String),
    /// Threads of a sort.
    Filter(Filter),
}

/// Which of a thread's posts, in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ThreadRoute {
    /// The thread.
    pub id: ThreadId,
    /// Which page; pages are counted from the oldest post in either order, so an address keeps its posts.
    pub page: u32,
    /// The order of the posts on the page, and of the pages.
    pub order: Order,
    /// Only this member's posts.
    pub only_author: Option<UserId>,
}

/// What is searched for, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SearchRoute {
    /// The words; nothing is searched for without any.
    pub query: String,
    /// Only in this section.
    pub section: Option<SectionId>,
    /// Only by the member of this name.
    pub author: Option<String>,
    /// Which comes first.
    pub sort: SearchSort,
    /// Which page.
    pub page: u32,
}

/// The order of what a search finds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SearchSort {
    /// What fits best.
    #[default]
    Relevance,
    /// What was written last.
    Newest,
}

/// The parts of a profile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum UserTab {
    /// Who the member is.
    #[default]
    Profile,
    /// The threads that the member opened.
    Threads,
    /// The posts that the member wrote.
    Posts,
}

impl Route {
    /// The first page of a section, in its usual order.
    pub fn section(id: &SectionId) -> Self {
        Self::Section(SectionRoute {
            id: id.clone(),
            page: 1,
            ..SectionRoute::default()
        })
    }

    /// The first page of a thread.
    pub fn thread(id: &ThreadId) -> Self {
        Self::Thread(ThreadRoute {
            id: id.clone(),
            page: 1,
            ..ThreadRoute::default()
        })
    }

    /// A member's profile.
    pub fn user(id: &UserId) -> Self {
        Self::User {
            id: id.clone(),
            tab: UserTab::Profile,
            page: 1,
        }
    }

    /// A page of the site's own; the moderation log has a slug too.
    pub fn page(slug: &str) -> Self {
        match slug {
            "modlog" => Self::Modlog { page: 1 },
            _ => Self::Page {
                slug: slug.to_owned(),
            },
        }
    }

    /// The same place on another of its pages.
    pub fn at_page(self, page: u32) -> Self {
        match self {
            Self::List { list, .. } => Self::List { list, page },
            Self::Section(route) => Self::Section(SectionRoute { page, ..route }),
            Self::Thread(route) => Self::Thread(ThreadRoute { page, ..route }),
            Self::User { id, tab, .. } => Self::User { id, tab, page },
            Self::Tag { tag, .. } => Self::Tag { tag, page },
            Self::Search(route) => Self::Search(SearchRoute { page, ..route }),
            Self::Modlog { .. } => Self::Modlog { page },
            Self::Home | Self::Post { .. } | Self::Page { .. } | Self::NotFound => self,
        }
    }

    /// The address below `base`, which begins and ends with a slash.
    pub fn href(&self, base: &str) -> String {
        let mut address = Address::new(base);
        match self {
            Self::Home => {}
            Self::List { list, page } => address.segment(list_slug(*list)).page(*page),
            Self::Section(route) => {
                address
                    .segment("section")
                    .id(route.id.as_str())
                    .page(route.page);
                if let Some(sort) = sort_slug(route.sort) {
                    address.query("sort", sort);
                }
                match &route.narrow {
                    Some(Narrow::Prefix(prefix)) => address.query("prefix", prefix),
                    Some(Narrow::Filter(filter)) => {
                        if let Some(slug) = filter_slug(*filter) {
                            address.query("filter", slug);
                        }
                    }
                    None => {}
                }
            }
            Self::Thread(route) => {
                address
                    .segment("thread")
                    .id(route.id.as_str())
                    .page(route.page);
                if let Some(author) = &route.only_author {
                    address.query("author", author.as_str());
                }
                if route.order == Order::Newest {
                    address.query("order", "newest");
                }
            }
            Self::Post { thread, post } => {
                address.segment("thread").id(thread.as_str());
                address.query("post", post.as_str());
            }
            Self::User { id, tab, page } => {
                let user = address.segment("user").id(id.as_str());
                match tab {
                    UserTab::Profile => {}
                    UserTab::Threads => user.segment("threads").page(*page),
                    UserTab::Posts => user.segment("posts").page(*page),
                }
            }
            Self::Page { slug } => {
                address.segment("page").id(slug);
            }
            Self::Tag { tag, page } => address.segment("tag").id(tag).page(*page),
            Self::Search(route) => {
                address.segment("search").page(route.page);
                if !route.query.is_empty() {
                    address.query("q", &route.query);
                }
                if let Some(section) = &route.section {
                    address.query("section", section.as_str());
                }
                if let Some(author) = &route.author {
                    address.query("author", author);
                }
                if route.sort == SearchSort::Newest {
                    address.query("sort", "newest");
                }
            }
            Self::Modlog { page } => address.segment("modlog").page(*page),
            Self::NotFound => {
                address.segment("404");
            }
        }
        address.text
    }

    /// The route of an address: its path, its query and its fragment (both without their mark).
    pub fn parse(base: &str, path: &str, query: &str, fragment: &str) -> Self {
        let below = path.strip_prefix(base.trim_end_matches('/'));
        let Some(path) = below.filter(|path| path.is_empty() || path.starts_with('/')) else {
            return Self::NotFound;
        };
        let Some(segments) = segments(path) else {
            return Self::NotFound;
        };
        let query = Query::parse(query);
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        Self::of(&segments, &query)
            .or_else(|| discuz::route(&segments, &query, fragment))
            .unwrap_or(Self::NotFound)
    }

    fn of(segments: &[&str], query: &Query) -> Option<Self> {
        Some(match *segments {
            [] => Self::Home,
            ["index.html"] => Self::Home,
            ["modlog", ref rest @ ..] => Self::Modlog { page: page(rest)? },
            ["tag", tag, ref rest @ ..] => Self::Tag {
                tag: tag.to_owned(),
                page: page(rest)?,
            },
            ["search", ref rest @ ..] => Self::Search(SearchRoute {
                query: query.get("q").unwrap_or_default().to_owned(),
                section: query.get("section").map(SectionId::from),
                author: query.get("author").map(str::to_owned),
                sort: match query.get("sort") {
                    Some("newest") => SearchSort::Newest,
                    _ => SearchSort::Relevance,
                },
                page: page(rest)?,
            }),
            ["page", slug] => Self::page(slug),
            ["user", id, ref rest @ ..] => {
                let (tab, rest) = match *rest {
                    ["threads", ref rest @ ..] => (UserTab::Threads, rest),
                    ["posts", ref rest @ ..] => (UserTab::Posts, rest),
                    [] => (UserTab::Profile, &[][..]),
                    _ => return None,
                };
                Self::User {
                    id: id.into(),
                    tab,
                    page: page(rest)?,
                }
            }
            ["section", id, ref rest @ ..] => Self::Section(SectionRoute {
                id: id.into(),
                page: page(rest)?,
                sort: query.get("sort").and_then(parse_sort).unwrap_or_default(),
                narrow: match query.get("prefix") {
                    Some(prefix) => Some(Narrow::Prefix(prefix.to_owned())),
                    None => query
                        .get("filter")
                        .and_then(parse_filter)
                        .map(Narrow::Filter),
                },
            }),
            ["thread", id, ref rest @ ..] => match query.get("post") {
                Some(post) => Self::Post {
                    thread: id.into(),
                    post: post.into(),
                },
                None => Self::Thread(ThreadRoute {
                    id: id.into(),
                    page: page(rest)?,
                    order: match query.get("order") {
                        Some("newest") => Order::Newest,
                        _ => Order::Oldest,
                    },
                    only_author: query.get("author").map(UserId::from),
                }),
            },
            [list, ref rest @ ..] => Self::List {
                list: parse_list(list)?,
                page: page(rest)?,
            },
        })
    }
}

/// The segments of a path, decoded; nothing if they are not text.
pub fn segments(path: &str) -> Option<Vec<String>> {
    path.split('/')
        .filter(|segment| !segment.is_empty())
        .map(|segment| Some(percent_decode_str(segment).decode_utf8().ok()?.into_owned()))
        .collect()
}

/// The anchor of a floor within its page's address.
pub fn floor_anchor(floor: u32) -> String {
    format!("floor-{floor}")
}

/// The anchor of a post within its page's address.
pub fn post_anchor(post: &str) -> String {
    format!("post-{post}")
}

/// The page number at the end of a path: none is the first page.
fn page(rest: &[&str]) -> Option<u32> {
    match *rest {
        [] => Some(1),
        [number] => number.parse().ok().filter(|number| *number > 0),
        _ => None,
    }
}

/// How a list is written in addresses and paths.
pub fn list_slug(list: ThreadListName) -> &'static str {
    match list {
        ThreadListName::Newest => "newest",
        ThreadListName::Hot => "hot",
        ThreadListName::Digest => "digest",
    }
}

/// The list that is written so.
pub fn parse_list(slug: &str) -> Option<ThreadListName> {
    use ThreadListName::{Digest, Hot, Newest};
    [Newest, Hot, Digest]
        .into_iter()
        .find(|list| list_slug(*list) == slug)
}

/// How an order is written in addresses and paths; the usual order is not written.
pub fn sort_slug(sort: Sort) -> Option<&'static str> {
    match sort {
        Sort::LastPost | Sort::Unknown => None,
        Sort::Created => Some("created"),
        Sort::Replies => Some("replies"),
        Sort::Views => Some("views"),
    }
}

/// The order that is written so.
pub fn parse_sort(slug: &str) -> Option<Sort> {
    [Sort::Created, Sort::Replies, Sort::Views]
        .into_iter()
        .find(|sort| sort_slug(*sort) == Some(slug))
}

/// How a filter is written in addresses and paths.
pub fn filter_slug(filter: Filter) -> Option<&'static str> {
    match filter {
        Filter::Digest => Some("digest"),
        Filter::Hot => Some("hot"),
        Filter::Poll => Some("poll"),
        Filter::Unknown => None,
    }
}

/// The filter that is written so.
pub fn parse_filter(slug: &str) -> Option<Filter> {
    [Filter::Digest, Filter::Hot, Filter::Poll]
        .into_iter()
        .find(|filter| filter_slug(*filter) == Some(slug))
}

/// What may stand unescaped in a segment or a value: RFC 3986's unreserved characters.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A text escaped for a path segment or a query value.
pub fn escape(text: &str) -> String {
    // A segment of dots alone would be resolved away by browsers.
    if matches!(text, "." | "..") {
        return text.replace('.', "%2E");
    }
    utf8_percent_encode(text, ESCAPED).to_string()
}

/// An address being written.
struct Address {
    text: String,
    queried: bool,
}

impl Address {
    fn new(base: &str) -> Self {
        Self {
            text: base.to_owned(),
            queried: false,
        }
    }

    fn segment(&mut self, segment: &str) -> &mut Self {
        if !self.text.ends_with('/') {
            self.text.push('/');
        }
        self.text.push_str(segment);
        self
    }

    fn id(&mut self, id: &str) -> &mut Self {
        let id = escape(id);
        self.segment(&id)
    }

    fn page(&mut self, page: u32) {
        if page > 1 {
            self.segment(&page.to_string());
        }
    }

    fn query(&mut self, name: &str, value: &str) {
        self.text.push(if self.queried { '&' } else { '?' });
        self.queried = true;
        self.text.push_str(name);
        self.text.push('=');
        self.text.push_str(&escape(value));
    }
}

/// The parameters of an address.
struct Query(Vec<(String, String)>);

impl Query {
    fn parse(text: &str) -> Self {
        Self(
            form_urlencoded::parse(text.as_bytes())
                .into_owned()
                .collect(),
        )
    }

    /// The first value of a name, unless it is empty.
    fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(key, _)| key == name)?;
        (!value.is_empty()).then_some(value)
    }
}
