//! What Flarum tells of itself as the site.

use super::section::{all, link};
use crate::{
    backend::Node,
    model::{Capability, Section, Site, ThreadListName},
    text::entity::plain,
};

/// The site, with its tree of sections, the first of which are the primary tags. Of accounts it has no pages to link to.
pub fn site(about: Node, sections: Vec<Section>, primary: usize) -> Site {
    let mut capabilities = vec![
        Capability::Lists,
        Capability::OnlyAuthor,
        Capability::Users,
        Capability::UserThreads,
        Capability::UserPosts,
        Capability::Search,
    ];
    if !sections.is_empty() {
        capabilities.push(Capability::Tags);
    }
    let name = about.get("title").text().unwrap_or_default();
    let sections = match sections.is_empty() {
        true => vec![all(name.clone())],
        false => sections,
    };
    // Secondary tags may be many; whoever looks for one finds it on the home page.
    let shown = match primary {
        0 => sections.len(),
        primary => primary,
    };
    let welcome = || about.get("welcomeMessage").str().map(plain);
    let favicon = about.get("faviconUrl").text();
    Site {
        tagline: about.get("description").text().or_else(welcome),
        logo: favicon.or_else(|| about.get("logoUrl").text()),
        url: about.get("baseUrl").text().map(|url| format!("{url}/")),
        // The answer tells no language.
        lang: "en".to_owned(),
        nav: vec![sections.iter().take(shown).map(link).collect()],
        sections,
        generator: Some("Flarum".to_owned()),
        lists: vec![ThreadListName::Newest, ThreadListName::Hot],
        capabilities,
        name,
        ..Site::default()
    }
}
