//! A page that was written beforehand: what stands in it is left as it is.

use crate::{route::Route, text::language::Language};
use leptos::prelude::document;

/// What the page that was delivered shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Given {
    /// The language that its interface is written in.
    pub language: Language,
}

impl Given {
    /// The page as it was delivered, if it was written beforehand for this very address. Hosts may answer with one
    /// page in the place of another.
    pub fn find(route: &Route) -> Option<Self> {
        let said = document().document_element()?.get_attribute("data-given")?;
        let (language, address) = said.split_once(' ')?;
        let language = Language::of(language)?;
        (address == route.href("/")).then_some(Self { language })
    }
}
