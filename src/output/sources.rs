//! The files that diagnostics point into.

use std::borrow::Cow;

use crate::diagnostic::Location;
use crate::text::{Span, line_and_column};

/// A file with its text.
#[derive(Debug, Clone)]
pub struct Source<'a> {
    /// Its path as the reader of a report would name it, with `/`.
    pub path: String,
    /// Its text without a byte order mark: spans are places in it. `None` if only the file as a whole can be meant.
    pub text: Option<Cow<'a, str>>,
    /// Whether the file begins with a byte order mark, which offsets in the file count.
    pub has_byte_order_mark: bool,
}

/// What a report has to know of a book's files.
pub trait Sources {
    /// The file that a place is about.
    fn source(&self, place: &Location) -> Source<'_>;
}

/// A span as people and other programs count: lines and columns from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    pub start: (usize, usize),
    pub end: (usize, usize),
    /// Offsets in the file, in bytes.
    pub bytes: Span,
}

impl Source<'_> {
    /// Where a span of the text stands; `None` if only the file as a whole can be meant.
    pub(super) fn region(&self, span: Span) -> Option<Region> {
        let text = self.text.as_deref()?;
        let mark = if self.has_byte_order_mark { '\u{feff}'.len_utf8() } else { 0 };
        Some(Region {
            start: line_and_column(text, span.start),
            end: line_and_column(text, span.end),
            bytes: span.shifted(mark),
        })
    }
}
