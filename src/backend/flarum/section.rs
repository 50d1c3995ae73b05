//! Flarum's tags as sections. A tag's slug is the section's id. Primary tags have a position and may have others below
//! them; secondary ones have none, and stand after them.

use super::joined::{Joined, fields, linked};
use crate::backend::rank::sort_by_rank;
use crate::{
    backend::Node,
    model::{Link, Misfit, Section, SectionId, Sort},
};

/// The section of all discussions: the only one of a forum without tags, and that of discussions without any.
pub const ALL: &str = "all";

/// A tag, its id, and that of the tag above it.
struct Tag<'a> {
    node: Node<'a>,
    id: String,
    parent: Option<String>,
}

/// The tree of tags, and how many of the sections on its first level are primary tags; those stand first.
pub fn sections(answer: &Joined) -> Result<(Vec<Section>, usize), Misfit> {
    let mut tags = answer.each(|_, node| {
        Ok(Tag {
            id: node.need("id")?,
            parent: linked(node, "parent").get("id").text(),
            node,
        })
    })?;
    let ids: Vec<String> = tags.iter().map(|tag| tag.id.clone()).collect();
    for tag in &mut tags {
        // A parent that this reader may not see is not there.
        tag.parent = tag.parent.take().filter(|parent| ids.contains(parent));
    }
    sort_by_rank(&mut tags, |tag| {
        position(tag.node).map_or(i64::MAX, i64::from)
    });
    let on_top = tags.iter().filter(|tag| tag.parent.is_none());
    let primary = on_top.filter(|tag| position(tag.node).is_some()).count();
    Ok((below(&tags, None)?, primary))
}

fn below(tags: &[Tag], parent: Option<(&str, &SectionId)>) -> Result<Vec<Section>, Misfit> {
    let parent_id = parent.map(|(id, _)| id);
    let mut sections = Vec::new();
    for tag in tags.iter().filter(|tag| tag.parent.as_deref() == parent_id) {
        let mut section = section(tag.node)?;
        // The server has two levels; only the first may have another below.
        if parent.is_none() {
            section.children = below(tags, Some((&tag.id, &section.id)))?;
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
