//! JMESPath, the query language that mappings are written in; nothing else knows who understands it.
//!
//! On the host that is a crate; in the browser a JavaScript module, which weighs a tenth of it.

#[cfg(not(target_arch = "wasm32"))]
pub use host::{Expression, literal, query};
#[cfg(target_arch = "wasm32")]
pub use module::{Expression, literal, query};

/// Why a query cannot be understood, or has no answer.
#[derive(Debug)]
pub struct QueryError(pub String);

/// Whoever understands queries is there; false if it cannot be had.
pub async fn is_ready() -> bool {
    #[cfg(target_arch = "wasm32")]
    return crate::module::load(crate::module::Module::Query).await;
    #[cfg(not(target_arch = "wasm32"))]
    true
}

#[cfg(target_arch = "wasm32")]
mod module {
    use super::QueryError;
    use crate::module::{Module, call};
    use js_sys::Array;
    use serde_json::Value;
    use wasm_bindgen::JsValue;

    /// A query, understood once.
    pub struct Expression(JsValue);

    impl Expression {
        /// Understands a query.
        ///
        /// # Errors
        ///
        /// What is wrong with it.
        pub fn new(text: &str) -> Result<Self, QueryError> {
            let text = JsValue::from_str(text);
            match call(Module::Query, "understand", &[&text]) {
                Some(fault) => match fault.as_string() {
                    Some(fault) => Err(QueryError(fault)),
                    None => Ok(Self(text)),
                },
                None => Err(QueryError(String::new())),
            }
        }
    }

    /// Asks a value.
    ///
    /// # Errors
    ///
    /// A function was called with what it does not take.
    pub fn query(expression: &Expression, value: &Value) -> Result<Value, QueryError> {
        let found = call(Module::Query, "ask", &[&expression.0, &given(value)]);
        let found = found
            .and_then(|found| found.as_string())
            .unwrap_or_default();
        match found.strip_prefix('!') {
            Some(fault) => Err(QueryError(fault.to_owned())),
            None => Ok(serde_json::from_str(&found).unwrap_or_default()),
        }
    }

    /// A number or a flag as a query that finds it.
    pub fn literal(value: &Value) -> String {
        let literal = call(Module::Query, "literal", &[&given(value)]);
        let literal = literal.and_then(|literal| literal.as_string());
        literal.unwrap_or_default()
    }

    /// What stands before an integer that JavaScript's numbers cannot hold: text then, as `modules/query.js` has it.
    const MARK: &str = "\u{fdd0}";

    /// A text that nobody takes for a number: the mark is no character, and means nothing.
    fn unmarked(text: &str) -> JsValue {
        match text.contains(MARK) {
            true => text.replace(MARK, "").into(),
            false => text.into(),
        }
    }

    /// The value as JavaScript has it. Not by way of JSON: writing fractions as text takes tables.
    fn given(value: &Value) -> JsValue {
        match value {
            Value::Null => JsValue::NULL,
            Value::Bool(flag) => (*flag).into(),
            Value::String(text) => unmarked(text),
            Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(whole), _) if whole.unsigned_abs() < 1 << 53 => (whole as f64).into(),
                (Some(whole), _) => [MARK, &whole.to_string()].concat().into(),
                (_, Some(whole)) => [MARK, &whole.to_string()].concat().into(),
                _ => number.as_f64().into(),
            },
            Value::Array(items) => items.iter().map(given).collect::<Array>().into(),
            Value::Object(fields) => {
                let keys: Array = fields.keys().map(|key| unmarked(key)).collect();
                let values: Array = fields.values().map(given).collect();
                call(Module::Query, "object", &[&keys, &values]).unwrap_or_default()
            }
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod host {
    use super::QueryError;
    use jmespath::{Context, DEFAULT_RUNTIME, Rcvar, Variable, ast::Ast, interpret};
    use serde_json::Value;

    /// A query, understood once.
    pub struct Expression(jmespath::Expression<'static>);

    impl Expression {
        /// Understands a query.
        ///
        /// # Errors
        ///
        /// What is wrong with it.
        pub fn new(text: &str) -> Result<Self, QueryError> {
            let expression = jmespath::compile(text).map_err(told)?;
            match unknown_function(expression.as_ast()) {
                Some(name) => Err(QueryError(["there is no function `", name, "`"].concat())),
                None => Ok(Self(expression)),
            }
        }
    }

    /// A function that is called but does not exist, which would else be found out only when it is called.
    fn unknown_function(ast: &Ast) -> Option<&str> {
        let below: Vec<&Ast> = match ast {
            Ast::Function { name, .. } if DEFAULT_RUNTIME.get_function(name).is_none() => {
                return Some(name);
            }
            Ast::Function { args, .. } => args.iter().collect(),
            Ast::MultiList { elements, .. } => elements.iter().collect(),
            Ast::MultiHash { elements, .. } => elements.iter().map(|pair| &pair.value).collect(),
            Ast::Comparison { lhs, rhs, .. }
            | Ast::Projection { lhs, rhs, .. }
            | Ast::And { lhs, rhs, .. }
            | Ast::Or { lhs, rhs, .. }
            | Ast::Subexpr { lhs, rhs, .. } => vec![lhs, rhs],
            Ast::Condition {
                predicate, then, ..
            } => vec![predicate, then],
            Ast::Expref { ast: node, .. }
            | Ast::Flatten { node, .. }
            | Ast::Not { node, .. }
            | Ast::ObjectValues { node, .. } => vec![node],
            Ast::Identity { .. }
            | Ast::Field { .. }
            | Ast::Index { .. }
            | Ast::Literal { .. }
            | Ast::Slice { .. } => Vec::new(),
        };
        below.into_iter().find_map(unknown_function)
    }

    /// Asks a value.
    ///
    /// # Errors
    ///
    /// A function was called with what it does not take.
    pub fn query(expression: &Expression, value: &Value) -> Result<Value, QueryError> {
        let text = expression.0.as_str();
        let mut context = Context::new(text, &DEFAULT_RUNTIME);
        let found =
            interpret(&variable(value), expression.0.as_ast(), &mut context).map_err(told)?;
        Ok(plain(&found))
    }

    /// A number or a flag as a query that finds it.
    pub fn literal(value: &Value) -> String {
        ["`", &value.to_string(), "`"].concat()
    }

    fn told(error: jmespath::JmespathError) -> QueryError {
        QueryError(error.reason.to_string())
    }

    fn variable(value: &Value) -> Rcvar {
        Rcvar::new(match value {
            Value::Null => Variable::Null,
            Value::Bool(flag) => Variable::Bool(*flag),
            Value::Number(number) => Variable::Number(number.clone()),
            Value::String(text) => Variable::String(text.clone()),
            Value::Array(items) => Variable::Array(items.iter().map(variable).collect()),
            Value::Object(fields) => {
                let fields = fields.iter();
                Variable::Object(
                    fields
                        .map(|(key, value)| (key.clone(), variable(value)))
                        .collect(),
                )
            }
        })
    }

    fn plain(found: &Variable) -> Value {
        match found {
            Variable::Null | Variable::Expref(_) => Value::Null,
            Variable::Bool(flag) => Value::Bool(*flag),
            Variable::Number(number) => Value::Number(number.clone()),
            Variable::String(text) => Value::String(text.clone()),
            Variable::Array(items) => Value::Array(items.iter().map(|item| plain(item)).collect()),
            Variable::Object(fields) => {
                let fields = fields.iter();
                Value::Object(
                    fields
                        .map(|(key, value)| (key.clone(), plain(value)))
                        .collect(),
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Expression, query};
    use serde_json::{Value, json};

    #[test]
    fn a_value_is_asked() {
        let value = json!({"a": [{"n": 2, "t": "x"}, {"n": 1, "t": "y"}, null], "f": 1.5});
        for (text, found) in [
            ("a[*].n", json!([2, 1])),
            ("[(a[0].t), (nothing), (f)]", json!(["x", null, 1.5])),
            ("sort_by(a[?n], &n)[*].t | join('-', @)", json!("y-x")),
            (
                "[a[0].n == `2` && 'two', `{\"k\": [true]}`]",
                json!(["two", {"k": [true]}]),
            ),
        ] {
            let expression = Expression::new(text).unwrap_or_else(|error| panic!("{}", error.0));
            assert_eq!(query(&expression, &value).ok(), Some(found), "{text}");
        }
    }

    /// The host's crate and the browser's module answer alike.
    #[test]
    fn host_and_browser_understand_the_same() {
        let value = json!({
            "10": "ten", "9": {"n": 9}, "constructor_": 1, "id": 9_007_199_254_740_993_u64, "f": 1.5, "none": null,
            "a": [{"n": 2, "t": "b", "l": [1, [2]]}, {"n": 10, "t": "ä"}, {"n": 1, "t": "a&b"}, null, "s", 7, [{"n": 3}]],
            "numbers": [10, 9, 100, -1, 1.5], "words": ["é", "b", "骑楼", ""], "zero": 0, "empty": "", "list": [], "o": {},
        });
        let asked = [
            "@",
            "*",
            "keys(@)",
            "values(\"9\")",
            "*.n",
            "\"10\"",
            "id",
            "[id, {id: id}]",
            "join('/', ['u', to_string(id)])",
            "to_string(@)",
            "a[*].n",
            "a[].n",
            "a[*].l[]",
            "a[*].[n, t]",
            "a[*].{n: n, t: t}",
            "a[?n > `1`].t",
            "a[?n < `5`]",
            "a[?!n]",
            "a[?t == 'b' || n == `1`] | [0]",
            "a[?t && contains(t, '&')].t",
            "a[-1]",
            "a[1:3]",
            "a[::-1]",
            "t[0:1]",
            "empty[0:1]",
            "none.[a, b]",
            "none | [a]",
            "{x: none, y: list}",
            "constructor",
            "o.constructor",
            "toString",
            "sort(numbers)",
            "sort(words)",
            "max(numbers)",
            "min(words)",
            "sort_by(a[?n], &n)[*].t",
            "max_by(a[?n], &n).t",
            "max_by(a[?n], &type(n)).t",
            "min_by(a[?n], &type(n)).t",
            "max_by(list, &n)",
            "max(list)",
            "min(numbers)",
            "max(words)",
            "min_by(a[?n], &t).n",
            "reverse(words)",
            "reverse('ab')",
            "length('骑楼')",
            "length(@)",
            "sum(numbers[:3])",
            "avg(numbers[:2])",
            "abs(`-2`)",
            "ceil(f)",
            "floor(f)",
            "contains(words, '骑楼')",
            "contains(a, `{\"n\": 1, \"t\": \"a&b\"}`)",
            "contains('abc', `1`)",
            "starts_with('abc', 'ab')",
            "ends_with('abc', 'bc')",
            "not_null(none, nothing, zero)",
            "merge(`{\"a\": 1}`, `{\"a\": 2, \"b\": 3}`)",
            "map(&n, a[?n])",
            "to_array('x')",
            "to_array(list)",
            "to_number('12')",
            "to_number('1.5')",
            "to_number('')",
            "to_number('0x10')",
            "to_number('x')",
            "to_number(list)",
            "type(none)",
            "type(a)",
            "zero && 'yes'",
            "empty || 'empty'",
            "list && 'yes' || 'no'",
            "f == `1.5`",
            "a == a",
            "zero < 'x'",
            "'a' < 'b'",
            "`[1, {\"k\": null}]`",
            "'it\\'s'",
            "words[?@ != '']",
            "a[*].nothing",
            "@.a[0].l[1][0]",
            "length(none)",
            "join(`1`, words)",
            "sort(a)",
            "sort_by(a, &n)",
            "abs('x')",
            "avg(words)",
            "a..b",
            "a[",
            "nothing(@)",
            "upper('x')",
            "`1` + `2`",
            "let $x = a in $x",
            "$",
            "a ? b : c",
            "",
        ];
        let of_host = asked.map(|text| {
            let found = Expression::new(text).and_then(|text| query(&text, &value));
            found.map_or(json!("!"), |found| whole(&found))
        });
        let output = std::process::Command::new("node")
            .args(["tests/host/mapping/query.mjs"])
            .arg(value.to_string())
            .args(asked)
            .output()
            .unwrap_or_else(|error| panic!("node: {error}"));
        let told = String::from_utf8_lossy(&output.stderr);
        let of_browser: Vec<Value> = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{error}: {told}"));
        assert_eq!(of_browser.len(), asked.len(), "{told}");
        let unlike = asked.iter().zip(of_host).zip(of_browser);
        let unlike: Vec<_> = unlike
            .filter(|((_, host), browser)| host != browser)
            .map(|((text, host), browser)| format!("{text}: {host} on the host, {browser} here"))
            .collect();
        assert!(unlike.is_empty(), "{unlike:#?}");
    }

    /// JavaScript makes no difference between 3 and 3.0; nor do the fields of the content format.
    fn whole(value: &Value) -> Value {
        match value {
            Value::Number(number) => match number.as_f64() {
                Some(float) if number.is_f64() && float.trunc() == float => json!(float as i64),
                _ => value.clone(),
            },
            Value::Array(items) => items.iter().map(whole).collect(),
            Value::Object(fields) => {
                let fields = fields.iter();
                fields
                    .map(|(key, value)| (key.clone(), whole(value)))
                    .collect()
            }
            _ => value.clone(),
        }
    }

    #[test]
    fn mistakes_are_told() {
        let wrong = Expression::new("a..b").err().map(|error| error.0);
        assert!(wrong.is_some_and(|text| text.starts_with("Parse error: ")));
        let wrong = Expression::new("join(`1`, @)")
            .ok()
            .and_then(|expression| query(&expression, &json!([])).err());
        assert!(wrong.is_some_and(|error| error.0.contains("expects type string, given number")));
    }
}
