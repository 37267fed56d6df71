//! The host's JSON as serde reads it, with every mistake in it: serde stops at the first one, so what is wrong is left out and the rest read
//! again, until nothing is. It knows no setting.

use std::collections::HashSet;
use std::fmt;
use std::ptr;

use serde::de::value::{SeqDeserializer, StrDeserializer};
use serde::de::{
    self, DeserializeSeed, Deserializer, Expected, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::{Deserialize, forward_to_deserialize_any};
use serde_json::Value;
use thiserror::Error;

use super::problem::{PathStep, ProblemKind, Problems, SettingPath, entries, one_of};
use crate::suggestions::closest_match;

/// What a value at a path is, without what is wrong in it, which is reported. The type's fields must have defaults.
pub(super) fn read_value<'c, T: Deserialize<'c> + Default>(
    value: &'c Value,
    path: &SettingPath,
    problems: &mut Problems,
) -> T {
    let mut wrong = HashSet::new();
    loop {
        let mistake = match T::deserialize(ValueReader { value, wrong: &wrong }) {
            Ok(read) => return read,
            Err(mistake) => mistake,
        };
        let at = mistake.place.unwrap_or(value);
        problems.report_unless_known(path.joined(mistake.steps.into_iter().rev()), mistake.kind.with_value(at));
        if mistake.place.is_none() {
            return T::default();
        }
        wrong.insert(ptr::from_ref(at));
    }
}

/// A value, and which values in it are to be left out.
#[derive(Clone, Copy)]
struct ValueReader<'c, 'w> {
    value: &'c Value,
    wrong: &'w HashSet<*const Value>,
}

impl<'c> Deserializer<'c> for ValueReader<'c, '_> {
    type Error = Mistake<'c>;

    fn deserialize_any<V: Visitor<'c>>(self, visitor: V) -> Result<V::Value, Mistake<'c>> {
        match self.value {
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::String(text) => visitor.visit_borrowed_str(text),
            // No setting takes any other number.
            Value::Number(number) => match number.as_u64() {
                Some(number) => visitor.visit_u64(number),
                None => visitor.visit_unit(),
            },
            Value::Array(items) => visitor
                .visit_seq(self.inside(items.iter().enumerate().map(|(index, item)| (PathStep::Index(index), item)))),
            Value::Object(_) | Value::Null => match entries(self.value) {
                Some(entries) => visitor
                    .visit_map(self.inside(entries.iter().map(|(key, value)| (PathStep::Key(key.clone()), value)))),
                None => visitor.visit_unit(),
            },
        }
    }

    fn deserialize_map<V: Visitor<'c>>(self, visitor: V) -> Result<V::Value, Mistake<'c>> {
        entries(self.value).ok_or_else(|| Mistake::expected("a table"))?;
        self.deserialize_any(visitor)
    }

    /// A string alone counts as an array of one.
    fn deserialize_seq<V: Visitor<'c>>(self, visitor: V) -> Result<V::Value, Mistake<'c>> {
        match self.value {
            Value::String(_) => visitor.visit_seq(SeqDeserializer::new(std::iter::once(self))),
            Value::Array(_) => self.deserialize_any(visitor),
            _ => Err(Mistake::expected("an array of strings, or one string")),
        }
    }

    fn deserialize_enum<V: Visitor<'c>>(
        self,
        _: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake<'c>> {
        let word = self.value.as_str().ok_or_else(|| Mistake::expected(one_of(words)))?;
        visitor.visit_enum(StrDeserializer::new(word))
    }

    /// `null` is a value like any other; what is not set has no key.
    fn deserialize_option<V: Visitor<'c>>(self, visitor: V) -> Result<V::Value, Mistake<'c>> {
        visitor.visit_some(self)
    }

    forward_to_deserialize_any! {
        <V: Visitor<'c>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct tuple
        tuple_struct struct identifier ignored_any
    }
}

impl<'c> IntoDeserializer<'c, Mistake<'c>> for ValueReader<'c, '_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'c, 'w> ValueReader<'c, 'w> {
    fn inside<I>(self, rest: I) -> Inside<'c, 'w, I> {
        Inside { wrong: self.wrong, rest, value: None }
    }
}

/// The entries of a table or the items of an array.
struct Inside<'c, 'w, I> {
    wrong: &'w HashSet<*const Value>,
    rest: I,
    /// That of the last key.
    value: Option<(PathStep, &'c Value)>,
}

impl<'c, I: Iterator<Item = (PathStep, &'c Value)>> Inside<'c, '_, I> {
    fn next(&mut self) -> Option<(PathStep, &'c Value)> {
        self.rest.find(|(_, value)| !self.wrong.contains(&ptr::from_ref(*value)))
    }

    fn read_step<T: DeserializeSeed<'c>>(
        &self,
        seed: T,
        step: PathStep,
        value: &'c Value,
    ) -> Result<T::Value, Mistake<'c>> {
        seed.deserialize(ValueReader { value, wrong: self.wrong }).map_err(|mistake| mistake.at_step(step, value))
    }
}

impl<'c, I: Iterator<Item = (PathStep, &'c Value)>> SeqAccess<'c> for Inside<'c, '_, I> {
    type Error = Mistake<'c>;

    fn next_element_seed<T: DeserializeSeed<'c>>(&mut self, seed: T) -> Result<Option<T::Value>, Mistake<'c>> {
        self.next().map(|(step, value)| self.read_step(seed, step, value)).transpose()
    }
}

impl<'c, I: Iterator<Item = (PathStep, &'c Value)>> MapAccess<'c> for Inside<'c, '_, I> {
    type Error = Mistake<'c>;

    fn next_key_seed<K: DeserializeSeed<'c>>(&mut self, seed: K) -> Result<Option<K::Value>, Mistake<'c>> {
        let Some((step, value)) = self.next() else { return Ok(None) };
        let PathStep::Key(key) = &step else { unreachable!("a table has keys") };
        let read =
            seed.deserialize(StrDeserializer::new(key)).map_err(|mistake: Mistake<'c>| mistake.at_key(key, value))?;
        self.value = Some((step, value));
        Ok(Some(read))
    }

    fn next_value_seed<T: DeserializeSeed<'c>>(&mut self, seed: T) -> Result<T::Value, Mistake<'c>> {
        let (step, value) = self.value.take().expect("serde asks for a value after its key");
        self.read_step(seed, step, value)
    }
}

/// Why serde stopped, and where.
#[derive(Debug, Error)]
#[error("{kind}")]
struct Mistake<'c> {
    kind: ProblemKind,
    /// From inside out.
    steps: Vec<PathStep>,
    /// The innermost value; none if the mistake is about the whole.
    place: Option<&'c Value>,
    /// The words of which a word is none.
    words: &'static [&'static str],
}

impl<'c> Mistake<'c> {
    fn new(kind: ProblemKind) -> Self {
        Self { kind, steps: Vec::new(), place: None, words: &[] }
    }

    fn expected(expected: impl Into<String>) -> Self {
        Self::new(ProblemKind::WrongValue { found: String::new(), expected: expected.into() })
    }

    fn none_of(words: &'static [&'static str]) -> Self {
        Self { words, ..Self::expected(one_of(words)) }
    }

    fn at_step(mut self, step: PathStep, value: &'c Value) -> Self {
        self.steps.push(step);
        self.place.get_or_insert(value);
        self
    }

    fn at_key(mut self, key: &str, value: &'c Value) -> Self {
        if !self.words.is_empty() {
            self.kind =
                ProblemKind::UnknownKey { nearest: closest_match(key, self.words.iter().copied()), valid: self.words };
        }
        self.at_step(PathStep::Key(key.to_owned()), value)
    }
}

impl de::Error for Mistake<'_> {
    fn custom<T: fmt::Display>(predicate: T) -> Self {
        Self::new(ProblemKind::Other(predicate.to_string()))
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::expected(expected.to_string())
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::expected(expected.to_string())
    }

    fn unknown_variant(_: &str, words: &'static [&'static str]) -> Self {
        Self::none_of(words)
    }

    fn unknown_field(_: &str, keys: &'static [&'static str]) -> Self {
        Self::none_of(keys)
    }
}
