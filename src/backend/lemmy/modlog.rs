//! The moderation log: in 1.0 one list of entries, in 0.19 a list for each kind of them.

use super::{
    author::author,
    field::{either, name_of},
};
use crate::backend::rank::sort_by_rank;
use crate::{
    backend::Node,
    model::{Author, Misfit, ModlogAction, ModlogEntry, ThreadId},
};

/// The lists of 0.19. In each entry is an object with a time, `when_`, and beside it what it was done to.
pub const LISTS: [&str; 15] = [
    "removed_posts",
    "locked_posts",
    "featured_posts",
    "removed_comments",
    "removed_communities",
    "banned_from_community",
    "banned",
    "added_to_community",
    "transferred_to_community",
    "added",
    "admin_purged_persons",
    "admin_purged_communities",
    "admin_purged_posts",
    "admin_purged_comments",
    "hidden_communities",
];

/// The entries of a page, last first.
pub fn entries(node: Node) -> Result<Vec<ModlogEntry>, Misfit> {
    if !node.get("items").is_null() {
        return super::field::list(node, "items", |view| {
            let entry = view.need_object("modlog")?;
            let kind = entry.get("kind").str().unwrap_or_default();
            read(view, entry, kind, entry.get("is_revert").flag())
                .map_err(|misfit| misfit.below("modlog"))
        });
    }
    let mut all = Vec::new();
    for kind in LISTS {
        all.extend(node.each(kind, |view| {
            let fields = view.entries();
            let entry = fields
                .iter()
                .find(|(_, field)| !field.get("when_").is_null());
            let (name, entry) =
                *entry.ok_or_else(|| Misfit::of(view.value(), "an entry with a time"))?;
            // `removed: false` and the like: the act was taken back.
            let is_lifted = ["removed", "locked", "banned", "hidden"]
                .iter()
                .any(|flag| entry.get(flag).value().as_bool() == Some(false));
            read(view, entry, name, is_lifted).map_err(|misfit| misfit.below(name))
        })?);
    }
    sort_by_rank(&mut all, |entry| -entry.at.0);
    Ok(all)
}

fn read(view: Node, entry: Node, kind: &str, is_lifted: bool) -> Result<ModlogEntry, Misfit> {
    let at = either(entry, "published_at", "when_");
    let post = either(view, "target_post", "post");
    let community = either(view, "target_community", "community");
    let target = [
        "target_person",
        "banned_person",
        "modded_person",
        "commenter",
    ]
    .iter()
    .find_map(|name| member(view.get(name)));
    Ok(ModlogEntry {
        at: at
            .time()
            .ok_or_else(|| Misfit::of(at.value(), "an RFC 3339 time").below("published_at"))?,
        action: action(kind, is_lifted),
        target,
        thread: post.get("id").text().map(ThreadId),
        // Where it was done to no thread, the community tells where it was.
        title: post.get("name").text().or_else(|| name_of(community).ok()),
        moderator: member(view.get("moderator")).or_else(|| member(view.get("admin"))),
        reason: entry.get("reason").text(),
        until: either(entry, "expires_at", "expires").time(),
    })
}

fn member(person: Node) -> Option<Author> {
    person.value().is_object().then(|| author(person))
}

fn action(kind: &str, is_lifted: bool) -> ModlogAction {
    let has = |part| kind.contains(part);
    // Whoever is no moderator any more was not freed of anything.
    if has("_add") || has("transfer") || has("feature") {
        ModlogAction::Other
    } else if is_lifted {
        ModlogAction::Lift
    } else if has("ban_from") {
        ModlogAction::Mute
    } else if has("_ban") {
        ModlogAction::Ban
    } else if has("purge") {
        ModlogAction::Delete
    } else if has("remove") || has("hide") {
        ModlogAction::Hide
    } else if has("lock_post") || has("lock_comment") {
        ModlogAction::Lock
    } else if has("warn") {
        ModlogAction::Warn
    } else {
        ModlogAction::Other
    }
}
