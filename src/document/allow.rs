//! `<!-- design-docs: allow(section-missing) -->`: which findings a document's author doesn't want to hear of.

use crate::finding::Code;
use crate::markdown::Parsed;
use crate::markdown::pulldown_cmark::Event;
use crate::span::Span;

/// A comment that allows findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// From `<!--` to `-->`.
    pub span: Span,
    /// What stands in its brackets.
    pub list: Span,
    /// The names in them.
    pub names: Vec<Name>,
}

/// One name in a comment's brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// Where it stands.
    pub span: Span,
    /// What is not to be reported; `None` if no finding has this name.
    pub code: Option<Code>,
}

impl Allow {
    /// What is not to be reported.
    pub fn codes(&self) -> impl Iterator<Item = Code> {
        self.names.iter().filter_map(|name| name.code)
    }
}

/// Reads the comments of a document. One in code is no comment.
#[must_use]
pub fn read(parsed: &Parsed<'_>) -> Vec<Allow> {
    let mut allows = Vec::new();
    if !parsed.text.contains("design-docs:") {
        return allows;
    }
    let html = parsed.events.iter().filter(|(event, _)| matches!(event, Event::Html(_) | Event::InlineHtml(_)));
    for (_, span) in html {
        for (start, _) in span.of(parsed.text).match_indices(OPENING) {
            let start = span.start + start;
            let inside = start + OPENING.len();
            let rest = &parsed.text[inside..];
            let Some(end) = rest.find(CLOSING) else { continue };
            let Some(list) = list_of(&rest[..end]) else { continue };
            let list = list.shifted(inside);
            let names = names(parsed.text, list);
            allows.push(Allow { span: Span::new(start, inside + end + CLOSING.len()), list, names });
        }
    }
    allows
}

const OPENING: &str = "<!--";
const CLOSING: &str = "-->";

/// What stands in the brackets of `design-docs: allow(…)`.
fn list_of(comment: &str) -> Option<Span> {
    let list = comment.trim().strip_prefix("design-docs:")?.trim_start().strip_prefix("allow")?.trim_start();
    let list = list.strip_prefix('(')?.strip_suffix(')')?;
    let start = list.as_ptr() as usize - comment.as_ptr() as usize;
    Some(Span::new(start, start + list.len()))
}

/// The names in a comment's brackets, with commas between them.
fn names(text: &str, list: Span) -> Vec<Name> {
    let mut start = list.start;
    let names = list.of(text).split(',').map(|name| {
        let span = Span::new(start, start + name.len()).trimmed(text);
        start += name.len() + ",".len();
        Name { span, code: Code::named(span.of(text)) }
    });
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Dialect, parse};

    fn names(text: &str) -> Vec<(&str, bool)> {
        let parsed = parse(text, 0, Dialect::V05).expect("the parser reads it");
        let allows = read(&parsed);
        let names = allows.iter().flat_map(|allow| &allow.names);
        names.map(|name| (name.span.of(text), name.code.is_some())).collect()
    }

    #[test]
    fn comments_name_codes() {
        for (text, expected) in [
            ("# T\n\n<!-- design-docs: allow(section-missing) -->\n", vec![("section-missing", true)]),
            (
                "a <!--design-docs:allow( date-invalid , status-missing )--> b\n",
                vec![("date-invalid", true), ("status-missing", true)],
            ),
            ("> <!-- design-docs:\n> allow(date-invalid) -->\n", vec![]),
            ("<!-- design-docs:\nallow(date-invalid) -->\n", vec![("date-invalid", true)]),
            (
                "<!-- design-docs: allow(sectoin-missing, date-invalid) -->\n",
                vec![("sectoin-missing", false), ("date-invalid", true)],
            ),
            ("<!-- design-docs: allow() -->\n", vec![("", false)]),
            ("`<!-- design-docs: allow(section-missing) -->`\n", vec![]),
            ("<!-- design-docs: optional; aliases: A -->\n", vec![]),
            ("<!-- allow(section-missing) -->\n", vec![]),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }
}
