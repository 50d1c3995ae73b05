//! Draws what is shown, and puts into effect what the reader has chosen.

use super::{keys, visit::Visitor};
use crate::{
    app::App,
    load::Loads,
    model::{Problem, Site},
    page::{Shown, nav_entry, page, title},
    reader::{Preferences, Storage, Theme},
    route::Route,
    text::{address::Addresses, language::Language},
    view::{
        problem::{problem_banner, problem_page},
        shell::shell,
        thread_tools::list_key,
    },
};
use leptos::prelude::*;
use std::{rc::Rc, sync::Arc, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlLinkElement};

/// What the app starts with.
pub(super) struct Start {
    /// The app's folder on its host.
    pub base: String,
    /// The address that the content is relative to.
    pub root: String,
    /// The forum's documents; none if it is not known where they are.
    pub loads: Option<Rc<Loads>>,
    /// The forum.
    pub site: Arc<Site>,
    /// What kept the forum from being known.
    pub trouble: Option<Problem>,
}

/// The whole page.
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
    } = start;
    let addresses = Arc::new(Addresses::new(&base, &root, &site));
    let language = browser_language();
    let app = move |chosen: Preferences| {
        App::new(
            site.clone(),
            addresses.clone(),
            chosen,
            language,
            preferences,
            toast,
        )
    };

    Effect::new(move || apply(preferences.get(), language));
    Effect::new(move || {
        if toast.with(Option::is_some) {
            set_timeout(move || toast.set(None), Duration::from_secs(4));
        }
    });

    // Another language or clock draws everything anew; all that is shown is at hand. A memo that nobody reads would
    // never know.
    let redrawn = Memo::new(move |_| preferences.with(|chosen| (chosen.language, chosen.zone)));
    let (Some(loads), None) = (loads, &trouble) else {
        let problem = trouble.unwrap_or_default();
        let reload = Callback::new(|()| {
            let _ = window().location().reload();
        });
        return (move || {
            redrawn.get();
            let app = app(preferences.get_untracked());
            let content = view! { <div class="wrap">{problem_page(&app, &problem, reload)}</div> };
            shell(&app, Signal::stored(String::new()), content.into_any())
        })
        .into_any();
    };

    let visitor = Visitor::new(base, loads);
    visitor.follow();
    keys::listen(preferences);
    let retry = Callback::new(move |()| visitor.retry());
    let arrived = app.clone();
    Effect::new(move || {
        let Some(shown) = visitor.shown.get() else {
            return;
        };
        let app = arrived(preferences.get_untracked());
        document().set_title(&title(&app, &shown));
        remember_list(&app, &shown);
        visitor.arrive();
    });

    (move || {
        redrawn.get();
        let app = app(preferences.get_untracked());
        let for_nav = app.clone();
        let current = Signal::derive(move || {
            visitor.shown.with(|shown| shown.as_ref().map(|shown| nav_entry(&for_nav, shown)).unwrap_or_default())
        });
        let for_page = app.clone();
        let for_trouble = app.clone();
        let texts = app.texts;
        let content = view! {
            <div class="progress" class:busy=move || visitor.busy.get() role="progressbar" aria-label=texts.loading aria-hidden=move || (!visitor.busy.get()).to_string()></div>
            {move || visitor.trouble.get().map(|problem| problem_banner(&for_trouble, &problem, retry))}
            {move || visitor.newer.with(Option::is_some).then(|| view! {
                <div class="banner quiet" role="status">
                    <p>{texts.page_changed}</p>
                    <button type="button" class="button" on:click=move |_| visitor.show_newer()>{texts.show}</button>
                </div>
            })}
            {move || match visitor.shown.get() {
                Some(shown) => page(&for_page, &shown, retry),
                None => view! { <div class="wrap skeleton" class:late=move || visitor.busy.get() aria-hidden="true"><i></i><i></i><i></i><i></i><i></i><i></i></div> }.into_any(),
            }}
        };
        shell(&app, current, content.into_any())
    })
    .into_any()
}

/// The list that a thread's reader goes back to.
fn remember_list(app: &App, shown: &Shown) {
    if let Route::Section(route) = &shown.route {
        Storage::Session.set(
            &list_key(route.id.as_str()),
            &app.addresses.of(&shown.route),
        );
    }
}

fn browser_language() -> Language {
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
    let Ok(switched) = document.query_selector_all("[data-scheme]") else {
        return;
    };
    for index in 0..switched.length() {
        let Some(element) = switched
            .item(index)
            .and_then(|node| node.dyn_into::<HtmlElement>().ok())
        else {
            continue;
        };
        let scheme = element.dataset().get("scheme").unwrap_or_default();
        let media = match chosen.theme {
            Theme::System => format!("(prefers-color-scheme: {scheme})"),
            theme if theme.slug() == scheme => "all".to_owned(),
            _ => "not all".to_owned(),
        };
        match element.dyn_ref::<HtmlLinkElement>() {
            Some(link) => link.set_media(&media),
            None => {
                let _ = element.set_attribute("media", &media);
            }
        }
    }
}
