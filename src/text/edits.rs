//! Ordered replacements in a text: what an answer to the host and a fix are made of.

use crate::text::{Span, suffix_from};

/// Replacements of byte ranges of one text, in order and without overlaps.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Edits {
    replacements: Vec<(Span, String)>,
}

impl Edits {
    /// No change.
    #[must_use]
    pub const fn new() -> Self {
        Self { replacements: Vec::new() }
    }

    /// Adds the replacement of `span` by `text`; an empty span inserts.
    ///
    /// # Panics
    /// If `span` starts before the end of the replacement that was added last.
    pub fn replace(&mut self, span: Span, text: impl Into<String>) {
        let end = self.replacements.last().map_or(0, |(last, _)| last.end);
        assert!(end <= span.start, "replacements are added in order and don't overlap");
        self.replacements.push((span, text.into()));
    }

    /// The replacements, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Span, &str)> {
        self.replacements.iter().map(|(span, text)| (*span, text.as_str()))
    }

    /// Whether nothing is replaced.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.replacements.is_empty()
    }

    /// `text` with every replacement made.
    #[must_use]
    pub fn apply(&self, text: &str) -> String {
        let added: usize = self.replacements.iter().map(|(_, new)| new.len()).sum();
        let mut result = String::with_capacity(text.len() + added);
        let mut copied = 0;
        for (span, new) in &self.replacements {
            result.push_str(Span::new(copied, span.start).of(text));
            result.push_str(new);
            copied = span.end;
        }
        result.push_str(suffix_from(text, copied));
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_inserts_and_copies_the_rest() {
        let mut edits = Edits::new();
        edits.replace(Span::at(0), "> ");
        edits.replace(Span::new(2, 4), "XYZ");
        edits.replace(Span::at(6), "!");
        assert_eq!(edits.apply("abcdef"), "> abXYZef!");
        assert_eq!(Edits::new().apply("same"), "same");
    }

    #[test]
    #[should_panic(expected = "in order")]
    fn overlapping_replacements_are_a_mistake_of_ours() {
        let mut edits = Edits::new();
        edits.replace(Span::new(2, 4), "");
        edits.replace(Span::new(3, 5), "");
    }
}
