//! `review-overdue`: the day in `review-by` has passed.

use crate::diagnostic::Diagnostic;
use crate::document::date::last_day;
use crate::document::field::FieldName;
use crate::lint::DocumentFacts;
use crate::status::Phase;

rule! {
    /// The day on which a document was to be reviewed has passed.
    "review-overdue", Warning, Document
}

/// A document that isn't closed and should have been reviewed.
fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let Some(today) = facts.today.filter(|_| facts.read.phase() != Some(Phase::Closed)) else { return Vec::new() };
    let field = facts.read.document.metadata.field(FieldName::ReviewBy);
    let day = field.and_then(|field| Some((field, last_day(field.words().trim())?)));
    let overdue = day.filter(|(_, day)| *day < today).map(|(field, day)| {
        let help = "review it and write a later day, or give it a status that closes it";
        Diagnostic::new(RULE, field.span, format!("the document was to be reviewed by {day}")).with_help(help)
    });
    overdue.into_iter().collect()
}
