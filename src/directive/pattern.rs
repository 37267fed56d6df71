//! Text that is looked for in a query: `*` stands for any text, and what [`normalize`] leaves out doesn't count: a
//! directive is read as it is written, while a document's text comes with the quotes that its page shows.

use crate::text::normalize;

/// A value of a filter: whole text, or with `*` in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    /// Normalized, with a `*` between each two.
    pieces: Vec<String>,
}

impl Pattern {
    pub(super) fn new(wanted: &str) -> Self {
        Self { pieces: normalize(wanted).split('*').map(str::to_owned).collect() }
    }

    /// Whether it matches the whole of `text`, which is normalized.
    pub(super) fn matches(&self, text: &str) -> bool {
        let [first, middle @ .., last] = self.pieces.as_slice() else {
            return self.pieces.first().is_some_and(|only| only == text);
        };
        let Some(mut rest) = text.strip_prefix(first.as_str()).and_then(|rest| rest.strip_suffix(last.as_str())) else {
            return false;
        };
        // The earliest place for each piece leaves the most for those behind it.
        middle.iter().all(|piece| match rest.split_once(piece.as_str()) {
            Some((_, behind)) => {
                rest = behind;
                true
            }
            None => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_any_text() {
        for (pattern, text, expected) in [
            ("storage", "Storage", true),
            ("storage", "Storage layer", false),
            ("Error  handling", "error\nHandling", true),
            ("storage*", "Storage layer", true),
            ("*layer", "Storage layer", true),
            ("*age*", "Storage layer", true),
            ("*", "", true),
            ("*", "x", true),
            ("a*a", "a", false),
            ("a*a", "aa", true),
            ("a*b*c", "a-c-b-c", true),
            ("a*b*c", "acb", false),
            ("a**c", "ac", true),
            ("*bc*c", "bc", false),
            ("", "", true),
            ("", "x", false),
            ("don't -- stop...", "Don’t – stop…", true),
            ("ÜBER*", "über uns", true),
        ] {
            assert_eq!(Pattern::new(pattern).matches(&normalize(text)), expected, "{pattern} {text}");
        }
    }
}
