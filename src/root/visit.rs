//! Follows the address: asks for what it names, and shows it when it has come.

use super::{
    arrival::{Aim, Arrival},
    browser::effect,
    history::History,
    link,
    listen::on_document,
    menus::close_menus,
    ready::{bring_ahead, is_ready, prepare, prepare_ahead},
};
use crate::{
    backend::{Destination, joined},
    load::{Document, Loads},
    model::{Problem, ProblemCode, SectionId},
    page::Shown,
    route::{Route, ThreadRoute, post_anchor},
};
use futures_util::future::{AbortHandle, abortable, join};
use leptos::{ev, prelude::*};
use leptos_router::hooks::use_location;
use std::{rc::Rc, time::Duration};
use web_sys::{HtmlAnchorElement, MouseEvent};

/// A reader on the way through the forum.
#[derive(Clone, Copy)]
pub(super) struct Visitor {
    /// What is on the screen; nothing before the first document has come.
    pub shown: RwSignal<Option<Shown>>,
    /// Whether the next page is late enough to say so.
    pub busy: RwSignal<bool>,
    /// What kept the next page from coming, while the last one stays.
    pub trouble: RwSignal<Option<Problem>>,
    /// A newer state of the page on the screen.
    pub newer: RwSignal<Option<Document>>,
    arrival: Arrival,
    state: StoredValue<State, LocalStorage>,
}

struct State {
    base: String,
    /// None if it is not known where the forum is.
    loads: Option<Rc<Loads>>,
    history: History,
    route: Option<Route>,
    /// What is being waited for.
    pending: Option<AbortHandle>,
}

impl Visitor {
    /// How long a page may take before anything is said, in milliseconds.
    const PATIENCE: u64 = 300;

    /// A reader of a forum; `trouble` is what keeps the forum from being known.
    pub fn new(base: String, loads: Option<Rc<Loads>>, trouble: Option<Problem>) -> Self {
        let shown = trouble.map(|problem| Shown {
            route: Route::Home,
            answer: Err(problem),
        });
        // Without its forum no page can be shown.
        let loads = loads.filter(|_| shown.is_none());
        Self {
            shown: RwSignal::new(shown),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            newer: RwSignal::new(None),
            arrival: Arrival::new(),
            state: StoredValue::new_local(State {
                base,
                loads,
                history: History::new(),
                route: None,
                pending: None,
            }),
        }
    }

    /// Goes to an address of the app.
    pub fn go(self, address: &str) {
        self.arrival.depart(Aim::New);
        self.history().push(address);
    }

    /// Goes to an address while the reader stays in place, in the page and maybe in the history.
    pub fn turn(self, address: &str, replace: bool) {
        self.arrival.depart(Aim::Stay);
        match replace {
            true => self.history().replace(address),
            false => self.history().push(address),
        }
    }

    fn history(self) -> History {
        self.state.with_value(|state| state.history.clone())
    }

    /// Where the reader is or will be.
    pub fn route(self) -> Option<Route> {
        self.state.with_value(|state| state.route.clone())
    }

    /// Follows the address from now on.
    pub fn follow(self) {
        // The router listens at the window, which a click reaches after the document: it leaves alone what has
        // been dealt with. It has to, for it would not change the address without routes of its own.
        on_document("click", move |event: MouseEvent| self.click(&event));
        window_event_listener(ev::popstate, move |_| self.arrival.aim(Aim::Back));
        window_event_listener(ev::pagehide, move |_| self.arrival.leave());

        let location = use_location();
        effect(move || {
            let (path, query, hash) = (
                location.pathname.get(),
                location.search.get(),
                location.hash.get(),
            );
            let fragment = hash.trim_start_matches('#').to_owned();
            let Destination { route, moved } = self.destination(&path, &query, &fragment);
            if let Some(address) = moved {
                self.history().replace(&address);
                return;
            }
            // However the reader leaves, nothing has been drawn yet: the screen still shows the page before.
            self.arrival.leave();
            self.arrival
                .head_for(joined(&path, &query) + &hash, fragment);
            let is_same = self
                .state
                .with_value(|state| state.route.as_ref() == Some(&route));
            self.state
                .update_value(|state| state.route = Some(route.clone()));
            if is_same {
                self.arrival.arrive();
            } else {
                self.ask(route);
            }
        });
    }

    /// Leaves the reader in place when the page is drawn anew.
    pub fn stay(self) {
        self.arrival.aim(Aim::Stay);
    }

    /// Asks again for what did not come; for everything, if that is the forum itself.
    pub fn retry(self) {
        if self.state.with_value(|state| state.loads.is_none()) {
            let _ = window().location().reload();
        }
        self.trouble.set(None);
        if let Some(route) = self.state.with_value(|state| state.route.clone()) {
            self.ask(route);
        }
    }

    /// Opens a section with its password; nothing comes of it where no forum is known.
    pub async fn unlock(self, section: &SectionId, password: &str) -> Option<Result<(), Problem>> {
        let loads = self.state.with_value(|state| state.loads.clone())?;
        Some(loads.unlock(section, password).await)
    }

    /// Shows the newer state of the page.
    pub fn show_newer(self) {
        if let (Some(document), Some(shown)) =
            (self.newer.get_untracked(), self.shown.get_untracked())
        {
            self.stay();
            self.newer.set(None);
            self.shown.set(Some(Shown {
                answer: Ok(document),
                ..shown
            }));
        }
    }

    fn ask(self, route: Route) {
        self.trouble.set(None);
        self.newer.set(None);
        let Some(loads) = self.state.with_value(|state| state.loads.clone()) else {
            return;
        };
        let kept = loads.kept(&route);
        let known = kept
            .clone()
            .filter(|(document, _)| is_ready(&route, document));
        if let Some((document, stale)) = &known {
            self.answer(&route, Ok(document.clone()));
            if !stale {
                self.wait_for(None);
                return;
            }
        }
        let known = known.map(|(document, _)| document);
        let has_kept = known.is_some();
        let fresh = kept.filter(|(_, stale)| !stale);
        let (work, handle) = abortable(async move {
            let asked = async {
                match fresh {
                    Some((document, _)) => Ok(document),
                    None => loads.load(&route).await,
                }
            };
            let (answer, ()) = join(asked, prepare_ahead(&route)).await;
            let answer = match answer {
                Ok(document) => prepare(&route, &document).await.map(|()| document),
                Err(problem) => Err(problem),
            };
            match known {
                None => self.answer(&route, answer),
                // A page that is being read does not change by itself.
                Some(known) => {
                    if let Ok(document) = answer
                        && document.says_more_than(&known)
                    {
                        self.newer.set(Some(document));
                    }
                }
            }
            self.wait_for(None);
        });
        self.wait_for(Some(handle.clone()));
        leptos::task::spawn_local(async move {
            let _ = work.await;
        });
        if has_kept {
            return;
        }
        set_timeout(
            move || {
                let waits = self.state.with_value(|state| {
                    state.pending.as_ref().is_some_and(|_| !handle.is_aborted())
                });
                if waits {
                    self.busy.set(true);
                }
            },
            Duration::from_millis(Self::PATIENCE),
        );
    }

    /// Waits for something else, or for nothing; what was waited for is abandoned.
    fn wait_for(self, pending: Option<AbortHandle>) {
        self.busy.set(false);
        let before = self
            .state
            .try_update_value(|state| std::mem::replace(&mut state.pending, pending))
            .flatten();
        if let Some(before) = before {
            before.abort();
        }
    }

    fn answer(self, route: &Route, answer: Result<Document, Problem>) {
        match (route, answer) {
            (Route::Post { thread, post }, Ok(Document::Post(page))) => {
                let base = self.state.with_value(|state| state.base.clone());
                let route = Route::Thread(ThreadRoute {
                    id: thread.clone(),
                    page,
                    ..ThreadRoute::default()
                });
                self.history().replace(&format!(
                    "{}#{}",
                    route.href(&base),
                    post_anchor(post.as_str())
                ));
            }
            // What may pass does not cost the reader the page on the screen.
            (_, Err(problem)) if keeps_page(&problem) && self.has_page() => {
                self.trouble.set(Some(problem));
            }
            (route, answer) => self.shown.set(Some(Shown {
                route: route.clone(),
                answer,
            })),
        }
    }

    /// Brings the reader to their place on the page that has been drawn.
    pub fn arrive(self) {
        self.arrival.arrive();
    }

    fn has_page(self) -> bool {
        self.shown
            .with_untracked(|shown| shown.as_ref().is_some_and(|shown| shown.answer.is_ok()))
    }

    /// The page of the app that a link leads to, if it is one that the app opens itself.
    pub fn route_of(self, link: &HtmlAnchorElement) -> Option<Route> {
        self.destination_of(link)
            .map(|destination| destination.route)
    }

    fn destination_of(self, link: &HtmlAnchorElement) -> Option<Destination> {
        if !link::is_inner(link) {
            return None;
        }
        let (query, fragment) = (link.search(), link.hash());
        let destination = self.destination(
            &link.pathname(),
            query.trim_start_matches('?'),
            fragment.trim_start_matches('#'),
        );
        (destination.route != Route::NotFound).then_some(destination)
    }

    fn destination(self, path: &str, query: &str, fragment: &str) -> Destination {
        self.state.with_value(|state| {
            let backend = state.loads.as_ref().map(|loads| loads.backend());
            Destination::of(backend.as_deref(), &state.base, path, query, fragment)
        })
    }

    /// Loads what a page shows before the reader goes there.
    pub fn load_ahead(self, route: Route) {
        let Some(loads) = self.state.with_value(|state| state.loads.clone()) else {
            return;
        };
        if loads.kept(&route).is_some_and(|(_, stale)| !stale) {
            return;
        }
        bring_ahead(loads.load(&route), route);
    }

    fn click(self, event: &MouseEvent) {
        close_menus(event);
        let Some(link) = link::clicked(event) else {
            return;
        };
        let href = link.get_attribute("href").unwrap_or_default();
        if let Some(fragment) = href.strip_prefix('#') {
            event.prevent_default();
            self.arrival.land_on(fragment);
            return;
        }
        let Some(destination) = self.destination_of(&link) else {
            // The router would take every link of this host for a page of the app.
            event.stop_immediate_propagation();
            return;
        };
        event.prevent_default();
        let address = destination
            .moved
            .unwrap_or_else(|| link.pathname() + &link.search() + &link.hash());
        // Nothing changes for the router when the address stays the same.
        let is_here = self.arrival.is_at(&address);
        let is_pending = self.state.with_value(|state| state.pending.is_some());
        self.go(&address);
        if is_here && self.trouble.with_untracked(Option::is_some) {
            self.retry();
        } else if is_here && !is_pending {
            self.arrival.arrive();
        }
    }
}

/// Whether the page on the screen stays although the next one did not come.
fn keeps_page(problem: &Problem) -> bool {
    problem.is_passing()
        || matches!(
            problem.code,
            ProblemCode::BadJson
                | ProblemCode::UnexpectedShape
                | ProblemCode::HtmlInsteadOfJson
                | ProblemCode::Version
        )
}
