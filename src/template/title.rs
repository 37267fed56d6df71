//! The words that a template has around a document's own name.

use std::borrow::Cow;

use crate::markdown::{escape, heading_words};

/// The words around a document's own name: `# [Feature/Component Name] Design Document`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TitlePattern {
    /// The words before the bracket.
    pub before: String,
    /// The words behind the bracket.
    pub behind: String,
    /// Both as a heading's content.
    written: (String, String),
}

impl TitlePattern {
    pub(super) fn parse(title: &str) -> Self {
        match title.split_once('[').and_then(|(before, rest)| Some((before, rest.split_once(']')?.1))) {
            Some((before, behind)) => Self::new(before.trim(), behind.trim()),
            None => Self::default(),
        }
    }

    /// The pattern with these words around the name.
    #[must_use]
    pub fn new(before: &str, behind: &str) -> Self {
        let whole = Self::joined(before, "Name", behind);
        let is_plain = matches!(heading_words(&whole), Cow::Borrowed(_));
        let written = |words: &str| if is_plain { words.to_owned() } else { escape(words) };
        Self { before: before.to_owned(), behind: behind.to_owned(), written: (written(before), written(behind)) }
    }

    /// The title of a document of that name.
    #[must_use]
    pub fn title_for(&self, name: &str) -> String {
        Self::joined(&self.before, name, &self.behind)
    }

    /// What a title has before and behind a name, as a heading's content.
    #[must_use]
    pub fn markdown_around(&self) -> (String, String) {
        let (before, behind) = &self.written;
        let before = if before.is_empty() { String::new() } else { format!("{before} ") };
        let behind = if behind.is_empty() { String::new() } else { format!(" {behind}") };
        (before, behind)
    }

    fn joined(before: &str, name: &str, behind: &str) -> String {
        [before, name, behind].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}
