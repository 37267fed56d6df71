//! How many rows a listing has, and of each status, in the order of the book's list.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use maud::{PreEscaped, html};

use crate::directive::Listing;
use crate::markdown::{entities, escape};
use crate::settings::Labels;
use crate::status::{Phase, Status};

use super::PageContext;
use super::row::IndexRow;
use super::section::TableRows;

/// In a line, without words of our own.
pub(super) fn line(rows: &[IndexRow<'_>], listing: Listing, labels: &Labels) -> String {
    let mut by_status: BTreeMap<usize, (&str, usize)> = BTreeMap::new();
    for row in rows {
        let (rank, label) = match row.status() {
            Some(status) => (status.rank(), status.label()),
            None => (usize::MAX, labels.no_status.as_str()),
        };
        by_status.entry(rank).or_insert((label, 0)).1 += 1;
    }
    let mut line = total(rows, listing, labels);
    for (label, count) in by_status.values() {
        // A count stays on the line of its word.
        let _ = write!(line, " · {}\u{a0}{count}", escape(label));
    }
    line
}

/// As a list by phase, with links to the groups where the rows are.
pub(super) fn list(
    rows: &[IndexRow<'_>],
    listing: Listing,
    groups: &[TableRows<'_>],
    page: &PageContext<'_>,
) -> String {
    let labels = page.options.labels;
    let mut written = total(rows, listing, labels);
    written.push('\n');
    for phase in Phase::ALL.iter().copied().map(Some).chain([None]) {
        let is_of_phase = |row: &&IndexRow<'_>| row.status().map(Status::phase) == phase;
        let count = rows.iter().filter(is_of_phase).count();
        if count == 0 {
            continue;
        }
        // A group that stands together because of the phase, or folds all that is of it.
        let is_group_of_it = |group: &&TableRows<'_>| {
            let may_be = group.is_by_phase || group.is_folded && group.rows.len() == count;
            may_be && group.rows.iter().all(|row| is_of_phase(&row))
        };
        let of_phase = || groups.iter().filter(is_group_of_it);
        let linked = |words: String, group: Option<&TableRows<'_>>| match group {
            Some(group) => PreEscaped(format!("[{words}](#{})", group.id)),
            None => PreEscaped(words),
        };
        let mut by_status: BTreeMap<usize, (Option<&Status>, usize)> = BTreeMap::new();
        for status in rows.iter().filter(is_of_phase).map(IndexRow::status) {
            by_status.entry(status.map_or(usize::MAX, Status::rank)).or_insert((status, 0)).1 += 1;
        }
        written.push_str("\n-");
        if let Some(phase) = phase {
            let words = format!("{}\u{a0}{count}", entities(labels.phase_label(phase)));
            let phase = html! { " " span.design-phase { (linked(words, of_phase().next())) } };
            written.push_str(&phase.0);
        }
        for (status, count) in by_status.values() {
            let words = format!("{}\u{a0}{count}", page.options.badge(*status));
            let group = of_phase().find(|group| group.rows.iter().any(|row| row.status() == *status));
            written.push_str(&html! { " " span.design-tally { (linked(words, group)) } }.0);
        }
    }
    written
}

fn total(rows: &[IndexRow<'_>], listing: Listing, labels: &Labels) -> String {
    let what = match listing {
        Listing::Decisions => &labels.decisions,
        Listing::Documents => &labels.documents,
    };
    format!("**{}:** {}", escape(what), rows.len())
}
