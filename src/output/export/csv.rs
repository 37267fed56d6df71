//! The export as CSV: the lines of `list`, with a column more for each relation and each side of it.

use std::collections::{BTreeSet, HashMap};

use super::{Export, ExportedParty, ExportedRelation};
use crate::document::relation::Relation;
use crate::output::list::{OF_DOCUMENTS, printed};

/// Each column with the relation that it holds, and whether the document is the one that it is done to.
const OF_RELATIONS: [(&str, Relation, bool); 7] = [
    ("supersedes", Relation::Supersedes, false),
    ("superseded-by", Relation::Supersedes, true),
    ("amends", Relation::Amends, false),
    ("amended-by", Relation::Amends, true),
    ("depends-on", Relation::DependsOn, false),
    ("needed-by", Relation::DependsOn, true),
    ("relates-to", Relation::RelatesTo, false),
];

/// Documents, a line with the names of the columns first. Other documents stand there with their paths, and their decisions as `path#2`; what a single
/// decision says has its number in front: `3: path`.
#[must_use]
pub fn as_csv(export: &Export<'_>) -> String {
    let heads = OF_DOCUMENTS.iter().map(|(head, _)| *head).chain(OF_RELATIONS.map(|(head, ..)| head));
    let mut of_documents: HashMap<&str, Vec<&ExportedRelation>> = HashMap::new();
    for relation in &export.relations {
        for path in BTreeSet::from([relation.from.document.as_str(), &relation.to.document]) {
            of_documents.entry(path).or_default().push(relation);
        }
    }
    let records = export.documents.iter().map(|document| {
        let mut cells = OF_DOCUMENTS.map(|(_, cell)| cell(document)).to_vec();
        let relations = of_documents.get(document.path.as_str()).map_or(&[][..], Vec::as_slice);
        cells.extend(OF_RELATIONS.map(|(_, relation, is_inverse)| {
            let others = relations.iter().filter(|found| found.relation == relation);
            others.filter_map(|found| seen_from(&document.path, found, is_inverse)).collect::<Vec<_>>().join("; ")
        }));
        cells
    });
    printed(heads, records)
}

/// The other one of a relation of a document, if the document has that part in it; of what only relates, either.
fn seen_from(path: &str, found: &ExportedRelation, is_inverse: bool) -> Option<String> {
    let (own, other) = if is_inverse { (&found.to, &found.from) } else { (&found.from, &found.to) };
    let (own, other) = match found.relation {
        Relation::RelatesTo if own.document != path => (other, own),
        _ => (own, other),
    };
    (own.document == path).then(|| match own.decision {
        Some(number) => format!("{number}: {}", party_name(other)),
        None => party_name(other),
    })
}

fn party_name(party: &ExportedParty) -> String {
    match party.decision {
        Some(number) => format!("{}#{number}", party.document),
        None => party.document.clone(),
    }
}
