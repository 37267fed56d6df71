//! Sections in which nobody replaced the template's prompt.

use crate::markdown::pulldown_cmark::{Event, Tag};
use crate::template::Slot;

use super::Document;
use super::sections::Matching;

/// Each section that matches a slot, and each decision, with the slot whose guidance it may hold.
pub(crate) fn sections_with_slots<'m>(
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

/// Whether a section's own blocks are nothing but guidance. A footnote in it is part of another place too, so its author's.
pub(crate) fn is_unfilled_prompt(document: &Document<'_>, matching: &Matching<'_>, section: usize) -> bool {
    let own = document.outline.sections[section].own;
    let is_note =
        |event: &Event<'_>| matches!(event, Event::FootnoteReference(_) | Event::Start(Tag::FootnoteDefinition(_)));
    slot_of(document, matching, section).is_some_and(|slot| slot.prompts.are_all_of(own.of(document.parsed.text)))
        && !document.parsed.events_in(own).iter().any(|(event, _)| is_note(event))
}
