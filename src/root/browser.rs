//! Draws what is shown, and puts into effect what the reader has chosen.

use super::{
    actions::{Actions, complete_page, remember_list, show_choices},
    keys,
    shell::{Changing, shell},
    visit::Visitor,
};
use crate::{
    app::App,
    load::Loads,
    model::{Problem, Site},
    page::{nav_entry, page, title},
    reader::{Preferences, Theme},
    route::Route,
    text::{address::Addresses, language::Language},
    view::problem::{problem_banner, problem_page},
};
use leptos::{ev, prelude::*};
use std::{rc::Rc, sync::Arc, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlLinkElement, MouseEvent};

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
    let app = Callback::new(move |()| {
        let chosen = preferences.get_untracked();
        App::new(site.clone(), addresses.clone(), chosen, language)
    });

    Effect::new(move || {
        let chosen = preferences.get();
        apply(chosen, language);
        show_choices(chosen);
    });
    Effect::new(move || {
        if toast.with(Option::is_some) {
            set_timeout(move || toast.set(None), Duration::from_secs(4));
        }
    });

    // Another language or clock draws everything anew; all that is shown is at hand.
    let redrawn = Memo::new(move |_| preferences.with(|chosen| (chosen.language, chosen.zone)));
    let (Some(loads), None) = (loads, &trouble) else {
        let problem = trouble.unwrap_or_default();
        window_event_listener(ev::click, reload_if_asked);
        return (move || {
            redrawn.track();
            let app = app.run(());
            let changing = Changing {
                current: Signal::stored(String::new()),
                preferences,
                toast,
            };
            let content = problem_page(&app, &problem).into_string();
            shell(&app, changing, view! { <div inner_html=content></div> }.into_any())
        })
        .into_any();
    };

    let visitor = Visitor::new(base, loads);
    visitor.follow();
    keys::listen(preferences);
    let actions = Actions {
        app,
        visitor,
        preferences,
        toast,
    };
    actions.listen();
    Effect::new(move || {
        redrawn.track();
        let Some(shown) = visitor.shown.get() else {
            return;
        };
        let app = app.run(());
        document().set_title(&title(&app, &shown));
        if let Route::Section(route) = &shown.route {
            remember_list(route.id.as_str(), &app.addresses.of(&shown.route));
        }
        request_animation_frame(complete_page);
        visitor.arrive();
    });

    (move || {
        redrawn.track();
        let for_shell = app.run(());
        let for_nav = for_shell.clone();
        let current = Signal::derive(move || {
            let shown = visitor.shown.get();
            shown.map(|shown| nav_entry(&for_nav, &shown)).unwrap_or_default()
        });
        let changing = Changing {
            current,
            preferences,
            toast,
        };
        let texts = for_shell.texts;
        let drawn = move || {
            let shown = visitor.shown.get();
            shown.map(|shown| page(&app.run(()), &shown).into_string()).unwrap_or_default()
        };
        let content = view! {
            <div class="progress" class:busy=move || visitor.busy.get() role="progressbar" aria-label=texts.loading aria-hidden=move || (!visitor.busy.get()).to_string()></div>
            {move || visitor.trouble.get().map(|problem| {
                view! { <div class="banner" role="alert" inner_html=problem_banner(&app.run(()), &problem).into_string()></div> }
            })}
            {move || visitor.newer.with(Option::is_some).then(|| view! {
                <div class="banner quiet" role="status">
                    <p>{texts.page_changed}</p>
                    <button type="button" class="button" on:click=move |_| visitor.show_newer()>{texts.show}</button>
                </div>
            })}
            {move || visitor.shown.with(Option::is_none).then(|| view! {
                <div class="wrap skeleton" class:late=move || visitor.busy.get() aria-hidden="true"><i></i><i></i><i></i><i></i><i></i><i></i></div>
            })}
            <div inner_html=drawn></div>
        };
        shell(&for_shell, changing, content.into_any())
    })
    .into_any()
}

/// Without a forum there is nothing to ask again for but everything.
fn reload_if_asked(event: MouseEvent) {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    if target.is_some_and(|target| target.has_attribute("data-retry")) {
        let _ = window().location().reload();
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
