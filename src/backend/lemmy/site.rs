//! The site: its name, its figures, its sections, its own pages.

use super::{
    field::{Languages, body, either, figure, list},
    section::{is_open, link, section},
};
use crate::{
    backend::Node,
    model::{
        Auth, Capability, Link, Misfit, Notice, Problem, ProblemCode, Section, Site, SiteStats,
        StaticPage, ThreadListName, Version,
    },
};

/// How many sections the navigation names.
const IN_NAVIGATION: usize = 8;

/// What is around every page, but for the sections.
pub fn site(node: Node, languages: &Languages, root: &str) -> Result<Site, Misfit> {
    let view = node.need_object("site_view")?;
    let site = view
        .need_object("site")
        .map_err(|misfit| misfit.below("site_view"))?;
    let name = site
        .need("name")
        .map_err(|misfit| misfit.below("site").below("site_view"))?;
    let local = view.get("local_site");
    let stats = |name| figure(view, local, name);
    let address = |path: &str| Some(format!("{root}{path}"));
    let is_closed = matches!(
        local.get("registration_mode").str(),
        Some("Closed" | "closed")
    );
    let mut footer = Vec::new();
    for (slug, label, text) in [
        ("about", "About", site.get("sidebar")),
        ("legal", "Legal", local.get("legal_information")),
        ("modlog", "Modlog", either(site, "ap_id", "actor_id")),
    ] {
        if text.str().is_some() {
            footer.push(Link {
                label: label.to_owned(),
                page: Some(slug.to_owned()),
                ..Link::default()
            });
        }
    }
    Ok(Site {
        name,
        tagline: either(site, "summary", "description").text(),
        logo: site.get("icon").text(),
        url: either(site, "ap_id", "actor_id").text(),
        lang: language(node, languages),
        footer,
        notices: site
            .get("content_warning")
            .text()
            .map(|title| Notice {
                title,
                ..Notice::default()
            })
            .into_iter()
            .collect(),
        auth: Auth {
            login: address("login"),
            register: address("signup").filter(|_| !is_closed),
            recover: address("login_reset"),
        },
        stats: stats("posts").map(|posts| SiteStats {
            threads: posts,
            posts: posts.saturating_add(stats("comments").unwrap_or_default()),
            members: stats("users").unwrap_or_default(),
            today: None,
            newest_member: None,
        }),
        generator: node
            .get("version")
            .str()
            .map(|version| format!("Lemmy {version}")),
        lists: vec![ThreadListName::Newest, ThreadListName::Hot],
        capabilities: vec![
            Capability::Lists,
            Capability::Users,
            Capability::UserThreads,
            Capability::UserPosts,
            Capability::Search,
            Capability::Modlog,
        ],
        ..Site::default()
    })
}

/// The site with its communities.
pub fn with_sections(site: Site, communities: Node) -> Result<Site, Misfit> {
    let views = list(communities, "communities", |view| {
        Ok(match is_open(&view) {
            true => Some(section(view)?),
            false => None,
        })
    })?;
    let sections: Vec<Section> = views.into_iter().flatten().collect();
    let row: Vec<Link> = sections.iter().take(IN_NAVIGATION).map(link).collect();
    Ok(Site {
        nav: [row].into_iter().filter(|row| !row.is_empty()).collect(),
        sections,
        ..site
    })
}

/// The language that a site is written in: the one it names, English where it names that or many or none.
fn language(site: Node, languages: &Languages) -> String {
    let named: Vec<String> = site
        .get("discussion_languages")
        .items()
        .into_iter()
        .filter_map(|id| languages.get(id))
        .collect();
    match named.as_slice() {
        [only] => only.clone(),
        _ => "en".to_owned(),
    }
}

/// A page of the site's own: what the administrators say of it, or its legal notice.
pub fn page(node: Node, slug: &str) -> Result<StaticPage, Problem> {
    let view = node.get("site_view");
    let site = view.get("site");
    let (title, text) = match slug {
        "about" => (site.get("name").text(), site.get("sidebar")),
        "legal" => (None, view.get("local_site").get("legal_information")),
        _ => return Err(Problem::new(ProblemCode::NotFound)),
    };
    let text = text
        .str()
        .ok_or_else(|| Problem::new(ProblemCode::NotFound))?;
    Ok(StaticPage {
        v: Version::default(),
        slug: slug.to_owned(),
        title: title.unwrap_or_else(|| "Legal".to_owned()),
        lang: None,
        body: body(text),
        updated: None,
    })
}
