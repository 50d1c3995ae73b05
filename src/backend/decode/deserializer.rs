//! From a parsed JSON value to a type.
//!
//! serde_json could do this as well, and serde_path_to_error could tell where it went wrong. But serde compiles
//! a type's code once more for each deserializer that it meets, and for each kind of input that the deserializer
//! might offer. This one offers only what JSON documents need, and knows its place by itself: the app that a
//! reader waits for is a tenth smaller for it.

use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Expected, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor, value::StrDeserializer,
};
use serde_json::{Map, Value, map};
use std::{fmt, slice};

/// Reads a value as a type.
///
/// # Errors
///
/// Where the value does not fit, and why.
pub fn read<T: DeserializeOwned>(value: &Value) -> Result<T, Misfit> {
    T::deserialize(Node(value))
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
    /// The same, seen from one step further out.
    #[cold]
    #[inline(never)]
    fn below(mut self, step: &dyn fmt::Display) -> Self {
        self.0.steps.push(step.to_string());
        self
    }

    #[cold]
    #[inline(never)]
    fn of(found: &Value, expected: &dyn Expected) -> Self {
        let found = match found {
            Value::Null => Unexpected::Unit,
            Value::Bool(value) => Unexpected::Bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(number), _) => Unexpected::Unsigned(number),
                (_, Some(number)) => Unexpected::Signed(number),
                _ => Unexpected::Other("a fraction"),
            },
            Value::String(text) => Unexpected::Str(text),
            Value::Array(_) => Unexpected::Seq,
            Value::Object(_) => Unexpected::Map,
        };
        de::Error::invalid_type(found, expected)
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
    #[cold]
    fn custom<T: fmt::Display>(sentence: T) -> Self {
        Self(Box::new(Place {
            steps: Vec::new(),
            sentence: sentence.to_string(),
        }))
    }

    // In JSON's words; and serde's own would write fractions, which takes tables of 10 KB.
    #[cold]
    fn invalid_type(found: Unexpected, expected: &dyn Expected) -> Self {
        match found {
            Unexpected::Bool(value) => wrong(&value, expected),
            Unexpected::Unsigned(number) => wrong(&number, expected),
            Unexpected::Signed(number) => wrong(&number, expected),
            Unexpected::Str(text) => wrong(&format_args!("\"{text}\""), expected),
            Unexpected::Unit => wrong(&"null", expected),
            Unexpected::Seq => wrong(&"an array", expected),
            Unexpected::Map => wrong(&"an object", expected),
            Unexpected::Other(found) => wrong(&found, expected),
            _ => wrong(&"something else", expected),
        }
    }

    #[cold]
    fn invalid_value(found: Unexpected, expected: &dyn Expected) -> Self {
        Self::invalid_type(found, expected)
    }
}

#[cold]
fn wrong(found: &dyn fmt::Display, expected: &dyn Expected) -> Misfit {
    de::Error::custom(format_args!("found {found}, expected {expected}"))
}

/// A value to be read.
#[derive(Clone, Copy)]
struct Node<'de>(&'de Value);

macro_rules! numbers {
    ($($method:ident => $visit:ident, $number:ident;)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
            match self.0.$number() {
                Some(number) => visitor.$visit(number),
                None => Err(Misfit::of(self.0, &visitor)),
            }
        }
    )+};
}

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(number), _) => visitor.visit_u64(number),
                (_, Some(number)) => visitor.visit_i64(number),
                _ => visitor.visit_f64(number.as_f64().unwrap_or(f64::NAN)),
            },
            Value::String(text) => visitor.visit_str(text),
            Value::Array(_) => self.deserialize_seq(visitor),
            Value::Object(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::Bool(value) => visitor.visit_bool(*value),
            other => Err(Misfit::of(other, &visitor)),
        }
    }

    numbers! {
        deserialize_u8 => visit_u64, as_u64;
        deserialize_u16 => visit_u64, as_u64;
        deserialize_u32 => visit_u64, as_u64;
        deserialize_u64 => visit_u64, as_u64;
        deserialize_i8 => visit_i64, as_i64;
        deserialize_i16 => visit_i64, as_i64;
        deserialize_i32 => visit_i64, as_i64;
        deserialize_i64 => visit_i64, as_i64;
        deserialize_f32 => visit_f64, as_f64;
        deserialize_f64 => visit_f64, as_f64;
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::String(text) => visitor.visit_str(text),
            other => Err(Misfit::of(other, &visitor)),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::Array(items) => visitor.visit_seq(Items {
                items: items.iter(),
                next: 0,
            }),
            other => Err(Misfit::of(other, &visitor)),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::Object(fields) => visitor.visit_map(Fields::of(fields)),
            other => Err(Misfit::of(other, &visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::String(text) => visitor.visit_enum(Word(text)),
            other => Err(Misfit::of(other, &visitor)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i128 u128 char bytes byte_buf unit unit_struct tuple_struct identifier
    }
}

/// The items of an array.
struct Items<'de> {
    items: slice::Iter<'de, Value>,
    next: usize,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Misfit;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misfit> {
        let Some(item) = self.items.next() else {
            return Ok(None);
        };
        let place = self.next;
        self.next += 1;
        match seed.deserialize(Node(item)) {
            Ok(value) => Ok(Some(value)),
            Err(misfit) => Err(misfit.below(&format_args!("[{place}]"))),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// The fields of an object.
struct Fields<'de> {
    fields: map::Iter<'de>,
    current: Option<(&'de str, &'de Value)>,
}

impl<'de> Fields<'de> {
    fn of(fields: &'de Map<String, Value>) -> Self {
        Self {
            fields: fields.iter(),
            current: None,
        }
    }
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = Misfit;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misfit> {
        self.current = self
            .fields
            .next()
            .map(|(name, value)| (name.as_str(), value));
        match self.current {
            Some((name, _)) => seed.deserialize(StrDeserializer::new(name)).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Misfit> {
        let (name, value) = self.current.unwrap_or(("", &Value::Null));
        match seed.deserialize(Node(value)) {
            Ok(value) => Ok(value),
            Err(misfit) => Err(misfit.below(&name)),
        }
    }
}

/// A variant without a value of its own: the format has no others.
struct Word<'de>(&'de str);

impl<'de> EnumAccess<'de> for Word<'de> {
    type Error = Misfit;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Misfit> {
        let variant = seed.deserialize(StrDeserializer::new(self.0))?;
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for Word<'de> {
    type Error = Misfit;

    fn unit_variant(self) -> Result<(), Misfit> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, _seed: S) -> Result<S::Value, Misfit> {
        Err(self.alone())
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, _visitor: V) -> Result<V::Value, Misfit> {
        Err(self.alone())
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, Misfit> {
        Err(self.alone())
    }
}

impl Word<'_> {
    fn alone(&self) -> Misfit {
        de::Error::custom(format_args!("`{}` has no value", self.0))
    }
}
