//! Headings that are almost a name of the template.

use crate::document::outline::Outline;
use crate::suggestions::wrong_letters;

use super::Matching;

impl<'t> Matching<'t> {
    /// The name or alias of a free slot at the place of a section that matches none, if its heading is almost that.
    #[must_use]
    pub fn near_miss(&self, outline: &Outline, place: usize) -> Option<&'t str> {
        let section = outline.sections[place];
        let parent = match section.parent {
            None => None,
            Some(parent) => Some(self.matches[parent]?.slot),
        };
        let words = self.names[place].0.longest();
        self.slots
            .iter()
            .filter(|placed| placed.filled_by.is_none() && placed.parent == parent)
            .flat_map(|placed| placed.slot.names())
            .filter_map(|(name, folded)| Some((wrong_letters(words, folded)?, folded, name)))
            .filter(|(_, folded, _)| is_slip(words, folded))
            .min_by_key(|(wrong, ..)| *wrong)
            .map(|(.., name)| name)
    }
}

/// Whether what differs in two names of as many words may be slips: `Preferences` and `Routing Strategy` are words of their own beside
/// `References` and `Testing Strategy`.
fn is_slip(one: &str, other: &str) -> bool {
    let mut differ = one.split(' ').zip(other.split(' ')).filter(|(one, other)| one != other);
    let is_one = |(one, other): (&str, &str)| {
        one.chars().next() == other.chars().next() && strsim::damerau_levenshtein(one, other) <= 2
    };
    one.split(' ').count() != other.split(' ').count() || differ.all(is_one)
}
