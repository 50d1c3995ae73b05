//! What a page's pieces do when they are used. A piece is plain HTML: it says in a `data-` attribute what it is
//! for, and the whole page has one listener for each kind of event.

use super::{
    dom::{first, focus, target},
    lightbox,
    link::is_plain,
    listen::{on_document, on_document_down},
    search,
    visit::Visitor,
};
use crate::{
    app::App,
    model::SectionId,
    page::{place_of_floor, title},
    reader::{Preferences, clipboard},
    route::Route,
    text::texts::{Texts, fill},
};
use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, MouseEvent};

/// What the actions work on.
#[derive(Clone)]
pub(super) struct Actions {
    /// The forum as this reader sees it now.
    pub app: UnsyncCallback<(), App>,
    /// Where the reader is.
    pub visitor: Visitor,
    /// What the reader has chosen.
    pub preferences: RwSignal<Preferences>,
    /// A sentence that confirms what was just done.
    pub toast: RwSignal<Option<String>>,
}

impl Actions {
    /// Does from now on what is asked for.
    pub fn listen(self) {
        let actions = self.clone();
        on_document("submit", move |event: Event| actions.submit(&event));
        // What a page's own pieces do comes before where its links lead.
        on_document_down("click", move |event: MouseEvent| self.click(&event));
    }

    fn click(&self, event: &MouseEvent) {
        let Some(target) = target(event).filter(|_| is_plain(event)) else {
            return;
        };
        if let Some((_, href)) = around(&target, "data-copy") {
            self.copy(&href);
        } else if let Some((_, name)) = around(&target, "data-toggle") {
            self.preferences.update(|chosen| match name.as_str() {
                "reading" => chosen.reading = !chosen.reading,
                _ => chosen.excerpts = !chosen.excerpts,
            });
        } else if let Some((button, name)) = around(&target, "data-choose") {
            let value = button.get_attribute("value").unwrap_or_default();
            self.choose(button, name, value);
        } else if around(&target, "data-retry").is_some() {
            self.visitor.retry();
        } else if around(&target, "data-newer").is_some() {
            self.visitor.show_newer();
        } else if let Ok(Some(picture)) = target.closest(".posts a.zoom") {
            event.prevent_default();
            lightbox::open(picture, self.app.run(()).texts);
        }
    }

    /// Puts a choice into effect, when its texts have come.
    fn choose(&self, button: Element, name: String, value: String) {
        let (visitor, preferences) = (self.visitor, self.preferences);
        leptos::task::spawn_local(async move {
            let next = preferences.get_untracked().with(&name, &value);
            if let Some(language) = next.language {
                Texts::prepare(language).await;
            }
            visitor.stay();
            preferences.update(|chosen| chosen.choose(&name, &value));
            return_to(&button, &format!("[data-choose={name}][value='{value}']"));
        });
    }

    /// Copies an address with the page's name, and says so.
    fn copy(&self, href: &str) {
        let app = self.app.run(());
        let url = clipboard::absolute(href);
        let name = self
            .visitor
            .shown
            .with_untracked(|shown| shown.as_ref().map(|shown| title(&app, shown)));
        let text = format!("{}\n{url}", name.unwrap_or_default());
        let toast = self.toast;
        leptos::task::spawn_local(async move {
            toast.set(Some(match clipboard::copy(&text).await {
                true => app.texts.copied.to_owned(),
                false => fill(app.texts.copy_by_hand, &[("url", &url)]),
            }));
        });
    }

    fn submit(&self, event: &Event) {
        let form = |name| target(event).and_then(|target| around(&target, name));
        if let Some((form, kind)) = form("data-jump") {
            event.prevent_default();
            self.jump(&form, &kind);
        } else if let Some((form, _)) = form("data-search") {
            event.prevent_default();
            search::submit(&form, self.app, self.visitor);
        } else if let Some((form, section)) = form("data-unlock") {
            event.prevent_default();
            self.unlock(form, SectionId(section));
        }
    }

    /// Opens a section with the password in a form, or says beside it what was wrong.
    fn unlock(&self, form: Element, section: SectionId) {
        let password = value(&form, "input");
        let (app, visitor) = (self.app, self.visitor);
        leptos::task::spawn_local(async move {
            let Some(answer) = visitor.unlock(&section, &password).await else {
                return;
            };
            match answer {
                Ok(()) => return visitor.retry(),
                // The password was not even looked at.
                Err(problem) if problem.is_passing() => {
                    return visitor.trouble.set(Some(problem));
                }
                Err(_) => {}
            }
            if let Ok(Some(wrong)) = form.query_selector(".wrong") {
                wrong.set_text_content(Some(app.run(()).texts.password_wrong));
            }
        });
    }

    /// Goes to the page or the floor whose number was typed; beyond the last one is the last one.
    fn jump(&self, form: &Element, kind: &str) {
        let field = form.query_selector("input").ok().flatten();
        let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) else {
            return;
        };
        let (Ok(number), Ok(last)) = (field.value().trim().parse::<u32>(), field.max().parse())
        else {
            return;
        };
        let number = number.min(last).max(1);
        field.set_value("");
        let app = self.app.run(());
        let Some(route) = self
            .visitor
            .shown
            .with_untracked(|shown| shown.as_ref().map(|shown| shown.route.clone()))
        else {
            return;
        };
        let address = match (kind, route) {
            ("floor", Route::Thread(route)) => {
                let size = attribute(".posts", "data-size").unwrap_or(1);
                let (route, anchor) = place_of_floor(&route, number, size);
                format!("{}#{anchor}", app.addresses.of(&Route::Thread(route)))
            }
            (_, route) => app.addresses.of(&route.at_page(number)),
        };
        self.visitor.go(&address);
    }
}

/// What stands in a form's field.
pub(super) fn value(form: &Element, field: &str) -> String {
    let field = form.query_selector(field).ok().flatten();
    let value = field.and_then(|field| Reflect::get(&field, &"value".into()).ok());
    value
        .and_then(|value| value.as_string())
        .unwrap_or_default()
}

/// Opens the menu again that a button was in, and goes back to the button: both may have been drawn anew.
fn return_to(button: &Element, selector: &str) {
    let Ok(Some(menu)) = button.closest("details.menu") else {
        return;
    };
    let kind = match menu.class_list().contains("phone") {
        true => "details.menu.phone",
        false => "details.menu:not(.phone)",
    };
    let selector = format!(".bar > {kind} {selector}");
    request_animation_frame(move || {
        let Some(button) = first(&selector) else {
            return;
        };
        if let Ok(Some(menu)) = button.closest("details.menu") {
            let _ = menu.set_attribute("open", "");
        }
        focus(&button);
    });
}

/// The nearest element around that has an attribute, and the attribute's value.
fn around(element: &Element, attribute: &str) -> Option<(Element, String)> {
    let found = element.closest(&format!("[{attribute}]")).ok()??;
    let value = found.get_attribute(attribute)?;
    Some((found, value))
}

fn attribute(selector: &str, name: &str) -> Option<u32> {
    first(selector)?.get_attribute(name)?.parse().ok()
}
