//! Where missing sections go, and what stands for them.

use std::collections::BTreeSet;

use crate::document::Document;
use crate::document::field::FieldName;
use crate::document::sections::{Matching, Role};
use crate::markdown::escape;
use crate::page::Look;
use crate::plan::Piece;
use crate::span::Span;
use crate::template::{Slot, fold};

use super::pins::free_id;

/// The sections that a document says don't apply to it, folded.
#[must_use]
pub fn not_applicable(document: &Document<'_>) -> Vec<String> {
    let field = document.metadata.field(FieldName::NotApplicable);
    field.map(|field| field.values().iter().map(|name| fold(name)).collect()).unwrap_or_default()
}

/// The stubs of missing H2s, each with its place in the source.
pub fn of_missing(
    document: &Document<'_>,
    matching: &Matching<'_>,
    look: &Look<'_>,
    taken: &mut BTreeSet<String>,
) -> Vec<(usize, Piece)> {
    let not_applicable = not_applicable(document);
    let mut stubs = Vec::new();
    for (place, placed) in matching.slots.iter().enumerate() {
        if placed.parent.is_some() || placed.filled_by.is_some() || placed.slot.is_optional {
            continue;
        }
        let slot = placed.slot;
        let applies = !not_applicable.contains(&fold(&slot.name));
        let words = if applies { &look.labels.not_yet_written } else { &look.labels.not_applicable };
        let below: Vec<String> = matching
            .slots
            .iter()
            .filter(|below| below.parent == Some(place) && below.filled_by.is_none())
            .filter(|below| applies && !below.slot.is_optional && !not_applicable.contains(&fold(&below.slot.name)))
            .map(|below| below.slot.name.clone())
            .collect();
        let id = free_id(&slot.name, taken);
        let block = format!(
            "{} {} {{#{id}}}\n\n{}",
            "#".repeat(slot.level.into()),
            escape(&slot.name),
            look.stub(words, &below)
        );
        stubs.push((place_of_stub(document, matching, place), Piece::Generated(block)));
    }
    stubs
}

/// Behind the nearest section that the template has before it, and behind unknown sections that follow that one; before a
/// trailing run of unknown ones, a footer, and an open tail.
fn place_of_stub(document: &Document<'_>, matching: &Matching<'_>, slot: usize) -> usize {
    let outline = &document.outline;
    let top: Vec<usize> = outline.children(None).map(|(place, _)| place).collect();
    let fills = |section: usize| matching.matches[section].filter(|found| found.role == Role::Fills);
    let anchor = (0..slot)
        .rev()
        .filter(|&earlier| matching.slots[earlier].parent.is_none())
        .find_map(|earlier| top.iter().position(|&section| fills(section).is_some_and(|found| found.slot == earlier)));
    let place = match anchor {
        Some(anchor) => {
            let run = top[anchor + 1..].iter().take_while(|&&section| fills(section).is_none()).count();
            let last = if anchor + 1 + run == top.len() { anchor } else { anchor + run };
            outline.sections[top[last]].span.end
        }
        None => top
            .iter()
            .find(|&&section| fills(section).is_some())
            .map_or(outline.footer, |&first| outline.sections[first].span.start),
    };
    let before_tail = document.parsed.open_tail.and_then(|tail| {
        let holding = top.iter().find(|&&section| outline.sections[section].span.end > tail)?;
        Some(outline.sections[*holding].span.start)
    });
    before_tail.map_or(place, |tail| place.min(tail))
}

/// The parts of sections that are nothing but guidance, with what is shown instead.
#[must_use]
pub fn of_boilerplate(document: &Document<'_>, matching: &Matching<'_>, look: &Look<'_>) -> Vec<(Span, String)> {
    let text = document.parsed.text;
    sections_with_slots(document, matching)
        .filter_map(|(section, slot)| {
            let own = document.outline.sections[section].own;
            slot.is_boilerplate(own.of(text)).then(|| (own.trimmed(text), look.stub(&look.labels.not_yet_written, &[])))
        })
        .collect()
}

/// Each section that matches a slot, and each decision, with the slot whose guidance it may hold.
pub fn sections_with_slots<'m>(
    document: &'m Document<'_>,
    matching: &'m Matching<'_>,
) -> impl Iterator<Item = (usize, &'m Slot)> {
    document.outline.sections.iter().enumerate().filter_map(|(place, section)| {
        let of = |section: usize| matching.matches[section].map(|found| matching.slots[found.slot].slot);
        of(place).or_else(|| of(section.parent?).filter(|slot| slot.holds_decisions)).map(|slot| (place, slot))
    })
}
