//! The backends: which requests answer a question, and how their answers become the model.

mod address;
mod config;
mod decode;
mod destination;
mod discourse;
pub mod discuz;
mod flarum;
mod kept;
mod lazy;
mod lemmy;
mod mapping;
pub(crate) mod native;
mod node;
mod nodebb;
mod rank;
mod reading;
mod refusal;
mod server;
mod template;

pub use config::{BackendConfig, BackendKind, Config, SiteConfig};
pub use decode::{decode, decode_document};
pub use destination::{Destination, joined};
pub use discourse::Discourse;
pub use discuz::Discuz;
pub use flarum::Flarum;
pub use lemmy::Lemmy;
pub use mapping::Mapping;
pub use native::{Native, PackTransport};
pub use node::Node;
pub use nodebb::Nodebb;
pub use server::{Reply, Server};
pub use template::expand;

use crate::{
    model::{
        Home, ModlogPage, PostId, Problem, ProblemCode, SearchPage, SectionId, SectionPage, Site,
        StaticPage, ThreadId, ThreadList, ThreadListName, ThreadPage, UserId, UserPage, UserPosts,
        UserThreads,
    },
    route::{Route, SearchRoute, SectionRoute, ThreadRoute},
    text::language::Language,
    transport::{Answer, Transport},
};
use serde_json::Value;
use std::{future::ready, rc::Rc};

/// A forum that can be read. Each question costs as few requests as the forum allows. What a forum may lack has
/// an answer of its own here: there is nothing; `Site::capabilities` says what is offered to the reader.
pub trait Backend {
    /// The address that relative addresses in the content are relative to.
    fn root(&self) -> &str;
    /// The site around every page.
    fn site(&self) -> Answer<'_, Site>;
    /// The threads that the home page shows.
    fn home(&self) -> Answer<'_, Home>;
    /// A page of a section's threads.
    fn section<'a>(&'a self, route: &'a SectionRoute) -> Answer<'a, SectionPage>;
    /// A page of a thread's posts, oldest first. With `only_author`, either that member's posts alone, or all
    /// posts where the backend cannot tell them apart; the answer says which.
    fn thread<'a>(&'a self, route: &'a ThreadRoute) -> Answer<'a, ThreadPage>;
    /// The page of its thread that a post stands on.
    fn find_post<'a>(&'a self, thread: &'a ThreadId, post: &'a PostId) -> Answer<'a, u32>;

    /// A page of a list of threads across all sections.
    fn list(&self, _list: ThreadListName, _page: u32) -> Answer<'_, ThreadList> {
        nothing()
    }
    /// A page of the threads that carry a tag.
    fn tag<'a>(&'a self, _tag: &'a str, _page: u32) -> Answer<'a, ThreadList> {
        nothing()
    }
    /// Whether a search asks an index of files, which nobody has to be spared.
    fn has_index(&self) -> bool {
        false
    }
    /// A page of what a search finds.
    fn search<'a>(&'a self, _route: &'a SearchRoute) -> Answer<'a, SearchPage> {
        nothing()
    }
    /// A member.
    fn user<'a>(&'a self, _id: &'a UserId) -> Answer<'a, UserPage> {
        nothing()
    }
    /// A page of the threads that a member opened.
    fn user_threads<'a>(&'a self, _id: &'a UserId, _page: u32) -> Answer<'a, UserThreads> {
        nothing()
    }
    /// A page of the posts that a member wrote.
    fn user_posts<'a>(&'a self, _id: &'a UserId, _page: u32) -> Answer<'a, UserPosts> {
        nothing()
    }
    /// A page of the site's own.
    fn page<'a>(&'a self, _slug: &'a str) -> Answer<'a, StaticPage> {
        nothing()
    }
    /// A page of the moderation log.
    fn modlog(&self, _page: u32) -> Answer<'_, ModlogPage> {
        nothing()
    }
    /// Opens a section with its password; from then on the server knows this reader.
    fn unlock<'a>(&'a self, _section: &'a SectionId, _password: &'a str) -> Answer<'a, ()> {
        nothing()
    }
    /// What a detail of a problem or a gate says in a language, where the server sends a key instead of a sentence.
    fn sentence(&self, _detail: &str, _language: Language) -> Option<&'static str> {
        None
    }
    /// The page of the app that an address of the forum names: its path below the forum's home, its query and its
    /// fragment, both without their mark. Links between the forum's pages stay in the app so, and addresses of the
    /// forum lead to pages of an app that stands in front of it.
    fn route(&self, _path: &str, _query: &str, _fragment: &str) -> Option<Route> {
        None
    }
    /// The anchor of the floor to which such a path counts.
    fn anchor(&self, _path: &str) -> Option<String> {
        None
    }
}

/// The site as a backend tells of it, with what `config.json` says instead.
///
/// # Errors
///
/// The backend's, and what in the configuration does not fit.
pub async fn site(backend: &dyn Backend, said: Option<Value>) -> Result<Site, Problem> {
    let site = backend.site().await?;
    match said {
        Some(said) => lazy::with_words_of_config(said, site).await,
        None => Ok(site),
    }
}

/// The answer of a forum that has no such thing.
fn nothing<'a, T: 'a>() -> Answer<'a, T> {
    Box::pin(ready(Err(Problem::new(ProblemCode::NotFound))))
}

/// The backend that a configuration asks for, at its absolute address `url`; `mapping` is the absolute address of
/// `backend.mapping`.
///
/// # Errors
///
/// What kept it from being made ready.
pub async fn open(
    config: &Config,
    url: String,
    mapping: Option<String>,
    transport: Rc<dyn Transport>,
) -> Result<Rc<dyn Backend>, Problem> {
    // One way to wait for all of them: each in its place would be seven times as much program.
    let opening: Answer<'_, Rc<dyn Backend>> = match config.backend.kind {
        BackendKind::Native => {
            let BackendConfig { paths, packs, .. } = &config.backend;
            let transport = match packs.is_empty() {
                true => transport,
                false => lazy::packs(url.clone(), packs.clone(), transport).await?,
            };
            Box::pin(lazy::native(url, transport, paths.clone(), packs.clone()))
        }
        BackendKind::Discuz => Box::pin(lazy::discuz(url, transport)),
        BackendKind::Nodebb => Box::pin(lazy::nodebb(url, transport)),
        BackendKind::Discourse => Box::pin(lazy::discourse(url, transport)),
        BackendKind::Flarum => Box::pin(lazy::flarum(url, transport)),
        BackendKind::Lemmy => Box::pin(lazy::lemmy(url, transport)),
        BackendKind::Mapping => lazy::mapping(url, mapping.unwrap_or_default(), transport).await?,
    };
    opening.await
}
