//! What a status says of others: in its value, in the lines that go on with it, and in the rest of its section.

use crate::markdown::Parsed;
use crate::text::{Span, prefix_to, suffix_from};

use super::super::Document;
use super::super::metadata::{Field, FieldValue, Form, lines_below};
use super::claim::{Claim, ClaimContext};
use super::line::Line;
use super::{Reference, Relation, inside, of_plain, reference};

/// What a status says of others, with all that its section says.
pub(super) fn of_status(document: &Document<'_>, field: &Field, context: ClaimContext) -> Vec<Reference> {
    let parsed = &document.parsed;
    let (lines, place) = match &field.value {
        // `Superseded by [5. Queues](0005-queues.md)` may stand in a paragraph of its own, as adr-tools writes it.
        FieldValue::Markdown(..) if field.form == Form::Section => {
            let sections = &document.outline.sections;
            let Some(section) = sections.iter().find(|section| section.own.contains(field.span)) else {
                return Vec::new();
            };
            (Line::all(parsed.events_in(section.own), section.own), section.own)
        }
        FieldValue::Markdown(span, _) => {
            let part = with_lines_below(parsed, *span);
            let lines = Line::all(inside(parsed, part), part);
            let is_below = |claim: &Claim, line: &Line| !is_of_first_line(claim, line) && part != *span;
            let said = claims(&lines, context, lines.first()).into_iter();
            let said = said.filter(|(line, claim)| !is_below(claim, line));
            return said.map(|(line, claim)| reference(line, &claim, part)).collect();
        }
        FieldValue::Plain(_) => (vec![of_plain(&field.words())], field.span),
    };
    let own = lines.iter().find(|line| matches!(field.value, FieldValue::Plain(_)) || line.is_at(field.span));
    let mut said: Vec<_> =
        claims(&lines, context, own).into_iter().map(|(line, claim)| reference(line, &claim, place)).collect();
    if matches!(field.value, FieldValue::Plain(_)) {
        said.iter_mut().for_each(|reference| reference.span = field.span);
    }
    said
}

/// Whether a claim's phrase is in the first line of a text, or begins another one. Further down it may be prose.
fn is_of_first_line(claim: &Claim, line: &Line) -> bool {
    let before = prefix_to(&line.text, claim.phrase);
    before.rfind('\n').is_none_or(|end| !suffix_from(before, end).contains(char::is_alphanumeric))
}

/// The claims of some lines, each with its line, as far as nothing further down takes them back. `own` is the line with the status.
pub(super) fn claims<'l>(lines: &'l [Line], context: ClaimContext, own: Option<&Line>) -> Vec<(&'l Line, Claim)> {
    let mut found: Vec<(&Line, Claim)> = Vec::new();
    let mut denies = false;
    for line in lines {
        let is_own = own.is_some_and(|own| std::ptr::eq(own, line));
        let status_length = if is_own { context.status_length } else { 0 };
        let said = line.claims(ClaimContext { status_length, may_name: context.may_name && is_own, ..context });
        denies |= said.denies;
        let reinstates = line.reinstates();
        let is_over = |claim: &Claim| claim.relation == Relation::Supersedes && claim.is_inverse;
        if let Some(at) = reinstates {
            denies = true;
            found.retain(|(_, claim)| !is_over(claim));
            found.extend(
                said.claims
                    .into_iter()
                    .filter(|claim| !is_over(claim) || claim.span.start > at)
                    .map(|claim| (line, claim)),
            );
        } else {
            found.extend(said.claims.into_iter().map(|claim| (line, claim)));
        }
    }
    let has_successor =
        found.iter().any(|(_, claim)| !claim.is_name && claim.is_inverse && claim.relation == Relation::Supersedes);
    if context.is_superseded && !has_successor && !denies {
        let of_link = lines.iter().find_map(|line| {
            let is_own = own.is_some_and(|own| std::ptr::eq(own, line));
            let status_length = if is_own { context.status_length } else { 0 };
            let context = ClaimContext { status_length, is_value: is_own, ..context };
            let found = line.claims_of_first_link((Relation::Supersedes, true), context)?;
            Some((line, found.claims))
        });
        let is_free = |link: Option<usize>, line: &Line| {
            found.iter().all(|(known, claim)| !std::ptr::eq(*known, line) || claim.link != link)
        };
        let of_link = of_link.filter(|(line, claims)| claims.iter().all(|claim| is_free(claim.link, line)));
        found.extend(of_link.into_iter().flat_map(|(line, claims)| claims.into_iter().map(move |claim| (line, claim))));
    }
    // A name is trusted where nothing has a surer form.
    if found.iter().any(|(_, claim)| !claim.is_name) {
        found.retain(|(_, claim)| !claim.is_name);
    }
    found
}

/// The value of a status with the lines of its paragraph that belong to it, up to the next one that begins with a label.
fn with_lines_below(parsed: &Parsed<'_>, value: Span) -> Span {
    let events = lines_below(value, parsed).take(MOST_LINES).flatten();
    Span::new(value.start, events.map(|(_, span)| span.end).fold(value.end, usize::max))
}

/// How many lines below a status may belong to it.
const MOST_LINES: usize = 8;
