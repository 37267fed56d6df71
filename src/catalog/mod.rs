//! All documents and decisions of a book, as the index and the directives see them. It must not know how they were read.

pub mod relations;

use std::sync::Arc;

use percent_encoding::percent_decode_str;

use crate::collection::CollectionName;
use crate::document::identifier::Identifier;
use crate::document::progress::Tasks;
use crate::document::relation::Reference;
use crate::markdown::Inline;
use crate::status::Status;
use crate::text::Span;

/// A book's documents, in the book's order.
#[derive(Debug, Default)]
pub struct Catalog {
    /// The documents.
    pub documents: Vec<DocumentRecord>,
}

/// What the index knows of a document.
#[derive(Debug, Clone)]
pub struct DocumentRecord {
    /// The chapter's path relative to `src`, with `/`.
    pub path: String,
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
    /// The chapter's path relative to `src`, with `/`.
    pub path: String,
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
