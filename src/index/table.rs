//! Rows as Markdown: counts, and a table or one for each part.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rayon::prelude::*;

use crate::directive::{Column, Group, Listing, Query};
use crate::markdown::escape;
use crate::settings::Labels;

use super::Page;
use super::group::{self, Part};
use super::row::Row;

/// How long most lines are at most, in bytes.
const LINE_LENGTH: usize = 256;

/// Writes the rows with everything around them. Blocks are parted by blank lines, and the last one ends with a line
/// break.
pub(super) fn write(rows: &[Row<'_>], listing: Listing, query: &Query, page: &Page<'_>) -> String {
    let mut written = String::new();
    if page.look.html {
        // Blank lines around it make Markdown of what stands in the element.
        written.push_str("<div class=\"design-index\">\n\n");
    }
    if rows.is_empty() {
        written.push_str(&escape(&page.look.labels.nothing_to_list));
    } else {
        let usual = usual_columns(rows, listing);
        let columns = query.columns().unwrap_or(&usual);
        written.push_str(&counts(rows, listing, page.look.labels));
        for Part { label, rows } in group::parts(rows, query.group(), page.look.labels) {
            if query.group() != Group::None {
                let _ = write!(written, "\n\n**{label}** ({})", rows.len());
            }
            written.push_str("\n\n");
            add_table(&mut written, &rows, columns, page);
        }
    }
    written.push_str(if page.look.html { "\n\n</div>\n" } else { "\n" });
    written
}

/// How many rows there are, and of each status; in the order of the book's list, without words of our own.
fn counts(rows: &[Row<'_>], listing: Listing, labels: &Labels) -> String {
    let mut by_status: BTreeMap<usize, (&str, usize)> = BTreeMap::new();
    for row in rows {
        let (rank, label) = match row.status() {
            Some(status) => (status.rank(), status.label()),
            None => (usize::MAX, labels.no_status.as_str()),
        };
        by_status.entry(rank).or_insert((label, 0)).1 += 1;
    }
    let what = match listing {
        Listing::Decisions => &labels.decisions,
        Listing::Documents => &labels.documents,
    };
    let mut line = format!("**{}:** {}", escape(what), rows.len());
    for (label, count) in by_status.values() {
        // A count stays on the line of its word.
        let _ = write!(line, " · {}\u{a0}{count}", escape(label));
    }
    line
}

/// The columns that the rows have anything for, where nobody asks for others.
fn usual_columns(rows: &[Row<'_>], listing: Listing) -> Vec<Column> {
    let has_tasks = rows.iter().any(|row| row.document.tasks.is_some());
    let usual = listing.default_columns().iter().copied();
    usual.filter(|column| *column != Column::Progress || has_tasks).collect()
}

/// How many rows are written at once, on all cores. More would only be a second copy of the table.
const AT_ONCE: usize = 256;

fn add_table(written: &mut String, rows: &[Row<'_>], columns: &[Column], page: &Page<'_>) {
    written.push_str(&line(columns, |column, line| line.push_str(&escape(head(column, page.look.labels)))));
    written.push('\n');
    written.push_str(&line(columns, |_, line| line.push_str("---")));
    let of_row = |row: &Row<'_>| line(columns, |column, line| row.push_cell(column, page, line));
    for rows in rows.chunks(AT_ONCE) {
        for line in rows.par_iter().map(of_row).collect::<Vec<_>>() {
            written.push('\n');
            written.push_str(&line);
        }
    }
}

/// A line of the table, of which `push_cell` writes each column's cell.
fn line(columns: &[Column], push_cell: impl Fn(Column, &mut String)) -> String {
    let mut line = String::with_capacity(LINE_LENGTH);
    line.push('|');
    for &column in columns {
        line.push(' ');
        push_cell(column, &mut line);
        line.push_str(" |");
    }
    line
}

const fn head(column: Column, labels: &Labels) -> &str {
    let label = match column {
        Column::Decision => &labels.decision,
        Column::Choice => &labels.choice,
        Column::Document => &labels.document,
        Column::Status => &labels.status,
        Column::Decisions => &labels.decisions,
        Column::Date => &labels.date,
        Column::Authors => &labels.authors,
        Column::Tags => &labels.tags,
        Column::Progress => &labels.progress,
        Column::Collection => &labels.collection,
    };
    label.as_str()
}
