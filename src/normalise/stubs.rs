//! Where missing sections go, and what stands for them.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::document::Document;
use crate::document::sections::Matching;
use crate::markdown::{IdRules, SpreadingElements, escape};
use crate::page::Look;
use crate::template::{Slot, Template};

use super::ids::free_id;
use super::order::{self, Order};

/// The sections that a document lacks, to be started by its author: with the template's guidance, in the order of the template. Those that
/// need not be there, or don't apply, are left out.
pub fn to_fill_in<'t>(
    document: &Document<'_>,
    matching: &Matching<'t>,
    order: &Order,
    template: &Template,
    taken: &mut BTreeSet<Cow<'_, str>>,
) -> Vec<Stub<'t>> {
    let not_applicable = document.not_applicable();
    let mut stubs = places_of_missing(document, matching, order);
    stubs.retain(|(_, slot, _)| not_applicable.iter().all(|name| name != slot.folded_name()));
    let started = stubs.into_iter().map(|(_, slot, before)| Stub {
        before,
        slot,
        words: String::new(),
        block: with_free_ids(&template.scaffold(slot), document.parsed.dialect.ids, taken),
    });
    started.collect()
}

/// Started sections whose headings take no id from an author's: one whose own id is taken says another one.
fn with_free_ids(scaffold: &str, rules: IdRules, taken: &mut BTreeSet<Cow<'_, str>>) -> String {
    let line = |line: &str| {
        let name = line.trim_start_matches('#');
        if name.len() == line.len() || !name.starts_with(' ') {
            return line.to_owned();
        }
        let id = free_id(name, taken);
        if rules.base(name.trim()) == id { line.to_owned() } else { format!("{line} {{#{id}}}") }
    };
    scaffold.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// What stands for a missing section.
#[derive(Debug)]
pub struct Stub<'t> {
    /// Before which of the shown sections it stands, by place; behind them all if there are fewer.
    pub before: usize,
    /// The section that the document lacks.
    pub slot: &'t Slot,
    /// What it says: not yet written, or not applicable.
    pub words: String,
    /// The heading, and what is shown below it.
    pub block: String,
}

/// The stubs of missing H2s, in the order of the template.
pub fn of_missing<'t>(
    document: &Document<'_>,
    matching: &Matching<'t>,
    order: &Order,
    look: &Look<'_>,
    taken: &mut BTreeSet<Cow<'_, str>>,
) -> Vec<Stub<'t>> {
    let not_applicable = document.not_applicable();
    let applies = |slot: &Slot| not_applicable.iter().all(|name| name != slot.folded_name());
    let stub = |(place, slot, before): (usize, &'t Slot, usize)| {
        let applies_itself = applies(slot);
        let words = if applies_itself { &look.labels.not_yet_written } else { &look.labels.not_applicable };
        let below: Vec<String> = matching
            .slots
            .iter()
            .filter(|below| below.parent == Some(place) && below.filled_by.is_none())
            .filter(|below| applies_itself && !below.slot.is_optional && applies(below.slot))
            .map(|below| below.slot.name.clone())
            .collect();
        let id = free_id(&slot.name, taken);
        let block = format!(
            "{} {} {{#{id}}}\n\n{}",
            "#".repeat(slot.level.into()),
            escape(&slot.name),
            look.stub(words, &below)
        );
        Stub { before, slot, words: words.clone(), block }
    };
    places_of_missing(document, matching, order).into_iter().map(stub).collect()
}

/// The H2s that a document lacks, in the order of the template: the place in [`Matching::slots`], the slot, and before which of the shown
/// sections it belongs.
fn places_of_missing<'t>(
    document: &Document<'_>,
    matching: &Matching<'t>,
    order: &Order,
) -> Vec<(usize, &'t Slot, usize)> {
    let is_free = places_outside_of_elements(document, order);
    let shown: Vec<_> = order.sections.iter().map(|placed| order::slot(matching, placed.section)).collect();
    let last = place_of_open_tail(document, order).unwrap_or(shown.len());
    let missing = matching
        .slots
        .iter()
        .enumerate()
        .filter(|(_, placed)| placed.parent.is_none() && placed.filled_by.is_none() && !placed.slot.is_optional);
    let with_place = missing.map(|(place, placed)| {
        let wanted = place_of_stub(matching, &shown, place).min(last);
        let before = (0..=wanted).rev().find(|&place| is_free[place]).unwrap_or(wanted);
        (place, placed.slot, before)
    });
    with_place.collect()
}

/// For each place before, between and behind the shown sections, whether no raw element is open there.
fn places_outside_of_elements(document: &Document<'_>, order: &Order) -> Vec<bool> {
    let parsed = &document.parsed;
    let mut open = SpreadingElements::default();
    open.read(parsed, order.prologue);
    let mut places = vec![open.first().is_none()];
    for placed in &order.sections {
        placed.parts.iter().for_each(|&part| open.read(parsed, part));
        places.push(open.first().is_none());
    }
    places
}

/// Where a stub for the slot in place `slot` is wanted, among the sections that are `shown` by the slots that they fill: behind
/// the nearest section that the template has before it, and behind unknown sections that follow that one; before a trailing run
/// of unknown ones.
fn place_of_stub(matching: &Matching<'_>, shown: &[Option<usize>], slot: usize) -> usize {
    let anchor = (0..slot)
        .rev()
        .filter(|&earlier| matching.slots[earlier].parent.is_none())
        .find_map(|earlier| shown.iter().rposition(|&found| found == Some(earlier)));
    // What is shown behind all known sections is the trailing run, so that a document written in this order has the same page.
    let last_known = shown.iter().rposition(Option::is_some);
    match anchor {
        Some(anchor) if Some(anchor) == last_known => anchor + 1,
        Some(anchor) => anchor + 1 + shown[anchor + 1..].iter().take_while(|found| found.is_none()).count(),
        None => shown.iter().position(Option::is_some).unwrap_or(shown.len()),
    }
}

/// The place of the section that holds an open tail: no stub can stand behind it.
fn place_of_open_tail(document: &Document<'_>, order: &Order) -> Option<usize> {
    let tail = document.parsed.open_tail?;
    order.sections.iter().position(|placed| placed.parts.iter().any(|part| part.end > tail && part.start <= tail))
}

/// The sections whose own blocks are nothing but guidance, with what is shown instead.
#[must_use]
pub fn of_boilerplate(document: &Document<'_>, matching: &Matching<'_>, look: &Look<'_>) -> Vec<(usize, String)> {
    (0..document.outline.sections.len())
        .filter(|&section| is_boilerplate(document, matching, section))
        .map(|section| (section, look.stub(&look.labels.not_yet_written, &[])))
        .collect()
}

/// Each section that matches a slot, and each decision, with the slot whose guidance it may hold.
pub fn sections_with_slots<'m>(
    document: &'m Document<'_>,
    matching: &'m Matching<'_>,
) -> impl Iterator<Item = (usize, &'m Slot)> {
    let sections = 0..document.outline.sections.len();
    sections.filter_map(|section| Some((section, slot_of(document, matching, section)?)))
}

/// The slot whose guidance a section may hold: the one that it matches, or for a decision that of its parent.
fn slot_of<'m>(document: &Document<'_>, matching: &'m Matching<'_>, section: usize) -> Option<&'m Slot> {
    let of = |section: usize| matching.matches[section].map(|found| matching.slots[found.slot].slot);
    let parent = document.outline.sections[section].parent;
    of(section).or_else(|| of(parent?).filter(|slot| slot.holds_decisions))
}

/// Whether a section's own blocks are nothing but guidance.
#[must_use]
pub fn is_boilerplate(document: &Document<'_>, matching: &Matching<'_>, section: usize) -> bool {
    let own = document.outline.sections[section].own.of(document.parsed.text);
    slot_of(document, matching, section).is_some_and(|slot| slot.prompts.are_all_of(own))
}
