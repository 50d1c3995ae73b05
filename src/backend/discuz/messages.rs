//! What Discuz! means by its message keys (`messageval`): the API sends the key alone, without its sentence.

use crate::model::{GateReason, ProblemCode};

/// What stands before a key in `Problem::detail` and `Gate::detail`. The key's sentence, in the languages of the
/// interface, is in `locales/discuz.json`.
const MARK: &str = "discuz:";

/// A key as a detail.
pub fn detail(key: &str) -> String {
    format!("{MARK}{key}")
}

/// The key in a detail; none if the detail is a sentence already.
pub fn message_key(detail: &str) -> Option<&str> {
    detail.strip_prefix(MARK)
}

/// What a refusal comes to: the kind of problem, and what keeps the reader out where something does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The kind of problem.
    pub code: ProblemCode,
    /// What keeps the reader out.
    pub gate: Option<GateReason>,
}

/// Whether a key tells that what was asked for has been done.
pub fn is_success(key: &str) -> bool {
    matches!(
        key,
        "do_success"
            | "favorite_do_success"
            | "forum_passwd_correct"
            | "location_logout_succeed_mobile"
    ) || key.ends_with("_succeed")
}

/// What a key means. `login_helps` is what the server says itself, by `//1` after the key.
pub fn meaning(key: &str, login_helps: bool) -> Meaning {
    use GateReason as Gate;
    use ProblemCode as Code;
    let (code, gate) = match key {
        "thread_nonexistence"
        | "forum_nonexistence"
        | "space_does_not_exist"
        | "post_not_found"
        | "undefined_action"
        | "module_not_exists"
        | "identifier_not_exists" => (Code::NotFound, None),
        "mobile_is_closed" => (Code::Closed, None),
        "to_login"
        | "not_loggedin"
        | "login_before_enter_home"
        | "viewperm_login_nopermission"
        | "replyperm_login_nopermission"
        | "postperm_login_nopermission"
        | "postperm_login_nopermission_mobile"
        | "getattachperm_login_nopermission" => (Code::LoginRequired, Some(Gate::Login)),
        "thread_nopermission"
        | "group_nopermission"
        | "viewperm_upgrade_nopermission"
        | "forum_permforum_disallow"
        | "forum_permforum_nopermission"
        | "forum_permforum_nomedal"
        | "forum_group_noallowed"
        | "home_no_privilege" => (Code::Forbidden, Some(Gate::Level)),
        "forum_access_view_disallow"
        | "forum_group_moderated"
        | "forum_group_status_off"
        | "space_has_been_locked"
        | "viewperm_none_nopermission"
        | "postperm_none_nopermission"
        | "replyperm_none_nopermission"
        | "post_thread_closed" => (Code::Forbidden, Some(Gate::Closed)),
        "user_banned"
        | "is_blacklist"
        | "login_password_invalid_banned"
        | "message_can_not_send_2" => (Code::Forbidden, Some(Gate::Banned)),
        "admin_nopermission" => (Code::Forbidden, None),
        "forum_passwd_incorrect" => (Code::Validation, Some(Gate::Password)),
        "login_invalid"
        | "parameters_error"
        | "poll_choose_most"
        | "post_message_tooshort"
        | "post_sm_isnull"
        | "profile_email_illegal"
        | "profile_password_tooshort"
        | "profile_username_duplicate"
        | "submit_invalid" => (Code::Validation, None),
        "favorite_repeat" | "recommend_duplicate" | "thread_poll_voted" => (Code::Conflict, None),
        "login_strike" | "post_flood_ctrl" => (Code::RateLimited, None),
        "submit_seccode_invalid" => (Code::Captcha, None),
        // Plugins and other releases have keys of their own; they follow the same pattern.
        _ if key.contains("nonexist") || key.contains("not_exist") => (Code::NotFound, None),
        _ if key.contains("login") => (Code::LoginRequired, Some(Gate::Login)),
        _ if ["perm", "privilege", "allow"]
            .iter()
            .any(|word| key.contains(word)) =>
        {
            (Code::Forbidden, Some(Gate::Level))
        }
        _ => (Code::Unknown, None),
    };
    let asks_for_login = login_helps && matches!(code, Code::Forbidden | Code::Unknown);
    Meaning {
        code: if asks_for_login {
            Code::LoginRequired
        } else {
            code
        },
        gate: gate.or(asks_for_login.then_some(Gate::Login)),
    }
}

#[cfg(test)]
mod tests {
    use super::{detail, is_success, meaning, message_key};
    use crate::model::{GateReason, ProblemCode};

    #[test]
    fn a_key_comes_back_from_its_detail() {
        assert_eq!(message_key(&detail("to_login")), Some("to_login"));
        assert_eq!(message_key("维护中,请稍候"), None);
    }

    #[test]
    fn a_guest_is_asked_to_log_in_where_that_helps() {
        let guest = meaning("thread_nopermission", true);
        assert_eq!(guest.code, ProblemCode::LoginRequired);
        assert_eq!(guest.gate, Some(GateReason::Level));
        assert_eq!(
            meaning("thread_nopermission", false).code,
            ProblemCode::Forbidden
        );
        assert_eq!(
            meaning("some_plugin_says_no", true).gate,
            Some(GateReason::Login)
        );
    }

    #[test]
    fn keys_of_plugins_follow_the_pattern() {
        assert_eq!(
            meaning("album_nonexistence", false).code,
            ProblemCode::NotFound
        );
        for key in [
            "rateperm_nopermission",
            "blog_no_privilege",
            "group_not_allowed",
        ] {
            assert_eq!(meaning(key, false).code, ProblemCode::Forbidden, "{key}");
        }
        assert!(is_success("post_newthread_succeed") && !is_success("post_sm_isnull"));
    }
}
