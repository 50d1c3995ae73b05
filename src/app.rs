//! What every view knows besides its own data.

use crate::{
    backend::Backend,
    model::{Site, Time},
    reader::{Preferences, ZoneChoice},
    text::{
        address::Addresses,
        clean::Surroundings,
        language::Language,
        texts::Texts,
        time::{Times, Zone, now},
    },
};
use std::rc::Rc;

/// The forum as one reader sees it. Cheap to clone; another preference makes another one.
#[derive(Clone)]
pub struct App {
    /// The interface's language.
    pub language: Language,
    /// The interface's texts in it.
    pub texts: &'static Texts,
    /// How times are written.
    pub times: Rc<Times>,
    /// When this was made.
    pub now: Time,
    /// The forum.
    pub site: Rc<Site>,
    /// Where its addresses lead.
    pub addresses: Rc<Addresses>,
    /// What the reader has chosen.
    pub chosen: Preferences,
    /// Knows what the forum's message keys say; without it, they stay keys.
    pub backend: Option<Rc<dyn Backend>>,
}

impl App {
    /// The forum for a reader with these preferences; `language` is for who has not chosen one.
    pub fn new(
        site: Rc<Site>,
        addresses: Rc<Addresses>,
        chosen: Preferences,
        language: Language,
    ) -> Self {
        let language = chosen.language.unwrap_or(language);
        let texts = Texts::of(language);
        let (zone, other) = match chosen.zone {
            ZoneChoice::Forum => (Zone::Forum(site.clock.clone()), Zone::Reader),
            ZoneChoice::Reader => (Zone::Reader, Zone::Forum(site.clock.clone())),
        };
        let times = Times {
            zone,
            other,
            language,
            texts,
            lasting: false,
        };
        Self {
            language,
            texts,
            times: times.into(),
            now: now(),
            site,
            addresses,
            chosen,
            backend: None,
        }
    }

    /// A detail of a problem or a gate as a sentence for the reader; none if it is a key or a finding for those who
    /// know the forum's software.
    pub fn sentence(&self, detail: &str) -> Option<&'static str> {
        self.backend.as_ref()?.sentence(detail, self.language)
    }

    /// What the cleaning of a text needs to know; `attachments` came with the text.
    pub fn surroundings<'a>(
        &'a self,
        attachments: &'a [crate::model::Attachment],
    ) -> Surroundings<'a> {
        Surroundings {
            addresses: &self.addresses,
            attachments,
            table: self.texts.table,
            picture: self.texts.picture_open,
            heading: 2,
        }
    }
}
