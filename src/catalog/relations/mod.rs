//! Which documents supersede, amend, depend on and relate to which: what each says of others, found in the catalog, and known on both
//! sides.

mod names;

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::kosaraju_scc;
use petgraph::graphmap::DiGraphMap;

use crate::catalog::{DocumentLink, DocumentRecord};
use crate::document::relation::{Relation, RelationExtent};
use crate::status::{Phase, SUPERSEDED, Status};
use names::NamedDocuments;
pub use names::is_id;

/// A document, or a decision in it, as places in the catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Party {
    /// The document's place.
    pub document: usize,
    /// The decision's place among the document's; `None` for the document as a whole.
    pub decision: Option<usize>,
}

/// What a reference names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A document of the book, or a decision in it.
    Party(Party),
    /// Something that is no document: an address outside of the book, or another chapter.
    Elsewhere,
    /// Nothing that is there.
    Missing,
}

/// `from` supersedes, amends, depends on or relates to `to`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// How they stand to each other.
    pub relation: Relation,
    /// The one that supersedes, amends, depends or relates.
    pub from: Party,
    /// The other one.
    pub to: Party,
    /// Who says so: documents, each with the place of its reference.
    pub declared: Vec<(usize, usize)>,
}

impl Edge {
    /// Whether a document says so itself.
    #[must_use]
    pub fn is_declared_by(&self, document: usize) -> bool {
        self.declared.iter().any(|&(by, _)| by == document)
    }

    /// Whether it says that something of one document supersedes something of another.
    #[must_use]
    pub fn supersedes_other_document(&self) -> bool {
        self.relation == Relation::Supersedes && self.from.document != self.to.document
    }
}

/// What takes the place of a document or decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Successors {
    /// The last ones of the chain that are decided: these hold.
    pub in_force: BTreeSet<Party>,
    /// Those that are still to be decided; they retire nothing.
    pub proposed: BTreeSet<Party>,
}

/// All relations of a book.
#[derive(Debug, Default)]
pub struct Relations {
    /// The relations, sorted, each once.
    pub edges: Vec<Edge>,
    /// For each document that says something of others, what each of its references names.
    targets: BTreeMap<usize, Vec<Target>>,
    /// The edges of each document, as places in `edges`.
    of_document: BTreeMap<usize, Vec<usize>>,
    /// The last successors of all that are superseded.
    last: BTreeMap<Party, Successors>,
    /// Those that supersede each other in a circle, each with a number that is the same for all of its circle.
    circles: BTreeMap<Party, usize>,
}

impl Relations {
    /// The relations between the documents of a catalog. `chapters` are the paths of all chapters.
    #[must_use]
    pub fn from_documents<'c>(documents: &[DocumentRecord], chapters: impl IntoIterator<Item = &'c str>) -> Self {
        if documents.iter().all(|document| document.references.is_empty()) {
            return Self::default();
        }
        let names = NamedDocuments::from_documents(documents, chapters);
        let mut targets = BTreeMap::new();
        let mut edges: BTreeMap<(Relation, Party, Party), Vec<(usize, usize)>> = BTreeMap::new();
        let mut of_parts = BTreeSet::new();
        for (place, document) in documents.iter().enumerate().filter(|(_, document)| !document.references.is_empty()) {
            let found: Vec<Target> = document.references.iter().map(|reference| names.find(reference, place)).collect();
            for (n, (reference, target)) in document.references.iter().zip(&found).enumerate() {
                let &Target::Party(other) = target else { continue };
                let number = |number: u32| {
                    document.decisions.iter().position(|decision| decision.number == number && !decision.is_document)
                };
                let own = Party { document: place, decision: reference.decision.and_then(number) };
                let (mut from, mut to) = if reference.is_inverse { (other, own) } else { (own, other) };
                if reference.relation == Relation::RelatesTo && from > to {
                    (from, to) = (to, from);
                }
                edges.entry((reference.effect(), from, to)).or_default().push((place, n));
                if reference.extent == RelationExtent::Part {
                    of_parts.insert((from, to));
                }
            }
            targets.insert(place, found);
        }
        // Where one of the two says that it is a part, the other one doesn't make it the whole.
        for (from, to) in of_parts {
            if let Some(declared) = edges.remove(&(Relation::Supersedes, from, to)) {
                edges.entry((Relation::Amends, from, to)).or_default().extend(declared);
            }
        }
        let edges: Vec<Edge> =
            edges.into_iter().map(|((relation, from, to), declared)| Edge { relation, from, to, declared }).collect();
        let mut of_document: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (place, edge) in edges.iter().enumerate() {
            for document in BTreeSet::from([edge.from.document, edge.to.document]) {
                of_document.entry(document).or_default().push(place);
            }
        }
        let mut relations = Self { edges, targets, of_document, ..Self::default() };
        relations.find_last_successors(documents);
        relations
    }

    /// The documents that have a relation, or say that they have one.
    pub fn documents(&self) -> impl Iterator<Item = usize> {
        let documents: BTreeSet<usize> = self.targets.keys().chain(self.of_document.keys()).copied().collect();
        documents.into_iter()
    }

    /// What each of a document's references names, in their order.
    #[must_use]
    pub fn targets(&self, document: usize) -> &[Target] {
        self.targets.get(&document).map_or(&[], Vec::as_slice)
    }

    /// The relations of a document and of the decisions in it.
    pub fn edges_of_document(&self, document: usize) -> impl Iterator<Item = &Edge> {
        self.of_document.get(&document).into_iter().flatten().map(|&edge| &self.edges[edge])
    }

    /// Those that supersede a document or decision, by what is said of it itself.
    pub fn successors(&self, party: Party) -> impl Iterator<Item = Party> {
        let edges = self.edges_of_document(party.document);
        let own = edges.filter(move |edge| edge.relation == Relation::Supersedes && edge.to == party);
        own.map(|edge| edge.from).filter(move |successor| successor.document != party.document)
    }

    /// All that are superseded, with what takes their place.
    pub fn superseded(&self) -> impl Iterator<Item = (Party, &Successors)> {
        self.last.iter().map(|(&party, successors)| (party, successors))
    }

    /// What holds in the place of a document or decision, through all that were superseded themselves.
    #[must_use]
    pub fn last_successors(&self, party: Party) -> &Successors {
        static NONE: Successors = Successors { in_force: BTreeSet::new(), proposed: BTreeSet::new() };
        self.last.get(&party).unwrap_or(&NONE)
    }

    /// Whether a supersession is one of a circle, so that it isn't known which of its documents is in force.
    #[must_use]
    pub fn is_of_circle(&self, edge: &Edge) -> bool {
        let circle = self.circles.get(&edge.from);
        edge.relation == Relation::Supersedes && circle.is_some() && circle == self.circles.get(&edge.to)
    }

    /// Works out the last successors of all, those of the later ones first. A chain may be long, so nothing recurses. What supersedes each other in a
    /// circle has no successors.
    fn find_last_successors(&mut self, documents: &[DocumentRecord]) {
        let supersessions = self.edges.iter().filter(|edge| edge.relation == Relation::Supersedes);
        let graph: DiGraphMap<Party, ()> = supersessions.map(|edge| (edge.to, edge.from)).collect();
        // A party comes after all that its edges lead to.
        for (number, circle) in kosaraju_scc(&graph).into_iter().enumerate() {
            let is_circle = circle.len() > 1;
            if is_circle {
                self.circles.extend(circle.iter().map(|&party| (party, number)));
            }
            for party in circle {
                let found = if is_circle { Successors::default() } else { self.successors_of_last(party, documents) };
                if graph.neighbors(party).next().is_some() {
                    self.last.insert(party, found);
                }
            }
        }
    }

    /// The last successors of one whose successors are settled.
    fn successors_of_last(&self, party: Party, documents: &[DocumentRecord]) -> Successors {
        let mut found = Successors::default();
        for next in self.successors(party) {
            if never_held(next, documents) {
                continue;
            }
            let behind = self.last_successors(next);
            if !behind.in_force.is_empty() {
                found.in_force.extend(&behind.in_force);
                continue;
            }
            match phase(next, documents) {
                Some(Phase::Decided) => _ = found.in_force.insert(next),
                Some(Phase::Open) | None if behind.proposed.is_empty() => _ = found.proposed.insert(next),
                _ => found.proposed.extend(&behind.proposed),
            }
        }
        // A part of a document that was superseded by one which that document superseded.
        found.in_force.retain(|successor| successor.document != party.document);
        found.proposed.retain(|successor| successor.document != party.document);
        found
    }
}

/// Whether a document or decision was never in force, so that it superseded nothing.
fn never_held(party: Party, documents: &[DocumentRecord]) -> bool {
    status(party, documents).is_some_and(|status| ["rejected", "withdrawn", "deferred"].contains(&status.id()))
}

/// Whether a document or decision isn't in force, and not because another one supersedes it: what it says that it supersedes or amends stays as it is.
#[must_use]
pub fn is_dead(party: Party, documents: &[DocumentRecord]) -> bool {
    status(party, documents).is_some_and(|status| status.phase() == Phase::Closed && status.id() != SUPERSEDED)
}

/// The phase of a document or decision; `None` without a status.
#[must_use]
pub fn phase(party: Party, documents: &[DocumentRecord]) -> Option<Phase> {
    status(party, documents).map(Status::phase)
}

/// The status of a document or decision.
#[must_use]
pub fn status(party: Party, documents: &[DocumentRecord]) -> Option<&Status> {
    let document = &documents[party.document];
    match party.decision {
        Some(decision) => document.decisions[decision].status.as_ref(),
        None => document.status.as_ref(),
    }
}

/// The link to a document or decision.
#[must_use]
pub fn link(party: Party, documents: &[DocumentRecord]) -> DocumentLink {
    let document = &documents[party.document];
    let decision = party.decision.map(|decision| &document.decisions[decision]);
    DocumentLink {
        name: document.name.clone(),
        path: document.path.clone(),
        decision: decision.map(|decision| (decision.number, decision.area.clone())),
        fragment: decision.and_then(|decision| decision.fragment.clone()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::catalog::DecisionRecord;
    use crate::collection::{CollectionName, OWN};
    use crate::document::identifier::{IdSource, Identifier};
    use crate::document::relation::Reference;
    use crate::markdown::Inline;
    use crate::path::{BookPath, stem};
    use crate::status::Statuses;
    use crate::text::Span;

    /// A document with two decisions, and what it says of others: `supersedes x.md`, `<supersedes x.md` for the inverse, `[x.md]` for a link.
    fn document(path: &str, status: &str, says: &[&str]) -> DocumentRecord {
        let status = Statuses::default().with_id(status).cloned();
        let decision = |number: u32, area: &str| DecisionRecord {
            is_document: false,
            number,
            area: Inline::text(area),
            choice: None,
            status: status.clone(),
            fragment: Some(format!("{number}-{}", area.to_lowercase())),
            superseded_by: Vec::new(),
        };
        let reference = |said: &&str| {
            let (relation, words) = said.split_once(' ').expect("a relation and a name");
            let link = words.strip_prefix('[').and_then(|words| words.strip_suffix(']'));
            Reference {
                relation: match relation.trim_start_matches('<') {
                    "supersedes" | "partly" => Relation::Supersedes,
                    "amends" => Relation::Amends,
                    "depends" => Relation::DependsOn,
                    _ => Relation::RelatesTo,
                },
                is_inverse: relation.starts_with('<'),
                extent: if relation.ends_with("partly") { RelationExtent::Part } else { RelationExtent::Whole },
                decision: None,
                words: words.to_owned(),
                destination: link.map(str::to_owned),
                may_be_prose: false,
                span: Span::at(0),
                value: None,
            }
        };
        DocumentRecord {
            collection: Arc::new(CollectionName::new(OWN, None)),
            path: BookPath::of_chapter(path).into_owned(),
            is_read: true,
            name: Inline::text(&format!("About {}", stem(path))),
            identifier: if path.starts_with("rfc") {
                Some("RFC-7")
            } else {
                stem(path).split_once('-').map(|(number, _)| number)
            }
            .map(|words| Identifier::new(words, IdSource::Field, None)),
            status: status.clone(),
            status_span: Span::at(0),
            title_span: Span::at(0),
            chapter: 0,
            date: None,
            authors: Vec::new(),
            tags: Vec::new(),
            tasks: None,
            decisions: vec![decision(1, "Store"), decision(2, "Queue")],
            references: says.iter().map(reference).collect(),
            superseded_by: Vec::new(),
        }
    }

    #[test]
    fn what_references_name() {
        let chapters = ["intro.md"];
        for (from, words, expected) in [
            ("adr/0001-a.md", "0002-b.md", "adr/0002-b.md"),
            ("adr/0001-a.md", "adr/0002-b.md", "adr/0002-b.md"),
            ("adr/0001-a.md", "../designs/ledger.md#2", "designs/ledger.md 2"),
            ("adr/0001-a.md", "[/designs/ledger.html#2-queue]", "designs/ledger.md 2"),
            ("adr/0001-a.md", "[#1]", "adr/0001-a.md 1"),
            ("adr/0001-a.md", "[../designs/ledger.md#no-decision]", "designs/ledger.md"),
            ("adr/0001-a.md", "../designs/ledger.md#9", "missing"),
            ("adr/0001-a.md", "[../designs/ledger.md#9]", "missing"),
            ("adr/0001-a.md", "2", "adr/0002-b.md"),
            ("designs/ledger.md", "ADR-0002", "adr/0002-b.md"),
            ("designs/ledger.md", "adr 2", "adr/0002-b.md"),
            ("designs/ledger.md", "0002", "missing"),
            ("notes/0002-c.md", "2", "notes/0002-c.md"),
            ("designs/ledger.md", "RFC 7", "rfc/x.md"),
            ("designs/ledger.md", "rfc-0007", "rfc/x.md"),
            ("designs/ledger.md", "ADR-7", "missing"),
            ("designs/ledger.md", "b", "adr/0002-b.md"),
            ("designs/ledger.md", "About Ledger", "designs/ledger.md"),
            ("designs/ledger.md", "ledger#1", "designs/ledger.md 1"),
            ("designs/ledger.md", "https://example.org/a.md", "elsewhere"),
            ("designs/ledger.md", "[mailto:ann@example.org]", "elsewhere"),
            ("designs/ledger.md", "[../intro.md]", "elsewhere"),
            ("designs/ledger.md", "nothing.md", "missing"),
            ("designs/ledger.md", "../../x.md", "missing"),
            ("designs/ledger.md", "#2", "elsewhere"),
            ("designs/ledger.md", "PAY-2", "elsewhere"),
            ("designs/ledger.md", "Redis 2", "missing"),
        ] {
            let paths = ["adr/0001-a.md", "adr/0002-b.md", "notes/0002-c.md", "designs/ledger.md", "rfc/x.md"];
            let say = format!("relates {words}");
            let says = |path: &str| if path == from { vec![say.as_str()] } else { Vec::new() };
            let documents = paths.map(|path| document(path, "draft", &says(path)));
            let relations = Relations::from_documents(&documents, chapters);
            let place = documents.iter().position(|document| document.path.as_str() == from).expect("it is there");
            let found = match relations.targets(place)[0] {
                Target::Missing => "missing".to_owned(),
                Target::Elsewhere => "elsewhere".to_owned(),
                Target::Party(Party { document, decision }) => {
                    let decision = decision.map_or(String::new(), |decision| format!(" {}", decision + 1));
                    format!("{}{decision}", documents[document].path)
                }
            };
            assert_eq!(found, expected, "{words} in {from}");
        }
    }

    /// The last successors of `a.md`: in force, and proposed.
    fn last(documents: &[DocumentRecord]) -> (Vec<&str>, Vec<&str>) {
        let relations = Relations::from_documents(documents, []);
        let found = relations.last_successors(Party { document: 0, decision: None });
        let paths =
            |parties: &BTreeSet<Party>| parties.iter().map(|party| documents[party.document].path.as_str()).collect();
        (paths(&found.in_force), paths(&found.proposed))
    }

    #[test]
    fn the_last_of_a_chain_holds() {
        for (says, expected) in [
            (vec![("b", "accepted", "supersedes a.md")], (vec!["b.md"], vec![])),
            (
                vec![("b", "superseded", "supersedes a.md"), ("c", "accepted", "supersedes b.md")],
                (vec!["c.md"], vec![]),
            ),
            (vec![("b", "accepted", "supersedes a.md"), ("c", "draft", "supersedes b.md")], (vec!["b.md"], vec![])),
            (vec![("b", "accepted", "supersedes a.md"), ("c", "rejected", "supersedes b.md")], (vec!["b.md"], vec![])),
            (vec![("b", "draft", "supersedes a.md")], (vec![], vec!["b.md"])),
            // A part that isn't there is not the whole.
            (vec![("b", "accepted", "supersedes a.md#9")], (vec![], vec![])),
            (vec![("b", "accepted", "supersedes [a.md#context]")], (vec![], vec![])),
            (vec![("b", "rejected", "supersedes a.md")], (vec![], vec![])),
            (vec![("b", "superseded", "supersedes a.md"), ("c", "draft", "supersedes b.md")], (vec![], vec!["c.md"])),
            (
                vec![("b", "accepted", "supersedes a.md"), ("c", "accepted", "supersedes a.md")],
                (vec!["b.md", "c.md"], vec![]),
            ),
            (vec![("b", "accepted", "supersedes a.md#1")], (vec![], vec![])),
            (vec![("b", "withdrawn", "supersedes a.md")], (vec![], vec![])),
            (vec![("b", "deferred", "supersedes a.md")], (vec![], vec![])),
            (vec![("b", "deprecated", "supersedes a.md")], (vec![], vec![])),
            // Who was never in force superseded nothing, so what supersedes it doesn't either.
            (vec![("b", "rejected", "supersedes a.md"), ("c", "accepted", "supersedes b.md")], (vec![], vec![])),
            (
                vec![("b", "deprecated", "supersedes a.md"), ("c", "accepted", "supersedes b.md")],
                (vec!["c.md"], vec![]),
            ),
            (vec![("b", "accepted", "partly a.md")], (vec![], vec![])),
        ] {
            let mut documents = vec![document("a.md", "accepted", &[])];
            documents.extend(says.iter().map(|(name, status, says)| document(&format!("{name}.md"), status, &[says])));
            assert_eq!(last(&documents), expected, "{says:?}");
        }
    }

    #[test]
    fn circles_have_no_successors_and_both_sides_are_one() {
        let none: (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        let itself = [document("a.md", "accepted", &["supersedes a.md"])];
        assert_eq!(last(&itself), none);
        let of_two = [
            document("a.md", "accepted", &["supersedes b.md", "supersedes a.md"]),
            document("b.md", "accepted", &["supersedes a.md"]),
        ];
        assert_eq!(last(&of_two), none);
        let relations = Relations::from_documents(&of_two, []);
        let of_circle: Vec<bool> = relations.edges.iter().map(|edge| relations.is_of_circle(edge)).collect();
        // The document that supersedes itself is one of the two.
        assert_eq!(of_circle, [true, true, true]);
        let of_three = [
            document("a.md", "accepted", &["supersedes b.md"]),
            document("b.md", "superseded", &["supersedes c.md"]),
            document("c.md", "draft", &["supersedes a.md"]),
        ];
        assert_eq!(last(&of_three), none);
        // What a circle supersedes is superseded by the one that says so, and what supersedes a part of a circle ends it for that part.
        let into_circle = [
            document("a.md", "superseded", &[]),
            document("b.md", "accepted", &["supersedes a.md", "supersedes c.md"]),
            document("c.md", "accepted", &["supersedes b.md"]),
        ];
        assert_eq!(last(&into_circle), (vec!["b.md"], vec![]));
        let through_a_decision =
            [document("a.md", "accepted", &["supersedes b.md"]), document("b.md", "accepted", &["supersedes a.md#1"])];
        let relations = Relations::from_documents(&through_a_decision, []);
        let decision = Party { document: 0, decision: Some(0) };
        assert_eq!(*relations.last_successors(decision), Successors::default());
        let both = [
            document("a.md", "superseded", &["<supersedes b.md", "relates b.md"]),
            document("b.md", "accepted", &["supersedes a.md", "relates a.md"]),
        ];
        let relations = Relations::from_documents(&both, []);
        assert_eq!(relations.edges.len(), 2);
        assert!(relations.edges.iter().all(|edge| edge.is_declared_by(0) && edge.is_declared_by(1)));
    }

    #[test]
    fn a_part_that_one_of_the_two_says_amends() {
        for (of_old, of_new) in [("<partly b.md", "supersedes a.md"), ("<supersedes b.md", "partly a.md")] {
            let documents = [document("a.md", "accepted", &[of_old]), document("b.md", "accepted", &[of_new])];
            let relations = Relations::from_documents(&documents, []);
            let found: Vec<Relation> = relations.edges.iter().map(|edge| edge.relation).collect();
            assert_eq!(found, [Relation::Amends], "{of_old}, {of_new}");
            assert!(relations.edges[0].is_declared_by(0) && relations.edges[0].is_declared_by(1));
        }
    }

    #[test]
    fn a_long_chain_is_no_trouble() {
        let mut documents = vec![document("0.md", "superseded", &[])];
        for n in 1..5_000 {
            let status = if n == 4_999 { "accepted" } else { "superseded" };
            documents.push(document(&format!("{n}.md"), status, &[&format!("supersedes {}.md", n - 1)]));
        }
        assert_eq!(last(&documents).0, ["4999.md"]);
    }

    #[test]
    fn a_number_of_another_kind_is_not_the_own_one() {
        let documents = [
            document("adr/0007-a.md", "accepted", &[]),
            document("adr/0008-b.md", "accepted", &["depends RFC-7", "depends ADR-7"]),
            document("docs/rfcs/0007-c.md", "accepted", &[]),
            document("decisions/0009-d.md", "accepted", &["depends ADR-10"]),
            document("decisions/0010-e.md", "accepted", &["depends PEP 7"]),
            document("adr/0011-f.md", "accepted", &["depends Decision 8", "depends PEP 8"]),
        ];
        let relations = Relations::from_documents(&documents, []);
        let found: Vec<(usize, usize)> =
            relations.edges.iter().map(|edge| (edge.from.document, edge.to.document)).collect();
        assert_eq!(found, [(1, 0), (1, 2), (3, 4), (5, 1)]);
        assert_eq!(relations.targets(4), [Target::Missing]);
        assert_eq!(relations.targets(5)[1], Target::Missing);
    }

    #[test]
    fn a_number_of_the_own_prefix_is_no_ticket() {
        let ledger = DocumentRecord {
            identifier: Some(Identifier::new("PAY-7", IdSource::Field, None)),
            ..document("a.md", "accepted", &[])
        };
        let other = document("b.md", "accepted", &["depends PAY-7", "depends PAY-8", "depends OPS-8"]);
        let relations = Relations::from_documents(&[ledger, other], []);
        let found = Target::Party(Party { document: 0, decision: None });
        assert_eq!(relations.targets(1), [found, Target::Missing, Target::Elsewhere]);
    }

    #[test]
    fn ids_are_found_as_people_write_them() {
        let id = |words: &str, source| Some(Identifier::new(words, source, None));
        let documents = [
            DocumentRecord {
                identifier: id("ADR-0001", IdSource::Title),
                ..document("log/ADR-0001-a.md", "accepted", &[])
            },
            DocumentRecord { identifier: id("2", IdSource::Field), ..document("log/adr002-b.md", "accepted", &[]) },
            // Title and file disagree, so that the file's name alone counts.
            DocumentRecord { identifier: None, ..document("log/ADR-0003-c.md", "accepted", &[]) },
            DocumentRecord { identifier: None, ..document("log/http-2-d.md", "accepted", &[]) },
        ];
        for (words, expected) in [
            ("ADR-1", Some(0)),
            ("adr001", Some(0)),
            ("ADR 0001", Some(0)),
            ("Architecture Decision Record 1", Some(0)),
            ("#1", Some(0)),
            ("1", Some(0)),
            ("ADR002", Some(1)),
            ("#2", Some(1)),
            ("b", Some(1)),
            ("ADR-3", Some(2)),
            ("HTTP 2", None),
            ("d", None),
            ("RFC-1", None),
            ("ADR-4", None),
        ] {
            let say = format!("depends {words}");
            let from = document("log/z.md", "accepted", &[&say]);
            let relations = Relations::from_documents(&[&documents[..], &[from]].concat(), []);
            let found = match relations.targets(4)[0] {
                Target::Party(party) => Some(party.document),
                Target::Missing | Target::Elsewhere => None,
            };
            assert_eq!(found, expected, "{words}");
        }
    }

    #[test]
    fn a_number_means_the_own_collection_first() {
        let of = |path: &str, collection: &str, says: &[&str]| DocumentRecord {
            collection: Arc::new(CollectionName::new(collection, None)),
            ..document(path, "accepted", says)
        };
        let documents = [
            of("log/1/0007-a.md", "adr", &[]),
            of("log/2/0007-b.md", "rfc", &[]),
            of("log/3/0008-c.md", "adr", &["depends 7"]),
            of("log/3/0009-d.md", "rfc", &["depends ADR-7"]),
            of("log/3/0010-e.md", "design-docs", &["depends 7"]),
        ];
        let relations = Relations::from_documents(&documents, []);
        let found: Vec<(usize, usize)> =
            relations.edges.iter().map(|edge| (edge.from.document, edge.to.document)).collect();
        assert_eq!(found, [(2, 0), (3, 0)]);
        assert_eq!(relations.targets(4), [Target::Missing]);
    }
}
