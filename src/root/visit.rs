//! Follows the address: asks for what it names, shows it when it has come, and brings the reader to the place.

use super::{
    browser::effect,
    dom::{closest, first, focus},
    listen::on_document,
    menus::close_menus,
    ready::{is_ready, prepare, prepare_ahead},
};
use crate::{
    load::{Document, Loads},
    model::{Problem, ProblemCode, SectionId},
    page::Shown,
    reader::Places,
    route::{Route, ThreadRoute},
    view::post::post_anchor,
};
use futures_util::future::{AbortHandle, abortable, join};
use leptos::{ev, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use std::{rc::Rc, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::{
    Element, HtmlAnchorElement, MouseEvent, NavigationType, PerformanceNavigationTiming,
    ScrollRestoration,
};

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
    state: StoredValue<State, LocalStorage>,
    navigate: StoredValue<Navigate, LocalStorage>,
}

type Navigate = Rc<dyn Fn(&str, NavigateOptions)>;

struct State {
    base: String,
    /// None if it is not known where the forum is.
    loads: Option<Rc<Loads>>,
    places: Places,
    /// The address that is or will be on the screen.
    address: String,
    /// The address that is on the screen.
    drawn: Option<String>,
    route: Option<Route>,
    fragment: String,
    arrival: Arrival,
    /// Counts the places that were scrolled to.
    landing: u32,
    /// What is being waited for.
    pending: Option<AbortHandle>,
}

/// Where on the page a reader arrives.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Arrival {
    /// At the fragment, or at the top.
    #[default]
    New,
    /// Where the page was left.
    Back,
    /// At the fragment, or wherever the browser begins.
    Opened,
    /// Nowhere: the reader stays.
    Stay,
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
            state: StoredValue::new_local(State {
                base,
                loads,
                places: Places::load(),
                address: String::new(),
                drawn: None,
                route: None,
                fragment: String::new(),
                arrival: if came_back() {
                    Arrival::Back
                } else {
                    Arrival::Opened
                },
                landing: 0,
                pending: None,
            }),
            navigate: StoredValue::new_local(Rc::new(use_navigate())),
        }
    }

    fn navigate(self, address: &str, replace: bool) {
        let navigate = self.navigate.with_value(Rc::clone);
        let options = NavigateOptions {
            replace,
            scroll: false,
            resolve: false,
            ..NavigateOptions::default()
        };
        navigate(address, options);
    }

    /// Goes to an address of the app.
    pub fn go(self, address: &str) {
        // The router scrolls to a fragment before anything hears of the new address.
        self.leave();
        self.state.update_value(|state| state.drawn = None);
        self.state
            .update_value(|state| state.arrival = Arrival::New);
        self.navigate(address, false);
        push_if_missing(address);
    }

    /// Goes to an address while the reader stays in place, in the page and maybe in the history.
    pub fn turn(self, address: &str, replace: bool) {
        self.leave();
        self.state.update_value(|state| state.drawn = None);
        self.stay();
        self.navigate(address, replace);
        if !replace {
            push_if_missing(address);
        }
    }

    /// Where the reader is or will be.
    pub fn route(self) -> Option<Route> {
        self.state.with_value(|state| state.route.clone())
    }

    /// Follows the address from now on.
    pub fn follow(self) {
        if let Ok(history) = window().history() {
            let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
        }
        // The router listens at the window, which a click reaches after the document: it leaves alone what has
        // been dealt with. It has to, for it would not change the address without routes of its own.
        on_document("click", move |event: MouseEvent| self.click(&event));
        window_event_listener(ev::popstate, move |_| {
            self.state
                .update_value(|state| state.arrival = Arrival::Back);
        });
        window_event_listener(ev::pagehide, move |_| self.leave());

        let location = use_location();
        effect(move || {
            let (path, query, hash) = (
                location.pathname.get(),
                location.search.get(),
                location.hash.get(),
            );
            let fragment = hash.trim_start_matches('#').to_owned();
            let base = self.state.with_value(|state| state.base.clone());
            let route = Route::parse(&base, &path, &query, &fragment);
            // Addresses of before are replaced by today's.
            let is_old = path.ends_with(".php") || path.ends_with(".html");
            let today = route.href(&base);
            if is_old && route != Route::NotFound && today != joined(&path, &query) {
                self.navigate(&today, true);
                return;
            }
            // However the reader leaves, nothing has been drawn yet: the screen still shows the page before.
            self.leave();
            let is_same = self
                .state
                .with_value(|state| state.route.as_ref() == Some(&route));
            self.state.update_value(|state| {
                state.address = joined(&path, &query) + &hash;
                state.fragment = fragment;
                state.route = Some(route.clone());
            });
            if is_same {
                self.arrive();
            } else {
                self.ask(route);
            }
        });
    }

    /// Leaves the reader in place when the page is drawn anew.
    pub fn stay(self) {
        self.state
            .update_value(|state| state.arrival = Arrival::Stay);
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
                self.navigate(
                    &format!("{}#{}", route.href(&base), post_anchor(post.as_str())),
                    true,
                );
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

    fn has_page(self) -> bool {
        self.shown
            .with_untracked(|shown| shown.as_ref().is_some_and(|shown| shown.answer.is_ok()))
    }

    /// Brings the reader to the place on the page where they want to be, once it has been drawn.
    pub fn arrive(self) {
        request_animation_frame(move || {
            let (arrival, fragment, place) = self.state.with_value(|state| {
                (
                    state.arrival,
                    state.fragment.clone(),
                    state.places.get(&state.address),
                )
            });
            self.state.update_value(|state| {
                state.arrival = Arrival::New;
                state.drawn = Some(state.address.clone());
            });
            match (arrival, place) {
                (Arrival::Stay, _) => {}
                (Arrival::Back, Some(top)) => window().scroll_to_with_x_and_y(0.0, top.into()),
                _ => match find(&fragment) {
                    Some(target) => self.land_on(&target),
                    // A page that is opened from outside begins as every page does.
                    None if matches!(arrival, Arrival::Back | Arrival::Opened) => {}
                    None => {
                        window().scroll_to_with_x_and_y(0.0, 0.0);
                        if let Some(start) =
                            first("main [data-begin], main h1[tabindex]").or_else(|| first("main"))
                        {
                            focus(&start);
                        }
                    }
                },
            }
        });
    }

    fn land_on(self, target: &Element) {
        let post = mark(target);
        let landing = self.next_landing();
        self.hold(post, landing, 8);
    }

    /// Scrolls to an element, and again for a few frames: posts that come near the screen take their true height
    /// only then, and push away what is below them. Whoever moves on is let go.
    fn hold(self, element: Element, landing: u32, frames: u32) {
        if self.state.with_value(|state| state.landing) != landing {
            return;
        }
        element.scroll_into_view();
        if frames > 0 {
            request_animation_frame(move || self.hold(element, landing, frames - 1));
        }
    }

    fn next_landing(self) -> u32 {
        self.state
            .update_value(|state| state.landing = state.landing.wrapping_add(1));
        self.state.with_value(|state| state.landing)
    }

    /// Remembers where on the page the reader is.
    fn leave(self) {
        self.next_landing();
        let top = window().scroll_y().unwrap_or_default().round() as i32;
        self.state.update_value(|state| {
            if let Some(drawn) = state.drawn.clone() {
                state.places.set(&drawn, top);
            }
        });
    }

    /// The page of the app that a link leads to, if it is one that the app opens itself.
    pub fn route_of(self, link: &HtmlAnchorElement) -> Option<Route> {
        let is_ours = link.target().is_empty()
            && !link.has_attribute("download")
            && !link.rel().split(' ').any(|word| word == "external");
        let origin = window().location().origin().ok()?;
        if !is_ours || origin != link.origin() {
            return None;
        }
        let base = self.state.with_value(|state| state.base.clone());
        let route = Route::parse(
            &base,
            &link.pathname(),
            link.search().trim_start_matches('?'),
            link.hash().trim_start_matches('#'),
        );
        (route != Route::NotFound).then_some(route)
    }

    /// Loads what a page shows before the reader goes there.
    pub fn load_ahead(self, route: Route) {
        let Some(loads) = self.state.with_value(|state| state.loads.clone()) else {
            return;
        };
        if loads.kept(&route).is_some_and(|(_, stale)| !stale) {
            return;
        }
        leptos::task::spawn_local(async move {
            let _ = join(loads.load(&route), prepare_ahead(&route)).await;
        });
    }

    fn click(self, event: &MouseEvent) {
        close_menus(event);
        if event.default_prevented()
            || event.button() != 0
            || event.meta_key()
            || event.alt_key()
            || event.ctrl_key()
            || event.shift_key()
        {
            return;
        }
        let Some(link) = closest::<HtmlAnchorElement>(event, "a[href]") else {
            return;
        };
        let href = link.get_attribute("href").unwrap_or_default();
        if let Some(fragment) = href.strip_prefix('#') {
            event.prevent_default();
            if let Some(target) = find(fragment) {
                self.land_on(&target);
            }
            return;
        }
        if self.route_of(&link).is_none() {
            // The router would take every link of this host for a page of the app.
            event.stop_immediate_propagation();
            return;
        }
        let query = link.search();
        event.prevent_default();
        let address = format!("{}{query}{}", link.pathname(), link.hash());
        // Nothing changes for the router when the address stays the same.
        let (is_here, is_pending) = self.state.with_value(|state| {
            let is_here = state.address == address;
            (is_here, is_here && state.pending.is_some())
        });
        self.go(&address);
        if is_here && self.trouble.with_untracked(Option::is_some) {
            self.retry();
        } else if is_here && !is_pending {
            self.arrive();
        }
    }
}

/// The router does not push an address that it believes to be the last one it pushed; after a step forward in the
/// history that belief may be wrong.
fn push_if_missing(address: &str) {
    let location = window().location();
    let (Ok(path), Ok(query), Ok(hash)) = (location.pathname(), location.search(), location.hash())
    else {
        return;
    };
    if format!("{path}{query}{hash}") != address
        && let Ok(history) = window().history()
    {
        let _ = history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(address));
    }
}

/// Whether the browser came to the page by a reload or a step in the history: then it is where it was.
fn came_back() -> bool {
    let entries = window()
        .performance()
        .map(|performance| performance.get_entries_by_type("navigation"));
    let entry: Option<PerformanceNavigationTiming> =
        entries.and_then(|entries| entries.get(0).dyn_into().ok());
    entry.is_some_and(|entry| {
        matches!(
            entry.type_(),
            NavigationType::Reload | NavigationType::BackForward
        )
    })
}

fn joined(path: &str, query: &str) -> String {
    match query {
        "" => path.to_owned(),
        query => format!("{path}?{query}"),
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

fn find(fragment: &str) -> Option<Element> {
    if fragment.is_empty() {
        return None;
    }
    let name = js_sys::decode_uri_component(fragment)
        .ok()
        .and_then(|name| name.as_string())?;
    document().get_element_by_id(&name)
}

/// Marks an element for a moment and moves the focus there; gives what to hold on the screen.
fn mark(target: &Element) -> Element {
    let post = target
        .closest("article")
        .ok()
        .flatten()
        .unwrap_or_else(|| target.clone());
    focus(&post);
    if post.class_list().contains("post") {
        let _ = post.class_list().add_1("landed");
        let marked = post.clone();
        set_timeout(
            move || {
                let _ = marked.class_list().remove_1("landed");
            },
            Duration::from_secs(2),
        );
    }
    post
}
