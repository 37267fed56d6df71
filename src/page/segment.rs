//! The parts of a page, each by its type: what the author wrote, what is written anew or left out, and what the tool adds.

use std::borrow::Cow;

use crate::directive::Directive;
use crate::text::Span;

use super::header::Header;

/// Why bytes of the source are not on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// Front matter: no page shows it.
    FrontMatter,
    /// A block that says nothing but metadata, which the header shows.
    Metadata,
    /// A template's prompt that nobody replaced.
    UnfilledPrompt,
}

/// One part of a page, or of what is left out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Bytes of the source as they are.
    Source(Span),
    /// A heading's line, written anew.
    Heading(Box<HeadingLine>),
    /// Bytes of the source that are left out.
    Removed(Span, Removal),
    /// A title for a document that has none, or for an index page.
    Title(Box<TitleBlock>),
    /// The style of the page; its place, since what it is depends on what else the page has.
    Style,
    /// The header below the title.
    Header(Box<Header>),
    /// The list of decisions below the header.
    DecisionList(String),
    /// What stands for a section without a text.
    Placeholder(Box<Placeholder>),
    /// Missing sections: started with the template's prompt in an author's file, or placeholders of a page that is only to be rendered.
    GeneratedText(String),
    /// A directive of the tool.
    Directive(Box<PlacedDirective>),
    /// The source as a block of code, for a text that the parser can't read.
    SourceAsCode(Span),
}

/// A title of the tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitleBlock {
    /// The block as it is written.
    pub block: String,
    /// The anchor that is written to it.
    pub anchor: Option<String>,
}

/// A heading's line, written anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingLine {
    /// The line in the source.
    pub span: Span,
    /// The heading's place in [`Parsed::headings`](crate::markdown::Parsed::headings).
    pub heading: usize,
    /// The new line.
    pub line: Vec<LinePart>,
    /// The words of the heading, if they change.
    pub words: Option<String>,
    /// The level, if it changes.
    pub level: Option<u8>,
    /// The anchor that is pinned.
    pub anchor: Option<String>,
}

/// A part of a heading's line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinePart {
    /// Bytes of the source.
    Source(Span),
    /// Words of the template, marks of a heading, a pinned anchor.
    Text(String),
    /// A directive in a heading.
    Directive(Box<PlacedDirective>),
}

/// What stands for a section without a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// The section's name in the template, or for an unfilled prompt the heading's words.
    pub name: String,
    /// Which of the two it stands for.
    pub kind: PlaceholderKind,
    /// What it says: not yet written, or not applicable.
    pub words: String,
    /// The block as it is written, with the heading of a missing section.
    pub block: String,
    /// The anchor of that heading.
    pub anchor: Option<String>,
}

/// What a placeholder stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceholderKind {
    /// A section that the document lacks: the section after which it is shown, by its place in the outline; `None` before all.
    MissingSection {
        /// See above.
        after: Option<usize>,
    },
    /// A prompt that nobody replaced, below the section's heading, by its place in the outline.
    UnfilledPrompt {
        /// See above.
        section: usize,
    },
}

/// A directive in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedDirective {
    /// The bytes of the source that it stands for: a whole paragraph for a table, else from `{{` to `}}`.
    pub span: Span,
    /// Whether it is a block of its own.
    pub is_block: bool,
    /// What it asks for; `None` for what an index page lists that says nothing of it.
    pub directive: Option<Directive>,
}

impl Segment {
    /// The bytes of the source that it stands for.
    #[must_use]
    pub fn source(&self) -> Option<Span> {
        match self {
            Self::Source(span) | Self::Removed(span, _) | Self::SourceAsCode(span) => Some(*span),
            Self::Heading(heading) => Some(heading.span),
            Self::Directive(placed) => Some(placed.span),
            Self::Title(_)
            | Self::Style
            | Self::Header(_)
            | Self::DecisionList(_)
            | Self::Placeholder(_)
            | Self::GeneratedText(_) => None,
        }
    }

    /// Whether it is a block that the source doesn't have there: blank lines part it from what is around it.
    #[must_use]
    pub fn is_generated(&self) -> bool {
        match self {
            Self::Source(_) | Self::Heading(_) | Self::Removed(..) => false,
            Self::Directive(placed) => placed.is_block,
            _ => true,
        }
    }
}

impl HeadingLine {
    /// The line, with `directive` in place of each directive.
    #[must_use]
    pub fn render(&self, source: &str, directive: impl Fn(&PlacedDirective) -> Option<String>) -> String {
        let parts = self.line.iter().map(|part| match part {
            LinePart::Source(span) => Cow::Borrowed(span.of(source)),
            LinePart::Text(text) => Cow::Borrowed(text.as_str()),
            LinePart::Directive(placed) => {
                directive(placed).map_or_else(|| Cow::Borrowed(placed.span.of(source)), Cow::Owned)
            }
        });
        parts.collect()
    }
}
