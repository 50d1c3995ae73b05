//! A member's profile.

use super::{Author, Page, Post, Thread, Version, read::document};

document! {
    /// The document of a member.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct UserPage {
        /// The format's version.
        pub v: Version,
        /// The member.
        pub user: Author,
    }
}

document! {
    /// One page of the threads that a member opened.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct UserThreads {
        /// The format's version.
        pub v: Version,
        /// The threads, last opened first.
        #[serde(default)]
        pub threads: Vec<Thread>,
        /// Which page this is.
        pub page: Page,
    }
}

document! {
    /// One page of the posts that a member wrote.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct UserPosts {
        /// The format's version.
        pub v: Version,
        /// The posts, last written first.
        #[serde(default)]
        pub posts: Vec<UserPost>,
        /// Which page this is.
        pub page: Page,
    }
}

document! {
    /// A post with the thread it is in.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct UserPost {
        /// The thread.
        pub thread: Thread,
        /// The post.
        pub post: Post,
    }
}
