//! The pages that few visits begin with: a part of the program of its own, which comes when the first of them is
//! asked for. On the host all is one program.

// The macro declares what the part exports and imports.
#![allow(unsafe_code)]

use super::{Shown, list, modlog, search, static_page, user};
use crate::{
    app::App,
    load::Document,
    model::{Problem, ProblemCode},
    route::Route,
    view::problem::problem_page,
};
use maud::Markup;
use std::sync::OnceLock;
use wasm_split_helpers::wasm_split;

type Draw = fn(&App, &Shown, &Document) -> Markup;

static DRAW: OnceLock<Draw> = OnceLock::new();

/// Whether what draws a document is there.
pub fn is_ready(document: &Document) -> bool {
    let is_common = matches!(
        document,
        Document::Home(_) | Document::Section(_) | Document::Thread(_) | Document::Post(_)
    );
    is_common || cfg!(not(target_arch = "wasm32")) || DRAW.get().is_some()
}

/// Waits until what draws a document is there.
///
/// # Errors
///
/// The network's, where it has to come first.
pub async fn prepare(document: &Document) -> Result<(), Problem> {
    if !is_ready(document) {
        let _ = DRAW.set(part().await?);
    }
    Ok(())
}

#[wasm_split(pages, fallible)]
fn part() -> Result<Draw, Problem> {
    Ok(rare_page)
}

/// Lays out a page that is none of the common ones; nothing while it cannot.
pub(super) fn draw(app: &App, shown: &Shown, document: &Document) -> Markup {
    #[cfg(not(target_arch = "wasm32"))]
    return rare_page(app, shown, document);
    #[cfg(target_arch = "wasm32")]
    match DRAW.get() {
        Some(draw) => draw(app, shown, document),
        None => Markup::default(),
    }
}

fn rare_page(app: &App, shown: &Shown, document: &Document) -> Markup {
    match (document, &shown.route) {
        (Document::List(found), Route::List { list, .. }) => list::list_page(app, *list, found),
        (Document::List(found), Route::Tag { tag, .. }) => list::tag_page(app, tag, found),
        (Document::Search(found), Route::Search(route)) => search::search_page(app, route, found),
        (Document::User(profile), Route::User { id, tab, .. }) => {
            user::user_page(app, id, *tab, profile)
        }
        (Document::Page(found), _) => static_page::static_page(app, found),
        (Document::Modlog(found), _) => modlog::modlog_page(app, found),
        // No other document belongs to any of these routes.
        _ => problem_page(app, &Problem::new(ProblemCode::NotFound)),
    }
}
