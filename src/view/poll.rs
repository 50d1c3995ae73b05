//! A poll and its results.

use super::{gate, moment};
use crate::{
    app::App,
    model::{Gate, GateReason, Poll, PollOption},
    text::{number::grouped, texts::fill},
};
use leptos::prelude::*;

/// A poll. Readers who may see the votes see them as bars; the others see the answers.
pub fn poll(app: &App, poll: &Poll) -> AnyView {
    let texts = app.texts;
    let closed = poll.closes.is_some_and(|closes| closes <= app.now);
    let kind = match poll.multiple_max {
        0 | 1 => texts.poll_single.to_owned(),
        most => fill(texts.poll_multiple, &[("n", &most.to_string())]),
    };
    let closing = poll.closes.map(|closes| {
        let label = if closed {
            texts.poll_closed
        } else {
            texts.poll_closes
        };
        view! { " · "{label}" "{moment::moment(app, closes)} }
    });
    let cast = poll
        .options
        .iter()
        .filter_map(|option| option.votes)
        .fold(0, u64::saturating_add);
    let options: Vec<_> = poll
        .options
        .iter()
        .map(|one| option(app, one, cast, poll.results_visible))
        .collect();
    let hidden = (!poll.results_visible).then(|| view! { <p class="note">{texts.poll_hidden}</p> });
    let login = (!closed && !poll.can_vote).then(|| {
        let found = Gate {
            reason: GateReason::Login,
            ..Gate::default()
        };
        view! { <div class="note">{texts.poll_login}" "{gate::links(app, &found)}</div> }
    });
    view! {
        <section class="poll" aria-label=texts.kind_poll>
            {poll.question.clone().map(|question| view! { <h3>{question}</h3> })}
            <p class="facts">
                {kind}
                {poll.voters.map(|voters| view! { " · "{texts.voters_n.of(voters)} })}
                {closing}
            </p>
            <ol>{options}</ol>
            {hidden}
            {login}
        </section>
    }
    .into_any()
}

fn option(app: &App, option: &PollOption, cast: u64, visible: bool) -> AnyView {
    let picture = option.image.as_deref().and_then(|src| app.addresses.media(src)).map(|src| {
        view! { <img src=src alt="" width="96" height="72" loading="lazy" decoding="async" referrerpolicy="no-referrer" /> }
    });
    let result = option.votes.filter(|_| visible).map(|votes| {
        let share = votes.saturating_mul(1000).checked_div(cast).unwrap_or(0);
        let percent = format!("{}.{}%", share / 10, share % 10);
        view! {
            <progress max=cast.max(1) value=votes aria-label=option.label.clone()></progress>
            <span class="votes">{grouped(votes)}" ("{percent}")"</span>
        }
    });
    view! {
        <li class:mine=option.mine>
            {picture}
            <span class="label">{option.label.clone()}</span>
            {result}
        </li>
    }
    .into_any()
}
