//! What can go wrong, from the network to the screen (RFC 9457), and what a reader may not see.

use super::{
    Link,
    read::{document, words},
};
use serde::{Deserialize, Serialize};

document! {
    /// Something that went wrong. A server may answer with one; the client makes the same object itself.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Problem {
        /// What kind of problem it is.
        pub code: ProblemCode = default,
        /// A sentence of the server's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub title: Option<String>,
        /// The HTTP status.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub status: Option<u16>,
        /// What exactly was wrong: the line of broken JSON, the field of an unexpected shape, the version met.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub detail: Option<String>,
        /// The address that was asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub instance: Option<String>,
        /// Seconds to wait before the next try.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub retry_after: Option<u64>,
        /// What is wrong with single fields of what was sent.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub errors: Vec<FieldError>,
        /// What keeps the reader out, where that is the problem.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub gate: Option<Gate>,
    }
}

impl Problem {
    /// A problem of a kind, with nothing more known.
    pub fn new(code: ProblemCode) -> Self {
        Self {
            code,
            ..Self::default()
        }
    }

    /// The same problem with what exactly was wrong.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The same problem with the address that was asked for.
    pub fn at(mut self, url: impl Into<String>) -> Self {
        self.instance = Some(url.into());
        self
    }

    /// The same problem with the HTTP status.
    pub fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// Whether asking again may help.
    pub fn is_passing(&self) -> bool {
        use ProblemCode::{Network, Offline, RateLimited, Timeout, Unavailable};
        matches!(
            self.code,
            Offline | Timeout | Network | RateLimited | Unavailable
        )
    }
}

/// The kinds of problem.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ProblemCode {
    /// There is nothing at this address.
    NotFound,
    /// There was something, and it was removed.
    Gone,
    /// Only members see this.
    LoginRequired,
    /// This reader may not see or do this.
    Forbidden,
    /// The forum is closed for now.
    Closed,
    /// Too many requests.
    RateLimited,
    /// What was sent is not right.
    Validation,
    /// A captcha is asked for.
    Captcha,
    /// It was changed meanwhile.
    Conflict,
    /// It was taken and waits for a moderator.
    Pending,
    /// The device has no network.
    Offline,
    /// No answer in time.
    Timeout,
    /// The server could not be reached.
    Network,
    /// The server answers that it cannot answer now (5xx).
    Unavailable,
    /// The answer is not JSON.
    BadJson,
    /// The answer is JSON of another shape.
    UnexpectedShape,
    /// The answer is a web page.
    HtmlInsteadOfJson,
    /// The document is of a version that this program does not read.
    Version,
    /// The site's `config.json` cannot be used.
    Config,
    /// Anything else, and anything newer than this program.
    #[default]
    #[serde(other)]
    Unknown,
}

document! {
    /// What is wrong with one field.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct FieldError {
        /// A JSON pointer (RFC 6901) to the field.
        pub pointer: String,
        /// A sentence.
        pub detail: String,
    }
}

document! {
    /// What keeps a reader from something, and what would open it.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Gate {
        /// Why.
        pub reason: GateReason = default,
        /// A sentence of the forum's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub detail: Option<String>,
        /// The price, with its unit (`"5 金钱"`).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub price: Option<String>,
        /// Where it can be opened: log in, register, pay.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub links: Vec<Link>,
    }
}

/// Why something is shut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum GateReason {
    /// Members only.
    Login,
    /// Only for those who replied.
    Reply,
    /// Only for those who paid.
    Pay,
    /// A password is asked for.
    Password,
    /// Only from a certain level or group.
    Level,
    /// Closed for everybody.
    Closed,
    /// This reader is banned.
    Banned,
    /// Anything newer than this program.
    #[default]
    #[serde(other)]
    Unknown,
}

words!(ProblemCode, GateReason);
