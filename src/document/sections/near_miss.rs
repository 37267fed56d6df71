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

/// Whether what differs in two names may be slips: `Preferences` and `Routing Strategy` are words of their own beside `References` and `Testing
/// Strategy`, and `Core API Components` has a word more than `Core Components`. A space may be missing or too much.
fn is_slip(one: &str, other: &str) -> bool {
    const MOST_WRONG: usize = 2;
    let distance = strsim::damerau_levenshtein;
    if one.split(' ').count() != other.split(' ').count() {
        return distance(&one.replace(' ', ""), &other.replace(' ', "")) <= MOST_WRONG;
    }
    let mut differ = one.split(' ').zip(other.split(' ')).filter(|(one, other)| one != other);
    differ.all(|(one, other)| one.chars().next() == other.chars().next() && distance(one, other) <= MOST_WRONG)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_and_words_of_their_own() {
        for (one, other, expected) in [
            ("rollbakc strategy", "rollback strategy", true),
            ("rollbackstrategy", "rollback strategy", true),
            ("roll back strategy", "rollback strategy", true),
            ("preferences", "references", false),
            ("routing strategy", "testing strategy", false),
            ("core api components", "core components", false),
        ] {
            assert_eq!(is_slip(one, other), expected, "{one}");
        }
    }
}
