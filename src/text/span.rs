//! Where something stands in a text: byte offsets, and lines and columns when they are printed.

use std::ops::Range;

/// A half-open range of byte offsets into one chapter's text, as its author wrote it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset behind the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` up to `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// An empty span: a place between two bytes.
    #[must_use]
    pub const fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// The text that the span covers.
    ///
    /// A span that does not fit the text is a mistake of ours, and never ends a build: an end inside a character moves to its
    /// first byte, one after the text to the text's end, and a start after the end gives an empty string.
    ///
    /// # Panics
    /// With debug assertions, if the span does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        debug_assert!(self.start <= self.end, "the span {self:?} ends before it starts");
        prefix_to(suffix_from(text, self.start), self.end.saturating_sub(floor(text, self.start)))
    }

    /// Whether all of `other` lies in this span.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The number of bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span covers no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span without white space at both ends of what it covers in `text`.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Self {
        let covered = self.of(text);
        let start = self.start + (covered.len() - covered.trim_start().len());
        Self::new(start, start + covered.trim().len())
    }

    /// The span moved to the right by `offset` bytes.
    #[must_use]
    pub const fn shifted(self, offset: usize) -> Self {
        Self::new(self.start + offset, self.end + offset)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// The text up to a byte offset, which moves like an end of [`Span::of`] where it is inside a character or after the text.
///
/// # Panics
/// With debug assertions, if the offset does not fit the text.
pub(crate) fn prefix_to(text: &str, offset: usize) -> &str {
    split(text, offset).0
}

/// The text from a byte offset on, which moves like an end of [`Span::of`] where it is inside a character or after the text.
///
/// # Panics
/// With debug assertions, if the offset does not fit the text.
pub(crate) fn suffix_from(text: &str, offset: usize) -> &str {
    split(text, offset).1
}

/// The text before and after a byte offset, which moves like an end of [`Span::of`].
///
/// # Panics
/// With debug assertions, if the offset does not fit the text.
pub(crate) fn split(text: &str, offset: usize) -> (&str, &str) {
    debug_assert!(text.is_char_boundary(offset), "offset {offset} is inside a character or after the text");
    text.split_at_checked(floor(text, offset)).unwrap_or((text, ""))
}

/// The nearest offset at or before `offset` that is between two characters of the text, or at one of its ends.
fn floor(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|&offset| text.is_char_boundary(offset)).unwrap_or(0)
}

/// Line and column of a byte offset, both from 1; columns count characters. A byte order mark takes no column.
#[must_use]
pub fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = prefix_to(text, offset);
    let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
    let last_line = before.rsplit('\n').next().unwrap_or_default();
    let column = last_line.trim_start_matches('\u{feff}').chars().count() + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_and_in_characters() {
        let text = "\u{feff}# Größe\n\nStätus: x\r\n";
        assert_eq!(line_and_column(text, 3), (1, 1));
        assert_eq!(line_and_column(text, text.find("ße").expect("in the text")), (1, 6));
        assert_eq!(line_and_column(text, text.find('x').expect("in the text")), (3, 9));
        assert_eq!(line_and_column(text, text.len()), (4, 1));
    }

    #[test]
    fn spans_that_fit_cut_what_they_cover() {
        let text = "a„b”";
        assert_eq!(Span::new(1, 5).of(text), "„b");
        assert_eq!(split(text, 4), ("a„", "b”"));
        assert_eq!((prefix_to(text, 0), suffix_from(text, text.len())), ("", ""));
    }

    #[test]
    fn offsets_that_do_not_fit_move_to_a_character() {
        let text = "a„b”";
        for (offset, expected) in [(0, 0), (1, 1), (2, 1), (3, 1), (4, 4), (6, 5), (8, 8), (9, 8), (usize::MAX, 8)] {
            assert_eq!(floor(text, offset), expected, "{offset}");
        }
    }

    #[test]
    #[should_panic(expected = "offset 2 is inside a character")]
    #[cfg(debug_assertions)]
    fn an_offset_inside_a_character_is_a_mistake_of_ours() {
        let _ = Span::new(2, 4).of("a„b”");
    }

    #[test]
    #[cfg(not(debug_assertions))]
    fn spans_that_do_not_fit_cut_something() {
        assert_eq!(Span::new(2, 7).of("a„b”"), "„b");
        assert_eq!(Span::new(4, 2).of("a„b”"), "");
        assert_eq!(Span::new(4, 99).of("a„b”"), "b”");
    }

    #[test]
    fn trimming_keeps_the_place() {
        assert_eq!(Span::new(0, 6).trimmed("  ab\n\n"), Span::new(2, 4));
        assert_eq!(Span::new(0, 2).trimmed("  "), Span::new(2, 2));
    }
}
