//! From page to page.

use super::jump::{Jump, jump_box};
use crate::{app::App, model::Page, text::texts::fill};
use maud::{Markup, html};

/// The pages of a list; `href` gives the address of a page. Without a count, only the next and previous page are
/// offered; a list of one page has no pager. `backwards` counts down, for lists that begin at their end.
pub fn pager(app: &App, page: &Page, backwards: bool, href: &dyn Fn(u32) -> String) -> Markup {
    named_pager(app, page, backwards, href, app.texts.pages)
}

/// A second pager of the same page needs a name of its own.
pub fn named_pager(
    app: &App,
    page: &Page,
    backwards: bool,
    href: &dyn Fn(u32) -> String,
    name: &str,
) -> Markup {
    let texts = app.texts;
    let number = page.number.max(1);
    let has_more = match page.count {
        Some(count) => number < count,
        None => page.next.is_some(),
    };
    if number == 1 && !has_more {
        return Markup::default();
    }
    let step = |to: Option<u32>, rel: &str, label: &str| {
        html! {
            @if let Some(to) = to { a.step rel=(rel) href=(href(to)) { (label) } }
        }
    };
    let larger = has_more.then(|| number.saturating_add(1));
    // Past the end, back is the last page that there is.
    let smaller = (number > 1).then(|| page.count.unwrap_or(u32::MAX).clamp(1, number - 1));
    let (previous, next) = match backwards {
        false => (smaller, larger),
        true => (larger, smaller),
    };
    let mut shown = page
        .count
        .map(|count| shown_pages(number, count))
        .unwrap_or_default();
    if backwards {
        shown.reverse();
    }
    html! {
        nav.pager aria-label=(name) {
            (step(previous, "prev", texts.previous_page))
            @for one in shown {
                @match one {
                    Shown::Page(page) => {
                        a.number href=(href(page)) aria-current=[(page == number).then_some("page")]
                            aria-label=(fill(texts.page_n, &[("n", &page.to_string())])) { (page) }
                    }
                    Shown::Gap => span.gap aria-hidden="true" { "…" },
                }
            }
            (step(next, "next", texts.next_page))
            @if let Some(count) = page.count.filter(|count| *count > 5) {
                (jump_box(app, Jump::Page, count))
            }
        }
    }
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
