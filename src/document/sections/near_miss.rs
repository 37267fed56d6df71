//! Headings that are almost a name of the template.

use crate::document::outline::Outline;

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
            .filter(|(_, folded)| can_be_near(words, folded) && is_slip(words, folded))
            .map(|(name, folded)| (strsim::normalized_damerau_levenshtein(words, folded), name))
            .filter(|(near, _)| *near >= 0.8)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, name)| name)
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

/// Whether no more than a fifth of a word has to be changed to have another one's letters, in whatever order; more of it may not
/// be wrong for it to be a near miss. It is quick to say, and rules out nearly all.
fn can_be_near(one: &str, other: &str) -> bool {
    let (one, other) = (one.chars(), other.chars());
    let longest = one.clone().count().max(other.clone().count());
    // Letters that share a place are taken for one: two words only come nearer by that.
    let mut left_over = [0_i32; 64];
    let place = |letter: char| letter as usize % 64;
    one.for_each(|letter| left_over[place(letter)] += 1);
    other.for_each(|letter| left_over[place(letter)] -= 1);
    let of_one: i32 = left_over.iter().map(|&count| count.max(0)).sum();
    let of_other: i32 = left_over.iter().map(|&count| (-count).max(0)).sum();
    5 * of_one.max(of_other).unsigned_abs() as usize <= longest
}
