//! What can be done with a thread: narrow it, turn it round, read it in peace, pass it on, leave it.

use super::{icon, jump::jump_box, qr::qr};
use crate::{
    app::App,
    model::{Order, Thread, ThreadPage},
    page::floor_href,
    reader::{Storage, clipboard},
    route::{Route, ThreadRoute},
    text::texts::fill,
};
use leptos::prelude::*;

/// Copies an address of the thread with its title and the forum's name, and says so.
pub fn copier(app: &App, thread: &Thread) -> Callback<String> {
    let app = app.clone();
    let title = thread.title.clone();
    Callback::new(move |href: String| {
        let url = clipboard::absolute(&href);
        let text = format!("{title}\n{url}\n({})", app.site.name);
        let app = app.clone();
        leptos::task::spawn_local(async move {
            match clipboard::copy(&text).await {
                true => app.say(app.texts.copied),
                false => app.say(fill(app.texts.copy_by_hand, &[("url", &url)])),
            }
        });
    })
}

/// The row of tools under a thread's title.
pub fn tools(
    app: &App,
    route: &ThreadRoute,
    found: &ThreadPage,
    copy: Callback<String>,
) -> AnyView {
    let texts = app.texts;
    let preferences = app.preferences;
    let thread = Route::thread(&found.thread.id);
    let toggle = |on: bool, to: ThreadRoute, label: &'static str| {
        let href = app.addresses.of(&Route::Thread(to));
        view! { <li><a class="button" href=href rel="nofollow" aria-current=on.then_some("true")>{label}</a></li> }
    };
    let opener = found.thread.author.id.clone();
    let narrowed = route.only_author.is_some();
    let only = (narrowed || opener.is_some()).then(|| {
        let only_author = if narrowed { None } else { opener };
        let label = if narrowed {
            texts.all_authors
        } else {
            texts.only_opener
        };
        toggle(
            narrowed,
            ThreadRoute {
                page: 1,
                only_author,
                ..route.clone()
            },
            label,
        )
    });
    let newest = route.order == Order::Newest;
    let turned = ThreadRoute {
        page: if newest {
            1
        } else {
            found.page.count.unwrap_or(1)
        },
        order: if newest { Order::Oldest } else { Order::Newest },
        ..route.clone()
    };
    let href = app.addresses.of(&thread);
    let address = href.clone();
    let shown = RwSignal::new(false);
    let app_for_code = app.clone();
    let floors = found
        .page
        .total
        .or(found.thread.counts.replies.map(|replies| replies + 1))
        .and_then(|floors| u32::try_from(floors).ok());
    let jump = floors.filter(|floors| *floors > 5 && !narrowed).map(|floors| {
        let app_for_floor = app.clone();
        let found = found.clone();
        view! { <li>{jump_box(app, texts.jump_floor, texts.floor_unit, floors, move |floor| floor_href(&app_for_floor, &found, floor))}</li> }
    });
    view! {
        <ul class="tools" aria-label=texts.tools>
            {only}
            {toggle(newest, turned, if newest { texts.in_order } else { texts.reversed })}
            <li>
                <button
                    type="button" class="button"
                    aria-pressed=move || preferences.with(|chosen| chosen.reading).to_string()
                    on:click=move |_| preferences.update(|chosen| chosen.reading = !chosen.reading)
                >{texts.reading_mode}</button>
            </li>
            <li><button type="button" class="button copy" on:click=move |_| copy.run(href.clone())>{texts.copy_link}</button></li>
            <li>
                <details class="menu" name="menu" on:toggle=move |_| shown.set(true)>
                    <summary class="button">{texts.qr_code}</summary>
                    <div class="sheet">
                        {move || shown.get().then(|| qr(&app_for_code, clipboard::absolute(&address)))}
                    </div>
                </details>
            </li>
            {jump}
        </ul>
    }
    .into_any()
}

/// Reply, top, list: always within reach.
pub fn floating(app: &App, found: &ThreadPage) -> AnyView {
    let texts = app.texts;
    let section = Route::section(&found.section.id);
    let list = RwSignal::new(app.addresses.of(&section));
    let key = list_key(found.section.id.as_str());
    // The page of the list that the reader came from.
    Effect::new(move || {
        if let Some(address) = Storage::Session.get(&key) {
            list.set(address);
        }
    });
    view! {
        <nav class="floating" aria-label=texts.shortcuts>
            <a class="tool" href="#reply" aria-label=texts.quick_reply title=format!("{} (R)", texts.quick_reply) data-key="r">{icon::reply()}</a>
            <a class="tool to-list" href=list aria-label=texts.back_to_list title=format!("{} (U)", texts.back_to_list) data-key="u">{icon::list()}</a>
            <a class="tool" href="#content" aria-label=texts.back_to_top title=format!("{} (T)", texts.back_to_top) data-key="t">{icon::top()}</a>
        </nav>
    }
    .into_any()
}

/// Under which name the last visited page of a section's list is remembered.
pub fn list_key(section: &str) -> String {
    format!("qilou.list.{section}")
}
