//! What `export` prints: documents and how they stand to each other, as JSON, CSV, or a graph for Graphviz or Mermaid. It reads no file and prints
//! nothing.

mod csv;
mod dot;
mod json;
mod mermaid;

pub use csv::as_csv;
pub use dot::as_dot;
pub use json::as_json;
pub use mermaid::as_mermaid;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::catalog::Catalog;
use crate::catalog::relations::{Edge, Party, Successors};
use crate::document::relation::Relation;

use super::list::ListedDocument;
use crate::settings::Settings;
use crate::status::Phase;

/// Documents, and what is said of them among themselves: the interface that `schema.json` beside this file describes.
#[derive(Debug, Serialize)]
pub struct Export<'e> {
    /// The documents, in the order of a query.
    pub documents: Vec<&'e ListedDocument>,
    /// The relations in which one of the documents has a part; the other one may not be among them.
    pub relations: Vec<ExportedRelation>,
    /// Which of them, and of their decisions, are superseded, or are to be.
    pub superseded: Vec<ExportedSuccessors>,
}

/// One relation.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ExportedRelation {
    /// How they stand to each other.
    #[serde(serialize_with = "name_of")]
    pub relation: Relation,
    /// The one that supersedes, amends or depends.
    pub from: ExportedParty,
    /// The other one.
    pub to: ExportedParty,
    /// The paths of the documents that say so.
    pub declared_by: Vec<String>,
}

/// What holds in the place of something.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ExportedSuccessors {
    /// What is superseded.
    #[serde(flatten)]
    pub party: ExportedParty,
    /// The last ones of the chain that are decided.
    pub in_force: Vec<ExportedParty>,
    /// Those that are still to be decided.
    pub proposed: Vec<ExportedParty>,
}

/// A document, or a decision in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExportedParty {
    /// The document's path relative to `src`, with `/`.
    pub document: String,
    /// The decision's number; `None` for the document as a whole.
    pub decision: Option<u32>,
}

fn name_of<S: serde::Serializer>(relation: &Relation, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(relation.name())
}

impl<'e> Export<'e> {
    /// The documents at some places of a catalog, with what relates them. `listed` are all documents of the catalog.
    #[must_use]
    pub fn from_catalog(catalog: &Catalog, listed: &'e [ListedDocument], places: &[usize]) -> Self {
        let relations = &catalog.relations;
        let is_there = |party: Party| places.contains(&party.document);
        let of_party = |party: Party| {
            let document = &catalog.documents[party.document];
            let decision = party.decision.map(|decision| document.decisions[decision].number);
            ExportedParty { document: document.path.to_string(), decision }
        };
        let of_edge = |edge: &Edge| {
            let mut declared_by: Vec<String> =
                edge.declared.iter().map(|&(by, _)| catalog.documents[by].path.to_string()).collect();
            declared_by.dedup();
            ExportedRelation { relation: edge.relation, from: of_party(edge.from), to: of_party(edge.to), declared_by }
        };
        let of_all = |parties: &BTreeSet<Party>| parties.iter().copied().map(of_party).collect();
        let edges = relations.edges.iter().filter(|edge| is_there(edge.from) || is_there(edge.to));
        let superseded = relations.superseded().filter(|(party, successors)| {
            is_there(*party) && !(successors.in_force.is_empty() && successors.proposed.is_empty())
        });
        let superseded = superseded.map(|(party, Successors { in_force, proposed })| ExportedSuccessors {
            party: of_party(party),
            in_force: of_all(in_force),
            proposed: of_all(proposed),
        });
        Self {
            documents: places.iter().map(|&place| &listed[place]).collect(),
            relations: edges.map(of_edge).collect(),
            superseded: superseded.collect(),
        }
    }

    /// The documents by collection: its label, and each with its place. A book with one collection has one part.
    fn by_collection<'s>(&'s self, settings: &'s Settings) -> Vec<(&'s str, Vec<(usize, &'s ListedDocument)>)> {
        let mut parts: Vec<(&str, Vec<(usize, &ListedDocument)>)> = Vec::new();
        for (place, document) in self.documents.iter().enumerate() {
            let collection = settings.collection(&document.collection);
            let label = collection.map_or(document.collection.as_str(), |collection| &collection.name.label);
            match parts.iter_mut().find(|(known, _)| *known == label) {
                Some((_, part)) => part.push((place, document)),
                None => parts.push((label, vec![(place, document)])),
            }
        }
        parts
    }

    /// The relations in which both are among the documents, with their places.
    fn inner_relations(&self) -> impl Iterator<Item = (&ExportedRelation, usize, usize)> {
        let places: BTreeMap<&str, usize> =
            self.documents.iter().enumerate().map(|(place, document)| (document.path.as_str(), place)).collect();
        self.relations.iter().filter_map(move |found| {
            let place = |party: &ExportedParty| places.get(party.document.as_str()).copied();
            Some((found, place(&found.from)?, place(&found.to)?))
        })
    }
}

impl ExportedRelation {
    /// What an edge of a graph says: `supersedes`, or of single decisions `#2 supersedes #1`.
    fn words(&self) -> String {
        let numbered = |party: &ExportedParty| party.decision.map(|number| format!("#{number}"));
        let words = [numbered(&self.from), Some(self.relation.words(false).to_owned()), numbered(&self.to)];
        words.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// The colour of a document's box, by the phase that it is in.
const fn fill(phase: Phase) -> &'static str {
    match phase {
        Phase::Open => "#fdf0d9",
        Phase::Decided => "#dff2e3",
        Phase::Closed => "#ececee",
    }
}
