//! What of a heading is a number, what a name, and what a suffix.

/// Marks that part a suffix from a name: `Unit Tests (storage)`, `Metrics – later`.
const SUFFIX_MARKS: [&str; 6] = [" (", " – ", " — ", " - ", ": ", " ["];

/// A heading's words in their parts. All offsets are bytes of the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeadingName<'t> {
    text: &'t str,
    /// Where the words behind the outer number start.
    pub start: usize,
}

impl<'t> HeadingName<'t> {
    /// Parts the words of a heading.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        Self { text, start: number_length(text) }
    }

    /// The words behind the number.
    #[must_use]
    pub fn whole(&self) -> &'t str {
        &self.text[self.start..]
    }

    /// The ends that the name can have, longest name first: the words' end, then where a suffix starts.
    #[must_use]
    pub fn ends(&self) -> Vec<usize> {
        let whole = self.whole();
        let mut ends: Vec<usize> =
            SUFFIX_MARKS.iter().flat_map(|mark| whole.match_indices(mark)).map(|(at, _)| self.start + at).collect();
        ends.push(self.text.trim_end().len().max(self.start));
        ends.sort_unstable_by(|a, b| b.cmp(a));
        ends.dedup();
        ends
    }

    /// If the name is `name`, with or without a suffix: where the name ends.
    #[must_use]
    pub fn end_if_named(&self, name: &str) -> Option<usize> {
        let wanted = fold(name);
        self.ends().into_iter().find(|&end| fold(&self.text[self.start..end]) == wanted)
    }
}

/// A name as it is compared: lower case, single spaces, no punctuation at the end, `and` for `&`.
#[must_use]
pub fn fold(name: &str) -> String {
    let lower = name.to_lowercase().replace('&', " and ").replace(['‐', '‑'], "-");
    let words = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_end_matches(['.', ':', ';', ',', '!', '?', '…', ' ']).to_owned()
}

/// The length of an outer number with the white space behind it: `1. `, `2.1 `, `3) `, `4: `, `5 – `.
fn number_length(text: &str) -> usize {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if digits.len() == text.len() || text.starts_with('.') {
        return 0;
    }
    let rest = digits.strip_prefix([')', ':']).unwrap_or(digits);
    let trimmed = rest.trim_start();
    if trimmed.len() == rest.len() || trimmed.is_empty() {
        return 0;
    }
    let name = ["– ", "— ", "- "].iter().find_map(|dash| trimmed.strip_prefix(dash)).unwrap_or(trimmed);
    text.len() - name.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_off() {
        for (text, whole) in [
            ("1. Core Components", "Core Components"),
            ("2.1 Core", "Core"),
            ("3) Core", "Core"),
            ("4 – Core", "Core"),
            ("5: Core", "Core"),
            ("Core 1", "Core 1"),
            ("1.", "1."),
            (".5 x", ".5 x"),
            ("2nd Core", "2nd Core"),
        ] {
            assert_eq!(HeadingName::of(text).whole(), whole);
        }
    }

    #[test]
    fn names_match_with_a_suffix() {
        for (text, name, rest) in [
            ("Unit Tests (storage)", "Unit Tests", Some(" (storage)")),
            ("Metrics – later", "Metrics", Some(" – later")),
            ("3. METRICS:", "Metrics", Some("")),
            ("Metrics: what we count", "Metrics", Some(": what we count")),
            ("Data / State Model", "data / state model", Some("")),
            ("Risks & Costs", "Risks and Costs", Some("")),
            ("Metrics later", "Metrics", None),
        ] {
            assert_eq!(HeadingName::of(text).end_if_named(name).map(|end| &text[end..]), rest, "{text}");
        }
    }
}
