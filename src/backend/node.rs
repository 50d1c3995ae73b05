//! A value of somebody else's JSON, read leniently: servers write numbers as strings, flags as figures, empty maps
//! as lists, and leave out what is empty.

use crate::backend::rank::sort_by_rank;
use crate::model::{Misfit, Time};
use serde_json::Value;

/// A value in an answer; a missing one is null.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a>(&'a Value);

static NULL: Value = Value::Null;

impl<'a> Node<'a> {
    /// The value itself.
    pub fn of(value: &'a Value) -> Self {
        Self(value)
    }

    /// The value itself.
    pub fn value(self) -> &'a Value {
        self.0
    }

    /// A field of an object; null where there is none.
    pub fn get(self, key: &str) -> Self {
        Self(self.0.get(key).unwrap_or(&NULL))
    }

    /// Whether there is nothing.
    pub fn is_null(self) -> bool {
        self.0.is_null()
    }

    /// A string that says something.
    pub fn str(self) -> Option<&'a str> {
        self.0.as_str().filter(|text| !text.is_empty())
    }

    /// A string that says something, or a whole number as one.
    pub fn text(self) -> Option<String> {
        match self.0 {
            Value::Number(_) => self.whole().map(|number| number.to_string()),
            _ => self.str().map(str::to_owned),
        }
    }

    /// A whole number, also where it is written as a string.
    pub fn whole(self) -> Option<i64> {
        match self.0 {
            Value::String(text) => text.trim().parse().ok(),
            value => value.as_i64(),
        }
    }

    /// A whole number that is not negative.
    pub fn count(self) -> Option<u64> {
        self.whole().and_then(|number| number.try_into().ok())
    }

    /// A small whole number that is not negative.
    pub fn small(self) -> Option<u32> {
        self.whole().and_then(|number| number.try_into().ok())
    }

    /// Whether it is true, 1, "1" or "true".
    pub fn flag(self) -> bool {
        match self.0 {
            Value::Bool(flag) => *flag,
            Value::String(text) => matches!(text.as_str(), "1" | "true"),
            value => value.as_i64().is_some_and(|number| number != 0),
        }
    }

    /// Seconds since 1970; 0 is no time.
    pub fn unix(self) -> Option<Time> {
        self.whole().filter(|seconds| *seconds > 0).map(Time)
    }

    /// Milliseconds since 1970; 0 is no time.
    pub fn unix_millis(self) -> Option<Time> {
        self.whole()
            .filter(|millis| *millis > 0)
            .map(|millis| Time(millis / 1000))
    }

    /// An RFC 3339 time.
    pub fn time(self) -> Option<Time> {
        self.str().and_then(Time::parse)
    }

    /// The entries of a list. Where a list is written as an object, its values, in the order of their keys as
    /// numbers; of anything else, nothing.
    pub fn items(self) -> Vec<Self> {
        match self.0 {
            Value::Array(items) => items.iter().map(Self).collect(),
            Value::Object(_) => self.entries().into_iter().map(|(_, item)| item).collect(),
            _ => Vec::new(),
        }
    }

    /// The fields of an object, in the order of their keys as numbers; an empty list is an empty object.
    pub fn entries(self) -> Vec<(&'a str, Self)> {
        let mut entries: Vec<(&str, Self)> = self
            .0
            .as_object()
            .into_iter()
            .flatten()
            .map(|(key, value)| (key.as_str(), Self(value)))
            .collect();
        sort_by_rank(&mut entries, |(key, _)| key.parse().unwrap_or(i64::MAX));
        entries
    }

    /// A string or number that has to be there.
    ///
    /// # Errors
    ///
    /// Names the field and what was found.
    pub fn need(self, key: &str) -> Result<String, Misfit> {
        let field = self.get(key);
        field
            .text()
            .ok_or_else(|| Misfit::of(field.0, "a string or a whole number").below(key))
    }

    /// An RFC 3339 time that has to be there.
    ///
    /// # Errors
    ///
    /// Names the field and what was found.
    pub fn need_time(self, key: &str) -> Result<Time, Misfit> {
        let field = self.get(key);
        field
            .time()
            .ok_or_else(|| Misfit::of(field.0, "an RFC 3339 time").below(key))
    }

    /// An object that has to be there.
    ///
    /// # Errors
    ///
    /// Names the field and what was found.
    pub fn need_object(self, key: &str) -> Result<Self, Misfit> {
        let field = self.get(key);
        match field.0.is_object() {
            true => Ok(field),
            false => Err(Misfit::of(field.0, "an object").below(key)),
        }
    }

    /// Reads the entries of a list (see [`items`](Self::items)); a list that is missing is empty.
    ///
    /// # Errors
    ///
    /// Names the field and the entry that did not fit, or what stands in the place of the list.
    pub fn each<T>(
        self,
        key: &str,
        mut read: impl FnMut(Self) -> Result<T, Misfit>,
    ) -> Result<Vec<T>, Misfit> {
        let field = self.get(key);
        if !(field.is_null() || field.0.is_array() || field.0.is_object()) {
            return Err(Misfit::of(field.0, "a list").below(key));
        }
        let items = field.items();
        let mut all = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            let one =
                read(item).map_err(|misfit| misfit.below(&format!("[{index}]")).below(key))?;
            all.push(one);
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::Node;
    use crate::model::Time;
    use serde_json::json;

    #[test]
    fn numbers_and_flags_may_be_strings() {
        let value =
            json!({"n": "12", "m": 12, "yes": "1", "no": "0", "t": "1693582407", "never": "0"});
        let node = Node::of(&value);
        assert_eq!(node.get("n").count(), Some(12));
        assert_eq!(node.get("m").text().as_deref(), Some("12"));
        assert!(node.get("yes").flag() && !node.get("no").flag() && !node.get("none").flag());
        assert_eq!(node.get("t").unix(), Some(Time(1_693_582_407)));
        assert_eq!(node.get("never").unix(), None);
    }

    #[test]
    fn a_list_may_be_an_object() {
        let value = json!({"list": {"10": "c", "2": "b", "1": "a"}, "empty": []});
        let node = Node::of(&value);
        let letters: Vec<_> = node
            .get("list")
            .items()
            .into_iter()
            .filter_map(Node::str)
            .collect();
        assert_eq!(letters, ["a", "b", "c"]);
        assert!(node.get("empty").entries().is_empty());
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let value = json!({"topics": [{"tid": 1}, {"tid": null}], "posts": "none"});
        let node = Node::of(&value);
        let wrong = node.each("topics", |topic| topic.need("tid")).err();
        assert_eq!(
            wrong.map(|misfit| misfit.to_string()).as_deref(),
            Some("topics[1].tid: found null, expected a string or a whole number")
        );
        let wrong = node.need_time("posts").err();
        assert_eq!(
            wrong.map(|misfit| misfit.to_string()).as_deref(),
            Some("posts: found \"none\", expected an RFC 3339 time")
        );
        let wrong = node.each("posts", |_| Ok(())).err();
        assert_eq!(
            wrong.map(|misfit| misfit.to_string()).as_deref(),
            Some("posts: found \"none\", expected a list")
        );
    }
}
