//! `directive-invalid`: a directive that names no document or decision of the book. What is wrong with its form is said where it is read.

use crate::catalog::{Catalog, target};
use crate::diagnostic::Diagnostic;
use crate::directive::Directive;
use crate::page::plan::Plan;

/// Every directive of a page that names nothing. `path` is the chapter's.
#[must_use]
pub fn directive_targets(plan: &Plan, path: &str, catalog: &Catalog) -> Vec<Diagnostic> {
    let missing = plan.directives().filter_map(|placed| {
        let missing = match placed.directive.as_ref()? {
            Directive::Status { path: target } => target::find_document(path, target, catalog).err(),
            Directive::Decision { target } => target::find_decision(path, target, catalog).err(),
            Directive::Decisions(_) | Directive::Documents(_) => None,
        };
        missing.map(|missing| missing.into_diagnostic(placed.span))
    });
    missing.collect()
}
