//! `allow-unused`: a comment that silences nothing, since it names no code or one that isn't found.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Rule};
use crate::document::front_matter;
use crate::document::suppression::{SuppressedRule, Suppression};
use crate::markdown::pulldown_cmark::{Event, Tag};
use crate::markdown::{Parsed, parse};
use crate::suggestions::closest_match;
use crate::text::Edits;
use crate::text::{Span, prefix_to, suffix_from};

/// What is wrong with the comments of a text, whose page begins at `start`, where `found` has all codes that they can silence. The fix takes all unused names out of a comment;
/// one that has no others goes whole, if nothing else on the page changes by that.
#[must_use]
pub fn allow_unused(
    parsed: &Parsed<'_>,
    start: usize,
    suppressions: &[Suppression],
    found: &BTreeSet<Rule>,
) -> Vec<Diagnostic> {
    suppressions.iter().flat_map(|allow| in_comment(parsed, start, allow, found)).collect()
}

fn in_comment(parsed: &Parsed<'_>, start: usize, allow: &Suppression, found: &BTreeSet<Rule>) -> Vec<Diagnostic> {
    if allow.names.is_empty() {
        let diagnostic =
            Diagnostic::new(Rule::AllowUnused, allow.list.trimmed(parsed.text), "this comment silences nothing");
        return vec![
            diagnostic.with_help("write it as `<!-- design-docs: allow(CODE) -->`, with the code of a finding"),
        ];
    }
    let is_unused = |name: &SuppressedRule| name.rule.is_some_and(|code| !found.contains(&code));
    let unused = || allow.names.iter().filter(|name| is_unused(name));
    let fix = unused().next().and_then(|_| without(parsed, start, allow, is_unused));
    let unused = unused().filter_map(|name| {
        let message = format!("there is no `{}` here to allow", name.rule?.name());
        let diagnostic = Diagnostic::new(Rule::AllowUnused, name.span, message).with_help("take it out of the comment");
        Some(Diagnostic { fix: fix.clone(), ..diagnostic })
    });
    let unknown = allow.names.iter().filter(|name| name.rule.is_none()).map(|name| unknown(name.span, parsed.text));
    unused.chain(unknown).collect()
}

fn unknown(span: Span, text: &str) -> Diagnostic {
    let name = span.of(text);
    let near = closest_match(name, Rule::ALL.iter().map(|code| code.name()));
    let help = near.map_or_else(
        || "write the code that stands in brackets behind the severity".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Diagnostic::new(Rule::AllowUnused, span, format!("`{name}` is no finding, so nothing is silenced")).with_help(help)
}

/// A comment's text without some of its names, or the document's without the comment if it has no others.
fn without(
    parsed: &Parsed<'_>,
    start: usize,
    allow: &Suppression,
    is_out: impl Fn(&SuppressedRule) -> bool,
) -> Option<Edits> {
    let kept: Vec<&str> =
        allow.names.iter().filter(|name| !is_out(name)).map(|name| name.span.of(parsed.text)).collect();
    let mut edits = Edits::new();
    if kept.is_empty() {
        edits.replace(removable(parsed, start, allow.span)?, "");
    } else {
        edits.replace(allow.list, kept.join(", "));
    }
    Some(edits)
}

/// The lines of a comment that is a block of its own, if nothing else on the page changes when they are taken out.
fn removable(parsed: &Parsed<'_>, start: usize, comment: Span) -> Option<Span> {
    let text = parsed.text;
    let is_block = |(event, span): &&(Event<'_>, Span)| {
        matches!(event, Event::Start(Tag::HtmlBlock)) && span.trimmed(text) == comment
    };
    let (_, block) = parsed.events.iter().find(is_block)?;
    let line = Span::new(prefix_to(text, comment.start).rfind('\n').map_or(0, |end| end + 1), block.end);
    let blank_behind = suffix_from(text, line.end).split_inclusive('\n').next().filter(|next| next.trim().is_empty());
    let mut lines = Span::new(line.start, line.end + blank_behind.map_or(0, str::len));
    if lines.end == text.len() {
        let words = prefix_to(text, lines.start).trim_end().len();
        lines.start = Span::new(words, lines.start).of(text).find('\n').map_or(words, |end| words + end + 1);
    }
    let without = [prefix_to(text, lines.start), suffix_from(text, lines.end)].concat();
    // What comes to stand at the top may become front matter.
    if lines.start == start && front_matter::parse_front_matter(&without).is_some() {
        return None;
    }
    let others = parsed.events.iter().filter(|(_, span)| !block.contains(*span)).map(|(event, _)| event);
    let after = parse(&without, start, parsed.dialect).ok()?;
    let is_certain = others.eq(after.events.iter().map(|(event, _)| event)) && parsed.anchors().eq(after.anchors());
    is_certain.then_some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::document::suppression::find_suppressions;
    use crate::markdown::Dialect;
    use crate::status::Statuses;

    /// A document without its unused names, where only `section-missing` is found.
    fn mended(text: &str) -> String {
        let document = Document::parse(text, Dialect::V05, &Statuses::default()).expect("the parser reads it");
        let found = BTreeSet::from([Rule::SectionMissing]);
        let diagnostics =
            allow_unused(&document.parsed, document.start(), &find_suppressions(&document.parsed), &found);
        diagnostics[0].fix.as_ref().map_or_else(|| "none".to_owned(), |fix| fix.apply(text))
    }

    #[test]
    fn unused_names_are_taken_out_where_nothing_else_changes() {
        for (text, expected) in [
            (
                "<!-- design-docs: allow(date-invalid,section-missing , id-duplicate) -->\n",
                "<!-- design-docs: allow(section-missing) -->\n",
            ),
            ("# T\n\n<!-- design-docs: allow(date-invalid) -->\n\nText\n", "# T\n\nText\n"),
            (
                "---\nstatus: draft\n---\n# T\n\nText\n\n<!-- design-docs: allow(date-invalid) -->\n",
                "---\nstatus: draft\n---\n# T\n\nText\n",
            ),
            ("# T\r\n<!-- design-docs: allow(date-invalid) -->\r\nText\r\n", "# T\r\nText\r\n"),
            ("- a\n\n  <!-- design-docs: allow(date-invalid) -->\n\n  b\n", "- a\n\n  b\n"),
            ("<!-- design-docs: allow(date-invalid) -->\n\n---\nstatus: nope\n---\n\n# T\n", "none"),
            ("a\n<!-- design-docs: allow(date-invalid) -->\nb\n", "none"),
            ("- a\n<!-- design-docs: allow(date-invalid) -->\n- b\n", "none"),
            ("a <!-- design-docs: allow(date-invalid) --> b\n", "none"),
            ("<!-- design-docs: allow(date-invalid) --> b\n", "none"),
            ("<!-- design-docs: allow(date-invaild) -->\n", "none"),
            (
                "<!-- design-docs: allow(date-invalid, sectoin-missing) -->\n",
                "<!-- design-docs: allow(sectoin-missing) -->\n",
            ),
        ] {
            assert_eq!(mended(text), expected, "{text}");
        }
    }
}
