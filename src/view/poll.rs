//! A poll and its results.

use super::{gate, moment};
use crate::{
    app::App,
    model::{Gate, GateReason, Poll, PollOption},
    text::{number::grouped, texts::fill},
};
use maud::{Markup, html};

/// A poll. Readers who may see the votes see them as bars; the others see the answers.
pub fn poll(app: &App, poll: &Poll) -> Markup {
    let texts = app.texts;
    let closed = poll.closed || poll.closes.is_some_and(|closes| closes <= app.now);
    let cast = poll
        .options
        .iter()
        .filter_map(|option| option.votes)
        .fold(0, u64::saturating_add);
    let login = Gate {
        reason: GateReason::Login,
        ..Gate::default()
    };
    html! {
        section.poll aria-label=(texts.kind_poll) {
            @if let Some(question) = &poll.question { h3 { (question) } }
            p.facts {
                @match poll.multiple_max {
                    0 | 1 => (texts.poll_single),
                    most => (fill(texts.poll_multiple, &[("n", &most.to_string())])),
                }
                @if let Some(voters) = poll.voters { " · " (texts.voters_n.of(voters)) }
                @if closed || poll.closes.is_some() {
                    " · " (if closed { texts.poll_closed } else { texts.poll_closes })
                }
                // A poll that was closed by hand may have had an end that is still to come.
                @if let Some(closes) = poll.closes.filter(|closes| !poll.closed || *closes <= app.now) {
                    " " (moment::moment(app, closes))
                }
            }
            ol {
                @for one in &poll.options { (option(app, one, cast, poll.results_visible)) }
            }
            @if !poll.results_visible { p.note { (texts.poll_hidden) } }
            @if !closed {
                .note { (texts.poll_login) " " (gate::links(app, &login)) }
            }
        }
    }
}

fn option(app: &App, option: &PollOption, cast: u64, visible: bool) -> Markup {
    let picture = option.image.as_deref();
    html! {
        li.mine[option.mine] {
            @if let Some(src) = picture.and_then(|src| app.addresses.media(src)) {
                img src=(src) alt="" width="96" height="72" loading="lazy" decoding="async" referrerpolicy="no-referrer";
            }
            span.label { (option.label) }
            @if let Some(votes) = option.votes.filter(|_| visible) {
                @let share = votes.saturating_mul(1000).saturating_add(cast / 2).checked_div(cast).unwrap_or(0);
                progress max=(cast.max(1)) value=(votes) aria-label=(option.label) {}
                span.votes { (grouped(votes)) " (" (share / 10) "." (share % 10) "%)" }
            }
        }
    }
}
