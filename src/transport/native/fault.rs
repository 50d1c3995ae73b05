//! What went wrong on the way, whether it may pass, and how long to wait.

use crate::model::{Problem, ProblemCode};
use reqwest::{
    Error, Response, Result,
    header::{HeaderMap, RETRY_AFTER},
};
use std::{
    error::Error as _,
    time::{Duration, SystemTime},
};
use url::Url;

/// Nobody waits longer than this for a server: it is asked again when the command is run again.
const LONGEST_PAUSE: Duration = Duration::from_secs(15 * 60);

/// How long to wait before asking again, where that may help. `tried` counts the tries that came before.
pub fn pause(answer: &Result<Response>, tried: u32) -> Option<Duration> {
    let back_off = Duration::from_millis(500) * 2_u32.saturating_pow(tried.min(6));
    match answer {
        Ok(answer) => match answer.status().as_u16() {
            429 | 502..=504 => {
                let told = retry_after(answer.headers());
                Some(told.unwrap_or(back_off)).filter(|pause| *pause <= LONGEST_PAUSE)
            }
            _ => None,
        },
        Err(error) => is_passing(error).then_some(back_off),
    }
}

/// Whether the server itself has said that it is asked too much.
pub fn is_asked_for_patience(answer: &Result<Response>) -> bool {
    let answer = answer.as_ref();
    answer.is_ok_and(|answer| matches!(answer.status().as_u16(), 429 | 503))
}

/// How long a server wants to be left in peace: seconds, or a date.
pub fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(SystemTime::now()).unwrap_or_default())
}

fn is_passing(error: &Error) -> bool {
    !error.is_builder()
}

/// An error as a problem of the model.
pub fn problem(error: &Error, url: &Url) -> Problem {
    let code = match () {
        () if error.is_timeout() => ProblemCode::Timeout,
        () if error.is_builder() => ProblemCode::Unknown,
        () => ProblemCode::Network,
    };
    Problem::new(code).detail(sentence(error)).at(url.as_str())
}

/// The innermost cause says most.
pub fn sentence(error: &Error) -> String {
    let mut cause = error.source();
    let mut said = None;
    while let Some(inner) = cause {
        said = Some(inner.to_string());
        cause = inner.source();
    }
    said.unwrap_or_else(|| "the request could not be sent".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{HeaderMap, RETRY_AFTER, retry_after};
    use std::time::{Duration, SystemTime};

    #[test]
    fn a_pause_is_told_in_seconds_or_by_a_date() {
        let read = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, text.parse().unwrap());
            retry_after(&headers)
        };
        assert_eq!(read("7"), Some(Duration::from_secs(7)));
        let later = SystemTime::now() + Duration::from_secs(90);
        let pause = read(&httpdate::fmt_http_date(later)).unwrap();
        assert!((85..=90).contains(&pause.as_secs()), "{pause:?}");
        assert_eq!(
            read("Sun, 06 Nov 1994 08:49:37 GMT"),
            Some(Duration::ZERO),
            "gone by"
        );
        assert_eq!(read("soon"), None);
    }
}
