//! JMESPath, the query language that mappings are written in; nothing else knows who understands it.

use jmespath::{Context, DEFAULT_RUNTIME, Rcvar, Variable, ast::Ast, interpret};
use serde_json::Value;

/// A query, understood once.
pub struct Expression(jmespath::Expression<'static>);

/// Why a query cannot be understood, or has no answer.
#[derive(Debug)]
pub struct QueryError(pub String);

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
    let found = interpret(&variable(value), expression.0.as_ast(), &mut context).map_err(told)?;
    Ok(plain(&found))
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

#[cfg(test)]
mod tests {
    use super::{Expression, query};
    use serde_json::json;

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
