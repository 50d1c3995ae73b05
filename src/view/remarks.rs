//! What others added to a post: comments, ratings, reactions.

use super::{author, moment};
use crate::{
    app::App,
    model::{Comment, Post, Rating},
};
use maud::{Markup, html};

/// Short remarks (点评).
pub fn comments(app: &App, comments: &[Comment]) -> Markup {
    html! {
        @if !comments.is_empty() {
            section.comments {
                h3 { (app.texts.comments) }
                ul {
                    @for comment in comments {
                        li {
                            (author::face(app, &comment.author))
                            p { (author::name(app, &comment.author)) " " span { (comment.text) } " " small { (moment::brief_moment(app, comment.at)) } }
                        }
                    }
                }
            }
        }
    }
}

/// Points given (评分), with their sum by kind.
pub fn ratings(app: &App, ratings: &[Rating]) -> Markup {
    let texts = app.texts;
    let mut sums: Vec<(&str, i64)> = Vec::new();
    for rating in ratings {
        match sums.iter_mut().find(|(label, _)| *label == rating.label) {
            Some((_, sum)) => *sum = sum.saturating_add(rating.points),
            None => sums.push((&rating.label, rating.points)),
        }
    }
    html! {
        @if !ratings.is_empty() {
            details.ratings open[ratings.len() < 5] {
                summary {
                    (texts.raters_n.of(ratings.len() as u64))
                    @for (label, sum) in sums { " · " (label) " " (signed(sum)) }
                }
                table {
                    thead.unseen { tr { th { (texts.member) } th { (texts.points) } th { (texts.reason) } } }
                    tbody {
                        @for rating in ratings {
                            tr {
                                td { (author::name(app, &rating.author)) }
                                td.points.less[rating.points < 0] { (rating.label) " " (signed(rating.points)) }
                                td { @if let Some(reason) = &rating.reason { (reason) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn signed(points: i64) -> String {
    if points > 0 {
        format!("+{points}")
    } else {
        points.to_string()
    }
}

/// Counted reactions, and the votes for and against.
pub fn reactions(app: &App, post: &Post) -> Markup {
    let texts = app.texts;
    let counted = post.reactions.iter().filter(|reaction| reaction.count > 0);
    let mut counts: Vec<(&str, u64)> = counted
        .map(|reaction| (reaction.label.as_str(), reaction.count))
        .collect();
    if let Some(score) = &post.score {
        counts.extend([(texts.support, score.up), (texts.oppose, score.down)]);
    }
    html! {
        @if !counts.is_empty() {
            ul.reactions aria-label=(texts.reactions) {
                @for (label, count) in counts { li { span { (label) } " " b { (count) } } }
            }
        }
    }
}
