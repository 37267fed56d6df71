//! `directive-invalid`: a directive of this tool in a wrong form, or that names no document or decision of the book.

use crate::catalog::target;
use crate::diagnostic::{Diagnostic, InputProblem};
use crate::directive::Directive;
use crate::lint::PageFacts;
use crate::page::plan::Plan;

rule! {
    /// A directive of this tool has a wrong name, argument or value.
    "directive-invalid", Error, Page
}

fn check(facts: &PageFacts<'_>) -> Vec<Diagnostic> {
    let missing = facts.plan.into_iter().flat_map(Plan::directives).filter_map(|placed| {
        let missing = match placed.directive.as_ref()? {
            Directive::Status { path } => target::find_document(facts.path, path, facts.catalog).err(),
            Directive::Decision { target } => target::find_decision(facts.path, target, facts.catalog).err(),
            Directive::Decisions(_) | Directive::Documents(_) => None,
        }?;
        Some(InputProblem { span: placed.span, message: missing.message, help: missing.help.into() })
    });
    let problems = facts.directive_problems.iter().cloned().chain(missing);
    problems.map(|problem| Diagnostic::of_input(RULE, &problem)).collect()
}
