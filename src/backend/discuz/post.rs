//! The posts of a thread, with their files, polls and remarks.

use super::{
    answer::Reader,
    api::encoded,
    author, body,
    clock::SiteClock,
    files::{attachments, files_shut},
    particulars::particulars,
    poll::{debate, poll},
    thread::{Asked, Found},
};
use crate::backend::rank::sort_by_rank;
use crate::{
    backend::Node,
    model::{
        Author, AuthorState, Badge, Body, BodyFormat, Comment, Gate, GateReason, Misfit, Post,
        PostId, PostState, Thread, ThreadKind, Time,
    },
    text::entity,
};

/// How many pages of remarks a post has at the most.
const MOST_PAGES: u64 = 20;

/// The posts of a page.
///
/// Version 4 of the API tells where a post stands (`position`), the remarks on it, and the level of its author, but
/// spoils its text: code vanishes, italics, sizes and alignment are lost, tables lose their rows, `&` and `<` are
/// escaped twice, the note on the last change is dropped, and files lose their places. Version 1 has the text as
/// the forum's own pages do, with `[attach]N[/attach]` and all files, and tells none of the others. So all is taken
/// from `main`, version 4, but the text and the files, which are taken from `bodies`, version 1, where it answered.
/// Who wrote is never taken from version 1: not every release of it hides anonymous authors.
pub fn posts(
    found: &Found<'_>,
    asked: Asked<'_>,
    thread: &Thread,
    clock: SiteClock,
) -> Result<Vec<Post>, Misfit> {
    let main = found.main;
    let rows = main.get("postlist").items();
    let clock = clock.set_by(
        rows.iter()
            .filter_map(|row| row.get("dateline").str().zip(row.get("dbdateline").unix())),
    );
    let by_id: Vec<(String, Node<'_>)> = found
        .bodies
        .get("postlist")
        .items()
        .into_iter()
        .filter_map(|row| Some((row.get("pid").text()?, row)))
        .collect();
    let best = main.get("special_reward").get("bestpost").get("pid").text();
    let mut last = thread.created;
    let mut posts = main.each("postlist", |row| {
        let fuller = row.get("pid").text().and_then(|id| {
            let (_, fuller) = by_id.iter().find(|(of, _)| *of == id)?;
            Some(*fuller)
        });
        let one = post(found, row, fuller, thread, clock, last)?;
        last = one.created;
        Ok(one)
    })?;
    // An older release may not know the order that is asked for.
    if main.get("thread").get("ordertype").flag() {
        sort_by_rank(&mut posts, |post| post.floor.map_or(-1, i64::from));
    } else if asked.page == 1 {
        put_back(&mut posts, &rows, main);
    } else if is_backwards(&posts) {
        // So come the later pages of threads of old releases that posts were deleted from.
        posts.reverse();
    }
    let floors: Vec<(PostId, u32)> = posts
        .iter()
        .filter_map(|post| Some((post.id.clone(), post.floor?)))
        .collect();
    for post in &mut posts {
        if best.as_deref() == Some(post.id.as_str()) {
            post.badges.push(Badge::Best);
        }
        if let Some(to) = &mut post.reply_to {
            let floor = floors.iter().find(|(id, _)| *id == to.id);
            to.floor = floor.map(|(_, floor)| *floor);
        }
    }
    Ok(posts)
}

/// Puts back what the server has lifted to the top of a first page: replies that it recommends, which are numbered
/// -1 and stand on their own pages too, go where they belong; those that a moderator has pinned, which come right
/// after the first post, stay there.
fn put_back(posts: &mut Vec<Post>, rows: &[Node<'_>], main: Node<'_>) {
    let mut recommended = Vec::new();
    for (index, row) in rows.iter().enumerate().rev() {
        if row.get("number").whole() == Some(-1) && index < posts.len() {
            recommended.push(posts.remove(index));
        }
    }
    let mut top = 1;
    // Where threads were joined, floors are in no order either.
    if main.get("thread").get("stickreply").flag() {
        while let Some((post, later)) = posts.get_mut(top..).and_then(<[Post]>::split_first_mut) {
            if later.iter().all(|other| other.floor > post.floor) {
                break;
            }
            post.badges.push(Badge::Pinned);
            top += 1;
        }
    }
    let last = last_floor(main);
    for post in recommended {
        let mut later = posts.iter().skip(top);
        match later.position(|other| other.floor > post.floor) {
            Some(steps) => posts.insert(top + steps, post),
            None if post.floor <= Some(last) => posts.push(post),
            None => {}
        }
    }
}

fn is_backwards(posts: &[Post]) -> bool {
    let ends = posts.first().zip(posts.last());
    ends.is_some_and(|(first, last)| first.created > last.created)
}

/// The highest floor that may stand on the first page.
fn last_floor(main: Node<'_>) -> u32 {
    let size = main.get("ppp").small().unwrap_or(u32::MAX);
    let replies = main.get("thread").get("replies").small().unwrap_or(0);
    // A single page has all posts, also where deleted ones have left gaps.
    if replies < size { u32::MAX } else { size }
}

fn post(
    found: &Found<'_>,
    row: Node<'_>,
    fuller: Option<Node<'_>>,
    thread: &Thread,
    clock: SiteClock,
    before: Time,
) -> Result<Post, Misfit> {
    let main = found.main;
    let reader = Reader(main);
    // Version 1, if it has to stand in, knows only the place among the posts that are left.
    let floor = row
        .get("position")
        .small()
        .or(row.get("number").small())
        .filter(|floor| *floor > 0);
    // Where a thread is a race for floors, deleted posts keep theirs, under numbers of no post.
    if row.get("deleted").flag() || row.get("dbdateline").is_null() && row.get("author").is_null() {
        let floor = floor.ok_or_else(|| Misfit::of(row.value(), "a post"))?;
        return Ok(blank(PostId(format!("deleted-{floor}")), floor, before));
    }
    let id = row.need("pid")?;
    let mut author = author::of_post(row, reader);
    let is_first = row.get("first").flag();
    let mut badges = Vec::new();
    // Anonymous authors are all numbered 0.
    if is_first || author.id.is_some() && author.id == thread.author.id {
        badges.push(Badge::Op);
    }
    if matches!(row.get("adminid").count(), Some(1..=3)) {
        badges.push(Badge::Moderator);
    }
    let shown = row.get("message").str().unwrap_or_default();
    let created = row.get("dbdateline").unix().unwrap_or(before);
    let mut post = Post {
        state: match row.get("status").count().unwrap_or(0) & 2 {
            0 => PostState::Ok,
            _ => PostState::Warned,
        },
        badges,
        created,
        ..blank(PostId(id), floor.unwrap_or(0), created)
    };
    post.floor = floor;
    if author.name.is_empty() && author.state == AuthorState::Active {
        author.name = entity::decode(row.get("username").str().unwrap_or_default());
    }
    post.comments = comments(found, post.id.as_str(), created, clock);
    if is_first {
        post.poll = poll(main, clock.now).or_else(|| debate(main));
    }
    let author_name = author.name.clone();
    post.author = author;
    match withheld(main, row, shown, is_first) {
        Some(Withheld::Hidden) => {
            post.state = PostState::Hidden;
            let reason = shown.split_once("<em>").map_or(shown, |(_, reason)| reason);
            post.state_reason = Some(entity::plain(reason));
        }
        Some(Withheld::Gate(gate)) => {
            post.gate = Some(gate);
            // A part of a paid text may be free.
            let free = main.get("thread").get("freemessage").str();
            if let Some(free) = free.filter(|_| is_first) {
                post.body = html(body::read(free, &author_name, &mut [], clock.offset).html);
            }
        }
        None => {
            let source = fuller
                .filter(|fuller| fuller.get("message").str().is_some())
                .unwrap_or(row);
            let mut files = attachments(source, reader);
            let text = source.get("message").str().unwrap_or_default();
            let mut reading = body::read(text, &author_name, &mut files, clock.offset);
            if is_first {
                reading.html.insert_str(0, &particulars(main));
            }
            post.body = html(reading.html);
            post.edited = reading.edited;
            post.reply_to = reading.reply_to;
            post.gate = reading.gate.or_else(|| files_shut(row, reader));
            post.attachments = files;
        }
    }
    Ok(post)
}

fn html(text: String) -> Body {
    Body {
        format: BodyFormat::Html,
        text,
    }
}

/// A post of which only the floor is left.
fn blank(id: PostId, floor: u32, created: Time) -> Post {
    Post {
        id,
        floor: Some(floor),
        author: Author {
            state: AuthorState::Deleted,
            ..Author::default()
        },
        created,
        edited: None,
        state: PostState::Deleted,
        state_reason: None,
        reply_to: None,
        depth: None,
        title: None,
        lang: None,
        body: Body::default(),
        attachments: Vec::new(),
        comments: Vec::new(),
        ratings: Vec::new(),
        reactions: Vec::new(),
        score: None,
        poll: None,
        badges: Vec::new(),
        gate: None,
        source: None,
    }
}

enum Withheld {
    Hidden,
    Gate(Gate),
}

/// Whether a sentence stands in the place of the text, and why. The server does not say that it is one; moderators
/// get the text itself.
fn withheld(main: Node<'_>, row: Node<'_>, shown: &str, is_first: bool) -> Option<Withheld> {
    let gate = |reason, price: Option<String>| {
        Withheld::Gate(Gate {
            reason,
            detail: price.is_none().then(|| entity::plain(shown)),
            price,
            ..Gate::default()
        })
    };
    if is_first && main.get("forum_threadpay").flag() {
        return Some(gate(GateReason::Pay, paid_price(main)));
    }
    // `提示: <em>该帖被管理员或版主屏蔽</em>`
    let is_shut = row.get("status").count().unwrap_or(0) & 1 == 1
        || author::is_banned(row)
        || row.get("username").str().is_none();
    let is_notice = shown.split_once("<em>").is_some_and(|(before, rest)| {
        before.len() < 40 && rest.find("</em>") == rest.len().checked_sub(5)
    });
    if is_shut && is_notice {
        return Some(Withheld::Hidden);
    }
    match shown {
        // One post with a password shuts all posts of its page, and the API has no way to give it.
        "本帖为密码帖" | "本帖為密碼帖" => Some(gate(GateReason::Password, None)),
        "该帖仅作者可见" | "該帖僅作者可見" | "此帖仅作者可见" | "此帖僅作者可見" => {
            Some(Withheld::Hidden)
        }
        _ => None,
    }
}

/// The price of a paid thread with its unit, from the sentence in place of its text (`付费主题, 价格 5 金钱`).
fn paid_price(main: Node<'_>) -> Option<String> {
    let price = main.get("thread").get("price").text()?;
    let shown = main.get("postlist").items().first()?.get("message").str()?;
    let shown = entity::plain(shown);
    let from = shown.rfind(&format!(" {price} "))?;
    shown.get(from..).map(|text| text.trim().to_owned())
}

/// A thread's price with its unit, where the page tells it: of a paid thread or of a question.
pub fn price(main: Node<'_>, thread: &Thread) -> Option<String> {
    match thread.kind {
        ThreadKind::Question => main
            .get("special_reward")
            .get("rewardprice")
            .str()
            .map(entity::plain),
        _ if main.get("forum_threadpay").flag() => paid_price(main),
        _ => None,
    }
}

/// What to ask for to have the remarks that a page leaves out: of each post it has the first of as many pages as its
/// figure of remarks makes.
pub fn further_remarks(main: Node<'_>) -> Vec<String> {
    let mut queries = Vec::new();
    let Some(thread) = main.get("thread").get("tid").text() else {
        return queries;
    };
    for (post, count) in main.get("commentcount").entries() {
        let here = main.get("comments").get(post).items().len() as u64;
        let pages = count.count().unwrap_or(0).checked_div(here).unwrap_or(0);
        let is_whole = count.count() == Some(pages * here);
        let last = if is_whole { pages } else { pages + 1 };
        queries.extend((2..=last.min(MOST_PAGES)).map(|page| {
            let (thread, post) = (encoded(&thread), encoded(post));
            format!("version=4&module=viewcomment&tid={thread}&pid={post}&page={page}")
        }));
    }
    queries
}

fn comments(found: &Found<'_>, post: &str, created: Time, clock: SiteClock) -> Vec<Comment> {
    let reader = Reader(found.main);
    let pages = std::iter::once(found.main).chain(found.remarks.iter().copied());
    pages
        .flat_map(|page| page.get("comments").get(post).items())
        .map(|comment| Comment {
            author: author::of_row(comment, reader),
            // No remark is older than its post, whatever could be read.
            at: comment
                .get("dateline")
                .str()
                .and_then(|text| clock.read(text))
                .map_or(created, |at| at.max(created)),
            text: entity::plain(comment.get("comment").str().unwrap_or_default()),
        })
        .collect()
}
