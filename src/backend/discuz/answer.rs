//! The shapes of Discuz!'s answers: an envelope with variables and maybe a message, a bare error, bare JSON, and what
//! is no JSON at all.

use super::messages::{self, Meaning, is_success, meaning};
use crate::{
    backend::{Node, Reply, decode},
    model::{Gate, Problem, ProblemCode},
    text::entity,
    transport::Response,
};

/// The JSON of an answer, whatever its status and media type: `check` is JSON that calls itself HTML, and a thread
/// that does not exist is JSON with status 404.
pub fn reply(mut response: Response) -> Result<Reply, Problem> {
    if let Some(rest) = response.body.strip_prefix('\u{feff}') {
        response.body = rest.to_owned();
    }
    let Some(reply) = Reply::of(&response) else {
        return Err(not_json(&response));
    };
    match reply.node().get("error").str() {
        Some(error) => Err(closed(&reply, error)),
        None => Ok(reply),
    }
}

/// Whether a web page came instead. The server leaves its API by a redirect where it puts its own books in order
/// (asking again helps), and where a section shuts its threads. Browsers follow the redirect.
pub fn is_page(response: &Response) -> bool {
    response.status < 400 && (response.status >= 300 || response.body.trim_start().starts_with('<'))
}

fn not_json(response: &Response) -> Problem {
    let problem = |code| Problem::new(code).status(response.status).at(&response.url);
    if is_page(response) {
        return problem(ProblemCode::HtmlInsteadOfJson);
    }
    if response.status < 300 && response.body.trim().is_empty() {
        return problem(ProblemCode::BadJson).detail("the answer is empty");
    }
    decode::parse(response)
        .err()
        .unwrap_or_else(|| problem(ProblemCode::BadJson))
}

/// `{"error": …}`: a key where something does not exist or the API is off, else the administrator's own sentence on
/// why the forum is closed.
fn closed(reply: &Reply, error: &str) -> Problem {
    let is_key = error
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let code = meaning(error, false).code;
    let problem = if is_key && code != ProblemCode::Unknown {
        Problem::new(code).detail(messages::detail(error))
    } else {
        Problem {
            title: Some(entity::plain(error)),
            ..Problem::new(ProblemCode::Closed)
        }
    };
    problem
        .status(reply.response.status)
        .at(&reply.response.url)
}

/// What the server refuses, in an answer that may hold variables all the same.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// What it comes to.
    pub meaning: Meaning,
    /// The message's key.
    pub key: String,
    /// The server's own sentence; mostly there is none.
    pub sentence: Option<String>,
}

impl Refusal {
    /// The refusal in an answer. A message of success is none.
    pub fn in_reply(reply: &Reply) -> Option<Self> {
        let message = reply.node().get("Message");
        let said = message.get("messageval").str()?;
        let (key, login_helps) = match said.split_once("//") {
            Some((key, rest)) => (key, rest == "1"),
            None => (said, false),
        };
        if is_success(key) {
            return None;
        }
        // `mobile:<key>` stands where the sentence was to be looked up.
        let sentence = message
            .get("messagestr")
            .str()
            .filter(|text| !text.starts_with("mobile:") && *text != key)
            .map(entity::plain);
        Some(Self {
            meaning: meaning(key, login_helps),
            key: key.to_owned(),
            sentence,
        })
    }

    /// What keeps the reader out.
    pub fn gate(&self) -> Option<Gate> {
        let reason = self.meaning.gate?;
        let detail = self.sentence.clone();
        Some(Gate {
            reason,
            detail: Some(detail.unwrap_or_else(|| messages::detail(&self.key))),
            ..Gate::default()
        })
    }

    /// The refusal as the problem of a whole page.
    pub fn problem(&self, reply: &Reply) -> Problem {
        let is_shut = matches!(
            self.meaning.code,
            ProblemCode::Forbidden | ProblemCode::LoginRequired
        );
        Problem {
            title: self.sentence.clone(),
            gate: self.gate().filter(|_| is_shut),
            ..Problem::new(self.meaning.code)
        }
        .detail(messages::detail(&self.key))
        .status(reply.response.status)
        .at(&reply.response.url)
    }
}

/// The variables of an answer.
pub fn variables(reply: &Reply) -> Node<'_> {
    reply.node().get("Variables")
}

/// What every answer tells of its reader and its server.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a>(pub Node<'a>);

impl Reader<'_> {
    /// Whether the reader is not logged in.
    pub fn is_guest(self) -> bool {
        self.0.get("member_uid").count().unwrap_or(0) == 0
    }

    /// Whether what asks for a level of reading permission is shut for this reader.
    pub fn is_below(self, level: u64) -> bool {
        self.0
            .get("readaccess")
            .count()
            .is_some_and(|access| level > access)
    }

    /// Whether this is the reader.
    pub fn is(self, uid: &str) -> bool {
        !self.is_guest() && self.0.get("member_uid").str() == Some(uid)
    }

    /// The address of a member's picture. The account service, which has them, may stand elsewhere: the reader's
    /// own picture, which every answer has, tells where.
    pub fn avatar(self, uid: &str) -> String {
        const SCRIPT: &str = "avatar.php?";
        let own = self.0.get("member_avatar").str().unwrap_or_default();
        let service = own.find(SCRIPT).and_then(|start| own.get(..start));
        format!(
            "{}{SCRIPT}uid={uid}&size=middle",
            service.unwrap_or("uc_server/")
        )
    }
}
