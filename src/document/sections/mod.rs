//! Which section of a document fills which section of its template.

mod near_miss;

use crate::markdown::Parsed;
pub(crate) use crate::template::Fit;
use crate::template::{PossibleNames, Slot, Spelled, Template};

use super::outline::Outline;

/// What a section is to the slot that it matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It fills the slot, in the slot's place.
    Fills,
    /// Another one fills it already.
    Duplicate,
    /// It stands at another level or under another parent.
    Misplaced,
}

/// A section's place in the template.
#[derive(Debug, Clone, Copy)]
pub struct Match {
    /// The place in [`Matching::slots`].
    pub slot: usize,
    /// How the heading spells it.
    pub fit: Fit,
    /// What it is to the slot.
    pub role: Role,
    /// Where in the heading's words the name ends; a suffix follows.
    pub name_end: usize,
}

/// A template's slot with its parent.
#[derive(Debug, Clone, Copy)]
pub struct PlacedSlot<'t> {
    /// The slot.
    pub slot: &'t Slot,
    /// The place of the parent in [`Matching::slots`].
    pub parent: Option<usize>,
    /// The section that fills it, or that is misplaced.
    pub filled_by: Option<usize>,
}

/// A document's sections held against its template.
#[derive(Debug)]
pub struct Matching<'t> {
    /// All slots, parents before their subsections.
    pub slots: Vec<PlacedSlot<'t>>,
    /// For each section of the outline, what it matches.
    pub matches: Vec<Option<Match>>,
    /// How far the document's levels are off: what is added to each.
    pub shift: i8,
    /// Whether enough of its H2s match to take it for a document of this template.
    pub is_document: bool,
    /// For each section of the outline, the names that it can have, and the slots that they spell.
    names: Vec<(PossibleNames, Vec<Spelled>)>,
}

impl<'t> Matching<'t> {
    /// Holds a document's sections against a template. `has_text` says whether it says anything outside its title and metadata.
    #[must_use]
    pub fn with_template(parsed: &Parsed<'_>, outline: &Outline, template: &'t Template, has_text: bool) -> Self {
        let mut slots = Vec::new();
        place_slots(&template.sections, None, &mut slots);
        let sections = outline.sections.iter();
        let names = sections.map(|section| {
            let names = PossibleNames::from_heading(&parsed.headings[section.heading].text);
            let spelled = template.spellings.spelled_by(&names);
            (names, spelled)
        });
        let names: Vec<_> = names.collect();
        let mut matching = Self { slots, matches: vec![None; names.len()], shift: 0, is_document: false, names };
        matching.shift = matching.common_shift(outline);
        let top = outline.sections.iter().enumerate().filter(|(_, section)| {
            section.parent.is_none() && i16::from(section.level) + i16::from(matching.shift) == 2
        });
        let top: Vec<usize> = top.map(|(place, _)| place).collect();
        matching.fill(outline, &top, None);
        let matched = top.iter().filter(|&&place| matching.matches[place].is_some()).count();
        matching.is_document = if top.is_empty() { !has_text } else { matched >= 3 || 2 * matched >= top.len() };
        if matching.is_document {
            matching.find_misplaced(outline);
        }
        matching
    }

    /// The slot that a section fills or repeats, if it holds decisions.
    #[must_use]
    pub fn holds_decisions(&self, section: usize) -> bool {
        self.matches[section].is_some_and(|found| self.slots[found.slot].slot.holds_decisions)
    }

    /// The sections that go by a folded name, or fill the slot that does.
    #[must_use]
    pub fn sections_called(&self, folded: &str) -> Vec<usize> {
        let name = [folded.to_owned()];
        let fills = |place: usize| self.matches[place].is_some_and(|found| self.slots[found.slot].slot.is_among(&name));
        let is_called = |place: usize| self.names[place].0.iter().any(|(own, _)| own == folded);
        (0..self.matches.len()).filter(|&place| fills(place) || is_called(place)).collect()
    }

    /// The sections that fill slots of a kind; in a document that is built otherwise, those that are called so, wherever they stand.
    #[must_use]
    pub fn sections_for(&self, is_wanted: impl Fn(&Slot) -> bool) -> Vec<(usize, &'t Slot)> {
        let slot = |place: usize| self.slots[place].slot;
        let matched =
            self.matches.iter().enumerate().filter_map(|(place, found)| Some((place, slot(found.as_ref()?.slot))));
        let matched: Vec<_> = matched.filter(|(_, slot)| is_wanted(slot)).collect();
        if !matched.is_empty() {
            return matched;
        }
        let named = self.names.iter().enumerate().filter_map(|(place, (_, spelled))| {
            let spelled = spelled.iter().map(|spelled| slot(spelled.slot)).find(|slot| is_wanted(slot))?;
            Some((place, spelled))
        });
        named.collect()
    }

    /// If all headings that match at all are off by one same amount: what to add to each level.
    fn common_shift(&self, outline: &Outline) -> i8 {
        let mut shift = None;
        let mut count = 0;
        for (section, (_, spelled)) in outline.sections.iter().zip(&self.names) {
            let named = spelled.iter().filter(|spelled| spelled.fit != Fit::CountsAs);
            let mut levels = named.map(|spelled| self.slots[spelled.slot].slot.level);
            let Some(first) = levels.next() else { continue };
            let off = first as i8 - section.level as i8;
            if levels.any(|other| other != first) || shift.is_some_and(|known| known != off) {
                return 0;
            }
            shift = Some(off);
            count += 1;
        }
        let shift = shift.unwrap_or(0);
        // Two headings make a pattern; and nothing may become a second title.
        let keeps_one_title = outline.sections.iter().all(|section| section.level as i8 + shift >= 2);
        if count >= 2 && keeps_one_title { shift } else { 0 }
    }

    /// Matches sibling sections to the slots below `parent`: exact names first, then aliases, then what counts as them.
    fn fill(&mut self, outline: &Outline, sections: &[usize], parent: Option<usize>) {
        for wanted in [Fit::Exact, Fit::Alias, Fit::CountsAs] {
            for &place in sections {
                let mut spelled = self.names[place].1.iter().filter(|_| self.matches[place].is_none());
                let found = spelled.find(|found| found.fit == wanted && self.slots[found.slot].parent == parent);
                let Some(&Spelled { slot, name_end, .. }) = found else { continue };
                let is_free = self.slots[slot].filled_by.is_none();
                if is_free {
                    self.slots[slot].filled_by = Some(place);
                } else if wanted == Fit::CountsAs {
                    continue;
                }
                let role = if is_free { Role::Fills } else { Role::Duplicate };
                self.matches[place] = Some(Match { slot, fit: wanted, role, name_end });
            }
        }
        for &place in sections {
            if let Some(found) = self.matches[place] {
                let children: Vec<usize> = outline
                    .children(Some(place))
                    .filter(|(_, child)| child.level == outline.sections[place].level + 1)
                    .map(|(child, _)| child)
                    .collect();
                self.fill(outline, &children, Some(found.slot));
            }
        }
    }

    /// An H3's name at H2, or an H2's name under another parent, fills a slot that is still free.
    fn find_misplaced(&mut self, outline: &Outline) {
        for (place, section) in outline.sections.iter().enumerate() {
            let level = section.level as i8 + self.shift;
            if self.matches[place].is_some() || !(2..=3).contains(&level) {
                continue;
            }
            // What stands among decisions is a decision.
            if section.parent.is_some_and(|parent| self.holds_decisions(parent)) {
                continue;
            }
            let found = self.names[place].1.iter().find(|found| {
                let placed = self.slots[found.slot];
                let is_elsewhere = placed.slot.level as i8 != level || (level == 2 && section.parent.is_some());
                placed.filled_by.is_none() && is_elsewhere && found.fit == Fit::Exact
            });
            if let Some(&Spelled { slot, name_end, .. }) = found {
                self.slots[slot].filled_by = Some(place);
                self.matches[place] = Some(Match { slot, fit: Fit::Exact, role: Role::Misplaced, name_end });
            }
        }
    }
}

fn place_slots<'t>(below: &'t [Slot], parent: Option<usize>, slots: &mut Vec<PlacedSlot<'t>>) {
    for slot in below {
        let place = slots.len();
        slots.push(PlacedSlot { slot, parent, filled_by: None });
        place_slots(&slot.subsections, Some(place), slots);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Dialect, parse};

    /// For each heading behind the title: the slot's name, how it matches, and its role; the last value has the near misses.
    fn matched(text: &str) -> (Vec<String>, i8, bool, Vec<String>) {
        let template = Template::built_in("full").expect("built in");
        let parsed = parse(text, 0, Dialect::V05).expect("the parser reads it");
        let outline = Outline::from_parsed(&parsed, 0);
        let has_text = parsed.blocks.len() > usize::from(outline.title.is_some());
        let matching = Matching::with_template(&parsed, &outline, &template, has_text);
        let names: Vec<String> = matching
            .matches
            .iter()
            .map(|found| {
                found.map_or("-".to_owned(), |found| {
                    format!("{} {:?} {:?}", matching.slots[found.slot].slot.name, found.fit, found.role)
                })
            })
            .collect();
        let unmatched = (0..names.len()).filter(|&section| matching.matches[section].is_none());
        let near = unmatched.filter_map(|section| matching.near_miss(&outline, section)).map(str::to_owned).collect();
        (names, matching.shift, matching.is_document, near)
    }

    #[test]
    fn names_aliases_and_counts_as() {
        let (names, shift, is_document, near) = matched(
            "# T\n\n## Background\n\n## 2. requirements:\n\n### Unit Tests\n\n## Key Design Decisions\n\n### A\n\n## Other\n\n## Technical Desing\n",
        );
        assert_eq!(
            names,
            [
                "Current Context CountsAs Fills",
                "Requirements Exact Fills",
                "Unit Tests Exact Misplaced",
                "Design Decisions Alias Fills",
                "-",
                "-",
                "-"
            ]
            .map(|name| if name.starts_with("Unit") { "-".to_owned() } else { name.to_owned() })
        );
        assert_eq!((shift, is_document), (0, true));
        assert_eq!(near, ["Technical Design"]);
    }

    #[test]
    fn duplicates_and_misplaced() {
        let (names, ..) = matched(
            "# T\n\n## Requirements\n\n### References\n\n## Core Requirements\n\n## Metrics\n\n## Dependencies\n",
        );
        assert_eq!(
            names,
            [
                "Requirements Exact Fills",
                "References Exact Misplaced",
                "Requirements Alias Duplicate",
                "Metrics Exact Misplaced",
                "Dependencies Exact Fills"
            ]
        );
    }

    #[test]
    fn levels_off_by_one_amount() {
        assert_eq!(matched("# T\n\n# Requirements\n\n## Functional Requirements\n\n# References\n").1, 1);
        assert_eq!(matched("# T\n\n### Requirements\n\n### References\n").1, -1);
        assert_eq!(matched("# T\n\n# Requirements\n\n## References\n").1, 0);
        assert_eq!(matched("# T\n\n## X\n\n### Requirements\n\n### References\n").1, 0, "X would become a title");
    }

    #[test]
    fn what_is_no_document() {
        for (text, is_document) in [
            ("# T\n", true),
            ("", true),
            ("# T\n\nText.\n", false),
            ("# T\n\n## A\n\n## B\n\n## C\n\n## Requirements\n", false),
            ("# T\n\n## A\n\n## Requirements\n", true),
            ("# T\n\n### A\n", false),
        ] {
            assert_eq!(matched(text).2, is_document, "{text:?}");
        }
    }
}
