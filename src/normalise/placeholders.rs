//! Where missing sections go, and what stands for them.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::slice;

use crate::document::Document;
use crate::document::sections::Matching;
use crate::document::unfilled_prompt::is_unfilled_prompt;
use crate::markdown::{Dialect, SpreadingElements, parse};
use crate::page::segment::{Placeholder, PlaceholderKind};
use crate::read::RenderOptions;
use crate::template::{Slot, Template};
use crate::text::Edits;
use crate::text::Span;

use super::anchors::free_id;
use super::order::{self, Order};
use super::replaced_metadata::is_in_header;

/// A section that its author can start from the template's guidance.
#[derive(Debug)]
pub(super) struct Started {
    /// Where it goes.
    pub at: At,
    /// Its heading and guidance, and all below it.
    pub block: String,
}

/// Where a started section goes.
#[derive(Debug, Clone, Copy)]
pub(super) enum At {
    /// Before that place of the source, along with which it moves.
    Offset(usize),
    /// Before which of the shown sections, by place; behind them all if there are fewer.
    Before(usize),
}

/// The sections that a document lacks, to be started by its author: with the template's guidance, in the order of the template. Those that
/// need not be there, or don't apply, are left out.
pub(super) fn to_fill_in(
    document: &Document<'_>,
    matching: &Matching<'_>,
    order: &Order,
    template: &Template,
    taken: &mut BTreeSet<Cow<'_, str>>,
) -> Vec<Started> {
    let not_applicable = document.not_applicable();
    let applies = |slot: usize| !matching.slots[slot].slot.is_among(&not_applicable);
    let h2s = positions_of_missing_h2s(document, matching, order).into_iter();
    let h2s = h2s.map(|(slot, before)| (slot, At::Before(before)));
    // What ends a section stands before what follows it.
    let missing = positions_of_missing_h3s(document, matching, order).into_iter().chain(h2s);
    let missing = missing.filter(|(slot, _)| applies(*slot) && matching.slots[*slot].parent.is_none_or(applies));
    let started = missing.map(|(slot, at)| {
        let scaffold = template.scaffold(matching.slots[slot].slot);
        Started { at, block: with_free_ids(&scaffold, document.parsed.dialect, taken) }
    });
    started.collect()
}

/// Started sections whose headings take no id from an author's: one whose own id is taken says another one.
fn with_free_ids(scaffold: &str, dialect: Dialect, taken: &mut BTreeSet<Cow<'_, str>>) -> String {
    let Ok(parsed) = parse(scaffold, 0, dialect) else { return scaffold.to_owned() };
    let mut edits = Edits::new();
    for heading in &parsed.headings {
        let id = free_id(&heading.text, taken);
        if dialect.anchors.base(&heading.text) != id {
            edits.replace(Span::at(heading.content.end), format!(" {{#{id}}}"));
        }
    }
    edits.apply(scaffold)
}

/// The placeholders of missing H2s, in the order of the template, each with the place of the shown section before which it stands; behind them all if
/// there are fewer.
pub(super) fn for_missing_sections(
    document: &Document<'_>,
    matching: &Matching<'_>,
    order: &Order,
    options: &RenderOptions<'_>,
    taken: &mut BTreeSet<Cow<'_, str>>,
) -> Vec<(usize, Placeholder)> {
    let not_applicable = document.not_applicable();
    let applies = |slot: &Slot| !slot.is_among(&not_applicable);
    let placeholder = |(place, before): (usize, usize)| {
        let slot = matching.slots[place].slot;
        let applies_itself = applies(slot);
        let words = if applies_itself { &options.labels.not_yet_written } else { &options.labels.not_applicable };
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
            slot.markdown,
            options.placeholder(words, &below)
        );
        let above = order.sections[..before.min(order.sections.len())].iter().rev().map(|placed| placed.section);
        let after = above.into_iter().find(|&section| !is_in_header(document, section));
        let kind = PlaceholderKind::MissingSection { after };
        (before, Placeholder { name: slot.name.clone(), kind, words: words.clone(), block, anchor: Some(id) })
    };
    positions_of_missing_h2s(document, matching, order).into_iter().map(placeholder).collect()
}

/// The H2s that a document lacks, in the order of the template: the place in [`Matching::slots`], and before which of the shown sections
/// it belongs.
fn positions_of_missing_h2s(document: &Document<'_>, matching: &Matching<'_>, order: &Order) -> Vec<(usize, usize)> {
    let is_free = free_positions(document, &order.prologue, order.sections.iter().map(|placed| &placed.parts[..]));
    let shown: Vec<_> = order.sections.iter().map(|placed| order::slot(matching, placed.section)).collect();
    let places = positions_of_missing(matching, None, &shown).map(|(slot, wanted)| {
        let before = (0..=wanted).rev().find(|&place| is_free[place]).unwrap_or(wanted);
        (slot, before)
    });
    places.collect()
}

/// The H3s that a document lacks in sections that it has, in the order in which they go: the place in [`Matching::slots`], and where it goes.
/// Left out is what can't be put into its section, since something is left open there.
fn positions_of_missing_h3s(document: &Document<'_>, matching: &Matching<'_>, order: &Order) -> Vec<(usize, At)> {
    let ranks = order.ranks();
    let mut missing = Vec::new();
    for (place, placed) in order.sections.iter().enumerate() {
        let fills = |slot: &usize| {
            let slot = &matching.slots[*slot];
            slot.filled_by == Some(placed.section) && !slot.slot.is_optional
        };
        let Some(parent) = order::slot(matching, placed.section).filter(fills) else { continue };
        let below = order::subsections(document, matching, placed, &ranks);
        let shown: Vec<Option<usize>> = below.iter().map(|&(section, _)| order::slot(matching, section)).collect();
        let own = document.outline.sections[placed.section].own;
        let is_free = free_positions(document, &own, below.iter().map(|(_, span)| slice::from_ref(span)));
        for (slot, wanted) in positions_of_missing(matching, Some(parent), &shown) {
            let before = (0..=wanted).rev().find(|&place| is_free[place]);
            let at =
                |before: usize| below.get(before).map_or(At::Before(place + 1), |(_, span)| At::Offset(span.start));
            missing.extend(before.map(|before| (slot, at(before))));
        }
    }
    missing
}

/// The slots below `parent` that no section fills though one should, in the order of the template; and before which of the sections that
/// are `shown` below it, by the slots that they fill, a section for it is wanted.
fn positions_of_missing(
    matching: &Matching<'_>,
    parent: Option<usize>,
    shown: &[Option<usize>],
) -> impl Iterator<Item = (usize, usize)> {
    let missing =
        matching.slots.iter().enumerate().filter(move |(_, placed)| {
            placed.parent == parent && placed.filled_by.is_none() && !placed.slot.is_optional
        });
    missing.map(move |(slot, _)| (slot, template_position(matching, shown, slot)))
}

/// For each place before, between and behind some shown sections, below what stands `above` them, whether something can be put there:
/// no raw element is open, nor a tail.
fn free_positions<'s>(
    document: &Document<'_>,
    above: &'s Span,
    sections: impl Iterator<Item = &'s [Span]>,
) -> Vec<bool> {
    let parsed = &document.parsed;
    let mut open = SpreadingElements::default();
    let mut is_behind_tail = false;
    let parts = std::iter::once(slice::from_ref(above)).chain(sections);
    let places = parts.map(|parts| {
        for &part in parts {
            open.read(parsed, part);
            is_behind_tail |= parsed.open_tail.is_some_and(|tail| part.start <= tail && tail < part.end);
        }
        open.first().is_none() && !is_behind_tail
    });
    places.collect()
}

/// Where a section for a slot is wanted, among the sections that are `shown` by the slots that they fill: behind the nearest
/// section that the template has before it, and behind unknown sections that follow that one; before a trailing run of unknown
/// ones.
fn template_position(matching: &Matching<'_>, shown: &[Option<usize>], slot: usize) -> usize {
    let parent = matching.slots[slot].parent;
    let anchor = (0..slot)
        .rev()
        .filter(|&earlier| matching.slots[earlier].parent == parent)
        .find_map(|earlier| shown.iter().rposition(|&found| found == Some(earlier)));
    // What is shown behind all known sections is the trailing run, so that a document written in this order has the same page.
    let last_known = shown.iter().rposition(Option::is_some);
    match anchor {
        Some(anchor) if Some(anchor) == last_known => anchor + 1,
        Some(anchor) => anchor + 1 + shown[anchor + 1..].iter().take_while(|found| found.is_none()).count(),
        None => shown.iter().position(Option::is_some).unwrap_or(shown.len()),
    }
}

/// The sections whose own blocks are nothing but an unfilled prompt, with what is shown instead.
pub(super) fn for_unfilled_prompts(
    document: &Document<'_>,
    matching: &Matching<'_>,
    options: &RenderOptions<'_>,
) -> Vec<(usize, Placeholder)> {
    let sections =
        (0..document.outline.sections.len()).filter(|&section| is_unfilled_prompt(document, matching, section));
    let placeholder = |section: usize| Placeholder {
        name: document.parsed.headings[document.outline.sections[section].heading].text.to_string(),
        kind: PlaceholderKind::UnfilledPrompt { section },
        words: options.labels.not_yet_written.clone(),
        block: options.placeholder(&options.labels.not_yet_written, &[]),
        anchor: None,
    };
    sections.map(|section| (section, placeholder(section))).collect()
}
