//! `status-stale`: a status that is older than the book's settings allow.

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::document::date::latest_day;
use crate::document::field::FieldName;
use crate::lint::DocumentFacts;
use crate::text::Span;

rule! {
    /// A document has not been touched for longer than the settings allow for its status.
    "status-stale", Warning, Document
}

/// A document whose last date is older than its status allows. One without a date has no age.
fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let lifecycle = facts.today.zip(facts.lifecycle());
    let aged = lifecycle.and_then(|(today, (status, lifecycle))| {
        let (age, (day, span)) = (lifecycle.stale_after.as_ref()?, last_date(&facts.read.document)?);
        age.after(day).filter(|last| *last < today)?;
        let message = format!(
            "the status \"{}\" is stale after {}, and the last date of the document is {day}",
            status.label(),
            age.words
        );
        let help = "say where the document stands now, or write under `updated` when it was looked at";
        Some(Diagnostic::new(RULE, span, message).with_help(help))
    });
    aged.into_iter().collect()
}

/// The latest day that a document says of itself, and where: in `date`, `created` and `updated`, and behind a status.
fn last_date(document: &Document<'_>) -> Option<(Date, Span)> {
    let of_fields = document.metadata.fields.iter().filter_map(|field| {
        let name = field.name.filter(|name| {
            matches!(name, FieldName::Date | FieldName::Created | FieldName::Updated | FieldName::Status)
        });
        name.and_then(|_| Some((latest_day(&field.words())?, field.span)))
    });
    of_fields.max_by_key(|(day, _)| *day)
}
