//! Discourse's members. Their username is their id: every address and every filter of the server asks for it.

use super::text::picture;
use crate::{
    backend::Node,
    model::{Author, AuthorState, Group, UserId},
};

/// A member as lists and posts tell of one; of a deleted member nothing is told.
pub fn author(user: Node) -> Author {
    named(user, "username", "avatar_template")
}

/// The same, where the fields have a prefix of their own.
pub fn named(user: Node, name: &str, avatar: &str) -> Author {
    let Some(name) = user.get(name).str() else {
        return gone();
    };
    Author {
        id: Some(UserId::from(name)),
        name: name.to_owned(),
        avatar: user.get(avatar).str().map(picture),
        ..Author::default()
    }
}

/// A member who is no more.
pub fn gone() -> Author {
    Author {
        state: AuthorState::Deleted,
        ..Author::default()
    }
}

/// A post's author, with what stands under the name.
pub fn poster(post: Node) -> Author {
    let group = post.get("flair_name").str();
    Author {
        group: group
            .or_else(|| post.get("primary_group_name").str())
            .map(group_of),
        title: post.get("user_title").text(),
        level: post.get("trust_level").small(),
        ..author(post)
    }
}

/// A member's profile. The full name comes first there, the username second.
pub fn profile(user: Node) -> Author {
    let base = author(user);
    let full_name = user.get("name").str().filter(|name| *name != base.name);
    Author {
        handle: full_name.map(|_| format!("@{}", base.name)),
        name: full_name.unwrap_or(&base.name).to_owned(),
        group: user.get("primary_group_name").str().map(group_of),
        title: user.get("title").text(),
        level: user.get("trust_level").small(),
        // Told of suspended members only.
        state: match user.get("suspended_till").is_null() {
            true => base.state,
            false => AuthorState::Banned,
        },
        joined: user.get("created_at").time(),
        last_seen: user.get("last_seen_at").time(),
        bio_html: user.get("bio_cooked").text(),
        location: user.get("location").text(),
        ..base
    }
}

fn group_of(name: &str) -> Group {
    Group {
        name: name.to_owned(),
        colour: None,
    }
}
