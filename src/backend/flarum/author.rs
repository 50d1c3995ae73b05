//! Flarum's members. Their slug is their id, as in the addresses of profiles; unless a forum chose otherwise it is the
//! username, which is what lists are filtered by.

use super::joined::Joined;
use crate::{
    backend::Node,
    model::{Author, AuthorState, Badge, Group, UserId},
};

/// The groups of administrators and moderators, which every forum has.
const STAFF: [&str; 2] = ["1", "4"];

/// A member that something is related to; where nobody is, the member is no more.
pub fn author<'a>(answer: &Joined<'a>, user: Option<Node<'a>>) -> Author {
    let fields = user.map(|user| user.get("attributes"));
    let told = fields.and_then(|fields| Some((fields, fields.get("username").str()?)));
    let (Some(user), Some((fields, username))) = (user, told) else {
        return Author {
            state: AuthorState::Deleted,
            ..Author::default()
        };
    };
    let id = fields.get("slug").str().unwrap_or(username);
    let name = fields.get("displayName").str().unwrap_or(username);
    let group = answer.many(user, "groups").into_iter().next();
    Author {
        id: Some(UserId::from(id)),
        name: name.to_owned(),
        handle: (name != username).then(|| format!("@{username}")),
        avatar: fields.get("avatarUrl").text(),
        group: group.and_then(|group| {
            let group = group.get("attributes");
            Some(Group {
                name: group.get("nameSingular").text()?,
                colour: group.get("color").text(),
            })
        }),
        state: match fields.get("suspendedUntil").is_null() {
            true => AuthorState::Active,
            false => AuthorState::Banned,
        },
        joined: fields.get("joinTime").time(),
        last_seen: fields.get("lastSeenAt").time(),
        ..Author::default()
    }
}

/// What marks a member's posts out.
pub fn badge(user: Option<Node>) -> Option<Badge> {
    let groups = super::joined::linked(user?, "groups").items();
    let is_staff = |group: &Node| {
        group
            .get("id")
            .text()
            .is_some_and(|id| STAFF.contains(&&*id))
    };
    groups.iter().any(is_staff).then_some(Badge::Moderator)
}
