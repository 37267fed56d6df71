//! Everything that can be wrong with the settings: one table of sentences that say where, what was found and what was
//! expected.

use std::error::Error;
use std::fmt;

use super::lifecycle;
use crate::template::Template;

/// All that is wrong with a book's settings: at least one problem, in the order in which they were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsErrors {
    problems: Vec<Problem>,
}

impl SettingsErrors {
    /// `problems` as an error, if there are any.
    pub(super) fn unless_empty(problems: Vec<Problem>) -> Result<(), Self> {
        if problems.is_empty() { Ok(()) } else { Err(Self { problems }) }
    }

    /// The problems, each a sentence of its own.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

/// One sentence a line.
impl fmt::Display for SettingsErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, problem) in self.problems.iter().enumerate() {
            if n > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl Error for SettingsErrors {}

/// One thing that is wrong with the settings. `key` is always the full one, for example
/// `preprocessor.design-docs.rules.section-missing`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A value has the wrong type.
    WrongType {
        /// Whose value.
        key: String,
        /// Its type in TOML's words, for example `an integer`.
        found: &'static str,
        /// What belongs there.
        expected: Expected,
    },
    /// An array holds something of the wrong type.
    WrongItem {
        /// Whose value.
        key: String,
        /// The item's type in TOML's words.
        found: &'static str,
        /// What belongs there.
        expected: Expected,
    },
    /// A value has the right type and can't be.
    WrongValue {
        /// Whose value.
        key: String,
        /// The value as one would write it in book.toml, in quotation marks if it is a string.
        found: String,
        /// What belongs there.
        expected: Expected,
    },
    /// No setting has this key.
    UnknownKey {
        /// The unknown key.
        key: String,
        /// The valid key of the same table that is most like it, without the table's name.
        nearest: Option<String>,
        /// All valid keys of the same table, without the table's name.
        valid: Vec<String>,
    },
    /// The key of a collection can't be its id.
    WrongCollectionId {
        /// The collection's key, which ends in the id.
        key: String,
    },
    /// A collection doesn't say which chapters belong to it.
    DocsMissing {
        /// The collection's key.
        key: String,
    },
    /// The index page has the path of a page that mdBook writes.
    IndexReserved {
        /// The index page's key.
        key: String,
        /// The path that it is set to.
        path: String,
    },
    /// A glob can't be read.
    WrongGlob {
        /// The key of the list of globs.
        key: String,
        /// The glob as it was written.
        glob: String,
        /// Why.
        reason: String,
    },
    /// A list of globs names no document: it is empty, or has exclusions alone.
    NoGlob {
        /// The key of the list of globs.
        key: String,
    },
    /// The id of a new status isn't in kebab case.
    WrongStatusId {
        /// The status's key, which ends in the id.
        key: String,
        /// The built-in status that may have been meant.
        nearest: Option<String>,
    },
    /// A new status doesn't say its phase.
    PhaseMissing {
        /// The status's key.
        key: String,
        /// The built-in status that may have been meant.
        nearest: Option<String>,
    },
    /// A status requires what no document can have.
    WrongRequirement {
        /// The key of the list.
        key: String,
        /// What it holds.
        found: String,
        /// The requirement that may have been meant.
        nearest: Option<String>,
    },
    /// A label or alias of a status has nothing to recognise it by.
    BlankSpelling {
        /// The key of the label or the aliases.
        key: String,
        /// The label or alias.
        spelling: String,
    },
    /// A label or alias of a status names another status.
    SpellingTaken {
        /// The key of the label or the aliases.
        key: String,
        /// The label or alias.
        spelling: String,
        /// The id of the other status.
        by: String,
    },
    /// Several tables run this preprocessor and none has its name.
    SeveralTables {
        /// The tables' keys.
        keys: Vec<String>,
    },
}

/// What belongs where something else was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Any string.
    Text,
    /// A string that can stand in a heading or a table's cell.
    Line,
    /// Strings.
    Texts,
    /// A table.
    Table,
    /// One of a few strings.
    OneOf(Vec<&'static str>),
    /// The name or the path of a template.
    Template,
    /// The path of the index page, or none.
    IndexPage,
    /// How old something may get.
    Age,
    /// From how many decisions on they are listed, or not at all.
    DecisionList,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WrongType { key, found, expected } => write!(f, "{key} is {found}; expected {expected}"),
            Self::WrongItem { key, found, expected } => write!(f, "{key} holds {found}; expected {expected}"),
            Self::WrongValue { key, found, expected } => write!(f, "{key} is {found}; expected {expected}"),
            Self::UnknownKey { key, nearest: Some(nearest), .. } => {
                write!(f, "{key} is not a setting; did you mean {nearest}?")
            }
            Self::UnknownKey { key, nearest: None, valid } => {
                write!(f, "{key} is not a setting; expected {}", list(valid, "or"))
            }
            Self::WrongCollectionId { key } => {
                write!(f, "{key} is not the id of a collection; expected a-z and 0-9, with `-` between words")
            }
            Self::DocsMissing { key } => {
                write!(f, "{key} names no document; expected docs = [\"…\"], with globs below `src`")
            }
            Self::IndexReserved { key, path } => {
                write!(f, "{key} is {path:?}, a page that mdBook writes itself; expected another path")
            }
            Self::WrongGlob { key, glob, reason } => write!(f, "{key} holds {glob:?}, which is not a glob: {reason}"),
            Self::NoGlob { key } => {
                write!(f, "{key} names no document; expected at least one glob that doesn't start with `!`")
            }
            Self::WrongStatusId { key, nearest } => {
                write!(f, "{key} is not the id of a status; expected a-z and 0-9, with `-` between words")?;
                or_nearest(f, nearest.as_deref())
            }
            Self::PhaseMissing { key, nearest } => {
                write!(
                    f,
                    "{key} is a new status without a phase; expected phase = \"open\", \"decided\" or \"closed\""
                )?;
                or_nearest(f, nearest.as_deref())
            }
            Self::WrongRequirement { key, found, nearest: Some(nearest) } => {
                write!(f, "{key} holds {found:?}; did you mean {nearest:?}?")
            }
            Self::WrongRequirement { key, found, nearest: None } => {
                let words: Vec<String> = lifecycle::words().iter().map(|word| format!("{word:?}")).collect();
                write!(f, "{key} holds {found:?}; expected \"section:NAME\", {}", list(&words, "or"))
            }
            Self::BlankSpelling { key, spelling } => {
                write!(f, "{key} has {spelling:?}, which no author could write as a status; expected a word or a few")
            }
            Self::SpellingTaken { key, spelling, by } => {
                write!(f, "{key} has {spelling:?}, which names the status {by}; expected a word of its own")
            }
            Self::SeveralTables { keys } => write!(
                f,
                "{} run mdbook-design-docs; expected one table, or one of them called preprocessor.design-docs",
                list(keys, "and")
            ),
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => write!(f, "a string"),
            Self::Line => write!(f, "one line of text"),
            Self::Texts => write!(f, "an array of strings, or one string"),
            Self::Table => write!(f, "a table"),
            Self::OneOf(names) => {
                let quoted: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
                write!(f, "{}", list(&quoted, "or"))
            }
            Self::Template => {
                let names = Template::BUILT_IN.map(|name| format!("{name:?}")).join(", ");
                write!(f, "{names} or the path of a Markdown file in the book")
            }
            Self::DecisionList => f.write_str("a number from 1, or false"),
            Self::Age => {
                write!(f, "an age of whole days such as \"180d\", \"6 months\" or \"1y\", or \"never\"")
            }
            Self::IndexPage => write!(f, "a path under src with `/` that ends in .md, like \"decisions.md\", or false"),
        }
    }
}

fn or_nearest(f: &mut fmt::Formatter<'_>, nearest: Option<&str>) -> fmt::Result {
    nearest.map_or(Ok(()), |nearest| write!(f, "; or did you mean {nearest}?"))
}

/// `a, b or c`.
fn list(words: &[String], before_last: &str) -> String {
    match words {
        [] => String::new(),
        [word] => word.clone(),
        [first @ .., last] => format!("{} {before_last} {last}", first.join(", ")),
    }
}
