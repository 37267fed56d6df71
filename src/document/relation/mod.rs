//! What a document says of others: which it supersedes, amends, depends on or relates to. It must not know them, so it can't say whether
//! they exist.
//!
//! A phrase before a reference is a claim with a polarity and an extent. What doesn't hold, may hold or holds no longer is no reference at all, and
//! what supersedes a part amends the whole.

mod claim;
mod line;
mod scope;
mod status;
mod vocabulary;

use std::collections::HashMap;

use crate::markdown::pulldown_cmark::Event;
use crate::markdown::{Dialect, Parsed, parse};
use crate::status::SUPERSEDED;
use crate::text::{Span, spelled_length};

pub use super::placeholder::says_none as is_none;

use super::Document;
use super::decision::Decision;
use super::field::FieldName;
use super::metadata::{Field, FieldValue};
use claim::{Claim, ClaimContext, Direction};
use line::Line;
use scope::Measure;

/// How two documents stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The one takes the other's place.
    Supersedes,
    /// The one changes a part of the other.
    Amends,
    /// The one rests on the other.
    DependsOn,
    /// The two have to do with each other.
    RelatesTo,
}

impl Relation {
    /// The name of the field that declares it, for example `depends-on`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Supersedes => "supersedes",
            Self::Amends => "amends",
            Self::DependsOn => "depends-on",
            Self::RelatesTo => "relates-to",
        }
    }

    /// What one document does to another, or has done to it.
    #[must_use]
    pub const fn words(self, is_inverse: bool) -> &'static str {
        match (self, is_inverse) {
            (Self::Supersedes, false) => "supersedes",
            (Self::Supersedes, true) => "superseded by",
            (Self::Amends, false) => "amends",
            (Self::Amends, true) => "amended by",
            (Self::DependsOn, false) => "depends on",
            (Self::DependsOn, true) => "needed by",
            (Self::RelatesTo, _) => "relates to",
        }
    }
}

/// How much of a document is superseded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RelationExtent {
    /// All of it.
    Whole,
    /// A part, so that the rest of it stays in force.
    Part,
}

/// One mention of another document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// How the two stand to each other, as it is written; [`Reference::effect`] is what follows from it.
    pub relation: Relation,
    /// How much of the other one, or of this one, is superseded.
    pub extent: RelationExtent,
    /// Whether it is the other one that supersedes, amends or depends on this one.
    pub is_inverse: bool,
    /// The number of the decision that says so; `None` for the document as a whole.
    pub decision: Option<u32>,
    /// What the author calls the other one: a path, an id, a number, a name, the words of a link.
    pub words: String,
    /// Where the link leads, if it is one.
    pub destination: Option<String>,
    /// Whether the words may be prose that names no document: they stand behind a status, and no link does.
    pub may_be_prose: bool,
    /// Where it stands.
    pub span: Span,
    /// The value of front matter that says so.
    pub value: Option<InValue>,
}

impl Reference {
    /// The relation that follows from the words: who supersedes a part of a document amends it.
    #[must_use]
    pub fn effect(&self) -> Relation {
        match (self.relation, self.extent) {
            (Relation::Supersedes, RelationExtent::Part) => Relation::Amends,
            (relation, _) => relation,
        }
    }
}

/// A reference in a value of front matter, with the words around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InValue {
    /// The field, as its index among the fields.
    pub field: usize,
    /// Which of the field's values it is.
    pub value: usize,
    /// The words between the reference before it, or the value's beginning, and this one.
    pub before: String,
    /// The words from the value's last reference to its end.
    pub after: String,
}

/// The relation that a field declares, and whether it is the other one that does it.
#[must_use]
pub fn relation_of_field(name: FieldName) -> Option<(Relation, bool)> {
    match name {
        FieldName::Supersedes => Some((Relation::Supersedes, false)),
        FieldName::SupersededBy => Some((Relation::Supersedes, true)),
        FieldName::Amends => Some((Relation::Amends, false)),
        FieldName::DependsOn => Some((Relation::DependsOn, false)),
        FieldName::RelatesTo => Some((Relation::RelatesTo, false)),
        _ => None,
    }
}

/// Every reference in a document's metadata and in the statuses of its decisions, in their order.
#[must_use]
pub fn read_references(document: &Document<'_>, decisions: &[Decision]) -> Vec<Reference> {
    let metadata = &document.metadata;
    let is_superseded = metadata.status.as_ref().is_some_and(|status| status.id() == SUPERSEDED);
    let mut references = Vec::new();
    for (place, field) in metadata.fields.iter().enumerate() {
        if let Some(direction) = field.name.and_then(relation_of_field) {
            of_values(document, field, place, direction, &mut references);
        // A template's prompt, `[proposed | superseded by [ADR-5](0005-x.md)]`, says nothing.
        } else if field.name == Some(FieldName::Status) && !metadata.is_prompt(place) {
            let is_first = metadata.status_field == Some(place);
            let context = ClaimContext {
                is_superseded: is_superseded && is_first,
                status_length: if is_first { metadata.status_length } else { 0 },
                may_name: true,
                may_number: true,
                ..ClaimContext::default()
            };
            references.extend(status::of_status(document, field, context));
        }
    }
    for decision in decisions {
        let (Some(said), Some(status)) = (&decision.status_said, &decision.status) else { continue };
        // A number alone may be that of another decision of the same document.
        let context = ClaimContext { is_superseded: status.id() == SUPERSEDED, ..ClaimContext::default() };
        let lines = Line::all(inside(&document.parsed, said.span), said.span);
        let said = status::claims(&lines, context, lines.first())
            .into_iter()
            .map(|(line, claim)| Reference { decision: Some(decision.number), ..reference(line, &claim, said.span) });
        references.extend(said.filter(|reference| !names_decision(reference)));
    }
    // A section is read as a whole, beside its fields.
    let mut known = HashMap::new();
    let mut all: Vec<Reference> = Vec::with_capacity(references.len());
    for reference in references {
        let Reference { relation, is_inverse, decision, span, ref words, .. } = reference;
        let key = (relation, is_inverse, decision, span, words.clone());
        match known.entry(key).or_insert(all.len()) {
            first if *first < all.len() && reference.value.is_none() => {
                all[*first].may_be_prose &= reference.may_be_prose;
            }
            _ => all.push(reference),
        }
    }
    all
}

/// Whether the words after the status `superseded` say that only a part is superseded, or that the document was reinstated.
pub(super) fn is_limited(rest: &str) -> bool {
    let line = Line::plain(rest);
    let end = (0..line.tokens.len()).rev().find(|&token| line.word(token).is_some()).map_or(0, |last| last + 1);
    let by = (0..end).find(|&token| line.is_preposition(token)).unwrap_or(end);
    line.within(0..by).measure == Measure::Part || line.partly_at_end(0..end).is_some() || line.reinstates().is_some()
}

/// Whether a sentence denies something, or says that it may or will be so.
#[must_use]
pub fn denies(sentence: &str) -> bool {
    let line = Line::plain(sentence);
    (0..line.tokens.len()).any(|token| line.word(token).is_some_and(scope::denies))
}

/// Whether words call a decision by its number: `Decision 4`.
fn names_decision(reference: &Reference) -> bool {
    reference.destination.is_none() && spelled_length(&reference.words, "decision").is_some()
}

/// What a claim of a line says; `place` is where the line is, for what can't be found in the source.
fn reference(line: &Line, claim: &Claim, place: Span) -> Reference {
    let &Claim { relation, is_inverse, extent, .. } = claim;
    let (words, destination, span) = match claim.link {
        Some(link) => {
            let link = &line.links[link];
            (link.words.clone(), Some(link.destination.clone()), Some(link.span))
        }
        None => (line.shown(claim.span), None, line.source(claim.span)),
    };
    Reference {
        relation,
        extent,
        is_inverse,
        decision: None,
        may_be_prose: destination.is_none(),
        words,
        destination,
        span: span.filter(|span| place.contains(*span)).unwrap_or(place),
        value: None,
    }
}

/// The values of a field that says a relation.
fn of_values(
    document: &Document<'_>,
    field: &Field,
    place: usize,
    direction: Direction,
    references: &mut Vec<Reference>,
) {
    let is_superseded = document.metadata.status.as_ref().is_some_and(|status| status.id() == SUPERSEDED);
    let context = ClaimContext { is_superseded, may_name: true, may_number: true, ..ClaimContext::default() };
    if let FieldValue::Markdown(span, _) = field.value {
        // `Depends on: Redis 7` and `Related: the checkout` in a text name no document.
        let is_loose = matches!(direction.0, Relation::DependsOn | Relation::RelatesTo);
        for line in Line::all(inside(&document.parsed, span), span) {
            let claims = line.claims_of_field(direction, false, context).claims;
            references.extend(claims.iter().map(|claim| {
                let reference = reference(&line, claim, field.span);
                Reference { may_be_prose: reference.may_be_prose && is_loose, ..reference }
            }));
        }
        return;
    }
    let is_front_matter = place < document.metadata.front_matter_fields;
    for (n, value) in field.values().iter().enumerate() {
        let line = of_plain(value);
        let mut claims = line.claims_of_field(direction, true, context).claims;
        claims.sort_by_key(|claim| claim.span.start);
        let mut end = 0;
        for (at, claim) in claims.iter().enumerate() {
            let after = if at + 1 == claims.len() { claim.span.end } else { line.text.len() };
            let value = InValue {
                field: place,
                value: n,
                before: line.shown(Span::new(end.min(claim.span.start), claim.span.start)),
                after: line.shown(Span::new(after, line.text.len())),
            };
            end = claim.span.end;
            references.push(Reference {
                may_be_prose: false,
                // Spans in the value are not spans in the text.
                span: field.span,
                value: is_front_matter.then_some(value),
                ..reference(&line, claim, field.span)
            });
        }
    }
}

/// A value that is no part of the document's Markdown, but may have a link in it.
fn of_plain(value: &str) -> Line {
    let parsed = value.contains(['[', '<', '`']).then(|| parse(value, 0, Dialect::V05)).and_then(Result::ok);
    let lines = parsed.map(|parsed| Line::all(&parsed.events, Span::new(0, value.len()))).unwrap_or_default();
    lines.into_iter().next().unwrap_or_else(|| Line::plain(value))
}

/// The events of a block that a part of it touches.
fn inside<'p, 'a>(parsed: &'p Parsed<'a>, part: Span) -> &'p [(Event<'a>, Span)] {
    let block = parsed.blocks.partition_point(|block| block.span.start <= part.start).checked_sub(1);
    let events = block.map_or(&[][..], |block| parsed.events_of(&parsed.blocks[block]));
    // The words before a link may begin with the field's label.
    let touches = |(event, span): &(Event<'_>, Span)| {
        let is_around = matches!(event, Event::Start(_) | Event::End(_)) && !part.contains(*span);
        !is_around && span.start < part.end && part.start < span.end
    };
    let first = events.iter().position(touches).unwrap_or(events.len());
    let end = events.iter().rposition(touches).map_or(first, |last| last + 1);
    &events[first..end]
}

#[cfg(test)]
mod tests;
