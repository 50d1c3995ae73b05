//! What differs between the two versions of Lemmy's API in what is asked for; answers are read alike.

/// Paths, parameters and words of one version.
#[derive(Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Where the API is, below the forum's root.
    pub api: &'static str,
    /// The comments of a post; 1.0 can leave out the post and the community that 0.19 repeats with each.
    pub comments: &'static str,
    /// A member.
    pub person: &'static str,
    /// The parameter with the words that are searched for.
    pub query: &'static str,
    /// Communities of this server, those first that were busy in the last month.
    pub communities: &'static str,
    /// Everything, not only what came from this server.
    pub all: &'static str,
    /// Orders of posts: last written in, last opened, most replies, and much talked about now.
    pub last_post: &'static str,
    pub created: &'static str,
    pub replies: &'static str,
    pub active: &'static str,
    /// The order of comments: first written first.
    pub oldest: &'static str,
    /// The order of what a search finds, where it can be chosen: what was liked most, and what is new.
    pub found: Option<[&'static str; 2]>,
    /// The administrators may have narrowed lists to the last days; this widens them to all times.
    pub ever: &'static str,
    /// Pages follow one another by cursors; otherwise they have numbers.
    pub cursors: bool,
}

/// Lemmy 0.19.
pub static V3: Dialect = Dialect {
    api: "api/v3/",
    comments: "comment/list",
    person: "user",
    query: "q",
    communities: "community/list?type_=Local&sort=TopMonth",
    all: "All",
    last_post: "NewComments",
    created: "New",
    replies: "MostComments",
    active: "Active",
    oldest: "Old",
    found: Some(["TopAll", "New"]),
    ever: "",
    cursors: false,
};

/// Lemmy 1.0.
pub static V4: Dialect = Dialect {
    api: "api/v4/",
    comments: "comment/list/slim",
    person: "person",
    query: "search_term",
    communities: "community/list?type_=local&sort=active_monthly",
    all: "all",
    last_post: "new_comments",
    created: "new",
    replies: "most_comments",
    active: "active",
    oldest: "old",
    found: None,
    ever: "&time_range_seconds=0",
    cursors: true,
};

impl Dialect {
    /// The forum's root and the version, if an address names one.
    pub fn of(url: &str) -> (&str, Option<&'static Self>) {
        for dialect in [&V3, &V4] {
            if let Some(root) = url.strip_suffix(dialect.api) {
                return (root, Some(dialect));
            }
        }
        (url, None)
    }

    /// Every comment of a post, or of the branch that begins with a comment. A tree is sent whole, up to 300
    /// comments; no comment is deeper than 50.
    pub fn tree(&self, of: &str, id: &str) -> String {
        let Self {
            comments,
            all,
            oldest,
            ever,
            ..
        } = self;
        format!("{comments}?{of}={id}&type_={all}&sort={oldest}&max_depth=50{ever}")
    }

    /// All comments of a post, those first that were written first.
    pub fn comments_by_age(&self, post: &str) -> String {
        let Self {
            comments,
            all,
            oldest,
            ..
        } = self;
        format!("{comments}?post_id={post}&type_={all}&sort={oldest}")
    }

    /// A list of posts.
    pub fn posts(&self, of: &str, sort: &str) -> String {
        format!("post/list?{of}sort={sort}{}", self.ever)
    }
}
