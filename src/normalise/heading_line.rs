//! A heading's line written anew: other words, another level, a pinned id. All else of the line stays to the byte.

use crate::markdown::Heading;
use crate::page::segment::{HeadingLine, LinePart};
use crate::text::{line_end, prefix_to, suffix_from};

/// What is to be different about a heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct NewHeading {
    /// The level, if it changes.
    pub level: Option<u8>,
    /// The content, if it changes.
    pub content: Option<Vec<LinePart>>,
    /// The words of that content, as ids are made of them.
    pub words: Option<String>,
    /// The id to pin.
    pub id: Option<String>,
}

impl NewHeading {
    /// The new line, or `None` if a heading of this form can't be rewritten: one that is underlined over several lines, or one that goes on
    /// behind a line end that the parser doesn't take for one. `index` is the heading's place among those of its text.
    pub(super) fn line(self, index: usize, heading: &Heading<'_>, text: &str) -> Option<HeadingLine> {
        let source = heading.span.of(text);
        let before = prefix_to(source, heading.content.start - heading.span.start);
        let behind = suffix_from(source, heading.content.end - heading.span.start);
        let closes = |c: char| c == '#' || c.is_whitespace();
        let has_rest = !heading.is_setext && heading.attributes.is_none() && !behind.chars().all(closes);
        if heading.content.is_empty() || has_rest || source.replace("\r\n", "").contains('\r') {
            return None;
        }
        let (start, end) = if !heading.is_setext {
            let marks = before.len() - before.trim_start_matches('#').len();
            let level = self.level.map_or(marks, usize::from);
            (format!("{}{}", "#".repeat(level), suffix_from(before, marks)), self.with_id(heading, behind))
        } else {
            if !heading.is_one_line(text) {
                return None;
            }
            let (first, underline) = behind.split_once('\n')?;
            let tail = self.with_id(heading, first);
            if self.level.is_none() && self.content.is_none() {
                (before.to_owned(), format!("{tail}\n{underline}"))
            } else {
                // Another level has no underline, and other words have another length.
                let level = usize::from(self.level.unwrap_or(heading.level));
                let end = if underline.ends_with('\n') { line_end(source) } else { "" };
                (format!("{} ", "#".repeat(level)), format!("{}{end}", tail.trim_end_matches('\r')))
            }
        };
        let content = self.content.unwrap_or_else(|| vec![LinePart::Source(heading.content)]);
        let line = std::iter::once(LinePart::Text(start)).chain(content).chain([LinePart::Text(end)]);
        Some(HeadingLine {
            span: heading.span,
            heading: index,
            line: line.collect(),
            words: self.words,
            level: self.level,
            anchor: self.id,
        })
    }

    /// What stands behind the content, with the id in its attributes.
    fn with_id(&self, heading: &Heading<'_>, behind: &str) -> String {
        let Some(id) = &self.id else { return behind.to_owned() };
        if let Some(attributes) = heading.attributes {
            let open = attributes.start + 1 - heading.content.end;
            return format!("{}#{id} {}", prefix_to(behind, open), suffix_from(behind, open));
        }
        // Attributes stand last: closing marks would hide them.
        let end = suffix_from(behind, behind.trim_end_matches(['\r', '\n']).len());
        format!(" {{#{id}}}{end}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Dialect, parse};

    #[test]
    fn lines() {
        let new = |level: Option<u8>, content: Option<&str>, id: Option<&str>| NewHeading {
            level,
            content: content.map(|content| vec![LinePart::Text(content.to_owned())]),
            words: None,
            id: id.map(str::to_owned),
        };
        for (text, change, expected) in [
            ("## a\n", new(None, Some("B"), None), Some("## B\n")),
            ("##\ta ##\r\n", new(Some(3), None, None), Some("###\ta ##\r\n")),
            ("## a ##\n", new(None, None, Some("x")), Some("## a {#x}\n")),
            ("## a {.c}\n", new(None, Some("B"), Some("x")), Some("## B {#x .c}\n")),
            ("## a", new(None, None, Some("x")), Some("## a {#x}")),
            ("a\n---\n", new(None, None, Some("x")), Some("a {#x}\n---\n")),
            ("a {.c}\r\n===\r\n", new(Some(2), Some("B"), Some("x")), Some("## B {#x .c}\r\n")),
            ("a\nb\n---\n", new(None, None, Some("x")), None),
            ("##\n", new(Some(3), None, None), None),
            ("## **a**\rb\n", new(None, Some("A"), None), None),
            ("## a {#x}\rb\n", new(None, None, Some("y")), None),
            ("## a\r\rb\n", new(Some(3), None, None), None),
            ("a\rb\r\n===\r\n", new(None, Some("B"), None), None),
        ] {
            let parsed = parse(text, 0, Dialect::V05).expect("the parser reads it");
            let line = change.line(0, &parsed.headings[0], text).map(|line| line.render(text, |_| None));
            assert_eq!(line.as_deref(), expected, "{text:?}");
        }
    }
}
