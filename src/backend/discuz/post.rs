//! The posts of a thread, with their files, polls and remarks.

use super::{answer::Reader, author, body, clock::SiteClock};
use crate::backend::rank::sort_by_rank;
use crate::{
    backend::Node,
    model::{
        Attachment, AttachmentKind, Author, AuthorState, Badge, Body, BodyFormat, Comment, Gate,
        GateReason, Misfit, Poll, PollOption, Post, PostId, PostState, Thread, ThreadKind, Time,
    },
    text::entity,
};

/// The posts of a page.
///
/// Version 4 of the API tells where a post stands (`position`), the remarks on it, and the level of its author, but
/// spoils its text: code vanishes, italics, sizes and alignment are lost, tables lose their rows, `&` and `<` are
/// escaped twice, the note on the last change is dropped, and files lose their places. Version 1 has the text as
/// the forum's own pages do, with `[attach]N[/attach]` and all files, and tells none of the others. So all is taken
/// from `main`, version 4, but the text and the files, which are taken from `bodies`, version 1, where it answered.
/// Who wrote is never taken from version 1: not every release of it hides anonymous authors.
pub fn posts(
    main: Node<'_>,
    bodies: Node<'_>,
    thread: &Thread,
    clock: SiteClock,
) -> Result<Vec<Post>, Misfit> {
    let rows = main.get("postlist").items();
    let clock = clock.set_by(
        rows.iter()
            .filter_map(|row| row.get("dateline").str().zip(row.get("dbdateline").unix())),
    );
    let by_id: Vec<(String, Node<'_>)> = bodies
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
        let one = post(main, row, fuller, thread, clock, last)?;
        last = one.created;
        Ok(one)
    })?;
    // An older release may not know the order that is asked for.
    if main.get("thread").get("ordertype").flag() {
        sort_by_rank(&mut posts, |post| post.floor.map_or(-1, i64::from));
    } else {
        put_back(&mut posts, &rows, last_floor(main));
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
/// -1 and stand on their own pages too, go where they belong; those that a moderator has pinned stay there.
fn put_back(posts: &mut Vec<Post>, rows: &[Node<'_>], last: u32) {
    let mut lowest = u32::MAX;
    let mut lifted = Vec::new();
    for (index, post) in posts.iter().enumerate().rev() {
        let floor = post.floor.unwrap_or(lowest);
        if floor > lowest {
            lifted.push(index);
        }
        lowest = lowest.min(floor);
    }
    // From the last one on, so that the places of the others stay.
    for index in lifted {
        let is_recommended = rows
            .get(index)
            .is_some_and(|row| row.get("number").whole() == Some(-1));
        if !is_recommended {
            if let Some(post) = posts.get_mut(index) {
                post.badges.push(Badge::Pinned);
            }
            continue;
        }
        let post = posts.remove(index);
        let mut later = posts.iter().skip(index);
        match later.position(|other| other.floor > post.floor) {
            Some(steps) => posts.insert(index + steps, post),
            None if post.floor <= Some(last) => posts.push(post),
            None => {}
        }
    }
}

/// The highest floor that may stand on the first page.
fn last_floor(main: Node<'_>) -> u32 {
    let size = main.get("ppp").small().unwrap_or(u32::MAX);
    let replies = main.get("thread").get("replies").small().unwrap_or(0);
    // A single page has all posts, also where deleted ones have left gaps.
    if replies < size { u32::MAX } else { size }
}

fn post(
    main: Node<'_>,
    row: Node<'_>,
    fuller: Option<Node<'_>>,
    thread: &Thread,
    clock: SiteClock,
    before: Time,
) -> Result<Post, Misfit> {
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
    post.comments = comments(main, post.id.as_str(), created, clock, reader);
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
                reading.html.insert_str(0, &body::particulars(main));
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

/// Where a post has files and the reader may see none of them, the server leaves its own figure instead of a list.
fn files_shut(row: Node<'_>, reader: Reader<'_>) -> Option<Gate> {
    let has_files = row.get("attachment").count().unwrap_or(0) > 0;
    let none_listed = row.get("attachments").entries().is_empty();
    (has_files && none_listed).then(|| Gate {
        reason: if reader.is_guest() {
            GateReason::Login
        } else {
            GateReason::Level
        },
        ..Gate::default()
    })
}

fn attachments(row: Node<'_>, reader: Reader<'_>) -> Vec<Attachment> {
    row.get("attachments")
        .entries()
        .into_iter()
        .filter_map(|(key, file)| attachment(key, file, reader))
        .collect()
}

fn attachment(key: &str, file: Node<'_>, reader: Reader<'_>) -> Option<Attachment> {
    let number = |key| file.get(key).count().unwrap_or(0);
    let name = entity::decode(file.get("filename").str().unwrap_or_default());
    let address = format!(
        "{}{}",
        file.get("url").str().unwrap_or_default(),
        file.get("attachment").str()?
    );
    let is_image = file.get("attachimg").flag() || number("isimage") == 1;
    let kind = match body::kind_of(&name) {
        _ if is_image => AttachmentKind::Image,
        // Only the server knows which of the others it shows as a picture.
        AttachmentKind::Image => AttachmentKind::File,
        kind => kind,
    };
    let gate = if reader.is_below(number("readperm")) {
        Some((GateReason::Level, None))
    } else if number("price") > 0 && !file.get("payed").flag() {
        Some((GateReason::Pay, file.get("price").text()))
    } else {
        None
    };
    let pixels = |key| file.get(key).small().filter(|pixels| *pixels > 0);
    // Only pictures are fetched as they lie there: other files have another name on the server, and a counter.
    let url = match file.get("aidencode").str() {
        Some(code) if kind != AttachmentKind::Image => {
            format!("forum.php?mod=attachment&aid={code}")
        }
        _ => address.clone(),
    };
    Some(Attachment {
        id: file.get("aid").text().unwrap_or_else(|| key.to_owned()),
        kind,
        thumbnail: (is_image && file.get("thumb").flag()).then(|| format!("{address}.thumb.jpg")),
        // What is shut is not led to.
        url: if gate.is_some() { String::new() } else { url },
        width: pixels("width"),
        height: pixels("height"),
        bytes: file.get("filesize").count(),
        mime: None,
        alt: file.get("description").str().map(entity::plain),
        downloads: file.get("downloads").count(),
        inline: false,
        gate: gate.map(|(reason, price)| Gate {
            reason,
            price,
            ..Gate::default()
        }),
        name,
    })
}

fn comments(
    main: Node<'_>,
    post: &str,
    created: Time,
    clock: SiteClock,
    reader: Reader<'_>,
) -> Vec<Comment> {
    main.get("comments")
        .get(post)
        .items()
        .into_iter()
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

fn poll(main: Node<'_>, now: Time) -> Option<Poll> {
    let poll = main.get("special_poll");
    let options = poll.get("polloptions").items();
    if options.is_empty() {
        return None;
    }
    // 1 is: not before one has voted.
    let results_visible = !poll.get("visiblepoll").flag();
    // A poll without an end is given one a day from now; only a true one has a remaining time.
    let closes = poll.get("expirations").unix();
    let is_true = |end: &Time| !poll.get("remaintime").items().is_empty() || *end <= now;
    Some(Poll {
        id: main.get("thread").get("tid").text().unwrap_or_default(),
        question: None,
        options: options
            .into_iter()
            .map(|option| {
                let image = option.get("imginfo");
                PollOption {
                    id: option.get("polloptionid").text().unwrap_or_default(),
                    label: entity::plain(option.get("polloption").str().unwrap_or_default()),
                    image: image
                        .get("small")
                        .str()
                        .or(image.get("big").str())
                        .map(str::to_owned),
                    votes: option.get("votes").count().filter(|_| results_visible),
                    mine: false,
                }
            })
            .collect(),
        multiple_max: match poll.get("multiple").flag() {
            true => poll.get("maxchoices").small().unwrap_or(1).max(1),
            false => 1,
        },
        closes: closes.filter(is_true),
        voters: poll.get("voterscount").count(),
        results_visible,
        can_vote: poll.get("allowvote").flag(),
    })
}

/// A debate's two sides, as a poll.
fn debate(main: Node<'_>) -> Option<Poll> {
    let debate = main.get("special_debate");
    let side = |point, votes| {
        Some(PollOption {
            id: String::from(point),
            label: entity::plain(debate.get(point).str()?),
            votes: debate.get(votes).count(),
            ..PollOption::default()
        })
    };
    Some(Poll {
        id: main.get("thread").get("tid").text().unwrap_or_default(),
        options: vec![
            side("affirmpoint", "affirmvotes")?,
            side("negapoint", "negavotes")?,
        ],
        multiple_max: 1,
        results_visible: true,
        ..Poll::default()
    })
}
