//! NodeBB's posts: on a page of their topic, in profiles, and as search finds them.

use super::{
    super::Node,
    author::{author, writer},
    settings::Settings,
    thread::{beginning, page_of, thread_around, when},
    words::Words,
};
use crate::{
    model::{
        Attachment, AttachmentKind, Badge, Body, BodyFormat, Edit, Misfit, Page, Post, PostId,
        PostState, ReplyTo, Score, SearchHit, SearchPage, UserPost, UserPosts, Version,
    },
    text::entity::{decode, plain},
};

/// How many posts a page of what was found has.
const FOUND: u32 = 10;

/// A post. `around` is what it stands in, which says whether votes are cast here at all.
pub fn post(post: Node<'_>, around: Node<'_>, words: &Words) -> Result<Post, Misfit> {
    let is_gone = post.get("deleted").flag();
    let badges = [(Badge::Op, post.get("topicOwnerPost").flag())];
    let has_votes = !around.get("reputation:disabled").flag();
    Ok(Post {
        id: PostId(post.need("pid")?),
        // The first has the index 0, if posts are asked for from the oldest on.
        floor: post
            .get("index")
            .small()
            .and_then(|index| index.checked_add(1)),
        author: writer(post.get("user"), words),
        created: when(post, "timestamp")?,
        edited: edited(post),
        state: match is_gone {
            true => PostState::Deleted,
            false => PostState::Ok,
        },
        state_reason: None,
        reply_to: reply_to(post),
        depth: None,
        title: None,
        lang: None,
        // Moderators and the author get the text of a deleted post too.
        body: match is_gone {
            true => Body::default(),
            false => body(post.get("content").str().unwrap_or_default(), words),
        },
        attachments: match is_gone {
            true => Vec::new(),
            false => attachments(post),
        },
        comments: Vec::new(),
        ratings: Vec::new(),
        reactions: Vec::new(),
        score: has_votes.then(|| score(post)),
        poll: None,
        badges: badges
            .into_iter()
            .filter_map(|(badge, is)| is.then_some(badge))
            .collect(),
        gate: None,
        source: None,
    })
}

/// What members write has no keys: a text that begins with one is the forum's own, in the place of theirs.
fn body(content: &str, words: &Words) -> Body {
    if content.starts_with("[[") {
        return Body {
            format: BodyFormat::Text,
            text: plain(&words.resolve(content)),
        };
    }
    Body {
        format: BodyFormat::Html,
        text: content.to_owned(),
    }
}

fn edited(post: Node<'_>) -> Option<Edit> {
    let editor = post.get("editor");
    let is_other = editor.get("uid").text() != post.get("uid").text();
    let name = editor
        .get("displayname")
        .str()
        .or(editor.get("username").str());
    Some(Edit {
        at: post.get("edited").unix_millis()?,
        by: name.filter(|_| is_other).map(decode),
        reason: None,
    })
}

fn reply_to(post: Node<'_>) -> Option<ReplyTo> {
    let parent = post.get("parent").get("user");
    let name = parent
        .get("displayname")
        .str()
        .or(parent.get("username").str());
    Some(ReplyTo {
        id: PostId(post.get("toPid").text().filter(|pid| pid != "0")?),
        // Of those who are gone only a key is left.
        author: name.filter(|name| !name.starts_with("[[")).map(decode),
        floor: None,
    })
}

fn score(post: Node<'_>) -> Score {
    let mine = match (post.get("upvoted").flag(), post.get("downvoted").flag()) {
        (true, _) => 1,
        (_, true) => -1,
        _ => 0,
    };
    Score {
        up: post.get("upvotes").count().unwrap_or_default(),
        down: post.get("downvotes").count().unwrap_or_default(),
        mine,
    }
}

/// What came with a post from another server; uploads stand in the text.
fn attachments(post: Node<'_>) -> Vec<Attachment> {
    let content = post.get("content").str().unwrap_or_default();
    let files = post.get("attachments").items().into_iter().enumerate();
    files
        .filter_map(|(index, file)| {
            let url = file.get("url").str()?;
            let mime = file.get("mediaType").str();
            let name = file.get("name").str().map(decode);
            let kind = match mime.and_then(|mime| mime.split('/').next()) {
                Some("image") => AttachmentKind::Image,
                Some("video") => AttachmentKind::Video,
                Some("audio") => AttachmentKind::Audio,
                _ => AttachmentKind::File,
            };
            let path = url.split(['?', '#']).next().unwrap_or(url);
            let file_name = path.rsplit('/').next().unwrap_or(path);
            Some(Attachment {
                id: index.to_string(),
                kind,
                name: name.clone().unwrap_or_else(|| file_name.to_owned()),
                url: url.to_owned(),
                thumbnail: None,
                width: file.get("width").small(),
                height: file.get("height").small(),
                bytes: None,
                mime: mime.map(str::to_owned),
                alt: name,
                downloads: None,
                inline: content.contains(url),
                gate: None,
            })
        })
        .collect()
}

/// A page of a member's posts.
pub fn user_posts(
    answer: Node<'_>,
    number: u32,
    settings: &Settings,
    words: &Words,
) -> Result<UserPosts, Misfit> {
    let posts = answer.each("posts", |entry| {
        Ok(UserPost {
            thread: thread_around(entry, words)?,
            post: post(entry, answer, words)?,
        })
    })?;
    Ok(UserPosts {
        v: Version::default(),
        page: page_of_user(answer, number, settings.posts, posts.len()),
        posts,
    })
}

/// Which page of a member's list an answer is: a forum that scrolls without end does not count it, and says that there
/// is one page.
pub fn page_of_user(answer: Node<'_>, number: u32, size: u32, here: usize) -> Page {
    let page = page_of(answer, number, size, None);
    let is_counted = page.count.is_some_and(|count| count > 1);
    let is_full = here >= size as usize;
    if is_counted || (number == 1 && !is_full) {
        return page;
    }
    Page {
        count: None,
        next: is_full.then(|| number.saturating_add(1).to_string()),
        ..page
    }
}

/// A page of what a search found. A post whose own text and whose title both fit is found twice.
pub fn search_page(
    answer: Node<'_>,
    number: u32,
    query: &str,
    words: &Words,
) -> Result<SearchPage, Misfit> {
    let mut seen: Vec<String> = Vec::new();
    let hits = answer.each("posts", |post| {
        let pid = post.need("pid")?;
        if seen.contains(&pid) {
            return Ok(None);
        }
        seen.push(pid.clone());
        let text = plain(post.get("content").str().unwrap_or_default());
        Ok(Some(SearchHit {
            thread: thread_around(post, words)?,
            post: (!post.get("isMainPost").flag()).then_some(PostId(pid)),
            author: author(post.get("user"), words),
            at: when(post, "timestamp")?,
            excerpt: Some(found(&text, query)).filter(|text| !text.is_empty()),
            ..SearchHit::default()
        }))
    })?;
    Ok(SearchPage {
        v: Version::default(),
        hits: hits.into_iter().flatten().collect(),
        page: Page {
            // Its count of all that was found has some of them twice.
            count: answer.get("pageCount").small().map(|count| count.max(1)),
            ..page_of(answer, number, FOUND, None)
        },
    })
}

/// The part of a text where the first of the words stands.
fn found(text: &str, query: &str) -> String {
    /// How many letters stand before it.
    const BEFORE: usize = 30;
    let word = query.split_whitespace().next().unwrap_or_default();
    let at = text.find(word).unwrap_or_default();
    match text[..at].char_indices().rev().nth(BEFORE) {
        Some((start, _)) => format!("…{}", beginning(&text[start..])),
        None => beginning(text),
    }
}
