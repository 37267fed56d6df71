//! What in a document hangs on the order in which it is written, where that shows in no block of it.

use std::borrow::Cow;

use crate::document::Document;
use crate::markdown::pulldown_cmark::{Event, Tag};
use crate::markdown::{SpreadingElements, raw_ids};
use crate::span::Span;

use super::order::{Order, Ranks};
use super::refusal::Refusal;

/// How the end of a pair begins that another preprocessor knows: `{{#endtabs}}`.
const PAIR_END: &str = "{{#end";

/// Whether a document means the same in another order.
///
/// # Errors
/// What would mean something else: an open tail that isn't last, an element that would spread over other text, a footnote or an
/// id that exists twice.
pub fn check(document: &Document<'_>, order: &Order) -> Result<(), Refusal> {
    let parsed = &document.parsed;
    if let Some(tail) = parsed.open_tail.filter(|&tail| tail < order.footer.start) {
        let last = order.sections.last().and_then(|placed| placed.parts.last());
        if last.is_none_or(|last| !last.contains(Span::at(tail))) {
            return Err(Refusal::OpenTail(Span::new(tail, parsed.text.len())));
        }
    }
    let has_pairs = parsed.text.contains(PAIR_END);
    for part in order.parts() {
        let mut spreading = SpreadingElements::default();
        spreading.read(parsed, part);
        if let Some(span) = spreading.first() {
            return Err(Refusal::Unclosed(span));
        }
        if let Some(span) = has_pairs.then(|| end_of_another_part(part, parsed.text)).flatten() {
            return Err(Refusal::Pair(span));
        }
    }
    let ranks = order.ranks();
    let footnotes = parsed.events.iter().filter_map(|(event, span)| match event {
        Event::Start(Tag::FootnoteDefinition(name)) => Some((Cow::Borrowed(&**name), *span)),
        _ => None,
    });
    if let Some((name, span)) = first_that_passes_another(footnotes, &ranks) {
        return Err(Refusal::Footnote(span, name.into_owned()));
    }
    let of_headings = parsed
        .id_sources
        .iter()
        .zip(parsed.ids())
        .filter_map(|(source, id)| Some((Cow::Borrowed(id.filter(|id| !id.is_empty())?), source.span)));
    let raw = raw_ids(parsed, Span::new(0, parsed.text.len())).into_iter().map(|(id, span)| (Cow::Owned(id), span));
    match first_that_passes_another(of_headings.chain(raw), &ranks) {
        Some((id, span)) => Err(Refusal::SharedId(span, id.into_owned())),
        None => Ok(()),
    }
}

/// The first of several places with one name that changes its order among them.
fn first_that_passes_another<'n>(
    named: impl Iterator<Item = (Cow<'n, str>, Span)>,
    ranks: &Ranks,
) -> Option<(Cow<'n, str>, Span)> {
    let mut places: Vec<_> = named.collect();
    places.sort_unstable();
    let is_passed =
        |pair: &[(Cow<'_, str>, Span)]| pair[0].0 == pair[1].0 && ranks.of(pair[0].1.start) > ranks.of(pair[1].1.start);
    let passed = places.windows(2).position(is_passed)?;
    Some(places.swap_remove(passed + 1))
}

/// Where a part ends something that another preprocessor knows as begun in another part: an `{{#endtabs}}` without its `{{#tabs}}`.
fn end_of_another_part(part: Span, text: &str) -> Option<Span> {
    let source = part.of(text);
    source.match_indices(PAIR_END).find_map(|(at, _)| {
        let name =
            source[at + PAIR_END.len()..].split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').next()?;
        let is_begun = source[..at].contains(&format!("{{{{#{name}"));
        (!is_begun).then(|| Span::new(part.start + at, part.start + at + PAIR_END.len() + name.len()))
    })
}
