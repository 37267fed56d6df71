//! `superseded-without-successor`: a superseded document for which no successor is named.

use crate::catalog::relations::{Party, Target, is_id};
use crate::diagnostic::Diagnostic;
use crate::document::relation::Relation;
use crate::lint::CatalogFacts;
use crate::status::{SUPERSEDED, Status};

rule! {
    /// A document says that it is superseded, and nobody says by what.
    "superseded-without-successor", Warning, Catalog
}

/// One that names the successor of a part isn't reported.
fn check(facts: &CatalogFacts<'_>) -> Vec<(usize, Diagnostic)> {
    let documents = facts.catalog.documents.iter().enumerate();
    let superseded = documents.filter(|(_, document)| document.status.as_ref().map(Status::id) == Some(SUPERSEDED));
    let without = superseded.filter(|(index, _)| !names_successor(facts, *index));
    let diagnostics = without.map(|(index, document)| {
        let message = "the document is superseded, and no document says that it takes its place";
        let help = "write `Superseded by [Name](name.md)`, or `supersedes: name.md` in the new one's front matter";
        (index, Diagnostic::new(RULE, document.status_span, message).with_help(help))
    });
    diagnostics.collect()
}

fn names_successor(facts: &CatalogFacts<'_>, document: usize) -> bool {
    let relations = &facts.catalog.relations;
    let mut references = facts.catalog.documents[document].references.iter().zip(relations.targets(document));
    let names_one = references.any(|(reference, target)| {
        let is_successor = reference.relation == Relation::Supersedes && reference.is_inverse;
        is_successor
            && reference.decision.is_none()
            && (*target != Target::Missing || !reference.may_be_prose || is_id(&reference.words))
    });
    names_one || relations.successors(Party { document, decision: None }).next().is_some()
}
