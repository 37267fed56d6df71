//! The files that findings point into.

use std::borrow::Cow;

use crate::book::Place;

/// A file with its text.
#[derive(Debug, Clone)]
pub struct Source<'a> {
    /// Its path as the reader of a report would name it.
    pub path: String,
    /// Its text without a byte order mark: spans are places in it.
    pub text: Cow<'a, str>,
    /// Whether the file begins with a byte order mark, which offsets in the file count.
    pub has_byte_order_mark: bool,
}

/// What a report has to know of a book's files.
pub trait Sources {
    /// The file that a place is about.
    fn of(&self, place: &Place) -> Source<'_>;
}
