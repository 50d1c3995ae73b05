//! Documents out of packs: first the pack's index, then the document's range of the pack.

use crate::{
    backend::{decode::parse, expand},
    model::{Packs, Problem, ProblemCode},
    transport::{Answer, Request, Response, Transport},
};
use futures_util::{
    FutureExt,
    future::{LocalBoxFuture, Shared},
};
use serde_json::Value;
use std::{cell::RefCell, rc::Rc};

/// Where a bundled document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// The path of its pack.
    pub pack: String,
    /// The path of that pack's index.
    pub index: String,
    /// Its name in that index.
    pub document: String,
}

/// An index that has come, or is on its way to all who asked for it. As text it takes a tenth of the memory, and is read
/// in no time.
type Index = Shared<LocalBoxFuture<'static, Result<Rc<Response>, Problem>>>;

/// How many indexes are kept; one is some kilobytes.
const KEPT: usize = 16;

/// Where the document of a path is, if it is bundled.
pub fn place(packs: &Packs, path: &str) -> Option<Packed> {
    packs.0.iter().find_map(|set| {
        let document = path.strip_prefix(&*set.documents)?;
        let number = set.number(document).to_string();
        let values = [("pack", &*number)];
        Some(Packed {
            pack: expand(&set.pack, &values),
            index: expand(&set.index, &values),
            document: document.to_owned(),
        })
    })
}

/// Where in its pack a document begins and how long it is, in bytes, as the index says; none if the index does not know
/// it.
pub fn range(index: &Value, document: &str) -> Option<(usize, usize)> {
    let range = index.get(document)?;
    let number = |at: usize| usize::try_from(range.get(at)?.as_u64()?).ok();
    number(0).zip(number(1))
}

/// Reads bundled documents out of their packs, and all else as it is.
pub struct PackTransport {
    root: String,
    packs: Packs,
    /// Those that were asked for last, by their paths.
    indexes: RefCell<Vec<(String, Index)>>,
    transport: Rc<dyn Transport>,
}

impl PackTransport {
    /// Over the transport that asks for the packs, for the content at an absolute address, which ends with a slash.
    pub fn new(root: String, packs: Packs, transport: Rc<dyn Transport>) -> Self {
        Self {
            root,
            packs,
            indexes: RefCell::default(),
            transport,
        }
    }

    fn request(&self, path: &str) -> Request {
        Request::get([&self.root, path].concat())
    }

    /// A document out of its pack. A host that knows no ranges answers with the whole pack.
    async fn unpack(&self, packed: &Packed) -> Result<Response, Problem> {
        let index = self.index(&packed.index).await?;
        let Some((request, start, length)) = self.request_of(&index, packed)? else {
            return Ok(Response {
                status: 404,
                url: index.url.clone(),
                ..Response::default()
            });
        };
        cut(self.transport.send(request).await?, start, length)
    }

    async fn index(&self, path: &str) -> Result<Rc<Response>, Problem> {
        let index = self.asked(path).await;
        // What failed is asked for again.
        if !matches!(&index, Ok(index) if index.status == 200) {
            self.indexes.borrow_mut().retain(|(kept, _)| kept != path);
        }
        index
    }

    fn asked(&self, path: &str) -> Index {
        let mut indexes = self.indexes.borrow_mut();
        if let Some((_, index)) = indexes.iter().find(|(kept, _)| kept == path) {
            return index.clone();
        }
        let (transport, request) = (Rc::clone(&self.transport), self.request(path));
        let answer = async move { transport.send(request).await.map(Rc::new) };
        let index = answer.boxed_local().shared();
        indexes.truncate(KEPT - 1);
        indexes.insert(0, (path.to_owned(), index.clone()));
        index
    }

    /// The request for a document's range, with where it begins and how long it is; none for a document that the index
    /// does not know.
    fn request_of(
        &self,
        index: &Response,
        packed: &Packed,
    ) -> Result<Option<(Request, usize, usize)>, Problem> {
        if index.status == 404 {
            return Err(broken(&index.url));
        }
        Ok(
            range(&parse(index)?, &packed.document).map(|(start, length)| {
                let last = start.saturating_add(length).saturating_sub(1);
                let range = ["bytes=", &start.to_string(), "-", &last.to_string()].concat();
                let mut request = self.request(&packed.pack);
                request.headers.push(("Range".to_owned(), range));
                (request, start, length)
            }),
        )
    }
}

impl Transport for PackTransport {
    fn send(&self, request: Request) -> Answer<'_, Response> {
        let path = request.url.strip_prefix(&self.root);
        match path.and_then(|path| place(&self.packs, path)) {
            Some(packed) => Box::pin(async move { self.unpack(&packed).await }),
            None => self.transport.send(request),
        }
    }
}

/// The document in an answer: it is the range, or the whole pack.
fn cut(mut response: Response, start: usize, length: usize) -> Result<Response, Problem> {
    let start = match response.status {
        200 => start,
        206 if response.body.len() == length => 0,
        206 | 404 | 416 => usize::MAX,
        _ => return Ok(response),
    };
    match response.body.get(start..start.saturating_add(length)) {
        Some(document) => {
            response.body = document.to_owned();
            Ok(response)
        }
        None => Err(broken(&response.url)),
    }
}

fn broken(url: &str) -> Problem {
    Problem::new(ProblemCode::UnexpectedShape)
        .detail("the pack does not match its index")
        .at(url)
}
