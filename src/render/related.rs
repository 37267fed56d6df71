//! What documents say of each other, for their headers and the index.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::relations::{Edge, Party, Target, is_dead, link};
use crate::catalog::{Catalog, DocumentRecord};
use crate::document::relation::{InValue, Relation};
use crate::markdown::escape;
use crate::page::header::HeaderRelations;
use crate::page::link_to;
use crate::read::RenderOptions;

use crate::settings::Labels;

use super::index::{PageContext, push_link};

/// What the header of a document shows of its relations; `document` is its place in the catalog.
pub(super) fn header_relations(document: usize, catalog: &Catalog, options: &RenderOptions<'_>) -> HeaderRelations {
    let (place, relations, documents) = (document, &catalog.relations, catalog.documents.as_slice());
    let document = &documents[place];
    let page = PageContext { path: document.path.as_str(), options: *options };
    let printed = |party: Party| {
        let mut printed = String::new();
        push_link(&page, &link(party, documents), &mut printed);
        printed
    };
    let mut related =
        HeaderRelations { values: values(document, relations.targets(place), documents), ..HeaderRelations::default() };
    let last = relations.last_successors(Party { document: place, decision: None });
    let (label, banner) = if last.in_force.is_empty() {
        (&options.labels.replacement_proposed, &last.proposed)
    } else {
        (&options.labels.superseded_by, &last.in_force)
    };
    if !banner.is_empty() {
        related.banner = Some((label.clone(), banner.iter().copied().map(printed).collect()));
    }
    // What the document says itself, its header shows as it is written.
    for edge in relations.edges_of_document(place).filter(|edge| !edge.is_declared_by(place)) {
        // A document that is not in force supersedes and amends nothing.
        let is_dead =
            || matches!(edge.relation, Relation::Supersedes | Relation::Amends) && is_dead(edge.from, documents);
        if relations.is_of_circle(edge) || is_dead() {
            continue;
        }
        let (label, other) = seen_from(place, edge, options.labels);
        if edge.relation == Relation::Supersedes && edge.to.decision.is_none() && banner.contains(&other) {
            continue;
        }
        let part = if edge.to.document == place { edge.to } else { edge.from };
        let label = match part.decision.map(|decision| &document.decisions[decision]) {
            Some(decision) => format!("{label} ({}. {})", decision.number, decision.area.plain().trim()),
            None => label.to_owned(),
        };
        match related.items.iter_mut().find(|(known, _)| *known == label) {
            Some((_, links)) => links.push(printed(other)),
            None => related.items.push((label, vec![printed(other)])),
        }
    }
    related
}

/// The values of front matter that name documents, with links in place of the names, by the indices of field and value.
fn values(
    document: &DocumentRecord,
    targets: &[Target],
    documents: &[DocumentRecord],
) -> BTreeMap<(usize, usize), String> {
    let mut values: BTreeMap<(usize, usize), String> = BTreeMap::new();
    let mut linked = BTreeSet::new();
    for (reference, target) in document.references.iter().zip(targets) {
        let Some(InValue { field, value, before, after }) = &reference.value else { continue };
        let words = escape(&reference.words);
        let shown = match target {
            &Target::Party(party) => {
                linked.insert((*field, *value));
                let to = link(party, documents);
                format!("[{words}]({})", link_to(document.path.as_str(), to.path.as_str(), to.fragment.as_deref()))
            }
            Target::Elsewhere | Target::Missing => words,
        };
        let text = values.entry((*field, *value)).or_default();
        [escape(before), shown, escape(after)].iter().for_each(|part| text.push_str(part));
    }
    values.retain(|value, _| linked.contains(value));
    values
}

/// What a document's header calls a relation, and the other one of the two.
fn seen_from<'l>(document: usize, edge: &Edge, labels: &'l Labels) -> (&'l str, Party) {
    let is_from = edge.from.document == document;
    let label = match (edge.relation, is_from) {
        (Relation::Supersedes, true) => &labels.supersedes,
        (Relation::Supersedes, false) => &labels.superseded_by,
        (Relation::Amends, true) => &labels.amends,
        (Relation::Amends, false) => &labels.amended_by,
        (Relation::DependsOn, true) => &labels.depends_on,
        (Relation::DependsOn, false) => &labels.needed_by,
        (Relation::RelatesTo, _) => &labels.relates_to,
    };
    (label, if is_from { edge.to } else { edge.from })
}
