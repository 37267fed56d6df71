//! The proof that a plan lost nothing: its result is parsed and compared with the source, block by block.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::markdown::pulldown_cmark::{Event, Tag, TagEnd};
use crate::markdown::{Block, BlockKind, Parsed, is_break, parse};
use crate::page::plan::{Plan, Rendered};
use crate::page::segment::Segment;
use crate::text::Span;

use super::refusal::Refusal;

/// Parses the result of a plan from `start` on and holds it against the source; gives the parsed result.
///
/// # Errors
/// The first difference that a reader could see.
pub(super) fn verify<'r>(
    before: &Parsed<'_>,
    plan: &Plan,
    rendered: &'r Rendered,
    start: usize,
) -> Result<Parsed<'r>, Refusal> {
    let after = parse(&rendered.text, start, before.dialect)?;
    same_definitions(before, &after)?;
    for (segment, place) in plan.segments().iter().zip(&rendered.places) {
        match segment {
            Segment::Source(span) => same_blocks(before, *span, &after, *place)?,
            Segment::Heading(line) => same_heading(before, line.span, &after, *place)?,
            Segment::Removed(..) => {}
            Segment::Style if place.is_empty() => {}
            _ => stands_alone(&after, *place)?,
        }
    }
    Ok(after)
}

/// Every link definition leads where it led, and there is no new one.
fn same_definitions(before: &Parsed<'_>, after: &Parsed<'_>) -> Result<(), Refusal> {
    for (label, (span, destination, title)) in &before.definitions {
        match after.definitions.get(label) {
            None => return Err(Refusal::Block(*span)),
            Some((_, new, new_title)) if new != destination || new_title != title => {
                return Err(Refusal::Definition(*span, label.clone()));
            }
            Some(_) => {}
        }
    }
    if after.definitions.len() > before.definitions.len() { Err(Refusal::Generated) } else { Ok(()) }
}

/// The blocks that begin in a part of a text.
fn blocks<'b>(parsed: &'b Parsed<'_>, part: Span) -> impl Iterator<Item = &'b Block> {
    let first = parsed.blocks.partition_point(|block| block.span.start < part.start);
    parsed.blocks[first..].iter().take_while(move |block| block.span.start < part.end)
}

fn same_blocks(before: &Parsed<'_>, source: Span, after: &Parsed<'_>, place: Span) -> Result<(), Refusal> {
    let mut new = blocks(after, place);
    for block in blocks(before, source) {
        // What ends a text without a line end gets one when something stands behind it.
        let may_gain_line_end = block.span.end == before.text.len();
        let same = new.next().is_some_and(|new| {
            block.in_raw_html == new.in_raw_html
                && same_events(before.events_of(block), after.events_of(new), may_gain_line_end)
        });
        if !same {
            return Err(Refusal::Block(block.span));
        }
    }
    if new.next().is_some() { Err(Refusal::Block(source)) } else { Ok(()) }
}

/// A rewritten line is one heading still, where it was one, and the words in it are all that changed.
fn same_heading(before: &Parsed<'_>, source: Span, after: &Parsed<'_>, place: Span) -> Result<(), Refusal> {
    let old = blocks(before, source).next();
    let mut new = blocks(after, place);
    let same = old.zip(new.next()).is_some_and(|(old, new)| {
        matches!((old.kind, new.kind), (BlockKind::Heading(_), BlockKind::Heading(_)))
            && old.in_raw_html == new.in_raw_html
            && unrewritten(before.events_of(old)).eq(unrewritten(after.events_of(new)))
    });
    if same && new.next().is_none() { Ok(()) } else { Err(Refusal::Block(source)) }
}

/// What no other words change in a heading: code, links, pictures, raw HTML, footnotes.
fn unrewritten<'e, 'a>(events: &'e [(Event<'a>, Span)]) -> impl Iterator<Item = &'e Event<'a>> {
    let is_rewritten = |event: &Event<'_>| {
        matches!(
            event,
            Event::Text(_)
                | Event::Start(Tag::Heading { .. } | Tag::Emphasis | Tag::Strong)
                | Event::End(TagEnd::Heading(_) | TagEnd::Emphasis | TagEnd::Strong)
        )
    };
    events.iter().map(|(event, _)| event).filter(move |event| !is_rewritten(event))
}

/// The first block of what is generated begins where it was put, at depth 0.
fn stands_alone(after: &Parsed<'_>, place: Span) -> Result<(), Refusal> {
    let is_alone = blocks(after, place).next().is_some_and(|block| block.span.start == place.start);
    let ends = blocks(after, place).last().is_some_and(|block| block.span.trimmed(after.text).end <= place.end);
    if is_alone && ends { Ok(()) } else { Err(Refusal::Generated) }
}

/// The same events, wherever the parser parts runs of text.
fn same_events(a: &[(Event<'_>, Span)], b: &[(Event<'_>, Span)], may_gain_line_end: bool) -> bool {
    let gains_line_end = |a: &Event<'_>, b: &Event<'_>| match (a, b) {
        (Event::Text(a), Event::Text(b)) | (Event::Html(a), Event::Html(b)) => b.strip_suffix('\n') == Some(&**a),
        _ => false,
    };
    if a.iter().map(|(event, _)| event).eq(b.iter().map(|(event, _)| event)) {
        return true;
    }
    let (mut a, mut b) = (joined(a), joined(b));
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(x), Some(y)) if x == y || may_gain_line_end && gains_line_end(&x, &y) => {}
            _ => return false,
        }
    }
}

/// The events with runs of text joined.
fn joined<'e, 'a>(events: &'e [(Event<'a>, Span)]) -> impl Iterator<Item = Event<'e>> + use<'e, 'a> {
    let mut rest = events;
    std::iter::from_fn(move || {
        let ((first, _), tail) = rest.split_first()?;
        rest = tail;
        let text = match first {
            Event::Text(text) => text,
            Event::Html(text) => text,
            other => return Some(other.clone()),
        };
        let is_same_kind = |event: &Event<'_>| std::mem::discriminant(event) == std::mem::discriminant(first);
        let mut joined: Cow<'e, str> = Cow::Borrowed(text);
        while let Some(((next @ (Event::Text(more) | Event::Html(more)), _), tail)) = rest.split_first()
            && is_same_kind(next)
        {
            joined.to_mut().push_str(more);
            rest = tail;
        }
        Some(if matches!(first, Event::Text(_)) { Event::Text(joined.into()) } else { Event::Html(joined.into()) })
    })
}

/// What the header shows: its words, code and destinations.
pub(super) fn shown_by(after: &Parsed<'_>, header: Span) -> BTreeSet<String> {
    blocks(after, header).flat_map(|block| visible_words(after.events_of(block))).collect()
}

/// The first word, code or destination of a removed block that isn't `shown`. `unsaid` are words that needn't be.
pub(super) fn lost(before: &Parsed<'_>, removed: Span, unsaid: &str, shown: &BTreeSet<String>) -> Option<String> {
    let unsaid: BTreeSet<String> =
        words(unsaid).into_iter().chain(unsaid.split_whitespace().map(str::to_owned)).collect();
    blocks(before, removed)
        .flat_map(|block| visible_words(before.events_of(block)))
        .find(|word| !shown.contains(word) && !unsaid.contains(word.trim_start_matches(DESTINATION)))
        .map(|word| word.trim_start_matches(DESTINATION).to_owned())
}

/// What a link's destination begins with among the words, so that no word is taken for it.
const DESTINATION: char = '\u{1}';

/// The words, code and destinations of some events, in lower case.
fn visible_words(events: &[(Event<'_>, Span)]) -> Vec<String> {
    let mut said = Vec::new();
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(more) | Event::Code(more) => text.push_str(more),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                said.push(format!("{DESTINATION}{dest_url}"));
            }
            Event::FootnoteReference(name) => said.push(format!("[^{name}]")),
            Event::Start(Tag::Paragraph | Tag::Item | Tag::TableCell) | Event::SoftBreak | Event::HardBreak => {
                text.push(' ')
            }
            Event::InlineHtml(html) if is_break(html) => text.push(' '),
            _ => {}
        }
    }
    said.extend(words(&text));
    said
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '-' | '_' | '–' | '—' | '(' | ')'))
        .map(|word| word.trim_matches(['·', '•', '|', ';', ',', '.']).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}
