//! `relation-cycle`: documents that supersede each other, or depend on each other.

use std::collections::BTreeSet;

use petgraph::algo::kosaraju_scc;
use petgraph::graphmap::DiGraphMap;

use crate::catalog::relations::{Edge, Party};
use crate::diagnostic::{Diagnostic, Related};
use crate::document::relation::Relation;
use crate::lint::CatalogFacts;

rule! {
    /// Documents supersede each other, or depend on each other, in a circle.
    "relation-cycle", Warning, Catalog
}

fn check(facts: &CatalogFacts<'_>) -> Vec<(usize, Diagnostic)> {
    [Relation::Supersedes, Relation::DependsOn].into_iter().flat_map(|relation| cycles(facts, relation)).collect()
}

/// The circles of a relation, each told once: where the first of its documents says it.
fn cycles(facts: &CatalogFacts<'_>, relation: Relation) -> Vec<(usize, Diagnostic)> {
    let whole = |party: Party| party.decision.is_none();
    let edges: Vec<&Edge> = facts
        .catalog
        .relations
        .edges
        .iter()
        .filter(|edge| edge.relation == relation && whole(edge.from) && whole(edge.to))
        .collect();
    let graph: DiGraphMap<usize, ()> = edges.iter().map(|edge| (edge.from.document, edge.to.document)).collect();
    let mut diagnostics = Vec::new();
    for circle in kosaraju_scc(&graph) {
        let circle: BTreeSet<usize> = circle.into_iter().collect();
        let inside = |edge: &&&Edge| circle.contains(&edge.from.document) && circle.contains(&edge.to.document);
        let mut said: Vec<(usize, usize)> =
            edges.iter().filter(inside).flat_map(|edge| edge.declared.iter().copied()).collect();
        said.sort_unstable();
        let Some((&first, others)) = said.split_first() else { continue };
        let (do_it, does_it) = match relation {
            Relation::Supersedes => ("supersede", "supersedes"),
            _ => ("depend on", "depends on"),
        };
        let paths: Vec<String> =
            circle.iter().map(|&document| format!("`{}`", facts.catalog.documents[document].path)).collect();
        let message = match paths.as_slice() {
            [_] => format!("the document says that it {does_it} itself"),
            paths => format!("{} {do_it} each other in a circle", paths.join(", ")),
        };
        let mut diagnostic =
            Diagnostic::new(RULE, facts.reference(first).span, message).with_help("take one of the relations out");
        let related = others.iter().map(|&(document, reference)| Related {
            chapter: (document != first.0).then(|| facts.catalog.documents[document].chapter),
            span: facts.reference((document, reference)).span,
            label: "and here".to_owned(),
        });
        diagnostic.related.extend(related);
        diagnostics.push((first.0, diagnostic));
    }
    diagnostics
}
