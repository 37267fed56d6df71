//! What can be wrong with the settings: where, what was found and what was expected, as one sentence each.

use std::fmt;

use serde_json::Value;
use thiserror::Error;

/// All that is wrong with a book's settings: at least one problem, in the order of their paths.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", .problems.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n"))]
pub struct SettingsErrors {
    problems: Vec<Problem>,
}

impl SettingsErrors {
    /// The problems, each a sentence of its own.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

/// One thing that is wrong with the settings.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Error)]
#[error("{path} {kind}")]
pub struct Problem {
    /// Where it is.
    pub path: SettingPath,
    /// What it is.
    pub kind: ProblemKind,
}

/// What is wrong at a path of the settings.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Error)]
pub enum ProblemKind {
    /// A value has the wrong type, or is not one of those that are valid.
    #[error("is {found}; expected {expected}")]
    WrongValue {
        /// The value as one would write it in book.toml, or its type if it is an array or a table.
        found: String,
        /// What is valid.
        expected: String,
    },
    /// No setting has this key.
    #[error("is not a setting; {}", expected_key(.nearest, .valid))]
    UnknownKey {
        /// The valid key of the same table that is most like it.
        nearest: Option<&'static str>,
        /// All valid keys of the same table.
        valid: &'static [&'static str],
    },
    /// A key that can't be left out is missing.
    #[error("is missing; expected {expected}")]
    Missing {
        /// What is valid.
        expected: String,
    },
    /// A problem of one setting alone, as the predicate of a sentence about it.
    #[error("{0}")]
    Other(String),
}

impl ProblemKind {
    /// The same problem of that value.
    pub(super) fn with_value(self, value: &Value) -> Self {
        match self {
            Self::WrongValue { expected, .. } => Self::WrongValue { found: described(value), expected },
            other => other,
        }
    }
}

/// Where a value is in the whole book's configuration; displayed as `preprocessor.design-docs.collections.adr.docs[1]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SettingPath(Vec<PathStep>);

/// One step from a value to a value inside it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PathStep {
    /// To the entry of a table.
    Key(String),
    /// To an item of an array, from 0.
    Index(usize),
}

impl SettingPath {
    /// The steps from the whole configuration.
    #[must_use]
    pub fn steps(&self) -> &[PathStep] {
        &self.0
    }

    /// The value at this path in a configuration.
    #[must_use]
    pub fn value_in<'c>(&self, config: &'c Value) -> Option<&'c Value> {
        self.0.iter().try_fold(config, |value, step| match step {
            PathStep::Key(name) => value.get(name),
            PathStep::Index(index) => value.get(index),
        })
    }

    /// The path of an entry of the table at this path.
    pub(super) fn key(&self, name: &str) -> Self {
        self.joined([PathStep::Key(name.to_owned())])
    }

    /// The path that more steps lead to.
    pub(super) fn joined(&self, steps: impl IntoIterator<Item = PathStep>) -> Self {
        Self(self.0.iter().cloned().chain(steps).collect())
    }
}

/// A key that TOML takes only in quotation marks gets them.
impl fmt::Display for SettingPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, step) in self.0.iter().enumerate() {
            let dot = if number == 0 { "" } else { "." };
            match step {
                PathStep::Key(name) if is_bare(name) => write!(f, "{dot}{name}")?,
                PathStep::Key(name) => write!(f, "{dot}{name:?}")?,
                PathStep::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

fn is_bare(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

/// Collects problems while the settings are read.
#[derive(Debug, Default)]
pub(super) struct Problems(Vec<Problem>);

impl Problems {
    /// Adds a problem.
    pub(super) fn report(&mut self, path: SettingPath, kind: ProblemKind) {
        self.0.push(Problem { path, kind });
    }

    /// Adds a problem that follows from any other at the same path or inside it, and is not worth a sentence then.
    pub(super) fn report_unless_known(&mut self, path: SettingPath, kind: ProblemKind) {
        if !self.0.iter().any(|known| known.path.0.starts_with(&path.0)) {
            self.report(path, kind);
        }
    }

    /// `settings`, if there is no problem.
    pub(super) fn unless_any<T>(mut self, settings: T) -> Result<T, SettingsErrors> {
        self.0.sort();
        if self.0.is_empty() { Ok(settings) } else { Err(SettingsErrors { problems: self.0 }) }
    }
}

/// How the `toml` crate writes a date in another format: a table of this one entry.
const DATE: &str = "$__toml_private_datetime";

/// The entries of a value that is a table, and not a date.
pub(super) fn entries(value: &Value) -> Option<&serde_json::Map<String, Value>> {
    value.as_object().filter(|entries| !entries.contains_key(DATE))
}

/// A value as one would write it in book.toml, for example `"full"` or `3`; an array, a table or a date by its type.
#[must_use]
pub fn described(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{text:?}"),
        Value::Array(_) => "an array".to_owned(),
        Value::Object(_) if entries(value).is_none() => "a date".to_owned(),
        Value::Object(_) => "a table".to_owned(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

fn expected_key(nearest: &Option<&str>, valid: &[&str]) -> String {
    nearest.map_or_else(|| format!("expected {}", list(valid)), |nearest| format!("did you mean {nearest}?"))
}

/// Words in quotation marks: `"a", "b" or "c"`.
pub(super) fn one_of(words: &[&str]) -> String {
    list(&words.iter().map(|word| format!("{word:?}")).collect::<Vec<_>>())
}

/// `a, b or c`.
fn list<T: AsRef<str>>(words: &[T]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [] => String::new(),
        [word] => (*word).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
