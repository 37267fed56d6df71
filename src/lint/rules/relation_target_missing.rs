//! `relation-target-missing`: a relation to a document that isn't there.

use crate::catalog::DocumentRecord;
use crate::catalog::relations::{Target, is_id};
use crate::diagnostic::Diagnostic;
use crate::document::relation::Reference;
use crate::lint::CatalogFacts;
use crate::suggestions::Candidates;

rule! {
    /// A document names another one that isn't there.
    "relation-target-missing", Warning, Catalog
}

fn check(facts: &CatalogFacts<'_>) -> Vec<(usize, Diagnostic)> {
    let documents = &facts.catalog.documents;
    let mut names = DocumentNames { documents, candidates: None };
    let mut diagnostics = Vec::new();
    for (index, document) in documents.iter().enumerate().filter(|(index, _)| (facts.is_reported)(RULE, *index)) {
        for (reference, target) in document.references.iter().zip(facts.catalog.relations.targets(index)) {
            if *target == Target::Missing && (!reference.may_be_prose || is_id(&reference.words)) {
                diagnostics.push((index, missing(reference, &mut names)));
            }
        }
    }
    diagnostics
}

fn missing(reference: &Reference, names: &mut DocumentNames<'_>) -> Diagnostic {
    let called = reference.destination.as_deref().unwrap_or(&reference.words);
    let (message, help) = match called.split_once('#') {
        Some((name, _)) if !called.contains("://") && (name.is_empty() || name.contains(['.', '/'])) => {
            let message = format!("\"{called}\" is no decision in a document of the book");
            (message, "name one by its number, as in `ledger.md#2`, or the document alone".to_owned())
        }
        _ => {
            let help = names.closest_match(called).map_or_else(
                || "name a document by its path, its number or its id, or link to it".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            (format!("\"{called}\" is no document of the book, or more than one"), help)
        }
    };
    Diagnostic::new(RULE, reference.span, message).with_help(help)
}

/// What the documents of a book can be called, folded when the first name is looked up.
struct DocumentNames<'b> {
    documents: &'b [DocumentRecord],
    candidates: Option<Candidates<'b>>,
}

impl<'b> DocumentNames<'b> {
    fn closest_match(&mut self, called: &str) -> Option<&'b str> {
        let documents = self.documents;
        let candidates = self.candidates.get_or_insert_with(|| {
            let names = documents.iter().flat_map(|document| {
                let path = document.path.as_str();
                let file = Some(document.path.file_name());
                [
                    Some(path),
                    file,
                    document.identifier.as_ref().map(|id| id.words.as_str()),
                    Some(document.name.plain()),
                ]
            });
            Candidates::new(names.flatten())
        });
        candidates.closest_match(called)
    }
}
