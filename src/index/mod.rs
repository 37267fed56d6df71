//! The index: all documents and decisions and a query in, Markdown tables out.
//!
//! It must not know where a query comes from, nor the chapter's text around a table. What it writes shows every name
//! and choice as its document does, whatever stands in them, and has no ids: the hosts' print page repeats it.

mod cell;
mod group;
mod link;
mod row;
mod table;

pub use cell::push_link;
pub use link::{link_to, link_to_source};

use crate::directive::{Listing, Query};
use crate::page::Look;
use crate::register::Register;
use row::Row;

/// Where a table stands.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The chapter's path relative to `src`, with `/`.
    pub path: &'a str,
    /// How pages are written.
    pub look: Look<'a>,
}

/// The table of decisions that a query asks for, their number above it.
///
/// It begins with a block and ends with a line break, so that a blank line follows it whatever comes next in the
/// chapter.
#[must_use]
pub fn decisions_table(register: &Register, query: &Query, page: &Page<'_>) -> String {
    let rows = row::selected(Row::of_decisions(register), query);
    table::write(&rows, Listing::Decisions, query, page)
}

/// The table of documents that a query asks for, their number above it; like [`decisions_table`].
#[must_use]
pub fn documents_table(register: &Register, query: &Query, page: &Page<'_>) -> String {
    let rows = row::selected(Row::of_documents(register), query);
    table::write(&rows, Listing::Documents, query, page)
}

/// The documents that a query asks for, in its order, as places in the register.
#[must_use]
pub fn selected_documents(register: &Register, query: &Query) -> Vec<usize> {
    row::selected(Row::of_documents(register), query).iter().map(|row| row.place).collect()
}

/// The decisions that a query asks for, in its order: each as the place of its document in the register, and its own among the
/// document's.
#[must_use]
pub fn selected_decisions(register: &Register, query: &Query) -> Vec<(usize, usize)> {
    let rows = row::selected(Row::of_decisions(register), query);
    rows.iter().filter_map(|row| Some((row.place, row.place_of_decision()?))).collect()
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
