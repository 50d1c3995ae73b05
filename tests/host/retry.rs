//! Asking once more.

use crate::support::{ROOT, Script, wait};
use qilou::{
    model::ProblemCode,
    transport::{Request, RetryTransport, Transport},
};
use std::rc::Rc;

fn tries(script: Script) -> (usize, Result<u16, ProblemCode>) {
    let script = Rc::new(script);
    let transport = RetryTransport::new(script.clone(), |_| Box::pin(async {}));
    let answer = wait(transport.send(Request::get(format!("{ROOT}site.json"))));
    let asked = script.asked.borrow().len();
    (
        asked,
        answer
            .map(|answer| answer.status)
            .map_err(|problem| problem.code),
    )
}

#[test]
fn what_may_pass_is_asked_for_once_more() {
    for status in [502, 503, 504] {
        let script = Script::default()
            .with("site.json", status, "")
            .with("site.json", 200, "{}");
        assert_eq!(tries(script), (2, Ok(200)));
    }
    let script = Script::default()
        .failing("site.json", ProblemCode::Network)
        .with("site.json", 200, "{}");
    assert_eq!(tries(script), (2, Ok(200)));
}

#[test]
fn what_stays_is_told() {
    assert_eq!(
        tries(Script::default().with("site.json", 503, "")),
        (2, Ok(503))
    );
    assert_eq!(
        tries(Script::default().failing("site.json", ProblemCode::Network)),
        (2, Err(ProblemCode::Network))
    );
}

#[test]
fn what_will_not_change_is_asked_for_once() {
    for status in [200, 304, 400, 401, 403, 404, 410, 429, 500] {
        assert_eq!(
            tries(Script::default().with("site.json", status, "{}")),
            (1, Ok(status))
        );
    }
    for code in [ProblemCode::Offline, ProblemCode::Timeout] {
        assert_eq!(
            tries(Script::default().failing("site.json", code)),
            (1, Err(code))
        );
    }
}
