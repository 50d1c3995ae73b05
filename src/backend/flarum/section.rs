//! Flarum's tags as sections. A tag's slug is the section's id. Primary tags have a position and may have others below
//! them; secondary ones have none, and stand after them.

use super::joined::{Joined, fields, linked};
use crate::{
    backend::Node,
    model::{Link, Misfit, Section, SectionId, Sort},
};

/// The section of all discussions: the only one of a forum without tags, and that of discussions without any.
pub const ALL: &str = "all";

/// The tree of tags.
pub fn sections(answer: &Joined) -> Result<Vec<Section>, Misfit> {
    let tags = answer.each(|_, tag| {
        fields(tag)?;
        Ok(tag)
    })?;
    below(&tags, None)
}

fn below(tags: &[Node], parent: Option<(Node, &SectionId)>) -> Result<Vec<Section>, Misfit> {
    let id_of = |tag: &Node| tag.get("id").text();
    let parent_id = parent.and_then(|(parent, _)| id_of(&parent));
    let mut children: Vec<&Node> = tags
        .iter()
        .filter(|tag| {
            let link = linked(**tag, "parent").get("id").text();
            // A parent that this reader may not see is not there.
            let link = link.filter(|link| tags.iter().any(|tag| id_of(tag).as_ref() == Some(link)));
            link == parent_id
        })
        .collect();
    children.sort_by_key(|tag| position(**tag).unwrap_or(u32::MAX));
    let mut sections = Vec::with_capacity(children.len());
    for tag in children {
        let mut section = section(*tag)?;
        // The server has two levels; only the first may have another below.
        if parent.is_none() {
            section.children = below(tags, Some((*tag, &section.id)))?;
        }
        section.parent = parent.map(|(_, id)| id.clone());
        sections.push(section);
    }
    Ok(sections)
}

/// A tag by itself.
pub fn section(tag: Node) -> Result<Section, Misfit> {
    let read = |tag: Node| {
        Ok(Section {
            id: SectionId(tag.need("slug")?),
            name: tag.need("name")?,
            description: tag.get("description").text(),
            sorts: vec![Sort::Created, Sort::Replies],
            ..Section::default()
        })
    };
    read(fields(tag)?).map_err(|misfit: Misfit| misfit.below("attributes"))
}

/// The section of all discussions, by the forum's name.
pub fn all(name: String) -> Section {
    Section {
        id: ALL.into(),
        name,
        sorts: vec![Sort::Created, Sort::Replies],
        ..Section::default()
    }
}

fn position(tag: Node) -> Option<u32> {
    tag.get("attributes").get("position").small()
}

/// Of a discussion's tags the one that is its section, with its parent before it: a tag below another if there is
/// one, else a primary tag, else any.
pub fn way<'a>(answer: &Joined<'a>, tags: &[Node<'a>]) -> Vec<Node<'a>> {
    let is_below = |tag: &&Node| !linked(**tag, "parent").is_null();
    let is_primary = |tag: &&Node| position(**tag).is_some();
    let tag = tags
        .iter()
        .find(is_below)
        .or_else(|| tags.iter().find(is_primary))
        .or_else(|| tags.first());
    let Some(tag) = tag.copied() else {
        return Vec::new();
    };
    answer.one(tag, "parent").into_iter().chain([tag]).collect()
}

/// A link to a section.
pub fn link(section: &Section) -> Link {
    Link {
        label: section.name.clone(),
        section: Some(section.id.clone()),
        ..Link::default()
    }
}
