//! Events in, what stands where out: blocks at depth 0, headings, raw HTML, and what is left open at the end.

use mdbook_markdown::pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use crate::text::Span;

use super::raw_html::{self, OpenElements};
use super::{Block, BlockKind, Heading, anchors};

/// What is seen in one walk over a text's events.
#[derive(Default)]
pub(super) struct ParsedBlocks<'a> {
    /// The blocks at depth 0.
    pub blocks: Vec<Block>,
    /// All headings.
    pub headings: Vec<Heading<'a>>,
    /// The places of raw HTML in the events.
    pub raw_html: Vec<usize>,
    /// The places of the events that matter to ids.
    pub anchor_places: Vec<usize>,
    /// Where the text's open tail begins, if it has one.
    pub open_tail: Option<usize>,
}

impl<'a> ParsedBlocks<'a> {
    /// Walks the events of a text.
    pub(super) fn from_events(text: &str, events: &[(Event<'a>, Span)]) -> Self {
        let mut reading = Self::default();
        let mut open = OpenElements::default();
        reading.walk(text, events, &mut open);
        reading.open_tail = open.outermost().or_else(|| reading.open_block(text, events));
        reading
    }

    fn walk(&mut self, text: &str, events: &[(Event<'a>, Span)], open: &mut OpenElements) {
        // For each open container: how many raw elements were open when it began; what is opened in it ends with it.
        let mut containers: Vec<usize> = Vec::new();
        let mut html = String::new();
        let mut block_start = 0;
        let mut in_raw_html = false;
        for (place, (event, span)) in events.iter().enumerate() {
            if containers.is_empty() {
                block_start = place;
                in_raw_html = open.any();
            }
            if anchors::matters_to_anchors(event) {
                self.anchor_places.push(place);
            }
            match event {
                Event::Start(tag) => {
                    if matches!(tag, Tag::Heading { .. }) {
                        let at_depth_0 = containers.is_empty() && !in_raw_html;
                        self.headings.push(Heading::read(text, events, place, at_depth_0));
                    }
                    containers.push(open.depth());
                    html.clear();
                }
                Event::End(tag) => {
                    let depth = containers.pop().expect("every end has its start");
                    if *tag == TagEnd::HtmlBlock {
                        open.read(&html, span.start);
                    } else if !matches!(tag, TagEnd::Paragraph) {
                        open.close_to(depth);
                    }
                }
                Event::Html(raw) => {
                    self.raw_html.push(place);
                    html.push_str(raw);
                }
                Event::InlineHtml(raw) => {
                    self.raw_html.push(place);
                    open.read(raw, span.start);
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

    /// Where the last block begins, if nothing ends it: a fence or raw HTML.
    fn open_block(&self, text: &str, events: &[(Event<'_>, Span)]) -> Option<usize> {
        let last = self.blocks.last()?;
        let source = last.span.of(text);
        let is_open = match (&last.kind, &events[last.events.0].0) {
            (BlockKind::Code, Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_)))) => is_unclosed_fence(source),
            (BlockKind::Html, _) => raw_html::is_unclosed_block(source),
            _ => false,
        };
        is_open.then_some(last.span.start)
    }
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
    use crate::markdown::{Dialect, Parsed, parse};

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
            ("a\n\n</div><xss onx\n", Some(3)),
            ("a\n\n<div title=\">\n</div>\n", Some(3)),
            ("a\n\n<div title=\">\">\n</div>\n", None),
            ("- a\n\n  ```\n  b\n", None),
            ("a\n\n    code\n", None),
        ] {
            assert_eq!(parsed(text).open_tail, tail, "{text:?}");
        }
    }
}
