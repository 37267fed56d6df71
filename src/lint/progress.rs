//! `progress-mismatch`: a status that the tasks of the document's plan contradict.

use crate::diagnostic::{Diagnostic, Rule};
use crate::document::Document;
use crate::document::progress::Progress;

/// Whether a document says that it is implemented and has open tasks, or that it is to be implemented and has none.
pub(super) fn progress_mismatch(document: &Document<'_>, progress: Option<&Progress>) -> Option<Diagnostic> {
    let (progress, status) = (progress?, document.metadata.status.as_ref()?);
    // No counts: a message stays the same while the work goes on.
    let diagnostic = |what: &str| {
        let message = format!("the document says \"{}\", and {what}", status.label());
        Diagnostic::new(Rule::ProgressMismatch, document.status_span(), message)
    };
    match (status.id(), progress.first_open) {
        ("implemented", Some(open)) => {
            let help = "tick what is done, take out what won't be, or say `accepted` until then";
            Some(diagnostic("its plan has open tasks").with_help(help).beside(open, "the first one"))
        }
        // An included file may hold more.
        ("accepted", None) if document.opaque_include.is_none() => {
            let help = "if it is implemented, say so; if not, add to the plan what is left to do";
            Some(diagnostic("all tasks of its plan are done").with_help(help))
        }
        _ => None,
    }
}
