//! What stands in the place of a page or above it: what went wrong, in plain words, with what was kept and what
//! to do next; that there is something newer.

use super::{gate, icon};
use crate::{
    app::App,
    model::{Problem, ProblemCode},
    route::Route,
    text::texts::{Texts, fill},
};
use maud::{Markup, html};

/// A problem in the place of a page.
pub fn problem_page(app: &App, problem: &Problem) -> Markup {
    let texts = app.texts;
    if let Some(found) = &problem.gate {
        return html! { .wrap { .card.shut { (gate::gate(app, found)) } } };
    }
    let (sentence, advice) = words(texts, problem.code);
    let told = problem
        .detail
        .as_deref()
        .and_then(|detail| app.sentence(detail));
    html! {
        .wrap {
            section.problem.card {
                (icon::mark())
                h1 tabindex="-1" { (sentence) }
                @if let Some(told) = told { p { (told) } } @else { p { (advice) } }
                p.ways {
                    @if problem.code == ProblemCode::LoginRequired { (gate::account_links(app)) }
                    @if can_retry(problem) {
                        button.button.primary type="button" data-retry { (texts.retry) }
                    }
                    a.button href=(app.addresses.of(&Route::Home)) { (texts.back_home) }
                }
                (technical(texts, problem))
            }
        }
    }
}

/// A problem above a page that stays as it was.
pub fn problem_banner(app: &App, problem: &Problem) -> Markup {
    let texts = app.texts;
    let (sentence, _) = words(texts, problem.code);
    html! {
        .banner {
            p { b { (sentence) } " " (texts.kept_page) }
            button.button type="button" data-retry { (texts.retry) }
            (technical(texts, problem))
        }
    }
}

/// Above a page of which there is a newer state.
pub fn newer_banner(app: &App) -> Markup {
    html! {
        .banner.quiet {
            p { (app.texts.page_changed) }
            button.button type="button" data-newer { (app.texts.show) }
        }
    }
}

/// A problem's sentence and what to do about it.
fn words(texts: &'static Texts, code: ProblemCode) -> (&'static str, &'static str) {
    use ProblemCode as Code;
    match code {
        Code::NotFound => (texts.not_found, texts.not_found_advice),
        Code::Gone => (texts.gone, texts.not_found_advice),
        Code::LoginRequired => (texts.gate_login, texts.forbidden_advice),
        Code::Forbidden => (texts.forbidden, texts.forbidden_advice),
        Code::Closed => (texts.closed, texts.unavailable_advice),
        Code::RateLimited => (texts.rate_limited, texts.unavailable_advice),
        Code::Offline => (texts.offline, texts.offline_advice),
        Code::Timeout => (texts.timeout, texts.network_advice),
        Code::Network => (texts.network, texts.network_advice),
        Code::Unavailable => (texts.unavailable, texts.unavailable_advice),
        Code::BadJson => (texts.bad_json, texts.broken_advice),
        Code::UnexpectedShape => (texts.unexpected_shape, texts.broken_advice),
        Code::HtmlInsteadOfJson => (texts.html_instead, texts.broken_advice),
        Code::Version => (texts.version, texts.version_advice),
        Code::Config => (texts.config, texts.config_advice),
        Code::Validation | Code::Captcha | Code::Conflict | Code::Pending | Code::Unknown => {
            (texts.unknown_problem, texts.unavailable_advice)
        }
    }
}

fn can_retry(problem: &Problem) -> bool {
    !matches!(
        problem.code,
        ProblemCode::NotFound | ProblemCode::Gone | ProblemCode::Forbidden
    )
}

/// What helps whoever looks after the forum: the server's words, the place of the fault, the address.
fn technical(texts: &'static Texts, problem: &Problem) -> Markup {
    let wait = problem
        .retry_after
        .map(|seconds| fill(texts.wait_seconds, &[("n", &seconds.to_string())]));
    let status = problem
        .status
        .filter(|status| *status != 200)
        .map(|status| format!("HTTP {status}"));
    let lines: Vec<String> = [
        problem.title.clone(),
        problem.detail.clone(),
        wait,
        status,
        problem.instance.clone(),
    ]
    .into_iter()
    .flatten()
    .chain(
        problem
            .errors
            .iter()
            .map(|error| format!("{}: {}", error.pointer, error.detail)),
    )
    .collect();
    html! {
        @if !lines.is_empty() {
            details.technical {
                summary { (texts.technical) }
                ul { @for line in &lines { li { (line) } } }
            }
        }
    }
}
