//! Each backend is a part of the program of its own, which comes when it is opened: nobody loads the others.
//!
//! `wasm_split` makes an asynchronous function of each of these, which loads the part first; `tools/split` cuts
//! the program at these places. On the host all is one program.

// The macro declares what the part exports and imports.
#![allow(unsafe_code)]

use super::{
    Backend, Discourse, Discuz, Flarum, Lemmy, Mapping, Native, Nodebb, PackTransport, SiteConfig,
    lemmy::AsRest,
};
use crate::{
    model::{Packs, Paths, Problem, ProblemCode, Site},
    text::time::now,
    transport::{Answer, Transport},
};
use serde_json::Value;
use std::rc::Rc;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

type Opened = Result<Rc<dyn Backend>, Problem>;

impl From<SplitLoaderError> for Problem {
    fn from(_: SplitLoaderError) -> Self {
        Self::new(ProblemCode::Network)
    }
}

#[wasm_split(native, fallible)]
pub fn native(url: String, transport: Rc<dyn Transport>, paths: Paths, packs: Packs) -> Opened {
    Ok(Rc::new(Native::new(url, transport, paths, packs)))
}

/// What reads bundled documents; few sites are so large that they have any.
#[wasm_split(packs, fallible)]
pub fn packs(
    url: String,
    packs: Packs,
    transport: Rc<dyn Transport>,
) -> Result<Rc<dyn Transport>, Problem> {
    Ok(Rc::new(PackTransport::new(url, packs, transport)))
}

/// The site with what `config.json` says of it; few sites say anything.
#[wasm_split(site, fallible)]
pub fn with_words_of_config(said: Value, site: Site) -> Result<Site, Problem> {
    SiteConfig::over(&said, site)
}

#[wasm_split(nodebb, fallible)]
pub fn nodebb(url: String, transport: Rc<dyn Transport>) -> Opened {
    Ok(Rc::new(Nodebb::new(url, transport)))
}

#[wasm_split(lemmy, fallible)]
pub fn lemmy(url: String, transport: Rc<dyn Transport>) -> Opened {
    Ok(Rc::new(Lemmy::new(&url, transport)))
}

/// What few readers ask a Lemmy server for.
#[wasm_split(lemmy_rest, fallible)]
pub fn lemmy_rest() -> Result<AsRest, Problem> {
    Ok(|client| client)
}

#[wasm_split(discuz, fallible)]
pub fn discuz(url: String, transport: Rc<dyn Transport>) -> Opened {
    Ok(Rc::new(Discuz::new(url, transport, now)))
}

#[wasm_split(discourse, fallible)]
pub fn discourse(url: String, transport: Rc<dyn Transport>) -> Opened {
    Ok(Rc::new(Discourse::new(url, transport)))
}

#[wasm_split(flarum, fallible)]
pub fn flarum(url: String, transport: Rc<dyn Transport>) -> Opened {
    Ok(Rc::new(Flarum::new(url, transport)))
}

/// A mapping has to be fetched first.
#[wasm_split(mapping, fallible)]
pub fn mapping(
    url: String,
    mapping: String,
    transport: Rc<dyn Transport>,
) -> Result<Answer<'static, Rc<dyn Backend>>, Problem> {
    Ok(Box::pin(async {
        let backend = Mapping::open(url, mapping, transport).await?;
        Ok(Rc::new(backend) as Rc<dyn Backend>)
    }))
}
