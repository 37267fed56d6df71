//! Why a document isn't revised.

use std::fmt;

use crate::text::Span;

/// Why a document can't say what it is to say. Nothing of it is changed then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The status is a picture, whose address says it too.
    Picture(Span),
    /// The status is none of the book's, and says more than one word.
    Unknown(Span),
    /// The status isn't written so that it can be found in the source.
    Hidden(Span),
    /// A line that may say a status in a form that isn't read.
    Unread(Span),
    /// The status says what takes the document's place.
    SaysSuccessor(Span),
    /// Two places say different statuses.
    Conflicting(Span),
    /// These words belong to the present status, or say it.
    Contradicted(Span, String),
    /// The list of boxes has none for this status.
    NoBox(Span, String),
    /// The field is there, in a form that nothing can be added to.
    Full(Span),
    /// Other values of the front matter are copies of this one.
    Shared(Span),
    /// The file begins as front matter does, and it isn't read as such.
    UnreadFrontMatter(Span),
    /// More than what was meant would change.
    ChangesMore,
}

impl Refusal {
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

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = match self {
            Self::Contradicted(_, words) => {
                return write!(f, "{words:?} describes the current status; change the status and these words by hand");
            }
            Self::NoBox(_, status) => {
                return write!(f, "the list has no item for {status:?}; add one, or edit the list by hand");
            }
            Self::Conflicting(_) => "document has two statuses; remove one of them first",
            Self::Picture(_) => "the status is a picture, and its address may say it too; change both by hand",
            Self::Unknown(_) => "what stands there is no status, and says more than one; mend it by hand first",
            Self::Unread(_) => "a status may be written here in a form that isn't read; change it by hand",
            Self::Hidden(_) => "the status can't be told from what is written around it; change it by hand",
            Self::SaysSuccessor(_) => {
                "the status says what takes the document's place; take that out first, or it would be said of another status"
            }
            Self::Full(_) => "this can't be added to; add to it by hand",
            Self::Shared(_) => "other values of the front matter are copies of this one; change it by hand",
            Self::UnreadFrontMatter(_) => {
                "the file begins as front matter does, and it can't be read as such; begin it with `---` and a key on the next line"
            }
            Self::ChangesMore => "more than that would change; write it by hand",
        };
        f.write_str(message)
    }
}

impl std::error::Error for Refusal {}
