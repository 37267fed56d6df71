//! What of a result needn't be parsed again, since it can't be read otherwise than in the source.
//!
//! A heading marked by `#` at the start of a line closes all that is open but a fence and raw HTML, and after it nothing is open
//! (CommonMark 0.31, sections 4.2 and 5.1, appendix "A parsing strategy"). So what stands between such a heading and the next one
//! is read alike wherever the two stand, if neither a fence nor raw HTML is left open before them, a blank line ends it, what
//! follows is again a heading or a tag, and nothing refers to another place of the text. The headings themselves, and all else, are parsed again.

use crate::document::Document;
use crate::markdown::Parsed;
use crate::markdown::pulldown_cmark::{Event, Tag};
use crate::plan::{Piece, Plan};
use crate::span::Span;

/// The own blocks of sections that a plan leaves as they are, in order.
#[must_use]
pub fn parts(document: &Document<'_>, plan: &Plan) -> Vec<Span> {
    let Document { parsed, outline, .. } = document;
    if parsed.open_tail.is_some() || refers_to_other_places(parsed) {
        return Vec::new();
    }
    let mut settled = Vec::new();
    for (place, piece) in plan.pieces().iter().enumerate() {
        let Piece::Source(span) = piece else { continue };
        let first = outline.sections.partition_point(|section| section.own.start < span.start);
        for section in outline.sections[first..].iter().take_while(|section| section.own.end <= span.end) {
            let heading = &parsed.headings[section.heading];
            let before = place.checked_sub(1).map(|before| &plan.pieces()[before]);
            // That nothing is left open is seen by what follows.
            let is_closed = section.own.end < parsed.text.len();
            let is_below_heading = span.contains(heading.span)
                || matches!(before, Some(Piece::Rewritten(line, _)) if *line == heading.span);
            let is_at_line_start = parsed.text[..heading.span.start].ends_with('\n');
            let ends_alike = section.own.end < span.end || ends_alike(parsed.text, *span, &plan.pieces()[place + 1..]);
            if is_closed && is_below_heading && !heading.is_setext && is_at_line_start && ends_alike {
                settled.push(section.own);
            }
        }
    }
    settled.sort_unstable();
    settled
}

/// Whether a link or a footnote may be defined elsewhere.
fn refers_to_other_places(parsed: &Parsed<'_>) -> bool {
    let is_footnote = |event: &Event<'_>| matches!(event, Event::Start(Tag::FootnoteDefinition(_)));
    !parsed.definitions.is_empty() || parsed.events.iter().any(|(event, _)| is_footnote(event))
}

/// Whether what comes to stand behind a part of the source can't be read as part of it: it stood there before, or it begins with
/// `#` or a tag and the part ends with a blank line of its own. A definition list's `:` would reach back over a blank line.
fn ends_alike(text: &str, part: Span, behind: &[Piece]) -> bool {
    let next = match behind.first() {
        None => return true,
        Some(Piece::Removed(..)) => return false,
        Some(Piece::Source(span) | Piece::Rewritten(span, _)) if span.start == part.end => return true,
        Some(Piece::Source(span)) => span.of(text),
        Some(Piece::Rewritten(_, line)) => line,
        Some(Piece::Generated(block)) => block,
    };
    let mut lines = part.of(text).rsplit('\n');
    let ends_with_blank_line =
        lines.next() == Some("") && lines.next().is_some_and(|line| line.trim_ascii().is_empty());
    ends_with_blank_line && next.starts_with(['#', '<'])
}
