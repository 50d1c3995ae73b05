//! Flarum's discussions and posts as threads and posts.

use super::{
    author::{author, badge},
    joined::{Joined, fields, linked},
    section::{ALL, way},
};
use crate::{
    backend::Node,
    model::{
        Author, Badge, Body, BodyFormat, Edit, LastReply, Misfit, Post, PostId, PostState,
        Reaction, SearchHit, SectionId, Thread, ThreadCounts, ThreadFlag, ThreadId, ThreadKind,
        UserPost,
    },
    text::entity::plain,
};

/// How many characters of a post stand in a list.
const EXCERPT: usize = 200;

/// A list's discussions.
pub fn threads(answer: &Joined) -> Result<Vec<Thread>, Misfit> {
    answer.each(thread)
}

/// A discussion.
pub fn thread<'a>(answer: &Joined<'a>, discussion: Node<'a>) -> Result<Thread, Misfit> {
    let fields = fields(discussion)?;
    let created = fields.need_time("createdAt");
    let created = created.map_err(|misfit| misfit.below("attributes"))?;
    let user = |relation: &str| author(answer, answer.one(discussion, relation));
    let at = fields.get("lastPostedAt").time();
    let thread = named(answer, discussion, user("user"))?;
    Ok(Thread {
        section: match thread.section.as_str() {
            "" => ALL.into(),
            _ => thread.section,
        },
        created,
        last_post: at.map(|at| LastReply {
            author: user("lastPostedUser"),
            at,
            floor: fields.get("lastPostNumber").small(),
        }),
        // Some forums show the beginnings of what is pinned.
        excerpt: answer
            .one(discussion, "firstPost")
            .and_then(|post| excerpt(post)),
        ..thread
    })
}

/// A discussion of which little more than its name is told.
fn named<'a>(answer: &Joined<'a>, discussion: Node<'a>, author: Author) -> Result<Thread, Misfit> {
    let fields = discussion.get("attributes");
    let tags = answer.many(discussion, "tags");
    let way = way(answer, &tags);
    let slug = |tag: &Node| tag.get("attributes").get("slug").text();
    let is_on_way = |tag: &&Node| way.iter().any(|step| slug(step) == slug(tag));
    let section = way.last().and_then(slug);
    let flags = [
        (fields.get("isSticky"), ThreadFlag::Pinned),
        (fields.get("isLocked"), ThreadFlag::Locked),
        // The number of the answer's post, or whether there is one.
        (fields.get("hasBestAnswer"), ThreadFlag::Solved),
        (fields.get("isHidden"), ThreadFlag::Hidden),
    ];
    Ok(Thread {
        id: ThreadId(discussion.need("id")?),
        section: SectionId(section.unwrap_or_default()),
        title: fields.get("title").text().unwrap_or_default(),
        lang: None,
        kind: ThreadKind::Discussion,
        prefix: None,
        tags: tags
            .iter()
            .filter(|tag| !is_on_way(tag))
            .filter_map(|tag| tag.get("attributes").get("name").text())
            .collect(),
        author,
        created: Default::default(),
        last_post: None,
        counts: ThreadCounts {
            replies: fields
                .get("commentCount")
                .count()
                .map(|posts| posts.saturating_sub(1)),
            participants: fields.get("participantCount").count(),
            ..ThreadCounts::default()
        },
        flags: flags
            .into_iter()
            .filter_map(|(is_so, flag)| is_so.flag().then_some(flag))
            .collect(),
        excerpt: None,
        thumbnail: None,
        url: None,
        gate: None,
        price: None,
        moved_to: None,
    })
}

/// A post of a discussion; none for the record of something done, but for a new title.
pub fn post<'a>(
    answer: &Joined<'a>,
    post: Node<'a>,
    discussion: Node,
    opener: &Author,
) -> Result<Option<Post>, Misfit> {
    let fields = fields(post)?;
    let body = match fields.get("contentType").str() {
        Some("comment") | None => Body {
            format: BodyFormat::Html,
            text: fields.get("contentHtml").text().unwrap_or_default(),
        },
        Some("discussionRenamed") => match renamed(fields.get("content")) {
            Some(text) => Body {
                format: BodyFormat::Text,
                text,
            },
            None => return Ok(None),
        },
        Some(_) => return Ok(None),
    };
    let user = answer.one(post, "user");
    let author = author(answer, user);
    let answer_id = discussion.get("attributes").get("hasBestAnswer").text();
    let is_answer = answer_id.is_some() && answer_id == post.get("id").text();
    let is_opener = author.id.is_some() && author.id == opener.id;
    let badges = [
        is_opener.then_some(Badge::Op),
        badge(user),
        is_answer.then_some(Badge::Best),
    ];
    let place = |misfit: Misfit| misfit.below("attributes");
    Ok(Some(Post {
        // Discussions count their posts: the number is what addresses name a post by.
        id: PostId(fields.need("number").map_err(place)?),
        floor: fields.get("number").small(),
        created: fields.need_time("createdAt").map_err(place)?,
        edited: fields.get("editedAt").time().map(|at| Edit {
            at,
            by: editor(answer, post, &author),
            reason: None,
        }),
        state: match fields.get("isHidden").flag() {
            true => PostState::Deleted,
            false => PostState::Ok,
        },
        state_reason: None,
        reply_to: None,
        depth: None,
        title: None,
        lang: None,
        body,
        attachments: Vec::new(),
        comments: Vec::new(),
        ratings: Vec::new(),
        reactions: likes(post).into_iter().collect(),
        score: None,
        poll: None,
        badges: badges.into_iter().flatten().collect(),
        gate: None,
        source: None,
        author,
    }))
}

/// The old title and the new one.
fn renamed(content: Node) -> Option<String> {
    let titles: Vec<&str> = content.items().into_iter().filter_map(Node::str).collect();
    match titles.as_slice() {
        [old, new] => Some(format!("{old} → {new}")),
        _ => None,
    }
}

/// Who changed a post, if not its author.
fn editor<'a>(answer: &Joined<'a>, post: Node<'a>, writer: &Author) -> Option<String> {
    let editor = author(answer, Some(answer.one(post, "editedUser")?));
    (editor.id.is_some() && editor.id != writer.id).then_some(editor.name)
}

/// Likes; newer versions count them, and tell of a few members alone.
fn likes(post: Node) -> Option<Reaction> {
    let told = linked(post, "likes").items().len();
    let count = post.get("attributes").get("likesCount").count();
    let count = count.unwrap_or(told as u64);
    (count > 0).then(|| Reaction {
        key: "like".to_owned(),
        label: "👍".to_owned(),
        count,
        mine: false,
    })
}

fn excerpt(post: Node) -> Option<String> {
    let html = post.get("attributes").get("contentHtml").str()?;
    let text = plain(html);
    Some(match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", text.get(..end)?),
        None => text,
    })
}

/// A discussion that was found, by the post that fits best.
pub fn hit<'a>(answer: &Joined<'a>, discussion: Node<'a>) -> Result<SearchHit, Misfit> {
    let thread = thread(answer, discussion)?;
    let post = answer.one(discussion, "mostRelevantPost");
    let fields = post.map(|post| post.get("attributes"));
    let number = fields.and_then(|fields| fields.get("number").text());
    let user = post.and_then(|post| answer.one(post, "user"));
    Ok(SearchHit {
        // The first post is the discussion.
        post: number.filter(|number| number != "1").map(PostId),
        author: match user {
            Some(_) => author(answer, user),
            None => thread.author.clone(),
        },
        at: fields
            .and_then(|fields| fields.get("createdAt").time())
            .unwrap_or(thread.created),
        excerpt: post.and_then(excerpt),
        thread,
        ..SearchHit::default()
    })
}

/// A post of a member's, with the discussion it is in; of that no more than its name is told.
pub fn user_post<'a>(answer: &Joined<'a>, resource: Node<'a>) -> Result<Option<UserPost>, Misfit> {
    let Some(discussion) = answer.one(resource, "discussion") else {
        return Ok(None);
    };
    let post = post(answer, resource, discussion, &Author::default())?;
    post.map(|post| {
        let thread = Thread {
            created: post.created,
            ..named(answer, discussion, Author::default())?
        };
        Ok(UserPost { thread, post })
    })
    .transpose()
}
