//! One heading: its words, and where each of them stands, so that a heading line can be rewritten by bytes.

use std::borrow::Cow;

use mdbook_markdown::pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::text::Span;

use super::inline::{span_of_inline, with_backslash};
use super::{Parsed, append, to_cow};

/// A heading at any depth.
#[derive(Debug, Clone)]
pub struct Heading<'a> {
    /// The whole heading with its line end, underline included.
    pub span: Span,
    /// 1 to 6.
    pub level: u8,
    /// The words: text and code without markup.
    pub text: Cow<'a, str>,
    /// Whether it is in no other block and no open raw HTML element.
    pub at_depth_0: bool,
    /// The id that its author gave.
    pub explicit_id: Option<CowStr<'a>>,
    /// The source of what is between the marks, without attributes; empty at the line's end if there is nothing.
    pub content: Span,
    /// The source of `{…}` behind the content, if there are attributes.
    pub attributes: Option<Span>,
    /// Whether it is underlined, not marked by `#`.
    pub is_setext: bool,
    /// The range of the content's events in [`Parsed::events`].
    pub events: (usize, usize),
}

/// A run of a heading's words.
#[derive(Debug, Clone, Copy)]
struct HeadingRun {
    /// Byte offset in the heading's words.
    at: usize,
    source: Span,
    /// Where the source begins with the backslash of an escape, if there is one.
    start: usize,
    /// Whether the words are the source to the byte, outside emphasis.
    is_verbatim: bool,
}

impl<'a> Heading<'a> {
    /// Reads the heading that begins with the event at `place`.
    pub(super) fn read(text: &str, events: &[(Event<'a>, Span)], place: usize, at_depth_0: bool) -> Self {
        let (Event::Start(Tag::Heading { level, id, classes, attrs }), span) = &events[place] else {
            unreachable!("called at the start of a heading");
        };
        let behind = &events[place + 1..];
        let end = behind.iter().position(|(event, _)| matches!(event, Event::End(TagEnd::Heading(_))));
        let inside = &behind[..end.expect("every start has its end")];
        let source = span.of(text);
        let content = content(*span, text, inside);
        let has_attributes = id.is_some() || !classes.is_empty() || !attrs.is_empty();
        Self {
            span: *span,
            level: *level as u8,
            text: words(inside),
            at_depth_0,
            explicit_id: id.clone(),
            content,
            attributes: if has_attributes { attributes(Span::new(content.end, span.end), text) } else { None },
            is_setext: !source.trim_start_matches([' ', '>']).starts_with('#'),
            events: (place + 1, place + 1 + inside.len()),
        }
    }

    /// The runs of text and code that the words are made of, in order.
    fn runs<'p>(&self, parsed: &'p Parsed<'_>) -> impl Iterator<Item = HeadingRun> + use<'p> {
        let mut nested = 0_usize;
        let mut at = 0;
        let text = parsed.text;
        parsed.events_of_heading(self).iter().filter_map(move |(event, span)| {
            let offset = at;
            let is_verbatim = match event {
                Event::Text(words) => {
                    at += words.len();
                    nested == 0 && span.of(text) == &**words
                }
                Event::Code(code) => {
                    at += code.len();
                    false
                }
                Event::SoftBreak | Event::HardBreak => {
                    at += 1;
                    return None;
                }
                Event::Start(_) => {
                    nested += 1;
                    return None;
                }
                Event::End(_) => {
                    nested -= 1;
                    return None;
                }
                _ => return None,
            };
            let is_text = matches!(event, Event::Text(_));
            let start = if is_text { with_backslash(span.start, text) } else { span.start };
            Some(HeadingRun { at: offset, source: *span, start, is_verbatim })
        })
    }

    /// The place in the source of a byte offset of `text`, if what follows there stands in the source as it is, outside
    /// emphasis, so that a heading can be cut there.
    #[must_use]
    pub fn cut(&self, offset: usize, parsed: &Parsed<'_>) -> Option<usize> {
        if offset >= self.text.len() {
            return Some(self.content.end);
        }
        let run = self.runs(parsed).take_while(|run| run.at <= offset).last()?;
        if offset == run.at {
            // At the start of a run there is nothing to split, unless emphasis opened before it.
            let before = Span::new(self.content.start, run.start);
            return (run.is_verbatim || before.is_empty()).then_some(run.start);
        }
        run.is_verbatim.then(|| run.source.start + (offset - run.at))
    }

    /// The place in the source before a byte offset of `text`, where what stands before it ends: emphasis that opens there is
    /// behind the cut.
    #[must_use]
    pub fn cut_before(&self, offset: usize, parsed: &Parsed<'_>) -> Option<usize> {
        if offset == 0 {
            return Some(self.content.start);
        }
        let run = self.runs(parsed).take_while(|run| run.at < offset).last()?;
        run.is_verbatim.then(|| run.source.start + (offset - run.at))
    }

    /// Whether the source up to a place is nothing but text and emphasis.
    #[must_use]
    pub fn is_plain_up_to(&self, place: usize, parsed: &Parsed<'_>) -> bool {
        parsed.events_of_heading(self).iter().take_while(|(_, span)| span.start < place).all(|(event, _)| {
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

/// The words of some inline events: text and code without markup.
fn words<'a>(events: &[(Event<'a>, Span)]) -> Cow<'a, str> {
    let mut words = Cow::Borrowed("");
    for (event, _) in events {
        match event {
            Event::Text(more) | Event::Code(more) => append(&mut words, to_cow(more)),
            Event::SoftBreak | Event::HardBreak => words.to_mut().push(' '),
            _ => {}
        }
    }
    words
}

/// Where `{…}` stands in what is behind a heading's content.
fn attributes(behind: Span, text: &str) -> Option<Span> {
    let (open, close) = behind.of(text).find('{').zip(behind.of(text).find('}'))?;
    Some(Span::new(behind.start + open, behind.start + close + 1))
}

/// From the first to the last inline event; for an empty heading the place behind its marks.
fn content(span: Span, text: &str, inside: &[(Event<'_>, Span)]) -> Span {
    span_of_inline(inside, text).unwrap_or_else(|| {
        let source = span.of(text);
        Span::at(span.start + source.len() - source.trim_start_matches('#').len())
    })
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
            ("## \\<a> \\# b\n", "<a> # b", "\\<a> \\# b", None, true),
            ("\\\\a\n---\n", "\\a", "\\\\a", None, true),
            ("## \\\\<b>a\n", "\\a", "\\\\<b>a", None, false),
        ] {
            let parsed = parse(text, 0, Dialect::V04).expect("the parser reads it");
            let heading = &parsed.headings[0];
            assert_eq!(heading.text, words, "{text}");
            assert_eq!(heading.content.of(text), content, "{text}");
            assert_eq!(heading.attributes.map(|span| span.of(text)), attributes, "{text}");
            assert_eq!(heading.is_plain_up_to(heading.content.end, &parsed), is_plain, "{text}");
        }
    }

    #[test]
    fn a_heading_is_cut_where_that_splits_no_emphasis() {
        let text = "## 1. **Metrics** (later *on*)\n";
        let parsed = parse(text, 0, Dialect::V05).expect("the parser reads it");
        let heading = &parsed.headings[0];
        let cut = |words: &str| heading.cut(heading.text.find(words).expect("in the heading"), &parsed);
        assert_eq!(cut("1."), Some(3));
        assert_eq!(cut("etrics"), None);
        assert_eq!(cut(" (later"), Some(17));
        assert_eq!(heading.cut(heading.text.len(), &parsed), Some(text.len() - 1));
        let text = "## 1. a \\<b\\>\n";
        let parsed = parse(text, 0, Dialect::V05).expect("the parser reads it");
        let heading = &parsed.headings[0];
        let at = heading.text.find('<').expect("in the heading");
        assert_eq!(heading.cut(at, &parsed), text.find('\\'));
        assert_eq!(heading.cut_before(at, &parsed), text.find('\\'));
    }
}
