//! Draws what is shown, and puts into effect what the reader has chosen.

use super::{
    actions::Actions,
    complete::{self, complete_page, remember_list, show_choices},
    controls,
    dom::{all, first},
    given::Given,
    search,
    visit::Visitor,
};
use crate::{
    app::App,
    load::Loads,
    model::{Problem, Site},
    page::{nav_entry, page, title},
    reader::{Preferences, Theme, ZoneChoice},
    route::Route,
    text::{address::Addresses, language::Language, time::now},
    view::{
        problem::{newer_banner, problem_banner},
        shell::{clock, footer, header},
    },
};
use leptos::prelude::*;
use maud::html;
use std::{cell::Cell, rc::Rc, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What the app starts with.
pub(super) struct Start {
    /// The app's folder on its host.
    pub base: String,
    /// The address that the content is relative to.
    pub root: String,
    /// The forum's documents; none if it is not known where they are.
    pub loads: Option<Rc<Loads>>,
    /// The forum.
    pub site: Rc<Site>,
    /// What kept the forum from being known.
    pub trouble: Option<Problem>,
    /// What stands in the page already.
    pub given: Option<Given>,
    /// The language of a reader who has not chosen one.
    pub language: Language,
}

/// The whole page. Its parts are HTML that is made anew when what it shows has changed; the elements that hold them
/// stand in `index.html`.
#[component]
pub(super) fn Root(start: Start) -> impl IntoView {
    let preferences = RwSignal::new(Preferences::load());
    let toast = RwSignal::new(None::<String>);
    let Start {
        base,
        root,
        loads,
        site,
        trouble,
        given,
        language,
    } = start;
    let mut addresses = Addresses::new(&base, &root, &site);
    let backend = loads.as_ref().map(|loads| loads.backend());
    if let Some(backend) = backend.clone() {
        addresses = addresses.with_forum(Rc::new(move |path, query, fragment| {
            backend.route(path, query, fragment)
        }));
    }
    let addresses = Rc::new(addresses);
    let app = UnsyncCallback::new(move |()| {
        let chosen = preferences.get_untracked();
        App {
            backend: backend.clone(),
            ..App::new(site.clone(), addresses.clone(), chosen, language)
        }
    });
    let visitor = Visitor::new(base, loads, trouble);
    let actions = Actions {
        app,
        visitor,
        preferences,
        toast,
    };
    visitor.follow();
    complete::listen();

    effect(move || {
        let chosen = preferences.get();
        apply(chosen, language);
        show_choices(chosen);
    });
    effect(move || {
        if let Some(sentence) = toast.get() {
            let end = move || {
                if toast.get_untracked().as_ref() == Some(&sentence) {
                    toast.set(None);
                }
            };
            set_timeout(end, Duration::from_secs(4));
        }
    });
    let tick = move || {
        if let Some(shown) = first(".clock") {
            shown.set_text_content(Some(&clock(&app.run(())).clock(now())));
        }
    };
    set_interval(tick, Duration::from_secs(10));

    // Another language or clock draws everything anew; all that is shown is at hand. A memo that nobody reads would
    // never know.
    let redrawn = Memo::new(move |_| preferences.with(|chosen| (chosen.language, chosen.zone)));
    let seen = move || {
        redrawn.get();
        app.run(())
    };
    // What stands already was written in one language, and by the forum's clock.
    let stands = given.is_some_and(|given| {
        let chosen = preferences.get_untracked();
        chosen
            .language
            .is_none_or(|language| language == given.language)
            && chosen.zone == ZoneChoice::Forum
    });
    keep(".skip", stands, move || seen().texts.skip.to_owned());
    keep(".top", stands, move || header(&seen()).into_string());
    keep(".foot", stands, move || footer(&seen()).into_string());
    keep("main > [role=alert]", false, move || {
        let app = seen();
        let trouble = visitor.trouble.get();
        trouble
            .map(|problem| problem_banner(&app, &problem).into_string())
            .unwrap_or_default()
    });
    keep("main > [role=status]", false, move || {
        let app = seen();
        let newer = visitor.newer.get();
        newer
            .map(|_| newer_banner(&app).into_string())
            .unwrap_or_default()
    });
    // The first page that comes is the one that stands.
    let page_stands = Cell::new(stands);
    let draw_page = move || {
        let app = seen();
        visitor.shown.with(|shown| match shown {
            Some(shown) if page_stands.take() && shown.answer.is_ok() => None,
            Some(shown) => Some(page(&app, shown).into_string()),
            // Whatever stands there serves until then.
            None => None,
        })
    };
    effect(move || {
        if let Some(html) = draw_page() {
            put("#page", &html);
        }
    });
    keep(".toast", false, move || {
        let sentence = toast.get();
        html! { @if let Some(sentence) = sentence { p { (sentence) } } }.into_string()
    });
    effect(move || {
        let busy = visitor.busy.get();
        if let Some(line) = first(".progress") {
            let _ = line.class_list().toggle_with_force("busy", busy);
        }
    });
    // The page has been drawn when this comes to its turn.
    effect(move || {
        let app = seen();
        let Some(shown) = visitor.shown.get() else {
            return;
        };
        document().set_title(&title(&app, &shown));
        if let Route::Section(route) = &shown.route {
            let list = app.addresses.of(&Route::section(&route.id));
            remember_list(&list, &app.addresses.of(&shown.route));
        }
        let entry = nav_entry(&app, &shown);
        request_animation_frame(move || complete_page(&entry));
        visitor.arrive();
    });
    if stands {
        tick();
    }
    // Effects have their turn first, and the first page comes before all that can be done with it.
    request_animation_frame(move || leptos::task::spawn_local(controls::bring(actions)));
}

/// Does something again whenever a signal that it reads has changed. There is one kind of effect for all: each kind
/// would bring its own code.
pub(super) fn effect(run: impl Fn() + 'static) {
    let run: Box<dyn Fn()> = Box::new(run);
    run_again(run);
}

fn run_again(run: Box<dyn Fn()>) {
    Effect::new(run);
}

/// Keeps in an element of `index.html` what `draw` says, from now on, or from the first change on if that stands
/// there already.
fn keep(selector: &'static str, stands: bool, draw: impl Fn() -> String + 'static) {
    keep_drawn(selector, stands, Box::new(draw));
}

fn keep_drawn(selector: &'static str, stands: bool, draw: Box<dyn Fn() -> String>) {
    let stands = Cell::new(stands);
    effect(move || {
        // Drawing also tells which signals to heed.
        let html = draw();
        if !stands.take() {
            put(selector, &html);
        }
    });
}

fn put(selector: &str, html: &str) {
    if let Some(element) = first(selector)
        && !search::redraw(&element, html)
    {
        element.set_inner_html(html);
    }
}

/// The language of a reader who has not chosen one.
pub(super) fn language() -> Language {
    let tags: Vec<String> = window()
        .navigator()
        .languages()
        .iter()
        .filter_map(|tag| tag.as_string())
        .collect();
    Language::of_browser(tags.iter().map(String::as_str))
}

/// Puts the preferences into effect on the page; the script in `index.html` does the same before the app starts.
fn apply(chosen: Preferences, language: Language) {
    chosen.save();
    let document = document();
    let Some(root) = document
        .document_element()
        .and_then(|root| root.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    let data = root.dataset();
    let _ = data.set("theme", chosen.theme.slug());
    let _ = data.set("textSize", &chosen.text_size.to_string());
    let _ = data.set("reading", &chosen.reading.to_string());
    let _ = data.set("excerpts", &chosen.excerpts.to_string());
    let _ = root.set_attribute("lang", chosen.language.unwrap_or(language).tag());
    if let Ok(Some(scheme)) = document.query_selector("meta[name=color-scheme]") {
        let _ = scheme.set_attribute(
            "content",
            match chosen.theme {
                Theme::System => "light dark",
                theme => theme.slug(),
            },
        );
    }
    for element in all("[data-scheme]") {
        let Ok(element) = element.dyn_into::<HtmlElement>() else {
            continue;
        };
        let scheme = element.dataset().get("scheme").unwrap_or_default();
        let media = match chosen.theme {
            Theme::System => format!("(prefers-color-scheme: {scheme})"),
            theme if theme.slug() == scheme => "all".to_owned(),
            _ => "not all".to_owned(),
        };
        let _ = element.set_attribute("media", &media);
    }
}
