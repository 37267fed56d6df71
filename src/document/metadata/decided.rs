//! Which of a document's status fields counts, and what is wrong with the others.

use crate::status::{Status, Statuses};
use crate::suggestions::wrong_letters;
use crate::text::{Span, normalize, normalize_key};

use super::super::field::FieldName;
use super::super::status_value::StatusValue;
use super::{Form, Metadata};

/// What keeps a document's status from being one word of the book's list. Fields are indices of [`Metadata::fields`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatusProblem {
    /// A field below the one that counts says another one.
    OtherField {
        /// The field.
        field: usize,
        /// Its status.
        status: Status,
    },
    /// The field that counts says a second one.
    OtherInField {
        /// The second one.
        other: Status,
    },
    /// A field says what is no status.
    Unknown {
        /// The field.
        field: usize,
    },
    /// A field is still a template's prompt.
    Placeholder {
        /// The field.
        field: usize,
    },
    /// No field says one.
    Missing {
        /// The first status field, which says nothing.
        empty: Option<usize>,
    },
}

impl Metadata {
    /// The first status counts; front matter's stands first. Others that differ are a conflict.
    pub(super) fn decide_status(&mut self, statuses: &Statuses) {
        let fields = self.fields.iter().enumerate().filter(|(_, field)| field.name == Some(FieldName::Status));
        let read: Vec<(usize, StatusValue)> =
            fields.map(|(field, said)| (field, said.status_value(statuses))).collect();
        self.prompts =
            read.iter().filter(|(_, value)| *value == StatusValue::Placeholder).map(|(place, _)| *place).collect();
        for (field, value) in &read {
            let StatusValue::Known { status, span, other } = value else { continue };
            match &self.status {
                Some(decided) if decided != status => {
                    self.status_problems.push(StatusProblem::OtherField { field: *field, status: status.clone() });
                }
                Some(_) => {}
                None => {
                    self.status = Some(status.clone());
                    self.status_field = Some(*field);
                    self.status_length = span.end;
                    self.status_problems
                        .extend(other.iter().map(|other| StatusProblem::OtherInField { other: other.clone() }));
                }
            }
        }
        // What stands behind the status that counts is a hint or another matter.
        let mut above = read.iter().filter(|(field, _)| self.status_field.is_none_or(|decided| *field <= decided));
        // A comment may list the statuses for whoever fills one in.
        let is_hint = |field: usize| self.status.is_some() && self.fields[field].form == Form::Comment;
        let problem = match above.clone().find(|(_, value)| *value == StatusValue::Unknown) {
            Some(&(field, _)) => Some(StatusProblem::Unknown { field }),
            None => match above.find(|(field, value)| *value == StatusValue::Placeholder && !is_hint(*field)) {
                Some(&(field, _)) => Some(StatusProblem::Placeholder { field }),
                None if self.status.is_none() => {
                    Some(StatusProblem::Missing { empty: read.first().map(|(field, _)| *field) })
                }
                None => None,
            },
        };
        self.status_problems.extend(problem);
    }

    /// Where another status than the one that counts is said first.
    #[must_use]
    pub fn status_conflict(&self) -> Option<Span> {
        let conflict = self.status_problems.iter().find_map(|problem| match problem {
            StatusProblem::OtherField { field, .. } => Some(*field),
            StatusProblem::OtherInField { .. } => self.status_field,
            StatusProblem::Unknown { .. } | StatusProblem::Placeholder { .. } | StatusProblem::Missing { .. } => None,
        });
        conflict.map(|field| self.fields[field].span)
    }
}

/// The spelling nearest to what the words begin with.
pub(crate) fn nearest_status<'s>(words: &str, statuses: &'s Statuses) -> Option<&'s str> {
    let whole: String = normalize(words).chars().take(LONGEST_STATUS).collect();
    if whole == "none" {
        return None;
    }
    let first = whole.split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default();
    let wrong = |spelling: &str| [first, &whole].into_iter().filter_map(|found| wrong_letters(found, spelling)).min();
    let similar = statuses.spellings().filter_map(|(spelling, status)| Some((wrong(spelling)?, spelling, status)));
    let (_, spelling, status) = similar.min_by_key(|(wrong, ..)| *wrong)?;
    Some(if spelling.contains('-') { status.id() } else { spelling })
}

/// How many letters of a value may name a status.
const LONGEST_STATUS: usize = 40;

/// Whether words are a status that is spelled wrong, and nothing else.
pub(crate) fn is_near_status(words: &str, statuses: &Statuses) -> bool {
    let key = normalize_key(words);
    let count = |words: &str| words.split('-').count();
    // `Depreciated by` is a status with a word of its own.
    let mut alike = statuses.spellings().filter(|(spelling, _)| count(spelling) == count(&key));
    key.len() <= LONGEST_STATUS && alike.any(|(spelling, _)| wrong_letters(&key, spelling).is_some())
}

/// The first words of a long value.
pub(crate) fn shortened(words: &str) -> String {
    let words = words.trim();
    if words.chars().count() <= 60 { words.to_owned() } else { words.chars().take(59).chain(['…']).collect() }
}
