//! Documents out of packs: first the pack's index, then the document's range of the pack.

use super::Native;
use crate::{
    backend::decode::parse,
    model::{Packed, Packs, Problem, ProblemCode},
    transport::{Answer, Response},
};
use std::cell::RefCell;

/// What is known of packs.
#[derive(Default)]
pub struct Bundles {
    packs: RefCell<Packs>,
    /// The indexes that were asked for last. As text they take a tenth of the memory, and are read in no time.
    indexes: RefCell<Vec<(String, Response)>>,
}

/// How many indexes are kept; one is some kilobytes.
const KEPT: usize = 16;

impl Bundles {
    /// What is bundled, from now on.
    pub fn learn(&self, packs: Packs) {
        *self.packs.borrow_mut() = packs;
    }

    /// Where the document of a path is, if it is bundled.
    pub fn place(&self, path: &str) -> Option<Packed> {
        self.packs.borrow().place(path)
    }

    fn index(&self, path: &str) -> Option<Response> {
        let indexes = self.indexes.borrow();
        let kept = indexes.iter().find(|(kept, _)| kept == path);
        kept.map(|(_, index)| index.clone())
    }

    fn keep(&self, path: &str, index: &Response) {
        let mut indexes = self.indexes.borrow_mut();
        if indexes.len() == KEPT {
            indexes.remove(0);
        }
        indexes.push((path.to_owned(), index.clone()));
    }
}

impl Native {
    /// A document out of its pack. A host that knows no ranges answers with the whole pack.
    pub(super) fn unpack<'a>(&'a self, packed: &'a Packed) -> Answer<'a, Response> {
        Box::pin(async move {
            let kept = self.bundles.index(&packed.index);
            let is_new = kept.is_none();
            let index = match kept {
                Some(index) => index,
                None => self.transport.send(self.request(&packed.index)).await?,
            };
            if index.status == 404 {
                return Err(broken(index));
            }
            let ranges = parse(&index)?;
            if is_new {
                self.bundles.keep(&packed.index, &index);
            }
            let Some((start, length)) = packed.range(&ranges) else {
                return Ok(Response {
                    status: 404,
                    body: String::new(),
                    ..index
                });
            };
            let end = start.saturating_add(length);
            let mut request = self.request(&packed.pack);
            let last = end.saturating_sub(1);
            let range = ["bytes=", &start.to_string(), "-", &last.to_string()].concat();
            request.headers.push(("Range".to_owned(), range));
            let mut response = self.transport.send(request).await?;
            let document = match response.status {
                206 if response.body.len() == length => return Ok(response),
                200 => response.body.get(start..end),
                206 | 404 | 416 => None,
                _ => return Ok(response),
            };
            let Some(document) = document.map(str::to_owned) else {
                return Err(broken(response));
            };
            response.body = document;
            Ok(response)
        })
    }
}

fn broken(response: Response) -> Problem {
    Problem::new(ProblemCode::UnexpectedShape)
        .detail("the pack does not match its index")
        .at(response.url)
}
