//! `status-missing`: a document without a status.

use crate::diagnostic::Diagnostic;
use crate::document::metadata::StatusProblem;
use crate::lint::DocumentFacts;

rule! {
    /// A document says no status.
    "status-missing", Warning, Document
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let document = &facts.read.document;
    let missing = document.metadata.status_problems.iter().find_map(|problem| match problem {
        StatusProblem::Missing { empty } => Some(empty),
        _ => None,
    });
    let Some(empty) = missing.filter(|_| !document.may_be_elsewhere()) else { return Vec::new() };
    let span = empty.map_or(document.title_span(), |field| document.metadata.fields[field].span);
    let help = "add a line such as `Status: draft` below the title, or `status: draft` in front matter";
    vec![Diagnostic::new(RULE, span, "the document says no status").with_help(help)]
}
