//! From JSON to the format's types.
//!
//! serde's derived code reads from any deserializer into any type, and is compiled for each pair of the two: for
//! types as many as these it took a fifth of the app's first load. A document has one source, a parsed JSON value,
//! and so `document!` reads it field by field with little code, and knows which field did not fit.

use serde::{Deserialize, de, de::value::StrDeserializer};
use serde_json::{Map, Value};
use std::{collections::BTreeMap, fmt};

/// What can be read from JSON.
pub trait Read: Sized {
    /// Reads a value.
    ///
    /// # Errors
    ///
    /// What did not fit, and where.
    fn read(value: &Value) -> Result<Self, Misfit>;

    /// What an absent field stands for, if it may be absent.
    fn absent() -> Option<Self> {
        None
    }

    /// What is read, for those who write it: a backend whose fields are named by a mapping.
    fn shape() -> Shape;
}

/// What a type is read from.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The kind of JSON.
    pub kind: Kind,
    /// Whether it may be absent.
    pub optional: bool,
}

/// A kind of JSON.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// An object with these fields.
    Object(&'static [Field]),
    /// A list of what has this shape.
    List(fn() -> Shape),
    /// A string.
    Text,
    /// True or false.
    Flag,
    /// A whole number; the function says whether it is one of those that the type holds.
    Number(fn(&Value) -> Result<(), Misfit>),
    /// An RFC 3339 time.
    Time,
}

/// A field of an object.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Whether it has a value of its own where it is absent.
    pub default: bool,
    /// What it is read from.
    pub shape: fn() -> Shape,
}

impl Shape {
    /// A shape of what has to be there.
    pub const fn of(kind: Kind) -> Self {
        Self {
            kind,
            optional: false,
        }
    }
}

/// What did not fit, and where.
#[derive(Debug)]
pub struct Misfit(Box<Place>);

#[derive(Debug)]
struct Place {
    /// From the innermost step outwards, as it is found on the way back.
    steps: Vec<String>,
    sentence: String,
}

impl Misfit {
    /// A value of another kind than was expected.
    #[cold]
    pub fn of(found: &Value, expected: &str) -> Self {
        let found = match found {
            Value::Null => "null".to_owned(),
            Value::Bool(value) => value.to_string(),
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(number), _) => number.to_string(),
                (_, Some(number)) => number.to_string(),
                // Writing a fraction takes tables of 10 KB.
                _ => "a fraction".to_owned(),
            },
            Value::String(text) => format!("\"{text}\""),
            Value::Array(_) => "an array".to_owned(),
            Value::Object(_) => "an object".to_owned(),
        };
        Self::told(format!("found {found}, expected {expected}"))
    }

    /// A sentence on what was wrong.
    #[cold]
    pub fn told(sentence: String) -> Self {
        Self(Box::new(Place {
            steps: Vec::new(),
            sentence,
        }))
    }

    /// The same, seen from one step further out.
    #[cold]
    pub fn below(mut self, step: &str) -> Self {
        self.0.steps.push(step.to_owned());
        self
    }
}

/// `posts[3].author.name: found 7, expected a string`; without a place where the document as a whole does not fit.
impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, step) in self.0.steps.iter().rev().enumerate() {
            if number > 0 && !step.starts_with('[') {
                f.write_str(".")?;
            }
            f.write_str(step)?;
        }
        if !self.0.steps.is_empty() {
            f.write_str(": ")?;
        }
        f.write_str(&self.0.sentence)
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: fmt::Display>(sentence: T) -> Self {
        Self::told(sentence.to_string())
    }
}

/// Declares a document of the format, or a part of one, as a struct that can be read from JSON and written as
/// JSON. A field marked `= default` may be absent.
macro_rules! document {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$field_meta:meta])* pub $field:ident: $type:ty $(= $default:ident)?,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub struct $name {
            $($(#[$field_meta])* $(#[serde($default)])? pub $field: $type,)+
        }

        impl $crate::model::Read for $name {
            fn read(value: &serde_json::Value) -> Result<Self, $crate::model::Misfit> {
                let fields = $crate::model::read::fields(value)?;
                Ok(Self {
                    $($field: document!(@read fields $field $($default)?),)+
                })
            }

            fn shape() -> $crate::model::Shape {
                const FIELDS: &[$crate::model::Field] = &[$($crate::model::Field {
                    name: stringify!($field),
                    default: document!(@default $($default)?),
                    shape: <$type as $crate::model::Read>::shape,
                },)+];
                $crate::model::Shape::of($crate::model::Kind::Object(FIELDS))
            }
        }
    };
    (@read $fields:ident $field:ident) => {
        $crate::model::read::field($fields, stringify!($field))?
    };
    (@read $fields:ident $field:ident default) => {
        $crate::model::read::field::<Option<_>>($fields, stringify!($field))?.unwrap_or_default()
    };
    (@default) => { false };
    (@default default) => { true };
}
pub(crate) use document;

/// Makes enums of words readable; what an unknown word stands for is the enum's own to say.
macro_rules! words {
    ($($name:ident),+) => {$(
        impl $crate::model::Read for $name {
            fn read(value: &serde_json::Value) -> Result<Self, $crate::model::Misfit> {
                $crate::model::read::word(value)
            }

            fn shape() -> $crate::model::Shape {
                $crate::model::Shape::of($crate::model::Kind::Text)
            }
        }
    )+};
}
pub(crate) use words;

/// The fields of an object.
pub fn fields(value: &Value) -> Result<&Map<String, Value>, Misfit> {
    value
        .as_object()
        .ok_or_else(|| Misfit::of(value, "an object"))
}

/// A field of an object; null is the same as nothing.
pub fn field<T: Read>(fields: &Map<String, Value>, name: &str) -> Result<T, Misfit> {
    match given(fields, name) {
        Some(value) => T::read(value).map_err(|misfit| misfit.below(name)),
        None => T::absent().ok_or_else(|| Misfit::told(format!("missing field `{name}`"))),
    }
}

fn given<'a>(fields: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    // A field may be named as Rust names something else.
    let name = name.strip_prefix("r#").unwrap_or(name);
    fields.get(name).filter(|value| !value.is_null())
}

/// One of an enum's words.
pub fn word<'a, T: Deserialize<'a>>(value: &'a Value) -> Result<T, Misfit> {
    T::deserialize(StrDeserializer::new(text(value)?))
}

fn text(value: &Value) -> Result<&str, Misfit> {
    value.as_str().ok_or_else(|| Misfit::of(value, "a string"))
}

impl Read for String {
    fn read(value: &Value) -> Result<Self, Misfit> {
        text(value).map(str::to_owned)
    }

    fn shape() -> Shape {
        Shape::of(Kind::Text)
    }
}

impl Read for bool {
    fn read(value: &Value) -> Result<Self, Misfit> {
        value
            .as_bool()
            .ok_or_else(|| Misfit::of(value, "true or false"))
    }

    fn shape() -> Shape {
        Shape::of(Kind::Flag)
    }
}

macro_rules! numbers {
    ($($type:ident from $wide:ident: $expected:literal;)+) => {$(
        impl Read for $type {
            fn read(value: &Value) -> Result<Self, Misfit> {
                let number = value.$wide().and_then(|number| number.try_into().ok());
                number.ok_or_else(|| Misfit::of(value, $expected))
            }

            fn shape() -> Shape {
                Shape::of(Kind::Number(|value| Self::read(value).map(drop)))
            }
        }
    )+};
}

numbers! {
    u16 from as_u64: "a whole number from 0 to 65535";
    u32 from as_u64: "a whole number from 0 to 4294967295";
    u64 from as_u64: "a whole number from 0";
    i8 from as_i64: "a whole number from -128 to 127";
    i32 from as_i64: "a whole number";
    i64 from as_i64: "a whole number";
}

impl<T: Read> Read for Option<T> {
    fn read(value: &Value) -> Result<Self, Misfit> {
        match value {
            Value::Null => Ok(None),
            value => T::read(value).map(Some),
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn shape() -> Shape {
        Shape {
            optional: true,
            ..T::shape()
        }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &Value) -> Result<Self, Misfit> {
        let items = value
            .as_array()
            .ok_or_else(|| Misfit::of(value, "an array"))?;
        let mut read = Self::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            read.push(T::read(item).map_err(|misfit| misfit.below(&format!("[{index}]")))?);
        }
        Ok(read)
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }

    fn shape() -> Shape {
        Shape {
            kind: Kind::List(T::shape),
            optional: true,
        }
    }
}

impl<T: Read> Read for Box<T> {
    fn read(value: &Value) -> Result<Self, Misfit> {
        T::read(value).map(Self::new)
    }

    fn shape() -> Shape {
        T::shape()
    }
}

impl Read for Value {
    fn read(value: &Value) -> Result<Self, Misfit> {
        Ok(value.clone())
    }

    fn shape() -> Shape {
        Shape::of(Kind::Text)
    }
}

impl Read for BTreeMap<String, String> {
    fn read(value: &Value) -> Result<Self, Misfit> {
        let mut read = Self::new();
        for (name, value) in fields(value)? {
            read.insert(
                name.clone(),
                String::read(value).map_err(|misfit| misfit.below(name))?,
            );
        }
        Ok(read)
    }

    fn shape() -> Shape {
        Shape::of(Kind::Object(&[]))
    }
}
