//! What a document's headings must be on its page, in order: the rules of the manual's page `documents.md` over what the document was
//! made of, without the crate's outline and matching.

use mdbook_design_docs::template::Slot;

use crate::checks::template;
use crate::handbook::{Handbook, Part, fillers};
use crate::spelling::Fit;

/// A heading on a page: its level and its words.
pub type Line = (u8, String);

/// The headings of a document's page. `may_move` says whether sections take the template's order.
pub fn page(handbook: &Handbook, may_move: bool) -> Vec<Line> {
    let slots = &template(handbook.template).sections;
    let may_move = may_move && !is_numbered(&handbook.parts);
    let mut lines = vec![(1, if handbook.has_title { "Ledger Design Document" } else { "Chapter" }.to_owned())];
    let order = Order::of(&handbook.parts, slots, may_move);
    let known: Vec<usize> = order.groups.iter().map(|group| group.slot).collect();
    let missing: Vec<usize> = (0..slots.len())
        .filter(|slot| !known.contains(slot) && !is_misplaced(&handbook.parts, &slots[*slot]))
        .collect();
    // A placeholder stands behind the nearest section before it that is there, else before the first.
    let placeholders = |anchor: Option<usize>| {
        let here = |slot: &&usize| known.iter().copied().filter(|known| known < slot).max() == anchor;
        missing.iter().filter(here).map(|&slot| (2, slots[slot].name.clone())).collect::<Vec<Line>>()
    };
    order.leading.iter().for_each(|part| write(part, None, 2, may_move, &mut lines));
    lines.extend(placeholders(None));
    for (n, group) in order.groups.iter().enumerate() {
        write(group.known, group.fills.then(|| &slots[group.slot]), 2, may_move, &mut lines);
        group.followers.iter().for_each(|part| write(part, None, 2, may_move, &mut lines));
        // Behind the last one that fills a slot or repeats it.
        if order.groups[n + 1..].iter().all(|later| later.slot != group.slot) {
            lines.extend(placeholders(Some(group.slot)));
        }
    }
    order.trailing.iter().for_each(|part| write(part, None, 2, may_move, &mut lines));
    lines
}

/// A known section with those that follow it.
struct Group<'h> {
    slot: usize,
    /// Whether it fills the slot; else it repeats the one that does.
    fills: bool,
    known: &'h Part,
    followers: Vec<&'h Part>,
}

/// Siblings in the order of the page.
struct Order<'h> {
    leading: Vec<&'h Part>,
    groups: Vec<Group<'h>>,
    trailing: Vec<&'h Part>,
}

impl<'h> Order<'h> {
    fn of(parts: &'h [Part], slots: &[Slot], may_move: bool) -> Self {
        let filled = fillers(parts, slots.len());
        let mut order = Self { leading: Vec::new(), groups: Vec::new(), trailing: Vec::new() };
        for (place, part) in parts.iter().enumerate() {
            let fills = part.slot.is_some_and(|slot| filled[slot] == Some(place));
            match (part.slot.filter(|_| fills || part.heading.fit != Fit::CountsAs), order.groups.last_mut()) {
                (Some(slot), _) => order.groups.push(Group { slot, fills, known: part, followers: Vec::new() }),
                (None, Some(group)) => group.followers.push(part),
                (None, None) => order.leading.push(part),
            }
        }
        let trailing = order.groups.last_mut().map(|last| std::mem::take(&mut last.followers)).unwrap_or_default();
        if may_move {
            order.groups.sort_by_key(|group| group.slot);
        }
        // What comes to stand behind all known sections is a trailing run too.
        order.trailing = order.groups.last_mut().map(|last| std::mem::take(&mut last.followers)).unwrap_or_default();
        order.trailing.extend(trailing);
        order
    }
}

/// Writes a section with all below it; `slot` is what it fills.
fn write(part: &Part, slot: Option<&Slot>, level: u8, may_move: bool, lines: &mut Vec<Line>) {
    lines.push(match slot {
        Some(slot) if part.heading.fit != Fit::CountsAs => (level, part.heading.renamed(&slot.name)),
        _ => (level, part.heading.as_written()),
    });
    if slot.is_some_and(|slot| slot.holds_decisions) {
        let decisions = (1..).zip(&part.below);
        lines.extend(decisions.map(|(number, decision)| (3, format!("{number}. {}", decision.heading.name_alone()))));
        return;
    }
    let slots: &[Slot] = slot.map_or(&[], |slot| &slot.subsections);
    let order = Order::of(&part.below, slots, may_move && !is_numbered(&part.below));
    let groups = order.groups.iter().flat_map(|group| {
        std::iter::once((group.known, group.fills.then(|| &slots[group.slot])))
            .chain(group.followers.iter().map(|part| (*part, None)))
    });
    let leading = order.leading.iter().map(|part| (*part, None));
    let trailing = order.trailing.iter().map(|part| (*part, None));
    for (part, slot) in leading.chain(groups).chain(trailing) {
        write(part, slot, level + 1, may_move, lines);
    }
}

/// Whether more than half of these headings carry a number.
fn is_numbered(parts: &[Part]) -> bool {
    2 * parts.iter().filter(|part| !part.heading.number.is_empty()).count() > parts.len()
}

/// Whether an H2's name stands below another section.
fn is_misplaced(parts: &[Part], slot: &Slot) -> bool {
    let mut below = parts.iter().flat_map(|part| &part.below).filter(|part| part.slot.is_none());
    below.any(|part| part.heading.name_alone() == format!("{}{}", slot.name, part.heading.suffix))
}
