//! Why a document isn't brought further to its template, in a reader's words.

use std::fmt;

use crate::markdown::Unparsable;
use crate::text::Span;

/// Why a plan can't be carried out, with the place in the source that is the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The parser panics on the result.
    Unparsable,
    /// What stands here would be read otherwise.
    Block(Span),
    /// A link definition would lead elsewhere.
    Definition(Span, String),
    /// A footnote is defined twice, and another definition would count.
    Footnote(Span, String),
    /// An id exists twice, and another element would be the first that has it.
    SharedId(Span, String),
    /// What isn't closed has to stay last.
    OpenTail(Span),
    /// An element that isn't closed, so that browsers spread it over what follows.
    Unclosed(Span),
    /// What ends here began in another section.
    Pair(Span),
    /// An id would change and can't be pinned.
    Id(Span, String),
    /// A heading's form doesn't allow it to be rewritten.
    HeadingForm(Span),
    /// The header wouldn't show all that the metadata here says.
    Header(Span, String),
    /// What the tool adds would be read as part of the author's text.
    Generated,
}

impl Refusal {
    /// The place in the source that is the reason.
    #[must_use]
    pub const fn span(&self) -> Option<Span> {
        match self {
            Self::Unparsable | Self::Generated => None,
            Self::Block(span)
            | Self::OpenTail(span)
            | Self::Unclosed(span)
            | Self::Pair(span)
            | Self::HeadingForm(span) => Some(*span),
            Self::Definition(span, _)
            | Self::Footnote(span, _)
            | Self::SharedId(span, _)
            | Self::Id(span, _)
            | Self::Header(span, _) => Some(*span),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unparsable => f.write_str("the result can't be parsed"),
            Self::Block(_) => f.write_str("what stands here would be read otherwise"),
            Self::Definition(_, label) => {
                write!(f, "`[{label}]` is defined twice and the order decides which one wins")
            }
            Self::Footnote(_, name) => write!(f, "`[^{name}]` is defined twice and the order decides which one wins"),
            Self::SharedId(_, id) => {
                write!(f, "the id `#{id}` exists twice and the order decides which one links lead to")
            }
            Self::OpenTail(_) => f.write_str("what begins here is never closed, so nothing can stand behind it"),
            Self::Unclosed(_) => f.write_str("this element is never closed, so it spreads over what stands behind it"),
            Self::Pair(_) => f.write_str("what ends here begins in another section, so the two can't be parted"),
            Self::Id(_, id) => write!(f, "the id `#{id}` would change, and it can't be pinned where it stands"),
            Self::HeadingForm(_) => {
                f.write_str("this heading is empty, underlined over several lines, or goes on behind a carriage return")
            }
            Self::Header(_, words) => write!(f, "the header wouldn't show \"{words}\""),
            Self::Generated => f.write_str("what is added would be read as part of the text around it"),
        }
    }
}

impl From<Unparsable> for Refusal {
    fn from(_: Unparsable) -> Self {
        Self::Unparsable
    }
}
