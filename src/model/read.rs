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
    /// Whether a field of this type may be absent.
    const OPTIONAL: bool = false;

    /// Reads a value. Where it does not fit, the reader is told, and something empty stands in: the reader knows at the end
    /// that the whole is not to be used. So no step has to give up halfway and clear away what it has read, which
    /// would take more code than the reading.
    fn take(value: &Value, reader: &mut Reader) -> Self;

    /// What the type is read from.
    fn shape() -> Shape;

    /// Reads a value.
    ///
    /// # Errors
    ///
    /// What did not fit, and where.
    fn read(value: &Value) -> Result<Self, Misfit> {
        let mut reader = Reader::default();
        let read = Self::take(value, &mut reader);
        match reader.misfit {
            None => Ok(read),
            Some(misfit) => Err(misfit),
        }
    }
}

/// Where in a value a reading is, and the first thing that did not fit.
#[derive(Debug, Default)]
pub struct Reader {
    steps: Vec<Step>,
    misfit: Option<Misfit>,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Field(&'static str),
    Entry(usize),
}

impl Reader {
    /// A value here is of another kind than was expected.
    #[cold]
    pub fn misfit(&mut self, found: &Value, expected: &str) {
        self.note(Misfit::of(found, expected));
    }

    #[cold]
    fn missing(&mut self, name: &str) {
        self.note(Misfit::told(["missing field `", name, "`"].concat()));
    }

    #[cold]
    fn note(&mut self, mut misfit: Misfit) {
        if self.misfit.is_some() {
            return;
        }
        for step in self.steps.iter().rev() {
            misfit = match step {
                Step::Field(name) => misfit.below(name),
                Step::Entry(index) => misfit.below(&format!("[{index}]")),
            };
        }
        self.misfit = Some(misfit);
    }

    /// The fields of an object; none if it is no object.
    pub fn fields<'a>(&mut self, value: &'a Value) -> Option<&'a Map<String, Value>> {
        if !value.is_object() {
            self.misfit(value, "an object");
        }
        value.as_object()
    }

    /// A field of an object; null is the same as nothing.
    pub fn field<T: Read>(&mut self, fields: Option<&Map<String, Value>>, name: &'static str) -> T {
        let read = T::take(self.enter(fields, name, T::OPTIONAL), self);
        self.steps.pop();
        read
    }

    /// The value of a field, and one step towards it. Apart from `field`, which is there once for each type.
    #[inline(never)]
    fn enter<'a>(
        &mut self,
        fields: Option<&'a Map<String, Value>>,
        name: &'static str,
        optional: bool,
    ) -> &'a Value {
        let value = fields.and_then(|fields| fields.get(key(name)));
        let value = value.unwrap_or(&Value::Null);
        if !optional && value.is_null() && fields.is_some() {
            self.missing(name);
        }
        self.steps.push(Step::Field(name));
        value
    }
}

/// A field may be named as Rust names something else.
fn key(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
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
            fn take(value: &serde_json::Value, reader: &mut $crate::model::read::Reader) -> Self {
                let fields = reader.fields(value);
                Self {
                    $($field: document!(@read reader fields $field $($default)?),)+
                }
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
    (@read $reader:ident $fields:ident $field:ident) => {
        $reader.field($fields, stringify!($field))
    };
    (@read $reader:ident $fields:ident $field:ident default) => {
        $reader.field::<Option<_>>($fields, stringify!($field)).unwrap_or_default()
    };
    (@default) => { false };
    (@default default) => { true };
}
pub(crate) use document;

/// Makes enums of words readable; what an unknown word stands for is the enum's own to say.
macro_rules! words {
    ($($name:ident),+) => {$(
        impl $crate::model::Read for $name {
            fn take(value: &serde_json::Value, reader: &mut $crate::model::read::Reader) -> Self {
                $crate::model::read::word(value, reader)
            }

            fn shape() -> $crate::model::Shape {
                $crate::model::Shape::of($crate::model::Kind::Text)
            }
        }
    )+};
}
pub(crate) use words;

/// One of an enum's words.
pub fn word<'a, T: Default + Deserialize<'a>>(value: &'a Value, reader: &mut Reader) -> T {
    let Some(word) = value.as_str() else {
        reader.misfit(value, "a string");
        return T::default();
    };
    match T::deserialize(StrDeserializer::new(word)) {
        Ok(word) => word,
        Err(misfit) => {
            reader.note(misfit);
            T::default()
        }
    }
}

impl Read for String {
    fn take(value: &Value, reader: &mut Reader) -> Self {
        if !value.is_string() {
            reader.misfit(value, "a string");
        }
        value.as_str().unwrap_or_default().to_owned()
    }

    fn shape() -> Shape {
        Shape::of(Kind::Text)
    }
}

impl Read for bool {
    fn take(value: &Value, reader: &mut Reader) -> Self {
        if !value.is_boolean() {
            reader.misfit(value, "true or false");
        }
        value.as_bool().unwrap_or_default()
    }

    fn shape() -> Shape {
        Shape::of(Kind::Flag)
    }
}

macro_rules! numbers {
    ($($type:ident from $wide:ident: $expected:literal;)+) => {$(
        impl Read for $type {
            fn take(value: &Value, reader: &mut Reader) -> Self {
                let number = value.$wide().and_then(|number| number.try_into().ok());
                if number.is_none() {
                    reader.misfit(value, $expected);
                }
                number.unwrap_or_default()
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
    const OPTIONAL: bool = true;

    fn take(value: &Value, reader: &mut Reader) -> Self {
        (!value.is_null()).then(|| T::take(value, reader))
    }

    fn shape() -> Shape {
        Shape {
            optional: true,
            ..T::shape()
        }
    }
}

impl<T: Read> Read for Vec<T> {
    const OPTIONAL: bool = true;

    fn take(value: &Value, reader: &mut Reader) -> Self {
        let Some(items) = value.as_array() else {
            if !value.is_null() {
                reader.misfit(value, "an array");
            }
            return Self::new();
        };
        let mut read = Self::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            reader.steps.push(Step::Entry(index));
            read.push(T::take(item, reader));
            reader.steps.pop();
        }
        read
    }

    fn shape() -> Shape {
        Shape {
            kind: Kind::List(T::shape),
            optional: true,
        }
    }
}

impl<T: Read> Read for Box<T> {
    fn take(value: &Value, reader: &mut Reader) -> Self {
        Self::new(T::take(value, reader))
    }

    fn shape() -> Shape {
        T::shape()
    }
}

/// A value as it is, to be read later.
impl Read for Value {
    fn take(value: &Value, _: &mut Reader) -> Self {
        value.clone()
    }

    fn shape() -> Shape {
        Shape::of(Kind::Text)
    }
}

impl Read for BTreeMap<String, String> {
    fn take(value: &Value, reader: &mut Reader) -> Self {
        let mut texts = Self::new();
        // Not collected: that would sort them first, by the library's sort for long lists.
        for (name, value) in reader.fields(value).into_iter().flatten() {
            if !value.is_string() {
                reader.note(Misfit::of(value, "a string").below(name));
            }
            texts.insert(name.clone(), value.as_str().unwrap_or_default().to_owned());
        }
        texts
    }

    fn shape() -> Shape {
        Shape::of(Kind::Text)
    }
}
