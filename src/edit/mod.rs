//! A document with another status, or with one relation more: a few bytes changed in the form in which they are written, and the proof, by
//! reading the result, that it says nothing else that it didn't say before.

mod boxes;
mod contradiction;
mod field;
mod front_matter;
mod refusal;
mod status;
mod unread;
mod verify;

pub use refusal::EditRefusal;

use crate::document::Document;
use crate::document::field::FieldName;
use crate::status::{Status, Statuses};
use crate::text::Edits;
use crate::text::Span;

/// What a document is to say.
#[derive(Debug, Clone, Copy)]
pub enum Revision<'r> {
    /// That it has this status.
    Status(&'r Status),
    /// That it has this status, and what takes its place.
    SupersededBy(&'r Status, &'r Link),
    /// What it takes the place of.
    Supersedes(&'r Link),
}

/// Another document, as one document names it.
#[derive(Debug, Clone)]
pub struct Link {
    /// The words of a link to it, as Markdown.
    pub words: String,
    /// Its path from the folder of the document that names it, with `/`.
    pub path: String,
    /// The path as the destination of a Markdown link.
    pub destination: String,
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
    fn link(name: FieldName, link: &'r Link) -> Self {
        Self { name, plain: &link.path, shown: link.as_markdown() }
    }
}

impl Link {
    fn as_markdown(&self) -> String {
        format!("[{}]({})", self.words, self.destination)
    }
}

/// The text of a document that says so.
///
/// # Errors
/// Why it can't be written, or not without changing something else.
pub fn revise(document: &Document<'_>, statuses: &Statuses, revision: Revision<'_>) -> Result<String, EditRefusal> {
    let mut changes = Vec::new();
    match revision {
        Revision::Status(new) => status::set_status(document, statuses, new, None, &mut changes)?,
        Revision::SupersededBy(new, by) => status::set_status(document, statuses, new, Some(by), &mut changes)?,
        Revision::Supersedes(other) => {
            changes.extend(field::add(document, &Added::link(FieldName::Supersedes, other))?)
        }
    }
    // Fields that are added at one place stand in the order in which they were.
    changes.sort_by_key(|(span, _)| *span);
    // A status may be read out of another one.
    changes.dedup();
    if let Some(pair) = changes.windows(2).find(|pair| pair[1].0.start < pair[0].0.end) {
        return Err(EditRefusal::Hidden(pair[1].0));
    }
    let mut edits = Edits::new();
    changes.into_iter().for_each(|(span, new)| edits.replace(span, new));
    let text = edits.apply(document.parsed.text);
    verify::verify(document, &text, statuses, &edits, revision)?;
    Ok(text)
}

type Change = (Span, String);

#[cfg(test)]
mod tests;
