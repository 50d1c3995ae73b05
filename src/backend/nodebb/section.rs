//! NodeBB's categories as sections: their tree, and a page of one.

use super::{
    super::Node,
    author::author,
    settings::Settings,
    thread::{page_of, thread},
    words::Words,
};
use crate::backend::rank::sort_by_rank;
use crate::{
    model::{
        Counts, Gate, GateReason, LastPost, Link, Misfit, Section, SectionId, SectionPage, Sort,
        Version,
    },
    text::entity::decode,
};

/// A category with those in it.
pub fn section(category: Node<'_>, words: &Words) -> Result<Section, Misfit> {
    let count = |field: &str| category.get(field).count();
    // A total of those in it is not reckoned everywhere.
    let counts = |total: &str, own: &str| count(total).max(count(own));
    let threads = counts("totalTopicCount", "topic_count");
    let children = category.each("children", |child| section(child, words))?;
    let parent = category.get("parentCid").text();
    Ok(Section {
        id: SectionId(category.need("cid")?),
        parent: parent.filter(|parent| parent != "0").map(SectionId),
        name: words.text(category.get("name")).unwrap_or_default(),
        group: category.get("isSection").flag(),
        description: words.plain(category.get("description")),
        // The other icon is a letter of a font.
        icon: category.get("backgroundImage").str().map(decode),
        counts: threads.map(|threads| Counts {
            threads,
            posts: counts("totalPostCount", "post_count").unwrap_or_default(),
            today: None,
        }),
        last_post: last_post(category, words),
        sorts: vec![Sort::Created, Sort::Replies, Sort::Views],
        children,
        redirect: category.get("link").str().map(decode),
        ..Section::default()
    })
}

/// The categories of a list that are there to be opened: neither switched off nor the one of other servers, which has
/// no page of its own.
pub fn sections(list: Node<'_>, words: &Words) -> Result<Vec<Section>, Misfit> {
    let sections = list.each("categories", |category| {
        let is_open = !category.get("disabled").flag()
            && category.get("cid").whole().is_none_or(|cid| cid >= 0);
        let order = category.get("order").whole();
        Ok(match is_open {
            true => Some((order, section(category, words)?)),
            false => None,
        })
    })?;
    let mut sections: Vec<_> = sections.into_iter().flatten().collect();
    sort_by_rank(&mut sections, |(order, _)| order.unwrap_or(i64::MIN));
    Ok(sections.into_iter().map(|(_, section)| section).collect())
}

/// What was last written in a category: the whole of the post in the list, its outline beside the parent.
fn last_post(category: Node<'_>, words: &Words) -> Option<LastPost> {
    let posts = category.get("posts").items();
    let post = posts.first().copied().unwrap_or(category.get("teaser"));
    let topic = post.get("topic");
    let at = post.get("timestamp").unix_millis();
    Some(LastPost {
        thread: topic.need("tid").ok()?.as_str().into(),
        title: words.text(topic.get("title")).unwrap_or_default(),
        author: author(post.get("user"), words),
        at: at.or_else(|| post.get("timestampISO").time())?,
    })
}

/// Whether the list of categories may have left some out: it has so many in each and no more, and leaves out what is
/// further down, of which the figures tell.
pub fn is_cut(list: Node<'_>) -> bool {
    let categories = list.get("categories").items();
    categories.into_iter().any(|category| {
        let children = category.get("children").items();
        let most = category.get("subCategoriesPerPage").count();
        let has_hidden = |child: Node<'_>| {
            child.get("children").items().is_empty()
                && child.get("totalTopicCount").count() > child.get("topic_count").count()
        };
        most.is_some_and(|most| most > 0 && children.len() as u64 >= most)
            || children.into_iter().any(has_hidden)
    })
}

/// Puts the sections that are missing from a tree where they belong.
pub fn complete(tree: &mut [Section], mut all: Vec<Section>) {
    all.retain(|section| find(tree, &section.id).is_none());
    loop {
        let before = all.len();
        all.retain_mut(|section| {
            let Some(parent) = section.parent.as_ref() else {
                return true;
            };
            let Some(parent) = find(tree, parent) else {
                return true;
            };
            parent.children.push(std::mem::take(section));
            false
        });
        if all.len() == before {
            return;
        }
    }
}

/// The section of this id, wherever in the tree it stands.
fn find<'a>(tree: &'a mut [Section], id: &SectionId) -> Option<&'a mut Section> {
    for section in tree {
        if section.id == *id {
            return Some(section);
        }
        if let Some(found) = find(&mut section.children, id) {
            return Some(found);
        }
    }
    None
}

/// A page of a category's topics.
pub fn section_page(
    answer: Node<'_>,
    number: u32,
    settings: &Settings,
    words: &Words,
) -> Result<SectionPage, Misfit> {
    let mut found = section(answer, words)?;
    found.gate = gate(answer.get("privileges"), settings);
    let mut breadcrumb = breadcrumb(answer, words);
    breadcrumb.retain(|link| link.section.as_ref() != Some(&found.id));
    let total = answer.get("topic_count").count();
    Ok(SectionPage {
        v: Version::default(),
        breadcrumb,
        threads: answer.each("topics", |topic| thread(topic, words))?,
        page: page_of(answer, number, settings.threads, total),
        section: found,
    })
}

/// The categories on the way to a page; home and the page itself are no categories.
pub fn breadcrumb(answer: Node<'_>, words: &Words) -> Vec<Link> {
    let crumbs = answer.get("breadcrumbs").items().into_iter();
    crumbs
        .filter_map(|crumb| {
            let section = crumb.get("cid").text()?;
            Some(Link {
                label: words.text(crumb.get("text"))?,
                section: Some(SectionId(section)),
                ..Link::default()
            })
        })
        .collect()
}

/// A category may show its name to those who may not read its topics.
fn gate(privileges: Node<'_>, settings: &Settings) -> Option<Gate> {
    let reads = privileges.get("topics:read");
    (!reads.is_null() && !reads.flag()).then(|| Gate {
        reason: match settings.logged_in {
            true => GateReason::Level,
            false => GateReason::Login,
        },
        ..Gate::default()
    })
}
