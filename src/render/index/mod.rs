//! The index: all documents and decisions and a query in, Markdown tables out.
//!
//! It must not know where a query comes from, nor the chapter's text around a table. What it writes shows every name
//! and choice as its document does, whatever stands in them. Its ids hold the page's path: the hosts' print page has all of them.

mod cell;
mod controls;
mod counts;
mod group;
mod row;
mod section;
mod table;

pub use cell::{decision_link, push_link};

use crate::catalog::Catalog;
use crate::directive::{Listing, Query};
use crate::read::RenderOptions;
use row::IndexRow;
use section::IndexSection;

/// The page that a table or a link is written on.
#[derive(Debug, Clone, Copy)]
pub struct PageContext<'a> {
    /// The chapter's path relative to `src`, with `/`.
    pub path: &'a str,
    /// How pages are written.
    pub options: RenderOptions<'a>,
}

/// From how many rows on a table has a filter; on the index page it has one with less too.
const ENOUGH_TO_FILTER: usize = 10;

/// Writes the tables of one page, from its top to its end.
#[derive(Debug)]
pub struct Tables<'a> {
    catalog: &'a Catalog,
    page: PageContext<'a>,
    is_index_page: bool,
    written: usize,
    has_script: bool,
}

impl<'a> Tables<'a> {
    /// For a page; `is_index_page` if it is the book's index.
    #[must_use]
    pub fn new(catalog: &'a Catalog, page: PageContext<'a>, is_index_page: bool) -> Self {
        Self { catalog, page, is_index_page, written: 0, has_script: false }
    }

    /// The decisions or documents that a query asks for, with their number. On a page for `html`, those that are closed are folded, and
    /// there is room for a filter; the script that fills it stands behind the first.
    ///
    /// It begins with a block and ends with a line break, so that a blank line follows it whatever comes next in the chapter.
    pub fn write(&mut self, listing: Listing, query: &Query) -> String {
        let rows = match listing {
            Listing::Decisions => row::selected(IndexRow::from_decisions(self.catalog), query),
            Listing::Documents => row::selected(IndexRow::from_documents(self.catalog), query),
        };
        let least = if self.is_index_page { 2 } else { ENOUGH_TO_FILTER };
        let has_controls = rows.len() >= least;
        let has_script = has_controls && !self.has_script;
        let (page, nth) = (self.page, self.written);
        self.written += 1;
        self.has_script |= has_script;
        IndexSection { rows, listing, query, page, nth, has_controls, has_script }.write()
    }
}

/// The documents that a query asks for, in its order, as places in the catalog.
#[must_use]
pub fn selected_documents(catalog: &Catalog, query: &Query) -> Vec<usize> {
    row::selected(IndexRow::from_documents(catalog), query).iter().map(|row| row.place).collect()
}

/// The decisions that a query asks for, in its order: each as the place of its document in the catalog, and its own among the
/// document's.
#[must_use]
pub fn selected_decisions(catalog: &Catalog, query: &Query) -> Vec<(usize, usize)> {
    let rows = row::selected(IndexRow::from_decisions(catalog), query);
    rows.iter().filter_map(|row| Some((row.place, row.decision_index()?))).collect()
}

#[cfg(test)]
mod tests;
