//! `status-conflict`: two statuses of one document that differ.

use crate::diagnostic::Diagnostic;
use crate::document::metadata::StatusProblem;
use crate::lint::DocumentFacts;
use crate::status::Status;

rule! {
    /// A document says two different statuses.
    "status-conflict", Warning, Document
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let metadata = &facts.read.document.metadata;
    let Some((status, decided)) = metadata.status.as_ref().map(Status::label).zip(metadata.status_field) else {
        return Vec::new();
    };
    let help = format!("keep one of them; \"{status}\" is what the page shows");
    let conflicts = metadata.status_problems.iter().filter_map(|problem| match problem {
        StatusProblem::OtherField { field, status: other } => {
            // No line: a message is the same wherever it stands.
            let message = format!("the status is \"{}\" here and \"{status}\" above", other.label());
            let diagnostic = Diagnostic::new(RULE, metadata.fields[*field].span, message).with_help(help.clone());
            Some(diagnostic.beside(metadata.fields[decided].span, format!("\"{status}\"")))
        }
        StatusProblem::OtherInField { other } => {
            let message = format!("the status says \"{status}\" and \"{}\"", other.label());
            Some(Diagnostic::new(RULE, metadata.fields[decided].span, message).with_help(help.clone()))
        }
        StatusProblem::Unknown { .. } | StatusProblem::Placeholder { .. } | StatusProblem::Missing { .. } => None,
    });
    conflicts.collect()
}
