//! What in a document hangs on the order in which it is written, where that shows in no block of it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::document::Document;
use crate::markdown::pulldown_cmark::{Event, Tag};
use crate::markdown::{Parsed, SpreadingElements, raw_ids};
use crate::text::{Span, prefix_to, suffix_from};

use super::order::{Order, Ranks};
use super::refusal::Refusal;

/// How the end of a pair begins that another preprocessor knows: `{{#endtabs}}`.
const PAIR_END: &str = "{{#end";

/// Whether a document means the same in another order.
///
/// # Errors
/// What would mean something else: an open tail that isn't last, an element that would spread over other text, a footnote or an
/// id that exists twice.
pub(super) fn check(document: &Document<'_>, order: &Order) -> Result<(), Refusal> {
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
    let in_text = |place: Span| (place.start, ranks.rank_of(place.start));
    let footnotes = parsed.events.iter().filter_map(|(event, span)| match event {
        Event::Start(Tag::FootnoteDefinition(name)) => Some((Cow::Borrowed(&**name), *span)),
        _ => None,
    });
    if let Some((name, span)) = first_that_passes_another(footnotes.map(|(name, span)| (name, in_text(span), span))) {
        return Err(Refusal::Footnote(span, name.into_owned()));
    }
    let of_headings = parsed
        .anchor_sources
        .iter()
        .zip(parsed.anchors())
        .filter_map(|(source, id)| Some((Cow::Borrowed(id.filter(|id| !id.is_empty())?), source.span)));
    let raw = raw_ids(parsed, Span::new(0, parsed.text.len())).into_iter().map(|(id, span)| (Cow::Owned(id), span));
    let notes = Notes::from_parsed(parsed);
    let shown = of_headings.chain(raw).filter_map(|(id, span)| Some((id, notes.keys(span, &ranks)?, span)));
    match first_that_passes_another(shown) {
        Some((id, span)) => Err(Refusal::SharedId(span, id.into_owned())),
        None => Ok(()),
    }
}

/// The first of several places with one name that changes its order among them. Each has what it is ordered by now, and what it
/// will be ordered by.
fn first_that_passes_another<'n, B: Ord, A: Ord>(
    named: impl Iterator<Item = (Cow<'n, str>, (B, A), Span)>,
) -> Option<(Cow<'n, str>, Span)> {
    let mut places: Vec<_> = named.collect();
    places.sort_unstable_by(|(name, (now, _), _), (other, (others, _), _)| (name, now).cmp(&(other, others)));
    let passed = places.windows(2).position(|pair| pair[0].0 == pair[1].0 && pair[0].1.1 > pair[1].1.1)?;
    let (name, _, span) = places.swap_remove(passed + 1);
    Some((name, span))
}

/// The definitions of footnotes. A page shows them behind all else, in the order of their first references.
struct Notes {
    /// Where each stands, and the places of the references to it.
    notes: Vec<(Span, Vec<usize>)>,
}

impl Notes {
    fn from_parsed(parsed: &Parsed<'_>) -> Self {
        let mut references: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut definitions = Vec::new();
        for (event, span) in parsed.events.iter() {
            match event {
                Event::FootnoteReference(name) => references.entry(name).or_default().push(span.start),
                Event::Start(Tag::FootnoteDefinition(name)) => definitions.push((*span, &**name)),
                _ => {}
            }
        }
        let notes = definitions.into_iter();
        Self { notes: notes.map(|(span, name)| (span, references.get(name).cloned().unwrap_or_default())).collect() }
    }

    /// What an element is ordered by on the page as it is written, and in another order; `None` in a note that no page shows.
    fn keys(&self, element: Span, ranks: &Ranks) -> Option<(impl Ord + use<>, impl Ord + use<>)> {
        let at = element.start;
        let key = |now, then| ((now, at), (then, ranks.rank_of(at)));
        match self.notes.iter().find(|(span, _)| span.contains(element)) {
            None => Some(key(None, None)),
            Some((_, references)) => {
                let first = references.iter().min()?;
                Some(key(Some(*first), references.iter().map(|&reference| ranks.rank_of(reference)).min()))
            }
        }
    }
}

/// Where a part ends something that another preprocessor knows as begun in another part: an `{{#endtabs}}` without its `{{#tabs}}`.
fn end_of_another_part(part: Span, text: &str) -> Option<Span> {
    let source = part.of(text);
    source.match_indices(PAIR_END).find_map(|(at, _)| {
        let name = suffix_from(source, at + PAIR_END.len())
            .split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')
            .next()?;
        let is_begun = prefix_to(source, at).contains(&format!("{{{{#{name}"));
        (!is_begun).then(|| Span::new(part.start + at, part.start + at + PAIR_END.len() + name.len()))
    })
}
