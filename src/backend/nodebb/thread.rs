//! NodeBB's topics as threads: in lists, and a page of one.

use super::{
    super::Node,
    author::author,
    post::post,
    section::{breadcrumb, section},
    settings::Settings,
    words::Words,
};
use crate::{
    model::{
        Gate, GateReason, LastReply, Misfit, Neighbours, Order, Page, Reply, SectionId, Thread,
        ThreadCounts, ThreadFlag, ThreadId, ThreadKind, ThreadList, ThreadPage, Time, Version,
    },
    text::entity::plain,
};

/// How many letters of a post stand under a title.
const EXCERPT: usize = 160;

/// A topic as a list shows it, or as it stands above its posts.
pub fn thread(topic: Node<'_>, words: &Words) -> Result<Thread, Misfit> {
    let teaser = topic.get("teaser");
    let posts = topic.get("postcount").count();
    let is_gone = topic.get("deleted").flag();
    let flags = [
        (ThreadFlag::Pinned, topic.get("pinned").flag()),
        (ThreadFlag::Locked, topic.get("locked").flag()),
        (ThreadFlag::Hidden, is_gone || topic.get("scheduled").flag()),
    ];
    // The teaser is the last post; of a topic without replies, the first.
    let is_first = teaser.get("pid").text() == topic.get("mainPid").text();
    let excerpt = teaser.get("content").str().filter(|_| is_first);
    let tags = topic.get("tags").items().into_iter();
    let thumbs = topic.get("thumbs").items();
    Ok(Thread {
        id: ThreadId(topic.need("tid")?),
        section: section_of(topic),
        title: title(topic, is_gone, words),
        lang: None,
        kind: ThreadKind::default(),
        prefix: None,
        tags: tags.filter_map(|tag| tag.get("value").text()).collect(),
        author: author(topic.get("user"), words),
        created: when(topic, "timestamp")?,
        last_post: last_post(teaser, words),
        counts: ThreadCounts {
            replies: posts.map(|posts| posts.saturating_sub(1)),
            views: topic.get("viewcount").count(),
            likes: topic.get("upvotes").count(),
            participants: topic.get("postercount").count(),
        },
        flags: flags
            .into_iter()
            .filter_map(|(flag, is)| is.then_some(flag))
            .collect(),
        excerpt: excerpt
            .map(|text| beginning(&plain(without_pictures(text))))
            .filter(|text| !text.is_empty()),
        thumbnail: thumbs
            .first()
            .and_then(|thumb| thumb.get("url").str().map(str::to_owned)),
        url: None,
        gate: None,
        price: None,
        moved_to: None,
    })
}

/// The category of a topic or of a post.
pub fn section_of(topic: Node<'_>) -> SectionId {
    let own = topic.get("cid").text();
    SectionId(
        own.or_else(|| topic.get("category").get("cid").text())
            .unwrap_or_default(),
    )
}

/// A title as it was typed. Of a deleted topic only a key is left in its place.
pub fn title(topic: Node<'_>, is_gone: bool, words: &Words) -> String {
    let raw = topic.get("titleRaw").str().filter(|_| !is_gone);
    raw.map(str::to_owned)
        .or_else(|| words.text(topic.get("title")))
        .unwrap_or_default()
}

/// A time that has to be there, in milliseconds since 1970 or as RFC 3339.
pub fn when(node: Node<'_>, field: &str) -> Result<Time, Misfit> {
    let millis = node.get(field);
    let time = millis.unix_millis();
    time.or_else(|| node.get(&format!("{field}ISO")).time())
        .ok_or_else(|| Misfit::of(millis.value(), "a time in milliseconds").below(field))
}

/// The text of a first post without what stands for the pictures it begins with.
fn without_pictures(text: &str) -> &str {
    let mut text = text.trim_start();
    while let Some((_, rest)) = text
        .strip_prefix("[image:")
        .and_then(|rest| rest.split_once(']'))
    {
        text = rest.trim_start();
    }
    text
}

/// The beginning of a plain text.
pub fn beginning(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn last_post(teaser: Node<'_>, words: &Words) -> Option<LastReply> {
    Some(LastReply {
        author: author(teaser.get("user"), words),
        at: when(teaser, "timestamp").ok()?,
        floor: teaser.get("index").small().filter(|floor| *floor > 0),
    })
}

/// Which page of a list an answer is. Its address is asked for by number, also where the forum itself scrolls without
/// end.
pub fn page_of(answer: Node<'_>, number: u32, size: u32, total: Option<u64>) -> Page {
    Page {
        number,
        count: answer
            .get("pagination")
            .get("pageCount")
            .small()
            .map(|count| count.max(1)),
        size,
        total,
        next: None,
        previous: None,
    }
}

/// A page of topics across all categories.
pub fn thread_list(
    answer: Node<'_>,
    number: u32,
    settings: &Settings,
    words: &Words,
) -> Result<ThreadList, Misfit> {
    let total = answer.get("topicCount").count();
    Ok(ThreadList {
        v: Version::default(),
        threads: answer.each("topics", |topic| thread(topic, words))?,
        page: page_of(answer, number, settings.threads, total),
    })
}

/// A page of a topic's posts.
pub fn thread_page(
    answer: Node<'_>,
    number: u32,
    settings: &Settings,
    words: &Words,
) -> Result<ThreadPage, Misfit> {
    let mut posts = answer.each("posts", |entry| post(entry, answer, words))?;
    // The floor of a post that another one answers is known if it is here.
    let floors: Vec<_> = posts
        .iter()
        .map(|post| (post.id.clone(), post.floor))
        .collect();
    for answered in posts.iter_mut().filter_map(|post| post.reply_to.as_mut()) {
        let known = floors.iter().find(|(id, _)| *id == answered.id);
        answered.floor = known.and_then(|(_, floor)| *floor);
    }
    let mut found = thread(answer, words)?;
    // Above its posts a topic has its author apart.
    if answer.get("user").is_null() {
        found.author = author(answer.get("author"), words);
    }
    let section = section(answer.need_object("category")?, words)?;
    Ok(ThreadPage {
        v: Version::default(),
        breadcrumb: breadcrumb(answer, words),
        section,
        reply: reply(answer, settings),
        order: Order::Oldest,
        only_author: None,
        by_author: Vec::new(),
        page: page_of(
            answer,
            number,
            settings.posts,
            answer.get("postcount").count(),
        ),
        r#final: false,
        posts,
        neighbours: Neighbours::default(),
        related: answer.each("related", |topic| thread(topic, words))?,
        thread: found,
    })
}

/// Whether this reader can reply.
fn reply(topic: Node<'_>, settings: &Settings) -> Reply {
    let allowed = topic.get("privileges").get("topics:reply").flag();
    let reason = match (topic.get("locked").flag(), settings.logged_in) {
        (true, _) => GateReason::Closed,
        (false, false) => GateReason::Login,
        (false, true) => GateReason::Level,
    };
    Reply {
        allowed,
        gate: (!allowed).then(|| Gate {
            reason,
            ..Gate::default()
        }),
    }
}

/// The topic of a post that stands alone, in a profile or in what a search found.
pub fn thread_around(post: Node<'_>, words: &Words) -> Result<Thread, Misfit> {
    let topic = post.get("topic");
    let is_by_same = topic.get("uid").text() == post.get("uid").text();
    let mut found = thread(topic, words)?;
    if is_by_same {
        found.author = author(post.get("user"), words);
    }
    if found.section.as_str().is_empty() {
        found.section = section_of(post);
    }
    Ok(found)
}
