//! A document with another status, or with one relation more: a few bytes changed in the form in which they are written, and the proof, by
//! reading the result, that it says nothing else that it didn't say before.

mod front_matter;
mod refusal;
mod verify;

pub use refusal::Refusal;

use crate::document::Document;
use crate::document::field::{FieldName, label_of_key};
use crate::document::metadata::{Field, Form};
use crate::document::relation::{self, Relation};
use crate::document::status_value::{self, StatusValue};
use crate::edit::Edits;
use crate::span::Span;
use crate::status::{Status, Statuses};

/// The status of what something else has taken the place of.
const SUPERSEDED: &str = "superseded";

/// What a document is to say.
#[derive(Debug, Clone, Copy)]
pub enum Revision<'r> {
    /// That it has this status.
    Status(&'r Status),
    /// That it has this status, and what takes its place.
    SupersededBy(&'r Status, Link<'r>),
    /// What it takes the place of.
    Supersedes(Link<'r>),
}

/// Another document, as one document names it.
#[derive(Debug, Clone, Copy)]
pub struct Link<'r> {
    /// The words of a link to it, as Markdown.
    pub words: &'r str,
    /// Its path from the folder of the document that names it, with `/`.
    pub path: &'r str,
    /// The path as the destination of a Markdown link.
    pub destination: &'r str,
}

/// A field that is added.
struct Added<'r> {
    name: FieldName,
    /// Its value in front matter, without quotation marks.
    plain: &'r str,
    /// Its value as Markdown.
    shown: String,
}

impl<'r> Added<'r> {
    fn link(name: FieldName, link: &Link<'r>) -> Self {
        Self { name, plain: link.path, shown: link.as_markdown() }
    }
}

impl Link<'_> {
    fn as_markdown(&self) -> String {
        format!("[{}]({})", self.words, self.destination)
    }
}

/// The text of a document that says so.
///
/// # Errors
/// Why it can't be written, or not without changing something else.
pub fn revise(document: &Document<'_>, statuses: &Statuses, revision: Revision<'_>) -> Result<String, Refusal> {
    let mut changes = Vec::new();
    match revision {
        Revision::Status(status) => set_status(document, statuses, status, None, &mut changes)?,
        Revision::SupersededBy(status, by) => set_status(document, statuses, status, Some(&by), &mut changes)?,
        Revision::Supersedes(other) => changes.extend(add(document, &Added::link(FieldName::Supersedes, &other))?),
    }
    // Fields that are added at one place stand in the order in which they were.
    changes.sort_by_key(|(span, _)| *span);
    let mut edits = Edits::new();
    changes.into_iter().for_each(|(span, new)| edits.replace(span, new));
    let text = edits.apply(document.parsed.text);
    verify::verify(document, &text, statuses, &edits, revision)?;
    Ok(text)
}

type Change = (Span, String);

/// Writes another status wherever the present one is written.
fn set_status(
    document: &Document<'_>,
    statuses: &Statuses,
    new: &Status,
    by: Option<&Link<'_>>,
    changes: &mut Vec<Change>,
) -> Result<(), Refusal> {
    let metadata = &document.metadata;
    if metadata.status.is_some() && (new.id() != SUPERSEDED || by.is_some()) {
        says_no_successor(document)?;
    }
    let mut of_status = metadata.fields.iter().enumerate().filter(|(_, field)| field.name == Some(FieldName::Status));
    // `Superseded by [X](x.md)`, where the book has that word for it.
    let in_words = by.filter(|_| new.label().eq_ignore_ascii_case(SUPERSEDED));
    let mut is_said = false;
    let (Some(current), Some(first)) = (&metadata.status, metadata.status_field) else {
        match of_status.next() {
            Some((_, field)) => {
                changes.push(in_place_of_none(document, statuses, field, new, in_words)?);
                is_said = in_words.is_some_and(|_| holds_links(field));
            }
            None => {
                let shown = with_words(new.label(), in_words);
                is_said = in_words.is_some() && document.front_matter.is_none();
                changes.extend(add(document, &Added { name: FieldName::Status, plain: new.id(), shown })?);
            }
        }
        return add_successor(document, by.filter(|_| !is_said), changes);
    };
    for (place, field) in of_status {
        let words = field.words();
        let StatusValue::Known(status, length) = status_value::read(&words, statuses) else { continue };
        let is_first = place == first;
        // Another word for it says the same.
        let is_said_already = status == *new && !(is_first && in_words.is_some());
        if status != *current || is_said_already {
            continue;
        }
        if field.form == Form::Badge {
            return Err(Refusal::Picture(field.span));
        }
        let written = words[..length].trim_start_matches(|c: char| !c.is_alphanumeric());
        let at = field.span.of(document.parsed.text).find(written).ok_or(Refusal::Hidden(field.span))?;
        let word = Span::new(field.span.start + at, field.span.start + at + written.len());
        let named = named_like(new, written, field.form);
        is_said |= is_first && in_words.is_some() && holds_links(field);
        changes.push((word, if is_first { with_link(&named, in_words, field) } else { named }));
    }
    add_successor(document, by.filter(|_| !is_said), changes)
}

fn add_successor(document: &Document<'_>, by: Option<&Link<'_>>, changes: &mut Vec<Change>) -> Result<(), Refusal> {
    if let Some(by) = by {
        changes.extend(add(document, &Added::link(FieldName::SupersededBy, by))?);
    }
    Ok(())
}

/// That the status itself doesn't say what takes the document's place: `Accepted by [X](x.md)` would be another thing.
fn says_no_successor(document: &Document<'_>) -> Result<(), Refusal> {
    let of_field = |span: Span| {
        let mut fields = document.metadata.fields.iter();
        fields.any(|field| field.name == Some(FieldName::SupersededBy) && field.span.contains(span))
    };
    let references = relation::read(document, &[]);
    let said = references.iter().find(|reference| {
        reference.relation == Relation::Supersedes && reference.is_inverse && !of_field(reference.span)
    });
    said.map_or(Ok(()), |reference| Err(Refusal::SaysSuccessor(reference.span)))
}

/// Whether a link can stand behind the word of a status.
fn holds_links(field: &Field) -> bool {
    !matches!(field.form, Form::FrontMatter | Form::Comment | Form::Badge)
}

fn with_link(word: &str, by: Option<&Link<'_>>, field: &Field) -> String {
    with_words(word, by.filter(|_| holds_links(field)))
}

fn with_words(word: &str, by: Option<&Link<'_>>) -> String {
    by.map_or_else(|| word.to_owned(), |by| format!("{word} by {}", by.as_markdown()))
}

/// A status in the case in which another one is written: `accepted` becomes `in-review` in front matter, and `in review` elsewhere.
fn named_like(status: &Status, written: &str, form: Form) -> String {
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
fn in_place_of_none(
    document: &Document<'_>,
    statuses: &Statuses,
    field: &Field,
    new: &Status,
    by: Option<&Link<'_>>,
) -> Result<Change, Refusal> {
    let text = document.parsed.text;
    let words = field.words();
    let usual = if field.form == Form::FrontMatter { new.id() } else { new.label() };
    match status_value::read(&words, statuses) {
        StatusValue::Empty => {
            let line = &text[field.span.end..];
            let line = &line[..line.find(['\n', '\r']).unwrap_or(line.len())];
            let is_label = line.contains(':') && line.trim_matches([':', '*', '_', ' ', '\t']).is_empty();
            let end = field.span.end + line.trim_end().len();
            let status = with_link(usual, by, field);
            if is_label { Ok((Span::at(end), format!(" {status}"))) } else { Err(Refusal::Hidden(field.span)) }
        }
        StatusValue::Unknown if words.trim().contains(char::is_whitespace) => Err(Refusal::Unknown(field.span)),
        StatusValue::Unknown => Ok((field.span, with_link(&named_like(new, words.trim(), field.form), by, field))),
        StatusValue::Placeholder | StatusValue::Known(..) => Ok((field.span, with_link(usual, by, field))),
    }
}

/// A field more: in front matter if there is any, else beside the status in its form, else below the title.
fn add(document: &Document<'_>, added: &Added<'_>) -> Result<Vec<Change>, Refusal> {
    if let Some(front_matter) = &document.front_matter {
        return front_matter::add(document.parsed.text, front_matter, added);
    }
    let metadata = &document.metadata;
    let field = metadata.status_field.map(|place| &metadata.fields[place]);
    let beside = field.and_then(|field| beside(document, field, added));
    Ok(vec![beside.unwrap_or_else(|| below_title(document, added))])
}

/// A field on the line below another one, in its form.
fn beside(document: &Document<'_>, field: &Field, added: &Added<'_>) -> Option<Change> {
    let text = document.parsed.text;
    let label = label_of_key(added.name.name());
    let start = text[..field.span.start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let behind = &text[field.span.end..];
    let behind = &behind[..behind.find(['\n', '\r']).unwrap_or(behind.len())];
    let end = field.span.end + behind.len();
    let line_end = line_end(text, end);
    // Below the head of a table is what makes it one.
    let next = text[end..].split_inclusive('\n').nth(1).unwrap_or_default().trim_end();
    let is_rule = field.form == Form::Table && next.contains('-') && next.trim_matches(['|', '-', ':', ' ']).is_empty();
    let end = Span::at(if is_rule { end + line_end.len() + next.len() } else { end });
    let before = &text[start..field.span.start];
    // What a comment says is no field but its status.
    if let Some(at) = before.rfind(field.label.as_str()).filter(|_| field.form != Form::Comment) {
        // `- **`; in a line of several fields, what the first one begins with.
        let opening = &before[..before.find(char::is_alphanumeric).unwrap_or(at).min(at)];
        let marks = |text: &str| text.len() - text.trim_end_matches(['*', '_']).len();
        let is_alike = marks(opening) == marks(&before[..at]);
        let between = &before[at + field.label.len()..];
        // Closing marks, the end of a cell, a hard break.
        let closing =
            Some(behind).filter(|behind| behind.chars().all(|c| matches!(c, '*' | '_' | '|' | '\\' | ' ' | '\t')));
        let shown = &added.shown;
        return is_alike
            .then(|| (end, format!("{line_end}{opening}{label}{between}{shown}{}", closing.unwrap_or_default())));
    }
    // `Supersedes [X](x.md)` in a paragraph of its own, below the status of a section.
    let block = document.parsed.blocks.iter().find(|block| block.span.contains(field.span))?;
    (field.form == Form::Section).then(|| {
        let end = Span::at(block.span.trimmed(text).end);
        (end, format!("{line_end}{line_end}{label} {}", added.shown))
    })
}

/// A field in a paragraph of its own below the title, or at the top.
fn below_title(document: &Document<'_>, added: &Added<'_>) -> Change {
    let text = document.parsed.text;
    let line = format!("{}: {}", label_of_key(added.name.name()), added.shown);
    let title = document.outline.title.map(|title| document.parsed.headings[title].span.trimmed(text).end);
    let at = title.unwrap_or(document.start());
    let line_end = line_end(text, at);
    let above = if title.is_some() { format!("{line_end}{line_end}") } else { String::new() };
    // What follows on the next line would be one paragraph with it.
    let rest = &text[at..];
    let next = if title.is_some() { rest.find('\n').map_or("", |end| &rest[end + 1..]) } else { rest };
    let is_parted = next.trim_start_matches([' ', '\t', '\r']).starts_with('\n') || next.trim().is_empty();
    let below = match (title.is_some(), is_parted) {
        (true, true) => String::new(),
        (true, false) => line_end.to_owned(),
        (false, _) => format!("{line_end}{line_end}"),
    };
    (Span::at(at), format!("{above}{line}{below}"))
}

/// How lines end there.
fn line_end(text: &str, at: usize) -> &'static str {
    let next = text[at..].find('\n').map(|end| at + end).or_else(|| text[..at].rfind('\n'));
    if next.is_some_and(|end| text[..end].ends_with('\r')) { "\r\n" } else { "\n" }
}

#[cfg(test)]
mod tests;
