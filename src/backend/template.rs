//! URI templates (RFC 6570, level 1 and reserved expansion) for the paths of documents.

use crate::route::escape;

/// Expands `{name}` and `{+name}`; a name without a value expands to nothing, as the RFC says.
pub fn expand(template: &str, values: &[(&str, &str)]) -> String {
    let mut expanded = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        expanded.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            expanded.push('{');
            rest = after;
            continue;
        };
        let (name, reserved) = match name.strip_prefix('+') {
            Some(name) => (name, true),
            None => (name, false),
        };
        if let Some((_, value)) = values.iter().find(|(key, _)| *key == name) {
            if reserved {
                expanded.push_str(value);
            } else {
                expanded.push_str(&escape(value));
            }
        }
        rest = after;
    }
    expanded.push_str(rest);
    expanded
}

#[cfg(test)]
mod tests {
    use super::expand;

    #[test]
    fn values_are_escaped_unless_reserved() {
        let values = [("id", "a/b 骑"), ("page", "2")];
        assert_eq!(
            expand("threads/{id}/{page}.json", &values),
            "threads/a%2Fb%20%E9%AA%91/2.json"
        );
        assert_eq!(expand("{+id}", &values), "a/b 骑");
        assert_eq!(expand("x{none}y{", &values), "xy{");
    }

    #[test]
    fn a_value_cannot_climb_out_of_its_folder() {
        assert_eq!(
            expand("users/{id}.json", &[("id", "../../secret")]),
            "users/..%2F..%2Fsecret.json"
        );
        assert_eq!(
            expand("threads/{id}/1.json", &[("id", "..")]),
            "threads/%2E%2E/1.json"
        );
    }
}
