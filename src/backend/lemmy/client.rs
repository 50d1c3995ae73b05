//! A Lemmy server as a client of its API sees it: which version it speaks, what was asked already, where pages begin.

use super::{
    dialect::{Dialect, V3, V4},
    field::Languages,
    refusal,
    talk::PAGE,
};
use crate::{
    backend::{Node, Reply, Server},
    model::{Misfit, Page, Problem, ProblemCode},
    route::escape,
    transport::{Answer, Transport},
};
use futures_util::{
    FutureExt,
    future::{LocalBoxFuture, Shared, WeakShared},
    join,
};
use std::{
    cell::{Cell, RefCell},
    future::ready,
    rc::Rc,
};

/// How many entries the server sends at most in a list.
pub const MOST: u32 = 50;
/// How many entries are gone through on the way to a page whose cursor is not known.
const FARTHEST: u32 = 1000;

type Asked = LocalBoxFuture<'static, Result<Rc<Reply>, Problem>>;

/// A server, and what is known of it.
pub struct Client {
    server: Rc<Server>,
    dialect: Cell<Option<&'static Dialect>>,
    languages: RefCell<Option<Rc<Languages>>>,
    /// Requests on their way, by path.
    running: RefCell<Vec<(String, WeakShared<Asked>)>>,
    /// Answers that hold for the session, by path.
    kept: RefCell<Vec<(String, Rc<Reply>)>>,
    cursors: RefCell<Vec<Cursor>>,
}

/// What leads on in a list after so many of its entries.
struct Cursor {
    list: String,
    after: u32,
    cursor: String,
}

/// A page of a list.
pub struct Listing {
    /// The answer with its entries.
    pub reply: Rc<Reply>,
    /// Which page it is.
    pub page: Page,
}

/// A page of a list, and what it takes to read it.
pub struct Listed {
    /// The answer with its entries.
    pub reply: Rc<Reply>,
    /// Which page it is.
    pub page: Page,
    /// The languages of its entries.
    pub languages: Rc<Languages>,
}

impl Listed {
    /// Reads the entries.
    ///
    /// # Errors
    ///
    /// What did not fit.
    pub fn read<T>(
        &self,
        read: impl FnOnce(Node, &Languages) -> Result<T, Misfit>,
    ) -> Result<T, Problem> {
        self.reply.read(|node| read(node, &self.languages))
    }
}

/// What a list is called in 0.19.
pub type Names = &'static [&'static str];

impl Client {
    /// Asks at a forum's address, which ends with a slash; it may name the version: `…/api/v3/`.
    pub fn new(url: &str, transport: Rc<dyn Transport>) -> Self {
        let (root, dialect) = Dialect::of(url);
        Self {
            server: Rc::new(Server::new(root.to_owned(), transport)),
            dialect: Cell::new(dialect),
            languages: RefCell::default(),
            running: RefCell::default(),
            kept: RefCell::default(),
            cursors: RefCell::default(),
        }
    }

    /// The forum's address, without the version.
    pub fn root(&self) -> &str {
        &self.server.root
    }

    /// The answer at a path below the root. Whoever asks while it is on its way gets the same one.
    pub fn ask(&self, path: String) -> Answer<'_, Rc<Reply>> {
        let running = self
            .running
            .borrow()
            .iter()
            .filter(|(at, _)| *at == path)
            .find_map(|(_, asked)| asked.upgrade());
        Box::pin(running.unwrap_or_else(|| self.send(path)))
    }

    fn send(&self, path: String) -> Shared<Asked> {
        let server = Rc::clone(&self.server);
        let at = path.clone();
        let work = async move { refusal::read(server.ask(&at).await?).map(Rc::new) };
        let asked = work.boxed_local().shared();
        let mut running = self.running.borrow_mut();
        running.retain(|(_, asked)| asked.upgrade().is_some());
        running.extend(asked.downgrade().map(|weak| (path, weak)));
        asked
    }

    /// The answer at a path, asked for once in a session.
    pub fn once(&self, path: String) -> Answer<'_, Rc<Reply>> {
        Box::pin(async move {
            if let Some(reply) = self.known(&path) {
                return Ok(reply);
            }
            let reply = self.ask(path.clone()).await?;
            if self.known(&path).is_none() {
                self.kept.borrow_mut().push((path, Rc::clone(&reply)));
            }
            Ok(reply)
        })
    }

    fn known(&self, path: &str) -> Option<Rc<Reply>> {
        let kept = self.kept.borrow();
        let known = kept.iter().find(|(at, _)| at == path);
        known.map(|(_, reply)| Rc::clone(reply))
    }

    /// What the server says of the site. Its version is found out by asking.
    pub fn about(&self) -> Answer<'_, Rc<Reply>> {
        let path = |dialect: &Dialect| format!("{}site", dialect.api);
        if let Some(dialect) = self.dialect.get() {
            return self.once(path(dialect));
        }
        Box::pin(async move {
            // 1.0 answers in v3 too, so v4 comes first.
            let newer = self.once(path(&V4)).await;
            match newer {
                Ok(reply) if refusal::is_site(reply.node()) => {
                    self.dialect.set(Some(&V4));
                    Ok(reply)
                }
                Err(problem) if !refusal::is_elsewhere(&problem) => Err(problem),
                _ => {
                    let reply = self.once(path(&V3)).await?;
                    self.dialect.set(Some(&V3));
                    Ok(reply)
                }
            }
        })
    }

    /// The version that the server speaks.
    pub fn dialect(&self) -> Answer<'_, &'static Dialect> {
        match self.dialect.get() {
            Some(dialect) => Box::pin(ready(Ok(dialect))),
            None => Box::pin(async {
                self.about().await?;
                Ok(self.dialect.get().unwrap_or(&V3))
            }),
        }
    }

    /// The languages by their numbers; a page is shown without them if they cannot be had.
    pub fn languages(&self) -> Answer<'_, Rc<Languages>> {
        Box::pin(async {
            let known = self.languages.borrow().clone();
            if let Some(languages) = known {
                return Ok(languages);
            }
            let Ok(reply) = self.about().await else {
                return Ok(Rc::default());
            };
            let languages = Rc::new(Languages::of(reply.node()));
            self.languages.replace(Some(Rc::clone(&languages)));
            Ok(languages)
        })
    }

    /// A page of a list, and the languages of what is in it.
    pub fn listed(&self, path: String, page: u32, names: Names) -> Answer<'_, Listed> {
        Box::pin(async move {
            let (listing, languages) = join!(self.list(path, page, names), self.languages());
            let Listing { reply, page } = listing?;
            Ok(Listed {
                reply,
                page,
                languages: languages?,
            })
        })
    }

    /// A page of a list at a path that has its parameters but for those of the page. `names` are its names in 0.19,
    /// which does not tell whether there is more: a list that is full may go on.
    pub fn list(&self, path: String, page: u32, names: Names) -> Answer<'_, Listing> {
        Box::pin(self.page_of(path, page, names))
    }

    async fn page_of(&self, path: String, page: u32, names: Names) -> Result<Listing, Problem> {
        let dialect = self.dialect().await?;
        let (reply, next) = if dialect.cursors {
            self.list_by_cursor(dialect, path, page).await?
        } else {
            let reply = self
                .ask(format!("{}{path}&limit={PAGE}&page={page}", dialect.api))
                .await?;
            let lengths = names
                .iter()
                .map(|name| reply.node().get(name).items().len());
            let longest = lengths.max().unwrap_or_default();
            if longest == 0 && page > 1 {
                return Err(Problem::new(ProblemCode::NotFound));
            }
            let is_full = longest >= PAGE as usize;
            (reply, is_full.then(|| page.saturating_add(1).to_string()))
        };
        Ok(Listing {
            reply,
            page: Page {
                number: page,
                size: PAGE,
                next,
                ..Page::default()
            },
        })
    }

    async fn list_by_cursor(
        &self,
        dialect: &Dialect,
        path: String,
        page: u32,
    ) -> Result<(Rc<Reply>, Option<String>), Problem> {
        let wanted = page.saturating_sub(1).saturating_mul(PAGE);
        let (mut at, mut cursor) = self.cursor(&path, wanted);
        if wanted - at > FARTHEST {
            return Err(Problem::new(ProblemCode::NotFound));
        }
        loop {
            let ahead = wanted - at;
            let limit = if ahead == 0 { PAGE } else { ahead.min(MOST) };
            let mut asked = format!("{}{path}&limit={limit}", dialect.api);
            if let Some(cursor) = &cursor {
                asked.push_str("&page_cursor=");
                asked.push_str(&escape(cursor));
            }
            let reply = self.ask(asked).await?;
            let next = reply.node().get("next_page").text();
            let after = at.saturating_add(limit);
            if let Some(next) = &next {
                let mut cursors = self.cursors.borrow_mut();
                cursors.retain(|known| known.list != path || known.after != after);
                cursors.push(Cursor {
                    list: path.clone(),
                    after,
                    cursor: next.clone(),
                });
            }
            if ahead == 0 {
                return Ok((reply, next));
            }
            if next.is_none() {
                return Err(Problem::new(ProblemCode::NotFound));
            }
            at = after;
            cursor = next;
        }
    }

    /// The known cursor nearest before so many entries of a list.
    fn cursor(&self, path: &str, wanted: u32) -> (u32, Option<String>) {
        let cursors = self.cursors.borrow();
        let known = cursors.iter();
        let nearest = known
            .filter(|known| known.list == path && known.after <= wanted)
            .max_by_key(|known| known.after);
        nearest.map_or((0, None), |known| (known.after, Some(known.cursor.clone())))
    }
}
