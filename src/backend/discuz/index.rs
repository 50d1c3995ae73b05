//! The tree of sections, and where in it a section stands.

use crate::{
    backend::Node,
    model::{Counts, Link, Misfit, Section, SectionId},
    text::entity,
};

/// The groups of sections, with the sections in them.
#[derive(Clone, Debug, Default)]
pub struct Index(pub Vec<Section>);

impl Index {
    /// The section of this id as a page shows it, without what is in it; of one that is not in the tree only the id
    /// is known.
    pub fn section(&self, id: &SectionId) -> Section {
        let found = self.0.iter().find_map(|section| section.find(id));
        found.map_or_else(
            || Section {
                id: id.clone(),
                ..Section::default()
            },
            |section| Section {
                children: Vec::new(),
                ..section.clone()
            },
        )
    }

    /// The section with the most threads.
    pub fn largest(&self) -> Option<&SectionId> {
        fn threads(section: &Section) -> u64 {
            section.counts.map_or(0, |counts| counts.threads)
        }
        fn largest(sections: &[Section]) -> Option<&Section> {
            let mut found: Option<&Section> = None;
            for section in sections {
                for one in [Some(section), largest(&section.children)] {
                    if let Some(one) = one.filter(|one| threads(one) > found.map_or(0, threads)) {
                        found = Some(one);
                    }
                }
            }
            found
        }
        largest(&self.0).map(|section| &section.id)
    }

    /// The group of this id, with its sections.
    pub fn group(&self, id: &SectionId) -> Option<&Section> {
        self.0
            .iter()
            .find(|section| section.group && section.id == *id)
    }

    /// The way to a section, the section being the last. Groups are only names on it.
    pub fn way_to(&self, id: &SectionId) -> Vec<Link> {
        let mut way = Vec::new();
        walk(&self.0, id, &mut way);
        way.reverse();
        way
    }
}

/// Collects the way to a section from its end; tells whether it is below.
fn walk(sections: &[Section], id: &SectionId, way: &mut Vec<Link>) -> bool {
    for section in sections {
        if section.id == *id || walk(&section.children, id, way) {
            way.push(Link {
                label: section.name.clone(),
                section: (!section.group).then(|| section.id.clone()),
                ..Link::default()
            });
            return true;
        }
    }
    false
}

/// The tree: groups name their sections by number, and sections have theirs below them.
pub fn index(variables: Node<'_>) -> Result<Index, Misfit> {
    let mut loose = variables.each("forumlist", |forum| section(forum, None))?;
    let mut tree = variables.each("catlist", |group| {
        let id = SectionId(group.need("fid")?);
        let mut children = Vec::new();
        for number in group.get("forums").items() {
            let position = loose
                .iter()
                .position(|section| Some(section.id.as_str()) == number.text().as_deref());
            if let Some(position) = position {
                let mut child = loose.remove(position);
                child.parent = Some(id.clone());
                children.push(child);
            }
        }
        Ok(Section {
            id,
            name: name(group),
            group: true,
            children,
            ..Section::default()
        })
    })?;
    // A group whose sections are all hidden from this reader is of no use; a section outside of all groups is.
    tree.retain(|group| !group.children.is_empty());
    tree.append(&mut loose);
    Ok(Index(tree))
}

fn name(forum: Node<'_>) -> String {
    entity::plain(forum.get("name").str().unwrap_or_default())
}

/// A section, with those below it in `sublist`.
pub fn section(forum: Node<'_>, parent: Option<&SectionId>) -> Result<Section, Misfit> {
    let id = SectionId(forum.need("fid")?);
    let children = forum.each("sublist", |child| section(child, Some(&id)))?;
    let number = |key| forum.get(key).count();
    Ok(Section {
        parent: parent.cloned(),
        name: name(forum),
        description: forum.get("description").str().map(entity::plain),
        icon: forum.get("icon").str().map(str::to_owned),
        counts: number("threads").map(|threads| Counts {
            threads,
            posts: number("posts").unwrap_or(0),
            today: number("todayposts"),
        }),
        children,
        redirect: forum.get("redirect").str().map(str::to_owned),
        id,
        ..Section::default()
    })
}
