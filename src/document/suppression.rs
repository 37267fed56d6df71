//! `<!-- design-docs: allow(section-missing) -->`: which diagnostics a document's author doesn't want to hear of.

use memchr::memmem;

use crate::markdown::pulldown_cmark::Event;
use crate::markdown::{Block, BlockKind, Parsed};
use crate::suggestions::closest_match;
use crate::text::{Span, prefix_to, suffix_from};

/// A comment that suppresses diagnostics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// What stands in its brackets.
    pub list: Span,
    /// The names in them; none if the comment is written in another form, so that it suppresses nothing.
    pub names: Vec<SuppressedRule>,
    /// The lines that can be taken out so that the comment goes and nothing else changes; `None` if that isn't certain.
    pub removal: Option<Span>,
}

/// One name in a comment's brackets. Which names are those of rules isn't known here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuppressedRule {
    /// Where it stands.
    pub span: Span,
    /// As it is written.
    pub text: String,
}

/// Whether a text may have such comments.
pub(crate) fn may_suppress(text: &str) -> bool {
    memmem::find(text.as_bytes(), MARK.as_bytes()).is_some()
}

/// What a text has that may have such comments. A capital letter is a slip that is reported.
pub(crate) const MARK: &str = "esign-";

/// Reads the comments of a text whose page begins at `page_start`. One in code is no comment.
pub(crate) fn find_suppressions(parsed: &Parsed<'_>, page_start: usize) -> Vec<Suppression> {
    let (mut suppressions, mut comments) = (Vec::new(), Vec::new());
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
                comments.push(span);
                suppressions.push(Suppression { list, names: names(parsed.text, list), removal: Some(span) });
            } else if is_meant(comment.of(parsed.text)) {
                let list = comment.trimmed(parsed.text);
                suppressions.push(Suppression { list, names: Vec::new(), removal: None });
            }
        }
    }
    for suppression in &mut suppressions {
        suppression.removal = suppression.removal.and_then(|span| removal(parsed, page_start, span, &comments));
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
        (!span.is_empty()).then(|| SuppressedRule { span, text: span.of(text).to_owned() })
    });
    names.collect()
}

/// What CommonMark 0.31 calls white space in a blank line (section 2.1), and line ends.
const BLANK: [char; 4] = [' ', '\t', '\r', '\n'];

/// The lines of a comment that is a block of its own, with one blank line below, where the text without them and without any other of the `comments` reads
/// as it did: the block above ends by itself or at a blank line, and is none that what follows could continue (CommonMark 0.31, sections 4.4, 4.6 and
/// 5.2) or that introduces it, and no text becomes front matter.
fn removal(parsed: &Parsed<'_>, page_start: usize, comment: Span, comments: &[Span]) -> Option<Span> {
    let text = parsed.text;
    let index = parsed.blocks.iter().position(|block| content(block.span, text) == comment)?;
    let is_comment = |block: &&Block| comments.contains(&content(block.span, text));
    let above = parsed.blocks[..index].iter().rev().find(|block| !is_comment(block));
    let below = parsed.blocks[index + 1..].iter().find(|block| !is_comment(block));
    let next = below.map_or("", |block| block.span.of(text).trim_start_matches(BLANK));
    let start = prefix_to(text, comment.start).rfind('\n').map_or(0, |end| end + 1);
    let mut lines = Span::new(start, parsed.blocks[index].span.end);
    let between = Span::new(above.map_or(page_start, |above| content(above.span, text).end).min(start), start);
    let is_alone = {
        let inside = comments.iter().filter(|comment| between.contains(**comment));
        let mut gaps = Vec::new();
        let end = inside.fold(between.start, |at, comment| {
            gaps.push(Span::new(at, comment.start));
            comment.end
        });
        gaps.push(Span::new(end, start));
        gaps.into_iter().all(|gap| gap.of(text).trim_matches(BLANK).is_empty())
    };
    let is_parted = || {
        let mut parts = between.of(text).split('\n').skip(1).collect::<Vec<_>>();
        parts.pop();
        parts.into_iter().any(|line| line.trim_matches(BLANK).is_empty())
    };
    let opens = |text: &str| text.starts_with("---") || text.starts_with("+++");
    let stays_apart = match above.map(|above| (above.kind, above.span.of(text).trim_end_matches(BLANK))) {
        None => !opens(next),
        Some((BlockKind::Heading(_) | BlockKind::Rule, _)) => true,
        Some((BlockKind::Paragraph, words)) => is_parted() && !next.starts_with(':') && !words.ends_with(':'),
        Some((BlockKind::Table | BlockKind::Html, _)) => is_parted(),
        Some(_) => false,
    };
    let may_open = page_start == 0 && opens(text.trim_start_matches('\u{feff}'));
    if !is_alone || !stays_apart || may_open {
        return None;
    }
    let behind = suffix_from(text, lines.end).split_inclusive('\n').next();
    lines.end += behind.filter(|line| line.trim_matches(BLANK).is_empty()).map_or(0, str::len);
    if lines.end == text.len() {
        let words = prefix_to(text, lines.start).trim_end_matches(BLANK).len();
        lines.start = Span::new(words, lines.start).of(text).find('\n').map_or(words, |end| words + end + 1);
    }
    Some(lines)
}

/// A block without the white space around it.
fn content(block: Span, text: &str) -> Span {
    let inside = block.of(text);
    let start = block.start + (inside.len() - inside.trim_start_matches(BLANK).len());
    Span::new(start, start.max(block.start + inside.trim_end_matches(BLANK).len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Dialect, parse};

    fn names(text: &str) -> Vec<String> {
        let parsed = parse(text, 0, Dialect::V05).expect("the parser reads it");
        let suppressions = find_suppressions(&parsed, 0);
        suppressions.iter().flat_map(|allow| &allow.names).map(|name| name.text.clone()).collect()
    }

    #[test]
    fn comments_name_codes() {
        for (text, expected) in [
            ("# T\n\n<!-- design-docs: allow(section-missing) -->\n", vec!["section-missing"]),
            ("a <!--design-docs:allow( date-invalid , status-missing )--> b\n", vec!["date-invalid", "status-missing"]),
            ("> <!-- design-docs:\n> allow(date-invalid) -->\n", vec![]),
            ("<!-- design-docs:\nallow(date-invalid) -->\n", vec!["date-invalid"]),
            ("<!-- design-docs: allow(sectoin-missing, date-invalid) -->\n", vec!["sectoin-missing", "date-invalid"]),
            (
                "<!-- design-docs: allow(date-invalid,\n  status-missing,\n) -->\n",
                vec!["date-invalid", "status-missing"],
            ),
            ("<!-- design-docs: allow(date-invalid), since (so) it is -->\n", vec!["date-invalid"]),
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
            let suppressions = find_suppressions(&parse(&text, 0, Dialect::V05).expect("the parser reads it"), 0);
            assert_eq!(
                suppressions.iter().map(|allow| allow.names.len()).collect::<Vec<_>>(),
                vec![0; usize::from(is_seen)],
                "{text}"
            );
        }
    }
}
