//! All documents and decisions of a book, as the index and the directives see them. It must not know how they were read.

pub mod relations;
pub mod target;

use std::sync::Arc;

use percent_encoding::percent_decode_str;

use crate::collection::CollectionName;
use crate::document::field::FieldName;
use crate::document::identifier::Identifier;
use crate::document::progress::Tasks;
use crate::document::relation::{self, Reference};
use crate::markdown::Inline;
use crate::path::BookPath;
use crate::read::{DocumentChapter, ReadDocument};
use crate::status::Status;
use crate::text::Span;

use relations::{Party, Relations, link};

/// A book's documents, in the book's order, and how they stand to each other.
#[derive(Debug, Default)]
pub struct Catalog {
    /// The documents.
    pub documents: Vec<DocumentRecord>,
    /// Their relations.
    pub relations: Relations,
}

impl Catalog {
    /// The catalog of some documents and their relations: what supersedes a document is noted at it.
    #[must_use]
    pub fn new(mut documents: Vec<DocumentRecord>, relations: Relations) -> Self {
        for document in &mut documents {
            document.superseded_by.clear();
            document.decisions.iter_mut().for_each(|decision| decision.superseded_by.clear());
        }
        let superseded: Vec<(Party, Vec<DocumentLink>)> = relations
            .superseded()
            .map(|(party, successors)| {
                (party, successors.in_force.iter().map(|&successor| link(successor, &documents)).collect())
            })
            .collect();
        for (party, links) in superseded {
            let document = &mut documents[party.document];
            match party.decision {
                Some(decision) => document.decisions[decision].superseded_by = links,
                None => document.superseded_by = links,
            }
        }
        Self { documents, relations }
    }
}

/// What the index knows of a document.
#[derive(Debug, Clone)]
pub struct DocumentRecord {
    /// Its chapter's place in the book.
    pub chapter: usize,
    /// The chapter's path.
    pub path: BookPath<'static>,
    /// Whether it could be read; otherwise nothing but its place and its name in SUMMARY.md is known.
    pub is_read: bool,
    /// The document's name: its title without the pattern's words.
    pub name: Inline,
    /// The collection that it belongs to.
    pub collection: Arc<CollectionName>,
    /// What it is known by.
    pub identifier: Option<Identifier>,
    /// Its status; `None` if it says none that the book knows.
    pub status: Option<Status>,
    /// Where it says its status, else its title.
    pub status_span: Span,
    /// Its title, else where its text begins.
    pub title_span: Span,
    /// The date that it gives, as it is written: `date`, else `updated`, else `created`.
    pub date: Option<String>,
    /// Its authors.
    pub authors: Vec<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// The tasks of its plan, if it has any.
    pub tasks: Option<Tasks>,
    /// Its decisions, in order.
    pub decisions: Vec<DecisionRecord>,
    /// What it says of other documents.
    pub references: Vec<Reference>,
    /// What holds in its place.
    pub superseded_by: Vec<DocumentLink>,
}

impl DocumentRecord {
    /// What is known of a document that was read.
    #[must_use]
    pub fn from_document(read: &ReadDocument<'_>) -> Self {
        let status = &read.document.metadata.status;
        let decisions = read.decisions.iter().map(|decision| DecisionRecord {
            number: decision.number,
            is_document: decision.is_document,
            status: decision.status.as_ref().or(status.as_ref()).cloned(),
            fragment: read.anchor(decision).map(str::to_owned),
            area: decision.area.clone(),
            choice: decision.choice.clone(),
            superseded_by: Vec::new(),
        });
        Self {
            is_read: true,
            name: read.name(),
            identifier: read.identification.id.clone(),
            status_span: read.document.status_span(),
            title_span: read.document.title_span(),
            references: relation::read_references(&read.document, &read.decisions),
            date: read.date(),
            authors: read.values(FieldName::Authors),
            tags: read.values(FieldName::Tags),
            tasks: read.progress.as_ref().map(|progress| progress.tasks),
            decisions: decisions.collect(),
            status: status.clone(),
            ..Self::unread(&read.chapter)
        }
    }

    /// What is known of a document that can't be read.
    #[must_use]
    pub fn unread(chapter: &DocumentChapter<'_>) -> Self {
        let name = Inline::text(chapter.chapter_name);
        Self {
            chapter: chapter.index,
            path: BookPath::of_chapter(chapter.path).into_owned(),
            is_read: false,
            collection: Arc::clone(&chapter.collection.name),
            identifier: None,
            status: None,
            status_span: Span::at(0),
            title_span: Span::at(0),
            date: None,
            authors: Vec::new(),
            tags: Vec::new(),
            tasks: None,
            // The index has a line for it.
            decisions: vec![DecisionRecord {
                number: 1,
                is_document: true,
                area: name.clone(),
                choice: None,
                status: None,
                fragment: None,
                superseded_by: Vec::new(),
            }],
            name,
            references: Vec::new(),
            superseded_by: Vec::new(),
        }
    }

    /// The number that a decision is shown with: its own, or if it is the document, that of the document.
    #[must_use]
    pub fn number_of(&self, decision: &DecisionRecord) -> Option<u32> {
        let own = || self.identifier.as_ref().and_then(Identifier::shown_number);
        if decision.is_document { own() } else { Some(decision.number) }
    }

    /// The place of the decision that a fragment names: by its number, or by the id of its heading, percent-encoded or not. A document
    /// that is a decision has none inside.
    #[must_use]
    pub fn decision_called(&self, fragment: &str) -> Option<usize> {
        let decoded = percent_decode_str(fragment).decode_utf8_lossy();
        let is_it = |decision: &DecisionRecord| {
            let own = decision.fragment.as_deref();
            decoded.parse() == Ok(decision.number) || own == Some(fragment) || own == Some(&*decoded)
        };
        self.decisions.iter().position(|decision| !decision.is_document && is_it(decision))
    }
}

/// What a link to a document, or to a decision in it, is made of.
#[derive(Debug, Clone)]
pub struct DocumentLink {
    /// The document's name.
    pub name: Inline,
    /// The chapter's path.
    pub path: BookPath<'static>,
    /// The decision's number and area.
    pub decision: Option<(u32, Inline)>,
    /// The id of the decision's heading on the built page.
    pub fragment: Option<String>,
}

/// What the index knows of a decision.
#[derive(Debug, Clone)]
pub struct DecisionRecord {
    /// From 1 in the document.
    pub number: u32,
    /// Whether it is the document itself.
    pub is_document: bool,
    /// What it is about.
    pub area: Inline,
    /// What was chosen, if it says so.
    pub choice: Option<Inline>,
    /// Its own status, else the document's.
    pub status: Option<Status>,
    /// The id of the heading to link to on the built page, if it has one.
    pub fragment: Option<String>,
    /// What holds in its place.
    pub superseded_by: Vec<DocumentLink>,
}
