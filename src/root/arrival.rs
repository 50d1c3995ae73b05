//! Where on a page a reader arrives, and where they were when they left it.

use super::{
    dom::{first, focus},
    history::came_back,
};
use crate::reader::Places;
use leptos::prelude::*;
use std::{mem, time::Duration};
use web_sys::Element;

/// A reader's place on the page.
#[derive(Clone, Copy)]
pub(super) struct Arrival(StoredValue<State, LocalStorage>);

struct State {
    places: Places,
    /// The address that is or will be on the screen.
    address: String,
    /// The address that is on the screen.
    drawn: Option<String>,
    fragment: String,
    aim: Aim,
    /// Counts the places that were scrolled to.
    landing: u32,
}

/// Where on the next page the reader wants to be.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Aim {
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

impl Arrival {
    /// A reader who comes to the first page.
    pub fn new() -> Self {
        Self(StoredValue::new_local(State {
            places: Places::load(),
            address: String::new(),
            drawn: None,
            fragment: String::new(),
            aim: if came_back() { Aim::Back } else { Aim::Opened },
            landing: 0,
        }))
    }

    /// Changes where the reader wants to be.
    pub fn aim(self, aim: Aim) {
        self.0.update_value(|state| state.aim = aim);
    }

    /// Remembers where on the page the reader is.
    pub fn leave(self) {
        self.next_landing();
        let top = window().scroll_y().unwrap_or_default().round() as i32;
        self.0.update_value(|state| {
            if let Some(drawn) = state.drawn.clone() {
                state.places.set(&drawn, top);
            }
        });
    }

    /// Leaves the page before the address changes.
    pub fn depart(self, aim: Aim) {
        // The router scrolls to a fragment before anything hears of the new address.
        self.leave();
        self.0.update_value(|state| {
            state.drawn = None;
            state.aim = aim;
        });
    }

    /// Is on the way to an address, which has this fragment.
    pub fn head_for(self, address: String, fragment: String) {
        self.0.update_value(|state| {
            state.address = address;
            state.fragment = fragment;
        });
    }

    /// Whether an address is or will be on the screen.
    pub fn is_at(self, address: &str) -> bool {
        self.0.with_value(|state| state.address == address)
    }

    /// Brings the reader to the place on the page where they want to be, once it has been drawn.
    pub fn arrive(self) {
        request_animation_frame(move || {
            let begun = self.0.try_update_value(|state| {
                state.drawn = Some(state.address.clone());
                let place = state.places.get(&state.address);
                (mem::take(&mut state.aim), state.fragment.clone(), place)
            });
            let Some((aim, fragment, place)) = begun else {
                return;
            };
            match (aim, place) {
                (Aim::Stay, _) => {}
                (Aim::Back, Some(top)) => window().scroll_to_with_x_and_y(0.0, top.into()),
                // A page that is opened from outside begins as every page does.
                _ => {
                    if !self.land_on(&fragment) && aim == Aim::New {
                        to_top();
                    }
                }
            }
        });
    }

    /// Goes to what a fragment names on the page, if it is there.
    pub fn land_on(self, fragment: &str) -> bool {
        let Some(target) = find(fragment) else {
            return false;
        };
        let post = mark(&target);
        let landing = self.next_landing();
        self.hold(post, landing, 8);
        true
    }

    /// Scrolls to an element, and again for a few frames: posts that come near the screen take their true height
    /// only then, and push away what is below them. Whoever moves on is let go.
    fn hold(self, element: Element, landing: u32, frames: u32) {
        if self.0.with_value(|state| state.landing) != landing {
            return;
        }
        element.scroll_into_view();
        if frames > 0 {
            request_animation_frame(move || self.hold(element, landing, frames - 1));
        }
    }

    fn next_landing(self) -> u32 {
        let next = self.0.try_update_value(|state| {
            state.landing = state.landing.wrapping_add(1);
            state.landing
        });
        next.unwrap_or_default()
    }
}

fn to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
    let start = first("main [data-begin], main h1[tabindex]").or_else(|| first("main"));
    if let Some(start) = start {
        focus(&start);
    }
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
