//! Why a document isn't brought further to its template, in a reader's words.

use thiserror::Error;

use crate::markdown::Unparsable;
use crate::text::Span;

/// Why a plan can't be carried out, with the place in the source that is the reason.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The parser panics on the result.
    #[error("the result can't be parsed")]
    Unparsable(#[from] Unparsable),
    /// What stands here would be read otherwise.
    #[error("what stands here would be read otherwise")]
    Block(Span),
    /// A link definition would lead elsewhere.
    #[error("`[{1}]` is defined twice and the order decides which one wins")]
    Definition(Span, String),
    /// A footnote is defined twice, and another definition would count.
    #[error("`[^{1}]` is defined twice and the order decides which one wins")]
    Footnote(Span, String),
    /// An id exists twice, and another element would be the first that has it.
    #[error("the id `#{1}` exists twice and the order decides which one links lead to")]
    SharedId(Span, String),
    /// What isn't closed has to stay last.
    #[error("what begins here is never closed, so nothing can stand behind it")]
    OpenTail(Span),
    /// An element that isn't closed, so that browsers spread it over what follows.
    #[error("this element is never closed, so it spreads over what stands behind it")]
    Unclosed(Span),
    /// What ends here began in another section.
    #[error("what ends here begins in another section, so the two can't be parted")]
    Pair(Span),
    /// An id would change and can't be pinned.
    #[error("the id `#{1}` would change, and it can't be pinned where it stands")]
    Id(Span, String),
    /// A heading's form doesn't allow it to be rewritten.
    #[error("this heading is empty, underlined over several lines, or goes on behind a carriage return")]
    HeadingForm(Span),
    /// The header wouldn't show all that the metadata here says.
    #[error("the header wouldn't show \"{1}\"")]
    Header(Span, String),
    /// What the tool adds would be read as part of the author's text.
    #[error("what is added would be read as part of the text around it")]
    Generated,
}

impl Refusal {
    /// The place in the source that is the reason.
    #[must_use]
    pub const fn span(&self) -> Option<Span> {
        match self {
            Self::Unparsable(_) | Self::Generated => None,
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
