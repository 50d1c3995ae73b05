//! From page to page.

use super::jump::jump_box;
use crate::{app::App, model::Page, text::texts::fill};
use leptos::prelude::*;

/// The pages of a list; `href` gives the address of a page. Without a count, only the next and previous page are
/// offered; a list of one page has no pager. `backwards` counts down, for lists that begin at their end.
pub fn pager(
    app: &App,
    page: &Page,
    backwards: bool,
    href: impl Fn(u32) -> String + Clone + Send + Sync + 'static,
) -> AnyView {
    let texts = app.texts;
    let number = page.number.max(1);
    let has_more = match page.count {
        Some(count) => number < count,
        None => page.next.is_some(),
    };
    if number == 1 && !has_more {
        return ().into_any();
    }
    let (forward, back) = if backwards {
        (texts.previous_page, texts.next_page)
    } else {
        (texts.next_page, texts.previous_page)
    };
    let (forward_rel, back_rel) = if backwards {
        ("prev", "next")
    } else {
        ("next", "prev")
    };
    let next = has_more.then(|| {
        view! { <a class="step" rel=forward_rel href=href(number + 1)>{forward}</a> }.into_any()
    });
    let previous = (number > 1).then(|| {
        view! { <a class="step" rel=back_rel href=href(number - 1)>{back}</a> }.into_any()
    });
    let mut steps: Vec<AnyView> = page
        .count
        .map(|count| shown_pages(number, count))
        .unwrap_or_default()
        .into_iter()
        .map(|shown| match shown {
            Shown::Page(page) if page == number => {
                view! { <a class="number" href=href(page) aria-current="page" aria-label=fill(texts.page_n, &[("n", &page.to_string())])>{page}</a> }.into_any()
            }
            Shown::Page(page) => {
                view! { <a class="number" href=href(page) aria-label=fill(texts.page_n, &[("n", &page.to_string())])>{page}</a> }.into_any()
            }
            Shown::Gap => view! { <span class="gap" aria-hidden="true">"…"</span> }.into_any(),
        })
        .collect();
    let (first, last) = if backwards {
        steps.reverse();
        (next, previous)
    } else {
        (previous, next)
    };
    let jump = page
        .count
        .filter(|count| *count > 5)
        .map(|count| jump_box(app, texts.jump_page, texts.page_unit, count, href));
    view! {
        <nav class="pager" aria-label=texts.pages>
            {first}{steps}{last}{jump}
        </nav>
    }
    .into_any()
}

#[derive(Debug, PartialEq)]
enum Shown {
    Page(u32),
    Gap,
}

/// The first and the last page, this one with its neighbours, and a gap where pages are left out.
fn shown_pages(number: u32, count: u32) -> Vec<Shown> {
    let mut shown = Vec::new();
    let mut before = 0;
    let near = number.saturating_sub(2)..=number.saturating_add(2);
    for page in [1].into_iter().chain(near).chain([count]) {
        if page <= before || page > count {
            continue;
        }
        match page - before {
            1 => {}
            2 => shown.push(Shown::Page(page - 1)),
            _ => shown.push(Shown::Gap),
        }
        shown.push(Shown::Page(page));
        before = page;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{Shown, shown_pages};

    fn written(number: u32, count: u32) -> String {
        let pages = shown_pages(number, count)
            .into_iter()
            .map(|shown| match shown {
                Shown::Page(page) => page.to_string(),
                Shown::Gap => "…".to_owned(),
            });
        pages.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_gap_stands_for_more_than_one_page() {
        assert_eq!(written(1, 1), "1");
        assert_eq!(written(1, 4), "1 2 3 4");
        assert_eq!(written(1, 120), "1 2 3 … 120");
        assert_eq!(written(4, 7), "1 2 3 4 5 6 7");
        assert_eq!(written(60, 120), "1 … 58 59 60 61 62 … 120");
        assert_eq!(written(120, 120), "1 … 118 119 120");
    }

    #[test]
    fn a_page_past_the_end_still_leads_back() {
        assert_eq!(written(9, 3), "1 2 3");
        assert_eq!(written(u32::MAX, 1), "1");
    }
}
