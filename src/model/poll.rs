//! A poll inside a post.

use super::{Time, read::document};

document! {
    /// A question with answers to choose from.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Poll {
        /// Names the poll.
        pub id: String,
        /// The question; the thread's title where it is absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub question: Option<String>,
        /// The answers.
        #[serde(default)]
        pub options: Vec<PollOption>,
        /// How many answers one voter may choose; 1 is a single choice.
        pub multiple_max: u32,
        /// When voting ends or ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub closes: Option<Time>,
        /// Whether voting has ended, also where nobody said when.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        pub closed: bool = default,
        /// How many members voted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub voters: Option<u64>,
        /// Whether this reader may see the votes now.
        pub results_visible: bool,
        /// Whether this reader may vote now.
        pub can_vote: bool,
    }
}

document! {
    /// One answer of a poll.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct PollOption {
        /// Names the answer within its poll.
        pub id: String,
        /// The answer.
        pub label: String,
        /// The address of a picture that belongs to it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub image: Option<String>,
        /// Votes; absent while they are hidden.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub votes: Option<u64>,
        /// Whether this reader chose it.
        pub mine: bool = default,
    }
}
