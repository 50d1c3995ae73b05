//! The parts of documents that name something: other documents, members, addresses.

use crate::model::{
    Attachment, Author, Body, Gate, Home, Link, ModlogPage, Post, Section, SectionId, SectionPage,
    Site, StaticPage, Thread, ThreadId, ThreadList, ThreadPage, UserId, UserPage, UserPosts,
    UserThreads,
};

/// What is done with each part. Whatever is not of interest is left alone.
pub trait Editor {
    /// A section, with all that it says of itself, before its own parts are walked.
    fn whole_section(&mut self, _section: &mut Section) {}
    /// Names a section.
    fn section(&mut self, _id: &mut SectionId) {}
    /// Names a thread.
    fn thread(&mut self, _id: &mut ThreadId) {}
    /// Names a thread in passing: where one was moved from, what was written in last, what the log tells of.
    fn mentioned(&mut self, id: &mut ThreadId) {
        self.thread(id);
    }
    /// Names a member.
    fn user(&mut self, _id: &mut UserId) {}
    /// Names a page of the site's own.
    fn slug(&mut self, _slug: &mut String) {}
    /// A member, with all that the document says of them, before their own parts are walked.
    fn author(&mut self, _author: &mut Author) {}
    /// Where a link leads.
    fn link(&mut self, _href: &mut String) {}
    /// Where something can be opened that is shut.
    fn shut(&mut self, href: &mut String) {
        self.link(href);
    }
    /// A picture, recording or film that is shown, or a file to be had; before the texts that may show it too.
    fn media(&mut self, _url: &mut String) {}
    /// A text in HTML.
    fn html(&mut self, _html: &mut String) {}
    /// A text with what it is written in.
    fn body(&mut self, _body: &mut Body) {}
}

/// What has such parts.
pub trait Parts {
    /// Shows every part to an editor.
    fn walk(&mut self, editor: &mut dyn Editor);
}

impl<T: Parts> Parts for Vec<T> {
    fn walk(&mut self, editor: &mut dyn Editor) {
        self.iter_mut().for_each(|part| part.walk(editor));
    }
}

impl<T: Parts> Parts for Option<T> {
    fn walk(&mut self, editor: &mut dyn Editor) {
        self.iter_mut().for_each(|part| part.walk(editor));
    }
}

impl<T: Parts> Parts for Box<T> {
    fn walk(&mut self, editor: &mut dyn Editor) {
        (**self).walk(editor);
    }
}

fn each<T>(part: &mut Option<T>, edit: impl FnOnce(&mut T)) {
    if let Some(part) = part {
        edit(part);
    }
}

impl Parts for Link {
    fn walk(&mut self, editor: &mut dyn Editor) {
        each(&mut self.href, |href| editor.link(href));
        each(&mut self.section, |id| editor.section(id));
        each(&mut self.page, |slug| editor.slug(slug));
    }
}

impl Parts for Gate {
    fn walk(&mut self, editor: &mut dyn Editor) {
        self.links.walk(editor);
    }
}

impl Parts for Author {
    fn walk(&mut self, editor: &mut dyn Editor) {
        editor.author(self);
        each(&mut self.id, |id| editor.user(id));
        each(&mut self.avatar, |url| editor.media(url));
        each(&mut self.signature_html, |html| editor.html(html));
        each(&mut self.bio_html, |html| editor.html(html));
    }
}

impl Parts for Section {
    fn walk(&mut self, editor: &mut dyn Editor) {
        editor.whole_section(self);
        editor.section(&mut self.id);
        each(&mut self.parent, |id| editor.section(id));
        each(&mut self.icon, |url| editor.media(url));
        each(&mut self.rules_html, |html| editor.html(html));
        each(&mut self.rules_url, |href| editor.link(href));
        each(&mut self.redirect, |href| editor.link(href));
        self.moderators.walk(editor);
        each(&mut self.last_post, |last| {
            editor.mentioned(&mut last.thread);
            last.author.walk(editor);
        });
        self.children.walk(editor);
        self.gate.walk(editor);
    }
}

impl Parts for Thread {
    fn walk(&mut self, editor: &mut dyn Editor) {
        match self.moved_to {
            None => editor.thread(&mut self.id),
            Some(_) => editor.mentioned(&mut self.id),
        }
        editor.section(&mut self.section);
        self.author.walk(editor);
        each(&mut self.last_post, |last| last.author.walk(editor));
        each(&mut self.thumbnail, |url| editor.media(url));
        each(&mut self.url, |href| editor.link(href));
        self.gate.walk(editor);
        each(&mut self.moved_to, |id| editor.thread(id));
    }
}

impl Parts for Attachment {
    fn walk(&mut self, editor: &mut dyn Editor) {
        // What is shut is not to be had; its address leads to where it may be opened.
        match self.gate {
            None => editor.media(&mut self.url),
            Some(_) => editor.shut(&mut self.url),
        }
        each(&mut self.thumbnail, |url| editor.media(url));
        self.gate.walk(editor);
    }
}

impl Parts for Post {
    fn walk(&mut self, editor: &mut dyn Editor) {
        self.author.walk(editor);
        self.attachments.walk(editor);
        for comment in &mut self.comments {
            comment.author.walk(editor);
        }
        for rating in &mut self.ratings {
            rating.author.walk(editor);
        }
        for option in self.poll.iter_mut().flat_map(|poll| &mut poll.options) {
            each(&mut option.image, |url| editor.media(url));
        }
        self.gate.walk(editor);
        editor.body(&mut self.body);
    }
}

impl Parts for Site {
    fn walk(&mut self, editor: &mut dyn Editor) {
        each(&mut self.logo, |url| editor.media(url));
        self.nav.iter_mut().for_each(|row| row.walk(editor));
        self.sections.walk(editor);
        self.footer.walk(editor);
        for notice in &mut self.notices {
            notice.link.walk(editor);
        }
        for href in [
            &mut self.auth.login,
            &mut self.auth.register,
            &mut self.auth.recover,
        ] {
            each(href, |href| editor.link(href));
        }
        each(&mut self.stats, |stats| stats.newest_member.walk(editor));
    }
}

impl Parts for Home {
    fn walk(&mut self, editor: &mut dyn Editor) {
        for threads in [&mut self.newest, &mut self.hot, &mut self.digest] {
            threads.walk(editor);
        }
    }
}

impl Parts for ThreadList {
    fn walk(&mut self, editor: &mut dyn Editor) {
        self.threads.walk(editor);
    }
}

impl Parts for SectionPage {
    fn walk(&mut self, editor: &mut dyn Editor) {
        self.section.walk(editor);
        self.breadcrumb.walk(editor);
        self.threads.walk(editor);
    }
}

impl Parts for ThreadPage {
    fn walk(&mut self, editor: &mut dyn Editor) {
        self.thread.walk(editor);
        self.section.walk(editor);
        self.breadcrumb.walk(editor);
        self.reply.gate.walk(editor);
        each(&mut self.only_author, |id| editor.user(id));
        self.by_author.iter_mut().for_each(|id| editor.user(id));
        self.posts.walk(editor);
        self.neighbours.previous.walk(editor);
        self.neighbours.next.walk(editor);
        self.related.walk(editor);
    }
}

impl Parts for UserPage {
    fn walk(&mut self, editor: &mut dyn Editor) {
        self.user.walk(editor);
    }
}

impl Parts for UserThreads {
    fn walk(&mut self, editor: &mut dyn Editor) {
        self.threads.walk(editor);
    }
}

impl Parts for UserPosts {
    fn walk(&mut self, editor: &mut dyn Editor) {
        for found in &mut self.posts {
            found.thread.walk(editor);
            found.post.walk(editor);
        }
    }
}

impl Parts for StaticPage {
    fn walk(&mut self, editor: &mut dyn Editor) {
        editor.slug(&mut self.slug);
        editor.body(&mut self.body);
    }
}

impl Parts for ModlogPage {
    fn walk(&mut self, editor: &mut dyn Editor) {
        for entry in &mut self.entries {
            entry.target.walk(editor);
            entry.moderator.walk(editor);
            each(&mut entry.thread, |id| editor.mentioned(id));
        }
    }
}
