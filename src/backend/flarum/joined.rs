//! A JSON:API answer: resources, and those that they are related to, which stand beside them and are joined by type
//! and id.

use super::SIZE;
use crate::{
    backend::{Node, Reply},
    model::{Misfit, Page},
};

/// An answer with what it includes.
pub struct Joined<'a> {
    /// The resource or resources that were asked for.
    pub data: Node<'a>,
    root: Node<'a>,
    included: Vec<Node<'a>>,
}

impl<'a> Joined<'a> {
    /// Takes an answer apart.
    pub fn of(root: Node<'a>) -> Self {
        Self {
            data: root.get("data"),
            root,
            included: root.get("included").items(),
        }
    }

    /// The same, of a reply.
    pub fn reply(reply: &'a Reply) -> Self {
        Self::of(reply.node())
    }

    /// Reads each of the resources that were asked for.
    pub fn each<T>(
        &self,
        mut read: impl FnMut(&Self, Node<'a>) -> Result<T, Misfit>,
    ) -> Result<Vec<T>, Misfit> {
        self.root.each("data", |resource| read(self, resource))
    }

    /// What a resource is related to, if it is included.
    pub fn one(&self, resource: Node<'a>, relation: &str) -> Option<Node<'a>> {
        self.find(linked(resource, relation))
    }

    /// All that a resource is related to and that is included, in its order.
    pub fn many(&self, resource: Node<'a>, relation: &str) -> Vec<Node<'a>> {
        let links = linked(resource, relation).items();
        links
            .into_iter()
            .filter_map(|link| self.find(link))
            .collect()
    }

    /// Which page this is; Flarum 2 tells how many resources there are, Flarum 1 only whether there are more.
    pub fn page(&self, number: u32) -> Page {
        let number = number.max(1);
        let total = self.root.get("meta").get("page").get("total").count();
        let has_more = !self.root.get("links").get("next").is_null();
        Page {
            number,
            size: SIZE,
            count: total.and_then(|total| total.div_ceil(SIZE.into()).max(1).try_into().ok()),
            total,
            next: has_more.then(|| number.saturating_add(1).to_string()),
            ..Page::default()
        }
    }

    /// All that is included of a type. Among posts there may be some of other discussions, which mention these.
    pub fn of_type(&self, kind: &str) -> Vec<Node<'a>> {
        let is_it = |resource: &Node| resource.get("type").str() == Some(kind);
        self.included.iter().copied().filter(is_it).collect()
    }

    fn find(&self, link: Node<'a>) -> Option<Node<'a>> {
        let same = |resource: Node, field: &str| {
            let told = link.get(field);
            !told.is_null() && resource.get(field).value() == told.value()
        };
        let mut included = self.included.iter().copied();
        included.find(|resource| same(*resource, "id") && same(*resource, "type"))
    }
}

/// The type and id of what a resource is related to, or a list of them.
pub fn linked<'a>(resource: Node<'a>, relation: &str) -> Node<'a> {
    let relations = resource.get("relationships");
    relations.get(relation).get("data")
}

/// The fields of a resource.
pub fn fields<'a>(resource: Node<'a>) -> Result<Node<'a>, Misfit> {
    resource.need_object("attributes")
}
