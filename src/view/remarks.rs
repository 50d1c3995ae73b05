//! What others added to a post: comments, ratings, reactions.

use super::{author, moment};
use crate::{
    app::App,
    model::{Comment, Post, Rating},
};
use leptos::prelude::*;

/// Short remarks (点评).
pub fn comments(app: &App, comments: &[Comment]) -> Option<AnyView> {
    let entry = |comment: &Comment| {
        view! {
            <li>
                {author::face(app, &comment.author)}
                <p>{author::name(app, &comment.author)}" "<span>{comment.text.clone()}</span>" "<small>{moment::brief_moment(app, comment.at)}</small></p>
            </li>
        }
    };
    (!comments.is_empty()).then(|| {
        let entries: Vec<_> = comments.iter().map(entry).collect();
        view! { <section class="comments"><h3>{app.texts.comments}</h3><ul>{entries}</ul></section> }.into_any()
    })
}

/// Points given (评分), with their sum by kind.
pub fn ratings(app: &App, ratings: &[Rating]) -> Option<AnyView> {
    let mut sums: Vec<(&str, i64)> = Vec::new();
    for rating in ratings {
        match sums.iter_mut().find(|(label, _)| *label == rating.label) {
            Some((_, sum)) => *sum = sum.saturating_add(rating.points),
            None => sums.push((&rating.label, rating.points)),
        }
    }
    let entry = |rating: &Rating| {
        view! {
            <tr>
                <td>{author::name(app, &rating.author)}</td>
                <td class=if rating.points < 0 { "points less" } else { "points" }>{rating.label.clone()}" "{signed(rating.points)}</td>
                <td>{rating.reason.clone()}</td>
            </tr>
        }
    };
    (!ratings.is_empty()).then(|| {
        let entries: Vec<_> = ratings.iter().map(entry).collect();
        let sums: Vec<String> = sums.iter().map(|(label, sum)| format!("{label} {}", signed(*sum))).collect();
        let texts = app.texts;
        let count = u64::try_from(ratings.len()).unwrap_or_default();
        view! {
            <details class="ratings" open=ratings.len() < 5>
                <summary>{texts.raters_n.of(count)}" · "{sums.join(" · ")}</summary>
                <table>
                    <thead class="unseen"><tr><th>{texts.member}</th><th>{texts.points}</th><th>{texts.reason}</th></tr></thead>
                    <tbody>{entries}</tbody>
                </table>
            </details>
        }
        .into_any()
    })
}

fn signed(points: i64) -> String {
    if points > 0 {
        format!("+{points}")
    } else {
        points.to_string()
    }
}

/// Counted reactions, and the votes for and against.
pub fn reactions(app: &App, post: &Post) -> Option<AnyView> {
    let texts = app.texts;
    let mut counts: Vec<AnyView> = post
        .reactions
        .iter()
        .filter(|reaction| reaction.count > 0)
        .map(|reaction| {
            view! { <li><span>{reaction.label.clone()}</span>" "<b>{reaction.count}</b></li> }
                .into_any()
        })
        .collect();
    if let Some(score) = &post.score {
        for (label, count) in [(texts.support, score.up), (texts.oppose, score.down)] {
            counts.push(view! { <li><span>{label}</span>" "<b>{count}</b></li> }.into_any());
        }
    }
    (!counts.is_empty()).then(|| {
        view! { <ul class="reactions" aria-label=texts.reactions>{counts}</ul> }.into_any()
    })
}
