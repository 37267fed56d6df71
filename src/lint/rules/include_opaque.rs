//! `include-opaque`: an included file whose headings can't be seen, so that sections are left as they are.

use crate::diagnostic::Diagnostic;
use crate::lint::DocumentFacts;

rule! {
    /// A document includes a file whose headings can't be seen.
    "include-opaque", Note, Document
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let diagnostic = |include| {
        let message = "this includes a file whose headings can't be seen";
        let help = "so no section is renamed, moved or added; put the text into the document to have that";
        Diagnostic::new(RULE, include, message).with_help(help)
    };
    facts.read.document.opaque_include.map(diagnostic).into_iter().collect()
}
