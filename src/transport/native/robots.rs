//! What hosts ask of programs in their `robots.txt`.

use super::{AGENT, NativeTransport};
use crate::model::{Problem, ProblemCode};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use texting_robots::Robot;
use tokio::sync::OnceCell;
use url::Url;

/// No host's wish for slowness is granted beyond this.
const LONGEST_DELAY: f32 = 60.0;

/// What is known of the hosts that were asked.
pub struct Robots {
    obey: bool,
    hosts: Mutex<HashMap<String, Arc<OnceCell<Rules>>>>,
}

enum Rules {
    None,
    Said(Box<Robot>),
    /// Another host than the forum's did not tell. It is not asked again: one that is gone would keep all waiting.
    Untold(Problem),
}

impl Robots {
    /// Knows nothing yet; if nobody is to be obeyed, it never asks.
    pub fn new(obey: bool) -> Self {
        Self {
            obey,
            hosts: Mutex::new(HashMap::new()),
        }
    }

    /// Whether the host allows asking for an address.
    ///
    /// # Errors
    ///
    /// The host did not tell: then nothing may be asked (RFC 9309, 2.3.1.4).
    pub async fn allow(&self, transport: &NativeTransport, url: &Url) -> Result<bool, Problem> {
        if !self.obey {
            return Ok(true);
        }
        let host = url.origin().ascii_serialization();
        let rules = {
            let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(hosts.entry(host).or_default())
        };
        let is_home = transport.is_home(url);
        let rules = rules.get_or_try_init(|| async {
            let rules = match learn(transport, url).await {
                Err(problem) if !is_home => Rules::Untold(problem),
                rules => rules?,
            };
            // Of other hosts there are single files only.
            if let (Rules::Said(robot), true) = (&rules, is_home) {
                let seconds = robot.delay.unwrap_or_default().clamp(0.0, LONGEST_DELAY);
                transport.pace.slow_down(Duration::from_secs_f32(seconds));
            }
            Ok::<_, Problem>(rules)
        });
        match rules.await? {
            Rules::None => Ok(true),
            Rules::Said(robot) => Ok(robot.allowed(url.as_str())),
            Rules::Untold(problem) => Err(problem.clone()),
        }
    }
}

async fn learn(transport: &NativeTransport, url: &Url) -> Result<Rules, Problem> {
    let Ok(address) = url.join("/robots.txt") else {
        return Ok(Rules::None);
    };
    let retries = match transport.is_home(url) {
        true => transport.retries,
        false => transport.retries.min(1),
    };
    let (answer, turn) = transport.begin(&address, &[], retries).await?;
    let status = answer.status().as_u16();
    let request = super::Request::default();
    let text = super::read(answer, &request).await?.body;
    drop(turn);
    match status {
        200..=299 => {}
        500..=599 | 429 => {
            return Err(Problem::new(ProblemCode::Unavailable)
                .status(status)
                .at(address.as_str()));
        }
        _ => return Ok(Rules::None),
    }
    // The first 500 KiB, as the RFC has it; what cannot be read says nothing.
    let text = text.as_bytes();
    let text = &text[..text.len().min(500 << 10)];
    let name = AGENT.split('/').next().unwrap_or(AGENT);
    Ok(match Robot::new(name, text) {
        Ok(robot) => Rules::Said(Box::new(robot)),
        Err(_) => Rules::None,
    })
}
