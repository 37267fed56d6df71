//! The parts of a table that is grouped.

use std::collections::BTreeMap;

use crate::directive::Group;
use crate::settings::Labels;
use crate::status::Status;
use crate::text::normalize;

use super::cell::NOTHING;
use super::row::IndexRow;

/// Rows that have something in common.
pub(super) struct RowGroup<'a> {
    /// What they have in common, in words.
    pub(super) name: String,
    /// In the order that they came in.
    pub(super) rows: Vec<IndexRow<'a>>,
}

/// Where a part stands among the parts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum GroupKey {
    /// By a place in a list.
    Nth(usize),
    /// By a normalized name.
    Named(String),
    /// What has no such thing comes last.
    Last,
}

/// Parts rows by what they have in common; without a group, all are one part.
pub(super) fn parts<'a>(rows: &[IndexRow<'a>], group: Group, labels: &Labels) -> Vec<RowGroup<'a>> {
    let mut parts: BTreeMap<GroupKey, RowGroup<'a>> = BTreeMap::new();
    for row in rows {
        let mut places = group_keys(row, group, labels);
        if places.is_empty() {
            let is_of_status = matches!(group, Group::Status | Group::Phase);
            let name = if is_of_status { labels.no_status.as_str() } else { NOTHING };
            places.push((GroupKey::Last, name.to_owned()));
        }
        for (n, (place, name)) in places.iter().enumerate() {
            // `#Tag` and `#tag` are one tag: the row stands under it once.
            if places[..n].iter().any(|(before, _)| before == place) {
                continue;
            }
            let part = parts.entry(place.clone()).or_insert_with(|| RowGroup { name: name.clone(), rows: Vec::new() });
            part.rows.push(*row);
        }
    }
    parts.into_values().collect()
}

/// The parts that a row belongs to, each with its name.
fn group_keys(row: &IndexRow<'_>, group: Group, labels: &Labels) -> Vec<(GroupKey, String)> {
    let status = row.status();
    match group {
        Group::None => vec![(GroupKey::Last, String::new())],
        Group::Status => {
            status.map(|status| (GroupKey::Nth(status.rank()), status.label().to_owned())).into_iter().collect()
        }
        Group::Phase => status
            .map(Status::phase)
            .map(|phase| (GroupKey::Nth(phase as usize), labels.phase_label(phase).to_owned()))
            .into_iter()
            .collect(),
        Group::Area => keys_by_name(&row.areas()),
        Group::Document => vec![(GroupKey::Nth(row.place), row.document_name())],
        Group::Tag => keys_by_name(&row.document.tags),
        Group::Collection => {
            vec![(GroupKey::Named(row.document.collection.id.clone()), row.document.collection.label.clone())]
        }
    }
}

/// Parts by these names; blank ones are none.
fn keys_by_name(names: &[impl AsRef<str>]) -> Vec<(GroupKey, String)> {
    let names = names.iter().map(AsRef::as_ref).filter(|name| !name.trim().is_empty());
    names.map(|name| (GroupKey::Named(normalize(name).into_owned()), name.trim().to_owned())).collect()
}
