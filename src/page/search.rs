//! What a search finds.

use crate::{
    app::App,
    model::{SearchHit, SearchPage, Section},
    route::{Route, SearchRoute, SearchSort},
    view::{author, breadcrumb::breadcrumb, moment, pager::pager, thread_row::section_name},
};
use maud::{Markup, html};

/// Lays out the search: its form, and what was found.
pub fn search_page(app: &App, route: &SearchRoute, found: &SearchPage) -> Markup {
    let texts = app.texts;
    let at_page = |page| {
        let route = route.clone();
        app.addresses
            .of(&Route::Search(SearchRoute { page, ..route }))
    };
    html! {
        .wrap {
            (breadcrumb(app, &[]))
            header.page-head { h1 tabindex="-1" { (texts.search) } }
            (form(app, route))
            @if route.query.is_empty() {
                p.card.empty { (texts.search_hint) }
            } @else {
                .card.listing {
                    (orders(app, route))
                    @if found.hits.is_empty() {
                        p.empty { (texts.search_nothing) }
                    } @else {
                        ul.hits { @for one in &found.hits { (hit(app, route, one)) } }
                    }
                }
                (pager(app, &found.page, false, &at_page))
            }
        }
    }
}

/// Without the app the form is sent to the address that the app would go to.
fn form(app: &App, route: &SearchRoute) -> Markup {
    let texts = app.texts;
    let action = app.addresses.of(&Route::Search(SearchRoute {
        page: 1,
        ..SearchRoute::default()
    }));
    html! {
        search {
            form.search-form data-search action=(action) {
                label {
                    span.unseen { (texts.search) }
                    input type="search" name="q" value=(route.query) required maxlength="200" enterkeyhint="search"
                        placeholder=(texts.search_placeholder) autocomplete="off";
                }
                label {
                    span.unseen { (texts.search_section) }
                    select name="section" {
                        option value="" { (texts.all_sections) }
                        @for section in &app.site.sections { (options(route, section, 0)) }
                    }
                }
                @if let Some(author) = &route.author {
                    label { (texts.search_author) " " input type="text" name="author" value=(author); }
                }
                button.button type="submit" { (texts.search) }
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
    let to = match &hit.post {
        Some(post) => Route::Post {
            thread: thread.id.clone(),
            post: post.clone(),
        },
        None => Route::thread(&thread.id),
    };
    let lang = thread.lang.as_deref();
    html! {
        li.hit {
            a.title href=(app.addresses.of(&to)) lang=[lang] { (marked(&thread.title, &route.query)) }
            @if let Some(excerpt) = &hit.excerpt { p lang=[lang] { (marked(excerpt, &route.query)) } }
            .by {
                (section_name(app, thread))
                (author::name(app, &hit.author)) " " small { (moment::brief_moment(app, hit.at)) }
            }
        }
    }
}

/// A text with the words of a query marked.
fn marked(text: &str, query: &str) -> Markup {
    html! {
        @for (is_word, part) in parts(text, query) {
            @if is_word { mark { (part) } } @else { (part) }
        }
    }
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
            assert_eq!(marked(text, query).into_string(), html);
        }
    }
}
