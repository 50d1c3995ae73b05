//! A thread with its comments: a tree, cut into pages between the branches.

use super::{
    author::badges,
    field::{Languages, body, figure, list},
    section::{link, with_moderators},
    thread::{opener, opening, thread, written},
};
use crate::{
    backend::Node,
    model::{Misfit, Page, Post, PostId, PostState, ReplyTo, Section, Thread, ThreadPage},
};
use std::{ops::Range, rc::Rc};

/// How many comments a page has at least; branches are not torn apart, so it may have more.
pub const PAGE: u32 = 20;
/// How many comments of a tree the server sends at most.
pub const WHOLE: usize = 300;

/// A thread with its comments, as the server told of them at one time.
pub struct Talk {
    /// The thread.
    pub thread: Thread,
    /// The community that it is in.
    pub section: Section,
    /// The first post.
    pub opening: Post,
    /// The number of who opened the thread.
    pub op: Option<i64>,
    /// The comments on the first post, each with all that was said to it.
    pub branches: Vec<Branch>,
    /// The languages of the comments.
    pub languages: Rc<Languages>,
}

/// A comment on the first post with the answers to it and to those, each below what it answers.
pub struct Branch {
    /// The comments, in the order they are read.
    pub posts: Vec<Post>,
    /// How many there are in all.
    size: u64,
}

/// A comment, with its place in the tree.
pub struct Remark {
    id: i64,
    /// The comments that this one is below, the outermost first.
    above: Vec<i64>,
    replies: u64,
    post: Post,
}

impl Remark {
    fn to_reply_to(&self) -> ReplyTo {
        let name = &self.post.author.name;
        ReplyTo {
            id: self.post.id.clone(),
            author: Some(name.clone()).filter(|name| !name.is_empty()),
            floor: None,
        }
    }
}

impl Talk {
    /// A thread from the answer about its post, and its comments.
    pub fn read(
        node: Node,
        remarks: Vec<Remark>,
        languages: &Rc<Languages>,
    ) -> Result<Self, Misfit> {
        let view = node.need_object("post_view")?;
        let below = |misfit: Misfit| misfit.below("post_view");
        let is_whole = remarks.len() < WHOLE;
        Ok(Self {
            thread: thread(view, languages).map_err(below)?,
            section: with_moderators(node)?,
            opening: opening(view, languages).map_err(below)?,
            op: opener(view),
            branches: branches(remarks, is_whole),
            languages: Rc::clone(languages),
        })
    }

    /// Which branches stand on each page; there is one page at least.
    pub fn pages(&self) -> Vec<Range<usize>> {
        let mut pages = Vec::new();
        let mut start = 0;
        let mut size = 0;
        for (index, branch) in self.branches.iter().enumerate() {
            size += branch.size;
            if size >= u64::from(PAGE) {
                pages.push(start..index + 1);
                start = index + 1;
                size = 0;
            }
        }
        if pages.is_empty() || start < self.branches.len() {
            pages.push(start..self.branches.len());
        }
        pages
    }

    /// Which page stands for a number, of how many, and the branches on it. Lists guess how many pages a thread has; what
    /// they take for a page is the last one.
    pub fn page(&self, number: u32) -> (Page, &[Branch]) {
        let pages = self.pages();
        let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
        let number = number.clamp(1, count);
        let range = pages.get(number as usize - 1).cloned().unwrap_or_default();
        let page = Page {
            number,
            count: Some(count),
            size: PAGE,
            ..Page::default()
        };
        (page, self.branches.get(range).unwrap_or_default())
    }

    /// A page with its branches; `whole` are those that are not all here, in their order, as they were asked for again.
    pub fn shown(&self, page: Page, branches: &[Branch], whole: Vec<Vec<Post>>) -> ThreadPage {
        let mut posts = Vec::new();
        if page.number == 1 {
            posts.push(self.opening.clone());
        }
        let mut whole = whole.into_iter();
        for branch in branches {
            let whole = branch.missing().and_then(|_| whole.next());
            // The branch may have been taken away meanwhile.
            let whole = whole.filter(|whole| whole.len() >= branch.posts.len());
            posts.extend(whole.unwrap_or_else(|| branch.posts.clone()));
        }
        ThreadPage {
            thread: self.thread.clone(),
            breadcrumb: vec![link(&self.section)],
            section: self.section.clone(),
            page,
            posts,
            ..ThreadPage::default()
        }
    }

    /// The page, from 1, of the branch that has a post in it.
    pub fn page_of(&self, post: &PostId) -> Option<u32> {
        if *post == self.opening.id {
            return Some(1);
        }
        let is_in = |branch: &Branch| branch.posts.iter().any(|one| one.id == *post);
        let index = self.branches.iter().position(is_in)?;
        let page = self.pages().iter().position(|page| page.contains(&index))?;
        u32::try_from(page + 1).ok()
    }
}

impl Branch {
    /// The id of the comment it begins with, if not all of the branch is here.
    pub fn missing(&self) -> Option<&str> {
        let is_short = (self.posts.len() as u64) < self.size && self.posts.len() < WHOLE;
        let first = self.posts.first().filter(|_| is_short)?;
        Some(first.id.as_str())
    }
}

/// Whether a comment is one on the first post.
pub fn is_on_post(remark: &Remark) -> bool {
    remark.above.is_empty()
}

/// The number of a comment on the first post that a comment is below; its own if it is one.
pub fn outermost(comment: Node) -> Option<String> {
    let path = comment.get("path").str()?;
    path.split('.').nth(1).map(str::to_owned)
}

/// Reads a list of comments. `op` is the number of who opened the thread.
pub fn remarks(node: Node, languages: &Languages, op: Option<i64>) -> Result<Vec<Remark>, Misfit> {
    list(node, "comments", |view| {
        let post = comment(view, languages, op)?;
        let comment = view.get("comment");
        let id = comment.get("id").whole().unwrap_or_default();
        // `0.24.27` is an answer to 24, which is a comment on the first post.
        let path = comment.get("path").str().unwrap_or_default();
        let above = path.split('.').filter_map(|step| step.parse().ok());
        Ok(Remark {
            id,
            above: above.filter(|above| *above != 0 && *above != id).collect(),
            replies: figure(view, comment, "child_count").unwrap_or_default(),
            post,
        })
    })
}

/// A comment, wherever it stands.
pub fn comment(view: Node, languages: &Languages, op: Option<i64>) -> Result<Post, Misfit> {
    let comment = view.need_object("comment")?;
    let read = || {
        let id = PostId(comment.need("id")?);
        let post = written(view, comment, id, languages)?;
        let content = comment.get("content").str();
        Ok(Post {
            body: body(
                content
                    .filter(|_| post.state == PostState::Ok)
                    .unwrap_or_default(),
            ),
            badges: badges(view, op),
            ..post
        })
    };
    read().map_err(|misfit: Misfit| misfit.below("comment"))
}

/// The comments as a tree, read from top to bottom. Where the tree is not whole, comments tell how many answers
/// they have.
pub fn branches(remarks: Vec<Remark>, is_whole: bool) -> Vec<Branch> {
    let ids: Vec<_> = remarks.iter().map(|remark| remark.id).collect();
    let place_of = |id| ids.iter().position(|known| *known == id);
    let mut roots = Vec::new();
    let mut answers: Vec<Vec<usize>> = vec![Vec::new(); remarks.len()];
    let mut left: Vec<Option<(Remark, Option<ReplyTo>)>> = Vec::new();
    let names: Vec<ReplyTo> = remarks.iter().map(Remark::to_reply_to).collect();
    for (place, remark) in remarks.into_iter().enumerate() {
        // What a comment answers may be missing; then it stands below what that answered.
        let parent = remark.above.iter().rev().find_map(|id| place_of(*id));
        let is_first = place_of(remark.id) == Some(place);
        match parent.and_then(|parent| answers.get_mut(parent)) {
            _ if !is_first => {}
            Some(answers) => answers.push(place),
            None => roots.push(place),
        }
        let to = parent.and_then(|parent| names.get(parent)).cloned();
        left.push(Some((remark, to)));
    }
    let branch = |root: usize| {
        let mut posts = Vec::new();
        let mut size = 1;
        let mut waiting: Vec<(usize, u32)> = vec![(root, 0)];
        while let Some((place, depth)) = waiting.pop() {
            let Some((remark, reply_to)) = left.get_mut(place).and_then(Option::take) else {
                continue;
            };
            if depth == 0 && !is_whole {
                size += remark.replies;
            }
            posts.push(Post {
                depth: Some(depth),
                reply_to,
                ..remark.post
            });
            let answers = answers.get(place).into_iter().flatten().rev();
            waiting.extend(answers.map(|answer| (*answer, depth + 1)));
        }
        let size = size.max(posts.len() as u64);
        Branch { posts, size }
    };
    roots.into_iter().map(branch).collect()
}
