//! The model's problems as sentences for who runs a command.

use super::source::{BESIDE, FOLDER};
use crate::model::{Problem, ProblemCode};
use percent_encoding::percent_decode_str;

/// What went wrong, in one sentence without its stop; below it single mistakes, if it is several.
pub fn told(problem: &Problem) -> String {
    use ProblemCode as Code;
    let what = match problem.code {
        Code::NotFound => "there is nothing at this address",
        Code::Gone => "it was removed",
        Code::LoginRequired => "only members may see it",
        Code::Forbidden => "this visitor may not see it",
        Code::Closed => "the forum is closed",
        Code::RateLimited => "the forum is asked too much",
        Code::Timeout => "no answer came in time",
        Code::Network | Code::Offline => "the forum cannot be reached",
        Code::Unavailable => "the forum cannot answer now",
        Code::BadJson => "the answer is not JSON",
        Code::UnexpectedShape => "the answer has another shape than was expected",
        Code::HtmlInsteadOfJson => "the answer is a web page",
        Code::Version => "the document is of a version that this program does not read",
        Code::Config => "the configuration cannot be used",
        _ => "it could not be had",
    };
    let mut sentence = what.to_owned();
    let details = [problem.title.as_deref(), problem.detail.as_deref()];
    for detail in details.into_iter().flatten() {
        sentence.push_str(": ");
        sentence.push_str(detail.trim_end_matches('.'));
    }
    if let Some(status) = problem.status.filter(|status| *status >= 400) {
        sentence.push_str(&format!(" (status {status})"));
    }
    // What is read from a file of this machine was asked for at no address.
    if let Some(url) = problem.instance.as_ref().filter(|url| !url.is_empty()) {
        sentence.push_str(&format!(", at {}", shown(url)));
    }
    for error in &problem.errors {
        sentence.push_str(&format!("\n  {}: {}", error.pointer, error.detail));
    }
    sentence
}

/// An address without what may let somebody in; of a file in a folder of this machine, its path there.
pub fn shown(address: &str) -> String {
    let path = [FOLDER, BESIDE]
        .iter()
        .find_map(|root| address.strip_prefix(root));
    if let Some(path) = path {
        return percent_decode_str(path).decode_utf8_lossy().into_owned();
    }
    let Ok(mut url) = url::Url::parse(address) else {
        return address.to_owned();
    };
    // Only addresses that can have them refuse.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.into()
}

#[cfg(test)]
mod tests {
    use super::told;
    use crate::model::{Problem, ProblemCode};

    #[test]
    fn a_problem_is_a_sentence_without_secrets() {
        let problem = Problem::new(ProblemCode::HtmlInsteadOfJson)
            .status(502)
            .at("https://me:secret@forum.example/api");
        assert_eq!(
            told(&problem),
            "the answer is a web page (status 502), at https://forum.example/api"
        );
    }

    #[test]
    fn a_problem_without_an_address_names_none() {
        let problem = Problem::new(ProblemCode::Config)
            .detail("the text ends too early: line 2 column 0")
            .at("");
        assert_eq!(
            told(&problem),
            "the configuration cannot be used: the text ends too early: line 2 column 0"
        );
    }

    #[test]
    fn a_file_of_this_machine_is_named_by_its_path() {
        let problem = Problem::new(ProblemCode::BadJson)
            .at("http://content.invalid/threads/%E6%A5%BC/1.json");
        assert_eq!(
            told(&problem),
            "the answer is not JSON, at threads/楼/1.json"
        );
    }
}
