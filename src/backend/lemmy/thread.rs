//! Posts of communities: the threads, and the first post of each.

use super::{
    author::{badges, creator},
    field::{Languages, body, excerpt, figure, literal, published, updated},
    section,
};
use crate::{
    backend::Node,
    model::{
        Attachment, AttachmentKind, Author, AuthorState, Body, BodyFormat, Edit, Misfit, Post,
        PostId, PostState, Prefix, Score, Thread, ThreadCounts, ThreadFlag, ThreadId, ThreadKind,
    },
};

/// A thread as a list of posts has it.
pub fn thread(view: Node, languages: &Languages) -> Result<Thread, Misfit> {
    about(view, creator(view), languages).map(|thread| Thread {
        counts: ThreadCounts {
            replies: figure(view, view.get("post"), "comments"),
            likes: figure(view, view.get("post"), "upvotes"),
            ..ThreadCounts::default()
        },
        ..thread
    })
}

/// The thread that a comment is in. Who opened it is told by number alone, and 0.19 tells no figures of it.
pub fn of_comment(view: Node, languages: &Languages) -> Result<Thread, Misfit> {
    let post = view.get("post");
    let is_own = post.get("creator_id").whole() == view.get("creator").get("id").whole();
    let author = if is_own {
        creator(view)
    } else {
        Author {
            state: AuthorState::Unknown,
            ..Author::default()
        }
    };
    about(view, author, languages)
}

fn about(view: Node, author: Author, languages: &Languages) -> Result<Thread, Misfit> {
    let post = view.need_object("post")?;
    let community = view.need_object("community")?;
    let section = section::id(community).map_err(|misfit| misfit.below("community"))?;
    let read = || {
        let is_nsfw = is_nsfw(view);
        let media = media(view);
        let is_image = media
            .as_ref()
            .is_some_and(|media| media.kind == AttachmentKind::Image);
        let url = post.get("url").text().filter(|_| media.is_none());
        let is_hidden = post.get("removed").flag() || post.get("deleted").flag();
        let mut flags = Vec::new();
        for (is, flag) in [
            (
                post.get("featured_local").flag(),
                ThreadFlag::PinnedEverywhere,
            ),
            (post.get("featured_community").flag(), ThreadFlag::Pinned),
            (post.get("locked").flag(), ThreadFlag::Locked),
            (is_hidden, ThreadFlag::Hidden),
            (is_image, ThreadFlag::Images),
        ] {
            if is {
                flags.push(flag);
            }
        }
        let told = post.get("body").str().and_then(excerpt);
        let embedded = || excerpt(post.get("embed_description").str()?);
        let picture = || media.filter(|_| is_image).map(|media| media.url);
        Ok(Thread {
            id: ThreadId(post.need("id")?),
            section,
            title: post.need("name")?,
            lang: languages.get(post.get("language_id")),
            kind: if url.is_some() {
                ThreadKind::Link
            } else {
                ThreadKind::Discussion
            },
            // What not everybody wants to see beside other things is named, and shown only in the thread.
            prefix: is_nsfw.then(|| Prefix {
                id: "nsfw".to_owned(),
                label: "NSFW".to_owned(),
            }),
            tags: tags(view),
            author,
            created: published(post)?,
            last_post: None,
            counts: ThreadCounts::default(),
            flags,
            excerpt: told.or_else(embedded).filter(|_| !(is_nsfw || is_hidden)),
            thumbnail: post
                .get("thumbnail_url")
                .text()
                .or_else(picture)
                .filter(|_| !(is_nsfw || is_hidden)),
            url,
            gate: None,
            price: None,
            moved_to: None,
        })
    };
    read().map_err(|misfit: Misfit| misfit.below("post"))
}

fn is_nsfw(view: Node) -> bool {
    view.get("post").get("nsfw").flag() || view.get("community").get("nsfw").flag()
}

fn tags(view: Node) -> Vec<String> {
    let tags = view.get("tags").items().into_iter();
    tags.filter(|tag| !tag.get("deleted").flag())
        .filter_map(|tag| {
            tag.get("display_name")
                .text()
                .or_else(|| tag.get("name").text())
        })
        .collect()
}

/// The picture or film that a post is about.
fn media(view: Node) -> Option<Attachment> {
    let post = view.get("post");
    let url = post.get("url").str()?;
    let mime = post.get("url_content_type").str();
    let details = view.get("image_details");
    Some(Attachment {
        width: details.get("width").small(),
        height: details.get("height").small(),
        mime: mime.map(str::to_owned),
        alt: post.get("alt_text").text(),
        ..file("url", url, kind_of(mime, url)?)
    })
}

/// The film on the page that a post is about. Most servers of films tell of a page with a player, which is left to
/// the link.
fn film(view: Node) -> Option<Attachment> {
    let url = view.get("post").get("embed_video_url").str()?;
    let kind = kind_of(None, url)?;
    Some(file("film", url, kind))
}

fn file(id: &str, url: &str, kind: AttachmentKind) -> Attachment {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    Attachment {
        id: id.to_owned(),
        kind,
        name: path.rsplit('/').next().unwrap_or(path).to_owned(),
        url: url.to_owned(),
        thumbnail: None,
        width: None,
        height: None,
        bytes: None,
        mime: None,
        alt: None,
        downloads: None,
        inline: false,
        gate: None,
    }
}

/// What an address leads to, by what the server found there, else by its ending.
fn kind_of(mime: Option<&str>, url: &str) -> Option<AttachmentKind> {
    if let Some(mime) = mime {
        return match mime.split('/').next() {
            Some("image") => Some(AttachmentKind::Image),
            Some("video") => Some(AttachmentKind::Video),
            Some("audio") => Some(AttachmentKind::Audio),
            _ => None,
        };
    }
    let (_, ending) = url.split(['?', '#']).next()?.rsplit_once('.')?;
    Some(match ending {
        "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" => AttachmentKind::Image,
        "mp4" | "webm" => AttachmentKind::Video,
        "mp3" | "ogg" | "flac" => AttachmentKind::Audio,
        _ => return None,
    })
}

/// The number of the thread that an answer is about.
pub fn id(node: Node) -> Result<String, Misfit> {
    let view = node.need_object("post_view")?;
    let id = view.need_object("post").and_then(|post| post.need("id"));
    id.map_err(|misfit| misfit.below("post_view"))
}

/// The number of who opened a thread.
pub fn opener(view: Node) -> Option<i64> {
    view.get("post").get("creator_id").whole()
}

/// The first post of a thread: floor 1.
pub fn opening(view: Node, languages: &Languages) -> Result<Post, Misfit> {
    let post = view.need_object("post")?;
    let read = || {
        let id = opening_id(&post.need("id")?);
        let written = written(view, post, id, languages)?;
        let is_readable = written.state == PostState::Ok;
        Ok(Post {
            floor: Some(1),
            body: if is_readable {
                text(post)
            } else {
                Body::default()
            },
            attachments: media(view)
                .or_else(|| film(view))
                .filter(|_| is_readable)
                .into_iter()
                .collect(),
            badges: badges(view, opener(view)),
            ..written
        })
    };
    read().map_err(|misfit: Misfit| misfit.below("post"))
}

/// The id of the first post of a thread; comments have ids of their own, which may be the same number.
pub fn opening_id(thread: &str) -> PostId {
    PostId(format!("post-{thread}"))
}

/// What a post's address tells of itself, quoted, and the text under it.
fn text(post: Node) -> Body {
    let own = body(post.get("body").str().unwrap_or_default());
    let told = |name| post.get(name).str().map(str::trim);
    // Most posts are named after what they lead to.
    let title = told("embed_title").filter(|title| Some(*title) != told("name"));
    let mut quoted = Vec::new();
    if let Some(title) = title {
        quoted.push(["> **", &literal(title), "**"].concat());
    }
    if let Some(text) = told("embed_description") {
        quoted.push(["> ", &literal(text)].concat());
    }
    if quoted.is_empty() {
        return own;
    }
    let mut text = quoted.join("\n>\n");
    if !own.text.is_empty() {
        text.push_str("\n\n");
        text.push_str(&own.text);
    }
    Body {
        format: BodyFormat::Markdown,
        text,
    }
}

/// What posts and comments have alike: all but the text.
pub fn written(view: Node, thing: Node, id: PostId, languages: &Languages) -> Result<Post, Misfit> {
    let created = published(thing)?;
    let edited = updated(thing).filter(|at| *at != created);
    let votes = |name| figure(view, thing, name);
    Ok(Post {
        id,
        floor: None,
        author: creator(view),
        created,
        edited: edited.map(|at| Edit {
            at,
            ..Edit::default()
        }),
        state: if thing.get("deleted").flag() {
            PostState::Deleted
        } else if thing.get("removed").flag() {
            // By a moderator.
            PostState::Hidden
        } else {
            PostState::Ok
        },
        state_reason: None,
        reply_to: None,
        depth: None,
        title: None,
        lang: languages.get(thing.get("language_id")),
        body: Body::default(),
        attachments: Vec::new(),
        comments: Vec::new(),
        ratings: Vec::new(),
        reactions: Vec::new(),
        score: votes("upvotes").map(|up| Score {
            up,
            down: votes("downvotes").unwrap_or_default(),
            mine: 0,
        }),
        poll: None,
        badges: Vec::new(),
        gate: None,
        source: None,
    })
}
