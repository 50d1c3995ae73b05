//! Threads as lists show them, and the page of a thread.

use super::{
    answer::{Reader, Refusal},
    author,
    clock::SiteClock,
    index::Index,
    post,
};
use crate::{
    backend::Node,
    model::{
        Gate, GateReason, LastReply, Misfit, Page, Prefix, Reply, SectionId, Thread, ThreadCounts,
        ThreadFlag, ThreadId, ThreadKind, ThreadPage, UserId, Version,
    },
    text::entity,
};

/// A thread of a list, or the thread of a page of posts. `section` is where it stands if it does not say so.
///
/// It gets no excerpt. The texts that lists bring (`message`, X3.5) are the first post without its tags: what stood
/// in `[hide]` or `[password]` is in them, the password too, and nothing tells that it was there.
pub fn thread(row: Node<'_>, section: &SectionId, reader: Reader<'_>) -> Result<Thread, Misfit> {
    let id = ThreadId(row.need("tid")?);
    let special = row.get("special").count().unwrap_or(0);
    let price = row.get("price").whole().unwrap_or(0);
    let created = row.get("dbdateline").unix().or(row.get("dateline").unix());
    // A thread that was moved leaves an entry: it leads on already, and its figures are dashes.
    let moved = row.get("replies").str() == Some("-") || row.get("closed").count() > Some(1);
    let author = author::of_row(row, reader);
    let is_shut = reader.is_below(row.get("readperm").count().unwrap_or(0))
        && !author.id.as_ref().is_some_and(|id| reader.is(id.as_str()));
    Ok(Thread {
        section: row
            .get("fid")
            .text()
            .filter(|id| id != "0")
            .map_or_else(|| section.clone(), SectionId),
        title: entity::decode(row.get("subject").str().unwrap_or_default()),
        lang: None,
        kind: match special {
            1 => ThreadKind::Poll,
            2 => ThreadKind::Trade,
            3 => ThreadKind::Question,
            4 => ThreadKind::Activity,
            5 => ThreadKind::Debate,
            _ => ThreadKind::Discussion,
        },
        prefix: None,
        tags: Vec::new(),
        author,
        created: created.unwrap_or_default(),
        last_post: row.get("dblastpost").unix().map(|at| LastReply {
            author: author::by_name(row.get("lastposter").str()),
            at,
            floor: None,
        }),
        counts: ThreadCounts {
            replies: replies(row),
            views: row.get("views").count(),
            likes: row.get("recommend_add").count().filter(|count| *count > 0),
            participants: None,
        },
        flags: flags(row, special, price),
        excerpt: None,
        thumbnail: thumbnail(row, reader),
        url: None,
        gate: is_shut.then(|| Gate {
            reason: GateReason::Level,
            ..Gate::default()
        }),
        // The price of a question is its reward; it is negative when it has been given.
        price: (special == 0 && price > 0 || special == 3 && price != 0)
            .then(|| price.unsigned_abs().to_string()),
        moved_to: moved.then(|| id.clone()),
        id,
    })
}

/// The replies that a thread has. On a page of it, `replies` counts what the page is one of: one author's posts, or
/// the floors, deleted ones too; `allreplies` counts the remarks under posts too.
fn replies(row: Node<'_>) -> Option<u64> {
    match row.get("allreplies").count() {
        Some(all) => Some(all.saturating_sub(row.get("comments").count().unwrap_or(0))),
        None => row.get("replies").count(),
    }
}

fn flags(row: Node<'_>, special: u64, price: i64) -> Vec<ThreadFlag> {
    let number = |key| row.get(key).whole().unwrap_or(0);
    let order = number("displayorder");
    let pictures = number("attachmentImageNumber") > 0 || number("attachment") == 2;
    [
        // 3 is on top of the whole forum, 2 of all sections of its group.
        (order > 1, ThreadFlag::PinnedEverywhere),
        (order == 1, ThreadFlag::Pinned),
        (order < 0, ThreadFlag::Hidden),
        (number("closed") == 1, ThreadFlag::Locked),
        (number("digest") > 0, ThreadFlag::Digest),
        (number("heatlevel") > 0, ThreadFlag::Hot),
        (special == 3 && price < 0, ThreadFlag::Solved),
        (pictures, ThreadFlag::Images),
        (number("attachment") == 1 && !pictures, ThreadFlag::Files),
    ]
    .into_iter()
    .filter_map(|(is, flag)| is.then_some(flag))
    .collect()
}

/// A small picture of the thread: only where the server has made a cover, which it shows to everybody. The pictures
/// that lists bring may stand in a hidden part of the post.
fn thumbnail(row: Node<'_>, reader: Reader<'_>) -> Option<String> {
    let cover = row.get("cover");
    let has_cover = cover.value().is_object() || cover.whole().is_some_and(|number| number != 0);
    let picture = row
        .get("attachmentImagePreviewList")
        .items()
        .into_iter()
        .filter(|_| has_cover)
        .find(|picture| {
            let number = |key| picture.get(key).count().unwrap_or(0);
            // One on another server has an address that only the thread tells.
            number("price") == 0 && number("remote") == 0 && !reader.is_below(number("readperm"))
        });
    match picture {
        Some(picture) => {
            let path = picture.get("attachment").str()?;
            let ending = if picture.get("thumb").flag() {
                ".thumb.jpg"
            } else {
                ""
            };
            Some(format!("data/attachment/forum/{path}{ending}"))
        }
        None => row.get("coverpath").str().map(str::to_owned),
    }
}

/// The threads of a list, without entries that are no threads: of what a reader may not read, some lists have bare
/// numbers.
pub fn threads(
    list: Node<'_>,
    key: &str,
    section: &SectionId,
    types: Node<'_>,
    reader: Reader<'_>,
) -> Result<Vec<Thread>, Misfit> {
    let found = list.each(key, |row| {
        let mut thread = thread(row, section, reader)?;
        thread.prefix = row
            .get("typeid")
            .text()
            .and_then(|id| prefix(&id, types.get(&id)));
        Ok(thread)
    })?;
    Ok(found
        .into_iter()
        .filter(|thread| !thread.title.is_empty())
        .collect())
}

/// A prefix by its number; its name may be written with tags.
pub fn prefix(id: &str, name: Node<'_>) -> Option<Prefix> {
    Some(Prefix {
        id: id.to_owned(),
        label: entity::plain(name.str()?),
    })
}

/// What the server tells of a page of a thread.
#[derive(Clone, Debug)]
pub struct Found<'a> {
    /// The page, in the version that knows most of it.
    pub main: Node<'a>,
    /// The page in the version that has the bodies right; null if it did not answer.
    pub bodies: Node<'a>,
    /// The further remarks on posts.
    pub remarks: Vec<Node<'a>>,
}

/// What a page of a thread was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The page.
    pub page: u32,
    /// Only this member's posts.
    pub only_author: Option<&'a UserId>,
}

/// A page of a thread. A refusal leaves the thread, whose title the server tells all the same, with a gate instead of
/// posts.
pub fn page(
    found: &Found<'_>,
    asked: Asked<'_>,
    refusal: Option<&Refusal>,
    index: &Index,
    clock: SiteClock,
) -> Result<ThreadPage, Misfit> {
    let main = found.main;
    let reader = Reader(main);
    let row = main.need_object("thread")?;
    let section = SectionId(main.get("fid").text().unwrap_or_default());
    let mut thread = thread(row, &section, reader).map_err(|misfit| misfit.below("thread"))?;
    let mut posts = Vec::new();
    match refusal {
        Some(refusal) => thread.gate = refusal.gate(),
        None => posts = post::posts(found, asked, &thread, clock)?,
    }
    // Only the first post tells that an author is anonymous.
    if let Some(first) = posts.first().filter(|post| post.floor == Some(1)) {
        thread.author = first.author.clone();
    }
    if let Some(price) = post::price(main, &thread) {
        thread.price = Some(price);
    }
    let size = main
        .get("ppp")
        .small()
        .filter(|size| *size > 0)
        .unwrap_or(10);
    // The server reckons its pages so; past the last one it answers with the last one.
    let total = row.get("replies").count().unwrap_or(0).saturating_add(1);
    let count = u32::try_from(total.div_ceil(u64::from(size))).unwrap_or(u32::MAX);
    let locked = thread.flags.contains(&ThreadFlag::Locked);
    let closed = locked.then_some(GateReason::Closed);
    let shut = closed.or(reader.is_guest().then_some(GateReason::Login));
    Ok(ThreadPage {
        v: Version::default(),
        section: index.section(&thread.section),
        breadcrumb: index.way_to(&thread.section),
        reply: Reply {
            allowed: false,
            gate: shut.map(|reason| Gate {
                reason,
                ..Gate::default()
            }),
        },
        order: crate::model::Order::Oldest,
        only_author: asked.only_author.cloned(),
        by_author: Vec::new(),
        page: match refusal {
            Some(_) => Page {
                number: 1,
                count: Some(1),
                size,
                ..Page::default()
            },
            None => Page {
                number: asked.page.clamp(1, count),
                count: Some(count),
                size,
                total: Some(total),
                ..Page::default()
            },
        },
        r#final: false,
        posts,
        neighbours: Default::default(),
        related: Vec::new(),
        thread,
    })
}
