//! "Did you mean": a word that nothing goes by in, the most similar of the valid words out. It knows nothing of what the
//! words name.

/// The candidate that `found` is most likely a misspelling of, or `None` where no candidate is similar.
///
/// Case, `_` for `-` and the order of the words don't count. Of what is left, up to a third of the letters may be wrong;
/// between equally similar candidates the first wins.
///
/// ```
/// # use mdbook_design_docs::nearest::nearest;
/// assert_eq!(nearest("section-mising", ["section-missing", "decision-missing"]), Some("section-missing"));
/// assert_eq!(nearest("colour", ["docs", "template"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(found: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let found = Word::new(found);
    let mut best = None;
    for candidate in candidates {
        let word = Word::new(candidate);
        let distance = found.distance(&word);
        if distance == 0 {
            return Some(candidate);
        }
        let is_near = distance <= (found.length().max(word.length()) / 3).max(1) && distance < found.length();
        if is_near && best.is_none_or(|(_, least)| distance < least) {
            best = Some((candidate, distance));
        }
    }
    best.map(|(candidate, _)| candidate)
}

/// A name as it is compared: folded, and once more with its parts in alphabetical order.
struct Word {
    folded: String,
    sorted: String,
}

impl Word {
    fn new(name: &str) -> Self {
        let folded = name.trim().to_lowercase().replace(['_', ' '], "-");
        let mut parts: Vec<&str> = folded.split('-').collect();
        parts.sort_unstable();
        let sorted = parts.join("-");
        Self { folded, sorted }
    }

    fn length(&self) -> usize {
        self.folded.chars().count()
    }

    fn distance(&self, other: &Self) -> usize {
        if self.folded == other.folded {
            return 0;
        }
        let as_written = strsim::damerau_levenshtein(&self.folded, &other.folded);
        let in_any_order = strsim::damerau_levenshtein(&self.sorted, &other.sorted) + 1;
        as_written.min(in_any_order)
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
}
