//! Who wrote something: NodeBB's users.

use super::{super::Node, words::Words};
use crate::model::{Author, AuthorState, Group, Stat, UserId};
use crate::text::entity::decode;

/// A user as lists, posts and profiles have one. Users are named by their slug, as in the forum's own addresses:
/// that is what a profile is asked for by.
pub fn author(user: Node<'_>, words: &Words) -> Author {
    let shown = user.get("displayname").str();
    let name = shown.or(user.get("username").str()).unwrap_or_default();
    let slug = user.get("userslug").str();
    // The app has words of its own for those who are no members.
    let (name, state) = match name {
        "[[global:guest]]" => ("", AuthorState::Guest),
        "[[global:former-user]]" => ("", AuthorState::Deleted),
        _ if user.get("banned").flag() => (name, AuthorState::Banned),
        _ if slug.is_none() && user.get("uid").whole() == Some(0) => (name, AuthorState::Guest),
        _ => (name, AuthorState::Active),
    };
    let is_member = !matches!(state, AuthorState::Guest | AuthorState::Deleted);
    let is_remote = user.get("isLocal").value().as_bool() == Some(false);
    Author {
        id: slug.filter(|_| is_member).map(UserId::from),
        name: decode(&words.resolve(name)),
        handle: slug.filter(|_| is_remote).map(|slug| format!("@{slug}")),
        avatar: user.get("picture").str().map(decode),
        group: group(user, words),
        state,
        ..Author::default()
    }
}

/// The author of a post, with what stands under the name and under the post.
pub fn writer(user: Node<'_>, words: &Words) -> Author {
    Author {
        signature_html: user.get("signature").str().map(str::to_owned),
        ..author(user, words)
    }
}

/// The user of a profile.
pub fn profile(user: Node<'_>, words: &Words) -> Author {
    let figures = [
        ("[[global:posts]]", "postcount"),
        ("[[global:topics]]", "topiccount"),
        ("[[global:reputation]]", "reputation"),
    ];
    let stats = figures.into_iter().filter_map(|(label, field)| {
        Some(Stat {
            label: decode(&words.resolve(label)),
            value: user.get(field).whole()?.to_string(),
        })
    });
    // What else an administrator lets members tell of themselves.
    let fields = user.get("customUserFields").items().into_iter();
    let credits = fields.filter_map(|field| {
        Some(Stat {
            label: words.text(field.get("name"))?,
            value: decode(&field.get("value").text()?),
        })
    });
    Author {
        stats: stats.collect(),
        joined: user.get("joindate").unix_millis(),
        last_seen: user.get("lastonline").unix_millis(),
        bio_html: user.get("aboutmeParsed").str().map(str::to_owned),
        location: user.get("location").str().map(decode),
        credits: credits.collect(),
        ..author(user, words)
    }
}

/// The group that the user shows beside the name: in posts there may be several, in a profile too.
fn group(user: Node<'_>, words: &Words) -> Option<Group> {
    let groups = [user.get("selectedGroups"), user.get("selectedGroup")];
    let shown = groups
        .into_iter()
        .find_map(|groups| groups.items().first().copied())?;
    let title = words.text(shown.get("userTitle"));
    Some(Group {
        name: title.or_else(|| words.text(shown.get("name")))?,
        colour: shown.get("labelColor").str().map(str::to_owned),
    })
}
