//! Who wrote something, and who a member is.

use super::{answer::Reader, clock::SiteClock};
use crate::{
    backend::Node,
    model::{Author, AuthorState, Group, Misfit, Stat, UserId, UserPage, Version},
    text::entity,
};

/// The author that a list names by `author` and `authorid`; an author without a number is nobody.
pub fn of_row(row: Node<'_>, reader: Reader<'_>) -> Author {
    named(
        row.get("author").str().unwrap_or_default(),
        row.get("authorid").count().unwrap_or(0),
        AuthorState::Anonymous,
        reader,
    )
}

/// The author of a post.
pub fn of_post(post: Node<'_>, reader: Reader<'_>) -> Author {
    let id = post.get("authorid").count().unwrap_or(0);
    // Who reads as a moderator is told who an anonymous author is.
    let nobody = match post.get("anonymous").flag() {
        true => AuthorState::Anonymous,
        false => AuthorState::Guest,
    };
    let mut author = named(
        post.get("author").str().unwrap_or_default(),
        id,
        nobody,
        reader,
    );
    // The account's own name is left out where there is no account any more.
    if id > 0 && post.get("username").str().is_none() {
        author.id = None;
        author.avatar = None;
        author.state = AuthorState::Deleted;
    } else if is_banned(post) {
        author.state = AuthorState::Banned;
    }
    author.level = post.get("groupiconid").small();
    author
}

/// Whether a post's author or a member is banned: group 4 may not write, 5 not come in, 6 is shut out by address; -1
/// is an account that was locked.
pub fn is_banned(member: Node<'_>) -> bool {
    matches!(member.get("groupid").count(), Some(4..=6))
        || member.get("memberstatus").whole() == Some(-1)
}

/// A name alone, as of whoever wrote last.
pub fn by_name(name: Option<&str>) -> Author {
    Author {
        name: entity::decode(name.unwrap_or_default()),
        state: match name {
            Some(_) => AuthorState::Active,
            None => AuthorState::Anonymous,
        },
        ..Author::default()
    }
}

fn named(name: &str, id: u64, nobody: AuthorState, reader: Reader<'_>) -> Author {
    // Lists of hot threads blank the name of an anonymous author and give the number all the same.
    let is_member = id > 0 && !name.is_empty();
    let id = id.to_string();
    Author {
        name: entity::decode(name),
        avatar: is_member.then(|| reader.avatar(&id)),
        id: is_member.then_some(UserId(id)),
        state: if is_member {
            AuthorState::Active
        } else {
            nobody
        },
        ..Author::default()
    }
}

/// A member's profile.
pub fn profile(variables: Node<'_>, clock: SiteClock) -> Result<UserPage, Misfit> {
    let space = variables.need_object("space")?;
    let id = space.need("uid").map_err(|misfit| misfit.below("space"))?;
    let clock = clock.set_by(
        space
            .get("lastactivity")
            .str()
            .zip(space.get("lastactivitydb").unix())
            .into_iter(),
    );
    // The same field is a moment for one reader and a displayed time for another.
    let time = |key| {
        let field = space.get(key);
        field.unix().or_else(|| clock.read(field.str()?))
    };
    let html = |key| space.get(key).str().map(str::to_owned);
    let text = |key| space.get(key).str().map(entity::plain);
    let group = space.get("group");
    let stats = [
        ("threads", "主题"),
        ("posts", "帖子"),
        ("digestposts", "精华"),
    ];
    let residence: Vec<String> = [
        "residecountry",
        "resideprovince",
        "residecity",
        "residedist",
    ]
    .into_iter()
    .filter_map(text)
    .collect();
    let mut credits: Vec<Stat> = stat("积分", space.get("credits")).into_iter().collect();
    for (number, kind) in variables.get("extcredits").entries() {
        let value = space.get(&format!("extcredits{number}"));
        let title = entity::plain(kind.get("title").str().unwrap_or_default());
        let unit = entity::plain(kind.get("unit").str().unwrap_or_default());
        if let Some(mut one) = stat(&title, value) {
            if !unit.is_empty() {
                one.value.push(' ');
                one.value.push_str(&unit);
            }
            credits.push(one);
        }
    }
    let is_banned = is_banned(space) || space.get("status").whole() == Some(-1);
    Ok(UserPage {
        v: Version::default(),
        user: Author {
            name: text("username").unwrap_or_default(),
            avatar: Some(Reader(variables).avatar(&id)),
            id: Some(UserId(id)),
            group: group.get("grouptitle").str().map(|title| Group {
                name: entity::plain(title),
                colour: group
                    .get("color")
                    .str()
                    .filter(|text| is_colour(text))
                    .map(str::to_owned),
            }),
            title: text("customstatus"),
            level: space.get("groupiconid").small(),
            stats: stats
                .into_iter()
                .filter_map(|(key, label)| stat(label, space.get(key)))
                .collect(),
            signature_html: html("sightml"),
            state: if is_banned {
                AuthorState::Banned
            } else {
                AuthorState::Active
            },
            joined: time("regdate"),
            last_seen: space
                .get("lastactivitydb")
                .unix()
                .or_else(|| time("lastvisit")),
            bio_html: html("bio"),
            location: (!residence.is_empty()).then(|| residence.join(" ")),
            credits,
            ..Author::default()
        },
    })
}

fn stat(label: &str, value: Node<'_>) -> Option<Stat> {
    Some(Stat {
        label: label.to_owned(),
        value: value.whole()?.to_string(),
    })
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| {
        digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
    })
}
