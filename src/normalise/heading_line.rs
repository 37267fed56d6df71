//! A heading's line written anew: other words, another level, a pinned id. All else of the line stays to the byte.

use crate::markdown::Heading;
use crate::text::line_end;
use crate::text::{prefix_to, suffix_from};

/// What is to be different about a heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewHeading {
    /// The level, if it changes.
    pub level: Option<u8>,
    /// The content's source, if it changes.
    pub content: Option<String>,
    /// The words of that content, as ids are made of them.
    pub words: Option<String>,
    /// The id to pin.
    pub id: Option<String>,
}

impl NewHeading {
    /// The new line, or `None` if a heading of this form can't be rewritten: one that is underlined over several lines, or one that goes on
    /// behind a line end that the parser doesn't take for one.
    #[must_use]
    pub fn line(&self, heading: &Heading<'_>, text: &str) -> Option<String> {
        let source = heading.span.of(text);
        let before = prefix_to(source, heading.content.start - heading.span.start);
        let behind = suffix_from(source, heading.content.end - heading.span.start);
        let content = self.content.as_deref().unwrap_or_else(|| heading.content.of(text));
        let closes = |c: char| c == '#' || c.is_whitespace();
        let has_rest = !heading.is_setext && heading.attributes.is_none() && !behind.chars().all(closes);
        if heading.content.is_empty() || has_rest || source.replace("\r\n", "").contains('\r') {
            return None;
        }
        if !heading.is_setext {
            let marks = before.len() - before.trim_start_matches('#').len();
            let level = self.level.map_or(marks, usize::from);
            let tail = self.with_id(heading, behind);
            return Some(format!("{}{}{content}{tail}", "#".repeat(level), suffix_from(before, marks)));
        }
        if !heading.is_one_line(text) {
            return None;
        }
        let (first, underline) = behind.split_once('\n')?;
        if self.level.is_none() && self.content.is_none() {
            let tail = self.with_id(heading, first);
            return Some(format!("{before}{content}{tail}\n{underline}"));
        }
        // Another level has no underline, and other words have another length.
        let level = usize::from(self.level.unwrap_or(heading.level));
        let tail = self.with_id(heading, first);
        let end = if underline.ends_with('\n') { line_end(source) } else { "" };
        Some(format!("{} {content}{}{end}", "#".repeat(level), tail.trim_end_matches('\r')))
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
            content: content.map(str::to_owned),
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
            assert_eq!(change.line(&parsed.headings[0], text).as_deref(), expected, "{text:?}");
        }
    }
}
