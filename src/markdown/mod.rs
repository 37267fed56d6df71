//! The only door to mdBook's Markdown parser: a text in, its events, depth-0 blocks, headings and definitions out.
//!
//! It must not know what a design document is.

mod alike;
mod anchors;
mod heading;
mod inline;
mod print;
mod raw_html;
mod reading;

pub use alike::read_alike;
pub use anchors::AnchorRules;
pub(crate) use anchors::{AnchorSource, AnchorSourceKind, Footnote};
pub(crate) use heading::Heading;
pub use inline::Inline;
pub(crate) use inline::{is_break, source_behind, span_of_inline};
pub use mdbook_markdown::pulldown_cmark;
pub use print::escape;
pub(crate) use print::{entities, heading_words, may_hold_directive, print};
pub use raw_html::raw_ids;
pub(crate) use raw_html::{SpreadingElements, anchors_on_page, has_balanced_html, shown_text, tags};

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use mdbook_markdown::pulldown_cmark::{CowStr, Event};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};

use crate::fault::catch;
use crate::text::{Span, suffix_from};
use reading::ParsedBlocks;

/// The flags of mdBook's parser that a book can set in `output.html`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flags {
    /// Curly quotes, dashes and ellipses.
    pub smart_punctuation: bool,
    /// Definition lists.
    pub definition_lists: bool,
    /// `> [!NOTE]`.
    pub admonitions: bool,
}

/// How a host reads Markdown and names headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// The parser's flags.
    pub flags: Flags,
    /// How headings get their ids.
    pub anchors: AnchorRules,
}

impl Dialect {
    /// A host of the 0.5 line without settings.
    pub const V05: Self = Self {
        flags: Flags { smart_punctuation: true, definition_lists: true, admonitions: true },
        anchors: AnchorRules::V05,
    };
    /// A host of the 0.4 line without settings.
    pub const V04: Self = Self {
        flags: Flags { smart_punctuation: false, definition_lists: false, admonitions: false },
        anchors: AnchorRules::V04,
    };
}

/// What a block at depth 0 is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading; the place in [`Parsed::headings`].
    Heading(usize),
    /// A thematic break.
    Rule,
    /// A paragraph.
    Paragraph,
    /// A list.
    List,
    /// A block quote.
    Quote,
    /// A table.
    Table,
    /// Fenced or indented code.
    Code,
    /// Raw HTML.
    Html,
    /// A footnote's definition.
    Footnote,
    /// Something else: a definition list, for example.
    Other,
}

/// A block that no other block contains. A raw HTML element may be open around it all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands; trailing blank lines may be included.
    pub span: Span,
    /// The range of its events in [`Parsed::events`].
    pub events: (usize, usize),
    /// Whether a raw HTML block element, such as `<details>`, is open around it.
    pub in_raw_html: bool,
}

/// A text as mdBook's parser sees it.
#[derive(Debug)]
pub struct Parsed<'a> {
    /// The whole text.
    pub text: &'a str,
    /// How it was read.
    pub dialect: Dialect,
    /// Every event from the parsed part, with its place in `text`.
    pub events: Events<'a>,
    /// The blocks at depth 0, in order.
    pub blocks: Vec<Block>,
    /// All headings at any depth, in order.
    pub headings: Vec<Heading<'a>>,
    /// All that gets an id from the host, in order: headings, terms and raw headings.
    pub anchor_sources: Vec<AnchorSource>,
    /// The places of raw HTML in `events`.
    raw_html: Vec<usize>,
    /// The link definitions that count, by label: where they stand, destination and title.
    pub definitions: Definitions,
    /// Where the last block begins, if nothing may be put behind it: an unclosed fence, comment or raw element.
    pub open_tail: Option<usize>,
    /// For each of `anchor_sources` its id, if another element has its base already.
    numbered: OnceCell<Vec<Option<String>>>,
}

/// Why a chapter can't be parsed, so that nothing is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unparsable {
    /// pulldown-cmark panics. Version 0.13.6 does so on heading attributes in some nested setext headings, and mdBook with it.
    #[error("makes the Markdown parser fail")]
    Panics,
    /// It is longer than [`LONGEST`].
    #[error("is too long")]
    TooLong,
}

/// How long a text may be, in bytes. Nobody reads a page of that length, and its events may take a hundred times as much memory.
pub const LONGEST: usize = 8 << 20;

impl Unparsable {
    /// What helps.
    #[must_use]
    pub fn help(self) -> String {
        match self {
            Self::Panics => {
                "look for heading attributes such as `{.c}` in a quote's or an item's underlined heading".to_owned()
            }
            Self::TooLong => format!("make several of it: a chapter is read up to {} MiB", LONGEST >> 20),
        }
    }
}

impl<'a> Parsed<'a> {
    /// The events of a block, with the block's own start and end.
    #[must_use]
    pub fn events_of(&self, block: &Block) -> &[(Event<'a>, Span)] {
        &self.events[block.events.0..block.events.1]
    }

    /// The blocks that stand in a part of the text as a whole.
    pub fn blocks_in(&self, part: Span) -> impl Iterator<Item = &Block> {
        let first = self.blocks.partition_point(|block| block.span.start < part.start);
        let begun = self.blocks[first..].iter().take_while(move |block| block.span.start < part.end);
        begun.filter(move |block| part.contains(block.span))
    }

    /// The block that a part of the text stands in.
    #[must_use]
    pub fn block_around(&self, part: Span) -> Option<&Block> {
        let behind = self.blocks.partition_point(|block| block.span.start <= part.start);
        self.blocks[..behind].last().filter(|block| block.span.contains(part))
    }

    /// The events of the blocks that begin in a part of the text.
    #[must_use]
    pub fn events_in(&self, part: Span) -> &[(Event<'a>, Span)] {
        &self.events[self.places_in(part)]
    }

    /// The raw HTML of the blocks that begin in a part of the text, as places in `events`.
    fn raw_html_in(&self, part: Span) -> &[usize] {
        let events = self.places_in(part);
        let first = self.raw_html.partition_point(|&place| place < events.start);
        &self.raw_html[first..self.raw_html.partition_point(|&place| place < events.end)]
    }

    fn places_in(&self, part: Span) -> Range<usize> {
        let first = self.blocks.partition_point(|block| block.span.start < part.start);
        let blocks = &self.blocks[first..self.blocks.partition_point(|block| block.span.start < part.end)];
        match (blocks.first(), blocks.last()) {
            (Some(first), Some(last)) => first.events.0..last.events.1,
            _ => 0..0,
        }
    }

    /// The events of a heading's content.
    #[must_use]
    pub fn events_of_heading(&self, heading: &Heading<'_>) -> &[(Event<'a>, Span)] {
        &self.events[heading.events.0..heading.events.1]
    }

    /// The headings at depth 0, in no other block and in no open raw HTML element, each with its place in `headings`.
    pub fn depth_0_headings(&self) -> impl Iterator<Item = (usize, &Heading<'a>)> {
        self.headings.iter().enumerate().filter(|(_, heading)| heading.at_depth_0)
    }

    /// The place in `headings` of the heading that begins at an offset of the text.
    #[must_use]
    pub fn heading_at(&self, offset: usize) -> Option<usize> {
        self.headings.binary_search_by_key(&offset, |heading| heading.span.start).ok()
    }

    /// The anchor of one of `headings`; `None` if the host gives it none.
    #[must_use]
    pub fn anchor_of(&self, heading: usize) -> Option<&str> {
        let start = self.headings[heading].span.start;
        let source = self.anchor_sources.binary_search_by_key(&start, |source| source.span.start).ok()?;
        self.anchor(source)
    }

    /// The ids that the host gives, one for each of `anchor_sources`.
    pub fn anchors(&self) -> impl Iterator<Item = Option<&str>> {
        (0..self.anchor_sources.len()).map(|place| self.anchor(place))
    }

    /// The id that the host gives to one of `anchor_sources`.
    #[must_use]
    pub fn anchor(&self, place: usize) -> Option<&str> {
        let numbered = self.numbered.get_or_init(|| {
            let ids = self.dialect.anchors.assign(&self.anchor_sources).into_iter();
            ids.map(|id| id.filter(|id| matches!(id, Cow::Owned(_))).map(Cow::into_owned)).collect()
        });
        numbered[place].as_deref().or_else(|| self.anchor_sources[place].usual_anchor())
    }
}

/// Adds to a text that may be borrowed.
fn append<'t>(text: &mut Cow<'t, str>, more: Cow<'t, str>) {
    if text.is_empty() { *text = more } else { text.to_mut().push_str(&more) }
}

/// The parser's text, borrowed where the parser borrows it.
fn to_cow<'t>(text: &CowStr<'t>) -> Cow<'t, str> {
    match text {
        CowStr::Borrowed(text) => Cow::Borrowed(text),
        text => Cow::Owned(text.to_string()),
    }
}

/// Parses `text` from byte `start` on with mdBook's own parser and the flags of `dialect`; spans are places in the whole `text`.
///
/// # Errors
/// Why it can't be parsed.
pub fn parse(text: &str, start: usize, dialect: Dialect) -> Result<Parsed<'_>, Unparsable> {
    if text.len() > LONGEST {
        return Err(Unparsable::TooLong);
    }
    // Only the parser's own panics say that the host panics too. One of ours is an internal error, for the caller to isolate.
    let (events, definitions) = catch(|| events(text, start, dialect.flags)).map_err(|_| Unparsable::Panics)?;
    let ParsedBlocks { blocks, headings, raw_html, anchor_places, open_tail } =
        ParsedBlocks::from_events(text, &events);
    let anchor_sources = anchors::sources(text, &events, &anchor_places, dialect.anchors);
    Ok(Parsed {
        text,
        dialect,
        blocks,
        headings,
        raw_html,
        anchor_sources,
        events,
        definitions,
        open_tail,
        numbered: OnceCell::new(),
    })
}

/// How many bytes of a handbook's Markdown make one event: an estimate, for room.
const BYTES_PER_EVENT: usize = 14;

/// Events with the spans that they come from.
pub type Events<'t> = Vec<(Event<'t>, Span)>;

/// By label: where a link is defined, its destination and its title.
pub type Definitions = BTreeMap<String, (Span, String, String)>;

/// The parser's events from byte `start` on, and the links that the text defines.
fn events(text: &str, start: usize, flags: Flags) -> (Events<'_>, Definitions) {
    let mut options = MarkdownOptions::default();
    options.smart_punctuation = flags.smart_punctuation;
    options.definition_lists = flags.definition_lists;
    options.admonitions = flags.admonitions;
    let parser = new_cmark_parser(suffix_from(text, start), &options);
    let definitions = parser
        .reference_definitions()
        .iter()
        .map(|(label, definition)| {
            let title = definition.title.as_deref().unwrap_or_default().to_owned();
            (label.to_owned(), (Span::from(definition.span.clone()).shifted(start), definition.dest.to_string(), title))
        })
        .collect();
    let mut events: Events<'_> = Vec::with_capacity((text.len() - start) / BYTES_PER_EVENT);
    events.extend(parser.into_offset_iter().map(|(event, range)| (event, Span::from(range).shifted(start))));
    (events, definitions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_the_parser_is_a_value() {
        assert_eq!(parse("> foo\n>  {.c}\n> ===", 0, Dialect::V05).err(), Some(Unparsable::Panics));
    }

    #[test]
    fn places_are_places_in_the_whole_text() {
        let text = "---\nstatus: x\n---\n# A\n\n[b]: /c\n";
        let parsed = parse(text, 18, Dialect::V05).expect("the parser reads it");
        assert_eq!(parsed.headings[0].span.of(text), "# A\n");
        assert_eq!(parsed.definitions["b"].0.of(text), "[b]: /c");
    }
}
