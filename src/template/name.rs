//! What of a heading is a number, what a name, and what a suffix.

use crate::text::{Span, normalize_name, prefix_to, suffix_from};

use unicode_properties::UnicodeEmoji;

/// Marks that part a suffix from a name; each begins with a space or a colon: `Unit Tests (storage)`, `Metrics – later`.
const SUFFIX_MARKS: [&str; 6] = [" (", " – ", " — ", " - ", ": ", " ["];

/// How many places in a heading may begin its suffix: a page of words that is underlined is a heading too.
const MOST_SUFFIXES: usize = 32;

/// A heading's words in their parts. All offsets are bytes of the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeadingName<'t> {
    text: &'t str,
    /// Where the words behind the outer number and the emoji beside it start.
    pub start: usize,
    /// Whether there is a number.
    pub is_numbered: bool,
}

impl<'t> HeadingName<'t> {
    /// Where the name in a heading's words starts, behind a number with a mark. A bare one is part of the name: `2 Phase Commit`, `2024 Roadmap`.
    #[must_use]
    pub fn start_behind_mark(words: &str) -> usize {
        let start = number_length(words);
        let number = prefix_to(words, start).trim_end();
        let is_bare = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        if is_bare { 0 } else { start }
    }

    /// Parts the words of a heading.
    #[must_use]
    pub fn parse(text: &'t str) -> Self {
        let lead = emoji_length(text);
        let number = number_length(suffix_from(text, lead));
        let behind = emoji_length(suffix_from(text, lead + number));
        Self { text, start: lead + number + behind, is_numbered: number > 0 }
    }

    /// The words behind the number and the emoji beside it.
    #[must_use]
    pub fn whole(&self) -> &'t str {
        suffix_from(self.text, self.start)
    }

    /// The ends that the name can have, longest name first: the words' end, then where a suffix starts.
    fn ends(&self) -> impl Iterator<Item = usize> {
        let whole = self.whole();
        let is_suffix = |at: &usize| {
            SUFFIX_MARKS.iter().any(|mark| suffix_from(whole, *at).starts_with(mark))
                || suffix_from(whole, *at + 1).starts_with(is_emoji)
        };
        let suffixes: Vec<usize> =
            whole.match_indices([' ', ':']).map(|(at, _)| at).filter(is_suffix).take(MOST_SUFFIXES).collect();
        let end = self.text.trim_end().len().max(self.start);
        std::iter::once(end).chain(suffixes.into_iter().rev().map(|at| self.start + at))
    }
}

/// The names that a heading can have, as they are compared. They are folded once for all the names that they are held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PossibleNames {
    /// Each with where it ends in the heading's words; the longest first.
    names: Vec<(String, usize)>,
}

impl PossibleNames {
    /// The names of a heading with these words.
    #[must_use]
    pub fn from_heading(heading: &str) -> Self {
        let name = HeadingName::parse(heading);
        Self {
            names: name
                .ends()
                .map(|end| (normalize_name(Span::new(name.start, end).of(heading)).into_owned(), end))
                .collect(),
        }
    }

    /// The name without a number and with what may be a suffix, folded.
    #[must_use]
    pub fn longest(&self) -> &str {
        &self.names[0].0
    }

    /// Each name, folded, with where it ends in the heading's words; the longest first.
    pub fn iter(&self) -> impl Iterator<Item = (&str, usize)> {
        self.names.iter().map(|(name, end)| (name.as_str(), *end))
    }
}

/// What makes a key of a digit: `4\u{fe0f}\u{20e3}`.
const KEYCAP: &str = "\u{fe0f}\u{20e3}";

/// Whether a letter is a picture, or a part of one.
fn is_emoji(letter: char) -> bool {
    !letter.is_ascii() && !letter.is_alphanumeric() && letter.is_emoji_char_or_emoji_component()
}

/// The length of the emoji at the beginning of some words, with the white space around them; none if nothing else is there.
pub(crate) fn emoji_length(text: &str) -> usize {
    if !text.starts_with(is_emoji) {
        return 0;
    }
    let words = text.trim_start_matches(|letter: char| is_emoji(letter) || letter.is_whitespace());
    if words.is_empty() { 0 } else { text.len() - words.len() }
}

/// The length of an outer number with the white space behind it: `1. `, `2.1 `, `3) `, `4: `, `5 – `.
fn number_length(text: &str) -> usize {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if digits.len() == text.len() || text.starts_with('.') {
        return 0;
    }
    let rest = digits.strip_prefix([')', ':']).or_else(|| digits.strip_prefix(KEYCAP)).unwrap_or(digits);
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
            ("\u{1f3af} Core", "Core"),
            ("\u{1f6e1}\u{fe0f} 3. Core", "Core"),
            ("3. \u{1f3af} Core", "Core"),
            ("4\u{fe0f}\u{20e3} Core", "Core"),
            ("\u{1f3af}", "\u{1f3af}"),
            ("— Core", "— Core"),
        ] {
            assert_eq!(HeadingName::parse(text).whole(), whole);
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
            ("\u{1f4c8} Metrics \u{2705}", "Metrics", Some(" \u{2705}")),
            ("Metrics \u{1f4c8} (later)", "Metrics", Some(" \u{1f4c8} (later)")),
        ] {
            let end = PossibleNames::from_heading(text)
                .iter()
                .find(|(folded, _)| *folded == normalize_name(name))
                .map(|(_, end)| end);
            assert_eq!(end.map(|end| suffix_from(text, end)), rest, "{text}");
        }
    }
}
