//! `metadata-invalid`: front matter that can't be read, and values of fields that can't be used.

use crate::diagnostic::Diagnostic;
use crate::lint::DocumentFacts;

rule! {
    /// Front matter can't be read, or a field's value can't be used.
    "metadata-invalid", Error, Document
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let problems = facts.read.document.metadata.problems.iter().chain(&facts.read.switch_problems);
    problems.map(|problem| Diagnostic::of_input(RULE, problem)).collect()
}
