//! Communities: the forum's sections.

use super::{
    author::author,
    field::{either, excerpt, figure, name_of},
};
use crate::{
    backend::Node,
    model::{Counts, Gate, GateReason, Link, Misfit, Section, SectionId, Sort},
};

/// The id of a community: its name, with its host where that is another one.
pub fn id(community: Node) -> Result<SectionId, Misfit> {
    name_of(community).map(SectionId)
}

/// A community with its figures.
pub fn section(view: Node) -> Result<Section, Misfit> {
    let community = view.need_object("community")?;
    let read = || {
        let id = id(community)?;
        // Until 1.0 the only description is the sidebar, which is long.
        let about = community.get("summary").text();
        let sidebar = either(community, "sidebar", "description");
        let shut = matches!(
            community.get("visibility").str(),
            Some("LocalOnly" | "local_only_private" | "private")
        );
        let posts = figure(view, community, "posts");
        let comments = figure(view, community, "comments");
        Ok(Section {
            name: community
                .get("title")
                .text()
                .unwrap_or_else(|| id.0.clone()),
            id,
            description: about.or_else(|| excerpt(sidebar.str()?)),
            icon: community.get("icon").text(),
            counts: posts.map(|posts| Counts {
                threads: posts,
                posts: posts.saturating_add(comments.unwrap_or_default()),
                today: None,
            }),
            sorts: vec![Sort::Created, Sort::Replies],
            gate: shut.then(|| Gate {
                reason: GateReason::Login,
                ..Gate::default()
            }),
            ..Section::default()
        })
    };
    read().map_err(|misfit: Misfit| misfit.below("community"))
}

/// A community with those who look after it, from an answer about it or about one of its posts.
pub fn with_moderators(node: Node) -> Result<Section, Misfit> {
    let view = node.need_object("community_view")?;
    let section = section(view).map_err(|misfit| misfit.below("community_view"))?;
    let moderators = node.get("moderators").items().into_iter();
    Ok(Section {
        moderators: moderators
            .map(|entry| author(entry.get("moderator")))
            .filter(|author| !author.name.is_empty())
            .collect(),
        ..section
    })
}

/// Whether a community is there to be read.
pub fn is_open(view: &Node) -> bool {
    let community = view.get("community");
    !community.get("deleted").flag() && !community.get("removed").flag()
}

/// The link to a section.
pub fn link(section: &Section) -> Link {
    Link {
        label: section.name.clone(),
        section: Some(section.id.clone()),
        ..Link::default()
    }
}
