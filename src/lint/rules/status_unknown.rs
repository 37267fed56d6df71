//! `status-unknown`: a status that the book doesn't list, of a document or of a decision.

use crate::diagnostic::Diagnostic;
use crate::document::metadata::{StatusProblem, nearest_status, shortened};
use crate::lint::DocumentFacts;
use crate::status::Status;

rule! {
    /// A status is not in the book's list.
    "status-unknown", Warning, Document
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let read = facts.read;
    let metadata = &read.document.metadata;
    let of_document = metadata.status_problems.iter().filter_map(|problem| {
        let &StatusProblem::Unknown { field } = problem else { return None };
        let (statuses, field) = (&read.chapter.collection.statuses, &metadata.fields[field]);
        let words = field.words();
        let help = nearest_status(&words, statuses).map_or_else(
            || format!("use one of {}", statuses.iter().map(Status::id).collect::<Vec<_>>().join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        let message = format!("\"{}\" is not a status", shortened(&words));
        Some(Diagnostic::new(RULE, field.span, message).with_help(help))
    });
    let of_decisions = facts.unread_decision_statuses().filter(|unread| !unread.is_placeholder).map(|unread| {
        let help = unread.nearest.as_ref().map_or_else(
            || "use one of the book's statuses, or take the line out".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let message = format!("\"{}\" is not a status", unread.words);
        Diagnostic::new(RULE, unread.words_span(read.document.parsed.text), message).with_help(help)
    });
    of_document.chain(of_decisions).collect()
}
