//! Starts the app: what to show is asked for at once, and drawn as soon as the site is known.

use super::{
    browser::{Root, Start, language},
    given::Given,
    ready::{bring_ahead, prepare_ahead},
};
use crate::{
    backend::{self, Backend, Config, Destination},
    load::Loads,
    model::{Problem, Site},
    reader::Preferences,
    route::Route,
    text::texts::Texts,
    transport::{BrowserTransport, Request, RetryTransport, Transport},
};
use futures_util::future::join;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos_router::components::Router;
use send_wrapper::SendWrapper;
use std::rc::Rc;

/// Seconds to wait for an answer, where `config.json` does not say otherwise.
const TIME_LIMIT: u32 = 20;

/// Starts the app in the page.
pub fn start() {
    wasm_bindgen_futures::spawn_local(async {
        let start = prepare().await;
        // A page that stands already is worth more than the news that the app cannot go on from it.
        if let Some(problem) = start.trouble.as_ref().filter(|_| start.given.is_some()) {
            let detail = problem.detail.as_deref().unwrap_or_default();
            web_sys::console::error_2(&"the app cannot start".into(), &detail.into());
            return;
        }
        // The router wants to be able to move its content to another thread; here there is none.
        let start = SendWrapper::new(start);
        mount_to_body(move || view! { <Router><Root start=start.take() /></Router> });
    });
}

async fn prepare() -> Start {
    let home = document().base_uri().ok().flatten().unwrap_or_default();
    let base = web_sys::Url::new(&home)
        .map(|url| url.pathname())
        .unwrap_or_else(|_| "/".to_owned());
    let site = Rc::new(fallback_site());
    let route = current_route(None, &base);
    let given = Given::find(&route);
    let chosen = Preferences::load().language;
    // Who has not chosen goes on in the language that the page was written in.
    let language = match &given {
        Some(given) if chosen.is_none() => given.language,
        _ => language(),
    };
    let start = |root: String, loads, trouble| Start {
        base: base.clone(),
        root,
        loads,
        site,
        trouble,
        given,
        language,
    };
    // What draws the page comes while its document does.
    let ahead = route.clone();
    wasm_bindgen_futures::spawn_local(async move { prepare_ahead(&ahead).await });
    let texts = Texts::prepare(chosen.unwrap_or(language));
    let opened = async {
        let config = read_config(&home).await?;
        let absolute = |name: &str, url: &str| {
            web_sys::Url::new_with_base(url, &home)
                .map(|url| url.href())
                .map_err(|_| {
                    Problem::new(crate::model::ProblemCode::Config)
                        .detail([name, ": ", url].concat())
                })
        };
        let mut root = absolute("backend.url", &config.backend.url)?;
        let mapping = config.backend.mapping.as_deref();
        let mapping = mapping
            .map(|url| absolute("backend.mapping", url))
            .transpose()?;
        if !root.ends_with('/') {
            root.push('/');
        }
        let transport = transport(config.backend.time_limit.unwrap_or(TIME_LIMIT));
        let backend = backend::open(&config, root, mapping, transport).await?;
        Ok((backend, config.site))
    };
    // The texts come while the configuration does.
    let ((), opened) = join(texts, opened).await;
    let (backend, said) = match opened {
        Ok(opened) => opened,
        Err(problem) => return start(home.clone(), None, Some(problem)),
    };
    let root = backend.root().to_owned();
    let loads = Loads::new(Rc::clone(&backend));
    // The address may be one of the forum's.
    let route = current_route(Some(&*backend), &base);
    // The page's own document sets out together with the site; the page will find it on its way or there.
    bring_ahead(loads.load_ahead(&route), route);
    let start = start(root, Some(loads), None);
    match backend::site(&*backend, said).await {
        Ok(site) => Start {
            site: site.into(),
            ..start
        },
        Err(problem) => Start {
            trouble: Some(problem),
            ..start
        },
    }
}

fn current_route(backend: Option<&dyn Backend>, base: &str) -> Route {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    let query = location.search().unwrap_or_default();
    let fragment = location.hash().unwrap_or_default();
    Destination::of(
        backend,
        base,
        &path,
        query.trim_start_matches('?'),
        fragment.trim_start_matches('#'),
    )
    .route
}

/// The configuration.
async fn read_config(home: &str) -> Result<Config, Problem> {
    let url = web_sys::Url::new_with_base("config.json", home)
        .map(|url| url.href())
        .unwrap_or_default();
    let response = transport(TIME_LIMIT).send(Request::get(url)).await?;
    Config::read(&response)
}

fn transport(seconds: u32) -> Rc<dyn Transport> {
    let browser = BrowserTransport {
        // The browser counts in signed milliseconds.
        time_limit: seconds.saturating_mul(1000).min(i32::MAX as u32),
    };
    Rc::new(RetryTransport::new(browser, |pause| {
        Box::pin(TimeoutFuture::new(pause))
    }))
}

/// What stands around the page while the site is not known.
fn fallback_site() -> Site {
    Site {
        name: "骑楼 Qilou".to_owned(),
        lang: "zh-Hans".to_owned(),
        ..Site::default()
    }
}
