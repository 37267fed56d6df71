//! Which of a document's status fields counts, and what is wrong with the others.

use crate::diagnostic::{Diagnostic, Rule};
use crate::markdown::Parsed;
use crate::status::{Status, Statuses};
use crate::suggestions::wrong_letters;
use crate::text::{Span, normalize, normalize_key};

use super::super::field::FieldName;
use super::super::outline::Outline;
use super::super::status_value::StatusValue;
use super::{Form, Metadata};

impl Metadata {
    /// The first status counts; front matter's stands first. Others that differ are a conflict.
    pub(super) fn decide_status(&mut self, parsed: &Parsed<'_>, outline: &Outline, statuses: &Statuses) {
        let read: Vec<(usize, StatusValue)> = self
            .fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.name == Some(FieldName::Status))
            .map(|(place, field)| (place, field.status_value(statuses)))
            .collect();
        self.prompts =
            read.iter().filter(|(_, value)| *value == StatusValue::Placeholder).map(|(place, _)| *place).collect();
        for (place, value) in &read {
            let StatusValue::Known { status, span, other } = value else { continue };
            if let Some((decided, first)) = self.status.as_ref().zip(self.status_field) {
                if decided != status {
                    // No line: a message is the same wherever it stands.
                    let message =
                        format!("the status is \"{}\" here and \"{}\" above", status.label(), decided.label());
                    let help = format!("keep one of them; \"{}\" is what the page shows", decided.label());
                    let diagnostic = Diagnostic::new(Rule::StatusConflict, self.fields[*place].span, message);
                    let shown = format!("\"{}\"", decided.label());
                    self.diagnostics.push(diagnostic.with_help(help).beside(self.fields[first].span, shown));
                }
            } else {
                self.status = Some(status.clone());
                self.status_field = Some(*place);
                self.status_length = span.end;
                if let Some(other) = other {
                    let message = format!("the status says \"{}\" and \"{}\"", status.label(), other.label());
                    let help = format!("keep one of them; \"{}\" is what the page shows", status.label());
                    let diagnostic = Diagnostic::new(Rule::StatusConflict, self.fields[*place].span, message);
                    self.diagnostics.push(diagnostic.with_help(help));
                }
            }
        }
        // What stands behind the status that counts is a hint or another matter.
        let read: Vec<(usize, StatusValue)> =
            read.into_iter().filter(|(place, _)| self.status_field.is_none_or(|found| *place <= found)).collect();
        // A comment may list the statuses for whoever fills one in.
        let is_hint = |place: usize| self.status.is_some() && self.fields[place].form == Form::Comment;
        let field_span = |place: usize| self.fields[place].span;
        let mut diagnostic = None;
        if let Some((place, _)) = read.iter().find(|(_, value)| *value == StatusValue::Unknown) {
            let words = self.fields[*place].words();
            let near = nearest_status(&words, statuses);
            let help = near.map_or_else(
                || format!("use one of {}", statuses.iter().map(Status::id).collect::<Vec<_>>().join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("\"{}\" is not a status", shortened(&words));
            diagnostic = Some(Diagnostic::new(Rule::StatusUnknown, field_span(*place), message).with_help(help));
        } else if let Some((place, _)) =
            read.iter().find(|(place, value)| *value == StatusValue::Placeholder && !is_hint(*place))
        {
            let message = format!("the status is still a placeholder: \"{}\"", shortened(&self.fields[*place].words()));
            diagnostic = Some(
                Diagnostic::new(Rule::StatusPlaceholder, field_span(*place), message)
                    .with_help("write where the document stands, such as `draft`"),
            );
        } else if self.status.is_none() {
            let empty = read.first().map(|(place, _)| field_span(*place));
            let title = outline.title.map(|title| parsed.headings[title].content);
            let span = empty.or(title).unwrap_or(Span::at(outline.header_zone.start));
            let help = "add a line such as `Status: draft` below the title, or `status: draft` in front matter";
            diagnostic =
                Some(Diagnostic::new(Rule::StatusMissing, span, "the document says no status").with_help(help));
        }
        self.diagnostics.extend(diagnostic);
    }
}

/// The spelling nearest to what the words begin with.
pub(in crate::document) fn nearest_status<'s>(words: &str, statuses: &'s Statuses) -> Option<&'s str> {
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
#[must_use]
pub(crate) fn is_near_status(words: &str, statuses: &Statuses) -> bool {
    let key = normalize_key(words);
    let count = |words: &str| words.split('-').count();
    // `Depreciated by` is a status with a word of its own.
    let mut alike = statuses.spellings().filter(|(spelling, _)| count(spelling) == count(&key));
    key.len() <= LONGEST_STATUS && alike.any(|(spelling, _)| wrong_letters(&key, spelling).is_some())
}

/// The first words of a long value.
#[must_use]
pub(crate) fn shortened(words: &str) -> String {
    let words = words.trim();
    if words.chars().count() <= 60 { words.to_owned() } else { words.chars().take(59).chain(['…']).collect() }
}
