//! `relation-one-sided`: a supersession that one of the two documents doesn't mention.

use crate::catalog::relations::{Edge, is_dead};
use crate::diagnostic::Diagnostic;
use crate::lint::CatalogFacts;

rule! {
    /// A document supersedes another one, and only one of the two says so.
    "relation-one-sided", Note, Catalog
}

fn check(facts: &CatalogFacts<'_>) -> Vec<(usize, Diagnostic)> {
    let edges = facts.catalog.relations.edges.iter().filter(|edge| edge.supersedes_other_document());
    edges.filter_map(|edge| one_sided(facts, edge)).collect()
}

fn one_sided(facts: &CatalogFacts<'_>, edge: &Edge) -> Option<(usize, Diagnostic)> {
    let &declared = edge.declared.first()?;
    // The other one does well not to say it.
    if is_dead(edge.from, &facts.catalog.documents) {
        return None;
    }
    let other = if declared.0 == edge.from.document { edge.to } else { edge.from };
    if edge.is_declared_by(other.document) {
        return None;
    }
    let says = if other == edge.to { "is superseded by" } else { "supersedes" };
    let message = format!("`{}` doesn't say that it {says} this document", facts.path(other));
    let help = "nothing is wrong on the pages: both show it";
    Some((declared.0, Diagnostic::new(RULE, facts.reference(declared).span, message).with_help(help)))
}
