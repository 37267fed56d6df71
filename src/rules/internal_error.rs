//! `internal-error`: a bug in this tool that a document triggers.

use crate::fault::Fault;
use crate::finding::{Code, Finding};
use crate::span::Span;

/// The diagnostic about the chapter in which a fault occurred.
#[must_use]
pub fn internal_error(fault: &Fault) -> Finding {
    Finding::new(Code::InternalError, Span::at(0), fault.to_string())
        .with_help("report it to the maintainers of mdbook-design-docs with this message and the document")
}
