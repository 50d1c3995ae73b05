//! The pages: one file for each kind of route. A page is a document laid out; loading it is not its concern.

mod home;
mod list;
mod modlog;
mod part;
mod search;
mod section;
mod static_page;
mod thread;
mod user;

pub use part::Part;
pub use thread::place_of_floor;

use crate::{
    app::App,
    load::Document,
    model::{Problem, ProblemCode},
    route::Route,
    view::problem::problem_page,
};
use maud::Markup;

/// What is on the screen: a document, or the problem that stands in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Where the reader is.
    pub route: Route,
    /// What is shown there.
    pub answer: Result<Document, Problem>,
}

/// Lays out what is shown.
pub fn page(app: &App, shown: &Shown) -> Markup {
    match &shown.answer {
        Ok(document) => part::draw(app, shown, document),
        Err(problem) => problem_page(app, problem),
    }
}

/// The page's name, for the window and for readers who do not see it.
pub fn title(app: &App, shown: &Shown) -> String {
    let texts = app.texts;
    let name = match (&shown.answer, &shown.route) {
        (Err(problem), _) if problem.code == ProblemCode::NotFound => texts.not_found.to_owned(),
        (Err(_), _) => texts.problem.to_owned(),
        (Ok(Document::Home(_)), _) => {
            let tagline = app.site.tagline.as_deref().unwrap_or_default();
            return format!("{} {tagline}", app.site.name).trim_end().to_owned();
        }
        (Ok(Document::List(_)), Route::List { list, .. }) => list::name(texts, *list).to_owned(),
        (Ok(Document::List(_)), Route::Tag { tag, .. }) => format!("#{tag}"),
        (Ok(Document::Search(_)), Route::Search(route)) => {
            format!("{} {}", texts.search, route.query)
                .trim_end()
                .to_owned()
        }
        (Ok(Document::Section(page)), _) => page.section.name.clone(),
        (Ok(Document::Thread(page)), _) => page.thread.title.clone(),
        (Ok(Document::User(profile)), _) => profile.user.user.name.clone(),
        (Ok(Document::Page(page)), _) => page.title.clone(),
        (Ok(Document::Modlog(_)), _) => texts.modlog.to_owned(),
        (Ok(Document::List(_) | Document::Search(_) | Document::Post(_)), _) => String::new(),
    };
    format!("{name} - {}", app.site.name)
}

/// The address of the entry in the navigation that a page belongs to.
pub fn nav_entry(app: &App, shown: &Shown) -> String {
    let route = match (&shown.answer, &shown.route) {
        (Ok(Document::Thread(page)), _) => Route::section(&page.section.id),
        (_, Route::Section(route)) => Route::section(&route.id),
        (_, route) => route.clone(),
    };
    app.addresses.of(&route)
}
