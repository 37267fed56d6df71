//! What the script needs to filter a table: the facets of its rows, as data of an empty element that the script fills.
//!
//! As an attribute it is in no search index, and without the script nothing of it is seen.

use std::cmp::Reverse;
use std::collections::HashMap;

use maud::html;
use rayon::prelude::*;
use serde::Serialize;

use crate::directive::FilterKey;
use crate::settings::Labels;
use crate::status::Status;
use crate::text::normalize;

use super::row::IndexRow;

/// What `src/page/assets/index.js` calls `Data`.
#[derive(Debug, Serialize)]
struct Data<'a> {
    words: Words<'a>,
    all: usize,
    facets: Vec<Facet>,
    /// Which record each row shows, where that isn't just its place: in a table by tags, a record may stand in two rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    records: Option<Vec<usize>>,
}

#[derive(Debug, Serialize)]
struct Words<'a> {
    filter: &'a str,
    clear: &'a str,
    shown: &'a str,
    nothing: &'a str,
}

#[derive(Debug, Serialize)]
struct Facet {
    key: &'static str,
    name: String,
    /// The id and the label of each.
    values: Vec<(String, String)>,
    /// What each record has, as places in `values`.
    of: Vec<Has>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Has {
    One(usize),
    Others(Vec<usize>),
}

/// A value of a record in one respect: what it is sorted by among the values, its id and its label.
struct FacetValue {
    rank: usize,
    id: String,
    label: String,
}

/// The element for the controls of a table with these rows, in the order in which they stand on the page.
pub(super) fn element(rows: &[IndexRow<'_>], labels: &Labels) -> String {
    let mut places = HashMap::new();
    let mut records: Vec<IndexRow<'_>> = Vec::with_capacity(rows.len());
    let of_rows: Vec<usize> = rows
        .iter()
        .map(|row| {
            *places.entry((row.place, row.decision_index())).or_insert_with(|| {
                records.push(*row);
                records.len() - 1
            })
        })
        .collect();
    // Each is made of all records.
    let facets = KEYS.into_par_iter().filter_map(|key| facet(key, &records, labels)).collect();
    let words = Words { filter: &labels.filter, clear: &labels.clear, shown: &labels.shown, nothing: &labels.no_match };
    let is_place = of_rows.iter().enumerate().all(|(place, &record)| place == record);
    let data = Data { words, all: records.len(), facets, records: (!is_place).then_some(of_rows) };
    let json = serde_json::to_string(&data).expect("text and numbers can be written");
    // mdBook's `links` would take it for a directive. It can stand in text only.
    let json = json.replace("{{", "{\\u007b");
    html! { div.design-controls data-index=(json) {} }.into_string()
}

/// What rows can be chosen by, in the order of the buttons.
const KEYS: [FilterKey; 6] =
    [FilterKey::Status, FilterKey::Phase, FilterKey::Collection, FilterKey::Area, FilterKey::Tag, FilterKey::Author];

/// The facet of a key; `None` if it has nothing to choose from.
fn facet(key: FilterKey, records: &[IndexRow<'_>], labels: &Labels) -> Option<Facet> {
    // By normalized id, so that `#Tag` and `#tag` are one; each with how many records have it.
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut found: Vec<(String, FacetValue, usize)> = Vec::new();
    let mut place_of = |value: FacetValue| {
        let id = normalize(&value.id).into_owned();
        let place = *places.entry(id.clone()).or_insert(found.len());
        if place == found.len() {
            found.push((id, value, 0));
        }
        place
    };
    let mut of: Vec<Vec<usize>> = Vec::with_capacity(records.len());
    for row in records {
        let mut places: Vec<usize> = values(key, row, labels).into_iter().map(&mut place_of).collect();
        places.sort_unstable();
        places.dedup();
        of.push(places);
    }
    if found.is_empty() || found.len() == 1 && of.iter().all(|places| !places.is_empty()) {
        return None;
    }
    of.iter().flatten().for_each(|&place| found[place].2 += 1);
    // What has an order of its own keeps it; of the rest, the most frequent come first.
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&place| {
        let (id, value, count) = &found[place];
        (value.rank, Reverse(*count), id)
    });
    let mut shown = vec![0; order.len()];
    order.iter().enumerate().for_each(|(at, &place)| shown[place] = at);
    let has = |places: &Vec<usize>| match places.as_slice() {
        [one] => Has::One(shown[*one]),
        _ => Has::Others(places.iter().map(|&place| shown[place]).collect()),
    };
    let value = |&place: &usize| (found[place].1.id.clone(), found[place].1.label.clone());
    Some(Facet {
        key: key.name(),
        name: name(key, labels).to_owned(),
        of: of.iter().map(has).collect(),
        values: order.iter().map(value).collect(),
    })
}

const fn name(key: FilterKey, labels: &Labels) -> &str {
    let name = match key {
        FilterKey::Status => &labels.status,
        FilterKey::Phase => &labels.phase,
        FilterKey::Area => &labels.area,
        FilterKey::Document => &labels.document,
        FilterKey::Tag => &labels.tags,
        FilterKey::Author => &labels.authors,
        FilterKey::Collection => &labels.collection,
    };
    name.as_str()
}

/// What a record has in one respect.
fn values(key: FilterKey, row: &IndexRow<'_>, labels: &Labels) -> Vec<FacetValue> {
    let value = |rank: usize, id: &str, label: &str| FacetValue {
        rank,
        id: id.trim().to_owned(),
        label: label.trim().to_owned(),
    };
    let named = |name: &str| value(0, name, name);
    let filled =
        |names: &[String]| names.iter().filter(|name| !name.trim().is_empty()).map(|name| named(name)).collect();
    match key {
        FilterKey::Status => match row.status() {
            Some(status) => vec![value(status.rank(), status.id(), status.label())],
            None => vec![value(usize::MAX, "none", &labels.no_status)],
        },
        FilterKey::Phase => {
            let phase = row.status().map(Status::phase);
            phase.map(|phase| value(phase as usize, phase.name(), labels.phase_label(phase))).into_iter().collect()
        }
        FilterKey::Area => row.areas().into_iter().map(named).collect(),
        FilterKey::Document => vec![named(&row.document_name())],
        FilterKey::Tag => filled(&row.document.tags),
        FilterKey::Author => filled(&row.document.authors),
        FilterKey::Collection => vec![value(0, &row.document.collection.id, &row.document.collection.label)],
    }
}
