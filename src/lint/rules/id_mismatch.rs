//! `id-mismatch`: a document whose title has another id than its file name or its field.

use crate::diagnostic::Diagnostic;
use crate::lint::DocumentFacts;

rule! {
    /// A document's title has another id than its file name or its field.
    "id-mismatch", Warning, Document
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let Some((title, other)) = &facts.read.identification.conflict else { return Vec::new() };
    let diagnostic = |message: String| Diagnostic::new(RULE, facts.read.document.title_span(), message);
    vec![match other.span {
        Some(field) => {
            diagnostic(format!("title has the id \"{}\", but the field has \"{}\"", title.words, other.words))
                .with_help("give the title the id of the field, or correct the field")
                .beside(field, "the field")
        }
        None => diagnostic(format!("title has the id \"{}\", but the file name has \"{}\"", title.words, other.words))
            .with_help("rename the file or correct the title"),
    }]
}
