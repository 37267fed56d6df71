//! The proof that a revised document says what it is to say, and all else as before.

use crate::document::Document;
use crate::document::field::FieldName;
use crate::document::metadata::Field;
use crate::document::relation::{self, Reference, Relation};
use crate::markdown::Parsed;
use crate::markdown::pulldown_cmark::{Event, Tag};
use crate::status::{Status, Statuses};
use crate::text::Edits;

use super::{EditRefusal, Revision};

/// Reads the new text, and holds it against the old one.
pub(super) fn verify(
    before: &Document<'_>,
    text: &str,
    statuses: &Statuses,
    edits: &Edits,
    revision: Revision<'_>,
) -> Result<(), EditRefusal> {
    let after = Document::parse(text, before.parsed.dialect, statuses).map_err(|_| EditRefusal::ChangesMore)?;
    let status = match revision {
        Revision::Status(status) | Revision::SupersededBy(status, _) => Some(status),
        Revision::Supersedes(_) => before.metadata.status.as_ref(),
    };
    let is_kept = after.metadata.status.as_ref().map(Status::id) == status.map(Status::id)
        && (matches!(revision, Revision::Supersedes(_)) || !says_two_statuses(&after))
        && fields_are_kept(before, &after, revision)
        && relations_are_kept(before, &after, revision)
        && links_are_kept(&before.parsed, &after.parsed, revision)
        && blocks_are_kept(&before.parsed, &after.parsed, edits);
    if is_kept { Ok(()) } else { Err(EditRefusal::ChangesMore) }
}

/// Whether a document contradicts the status that it says.
fn says_two_statuses(document: &Document<'_>) -> bool {
    document.metadata.status_conflict().is_some()
}

/// Whether all fields are there in their order, but for those that were to change.
fn fields_are_kept(before: &Document<'_>, after: &Document<'_>, revision: Revision<'_>) -> bool {
    let is_revised = |field: &Field| match revision {
        Revision::Status(_) => field.name == Some(FieldName::Status),
        Revision::SupersededBy(..) => matches!(field.name, Some(FieldName::Status | FieldName::SupersededBy)),
        Revision::Supersedes(_) => field.name == Some(FieldName::Supersedes),
    };
    fn kept_fields<'f>(document: &'f Document<'_>, is_revised: impl Fn(&Field) -> bool) -> Vec<(&'f str, Vec<String>)> {
        let kept = document.metadata.fields.iter().filter(|field| !is_revised(field));
        kept.map(|field| (field.label.as_str(), field.values())).collect()
    }
    kept_fields(before, is_revised) == kept_fields(after, is_revised)
}

/// Whether it says of others what it said, and what it is to say.
fn relations_are_kept(before: &Document<'_>, after: &Document<'_>, revision: Revision<'_>) -> bool {
    let of = |document: &Document<'_>| -> Vec<(Relation, bool, String)> {
        let references = relation::read_references(document, &[]).into_iter();
        let called = |reference: Reference| {
            let Reference { relation, is_inverse, words, destination, .. } = reference;
            (relation, is_inverse, destination.unwrap_or(words))
        };
        references.map(called).collect()
    };
    let before = of(before);
    let mut said = of(after);
    let (is_inverse, link) = match revision {
        Revision::Status(_) => return before == said,
        Revision::SupersededBy(_, link) => (true, link),
        Revision::Supersedes(link) => (false, link),
    };
    let is_new = |(relation, inverse, called): &(Relation, bool, String)| {
        *relation == Relation::Supersedes && *inverse == is_inverse && [&link.path, &link.destination].contains(&called)
    };
    said.iter().position(is_new).is_some_and(|place| {
        said.remove(place);
        said == before
    })
}

/// Whether all links lead where they led, and none is new but the one to the other document: `[Proposed]` may be one by its definition.
fn links_are_kept(before: &Parsed<'_>, after: &Parsed<'_>, revision: Revision<'_>) -> bool {
    let of = |parsed: &Parsed<'_>| -> Vec<String> {
        let links = parsed.events.iter().filter_map(|(event, _)| match event {
            Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.to_string()),
            _ => None,
        });
        links.collect()
    };
    let (before, mut after) = (of(before), of(after));
    if let Revision::SupersededBy(_, link) | Revision::Supersedes(link) = revision
        && after.len() > before.len()
        && let Some(place) = after.iter().position(|to| *to == link.destination || *to == link.path)
    {
        after.remove(place);
    }
    before == after
}

/// Whether the blocks that no change touches are the same, at the same places.
fn blocks_are_kept(before: &Parsed<'_>, after: &Parsed<'_>, edits: &Edits) -> bool {
    let Some(first) = edits.iter().map(|(span, _)| span.start).min() else { return true };
    let last = edits.iter().map(|(span, _)| span.end).max().unwrap_or(first);
    let added = after.text.len().wrapping_sub(before.text.len());
    let last_after = last.wrapping_add(added);
    outside(before, first, last).eq(outside(after, first, last_after))
}

/// The blocks above and below a part of a text: the events of each, and how far it stands from the part.
fn outside<'p, 'a>(
    parsed: &'p Parsed<'a>,
    start: usize,
    end: usize,
) -> impl Iterator<Item = (bool, usize, Vec<&'p Event<'a>>)> {
    parsed.blocks.iter().filter_map(move |block| {
        let span = block.span.trimmed(parsed.text);
        let is_above = span.end < start;
        let events = || parsed.events_of(block).iter().map(|(event, _)| event).collect();
        let distance = if is_above { start - span.end } else { span.start.checked_sub(end + 1)? };
        Some((is_above, distance, events()))
    })
}
