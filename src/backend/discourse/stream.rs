//! The posts of a topic, page by page: the server lists the ids of all, and sends some of them along.

use super::{POSTS, thread::post};
use crate::{
    backend::Node,
    model::{Misfit, Post, Thread, UserId},
};

/// The posts that stand on a page.
pub enum Wanted {
    /// Those with these ids, of so many.
    These { ids: Vec<String>, of: usize },
    /// The server's choice: the very longest topics come without the list of their posts.
    AsGiven,
}

/// What stands on a page, from 1, of a topic.
pub fn wanted(topic: Node, page: u32) -> Wanted {
    let stream = topic.get("post_stream").get("stream").items();
    if stream.is_empty() {
        return Wanted::AsGiven;
    }
    let start = (page.max(1) - 1).saturating_mul(POSTS) as usize;
    let ids = stream.iter().skip(start).take(POSTS as usize);
    Wanted::These {
        ids: ids.filter_map(|id| id.text()).collect(),
        of: stream.len(),
    }
}

/// The posts of an answer that are wanted, each with its place.
pub fn read_posts(
    answer: Node,
    wanted: &Wanted,
    thread: &Thread,
) -> Result<Vec<(usize, Post)>, Misfit> {
    let stream = answer.need_object("post_stream")?;
    let posts = stream.each("posts", |post| {
        let place = match wanted {
            Wanted::These { ids, .. } => {
                let id = post.get("id").text();
                ids.iter().position(|wanted| Some(wanted) == id.as_ref())
            }
            Wanted::AsGiven => Some(0),
        };
        let Some(place) = place else {
            return Ok(None);
        };
        let post = self::post(post, &thread.author)?;
        Ok(post.map(|post| (place, post)))
    });
    let posts = posts.map_err(|misfit| misfit.below("post_stream"))?;
    Ok(posts.into_iter().flatten().collect())
}

/// Whether a post is by a member.
pub fn is_by(post: &Post, author: &UserId) -> bool {
    // Usernames are the same whatever their case.
    let id = post.author.id.as_ref();
    id.is_some_and(|id| id.as_str().eq_ignore_ascii_case(author.as_str()))
}

/// The ids of the posts that are wanted and did not come along.
pub fn left_out<'a>(topic: Node, wanted: &'a Wanted) -> Vec<&'a str> {
    let Wanted::These { ids, .. } = wanted else {
        return Vec::new();
    };
    let given: Vec<String> = posts_of(topic)
        .into_iter()
        .filter_map(|post| post.get("id").text())
        .collect();
    let left_out = ids.iter().filter(|id| !given.contains(id));
    left_out.map(String::as_str).collect()
}

/// The posts that came along.
pub fn posts_of(answer: Node) -> Vec<Node> {
    answer.get("post_stream").get("posts").items()
}

/// The page on which the post of a number stands; none if it is not there.
pub fn page_of(topic: Node, number: u32) -> Option<u32> {
    let stream = topic.get("post_stream").get("stream").items();
    if stream.is_empty() {
        // Without the list of posts, few of which can be missing, the number tells the page well enough.
        return Some(number.saturating_sub(1) / POSTS + 1);
    }
    let of_number = |post: &Node| post.get("post_number").small() == Some(number);
    let id = posts_of(topic)
        .into_iter()
        .find(of_number)?
        .get("id")
        .whole()?;
    let place = stream.iter().position(|other| other.whole() == Some(id))?;
    Some(u32::try_from(place).ok()? / POSTS + 1)
}
