//! `<!-- design-docs: allow(section-missing) -->`: which diagnostics a document's author doesn't want to hear of.

use crate::diagnostic::Rule;
use crate::markdown::Parsed;
use crate::markdown::pulldown_cmark::Event;
use crate::suggestions::closest_match;
use crate::text::{Span, suffix_from};

/// A comment that suppresses diagnostics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// From `<!--` to `-->`.
    pub span: Span,
    /// What stands in its brackets.
    pub list: Span,
    /// The names in them; none if the comment is written in another form, so that it suppresses nothing.
    pub names: Vec<SuppressedRule>,
}

/// One name in a comment's brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SuppressedRule {
    /// Where it stands.
    pub span: Span,
    /// What is not to be reported; `None` if no diagnostic has this name.
    pub rule: Option<Rule>,
}

impl Suppression {
    /// What is not to be reported.
    pub fn rules(&self) -> impl Iterator<Item = Rule> {
        self.names.iter().filter_map(|name| name.rule)
    }
}

/// Whether a text may have such comments.
#[must_use]
pub(crate) fn may_suppress(text: &str) -> bool {
    text.contains(MARK)
}

/// What a text has that may have such comments. A capital letter is a slip that is reported.
pub(crate) const MARK: &str = "esign-";

/// Reads the comments of a text. One in code is no comment.
#[must_use]
pub(crate) fn find_suppressions(parsed: &Parsed<'_>) -> Vec<Suppression> {
    let mut suppressions = Vec::new();
    if !may_suppress(parsed.text) {
        return suppressions;
    }
    let html = parsed.events.iter().filter(|(event, _)| matches!(event, Event::Html(_) | Event::InlineHtml(_)));
    for (_, span) in html {
        for (start, _) in span.of(parsed.text).match_indices(OPENING) {
            let start = span.start + start;
            let inside = start + OPENING.len();
            let rest = suffix_from(parsed.text, inside);
            let Some(end) = rest.find(CLOSING) else { continue };
            let comment = Span::new(inside, inside + end);
            let span = Span::new(start, comment.end + CLOSING.len());
            if let Some(list) = list_of(comment.of(parsed.text)) {
                let list = list.shifted(inside);
                suppressions.push(Suppression { span, list, names: names(parsed.text, list) });
            } else if is_meant(comment.of(parsed.text)) {
                suppressions.push(Suppression { span, list: comment, names: Vec::new() });
            }
        }
    }
    suppressions
}

const TOOL: &str = "design-docs";
const OPENING: &str = "<!--";
const CLOSING: &str = "-->";

/// What stands in the brackets of `design-docs: allow(…)`. A reason may stand behind them.
fn list_of(comment: &str) -> Option<Span> {
    let list = comment.trim().strip_prefix(TOOL)?.strip_prefix(':')?.trim_start().strip_prefix("allow")?.trim_start();
    let (list, _) = list.strip_prefix('(')?.split_once(')')?;
    let start = list.as_ptr() as usize - comment.as_ptr() as usize;
    (!list.trim_matches([' ', ',', '\n', '\r', '\t']).is_empty()).then(|| Span::new(start, start + list.len()))
}

/// Whether a comment that suppresses nothing is meant to: `Design-Docs: alow(…)`.
fn is_meant(comment: &str) -> bool {
    let comment = comment.trim().to_ascii_lowercase();
    let Some(rest) = comment.strip_prefix(TOOL) else { return false };
    let mut words = rest.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    words.next().is_some_and(|word| {
        ["ignore", "disable", "silence"].contains(&word) || closest_match(word, ["allow"]).is_some()
    })
}

/// The names in a comment's brackets, with commas between them.
fn names(text: &str, list: Span) -> Vec<SuppressedRule> {
    let mut start = list.start;
    let names = list.of(text).split(',').filter_map(|name| {
        let span = Span::new(start, start + name.len()).trimmed(text);
        start += name.len() + ",".len();
        (!span.is_empty()).then(|| SuppressedRule { span, rule: Rule::named(span.of(text)) })
    });
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Dialect, parse};

    fn names(text: &str) -> Vec<(&str, bool)> {
        let parsed = parse(text, 0, Dialect::V05).expect("the parser reads it");
        let suppressions = find_suppressions(&parsed);
        let names = suppressions.iter().flat_map(|allow| &allow.names);
        names.map(|name| (name.span.of(text), name.rule.is_some())).collect()
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
            (
                "<!-- design-docs: allow(date-invalid,\n  status-missing,\n) -->\n",
                vec![("date-invalid", true), ("status-missing", true)],
            ),
            ("<!-- design-docs: allow(date-invalid), since (so) it is -->\n", vec![("date-invalid", true)]),
            ("`<!-- design-docs: allow(section-missing) -->`\n", vec![]),
            ("<!-- design-docs: optional; aliases: A -->\n", vec![]),
            ("<!-- allow(section-missing) -->\n", vec![]),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }

    #[test]
    fn what_allows_nothing_and_is_meant_to_is_seen() {
        for (comment, is_seen) in [
            ("design-docs: alow(date-invalid)", true),
            ("design-docs: allow date-invalid", true),
            ("design-docs: allow()", true),
            ("design-docs allow(date-invalid)", true),
            ("Design-Docs: allow(date-invalid)", true),
            ("design-docs: ignore date-invalid", true),
            ("design-docs: optional; aliases: A", false),
            ("the design-docs allow it", false),
        ] {
            let text = format!("<!-- {comment} -->\n");
            let suppressions = find_suppressions(&parse(&text, 0, Dialect::V05).expect("the parser reads it"));
            assert_eq!(
                suppressions.iter().map(|allow| allow.names.len()).collect::<Vec<_>>(),
                vec![0; usize::from(is_seen)],
                "{text}"
            );
        }
    }
}
