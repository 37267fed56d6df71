//! `superseded-but-in-force`: a document that says that it is in force, though another one is in its place.

use crate::catalog::relations::{Party, status};
use crate::diagnostic::Diagnostic;
use crate::lint::CatalogFacts;
use crate::status::{Phase, Status};

rule! {
    /// A document says that it holds, and another one holds in its place.
    "superseded-but-in-force", Warning, Catalog
}

fn check(facts: &CatalogFacts<'_>) -> Vec<(usize, Diagnostic)> {
    let documents = &facts.catalog.documents;
    let in_force = documents.iter().enumerate().filter_map(|(index, document)| {
        let own = document.status.as_ref().filter(|status| status.phase() == Phase::Decided)?;
        let whole = Party { document: index, decision: None };
        let successor = *facts.catalog.relations.last_successors(whole).in_force.first()?;
        let other = status(successor, documents).map_or("", Status::label);
        let message = format!(
            "the document says \"{}\", and `{}`, which supersedes it, says \"{other}\"",
            own.label(),
            facts.path(successor),
        );
        let help = "make this one's status `superseded`, or take the relation out";
        Some((index, Diagnostic::new(RULE, document.status_span, message).with_help(help)))
    });
    in_force.collect()
}
