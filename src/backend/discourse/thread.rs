//! Discourse's topics and posts as threads and posts.

use super::{
    author::{author, gone, named, poster},
    text::cooked,
};
use crate::{
    backend::Node,
    model::{
        Author, Badge, Body, BodyFormat, Edit, LastReply, Misfit, Poll, PollOption, Post, PostId,
        PostState, Reaction, ReplyTo, SearchHit, SectionId, Thread, ThreadCounts, ThreadFlag,
        ThreadId, ThreadKind, UserPost,
    },
    text::entity::{decode, plain},
};

/// A list of topics.
pub fn threads(answer: Node) -> Result<Vec<Thread>, Misfit> {
    let users = answer.get("users").items();
    let list = answer.need_object("topic_list")?;
    list.each("topics", |topic| thread(topic, &users))
        .map_err(|misfit| misfit.below("topic_list"))
}

/// A topic; its members are told by id and stand in a list beside it.
pub fn thread(topic: Node, users: &[Node]) -> Result<Thread, Misfit> {
    let with = |field: &str, value: Node| {
        let found = |user: &&Node| !value.is_null() && user.get(field).text() == value.text();
        users.iter().find(found).copied()
    };
    // Who opened the topic stands first; some answers tell of nobody.
    let first = topic.get("posters").items().into_iter().next();
    let opener = first.map(|poster| match poster.get("user") {
        user if user.is_null() => with("id", poster.get("user_id")).map_or_else(gone, author),
        user => author(user),
    });
    let last = topic.get("last_poster_username");
    let last = match with("username", last) {
        Some(user) => author(user),
        None => named(topic, "last_poster_username", ""),
    };
    basic(topic, "id", opener.unwrap_or_default(), last)
}

/// A topic as the answer with its posts tells of it.
pub fn opened(topic: Node) -> Result<Thread, Misfit> {
    let details = topic.get("details");
    let thread = basic(
        topic,
        "id",
        author(details.get("created_by")),
        author(details.get("last_poster")),
    )?;
    let posts = topic.get("post_stream").get("posts").items();
    let first = posts.first().copied();
    let is_poll = first.is_some_and(|post| {
        post.get("post_number").small() == Some(1) && !post.get("polls").items().is_empty()
    });
    Ok(match is_poll {
        true => Thread {
            kind: ThreadKind::Poll,
            ..thread
        },
        false => thread,
    })
}

/// The topics that the forum suggests to read next; old versions have them among the details.
pub fn related(topic: Node) -> Vec<Thread> {
    let suggested = match topic.get("suggested_topics").items() {
        none if none.is_empty() => topic.get("details").get("suggested_topics").items(),
        suggested => suggested,
    };
    suggested
        .into_iter()
        .filter_map(|topic| thread(topic, &[]).ok())
        .collect()
}

fn basic(topic: Node, id: &str, author: Author, last: Author) -> Result<Thread, Misfit> {
    let link = topic.get("featured_link").text();
    let at = topic.get("last_posted_at").time();
    Ok(Thread {
        id: ThreadId(topic.need(id)?),
        section: SectionId(topic.get("category_id").text().unwrap_or_default()),
        title: title(topic),
        lang: None,
        kind: match link {
            Some(_) => ThreadKind::Link,
            None => ThreadKind::Discussion,
        },
        prefix: None,
        // New versions tell more of a tag than its name.
        tags: topic
            .get("tags")
            .items()
            .into_iter()
            .filter_map(|tag| tag.text().or_else(|| tag.get("name").text()))
            .collect(),
        author,
        created: topic.need_time("created_at")?,
        // Short answers do not tell who wrote last.
        last_post: at.filter(|_| last.id.is_some()).map(|at| LastReply {
            author: last,
            at,
            floor: topic.get("highest_post_number").small(),
        }),
        counts: ThreadCounts {
            // `reply_count` counts replies to other posts than the first alone.
            replies: topic
                .get("posts_count")
                .count()
                .map(|posts| posts.saturating_sub(1)),
            views: topic.get("views").count(),
            likes: topic.get("op_like_count").count(),
            participants: topic.get("participant_count").count(),
        },
        flags: flags(topic),
        excerpt: topic.get("excerpt").str().map(plain),
        thumbnail: topic.get("image_url").text(),
        url: link,
        gate: None,
        price: None,
        moved_to: None,
    })
}

/// The title as plain text.
pub fn title(topic: Node) -> String {
    let title = topic.get("title").text();
    let escaped = || topic.get("fancy_title").str().map(decode);
    title.or_else(escaped).unwrap_or_default()
}

fn flags(topic: Node) -> Vec<ThreadFlag> {
    let pinned = topic.get("pinned").flag();
    let everywhere = topic.get("pinned_globally").flag();
    let accepted = topic.get("accepted_answer");
    [
        (pinned && everywhere, ThreadFlag::PinnedEverywhere),
        (pinned && !everywhere, ThreadFlag::Pinned),
        (
            topic.get("closed").flag() || topic.get("archived").flag(),
            ThreadFlag::Locked,
        ),
        (
            topic.get("has_accepted_answer").flag() || accepted.value().is_object(),
            ThreadFlag::Solved,
        ),
        (
            topic.get("visible").value().as_bool() == Some(false),
            ThreadFlag::Hidden,
        ),
    ]
    .into_iter()
    .filter_map(|(is_so, flag)| is_so.then_some(flag))
    .collect()
}

/// A post of a topic that `opener` opened; none for what merely records that something was done, without a word.
pub fn post(post: Node, opener: &Author) -> Result<Option<Post>, Misfit> {
    const SMALL_ACTION: i64 = 3;
    let html = post.get("cooked").str().unwrap_or_default();
    if post.get("post_type").whole() == Some(SMALL_ACTION) && html.is_empty() {
        return Ok(None);
    }
    let number = post.need("post_number")?;
    let author = poster(post);
    let polls = post.get("polls").items();
    let poll = polls.first().copied();
    let is_opener = author.id.is_some() && author.id == opener.id;
    let badges = [
        (is_opener, Badge::Op),
        (post.get("staff").flag(), Badge::Moderator),
        (post.get("accepted_answer").flag(), Badge::Best),
    ];
    let flag = |field: &str| post.get(field).flag();
    Ok(Some(Post {
        id: PostId(number),
        floor: post.get("post_number").small(),
        created: post.need_time("created_at")?,
        edited: edited(post),
        state: if flag("user_deleted") || !post.get("deleted_at").is_null() {
            PostState::Deleted
        } else if flag("cooked_hidden") || flag("hidden") {
            PostState::Hidden
        } else {
            PostState::Ok
        },
        state_reason: None,
        reply_to: reply_to(post),
        depth: None,
        title: None,
        lang: None,
        body: body(cooked(html, poll.and_then(|poll| poll.get("name").str()))),
        attachments: Vec::new(),
        comments: Vec::new(),
        ratings: Vec::new(),
        reactions: reactions(post),
        score: None,
        poll: poll.map(|poll| self::poll(poll, post.get("polls_votes"))),
        badges: badges
            .into_iter()
            .filter_map(|(is_so, badge)| is_so.then_some(badge))
            .collect(),
        gate: None,
        source: None,
        author,
    }))
}

fn body(text: String) -> Body {
    Body {
        format: BodyFormat::Html,
        text,
    }
}

/// The last change; `updated_at` tells of other changes than the author's too, the version of those alone.
fn edited(post: Node) -> Option<Edit> {
    post.get("version").whole().filter(|version| *version > 1)?;
    Some(Edit {
        at: post.get("updated_at").time()?,
        by: None,
        reason: post.get("edit_reason").text(),
    })
}

/// Posts answer a number within their topic, which is how this backend names posts.
fn reply_to(post: Node) -> Option<ReplyTo> {
    let number = post.get("reply_to_post_number");
    Some(ReplyTo {
        id: PostId(number.text()?),
        author: post.get("reply_to_user").get("username").text(),
        floor: number.small(),
    })
}

/// Reactions where the forum has more than one, else its likes.
fn reactions(post: Node) -> Vec<Reaction> {
    let read = |name: &str, count: Node, mine: bool| {
        let count = count.count().filter(|count| *count > 0)?;
        Some(Reaction {
            key: name.to_owned(),
            label: emoji(name),
            count,
            mine,
        })
    };
    let mine = post.get("current_user_reaction").get("id").str();
    let reactions: Vec<Reaction> = post
        .get("reactions")
        .items()
        .into_iter()
        .filter_map(|reaction| {
            let name = reaction.get("id").str()?;
            read(name, reaction.get("count"), mine == Some(name))
        })
        .collect();
    if !reactions.is_empty() {
        return reactions;
    }
    const LIKE: i64 = 2;
    let actions = post.get("actions_summary").items();
    let like = actions
        .into_iter()
        .find(|action| action.get("id").whole() == Some(LIKE));
    like.and_then(|like| read("heart", like.get("count"), like.get("acted").flag()))
        .into_iter()
        .collect()
}

/// What the usual reactions look like; others are called by their name.
fn emoji(name: &str) -> String {
    let known = match name {
        "heart" => "❤️",
        "+1" => "👍",
        "-1" => "👎",
        "laughing" => "😆",
        "open_mouth" => "😮",
        "cry" => "😢",
        "angry" => "😠",
        "hugs" => "🤗",
        "clap" => "👏",
        "tada" => "🎉",
        "confetti_ball" => "🎊",
        "rocket" => "🚀",
        "eyes" => "👀",
        "confused" => "😕",
        "thinking" => "🤔",
        "fire" => "🔥",
        _ => return format!(":{name}:"),
    };
    known.to_owned()
}

fn poll(poll: Node, votes: Node) -> Poll {
    let name = poll.get("name").text().unwrap_or_default();
    let mine = votes.get(&name).items();
    let options: Vec<PollOption> = poll
        .get("options")
        .items()
        .into_iter()
        .filter_map(|option| {
            let id = option.get("id").text()?;
            Some(PollOption {
                label: option.get("html").str().map(plain).unwrap_or_default(),
                image: None,
                votes: option.get("votes").count(),
                mine: mine.iter().any(|vote| vote.str() == Some(&id)),
                id,
            })
        })
        .collect();
    let is_multiple = poll.get("type").str() == Some("multiple");
    Poll {
        question: poll.get("title").str().map(plain),
        multiple_max: match poll.get("max").small().filter(|_| is_multiple) {
            Some(max) => max,
            None if is_multiple => u32::try_from(options.len()).unwrap_or(u32::MAX),
            None => 1,
        },
        closes: poll.get("close").time(),
        closed: poll.get("status").str() == Some("closed"),
        voters: poll.get("voters").count(),
        // Votes that this reader may not see yet are left out.
        results_visible: options.iter().any(|option| option.votes.is_some()),
        can_vote: false,
        options,
        id: name,
    }
}

/// What a search found: posts, and the topics that they are in.
pub fn hits(answer: Node) -> Result<Vec<SearchHit>, Misfit> {
    let topics = answer.get("topics").items();
    let hits = answer.each("posts", |post| {
        let topic = post.get("topic_id").text();
        let found = |candidate: &&Node| topic.is_some() && candidate.get("id").text() == topic;
        // A post of a topic that is told nothing of cannot be led to.
        let Some(topic) = topics.iter().find(found) else {
            return Ok(None);
        };
        let number = post.need("post_number")?;
        Ok(Some(SearchHit {
            thread: thread(*topic, &[])?,
            // The first post is the topic.
            post: (number != "1").then_some(PostId(number)),
            author: author(post),
            at: post.need_time("created_at")?,
            excerpt: post.get("blurb").str().map(plain),
            ..SearchHit::default()
        }))
    });
    Ok(hits?.into_iter().flatten().collect())
}

/// A post among what a member did. Of the topic no more is told than what names it.
pub fn user_post(action: Node) -> Result<Option<UserPost>, Misfit> {
    if action.get("deleted").flag() || action.get("hidden").flag() {
        return Ok(None);
    }
    let thread = basic(action, "topic_id", Author::default(), Author::default())?;
    let post = post(action, &Author::default())?.map(|post| Post {
        author: named(action, "acting_username", "acting_avatar_template"),
        body: body(action.get("excerpt").text().unwrap_or_default()),
        ..post
    });
    Ok(post.map(|post| UserPost { thread, post }))
}
