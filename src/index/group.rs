//! The parts of a table that is grouped.

use std::collections::BTreeMap;

use crate::directive::{Group, folded};
use crate::markdown::escape;
use crate::settings::Labels;
use crate::status::{Phase, Status};

use super::cell::NOTHING;
use super::row::Row;

/// Rows that have something in common.
pub(super) struct Part<'a> {
    /// What they have in common, as Markdown.
    pub(super) label: String,
    /// In the order that they came in.
    pub(super) rows: Vec<Row<'a>>,
}

/// Where a part stands among the parts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// By a place in a list.
    Nth(usize),
    /// By a folded name.
    Named(String),
    /// What has no such thing comes last.
    Last,
}

/// Parts rows by what they have in common; without a group, all are one part.
pub(super) fn parts<'a>(rows: &[Row<'a>], group: Group, labels: &Labels) -> Vec<Part<'a>> {
    let mut parts: BTreeMap<Place, Part<'a>> = BTreeMap::new();
    for (nth, row) in rows.iter().enumerate() {
        let mut places = places(row, group);
        if places.is_empty() {
            let label = if group == Group::Status { escape(&labels.no_status) } else { NOTHING.to_owned() };
            places.push((Place::Last, label));
        }
        for (n, (place, label)) in places.iter().enumerate() {
            // `#Tag` and `#tag` are one tag: the row stands under it once.
            if places[..n].iter().any(|(before, _)| before == place) {
                continue;
            }
            let part = parts.entry(place.clone()).or_insert_with(|| Part { label: label.clone(), rows: Vec::new() });
            part.rows.push(rows[nth]);
        }
    }
    parts.into_values().collect()
}

/// The parts that a row belongs to, each with its label.
fn places(row: &Row<'_>, group: Group) -> Vec<(Place, String)> {
    let status = row.status();
    match group {
        Group::None => vec![(Place::Last, String::new())],
        Group::Status => status.map(|status| (Place::Nth(status.rank()), escape(status.label()))).into_iter().collect(),
        Group::Phase => status
            .map(Status::phase)
            .map(|phase| (Place::Nth(phase as usize), phase_label(phase)))
            .into_iter()
            .collect(),
        Group::Area => named(&row.areas()),
        Group::Document => vec![(Place::Nth(row.place), escape(&row.document_name()))],
        Group::Tag => named(&row.document.tags),
        Group::Collection => {
            vec![(Place::Named(row.document.collection.id.clone()), escape(&row.document.collection.label))]
        }
    }
}

/// Parts by these names; blank ones are none.
fn named(names: &[impl AsRef<str>]) -> Vec<(Place, String)> {
    let names = names.iter().map(AsRef::as_ref).filter(|name| !name.trim().is_empty());
    names.map(|name| (Place::Named(folded(name)), escape(name.trim()))).collect()
}

/// A phase has no label of its own: its name with a capital.
fn phase_label(phase: Phase) -> String {
    let (first, rest) = phase.name().split_at(1);
    first.to_uppercase() + rest
}
