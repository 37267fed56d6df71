//! "Did you mean": an unknown word in, the most similar of the valid words out. It must not know what the words name.
//!
//! The threshold is a share of the letters of the longer word that may be wrong:
//!
//! | function | the unknown word | share |
//! |---|---|---|
//! | [`closest_match`] | must be one of a list, such as a setting: a poor suggestion is only read | a third, and at least one letter |
//! | [`wrong_letters`] | may be a word of its own, such as a heading: a poor match is a wrong diagnostic | a quarter |
//!
//! Case, and whether words are joined by white space, `-` or `_`, don't count ([`crate::text::normalize_key`]); words in another order count as
//! one wrong letter.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::text::normalize_key;

/// The candidate that `found` is most likely a misspelling of, or `None` where no candidate is similar.
///
/// Between equally similar candidates the first wins. To look up many words among the same candidates, make [`Candidates`] once.
pub(crate) fn closest_match<'a>(found: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    Candidates::new(candidates).closest_match(found)
}

/// How many letters of `found` are wrong if `meant` is meant, or `None` where `found` may be a word of its own. Both are normalized
/// ([`crate::text::normalize`]), and any two can be compared: most pairs are told apart without a distance.
pub(crate) fn wrong_letters(found: &str, meant: &str) -> Option<usize> {
    let (counts, length) = letter_counts(found);
    let (counts_meant, length_meant) = letter_counts(meant);
    let most = length.max(length_meant) / 4;
    if most_differing(&counts, &counts_meant) > most {
        return None;
    }
    let distance = Word::new(found).distance(&Word::new(meant));
    (distance <= most).then_some(distance)
}

/// How many letters of a word that must be one of a list may be wrong.
fn most_wrong(length: usize, candidate: usize) -> usize {
    (length.max(candidate) / 3).max(1).min(length.saturating_sub(1))
}

/// How many steps all look-ups among the same candidates may take together. A book of 5,000 documents with 150 missing targets takes a tenth
/// of it. Without a bound, a book with as many missing targets as documents would take time that grows with the square of its size.
const MOST_STEPS: usize = 200_000_000;

/// Steps of one comparison by letter counts.
const STEPS_OF_COUNTS: usize = 4;

/// Steps of a distance, beside those for its letters.
const STEPS_OF_DISTANCE: usize = 64;

/// Valid words that many others are looked up in. Each is folded once, and a distance is computed only for those that are about as long and
/// consist of mostly the same letters.
#[derive(Debug)]
pub(crate) struct Candidates<'a> {
    /// By length in letters; those of one length in the order in which they were given.
    by_length: Vec<Vec<Candidate<'a>>>,
    /// For each folded word the first candidate that folds to it.
    by_folded: HashMap<String, &'a str>,
    /// The steps that are left.
    steps: usize,
}

#[derive(Debug)]
struct Candidate<'a> {
    name: &'a str,
    /// Its index among all that were given.
    order: usize,
    word: Word,
}

impl<'a> Candidates<'a> {
    /// Folds the valid words. Of those that fold to the same word, the first is kept.
    pub(crate) fn new(candidates: impl IntoIterator<Item = &'a str>) -> Self {
        let mut all = Self { by_length: Vec::new(), by_folded: HashMap::new(), steps: MOST_STEPS };
        for (order, name) in candidates.into_iter().enumerate() {
            let word = Word::new(name);
            let Entry::Vacant(entry) = all.by_folded.entry(word.folded.clone()) else { continue };
            entry.insert(name);
            if all.by_length.len() <= word.length {
                all.by_length.resize_with(word.length + 1, Vec::new);
            }
            all.by_length[word.length].push(Candidate { name, order, word });
        }
        all
    }

    /// The candidate that `found` is most likely a misspelling of, as [`closest_match`] has it; `None` as well where the look-ups before took so long
    /// that no steps are left.
    pub(crate) fn closest_match(&mut self, found: &str) -> Option<&'a str> {
        let found = Word::new(found);
        if let Some(same) = self.by_folded.get(&found.folded) {
            return Some(same);
        }
        // The number of wrong letters is at least the difference in length, so the lengths are tried from the nearest on.
        let mut best: Option<(usize, usize, &'a str)> = None;
        let longest = self.by_length.len().saturating_sub(1);
        for difference in 0..=found.length.max(longest) {
            let most = most_wrong(found.length, found.length + difference);
            if difference > best.map_or(most, |(least, ..)| least.min(most)) {
                break;
            }
            let shorter = found.length.checked_sub(difference).filter(|_| difference > 0);
            for length in shorter.into_iter().chain([found.length + difference]) {
                best = self.nearest_of_length(length, &found, best);
            }
        }
        best.map(|(.., name)| name)
    }

    /// The better of `best` and the nearest of the candidates of one length, each with its distance and its order.
    fn nearest_of_length(
        &mut self,
        length: usize,
        found: &Word,
        mut best: Option<(usize, usize, &'a str)>,
    ) -> Option<(usize, usize, &'a str)> {
        let Some(candidates) = self.by_length.get(length) else { return best };
        let Some(steps) = self.steps.checked_sub(candidates.len() * STEPS_OF_COUNTS) else { return best };
        self.steps = steps;
        let most = most_wrong(found.length, length);
        let counted =
            candidates.iter().map(|candidate| (most_differing(&found.counts, &candidate.word.counts), candidate));
        let mut similar: Vec<_> = counted.filter(|(least, _)| *least <= most).collect();
        similar.sort_by_key(|(least, candidate)| (*least, candidate.order));
        for (least, candidate) in similar {
            if best.is_some_and(|(distance, order, _)| (least, candidate.order) > (distance, order)) {
                continue;
            }
            let Some(steps) = self.steps.checked_sub(STEPS_OF_DISTANCE + found.length * length) else { return best };
            self.steps = steps;
            let distance = found.distance(&candidate.word);
            let is_better = best.is_none_or(|(least, order, _)| (distance, candidate.order) < (least, order));
            if distance <= most && is_better {
                best = Some((distance, candidate.order, candidate.name));
            }
        }
        best
    }
}

/// How often each letter is in a word: ASCII letters and digits each have a place of their own, the others share the rest.
type Counts = [u8; 64];

/// A name as it is compared: folded, and once more with its parts in alphabetical order.
#[derive(Debug)]
struct Word {
    folded: String,
    sorted: String,
    /// In letters.
    length: usize,
    counts: Counts,
}

impl Word {
    fn new(name: &str) -> Self {
        let folded = normalize_key(name).into_owned();
        let mut parts: Vec<&str> = folded.split('-').collect();
        parts.sort_unstable();
        let sorted = parts.join("-");
        let (counts, length) = letter_counts(&folded);
        Self { folded, sorted, length, counts }
    }

    fn distance(&self, other: &Self) -> usize {
        let as_written = strsim::damerau_levenshtein(&self.folded, &other.folded);
        // The parts may be in another order, which counts as one wrong letter.
        if as_written <= 1 {
            return as_written;
        }
        as_written.min(strsim::damerau_levenshtein(&self.sorted, &other.sorted) + 1)
    }
}

/// The letters of a word by their counts, and how many there are. A letter that joins words counts as `-`.
fn letter_counts(word: &str) -> (Counts, usize) {
    let mut counts = [0_u8; 64];
    let mut length = 0;
    for letter in word.chars() {
        let letter = if matches!(letter, ' ' | '_') { '-' } else { letter };
        let count = &mut counts[letter as usize % 64];
        *count = count.saturating_add(1);
        length += 1;
    }
    (counts, length)
}

/// A distance that is no greater than the real one: a wrong letter takes away or adds at most one of each count, and another order none.
fn most_differing(one: &Counts, other: &Counts) -> usize {
    let more = |a: &Counts, b: &Counts| -> usize {
        a.iter().zip(b).map(|(a, b)| u16::from(a.saturating_sub(*b))).sum::<u16>().into()
    };
    more(one, other).max(more(other, one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelling_leads_to_what_was_meant() {
        let candidates = ["docs", "missing-sections", "normalise", "index", "index-title", "fail-on"];
        for (found, expected) in [
            ("normalise", Some("normalise")),
            ("normalize", Some("normalise")),
            ("Missing_Sections", Some("missing-sections")),
            ("missing-section", Some("missing-sections")),
            ("sections-missing", Some("missing-sections")),
            ("doc", Some("docs")),
            ("indx", Some("index")),
            ("index-titel", Some("index-title")),
            ("failon", Some("fail-on")),
            ("colour", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(closest_match(found, candidates), expected, "{found}");
        }
    }

    /// What every candidate compared with every word gives.
    fn by_comparing_all<'a>(found: &str, candidates: &[&'a str]) -> Option<&'a str> {
        let found = Word::new(found);
        let words = candidates.iter().map(|name| (*name, Word::new(name)));
        let distances = words.map(|(name, word)| (found.distance(&word), word.length, name));
        let near: Vec<_> = distances
            .filter(|(distance, length, _)| *distance == 0 || *distance <= most_wrong(found.length, *length))
            .map(|(distance, _, name)| (distance, name))
            .collect();
        let least = near.iter().map(|(distance, _)| *distance).min()?;
        near.iter().find(|(distance, _)| *distance == least).map(|(_, name)| *name)
    }

    #[test]
    fn a_word_of_its_own_is_no_misspelling() {
        for (found, meant, expected) in [
            ("aproved", "approved", Some(1)),
            ("in revew", "in-review", Some(1)),
            ("opne", "open", Some(1)),
            ("nwe", "new", None),
            ("actual", "active", None),
            ("rollbakc strategy", "rollback strategy", Some(1)),
            ("strategy rollback", "rollback strategy", Some(1)),
            ("same", "same", Some(0)),
        ] {
            assert_eq!(wrong_letters(found, meant), expected, "{found}");
        }
    }

    #[test]
    fn a_look_up_gives_what_comparing_all_gives() {
        let words = [
            "",
            "a",
            "ab",
            "ba",
            "abc",
            "ADR-1",
            "adr_1",
            "adr-2",
            "1-adr",
            "ledger.md",
            "leger.md",
            "ledgers.md",
            "designs/ledger.md",
            "locker-polling",
            "polling-locker",
            "polling locker sync",
            "Größe",
            "Grösse",
            "größe-und-art",
            "größe-und-zahl",
            "日本語",
            "日本",
            "adr/0001-store.md",
            "adr/0002-store.md",
            "adr/0003-queue.md",
            "0001-store",
            "0010-store",
            "aaaaaaaaaaaa",
            "aaaaaaaaaaab",
        ];
        let mut candidates = Candidates::new(words);
        for found in words
            .iter()
            .flat_map(|word| [(*word).to_owned(), format!("{word}x"), word.replace('e', ""), word.to_uppercase()])
        {
            assert_eq!(candidates.closest_match(&found), by_comparing_all(&found, &words), "{found}");
        }
        // The nearest one wins against a longer one that comes first, and the first one of two that are equally near.
        assert_eq!(closest_match("store-1", ["store-12", "store-2", "store"]), Some("store-12"));
        assert_eq!(closest_match("adr-11", ["adr-12", "adr-1", "adr-13"]), Some("adr-12"));
    }

    #[test]
    fn the_steps_of_all_look_ups_are_bounded() {
        let names: Vec<String> = (0..200).map(|n| format!("designs/{n:03}-store-of-orders.md")).collect();
        let candidates = Candidates::new(names.iter().map(String::as_str));
        let mut few = Candidates { steps: 100_000, ..candidates };
        let suggested =
            (0..400).filter(|n| few.closest_match(&format!("design/{n:03}-store-of-order.md")).is_some()).count();
        assert!((10..300).contains(&suggested), "{suggested}");
    }
}
