//! `internal-error`: a bug in this tool that a document triggers.

use crate::diagnostic::Diagnostic;
use crate::lint::UnreadFacts;
use crate::read::Unread;
use crate::text::Span;

rule! {
    /// A document triggers a bug in this tool.
    "internal-error", Error, Unread
}

fn check(facts: &UnreadFacts<'_>) -> Option<Diagnostic> {
    let Unread::Fault(fault) = facts.why else { return None };
    let help = "report it to the maintainers of mdbook-design-docs with this message and the document";
    Some(Diagnostic::new(RULE, Span::at(0), fault.to_string()).with_help(help))
}
