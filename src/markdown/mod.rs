//! The only door to mdBook's Markdown parser: a text in, its events, depth-0 blocks, headings and definitions out.
//!
//! It must not know what a design document is.

mod heading;
mod ids;
mod inline;
mod print;
mod raw_html;

pub use heading::Heading;
pub use ids::{Footnote, IdRules, IdSource, IdSourceKind};
pub use inline::{Inline, source_behind};
pub use mdbook_markdown::pulldown_cmark;
pub use print::{entities, escape, print};
pub use raw_html::{SpreadingElements, raw_ids, tags};

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use mdbook_markdown::pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag, TagEnd};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};

use crate::span::Span;
use raw_html::OpenElements;

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
    pub ids: IdRules,
}

impl Dialect {
    /// A host of the 0.5 line without settings.
    pub const V05: Self =
        Self { flags: Flags { smart_punctuation: true, definition_lists: true, admonitions: true }, ids: IdRules::V05 };
    /// A host of the 0.4 line without settings.
    pub const V04: Self = Self {
        flags: Flags { smart_punctuation: false, definition_lists: false, admonitions: false },
        ids: IdRules::V04,
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
    pub events: Vec<(Event<'a>, Span)>,
    /// The blocks at depth 0, in order.
    pub blocks: Vec<Block>,
    /// All headings at any depth, in order.
    pub headings: Vec<Heading<'a>>,
    /// All that gets an id from the host, in order: headings, terms and raw headings.
    pub id_sources: Vec<IdSource>,
    /// The places of raw HTML in `events`.
    raw_html: Vec<usize>,
    /// The link definitions that count, by label: where they stand, destination and title.
    pub definitions: BTreeMap<String, (Span, String, String)>,
    /// Where the last block begins, if nothing may be put behind it: an unclosed fence, comment or raw element.
    pub open_tail: Option<usize>,
    /// For each of `id_sources` its id, if another element has its base already.
    numbered: OnceCell<Vec<Option<String>>>,
}

/// The parser gave up with a panic; the chapter is passed on as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unparsable;

impl<'a> Parsed<'a> {
    /// The events of a block, with the block's own start and end.
    #[must_use]
    pub fn events_of(&self, block: &Block) -> &[(Event<'a>, Span)] {
        &self.events[block.events.0..block.events.1]
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

    /// The ids that the host gives, one for each of `id_sources`.
    pub fn ids(&self) -> impl Iterator<Item = Option<&str>> {
        (0..self.id_sources.len()).map(|place| self.id(place))
    }

    /// The id that the host gives to one of `id_sources`.
    #[must_use]
    pub fn id(&self, place: usize) -> Option<&str> {
        let numbered = self.numbered.get_or_init(|| {
            let ids = self.dialect.ids.assign(&self.id_sources).into_iter();
            ids.map(|id| id.filter(|id| matches!(id, Cow::Owned(_))).map(Cow::into_owned)).collect()
        });
        numbered[place].as_deref().or_else(|| self.id_sources[place].usual_id())
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
/// [`Unparsable`] where pulldown-cmark panics. Version 0.13.6 does so on heading attributes in some nested setext headings, and
/// mdBook with it.
pub fn parse(text: &str, start: usize, dialect: Dialect) -> Result<Parsed<'_>, Unparsable> {
    quietly(|| parse_or_panic(text, start, dialect))
}

/// Runs `parse` and turns its panic into a value, without the panic's message on stderr.
fn quietly<T>(parse: impl FnOnce() -> T) -> Result<T, Unparsable> {
    thread_local! {
        static QUIET: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
    }
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                usual(info);
            }
        }));
    });
    QUIET.set(true);
    let result = catch_unwind(AssertUnwindSafe(parse));
    QUIET.set(false);
    result.map_err(|_| Unparsable)
}

/// How many bytes of a handbook's Markdown make one event: an estimate, for room.
const BYTES_PER_EVENT: usize = 14;

fn parse_or_panic(text: &str, start: usize, dialect: Dialect) -> Parsed<'_> {
    let flags = dialect.flags;
    let mut options = MarkdownOptions::default();
    options.smart_punctuation = flags.smart_punctuation;
    options.definition_lists = flags.definition_lists;
    options.admonitions = flags.admonitions;
    let parser = new_cmark_parser(&text[start..], &options);
    let definitions = parser
        .reference_definitions()
        .iter()
        .map(|(label, definition)| {
            let title = definition.title.as_deref().unwrap_or_default().to_owned();
            (label.to_owned(), (Span::from(definition.span.clone()).shifted(start), definition.dest.to_string(), title))
        })
        .collect();
    let mut events: Vec<(Event<'_>, Span)> = Vec::with_capacity((text.len() - start) / BYTES_PER_EVENT);
    events.extend(parser.into_offset_iter().map(|(event, range)| (event, Span::from(range).shifted(start))));
    let mut reading = Reading {
        open: OpenElements::default(),
        blocks: Vec::new(),
        headings: Vec::new(),
        raw_html: Vec::new(),
        id_places: Vec::new(),
    };
    reading.read(text, &events);
    let open_tail = open_tail(text, &events, &reading);
    let id_sources = ids::sources(text, &events, &reading.id_places, dialect.ids);
    Parsed {
        text,
        dialect,
        blocks: reading.blocks,
        headings: reading.headings,
        raw_html: reading.raw_html,
        id_sources,
        events,
        definitions,
        open_tail,
        numbered: OnceCell::new(),
    }
}

struct Reading<'a> {
    open: OpenElements,
    blocks: Vec<Block>,
    headings: Vec<Heading<'a>>,
    raw_html: Vec<usize>,
    /// The places of the events that matter to ids.
    id_places: Vec<usize>,
}

impl<'a> Reading<'a> {
    /// Walks the events once and notes blocks, headings and the raw HTML elements around them.
    fn read(&mut self, text: &'a str, events: &[(Event<'a>, Span)]) {
        // For each open container: how many raw elements were open when it began; what is opened in it ends with it.
        let mut containers: Vec<usize> = Vec::new();
        let mut html = String::new();
        let mut block_start = 0;
        let mut in_raw_html = false;
        for (place, (event, span)) in events.iter().enumerate() {
            if containers.is_empty() {
                block_start = place;
                in_raw_html = self.open.any();
            }
            if ids::matters_to_ids(event) {
                self.id_places.push(place);
            }
            match event {
                Event::Start(tag) => {
                    if matches!(tag, Tag::Heading { .. }) {
                        let at_depth_0 = containers.is_empty() && !in_raw_html;
                        self.headings.push(Heading::read(text, events, place, at_depth_0));
                    }
                    containers.push(self.open.depth());
                    html.clear();
                }
                Event::End(tag) => {
                    let depth = containers.pop().expect("every end has its start");
                    if *tag == TagEnd::HtmlBlock {
                        self.open.read(&html, span.start);
                    } else if !matches!(tag, TagEnd::Paragraph) {
                        self.open.close_to(depth);
                    }
                }
                Event::Html(raw) => {
                    self.raw_html.push(place);
                    html.push_str(raw);
                }
                Event::InlineHtml(raw) => {
                    self.raw_html.push(place);
                    self.open.read(raw, span.start);
                }
                _ => {}
            }
            if containers.is_empty() {
                let kind = self.kind(&events[block_start].0);
                self.blocks.push(Block { kind, span: *span, events: (block_start, place + 1), in_raw_html });
            }
        }
    }

    fn kind(&self, first: &Event<'_>) -> BlockKind {
        match first {
            Event::Rule => BlockKind::Rule,
            Event::Start(tag) => match tag {
                Tag::Heading { .. } => BlockKind::Heading(self.headings.len() - 1),
                Tag::Paragraph => BlockKind::Paragraph,
                Tag::List(_) => BlockKind::List,
                Tag::BlockQuote(_) => BlockKind::Quote,
                Tag::Table(_) => BlockKind::Table,
                Tag::CodeBlock(_) => BlockKind::Code,
                Tag::HtmlBlock => BlockKind::Html,
                Tag::FootnoteDefinition(_) => BlockKind::Footnote,
                _ => BlockKind::Other,
            },
            _ => BlockKind::Other,
        }
    }
}

/// Where the text's open tail begins, if it has one.
fn open_tail(text: &str, events: &[(Event<'_>, Span)], reading: &Reading<'_>) -> Option<usize> {
    if let Some(start) = reading.open.outermost() {
        return Some(start);
    }
    let last = reading.blocks.last()?;
    let source = last.span.of(text);
    let is_open = match (&last.kind, &events[last.events.0].0) {
        (BlockKind::Code, Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_)))) => is_unclosed_fence(source),
        (BlockKind::Html, _) => raw_html::is_unclosed_block(source),
        _ => false,
    };
    is_open.then_some(last.span.start)
}

/// Whether the last line of a fenced code block fails to close it (CommonMark 0.31, section 4.5).
fn is_unclosed_fence(block: &str) -> bool {
    let block = block.trim_start();
    let mark = block.chars().next().unwrap_or('`');
    let opening = block.chars().take_while(|&c| c == mark).count();
    let mut lines = block.lines();
    lines.next();
    let Some(last) = lines.rfind(|line| !line.trim().is_empty()) else { return true };
    let indent = last.len() - last.trim_start_matches(' ').len();
    let last = last.trim();
    indent > 3 || !(last.chars().all(|c| c == mark) && last.chars().count() >= opening)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Parsed<'_> {
        parse(text, 0, Dialect::V05).expect("the parser reads it")
    }

    #[test]
    fn headings_in_other_blocks_are_not_at_depth_0() {
        let text = "# A\n\n> ## B\n\n- ## C\n\n<details>\n\n## D\n\n</details>\n\n## E\n\n[^f]: ## F\n\n<a id=\"x\"></a>\n\n## G\n";
        let depth_0: Vec<&str> =
            parsed(text).depth_0_headings().map(|(_, heading)| heading.span.of(text).trim()).collect();
        assert_eq!(depth_0, ["# A", "## E", "## G"]);
    }

    #[test]
    fn an_element_opened_in_a_list_ends_with_it() {
        let text = "- <div>\n\n## A\n\ntext <details>\n\n## B\n";
        let parsed = parsed(text);
        let depth_0: Vec<&str> = parsed.depth_0_headings().map(|(_, heading)| &*heading.text).collect();
        assert_eq!(depth_0, ["A"]);
        assert_eq!(parsed.open_tail, Some(text.find("<details>").expect("in the text")));
    }

    #[test]
    fn open_tails_are_seen() {
        for (text, tail) in [
            ("a\n\n```\ncode\n", Some(3)),
            ("a\n\n```\ncode\n```\n", None),
            ("a\n\n```\ncode\n````\n\n", None),
            ("a\n\n~~~~\ncode\n~~~\n", Some(3)),
            ("```", Some(0)),
            (" ~~~\n    ~~~\n", Some(1)),
            ("a\n\n<!-- b\n", Some(3)),
            ("a\n\n<!-- b -->\n", None),
            ("a\n\n<div>\n\nb\n", Some(3)),
            ("a\n\n<div>\n\nb\n\n</div>\n", None),
            ("a\n\n<script>\nb\n", Some(3)),
            ("- a\n\n  ```\n  b\n", None),
            ("a\n\n    code\n", None),
        ] {
            assert_eq!(parsed(text).open_tail, tail, "{text:?}");
        }
    }

    #[test]
    fn a_panic_of_the_parser_is_a_value() {
        assert_eq!(parse("> foo\n>  {.c}\n> ===", 0, Dialect::V05).err(), Some(Unparsable));
    }

    #[test]
    fn places_are_places_in_the_whole_text() {
        let text = "---\nstatus: x\n---\n# A\n\n[b]: /c\n";
        let parsed = parse(text, 18, Dialect::V05).expect("the parser reads it");
        assert_eq!(parsed.headings[0].span.of(text), "# A\n");
        assert_eq!(parsed.definitions["b"].0.of(text), "[b]: /c");
    }
}
