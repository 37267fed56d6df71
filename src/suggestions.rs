//! "Did you mean": a word that nothing goes by in, the most similar of the valid words out. It knows nothing of what the
//! words name.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The candidate that `found` is most likely a misspelling of, or `None` where no candidate is similar.
///
/// Case, `_` for `-` and the order of the words don't count. Of what is left, up to a third of the letters may be wrong;
/// between equally similar candidates the first wins. To look up many words among the same candidates, make
/// [`Candidates`] once.
///
/// ```
/// # use mdbook_design_docs::suggestions::nearest;
/// assert_eq!(nearest("section-mising", ["section-missing", "decision-missing"]), Some("section-missing"));
/// assert_eq!(nearest("colour", ["docs", "template"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(found: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    Candidates::new(candidates).nearest(found)
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
pub struct Candidates<'a> {
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
    #[must_use]
    pub fn new(candidates: impl IntoIterator<Item = &'a str>) -> Self {
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

    /// The candidate that `found` is most likely a misspelling of, as [`nearest`] has it; `None` as well where the look-ups before took so long
    /// that no steps are left.
    pub fn nearest(&mut self, found: &str) -> Option<&'a str> {
        let found = Word::new(found);
        if let Some(same) = self.by_folded.get(&found.folded) {
            return Some(same);
        }
        // The number of wrong letters is at least the difference in length, so the lengths are tried from the nearest on.
        let mut best: Option<(usize, usize, &'a str)> = None;
        let longest = self.by_length.len().saturating_sub(1);
        for difference in 0..=found.length.max(longest) {
            let most = found.most_wrong(found.length + difference);
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
        let most = found.most_wrong(length);
        let counted = candidates.iter().map(|candidate| (found.least_distance(&candidate.word), candidate));
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
        let folded = name.trim().to_lowercase().replace(['_', ' '], "-");
        let mut parts: Vec<&str> = folded.split('-').collect();
        parts.sort_unstable();
        let sorted = parts.join("-");
        let mut counts = [0_u8; 64];
        let mut length = 0;
        for letter in folded.chars() {
            let count = &mut counts[letter as usize % 64];
            *count = count.saturating_add(1);
            length += 1;
        }
        Self { folded, sorted, length, counts }
    }

    /// How many letters may differ from a candidate of a length that counts as similar.
    fn most_wrong(&self, length: usize) -> usize {
        (self.length.max(length) / 3).max(1).min(self.length.saturating_sub(1))
    }

    /// A distance that is no greater than the real one: a wrong letter takes away or adds at most one of each count, and another order none.
    fn least_distance(&self, other: &Self) -> usize {
        let more = |a: &Counts, b: &Counts| -> usize {
            a.iter().zip(b).map(|(a, b)| u16::from(a.saturating_sub(*b))).sum::<u16>().into()
        };
        more(&self.counts, &other.counts).max(more(&other.counts, &self.counts))
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
            assert_eq!(nearest(found, candidates), expected, "{found}");
        }
    }

    /// What every candidate compared with every word gives.
    fn by_comparing_all<'a>(found: &str, candidates: &[&'a str]) -> Option<&'a str> {
        let found = Word::new(found);
        let words = candidates.iter().map(|name| (*name, Word::new(name)));
        let distances = words.map(|(name, word)| (found.distance(&word), word.length, name));
        let near: Vec<_> = distances
            .filter(|(distance, length, _)| *distance == 0 || *distance <= found.most_wrong(*length))
            .map(|(distance, _, name)| (distance, name))
            .collect();
        let least = near.iter().map(|(distance, _)| *distance).min()?;
        near.iter().find(|(distance, _)| *distance == least).map(|(_, name)| *name)
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
            assert_eq!(candidates.nearest(&found), by_comparing_all(&found, &words), "{found}");
        }
        // The nearest one wins against a longer one that comes first, and the first one of two that are equally near.
        assert_eq!(nearest("store-1", ["store-12", "store-2", "store"]), Some("store-12"));
        assert_eq!(nearest("adr-11", ["adr-12", "adr-1", "adr-13"]), Some("adr-12"));
    }

    #[test]
    fn the_steps_of_all_look_ups_are_bounded() {
        let names: Vec<String> = (0..200).map(|n| format!("designs/{n:03}-store-of-orders.md")).collect();
        let candidates = Candidates::new(names.iter().map(String::as_str));
        let mut few = Candidates { steps: 100_000, ..candidates };
        let suggested = (0..400).filter(|n| few.nearest(&format!("design/{n:03}-store-of-order.md")).is_some()).count();
        assert!((10..300).contains(&suggested), "{suggested}");
    }
}
