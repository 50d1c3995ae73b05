//! The posts of a discussion, page by page: the server lists the ids of all, and sends some of them along.

use super::{
    joined::Joined,
    section,
    thread::{post, thread},
};
use crate::{
    backend::{Node, Reply},
    model::{Misfit, Page, Post, Problem, Section, Thread, ThreadPage, UserId, Version},
};

/// The ids of resources.
pub fn ids(resources: &[Node]) -> Vec<String> {
    let ids = resources.iter().map(|resource| resource.get("id").text());
    ids.flatten().collect()
}

/// The posts that are wanted, each with its place.
pub fn read_posts<'a>(
    answer: &Joined<'a>,
    posts: &[Node<'a>],
    wanted: &[&str],
    discussion: Node,
    thread: &Thread,
) -> Result<Vec<(usize, Post)>, Misfit> {
    let mut read = Vec::with_capacity(posts.len());
    for post in posts {
        let id = post.get("id").text();
        let place = wanted
            .iter()
            .position(|wanted| Some(*wanted) == id.as_deref());
        if let Some(place) = place
            && let Some(post) = self::post(answer, *post, discussion, &thread.author)?
        {
            read.push((place, post));
        }
    }
    Ok(read)
}

/// A discussion with posts that were asked for apart from it.
pub fn page_with(
    discussion: &Reply,
    posts: &Reply,
    number: u32,
    only_author: Option<&UserId>,
) -> Result<ThreadPage, Problem> {
    let answer = Joined::reply(discussion);
    let mut found = discussion.read(|_| assemble(&answer))?;
    let listed = Joined::reply(posts);
    let read = posts.read(|_| {
        listed.each(|listed, post| self::post(listed, post, answer.data, &found.thread.author))
    })?;
    found.posts = read.into_iter().flatten().collect();
    found.page = listed.page(number);
    found.only_author = only_author.cloned();
    Ok(found)
}

/// A discussion without its posts.
pub fn assemble(answer: &Joined) -> Result<ThreadPage, Misfit> {
    let below = |misfit: Misfit| misfit.below("data");
    let thread = self::thread(answer, answer.data).map_err(below)?;
    let tags = answer.many(answer.data, "tags");
    let way = section::way(answer, &tags);
    let sections: Result<Vec<Section>, Misfit> = way.into_iter().map(section::section).collect();
    let sections = sections?;
    Ok(ThreadPage {
        v: Version::default(),
        section: sections
            .last()
            .cloned()
            .unwrap_or_else(|| section::all(String::new())),
        breadcrumb: sections.iter().map(section::link).collect(),
        reply: Default::default(),
        order: Default::default(),
        only_author: None,
        by_author: Vec::new(),
        page: Page::default(),
        r#final: false,
        posts: Vec::new(),
        neighbours: Default::default(),
        related: Vec::new(),
        thread,
    })
}
