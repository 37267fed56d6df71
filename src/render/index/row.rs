//! The rows of a table: which decisions or documents pass a query, and in which order.

use std::cmp::Ordering;

use crate::catalog::{Catalog, DecisionRecord, DocumentRecord};
use crate::directive::{Filter, FilterKey, Query, Sort, SortKey};
use crate::status::{Phase, Status};
use crate::text::normalize;

/// A decision in its document, or a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct IndexRow<'a> {
    pub(super) document: &'a DocumentRecord,
    /// The document's place in the book.
    pub(super) place: usize,
    /// `None` if the row is the document itself.
    pub(super) decision: Option<&'a DecisionRecord>,
    /// The decision's place among its document's; 0 of a document.
    pub(super) nth: usize,
}

impl<'a> IndexRow<'a> {
    /// All decisions, in the book's order.
    pub(super) fn from_decisions(catalog: &'a Catalog) -> impl Iterator<Item = Self> {
        Self::from_documents(catalog).flat_map(|row| {
            let decisions = row.document.decisions.iter().enumerate();
            decisions.map(move |(nth, decision)| Self { decision: Some(decision), nth, ..row })
        })
    }

    /// All documents, in the book's order.
    pub(super) fn from_documents(catalog: &'a Catalog) -> impl Iterator<Item = Self> {
        catalog.documents.iter().enumerate().map(|(place, document)| Self { document, place, decision: None, nth: 0 })
    }

    pub(super) fn status(&self) -> Option<&'a Status> {
        match self.decision {
            Some(decision) => decision.status.as_ref(),
            None => self.document.status.as_ref(),
        }
    }

    /// Whether it is no longer in force, or never was.
    pub(super) fn is_closed(&self) -> bool {
        self.status().is_some_and(|status| status.phase() == Phase::Closed)
    }

    /// The decision's place among its document's.
    pub(super) fn decision_index(&self) -> Option<usize> {
        self.decision.map(|_| self.nth)
    }

    /// What the decision is about, or what each of the document's decisions is; blank areas are none.
    pub(super) fn areas(&self) -> Vec<&'a str> {
        let decisions = match self.decision {
            Some(decision) => std::slice::from_ref(decision),
            None => self.document.decisions.as_slice(),
        };
        decisions.iter().map(|decision| decision.area.plain()).filter(|area| !area.trim().is_empty()).collect()
    }

    fn passes(&self, filter: &Filter) -> bool {
        let one = |value: Option<&str>| filter.accepts(value.as_slice());
        match filter.key() {
            FilterKey::Status => one(self.status().map(Status::id)),
            FilterKey::Phase => one(self.status().map(|status| status.phase().name())),
            FilterKey::Area => filter.accepts(&self.areas()),
            FilterKey::Document => filter.accepts(&[self.document.name.plain(), self.document.path.as_str()]),
            FilterKey::Tag => filter.accepts(&self.document.tags),
            FilterKey::Author => filter.accepts(&self.document.authors),
            FilterKey::Collection => one(Some(&self.document.collection.id)),
        }
    }

    fn compare(&self, other: &Self, sort: Sort) -> Ordering {
        let Sort { key, is_descending } = sort;
        match key {
            SortKey::Area => {
                let first = |row: &Self| row.areas().iter().map(|area| normalize(area).into_owned()).min();
                none_last(first(self), first(other), is_descending)
            }
            SortKey::Document => none_last(Some(self.place), Some(other.place), is_descending),
            SortKey::Status => {
                none_last(self.status().map(Status::rank), other.status().map(Status::rank), is_descending)
            }
            SortKey::Date => none_last(self.document.date.as_deref(), other.document.date.as_deref(), is_descending),
            SortKey::Number => {
                let number = |row: &Self| match row.decision {
                    Some(decision) => row.document.number_of(decision).map(|number| number as usize),
                    None => Some(row.place),
                };
                none_last(number(self), number(other), is_descending)
            }
        }
    }
}

/// The rows that pass every filter, sorted; what is equal stays in the book's order.
pub(super) fn selected<'a>(rows: impl Iterator<Item = IndexRow<'a>>, query: &Query) -> Vec<IndexRow<'a>> {
    let mut rows: Vec<IndexRow<'a>> =
        rows.filter(|row| query.filters().iter().all(|filter| row.passes(filter))).collect();
    rows.sort_by(|a, b| {
        query.sort().iter().map(|&sort| a.compare(b, sort)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    });
    rows
}

/// What is missing comes last in either direction.
fn none_last<T: Ord>(a: Option<T>, b: Option<T>, is_descending: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if is_descending => b.cmp(&a),
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => a.is_none().cmp(&b.is_none()),
    }
}
