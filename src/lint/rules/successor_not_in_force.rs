//! `successor-not-in-force`: a supersession by a document that was rejected or is out of use, unless another one is in force in its place.

use crate::catalog::relations::{Edge, is_dead, status};
use crate::diagnostic::Diagnostic;
use crate::lint::CatalogFacts;
use crate::status::Status;

rule! {
    /// A document that supersedes another one is not in force.
    "successor-not-in-force", Note, Catalog
}

fn check(facts: &CatalogFacts<'_>) -> Vec<(usize, Diagnostic)> {
    let edges = facts.catalog.relations.edges.iter().filter(|edge| edge.supersedes_other_document());
    edges.filter_map(|edge| dead_successor(facts, edge)).collect()
}

fn dead_successor(facts: &CatalogFacts<'_>, edge: &Edge) -> Option<(usize, Diagnostic)> {
    let documents = &facts.catalog.documents;
    let is_settled = !facts.catalog.relations.last_successors(edge.to).in_force.is_empty();
    if is_settled || !is_dead(edge.from, documents) {
        return None;
    }
    let &declared = edge.declared.first()?;
    let label = status(edge.from, documents).map_or("", Status::label);
    let (message, help) = if declared.0 == edge.from.document {
        let other = facts.path(edge.to);
        let message = format!("this document supersedes `{other}`, but its own status is \"{label}\"");
        (message, "remove the relation or change the status")
    } else {
        let other = facts.path(edge.from);
        let message = format!("`{other}`, which supersedes this document, has the status \"{label}\"");
        (message, "name the successor that is in force, or remove the relation")
    };
    Some((declared.0, Diagnostic::new(RULE, facts.reference(declared).span, message).with_help(help)))
}
