//! The names that headings may have, and the slots of a template that they spell.

use std::collections::HashMap;

use super::{PossibleNames, Slot};

/// How a heading spells its slot's name; in the order in which they win.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The name.
    Exact,
    /// A spelling of it, renamed to it.
    Alias,
    /// Another name that fills the slot and stays.
    CountsAs,
}

/// A slot that a heading spells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spelled {
    /// Its place among all slots, parents before their subsections.
    pub slot: usize,
    /// How the heading spells it.
    pub fit: Fit,
    /// Where in the heading's words the name ends.
    pub name_end: usize,
}

/// All spellings of a template's slots, normalized.
#[derive(Debug, Clone, Default)]
pub struct Spellings {
    /// For each the slots that it is one of.
    slots: HashMap<String, Vec<Spelling>>,
    /// How many slots there are.
    count: usize,
}

/// A slot that is spelled in some way: its place among all slots, and that of the spelling among its own.
type Spelling = (usize, usize, Fit);

impl Spellings {
    /// The spellings of some sibling slots and of all below them.
    pub(super) fn from_slots(slots: &[Slot]) -> Self {
        let mut spellings = Self::default();
        spellings.add(slots);
        spellings
    }

    fn add(&mut self, slots: &[Slot]) {
        for slot in slots {
            for (rank, (fit, folded)) in slot.spellings.iter().enumerate() {
                self.slots.entry(folded.clone()).or_default().push((self.count, rank, *fit));
            }
            self.count += 1;
            self.add(&slot.subsections);
        }
    }

    /// The slots that a heading of these possible names spells, in their order. A slot's first spelling counts.
    #[must_use]
    pub fn spelled_by(&self, names: &PossibleNames) -> Vec<Spelled> {
        let mut found: Vec<(Spelling, usize)> = Vec::new();
        for (name, end) in names.iter() {
            found.extend(self.slots.get(name).into_iter().flatten().map(|spelling| (*spelling, end)));
        }
        // Longer names stand first, and the sort is stable.
        found.sort_by_key(|((slot, rank, _), _)| (*slot, *rank));
        found.dedup_by_key(|((slot, ..), _)| *slot);
        found.into_iter().map(|((slot, _, fit), name_end)| Spelled { slot, fit, name_end }).collect()
    }
}
