//! `relation-target-missing`, `relation-cycle`, `relation-one-sided`, `superseded-without-successor`, `superseded-but-in-force`,
//! `successor-not-in-force` and `depends-on-dead`: what documents say of each other, and can't all be so.

use std::collections::BTreeSet;

use petgraph::algo::kosaraju_scc;
use petgraph::graphmap::DiGraphMap;

use crate::catalog::relations::{Edge, Party, Relations, Target, is_dead, is_id, phase, status};
use crate::catalog::{Catalog, DocumentRecord};
use crate::diagnostic::{Diagnostic, Related, Rule};
use crate::document::relation::{Reference, Relation};
use crate::status::{Phase, SUPERSEDED, Status};
use crate::suggestions::Candidates;

/// What is wrong with the relations of a book's documents, each with the document's place in the catalog. `is_shown` says whether a rule's diagnostics
/// about a document are shown: where they aren't, no help is looked for.
#[must_use]
pub fn of_relations(catalog: &Catalog, is_shown: impl Fn(Rule, usize) -> bool) -> Vec<(usize, Diagnostic)> {
    let Catalog { documents, relations } = catalog;
    let book = Book { documents, relations };
    let mut diagnostics = Vec::new();
    let mut names = Names { documents, candidates: None };
    for (place, document) in documents.iter().enumerate() {
        let mut names = Some(&mut names).filter(|_| is_shown(Rule::RelationTargetMissing, place));
        diagnostics.extend(
            book.missing(place, |called| names.as_mut()?.nearest(called)).map(|diagnostic| (place, diagnostic)),
        );
        if document.status.as_ref().is_some_and(|status| status.id() == SUPERSEDED) {
            diagnostics.extend(book.without_successor(place).map(|diagnostic| (place, diagnostic)));
        }
        diagnostics.extend(book.in_force(place).map(|diagnostic| (place, diagnostic)));
    }
    for edge in &relations.edges {
        diagnostics.extend(book.one_sided(edge));
        diagnostics.extend(book.dead_successor(edge));
        diagnostics.extend(book.on_dead(edge));
    }
    for relation in [Relation::Supersedes, Relation::DependsOn] {
        diagnostics.extend(book.cycles(relation));
    }
    diagnostics
}

/// What the documents of a book can be called, folded when the first name is looked up.
struct Names<'b> {
    documents: &'b [DocumentRecord],
    candidates: Option<Candidates<'b>>,
}

impl<'b> Names<'b> {
    fn nearest(&mut self, called: &str) -> Option<&'b str> {
        let documents = self.documents;
        let candidates = self.candidates.get_or_insert_with(|| {
            let names = documents.iter().flat_map(|document| {
                let path = document.path.as_str();
                let file = path.rsplit('/').next();
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

struct Book<'b> {
    documents: &'b [DocumentRecord],
    relations: &'b Relations,
}

impl Book<'_> {
    fn path(&self, party: Party) -> &str {
        self.documents[party.document].path.as_str()
    }

    fn reference(&self, (document, reference): (usize, usize)) -> &Reference {
        &self.documents[document].references[reference]
    }

    /// The references that name nothing. `nearest` gives what a name is most likely a misspelling of.
    fn missing<'n>(
        &self,
        place: usize,
        mut nearest: impl FnMut(&str) -> Option<&'n str>,
    ) -> impl Iterator<Item = Diagnostic> {
        let document = &self.documents[place];
        let read = document.references.iter().zip(self.relations.targets(place));
        let missing = read.filter(|(reference, target)| {
            **target == Target::Missing && (!reference.may_be_prose || is_id(&reference.words))
        });
        missing.map(move |(reference, _)| {
            let called = reference.destination.as_deref().unwrap_or(&reference.words);
            let (message, help) = match called.split_once('#') {
                Some((name, _)) if !called.contains("://") && (name.is_empty() || name.contains(['.', '/'])) => {
                    let message = format!("\"{called}\" is no decision in a document of the book");
                    (message, "name one by its number, as in `ledger.md#2`, or the document alone".to_owned())
                }
                _ => {
                    let help = nearest(called).map_or_else(
                        || "name a document by its path, its number or its id, or link to it".to_owned(),
                        |near| format!("did you mean `{near}`?"),
                    );
                    (format!("\"{called}\" is no document of the book, or more than one"), help)
                }
            };
            Diagnostic::new(Rule::RelationTargetMissing, reference.span, message).with_help(help)
        })
    }

    /// A superseded document for which no successor is named. One that names the successor of a part isn't reported.
    fn without_successor(&self, place: usize) -> Option<Diagnostic> {
        let document = &self.documents[place];
        let whole = Party { document: place, decision: None };
        let names_one = document.references.iter().zip(self.relations.targets(place)).any(|(reference, target)| {
            let is_successor = reference.relation == Relation::Supersedes && reference.is_inverse;
            is_successor
                && reference.decision.is_none()
                && (*target != Target::Missing || !reference.may_be_prose || is_id(&reference.words))
        });
        if names_one || self.relations.successors(whole).next().is_some() {
            return None;
        }
        let message = "the document is superseded, and no document says that it takes its place";
        let help = "write `Superseded by [Name](name.md)`, or `supersedes: name.md` in the new one's front matter";
        Some(Diagnostic::new(Rule::SupersededWithoutSuccessor, document.status_span, message).with_help(help))
    }

    /// A document that says that it holds, though another one holds in its place.
    fn in_force(&self, place: usize) -> Option<Diagnostic> {
        let whole = Party { document: place, decision: None };
        let document = &self.documents[place];
        let own = document.status.as_ref().filter(|status| status.phase() == Phase::Decided)?;
        let successor = *self.relations.last_successors(whole).in_force.first()?;
        let other = status(successor, self.documents).map_or("", Status::label);
        let message = format!(
            "the document says \"{}\", and `{}`, which supersedes it, says \"{other}\"",
            own.label(),
            self.path(successor),
        );
        let help = "make this one's status `superseded`, or take the relation out";
        Some(Diagnostic::new(Rule::SupersededButInForce, document.status_span, message).with_help(help))
    }

    /// A supersession that one of the two doesn't mention.
    fn one_sided(&self, edge: &Edge) -> Option<(usize, Diagnostic)> {
        let is_of_two = edge.relation == Relation::Supersedes && edge.from.document != edge.to.document;
        let (&declared, true) = (edge.declared.first()?, is_of_two) else { return None };
        // The other one does well not to say it.
        if is_dead(edge.from, self.documents) {
            return None;
        }
        let other = if declared.0 == edge.from.document { edge.to } else { edge.from };
        if edge.is_declared_by(other.document) {
            return None;
        }
        let says = if other == edge.to { "is superseded by" } else { "supersedes" };
        let message = format!("`{}` doesn't say that it {says} this document", self.path(other));
        let help = "nothing is wrong on the pages: both show it";
        let span = self.reference(declared).span;
        Some((declared.0, Diagnostic::new(Rule::RelationOneSided, span, message).with_help(help)))
    }

    /// A supersession by a document that was rejected or is out of use, unless another one is in force in its place.
    fn dead_successor(&self, edge: &Edge) -> Option<(usize, Diagnostic)> {
        let is_of_two = edge.relation == Relation::Supersedes && edge.from.document != edge.to.document;
        let is_settled = !self.relations.last_successors(edge.to).in_force.is_empty();
        if !is_of_two || is_settled || !is_dead(edge.from, self.documents) {
            return None;
        }
        let &declared = edge.declared.first()?;
        let label = status(edge.from, self.documents).map_or("", Status::label);
        let (message, help) = if declared.0 == edge.from.document {
            let other = self.path(edge.to);
            let message = format!("this document supersedes `{other}`, but its own status is \"{label}\"");
            (message, "remove the relation or change the status".to_owned())
        } else {
            let other = self.path(edge.from);
            let message = format!("`{other}`, which supersedes this document, has the status \"{label}\"");
            (message, "name the successor that is in force, or remove the relation".to_owned())
        };
        let span = self.reference(declared).span;
        Some((declared.0, Diagnostic::new(Rule::SuccessorNotInForce, span, message).with_help(help)))
    }

    /// A document that holds, and rests on one that doesn't.
    fn on_dead(&self, edge: &Edge) -> Option<(usize, Diagnostic)> {
        if edge.relation != Relation::DependsOn || phase(edge.from, self.documents) != Some(Phase::Decided) {
            return None;
        }
        let own = status(edge.to, self.documents).filter(|status| status.phase() == Phase::Closed);
        let successor = self.relations.last_successors(edge.to).in_force.first();
        let path = self.path(edge.to);
        let message = match (own, successor) {
            (Some(status), _) => format!("this rests on `{path}`, which says \"{}\"", status.label()),
            (None, Some(_)) => format!("this rests on `{path}`, which is superseded"),
            (None, None) => return None,
        };
        let help = match successor {
            Some(&successor) => format!("does it rest on `{}` now?", self.path(successor)),
            None => "say what it rests on now, or take the relation out".to_owned(),
        };
        let by = edge.declared.iter().find(|(by, _)| *by == edge.from.document);
        let document = edge.from.document;
        let span = by.map_or(self.documents[document].status_span, |&by| self.reference(by).span);
        Some((document, Diagnostic::new(Rule::DependsOnDead, span, message).with_help(help)))
    }

    /// The circles of a relation, each told once: where the first of its documents says it.
    fn cycles(&self, relation: Relation) -> Vec<(usize, Diagnostic)> {
        let whole = |party: Party| party.decision.is_none();
        let edges: Vec<&Edge> = self
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
                circle.iter().map(|&document| format!("`{}`", self.documents[document].path)).collect();
            let message = match paths.as_slice() {
                [_] => format!("the document says that it {does_it} itself"),
                paths => format!("{} {do_it} each other in a circle", paths.join(", ")),
            };
            let mut diagnostic = Diagnostic::new(Rule::RelationCycle, self.reference(first).span, message)
                .with_help("take one of the relations out");
            let related = others.iter().map(|&(document, reference)| Related {
                chapter: (document != first.0).then(|| self.documents[document].chapter),
                span: self.reference((document, reference)).span,
                label: "and here".to_owned(),
            });
            diagnostic.related.extend(related);
            diagnostics.push((first.0, diagnostic));
        }
        diagnostics
    }
}
