//! What Discourse tells of itself as the site.

use super::section::link;
use crate::{
    backend::Node,
    model::{Auth, Capability, Section, Site, SiteStats, ThreadListName},
};

/// The site of a forum at an address, with its tree of sections, and its figures where it tells them.
pub fn site(root: &str, about: Node, sections: Vec<Section>, figures: Option<Node>) -> Site {
    let logos = [
        "logo_small_url",
        "apple_touch_icon_url",
        "favicon_url",
        "logo_url",
    ];
    let address = |page: &str| Some(format!("{root}{page}"));
    Site {
        name: about.get("title").text().unwrap_or_default(),
        tagline: about.get("description").text(),
        logo: logos.iter().find_map(|logo| about.get(logo).text()),
        url: Some(root.to_owned()),
        lang: language(about.get("locale")),
        nav: match sections.is_empty() {
            true => Vec::new(),
            false => vec![sections.iter().map(link).collect()],
        },
        sections,
        auth: Auth {
            login: address("login"),
            register: address("signup"),
            recover: address("password-reset"),
        },
        stats: figures.and_then(stats),
        generator: Some("Discourse".to_owned()),
        lists: vec![ThreadListName::Newest, ThreadListName::Hot],
        capabilities: vec![
            Capability::Lists,
            Capability::OnlyAuthor,
            Capability::Users,
            Capability::UserThreads,
            Capability::UserPosts,
            Capability::Search,
            Capability::Tags,
        ],
        ..Site::default()
    }
}

/// The figures, which had other names before.
fn stats(figures: Node) -> Option<SiteStats> {
    let figure = |now: &str, before: &str| {
        let count = figures.get(now).count();
        count.or_else(|| figures.get(before).count())
    };
    Some(SiteStats {
        threads: figure("topics_count", "topic_count")?,
        posts: figure("posts_count", "post_count")?,
        members: figure("users_count", "user_count")?,
        today: None,
        newest_member: None,
    })
}

/// The forum's language as BCP 47 names it.
fn language(locale: Node) -> String {
    match locale.str() {
        None => "en".to_owned(),
        Some("zh_CN") => "zh-Hans".to_owned(),
        Some("zh_TW") => "zh-Hant".to_owned(),
        Some(locale) => locale.replace('_', "-"),
    }
}
