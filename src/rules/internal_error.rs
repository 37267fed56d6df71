//! `internal-error`: a bug of this tool that a document brought out.

use crate::fault::Fault;
use crate::finding::{Code, Finding};
use crate::span::Span;

/// What a fault says about the chapter that it was met in.
#[must_use]
pub fn internal_error(fault: &Fault) -> Finding {
    Finding::new(Code::InternalError, Span::at(0), fault.to_string())
        .with_help("report it to the maintainers of mdbook-design-docs with this message and the document")
}
