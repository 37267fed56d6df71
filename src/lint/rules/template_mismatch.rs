//! `template-mismatch`: a document with other sections than its template.

use crate::diagnostic::Diagnostic;
use crate::lint::DocumentFacts;
use crate::settings::Normalise;

rule! {
    /// A chapter that the globs name doesn't look like its template.
    "template-mismatch", Warning, Document
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let document = &facts.read.document;
    let is_left = facts.read.extent.normalise == Normalise::Off;
    if facts.read.matching.is_document || is_left || document.may_be_elsewhere() {
        return Vec::new();
    }
    let message = format!("the chapter doesn't look like the template `{}`", facts.read.template.name);
    let help = "exclude it from `docs`, or write `design-doc: false` or another `template` in its front matter";
    vec![Diagnostic::new(RULE, document.title_span(), message).with_help(help)]
}
