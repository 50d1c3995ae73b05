//! The zone of displayed times, which no module tells.

use super::{
    Discuz,
    answer::variables,
    api::encoded,
    clock::{self, SiteClock},
    index::Index,
};
use crate::{backend::Reply, model::Time};

impl Discuz {
    /// The clock of displayed times, with what is known of their zone.
    pub(super) fn clock(&self) -> SiteClock {
        SiteClock {
            offset: self.offset.get().flatten(),
            now: (self.now)(),
        }
    }

    /// Learns the zone from entries that have displayed times beside moments, if any of them tells.
    pub(super) fn learn_zone(&self, reply: &Reply, list: &str) {
        if self.offset.get().flatten().is_some() {
            return;
        }
        let rows = variables(reply).get(list).items();
        if let Some(found) = clock::told_by(&rows) {
            self.offset.set(Some(Some(found)));
        }
    }

    /// Finds out the zone, once. No module tells it; but times that are not of the last week are written out, and
    /// the largest section has a thread that has been silent for longer. In a new forum nothing has; of a thread
    /// that does not exist, the server shows when it was last written in: at the beginning of time. That answer is a
    /// 404, which browsers report, so it is asked for last.
    pub(super) async fn find_zone(&self, index: &Index) {
        let _turn = self.asking_zone.lock().await;
        if self.offset.get().is_none()
            && let Some(section) = index.largest()
        {
            let query = format!(
                "version=4&module=forumdisplay&fid={}&tpp=1&filter=lastpost&orderby=lastpost&ascdesc=ASC",
                encoded(section.as_str())
            );
            if let Ok(reply) = self.ask(&query).await {
                self.learn_zone(&reply, "forum_threadlist");
            }
        }
        if self.offset.get().is_none() {
            let reply = self.ask("version=4&module=viewthread&tid=0").await.ok();
            let found = reply.and_then(|reply| {
                let thread = variables(&reply).get("thread");
                clock::offset(thread.get("lastpost").str()?, Time(0))
            });
            // It is not asked for again, whatever came.
            self.offset.set(Some(found));
        }
    }
}
