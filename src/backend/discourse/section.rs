//! Discourse's categories as sections.

use super::{author::author, thread::title};
use crate::{
    backend::Node,
    model::{Counts, LastPost, Link, Misfit, Section, SectionId, Sort},
    text::entity::{decode, plain},
};

/// The tree of categories.
pub fn sections(answer: Node) -> Result<Vec<Section>, Misfit> {
    let list = answer.need_object("category_list");
    let read = |list: Node| list.each("categories", |category| section(category, None));
    list.and_then(|list| read(list).map_err(|misfit| misfit.below("category_list")))
}

/// A category with those below it.
pub fn section(category: Node, parent: Option<&SectionId>) -> Result<Section, Misfit> {
    let id = SectionId(category.need("id")?);
    let parent = match parent {
        Some(parent) => Some(parent.clone()),
        None => category.get("parent_category_id").text().map(SectionId),
    };
    // The text is escaped as if it were put into a page; old versions have the HTML alone.
    let description = match category.get("description_text").str() {
        Some(text) => Some(decode(text)),
        None => category.get("description").str().map(plain),
    };
    let logo = category.get("uploaded_logo").get("url").str();
    let counts = category.get("topic_count").count();
    Ok(Section {
        name: category.need("name")?,
        description,
        icon: logo
            .or_else(|| category.get("logo_url").str())
            .map(str::to_owned),
        counts: counts.map(|threads| Counts {
            threads,
            posts: category.get("post_count").count().unwrap_or(threads),
            today: None,
        }),
        last_post: last_post(category),
        sorts: vec![Sort::Created, Sort::Replies, Sort::Views],
        children: category.each("subcategory_list", |child| section(child, Some(&id)))?,
        parent,
        id,
        ..Section::default()
    })
}

/// What was last written, where the forum's settings let the list of categories tell it.
fn last_post(category: Node) -> Option<LastPost> {
    let topics = category.get("topics").items();
    let topic = topics
        .into_iter()
        .filter(|topic| !topic.get("last_poster").is_null())
        .max_by_key(|topic| topic.get("last_posted_at").time())?;
    Some(LastPost {
        thread: topic.need("id").ok()?.as_str().into(),
        title: title(topic),
        author: author(topic.get("last_poster")),
        at: topic.get("last_posted_at").time()?,
    })
}

/// The way from the tree's root to a section, which is the last.
pub fn way<'a>(sections: &'a [Section], id: &SectionId) -> Option<Vec<&'a Section>> {
    sections.iter().find_map(|section| {
        if section.id == *id {
            return Some(vec![section]);
        }
        let mut way = way(&section.children, id)?;
        way.insert(0, section);
        Some(way)
    })
}

/// A breadcrumb along a way.
pub fn breadcrumb(way: &[&Section]) -> Vec<Link> {
    way.iter().copied().map(link).collect()
}

/// A link to a section.
pub fn link(section: &Section) -> Link {
    Link {
        label: section.name.clone(),
        section: Some(section.id.clone()),
        ..Link::default()
    }
}

/// A section that is not in the tree: forums of very many categories tell of it beside the topic.
pub fn untold(topic: Node, id: &SectionId) -> Section {
    let told = topic
        .get("categories")
        .items()
        .into_iter()
        .filter_map(|category| section(category, None).ok())
        .find(|section| section.id == *id);
    told.unwrap_or_else(|| Section {
        id: id.clone(),
        ..Section::default()
    })
}
