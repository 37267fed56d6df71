//! All that can be wrong with a directive, in one table of sentences: what was found, and what to do.

use crate::diagnostic::InputProblem;
use crate::text::Span;

use super::name::DirectiveName;

/// One thing that is wrong with a directive.
#[derive(Debug)]
pub(super) enum DirectiveProblem {
    /// Almost a directive of ours.
    Misspelt { found: String, near: DirectiveName },
    /// No `}}` in the same paragraph.
    Unclosed(DirectiveName),
    /// A table's directive beside other text, or in another block.
    NotAlone(DirectiveName),
    /// A badge or a link where the text makes an id: `a heading`, `a term`.
    InHeading(DirectiveName, &'static str),
    /// A link in the text of another.
    InLink,
    /// `{{#design-status}}`, `{{#decision}}`.
    NoPath(DirectiveName),
    /// The path of a document with a line break in it.
    PathOverLines,
    /// A word without `=`.
    NotAnArgument(String),
    /// `=value`.
    NoKey,
    /// `key=`, or nothing before or behind a comma.
    EmptyValue(String),
    /// A quotation mark that nothing closes.
    OpenQuotation,
    /// `a=b, c=d`: what follows the comma is a value.
    EqualsSign { key: String, value: String },
    /// A key that there isn't.
    UnknownKey { found: String, near: Option<&'static str>, valid: Vec<&'static str> },
    /// The same key or value again.
    Twice { found: String, is_key: bool },
    /// A second value where one is wanted.
    OneValue(&'static str),
    /// A value that isn't in the list.
    UnknownValue { key: &'static str, found: String, near: Option<String>, valid: Vec<String> },
    /// A column that only the other table has.
    OtherTable { column: &'static str, name: &'static str, valid: Vec<String> },
}

impl DirectiveProblem {
    /// The problem of the text at a span.
    pub(super) fn at(self, span: Span) -> InputProblem {
        InputProblem { span, message: self.message(), help: self.help().into() }
    }

    fn message(&self) -> String {
        match self {
            Self::Misspelt { found, .. } => format!("`{{{{#{found}}}}}` is not a directive"),
            Self::Unclosed(name) => format!("`{{{{#{}` has no `}}}}`", name.name()),
            Self::NotAlone(name) => format!("`{{{{#{}}}}}` gives a table and doesn't stand alone", name.name()),
            Self::InHeading(name, place) => {
                format!("`{{{{#{}}}}}` in {place} would change the id that links lead to", name.name())
            }
            Self::InLink => "`{{#decision}}` gives a link, and stands in the text of another".to_owned(),
            Self::NoPath(name) => format!("`{{{{#{}}}}}` names no document", name.name()),
            Self::PathOverLines => "the path of the document goes over lines".to_owned(),
            Self::NotAnArgument(word) => format!("`{word}` is not an argument"),
            Self::NoKey => "an argument has no key".to_owned(),
            Self::EmptyValue(key) => format!("`{key}` has an empty value"),
            Self::OpenQuotation => "the quotation mark is not closed".to_owned(),
            Self::EqualsSign { key, value } => format!("`{value}` stands among the values of `{key}`"),
            Self::UnknownKey { found, .. } => format!("`{found}` is not an argument"),
            Self::Twice { found, .. } => format!("`{found}` is there twice"),
            Self::OneValue(key) => format!("`{key}` takes one value"),
            Self::UnknownValue { key: "status", found, .. } => format!("\"{found}\" is not a status"),
            Self::UnknownValue { key, found, .. } => format!("\"{found}\" is not a value of `{key}`"),
            Self::OtherTable { column, name, .. } => format!("`{{{{#{name}}}}}` has no column `{column}`"),
        }
    }

    fn help(&self) -> String {
        match self {
            Self::Misspelt { near, .. } => format!("did you mean `{{{{#{}}}}}`?", near.name()),
            Self::Unclosed(_) => "close it with `}}` in the same paragraph".to_owned(),
            Self::NotAlone(_) => "put it in a paragraph of its own, outside lists, quotes and tables".to_owned(),
            Self::InHeading(_, place) => format!("put it in the text below {}", place.replacen('a', "the", 1)),
            Self::InLink => "take the brackets and the address around it away".to_owned(),
            Self::NoPath(name) => {
                let (number, table) = match name {
                    DirectiveName::Decision => ("#2", "; a table of decisions is `{{#decisions}}`"),
                    _ => ("", ""),
                };
                format!("write its path, like `{{{{#{} designs/ledger.md{number}}}}}`{table}", name.name())
            }
            Self::PathOverLines => "write it on one line".to_owned(),
            Self::NotAnArgument(_) => "write `key=value`, with `\"` around a value that has spaces".to_owned(),
            Self::NoKey => "write `key=value`".to_owned(),
            Self::EmptyValue(key) => format!("write `{key}=value`, and commas only between values"),
            Self::OpenQuotation => "write `\"` behind the value too".to_owned(),
            Self::EqualsSign { .. } => "take the comma in front of it away, or write the value between `\"`".to_owned(),
            Self::UnknownKey { near: Some(near), .. } => format!("did you mean `{near}`?"),
            Self::UnknownKey { valid, .. } => format!("the arguments are {}", listed(valid)),
            Self::Twice { is_key: true, .. } => "join the values by commas".to_owned(),
            Self::Twice { is_key: false, .. } => "take one away".to_owned(),
            Self::OneValue(_) => "keep one and take the others away".to_owned(),
            Self::UnknownValue { near: Some(near), .. } => format!("did you mean `{near}`?"),
            Self::UnknownValue { valid, .. } => format!("the values are {}", listed(valid)),
            Self::OtherTable { valid, .. } => format!("its columns are {}", listed(valid)),
        }
    }
}

/// "`a`, `b` and `c`".
fn listed(words: &[impl AsRef<str>]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{}`", word.as_ref())).collect();
    match quoted.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => quoted.join(", "),
    }
}
