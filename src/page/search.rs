//! What a search finds.

use crate::{
    app::App,
    model::{Mark, SearchHit, SearchPage, Section},
    route::{Route, SearchRoute, SearchSort, ThreadRoute, post_anchor},
    view::{author, breadcrumb::breadcrumb, moment, pager::pager, thread_row::section_name},
};
use maud::{Markup, html};

/// Lays out the search: its form, how much was found, and what. While a reader types, the form stays and all else is
/// drawn anew (`root/search.rs`).
pub fn search_page(app: &App, route: &SearchRoute, found: &SearchPage) -> Markup {
    let texts = app.texts;
    let at_page = |page| {
        let route = route.clone();
        app.addresses
            .of(&Route::Search(SearchRoute { page, ..route }))
    };
    let is_asked = !route.query.is_empty();
    let total = found.page.total.filter(|_| is_asked);
    html! {
        .wrap {
            (breadcrumb(app, &[]))
            // Who comes to search begins to type.
            header.page-head { h1 tabindex=[is_asked.then_some("-1")] { (texts.search) } }
            (form(app, route))
            // Stays in its place, so that a change of its text is told.
            p.found role="status" { @if let Some(total) = total { (texts.search_found.of(total)) } }
            .results tabindex="-1" {
                @if !is_asked {
                    p.card.empty { (texts.search_hint) }
                } @else {
                    .card.listing {
                        @if found.hits.is_empty() {
                            p.empty { (texts.search_nothing) }
                        } @else {
                            (orders(app, route))
                            ul.hits { @for one in &found.hits { (hit(app, route, one)) } }
                        }
                    }
                    (pager(app, &found.page, false, &at_page))
                }
            }
        }
    }
}

/// How long a reader may pause between two letters, in milliseconds: an index of files is asked at once, a server only
/// when it seems that all has been typed.
fn pause(app: &App) -> &'static str {
    match app
        .backend
        .as_ref()
        .is_some_and(|backend| backend.has_index())
    {
        true => "120",
        false => "800",
    }
}

/// Without the app the form is sent to the address that the app would go to.
fn form(app: &App, route: &SearchRoute) -> Markup {
    let texts = app.texts;
    let action = app.addresses.of(&Route::Search(SearchRoute {
        page: 1,
        ..SearchRoute::default()
    }));
    let has_index = app
        .backend
        .as_ref()
        .is_some_and(|backend| backend.has_index());
    html! {
        search {
            form.search-form data-search=(pause(app)) action=(action) {
                label.words {
                    span.unseen { (texts.search) }
                    input type="search" name="q" value=(route.query) required maxlength="200" enterkeyhint="search"
                        placeholder=(texts.search_placeholder) autocomplete="off" autocapitalize="none" spellcheck="false"
                        data-begin[route.query.is_empty()];
                }
                button.button.primary type="submit" { (texts.search) }
                .narrows {
                    label {
                        span { (texts.search_section) }
                        select name="section" {
                            option value="" { (texts.all_sections) }
                            @for section in &app.site.sections { (options(route, section, 0)) }
                        }
                    }
                    @if has_index || route.author.is_some() {
                        label {
                            span { (texts.search_author) }
                            input type="text" name="author" value=(route.author.as_deref().unwrap_or_default())
                                placeholder=(texts.search_author_name) maxlength="100" autocomplete="off"
                                autocapitalize="none" spellcheck="false";
                        }
                    }
                }
            }
        }
    }
}

fn options(route: &SearchRoute, section: &Section, depth: usize) -> Markup {
    html! {
        @if section.group {
            @for child in &section.children { (options(route, child, depth)) }
        } @else {
            option value=(section.id) selected[route.section.as_ref() == Some(&section.id)] {
                ("\u{3000}".repeat(depth)) (section.name)
            }
            @for child in &section.children { (options(route, child, depth + 1)) }
        }
    }
}

fn orders(app: &App, route: &SearchRoute) -> Markup {
    let texts = app.texts;
    let sorts = [
        (SearchSort::Relevance, texts.sort_relevance),
        (SearchSort::Newest, texts.newest),
    ];
    html! {
        nav.tabs aria-label=(texts.order) {
            ul {
                @for (sort, label) in sorts {
                    @let here = (sort == route.sort).then_some("page");
                    @let to = SearchRoute { page: 1, sort, ..route.clone() };
                    li { a href=(app.addresses.of(&Route::Search(to))) aria-current=[here] { (label) } }
                }
            }
        }
    }
}

fn hit(app: &App, route: &SearchRoute, hit: &SearchHit) -> Markup {
    let thread = &hit.thread;
    let lang = thread.lang.as_deref();
    html! {
        li.hit {
            a.title href=(address(app, hit)) lang=[lang] { (marked(&thread.title, &hit.title_marks, hit, route)) }
            @if let Some(excerpt) = &hit.excerpt {
                p lang=[lang] { (marked(excerpt, &hit.marks, hit, route)) }
            }
            .by {
                (section_name(app, thread))
                (author::name(app, &hit.author)) " " small { (moment::brief_moment(app, hit.at)) }
            }
        }
    }
}

/// Where a hit leads: to its post, on its page where that is known.
fn address(app: &App, hit: &SearchHit) -> String {
    let thread = &hit.thread.id;
    let route = match (&hit.post, hit.page) {
        (_, Some(page)) => Route::Thread(ThreadRoute {
            id: thread.clone(),
            page,
            ..ThreadRoute::default()
        }),
        (Some(post), None) => Route::Post {
            thread: thread.clone(),
            post: post.clone(),
        },
        (None, None) => Route::thread(thread),
    };
    let address = app.addresses.of(&route);
    match (&hit.post, hit.page) {
        (Some(post), Some(_)) => [&address, "#", &post_anchor(post.as_str())].concat(),
        _ => address,
    }
}

/// A text with its marks; with the words of the query marked, where the backend does not say what it found.
fn marked(text: &str, marks: &[Mark], hit: &SearchHit, route: &SearchRoute) -> Markup {
    let parts = match hit.marks.is_empty() && hit.title_marks.is_empty() {
        true => parts(text, &route.query),
        false => parts_at(text, marks),
    };
    html! {
        @for (is_word, part) in parts {
            @if is_word { mark { (part) } } @else { (part) }
        }
    }
}

/// A text cut at its marks.
fn parts_at<'a>(text: &'a str, marks: &[Mark]) -> Vec<(bool, &'a str)> {
    let mut parts = Vec::new();
    let mut at = 0;
    for mark in marks {
        let (start, end) = (mark.start as usize, mark.end as usize);
        // A mark that does not fit its text is none.
        if let (Some(plain), Some(word)) = (text.get(at..start), text.get(start..end)) {
            parts.extend([(false, plain), (true, word)]);
            at = end;
        }
    }
    parts.push((false, &text[at..]));
    parts
}

/// A text cut where the words of a query begin and end, whatever the case of their Latin letters.
fn parts<'a>(text: &'a str, query: &str) -> Vec<(bool, &'a str)> {
    let words: Vec<&str> = query.split_whitespace().collect();
    let mut parts = Vec::new();
    let mut plain = 0;
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let starts = |word: &&&str| {
            let start = text[at..].get(..word.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(word))
        };
        let word = words.iter().filter(starts).map(|word| word.len()).max();
        let end = at + word.unwrap_or(first.len_utf8());
        if word.is_some() {
            parts.push((false, &text[plain..at]));
            parts.push((true, &text[at..end]));
            plain = end;
        }
        at = end;
    }
    parts.push((false, &text[plain..]));
    parts
}

#[cfg(test)]
mod tests {
    use super::marked;
    use crate::{
        model::{Mark, SearchHit},
        route::SearchRoute,
    };

    fn route(query: &str) -> SearchRoute {
        SearchRoute {
            query: query.to_owned(),
            ..SearchRoute::default()
        }
    }

    #[test]
    fn words_are_marked_and_all_else_is_text() {
        for (text, query, html) in [
            (
                "骑楼与岭南骑楼",
                "骑楼",
                "<mark>骑楼</mark>与岭南<mark>骑楼</mark>",
            ),
            (
                "Rust and rust",
                "RUST",
                "<mark>Rust</mark> and <mark>rust</mark>",
            ),
            ("a <b> c", "b c", "a &lt;<mark>b</mark>&gt; <mark>c</mark>"),
            ("无", "", "无"),
        ] {
            let hit = SearchHit::default();
            assert_eq!(marked(text, &[], &hit, &route(query)).into_string(), html);
        }
    }

    #[test]
    fn marks_of_a_backend_are_taken_as_they_are() {
        let mark = |start, end| Mark { start, end };
        for (text, marks, html) in [
            ("騎樓<b>", vec![mark(0, 6)], "<mark>騎樓</mark>&lt;b&gt;"),
            // One that cuts a character, one that is past the end, and one before the last.
            (
                "骑楼",
                vec![mark(1, 3), mark(3, 60), mark(3, 6), mark(0, 3)],
                "骑<mark>楼</mark>",
            ),
            ("骑楼", vec![], "骑楼"),
        ] {
            let hit = SearchHit {
                marks: vec![mark(0, 1)],
                ..SearchHit::default()
            };
            assert_eq!(marked(text, &marks, &hit, &route("骑")).into_string(), html);
        }
    }
}
