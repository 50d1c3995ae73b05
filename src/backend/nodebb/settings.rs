//! What a NodeBB forum says of itself: `/api/config`.

use super::super::Node;
use crate::{
    model::{Auth, Capability, Link, Misfit, Section, Site},
    text::entity::decode,
};

/// What stays the same while the app is open.
#[derive(Debug)]
pub struct Settings {
    name: String,
    tagline: Option<String>,
    logo: Option<String>,
    /// The language that the forum is written in.
    lang: String,
    /// The language that the forum speaks to this reader; its catalogues have this name.
    pub language: String,
    /// Threads on a page.
    pub threads: u32,
    /// Posts on a page.
    pub posts: u32,
    /// Whether addresses of posts count them from the oldest on.
    pub oldest_first: bool,
    /// Whether the reader is known.
    pub logged_in: bool,
    /// Whether the forum has a search, which not everybody may use.
    pub search: bool,
}

/// What a page holds where the forum does not say.
pub const USUAL_PAGE: u32 = 20;
/// How many sections the navigation names; in larger forums it has only those at the top.
const MOST_NAMED: usize = 60;

impl Settings {
    /// Reads them.
    ///
    /// # Errors
    ///
    /// What is no object has no settings.
    pub fn read(config: Node<'_>) -> Result<Self, Misfit> {
        if !config.value().is_object() {
            return Err(Misfit::of(config.value(), "an object"));
        }
        let text = |field: &str| config.get(field).str().map(decode);
        let page = |field: &str| config.get(field).small().filter(|size| *size > 0);
        let lang = text("defaultLang").or_else(|| text("userLang"));
        let lang = lang.unwrap_or_else(|| "en".to_owned());
        // A forum without a logo calls it "undefined".
        let logo = text("brand:logo").filter(|logo| logo.contains('/'));
        let folder = text("relative_path").unwrap_or_default();
        Ok(Self {
            name: text("siteTitle")
                .or_else(|| text("browserTitle"))
                .unwrap_or_else(|| "NodeBB".to_owned()),
            tagline: text("description"),
            // The one address that is not below the forum's folder.
            logo: logo.map(
                |logo| match logo.starts_with('/') && !logo.starts_with(&folder) {
                    true => folder + &logo,
                    false => logo,
                },
            ),
            language: text("userLang").unwrap_or_else(|| lang.clone()),
            lang,
            threads: page("topicsPerPage").unwrap_or(USUAL_PAGE),
            posts: page("postsPerPage").unwrap_or(USUAL_PAGE),
            oldest_first: text("topicPostSort").is_none_or(|sort| sort == "oldest_to_newest"),
            logged_in: config.get("loggedIn").flag(),
            search: config.get("searchEnabled").flag(),
        })
    }

    /// The site around these sections. `home` is its address, as it calls itself; `searchable` is whether this reader
    /// may search.
    pub fn site(&self, sections: Vec<Section>, home: Option<String>, searchable: bool) -> Site {
        let mut capabilities = vec![
            Capability::Lists,
            Capability::Users,
            Capability::UserThreads,
            Capability::UserPosts,
            Capability::Tags,
        ];
        if searchable {
            capabilities.push(Capability::Search);
        }
        let auth = match self.logged_in {
            true => Auth::default(),
            false => Auth {
                login: Some("login".to_owned()),
                register: Some("register".to_owned()),
                recover: Some("reset".to_owned()),
            },
        };
        Site {
            name: self.name.clone(),
            tagline: self.tagline.clone(),
            logo: self.logo.clone(),
            // The slash makes it a folder.
            url: home.map(|home| home.trim_end_matches('/').to_owned() + "/"),
            lang: self.lang.clone(),
            nav: navigation(&sections),
            sections,
            auth,
            generator: Some("NodeBB".to_owned()),
            capabilities,
            ..Site::default()
        }
    }
}

/// The sections at the top in one row, and those in each of them in a row of their own: NodeBB does not tell the
/// navigation that its administrators made.
fn navigation(sections: &[Section]) -> Vec<Vec<Link>> {
    let row = |sections: &[Section]| -> Vec<Link> {
        let named = sections.iter().filter(|section| !section.group);
        named.map(link).collect()
    };
    let mut rows = vec![row(sections)];
    let inner: Vec<Vec<Link>> = sections.iter().map(|top| row(&top.children)).collect();
    if inner.iter().map(Vec::len).sum::<usize>() <= MOST_NAMED {
        rows.extend(inner);
    }
    rows.retain(|row| !row.is_empty());
    rows
}

fn link(section: &Section) -> Link {
    Link {
        label: section.name.clone(),
        href: section.redirect.clone(),
        section: section.redirect.is_none().then(|| section.id.clone()),
        ..Link::default()
    }
}

/// The address that a forum calls its own: that of the home page, which every breadcrumb begins with.
pub fn home(answer: Node<'_>) -> Option<String> {
    let crumbs = answer.get("breadcrumbs").items();
    let first = crumbs.first()?.get("url");
    first
        .str()
        .filter(|url| url.starts_with("http"))
        .map(str::to_owned)
}
