//! Rows as Markdown tables: one, or one for each part.

use maud::{PreEscaped, html};
use rayon::prelude::*;

use crate::directive::{Column, Listing};
use crate::markdown::{entities, escape};
use crate::settings::Labels;

use super::PageContext;
use super::row::IndexRow;

/// How long most lines are at most, in bytes.
const LINE_LENGTH: usize = 256;

/// How many rows are written at once, on all cores. More would only be a second copy of the table.
const AT_ONCE: usize = 256;

/// Writes a table, without a line break at its end.
pub(super) fn push(written: &mut String, rows: &[IndexRow<'_>], columns: &[Column], page: &PageContext<'_>) {
    written.push_str(&line(columns, |column, line| line.push_str(&head(column, page))));
    written.push('\n');
    written.push_str(&line(columns, |_, line| line.push_str("---")));
    let of_row = |row: &IndexRow<'_>| line(columns, |column, line| row.push_cell(column, page, line));
    for rows in rows.chunks(AT_ONCE) {
        for line in rows.par_iter().map(of_row).collect::<Vec<_>>() {
            written.push('\n');
            written.push_str(&line);
        }
    }
}

/// The columns that the rows have anything for, where nobody asks for others.
pub(super) fn usual_columns(rows: &[IndexRow<'_>], listing: Listing) -> Vec<Column> {
    let has_tasks = rows.iter().any(|row| row.document.tasks.is_some());
    let usual = listing.default_columns().iter().copied();
    usual.filter(|column| *column != Column::Progress || has_tasks).collect()
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

/// A column's head. Markdown's tables have no classes: the style and the script know the column by what stands in it.
fn head(column: Column, page: &PageContext<'_>) -> String {
    let label = label(column, page.options.labels);
    if page.options.html {
        html! { span data-column=(column.name()) { (PreEscaped(entities(label))) } }.into_string()
    } else {
        escape(label)
    }
}

/// What a column is called.
pub(super) const fn label(column: Column, labels: &Labels) -> &str {
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
