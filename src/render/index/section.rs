//! A listing as it stands on a page: counts, controls, and groups of rows, each with its table.

use std::fmt::Write as _;

use maud::{PreEscaped, html};

use crate::directive::{Column, Group, Listing, Query};
use crate::markdown::{entities, escape};
use crate::page::MarkdownBlock;
use crate::slug::slug;

use super::controls;
use super::counts;
use super::group::{self, RowGroup};
use super::row::IndexRow;
use super::{PageContext, table};

/// A listing to be written.
pub(super) struct IndexSection<'a> {
    pub(super) rows: Vec<IndexRow<'a>>,
    pub(super) listing: Listing,
    pub(super) query: &'a Query,
    pub(super) page: PageContext<'a>,
    /// How many listings stand on the page before this one.
    pub(super) nth: usize,
    /// Whether a reader gets a filter, where there are scripts.
    pub(super) has_controls: bool,
    /// Whether the script stands here.
    pub(super) has_script: bool,
}

/// Rows that have a table of their own.
pub(super) struct TableRows<'a> {
    /// What they have in common; empty if that is nothing.
    name: String,
    pub(super) rows: Vec<IndexRow<'a>>,
    /// Whether a reader opens them first: what is closed isn't what most are after.
    pub(super) is_folded: bool,
    /// Whether they stand together because of their statuses.
    pub(super) is_by_phase: bool,
    /// The id of their place on the page.
    pub(super) id: String,
}

impl<'a> IndexSection<'a> {
    /// The rows with everything around them. Blocks are parted by blank lines, and the last one ends with a line break.
    pub(super) fn write(&self) -> String {
        let mut written = String::new();
        let Self { page, rows, .. } = self;
        if rows.is_empty() {
            written.push_str(&escape(page.options.labels.nothing_to_list.trim()));
        } else {
            let usual = table::usual_columns(rows, self.listing);
            let columns = self.query.columns().unwrap_or(&usual);
            let parts = group::parts(rows, self.query.group(), page.options.labels);
            if page.options.html {
                self.push_html(parts, columns, &mut written)
            } else {
                self.push(parts, columns, &mut written)
            }
        }
        if page.options.html {
            written = html! { div.design-index { (MarkdownBlock(&written)) } }.into_string();
        }
        written.push('\n');
        written
    }

    /// For renderers that know no HTML: everything open, and no links within the page.
    fn push(&self, parts: Vec<RowGroup<'a>>, columns: &[Column], written: &mut String) {
        written.push_str(&counts::line(&self.rows, self.listing, self.page.options.labels));
        for RowGroup { name, rows } in parts {
            if self.query.group() != Group::None {
                let _ = write!(written, "\n\n**{}** ({})", escape(&name), rows.len());
            }
            written.push_str("\n\n");
            table::push(written, &rows, columns, &self.page);
        }
    }

    fn push_html(&self, parts: Vec<RowGroup<'a>>, columns: &[Column], written: &mut String) {
        let page = &self.page;
        let groups = self.groups(parts);
        let counts = counts::list(&self.rows, self.listing, &groups, page);
        written.push_str(&html! { div.design-summary { (MarkdownBlock(&counts)) } }.into_string());
        if self.has_controls {
            let all: Vec<IndexRow<'_>> = groups.iter().flat_map(|group| &group.rows).copied().collect();
            let _ = write!(written, "\n\n{}", controls::element(&all, page.options.labels));
        }
        if let Some(script) = page.options.index_script().filter(|_| self.has_script) {
            let _ = write!(written, "\n\n{script}");
        }
        for TableRows { name, rows, is_folded, id, .. } in &groups {
            let count = html! { "(" span.design-count { (rows.len()) } ")" };
            let mut table = String::new();
            if !*is_folded && !name.is_empty() {
                let _ = write!(table, "**{}** {}\n\n", escape(name), count.0);
            }
            table::push(&mut table, rows, columns, page);
            let table = MarkdownBlock(&table);
            let group = if *is_folded {
                // The place is inside: a browser that comes to it opens what is folded.
                html! {
                    details.design-group {
                        "\n" summary { (PreEscaped(entities(name))) " " (count) } "\n"
                        div id=(id) { (table) } "\n"
                    }
                }
            } else {
                html! { div.design-group id=(id) { (table) } }
            };
            let _ = write!(written, "\n\n{}", group.0);
        }
    }

    /// The tables: one a part, and what is closed in one of its own, unless nothing else was asked for.
    fn groups(&self, parts: Vec<RowGroup<'a>>) -> Vec<TableRows<'a>> {
        let folds = !self.rows.iter().all(IndexRow::is_closed);
        let is_by_phase = matches!(self.query.group(), Group::Status | Group::Phase);
        let path = self.page.path.strip_suffix(".md").unwrap_or(self.page.path);
        // The page of all chapters has all places: the path keeps them apart.
        let prefix = format!("design-{}-{}", slug(path).unwrap_or_default(), self.nth + 1);
        let mut groups: Vec<TableRows<'a>> = Vec::new();
        let mut add = |name: &str, rows: Vec<IndexRow<'a>>, is_folded: bool| {
            if !rows.is_empty() {
                let (name, id) = (name.to_owned(), format!("{prefix}-{}", groups.len() + 1));
                groups.push(TableRows { name, rows, is_folded, is_by_phase, id });
            }
        };
        for RowGroup { name, rows } in parts {
            let (closed, others): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| folds && row.is_closed());
            let has_name = others.is_empty() && !name.is_empty();
            add(&name, others, false);
            add(if has_name { &name } else { &self.page.options.labels.closed }, closed, true);
        }
        groups
    }
}
