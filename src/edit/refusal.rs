//! Why a document isn't revised.

use thiserror::Error;

use crate::text::Span;

/// Why a document can't say what it is to say. Nothing of it is changed then.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EditRefusal {
    /// The status is a picture, whose address says it too.
    #[error("the status is a picture, and its address may say it too; change both by hand")]
    Picture(Span),
    /// The status is none of the book's, and says more than one word.
    #[error("what stands there is no status, and says more than one; mend it by hand first")]
    Unknown(Span),
    /// The status isn't written so that it can be found in the source.
    #[error("the status can't be told from what is written around it; change it by hand")]
    Hidden(Span),
    /// A line that may say a status in a form that isn't read.
    #[error("a status may be written here in a form that isn't read; change it by hand")]
    Unread(Span),
    /// The status says what takes the document's place.
    #[error(
        "the status says what takes the document's place; take that out first, or it would be said of another status"
    )]
    SaysSuccessor(Span),
    /// Two places say different statuses.
    #[error("document has two statuses; remove one of them first")]
    Conflicting(Span),
    /// These words belong to the present status, or say it.
    #[error("{1:?} describes the current status; change the status and these words by hand")]
    Contradicted(Span, String),
    /// The list of boxes has none for this status.
    #[error("the list has no item for {1:?}; add one, or edit the list by hand")]
    NoBox(Span, String),
    /// The field is there, in a form that nothing can be added to.
    #[error("this can't be added to; add to it by hand")]
    Full(Span),
    /// Other values of the front matter are copies of this one.
    #[error("other values of the front matter are copies of this one; change it by hand")]
    Shared(Span),
    /// The file begins as front matter does, and it isn't read as such.
    #[error(
        "the file begins as front matter does, and it can't be read as such; begin it with `---` and a key on the next line"
    )]
    UnreadFrontMatter(Span),
    /// More than what was meant would change.
    #[error("more than that would change; write it by hand")]
    ChangesMore,
}

impl EditRefusal {
    /// The place in the document's text that keeps it from being written.
    #[must_use]
    pub const fn span(&self) -> Option<Span> {
        match self {
            Self::Picture(span)
            | Self::Unknown(span)
            | Self::Hidden(span)
            | Self::Unread(span)
            | Self::SaysSuccessor(span)
            | Self::Conflicting(span)
            | Self::Contradicted(span, _)
            | Self::NoBox(span, _)
            | Self::Full(span)
            | Self::Shared(span)
            | Self::UnreadFrontMatter(span) => Some(*span),
            Self::ChangesMore => None,
        }
    }
}
