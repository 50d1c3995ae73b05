//! The poll of a thread, and a debate as one.

use crate::{
    backend::Node,
    model::{Poll, PollOption, Time},
    text::entity,
};

/// The poll of a thread.
pub fn poll(main: Node<'_>, now: Time) -> Option<Poll> {
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
        // Nobody votes in a thread that is closed.
        closed: main.get("thread").get("closed").count() == Some(1),
        voters: poll.get("voterscount").count(),
        results_visible,
        can_vote: poll.get("allowvote").flag(),
    })
}

/// A debate's two sides, as a poll.
pub fn debate(main: Node<'_>) -> Option<Poll> {
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
