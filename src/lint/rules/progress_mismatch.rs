//! `progress-mismatch`: a status that the tasks of the document's plan contradict.

use crate::diagnostic::Diagnostic;
use crate::lint::DocumentFacts;

rule! {
    /// A document's status and the tasks of its plan contradict each other.
    "progress-mismatch", Warning, Document
}

/// A document that says that it is implemented and has open tasks, or that it is to be implemented and has none.
fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let document = &facts.read.document;
    let Some((progress, status)) = facts.read.progress.as_ref().zip(document.metadata.status.as_ref()) else {
        return Vec::new();
    };
    // No counts: a message stays the same while the work goes on.
    let diagnostic = |what: &str| {
        let message = format!("the document says \"{}\", and {what}", status.label());
        Diagnostic::new(RULE, document.status_span(), message)
    };
    match (status.id(), progress.first_open) {
        ("implemented", Some(open)) => {
            let help = "tick what is done, take out what won't be, or say `accepted` until then";
            vec![diagnostic("its plan has open tasks").with_help(help).beside(open, "the first one")]
        }
        // An included file may hold more.
        ("accepted", None) if document.opaque_include.is_none() => {
            let help = "if it is implemented, say so; if not, add to the plan what is left to do";
            vec![diagnostic("all tasks of its plan are done").with_help(help)]
        }
        _ => Vec::new(),
    }
}
