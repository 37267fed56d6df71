//! One heading: its words, and where each of them stands, so that a heading line can be rewritten by bytes.

use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};

use crate::span::Span;

/// A heading at any depth.
#[derive(Debug, Clone)]
pub struct Heading<'a> {
    /// The whole heading with its line end, underline included.
    pub span: Span,
    /// 1 to 6.
    pub level: u8,
    /// The words: text and code without markup.
    pub text: String,
    /// Whether it is in no other block and no open raw HTML element.
    pub at_depth_0: bool,
    /// The id that its author gave.
    pub explicit_id: Option<String>,
    /// The source of what is between the marks, without attributes; empty at the line's end if there is nothing.
    pub content: Span,
    /// The source of `{…}` behind the content, if there are attributes.
    pub attributes: Option<Span>,
    /// Whether it is underlined, not marked by `#`.
    pub is_setext: bool,
    /// The events of the content.
    pub events: Vec<(Event<'a>, Span)>,
    pieces: Vec<Piece>,
}

/// Where a run of `Heading::text` comes from.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// Byte offset in the heading's text.
    at: usize,
    source: Span,
    /// Whether the text is the source to the byte, outside emphasis.
    is_verbatim: bool,
}

impl<'a> Heading<'a> {
    /// Reads the heading that `events` begin with.
    pub(super) fn read(text: &str, events: &[(Event<'a>, Span)], at_depth_0: bool) -> Self {
        let (Event::Start(Tag::Heading { level, id, classes, attrs }), span) = &events[0] else {
            unreachable!("called at the start of a heading");
        };
        let inside: Vec<_> = events[1..]
            .iter()
            .take_while(|(event, _)| !matches!(event, Event::End(TagEnd::Heading(_))))
            .cloned()
            .collect();
        let source = span.of(text);
        let is_setext = !source.trim_start_matches([' ', '>']).starts_with('#');
        let mut heading = Self {
            span: *span,
            level: *level as u8,
            text: String::new(),
            at_depth_0,
            explicit_id: id.as_ref().map(ToString::to_string),
            content: content(*span, source, &inside),
            attributes: None,
            is_setext,
            events: Vec::new(),
            pieces: Vec::new(),
        };
        heading.read_text(text, &inside);
        heading.events = inside;
        if id.is_some() || !classes.is_empty() || !attrs.is_empty() {
            let behind = Span::new(heading.content.end, span.end);
            heading.attributes = behind
                .of(text)
                .find('{')
                .zip(behind.of(text).find('}'))
                .map(|(open, close)| Span::new(behind.start + open, behind.start + close + 1));
        }
        heading
    }

    fn read_text(&mut self, text: &str, inside: &[(Event<'_>, Span)]) {
        let mut nested = 0_usize;
        for (event, span) in inside {
            match event {
                Event::Text(words) => {
                    let is_verbatim = nested == 0 && span.of(text) == &**words;
                    self.pieces.push(Piece { at: self.text.len(), source: *span, is_verbatim });
                    self.text.push_str(words);
                }
                Event::Code(code) => {
                    self.pieces.push(Piece { at: self.text.len(), source: *span, is_verbatim: false });
                    self.text.push_str(code);
                }
                Event::SoftBreak | Event::HardBreak => self.text.push(' '),
                Event::Start(_) => nested += 1,
                Event::End(_) => nested -= 1,
                _ => {}
            }
        }
    }

    /// The place in the source of a byte offset of `text`, if what follows there stands in the source as it is, outside
    /// emphasis, so that a heading can be cut there.
    #[must_use]
    pub fn cut(&self, offset: usize) -> Option<usize> {
        if offset >= self.text.len() {
            return Some(self.content.end);
        }
        let piece = self.pieces.iter().rev().find(|piece| piece.at <= offset)?;
        if offset == piece.at {
            // At the start of a piece there is nothing to split, unless emphasis opened before it.
            let before = Span::new(self.content.start, piece.source.start);
            return (piece.is_verbatim || before.is_empty()).then_some(piece.source.start);
        }
        piece.is_verbatim.then(|| piece.source.start + (offset - piece.at))
    }

    /// The place in the source before a byte offset of `text`, where what stands before it ends: emphasis that opens there is
    /// behind the cut.
    #[must_use]
    pub fn cut_before(&self, offset: usize) -> Option<usize> {
        if offset == 0 {
            return Some(self.content.start);
        }
        let piece = self.pieces.iter().rev().find(|piece| piece.at < offset)?;
        piece.is_verbatim.then(|| piece.source.start + (offset - piece.at))
    }

    /// Whether the source up to a place is nothing but text and emphasis.
    #[must_use]
    pub fn is_plain_up_to(&self, place: usize) -> bool {
        self.events.iter().take_while(|(_, span)| span.start < place).all(|(event, _)| {
            matches!(
                event,
                Event::Text(_)
                    | Event::Start(Tag::Emphasis | Tag::Strong)
                    | Event::End(TagEnd::Emphasis | TagEnd::Strong)
            )
        })
    }

    /// Whether the content stands on one line.
    #[must_use]
    pub fn is_one_line(&self, text: &str) -> bool {
        !self.content.of(text).contains('\n')
    }
}

/// From the first to the last inline event; for an empty heading the place behind its marks.
fn content(span: Span, source: &str, inside: &[(Event<'_>, Span)]) -> Span {
    match (inside.first(), inside.iter().map(|(_, span)| span.end).max()) {
        (Some((_, first)), Some(end)) => Span::new(first.start, end),
        _ => {
            let marks = source.trim_start_matches('#').len();
            Span::at(span.start + source.len() - marks)
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::{Dialect, parse};

    #[test]
    fn words_content_and_attributes() {
        for (text, words, content, attributes, is_plain) in [
            ("## A *b* `c` {#id .x}\n", "A b c", "A *b* `c`", Some("{#id .x}"), false),
            ("## **A** b ##\n", "A b", "**A** b", None, true),
            ("Title {.c}\n=====\n", "Title", "Title", Some("{.c}"), true),
            ("##\n", "", "", None, true),
            ("## [a](b) {k=v}", "a", "[a](b)", Some("{k=v}"), false),
        ] {
            let parsed = parse(text, 0, Dialect::V04.flags).expect("the parser reads it");
            let heading = &parsed.headings[0];
            assert_eq!(heading.text, words, "{text}");
            assert_eq!(heading.content.of(text), content, "{text}");
            assert_eq!(heading.attributes.map(|span| span.of(text)), attributes, "{text}");
            assert_eq!(heading.is_plain_up_to(heading.content.end), is_plain, "{text}");
        }
    }

    #[test]
    fn a_heading_is_cut_where_that_splits_no_emphasis() {
        let text = "## 1. **Metrics** (later *on*)\n";
        let parsed = parse(text, 0, Dialect::V05.flags).expect("the parser reads it");
        let heading = &parsed.headings[0];
        let cut = |words: &str| heading.cut(heading.text.find(words).expect("in the heading"));
        assert_eq!(cut("1."), Some(3));
        assert_eq!(cut("etrics"), None);
        assert_eq!(cut(" (later"), Some(17));
        assert_eq!(heading.cut(heading.text.len()), Some(text.len() - 1));
    }
}
