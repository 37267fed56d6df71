//! The raw settings: a table of the host's JSON that knows its full key, remembers what it was asked for and collects
//! what is wrong. It knows types and spellings; what a setting means it doesn't.

use super::problem::{Expected, Problem};
use crate::suggestions::closest_match;
use crate::text::{prefix_to, suffix_from};
use serde_json::{Map, Value};

/// A table of the settings. Every key that is asked for is a valid one; [`Table::finish`] reports the others.
pub(super) struct Table<'c, 'p> {
    key: String,
    entries: &'c Map<String, Value>,
    asked: Vec<&'c str>,
    problems: &'p mut Vec<Problem>,
}

/// The name of the preprocessor's own table in the whole book's configuration, if it has just one.
#[must_use]
pub fn table_name(config: &Value) -> Option<&str> {
    match names_of_ours(entries_of(config.get("preprocessor")?)?).as_slice() {
        [name] => Some(name),
        _ => None,
    }
}

/// The names of those tables of preprocessors that may be ours.
fn names_of_ours(all: &Map<String, Value>) -> Vec<&str> {
    if all.contains_key("design-docs") {
        return vec!["design-docs"];
    }
    let runs_us = |table: &Value| {
        let command = table.get("command").and_then(Value::as_str);
        command.is_some_and(|command| mentions(command, env!("CARGO_PKG_NAME")))
    };
    let mut names: Vec<&str> = all.iter().filter(|(_, table)| runs_us(table)).map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names
}

impl<'c, 'p> Table<'c, 'p> {
    /// The preprocessor's own table in the whole book's configuration. The host doesn't say which one that is: it is
    /// `preprocessor.design-docs`, or else the one whose command mentions this program.
    pub(super) fn of_preprocessor(config: &'c Value, problems: &'p mut Vec<Problem>) -> Option<Self> {
        let all = config.get("preprocessor")?;
        let Some(all) = entries_of(all) else {
            problems.push(wrong_type("preprocessor".to_owned(), all, Expected::Table));
            return None;
        };
        let name = match names_of_ours(all).as_slice() {
            [] => return None,
            [name] => *name,
            names => {
                let keys = names.iter().map(|name| join("preprocessor", name)).collect();
                problems.push(Problem::SeveralTables { keys });
                return None;
            }
        };
        Self::at(join("preprocessor", name), all.get(name)?, problems)
    }

    fn at(key: String, value: &'c Value, problems: &'p mut Vec<Problem>) -> Option<Self> {
        let Some(entries) = entries_of(value) else {
            problems.push(wrong_type(key, value, Expected::Table));
            return None;
        };
        Some(Self { key, entries, asked: Vec::new(), problems })
    }

    /// The table's own full key.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// The full key of an entry.
    pub(super) fn key_of(&self, name: &str) -> String {
        join(&self.key, name)
    }

    /// The names of all entries, in alphabetical order, whatever order the JSON library keeps.
    pub(super) fn names(&self) -> Vec<&'c str> {
        let mut names: Vec<&str> = self.entries.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }

    /// Whether there is such an entry, of any type.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    /// Collects a problem.
    pub(super) fn report(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// The entry's value, of any type.
    pub(super) fn value(&mut self, name: &'c str) -> Option<&'c Value> {
        self.asked.push(name);
        self.entries.get(name)
    }

    /// The entry's table.
    pub(super) fn table(&mut self, name: &'c str) -> Option<Table<'c, '_>> {
        let value = self.value(name)?;
        Table::at(self.key_of(name), value, self.problems)
    }

    /// The entry's table, if it is one; it may be something else.
    pub(super) fn table_if_one(&mut self, name: &'c str) -> Option<Table<'c, '_>> {
        let value = self.entries.get(name).filter(|value| entries_of(value).is_some())?;
        self.asked.push(name);
        Table::at(self.key_of(name), value, self.problems)
    }

    /// The entry's string.
    pub(super) fn text(&mut self, name: &'c str, expected: Expected) -> Option<&'c str> {
        let value = self.value(name)?;
        let text = value.as_str();
        if text.is_none() {
            self.report(wrong_type(self.key_of(name), value, expected));
        }
        text
    }

    /// The entry's string, if it is one line and not blank.
    pub(super) fn line(&mut self, name: &'c str) -> Option<String> {
        let text = self.text(name, Expected::Text)?;
        if text.trim().is_empty() || text.contains(['\n', '\r']) {
            self.report(self.wrong_value(name, text, Expected::Line));
            return None;
        }
        Some(text.to_owned())
    }

    /// The entry's strings; a string alone counts as an array of one.
    pub(super) fn texts(&mut self, name: &'c str) -> Option<Vec<&'c str>> {
        let value = self.value(name)?;
        let items = match value {
            Value::String(text) => return Some(vec![text]),
            Value::Array(items) => items,
            _ => {
                self.report(wrong_type(self.key_of(name), value, Expected::Texts));
                return None;
            }
        };
        for item in items.iter().filter(|item| !item.is_string()) {
            self.report(Problem::WrongItem { key: self.key_of(name), found: type_of(item), expected: Expected::Texts });
        }
        items.iter().map(Value::as_str).collect()
    }

    /// The one of `all` that the entry's string names.
    pub(super) fn one_of<T: Copy>(&mut self, name: &'c str, all: &[T], name_of: fn(T) -> &'static str) -> Option<T> {
        let names = || Expected::OneOf(all.iter().map(|&each| name_of(each)).collect());
        let text = self.text(name, names())?;
        let named = all.iter().copied().find(|&each| name_of(each) == text);
        if named.is_none() {
            self.report(self.wrong_value(name, text, names()));
        }
        named
    }

    /// The problem that an entry's string is none of the valid ones.
    pub(super) fn wrong_value(&self, name: &str, found: &str, expected: Expected) -> Problem {
        Problem::WrongValue { key: self.key_of(name), found: format!("{found:?}"), expected }
    }

    /// The problem that an entry has another type.
    pub(super) fn wrong_type(&self, name: &str, found: &Value, expected: Expected) -> Problem {
        wrong_type(self.key_of(name), found, expected)
    }

    /// Reports every entry that nobody asked for.
    pub(super) fn finish(mut self) {
        for name in self.names() {
            if !self.asked.contains(&name) {
                self.report(Problem::UnknownKey {
                    key: self.key_of(name),
                    nearest: closest_match(name, self.asked.iter().copied()).map(str::to_owned),
                    valid: self.asked.iter().map(|&name| name.to_owned()).collect(),
                });
            }
        }
    }
}

/// How the `toml` crate writes a date in another format: a table of this one entry.
const DATE: &str = "$__toml_private_datetime";

fn entries_of(value: &Value) -> Option<&Map<String, Value>> {
    value.as_object().filter(|entries| !entries.contains_key(DATE))
}

fn wrong_type(key: String, found: &Value, expected: Expected) -> Problem {
    Problem::WrongType { key, found: type_of(found), expected }
}

/// A value's type in TOML's words, for example `an integer`.
#[must_use]
pub fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.is_f64() => "a float",
        Value::Number(_) => "an integer",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(entries) if entries.contains_key(DATE) => "a date",
        Value::Object(_) => "a table",
    }
}

/// A dotted key; a name that TOML allows only in quotation marks gets them.
fn join(table: &str, name: &str) -> String {
    let is_bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if is_bare { format!("{table}.{name}") } else { format!("{table}.{name:?}") }
}

/// Whether a command names a program: as a word of its own, so that `mdbook-design-docs-extra` is another program.
fn mentions(command: &str, program: &str) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    command.match_indices(program).any(|(start, _)| {
        !prefix_to(command, start).ends_with(goes_on)
            && !suffix_from(command, start + program.len()).starts_with(goes_on)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_names_its_program() {
        for (command, expected) in [
            ("mdbook-design-docs", true),
            ("/usr/local/bin/mdbook-design-docs --quiet", true),
            (r"C:\tools\mdbook-design-docs.exe", true),
            ("cargo run --quiet -p mdbook-design-docs --", true),
            ("mdbook-design-docs-extra", false),
            ("my-mdbook-design-docs", false),
            ("mdbook-mermaid", false),
        ] {
            assert_eq!(mentions(command, "mdbook-design-docs"), expected, "{command}");
        }
    }
}
