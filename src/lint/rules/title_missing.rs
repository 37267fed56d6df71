//! `title-missing`: a document without a title.

use crate::diagnostic::Diagnostic;
use crate::document::field::FieldName;
use crate::lint::DocumentFacts;

rule! {
    /// A document has no title.
    "title-missing", Warning, Document
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let document = &facts.read.document;
    if document.outline.title.is_some()
        || document.metadata.field(FieldName::Title).is_some()
        || document.may_be_elsewhere()
    {
        return Vec::new();
    }
    let help = format!("add a line such as `# {}` at the top", facts.read.template.title.title_for("Name"));
    vec![Diagnostic::new(RULE, document.title_span(), "the document has no title").with_help(help)]
}
