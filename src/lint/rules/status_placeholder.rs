//! `status-placeholder`: a status that is still to be written, of a document or of a decision.

use crate::diagnostic::Diagnostic;
use crate::document::metadata::{StatusProblem, shortened};
use crate::lint::DocumentFacts;

rule! {
    /// A status is still the template's placeholder.
    "status-placeholder", Warning, Document
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let read = facts.read;
    let metadata = &read.document.metadata;
    let of_document = metadata.status_problems.iter().filter_map(|problem| {
        let &StatusProblem::Placeholder { field } = problem else { return None };
        let field = &metadata.fields[field];
        let message = format!("the status is still a placeholder: \"{}\"", shortened(&field.words()));
        let help = "write where the document stands, such as `draft`";
        Some(Diagnostic::new(RULE, field.span, message).with_help(help))
    });
    let of_decisions = facts.unread_decision_statuses().filter(|unread| unread.is_placeholder).map(|unread| {
        let message = format!("the decision's status is still a placeholder: \"{}\"", unread.words);
        let help = "write where the decision stands, such as `draft`, or take the line out";
        Diagnostic::new(RULE, unread.words_span(read.document.parsed.text), message).with_help(help)
    });
    of_document.chain(of_decisions).collect()
}
