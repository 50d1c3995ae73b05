//! A box for a number to go to.

use crate::app::App;
use leptos::{ev::SubmitEvent, html::Input, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// Goes to the address of a number from 1 to `last`. A number beyond is taken for the nearest one that there is.
pub fn jump_box(
    app: &App,
    label: &'static str,
    unit: &'static str,
    last: u32,
    href: impl Fn(u32) -> String + Send + Sync + 'static,
) -> AnyView {
    let field = NodeRef::<Input>::new();
    let navigate = use_navigate();
    let go = move |event: SubmitEvent| {
        event.prevent_default();
        let number = field
            .get_untracked()
            .and_then(|field| field.value().trim().parse::<u32>().ok());
        if let Some(number) = number {
            let options = NavigateOptions {
                scroll: false,
                resolve: false,
                ..NavigateOptions::default()
            };
            navigate(&href(number.clamp(1, last)), options);
        }
    };
    view! {
        <form class="jump" on:submit=go>
            <label>
                <span>{label}</span>
                <input node_ref=field type="number" inputmode="numeric" min="1" max=last required enterkeyhint="go" />
                <span>{unit}</span>
            </label>
            <button type="submit" class="button">{app.texts.go}</button>
        </form>
    }
    .into_any()
}
