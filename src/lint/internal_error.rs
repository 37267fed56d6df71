//! `internal-error`: a bug in this tool that a document triggers.

use crate::diagnostic::{Diagnostic, Rule};
use crate::fault::Fault;
use crate::text::Span;

/// The diagnostic about the chapter in which a fault occurred.
#[must_use]
pub fn internal_error(fault: &Fault) -> Diagnostic {
    Diagnostic::new(Rule::InternalError, Span::at(0), fault.to_string())
        .with_help("report it to the maintainers of mdbook-design-docs with this message and the document")
}
