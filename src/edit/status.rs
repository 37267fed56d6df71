//! The word of a status, wherever it is written.

use crate::document::Document;
use crate::document::field::FieldName;
use crate::document::metadata::{Field, Form, is_near_status};
use crate::document::relation::{self, Relation};
use crate::document::status_value::StatusValue;
use crate::status::{SUPERSEDED, Status, Statuses};
use crate::text::{Span, prefix_to, suffix_from};

use super::field::{add, insert_after_label, line_end, whole_value};
use super::{Added, Change, EditRefusal, Link, boxes, contradiction, front_matter, unread};

/// Writes another status, and what takes the document's place if that is given.
pub(super) fn set_status(
    document: &Document<'_>,
    statuses: &Statuses,
    new: &Status,
    by: Option<&Link>,
    changes: &mut Vec<Change>,
) -> Result<(), EditRefusal> {
    let metadata = &document.metadata;
    if metadata.status.is_none() {
        unread::refuse(document)?;
    }
    if metadata.status.is_some() && (new.id() != SUPERSEDED || by.is_some()) {
        refuse_named_successor(document)?;
    }
    let of_status = |field: &&Field| field.name == Some(FieldName::Status);
    let first = metadata.status_field.map(|place| &metadata.fields[place]);
    let holder = first.or_else(|| metadata.fields.iter().find(of_status));
    if let Some(ticked) = holder.and_then(|field| boxes::tick(document, statuses, field, new)) {
        changes.extend(ticked?);
        return add_successor(document, by, changes);
    }
    // Of a key that is twice in front matter, the second one is no field.
    let is_second_key = |span: &Span| FieldName::spelled(span.of(document.parsed.text)) == Some(FieldName::Status);
    let second_key = metadata.problems.iter().map(|problem| problem.span).find(is_second_key);
    if let Some(span) = second_key.or_else(|| metadata.status_conflict()) {
        return Err(EditRefusal::Conflicting(span));
    }
    // `Superseded by [X](x.md)`, where the book has that word for it.
    let in_words = by.filter(|_| new.label().eq_ignore_ascii_case(SUPERSEDED));
    let is_section = holder.is_none() && document.front_matter.is_none() && empty_section(document).is_some();
    match (holder, &metadata.status) {
        (Some(_), Some(current)) => {
            for field in metadata.fields.iter().filter(of_status) {
                let by = in_words.filter(|_| first.is_some_and(|first| std::ptr::eq(first, field)));
                changes.extend(replace_status(document, statuses, field, current, new, by)?);
            }
        }
        (Some(field), None) => changes.extend(fill_or_replace_unknown(document, statuses, field, new, in_words)?),
        (None, _) if is_section => changes.extend(fill_empty_section(document, &with_words(new.label(), in_words))),
        (None, _) => {
            let shown = with_words(new.label(), in_words);
            changes.extend(add(document, &Added { name: FieldName::Status, plain: new.id(), shown })?);
        }
    }
    let is_said =
        in_words.is_some() && holder.map_or(document.front_matter.is_none(), |field| field.form.holds_links());
    add_successor(document, by.filter(|_| !is_said), changes)
}

/// Another status in a field that says the present one.
fn replace_status(
    document: &Document<'_>,
    statuses: &Statuses,
    field: &Field,
    current: &Status,
    new: &Status,
    by: Option<&Link>,
) -> Result<Option<Change>, EditRefusal> {
    let StatusValue::Known { status, span: named, .. } = field.status_value(statuses) else { return Ok(None) };
    // Another word for the new one says the same.
    if status != *current || status == *new && by.is_none() {
        return Ok(None);
    }
    if field.form == Form::Badge {
        return Err(EditRefusal::Picture(field.span));
    }
    refuse_shared_value(document, field)?;
    contradiction::refuse(document, statuses, field, named, new)?;
    let words = field.words();
    let written = named.of(&words);
    let at = field.span.of(document.parsed.text).find(written).ok_or(EditRefusal::Hidden(field.span))?;
    let word = Span::new(field.span.start + at, field.span.start + at + written.len());
    Ok(Some((word, with_link(&in_same_case(new, written, field.form), by, field))))
}

fn add_successor(document: &Document<'_>, by: Option<&Link>, changes: &mut Vec<Change>) -> Result<(), EditRefusal> {
    if let Some(by) = by {
        changes.extend(add(document, &Added::link(FieldName::SupersededBy, by))?);
    }
    Ok(())
}

/// That the status itself doesn't say what takes the document's place: `Accepted by [X](x.md)` would be another thing.
fn refuse_named_successor(document: &Document<'_>) -> Result<(), EditRefusal> {
    let Document { parsed, outline, metadata, .. } = document;
    let section = outline.status_section(parsed).map(|section| outline.sections[section].own);
    let is_of_status = |span: Span| {
        let mut fields = metadata.fields.iter().filter(|field| field.name == Some(FieldName::Status));
        section.is_some_and(|own| own.contains(span)) || fields.any(|field| field.span.contains(span))
    };
    let references = relation::read_references(document, &[]);
    let said = references.iter().find(|reference| {
        reference.relation == Relation::Supersedes && reference.is_inverse && is_of_status(reference.span)
    });
    said.map_or(Ok(()), |reference| Err(EditRefusal::SaysSuccessor(reference.span)))
}

fn with_link(word: &str, by: Option<&Link>, field: &Field) -> String {
    with_words(word, by.filter(|_| field.form.holds_links()))
}

fn with_words(word: &str, by: Option<&Link>) -> String {
    by.map_or_else(|| word.to_owned(), |by| format!("{word} by {}", by.as_markdown()))
}

/// A status in the case in which another one is written: `accepted` becomes `in-review` in front matter, and `in review` elsewhere.
fn in_same_case(status: &Status, written: &str, form: Form) -> String {
    let is_lower = !written.contains(char::is_uppercase);
    // `WIP` is short for something.
    let is_upper = !written.contains(char::is_lowercase) && written.chars().count() > 3;
    match (is_lower, is_upper) {
        (true, false) if form == Form::FrontMatter => status.id().to_owned(),
        (true, false) => status.label().to_lowercase(),
        (false, true) => status.label().to_uppercase(),
        _ => status.label().to_owned(),
    }
}

/// A status where a field has none that the book knows: in place of a prompt or of one word, or behind a label.
fn fill_or_replace_unknown(
    document: &Document<'_>,
    statuses: &Statuses,
    field: &Field,
    new: &Status,
    by: Option<&Link>,
) -> Result<Vec<Change>, EditRefusal> {
    let text = document.parsed.text;
    let words = field.words();
    let usual = if field.form == Form::FrontMatter { new.id() } else { new.label() };
    match field.status_value(statuses) {
        StatusValue::Empty => fill_empty_field(document, field, new, by),
        StatusValue::Placeholder if !field.is_prompt_alone(statuses) => Err(EditRefusal::Unknown(field.span)),
        StatusValue::Unknown if !is_one_word(words.trim()) => {
            replace_misspelling(document, statuses, field, new, by).map(|change| vec![change])
        }
        found => {
            let place = whole_value(field, text).ok_or(EditRefusal::Unknown(field.span))?;
            contradiction::refuse(document, statuses, field, Span::new(0, words.len()), new)?;
            let is_unknown = found == StatusValue::Unknown;
            let named = if is_unknown { in_same_case(new, words.trim(), field.form) } else { usual.to_owned() };
            refuse_shared_value(document, field)?;
            Ok(vec![(place, with_link(&named, by, field))])
        }
    }
}

fn is_one_word(words: &str) -> bool {
    words.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// A status in place of one that is spelled wrong, as `Aproved (2025-02-03)` is.
fn replace_misspelling(
    document: &Document<'_>,
    statuses: &Statuses,
    field: &Field,
    new: &Status,
    by: Option<&Link>,
) -> Result<Change, EditRefusal> {
    const MARKS: [char; 7] = ['"', '\'', '`', '*', '_', ' ', '\t'];
    let words = field.words();
    let start = words.len() - words.trim_start().len();
    let ends = |c: char| !c.is_alphabetic() && !matches!(c, ' ' | '-' | '_');
    let end = suffix_from(&words, start).find(ends).map_or(words.len(), |at| start + at);
    let written = Span::new(start, end).of(&words).trim_end();
    if !is_near_status(written, statuses) {
        return Err(EditRefusal::Unknown(field.span));
    }
    contradiction::refuse(document, statuses, field, Span::new(start, start + written.len()), new)?;
    refuse_shared_value(document, field)?;
    let source = field.span.of(document.parsed.text);
    let at = source.find(written).filter(|&at| prefix_to(source, at).chars().all(|c| MARKS.contains(&c)));
    let at = field.span.start + at.ok_or(EditRefusal::Unknown(field.span))?;
    let word = Span::new(at, at + written.len());
    Ok((word, with_link(&in_same_case(new, written, field.form), by, field)))
}

/// A status where nothing is written behind its label.
fn fill_empty_field(
    document: &Document<'_>,
    field: &Field,
    new: &Status,
    by: Option<&Link>,
) -> Result<Vec<Change>, EditRefusal> {
    let text = document.parsed.text;
    if let Some(front_matter) = document.front_matter.as_ref().filter(|_| field.form == Form::FrontMatter) {
        let added = Added { name: FieldName::Status, plain: new.id(), shown: String::new() };
        return front_matter::add(text, front_matter, &added);
    }
    let status = with_link(new.label(), by, field);
    insert_after_label(text, field, &status).map(|change| vec![change]).ok_or(EditRefusal::Hidden(field.span))
}

/// The heading of a section `Status` in which nothing is written, as its place in [`crate::markdown::Parsed::headings`].
fn empty_section(document: &Document<'_>) -> Option<usize> {
    let section = document.outline.sections[document.outline.status_section(&document.parsed)?];
    section.own.of(document.parsed.text).trim().is_empty().then_some(section.heading)
}

/// A status in an empty section.
fn fill_empty_section(document: &Document<'_>, status: &str) -> Option<Change> {
    let text = document.parsed.text;
    let end = document.parsed.headings[empty_section(document)?].span.trimmed(text).end;
    let line_end = line_end(text, end);
    let is_parted = suffix_from(text, end).lines().nth(1).is_none_or(|next| next.trim().is_empty());
    let below = if is_parted { "" } else { line_end };
    Some((Span::at(end), format!("{line_end}{line_end}{status}{below}")))
}

/// That no other value of the front matter is a copy of this one.
fn refuse_shared_value(document: &Document<'_>, field: &Field) -> Result<(), EditRefusal> {
    let text = document.parsed.text;
    let is_shared = field.form == Form::FrontMatter && front_matter::is_anchored(text, field.span);
    if is_shared { Err(EditRefusal::Shared(field.span)) } else { Ok(()) }
}
