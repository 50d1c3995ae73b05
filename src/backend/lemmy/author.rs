//! Members, here and on other servers.

use super::field::{either, host, name_of, published};
use crate::{
    backend::Node,
    model::{Author, AuthorState, Badge, Group, Misfit, Stat, UserId, UserPage, Version},
    text::plain::to_html,
};

/// A member. An account that is gone has a name and nothing else.
pub fn author(person: Node) -> Author {
    let Ok(id) = name_of(person) else {
        return Author {
            state: AuthorState::Guest,
            ..Author::default()
        };
    };
    let name = person.get("name").text().unwrap_or_default();
    if person.get("deleted").flag() {
        return Author {
            name,
            state: AuthorState::Deleted,
            ..Author::default()
        };
    }
    let home = either(person, "ap_id", "actor_id").str().and_then(host);
    Author {
        id: Some(UserId(id)),
        handle: home.map(|home| format!("@{name}@{home}")),
        name: person.get("display_name").text().unwrap_or(name),
        avatar: person.get("avatar").text(),
        group: group(person.get("bot_account"), "Bot"),
        state: state(person.get("banned")),
        ..Author::default()
    }
}

/// Who wrote what a view shows, with what they are where they wrote it.
pub fn creator(view: Node) -> Author {
    let author = author(view.get("creator"));
    let is_banned = ["creator_banned", "creator_banned_from_community"]
        .iter()
        .any(|flag| view.get(flag).flag());
    let state = match author.state {
        AuthorState::Active if is_banned => AuthorState::Banned,
        state => state,
    };
    Author {
        group: group(view.get("creator_is_admin"), "Admin").or(author.group),
        state,
        ..author
    }
}

/// What marks out what somebody wrote; `op` is the number of who opened the thread.
pub fn badges(view: Node, op: Option<i64>) -> Vec<Badge> {
    let mut badges = Vec::new();
    let id = view.get("creator").get("id").whole();
    if id.is_some() && id == op {
        badges.push(Badge::Op);
    }
    // A comment that was distinguished was written by who was a moderator then.
    if ["creator_is_moderator", "creator_is_admin"]
        .iter()
        .any(|flag| view.get(flag).flag())
        || view.get("comment").get("distinguished").flag()
    {
        badges.push(Badge::Moderator);
    }
    badges
}

/// A member's profile.
pub fn profile(node: Node) -> Result<UserPage, Misfit> {
    let view = node.need_object("person_view")?;
    let person = view
        .need_object("person")
        .and_then(|person| person.need("name").map(|_| person))
        .map_err(|misfit| misfit.below("person_view"))?;
    let author = author(person);
    let counts = view.get("counts");
    let stats = [("Posts", "post_count"), ("Comments", "comment_count")]
        .into_iter()
        .filter_map(|(label, name)| {
            let figure = counts
                .get(name)
                .text()
                .or_else(|| person.get(name).text())?;
            Some(Stat {
                label: label.to_owned(),
                value: figure,
            })
        });
    Ok(UserPage {
        v: Version::default(),
        user: Author {
            group: group(view.get("is_admin"), "Admin").or(author.group),
            state: match author.state {
                AuthorState::Active => state(view.get("banned")),
                state => state,
            },
            stats: stats.collect(),
            joined: published(person).ok(),
            bio_html: person.get("bio").str().map(to_html),
            ..author
        },
    })
}

fn group(flag: Node, name: &str) -> Option<Group> {
    flag.flag().then(|| Group {
        name: name.to_owned(),
        colour: None,
    })
}

fn state(banned: Node) -> AuthorState {
    if banned.flag() {
        AuthorState::Banned
    } else {
        AuthorState::Active
    }
}
