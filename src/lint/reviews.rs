//! `review-overdue`: the day in `review-by` has passed.

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Rule};
use crate::document::Document;
use crate::document::date::last_day;
use crate::document::field::FieldName;
use crate::status::{Phase, Status};

/// Whether a document that isn't closed should have been reviewed before `today`.
#[must_use]
pub(super) fn review_overdue(document: &Document<'_>, today: Date) -> Option<Diagnostic> {
    if document.metadata.status.as_ref().map(Status::phase) == Some(Phase::Closed) {
        return None;
    }
    let field = document.metadata.field(FieldName::ReviewBy)?;
    let day = last_day(field.words().trim())?;
    (day < today).then(|| {
        let message = format!("the document was to be reviewed by {day}");
        let help = "review it and write a later day, or give it a status that closes it";
        Diagnostic::new(Rule::ReviewOverdue, field.span, message).with_help(help)
    })
}
