//! The comments that a tree has no room for: the server sends 300, those on the first post before their answers.

use super::{
    Lemmy,
    client::MOST,
    dialect::Dialect,
    talk::{Remark, WHOLE, is_on_post},
};
use crate::{backend::Reply, model::Misfit, route::escape};
use futures_util::future::join_all;
use std::rc::Rc;

/// How many requests for later comments a thread is worth.
const MOST_ASKED: u64 = 20;

impl Lemmy {
    /// The comments after those of a tree that has 300 on the first post alone, so that there may be more of them. In
    /// 1.0 the tree goes on by a cursor; in 0.19 all comments come in the order they were written in, and those before
    /// the 300th cannot be new. `count` is how many there are in all. What does not come is left out.
    pub(super) async fn later_remarks(
        &self,
        dialect: &Dialect,
        post: &str,
        tree: &Reply,
        count: u64,
        read: &dyn Fn(&Reply) -> Result<Vec<Remark>, Misfit>,
    ) -> Vec<Remark> {
        let mut later = Vec::new();
        let api = dialect.api;
        if !dialect.cursors {
            let list = dialect.comments_by_age(post);
            let size = u64::from(MOST);
            let known = WHOLE as u64 / size;
            let last = count.div_ceil(size).min(known + MOST_ASKED);
            let pages = (known + 1..=last).map(|page| {
                self.client
                    .ask(format!("{api}{list}&limit={MOST}&page={page}"))
            });
            for reply in join_all(pages).await.into_iter().flatten() {
                later.extend(read(&reply).unwrap_or_default());
            }
            return later;
        }
        let path = dialect.tree("post_id", post);
        let mut next = cursor(tree);
        for _ in 0..MOST_ASKED {
            let Some(cursor_of_page) = next.take() else {
                break;
            };
            let path = format!("{api}{path}&page_cursor={}", escape(&cursor_of_page));
            let Ok(reply) = self.client.ask(path).await else {
                break;
            };
            let reply: Rc<Reply> = reply;
            let found = read(&reply).unwrap_or_default();
            // After the last comment on the post come answers, which are asked for by branch.
            if found.iter().all(is_on_post) {
                next = cursor(&reply);
            }
            later.extend(found);
        }
        later
    }
}

fn cursor(reply: &Reply) -> Option<String> {
    reply.node().get("next_page").str().map(str::to_owned)
}
