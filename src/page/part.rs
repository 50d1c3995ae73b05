//! What draws the pages: parts of the program of their own, each of which comes when the first page of its kind is
//! asked for. On the host all is one program.

// The macro declares what the parts export and import.
#![allow(unsafe_code)]

use super::{Shown, home, list, modlog, search, section, static_page, thread, user};
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

/// A part that draws pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The home page.
    Home,
    /// A section's threads.
    Section,
    /// A thread's posts.
    Thread,
    /// All others, which few visits begin with.
    Rare,
}

type Draw = fn(&App, &Shown, &Document) -> Markup;

static DRAW: [OnceLock<Draw>; Part::ALL.len()] = [const { OnceLock::new() }; Part::ALL.len()];

impl Part {
    /// All of them, those that are asked for most first.
    pub const ALL: [Self; 4] = [Self::Thread, Self::Section, Self::Home, Self::Rare];

    /// What draws the page of a route.
    pub fn of(route: &Route) -> Self {
        match route {
            Route::Home => Self::Home,
            Route::Section(_) => Self::Section,
            // A post is shown in its thread.
            Route::Thread(_) | Route::Post { .. } => Self::Thread,
            _ => Self::Rare,
        }
    }

    /// Whether it is there.
    pub fn is_ready(self) -> bool {
        cfg!(not(target_arch = "wasm32")) || self.draw().is_some()
    }

    fn draw(self) -> Option<&'static Draw> {
        DRAW.get(self as usize)?.get()
    }

    /// Waits until it is there.
    ///
    /// # Errors
    ///
    /// The network's, where it has to come first.
    pub async fn prepare(self) -> Result<(), Problem> {
        if self.is_ready() {
            return Ok(());
        }
        let draw = match self {
            Self::Home => home_part().await?,
            Self::Section => section_part().await?,
            Self::Thread => thread_part().await?,
            Self::Rare => rare_part().await?,
        };
        if let Some(place) = DRAW.get(self as usize) {
            let _ = place.set(draw);
        }
        Ok(())
    }
}

#[wasm_split(home, fallible)]
fn home_part() -> Result<Draw, Problem> {
    Ok(draw_home)
}

#[wasm_split(section, fallible)]
fn section_part() -> Result<Draw, Problem> {
    Ok(draw_section)
}

#[wasm_split(thread, fallible)]
fn thread_part() -> Result<Draw, Problem> {
    Ok(draw_thread)
}

#[wasm_split(rare, fallible)]
fn rare_part() -> Result<Draw, Problem> {
    Ok(draw_rare)
}

/// Lays out a document; nothing while its part is not there.
pub(super) fn draw(app: &App, shown: &Shown, document: &Document) -> Markup {
    let part = Part::of(&shown.route);
    #[cfg(not(target_arch = "wasm32"))]
    return match part {
        Part::Home => draw_home(app, shown, document),
        Part::Section => draw_section(app, shown, document),
        Part::Thread => draw_thread(app, shown, document),
        Part::Rare => draw_rare(app, shown, document),
    };
    #[cfg(target_arch = "wasm32")]
    match part.draw() {
        Some(draw) => draw(app, shown, document),
        None => Markup::default(),
    }
}

fn draw_home(app: &App, _: &Shown, document: &Document) -> Markup {
    match document {
        Document::Home(found) => home::home_page(app, found),
        _ => stray(app),
    }
}

fn draw_section(app: &App, shown: &Shown, document: &Document) -> Markup {
    match (document, &shown.route) {
        (Document::Section(found), Route::Section(route)) => {
            section::section_page(app, route, found)
        }
        _ => stray(app),
    }
}

fn draw_thread(app: &App, shown: &Shown, document: &Document) -> Markup {
    match (document, &shown.route) {
        (Document::Thread(found), Route::Thread(route)) => thread::thread_page(app, route, found),
        _ => stray(app),
    }
}

fn draw_rare(app: &App, shown: &Shown, document: &Document) -> Markup {
    match (document, &shown.route) {
        (Document::List(found), Route::List { list, .. }) => list::list_page(app, *list, found),
        (Document::List(found), Route::Tag { tag, .. }) => list::tag_page(app, tag, found),
        (Document::Search(found), Route::Search(route)) => search::search_page(app, route, found),
        (Document::User(profile), Route::User { id, tab, .. }) => {
            user::user_page(app, id, *tab, profile)
        }
        (Document::Page(found), _) => static_page::static_page(app, found),
        (Document::Modlog(found), _) => modlog::modlog_page(app, found),
        _ => stray(app),
    }
}

/// In the place of a document that does not belong to its route.
fn stray(app: &App) -> Markup {
    problem_page(app, &Problem::new(ProblemCode::NotFound))
}
