//! `depends-on-dead`: a document that is in force and depends on one that isn't.

use crate::catalog::relations::{Edge, phase, status};
use crate::diagnostic::Diagnostic;
use crate::document::relation::Relation;
use crate::lint::CatalogFacts;
use crate::status::Phase;

rule! {
    /// A document that holds rests on one that doesn't.
    "depends-on-dead", Warning, Catalog
}

fn check(facts: &CatalogFacts<'_>) -> Vec<(usize, Diagnostic)> {
    facts.catalog.relations.edges.iter().filter_map(|edge| on_dead(facts, edge)).collect()
}

fn on_dead(facts: &CatalogFacts<'_>, edge: &Edge) -> Option<(usize, Diagnostic)> {
    let documents = &facts.catalog.documents;
    if edge.relation != Relation::DependsOn || phase(edge.from, documents) != Some(Phase::Decided) {
        return None;
    }
    let own = status(edge.to, documents).filter(|status| status.phase() == Phase::Closed);
    let successor = facts.catalog.relations.last_successors(edge.to).in_force.first().copied();
    let path = facts.path(edge.to);
    let message = match (own, successor) {
        (Some(status), _) => format!("this rests on `{path}`, which says \"{}\"", status.label()),
        (None, Some(_)) => format!("this rests on `{path}`, which is superseded"),
        (None, None) => return None,
    };
    let help = match successor {
        Some(successor) => format!("does it rest on `{}` now?", facts.path(successor)),
        None => "say what it rests on now, or take the relation out".to_owned(),
    };
    let document = edge.from.document;
    let by = edge.declared.iter().find(|(by, _)| *by == document);
    let span = by.map_or(documents[document].status_span, |&by| facts.reference(by).span);
    Some((document, Diagnostic::new(RULE, span, message).with_help(help)))
}
