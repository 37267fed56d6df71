//! The front matter of a chapter: its text in, the block's span and its fields out.
//!
//! The fields come as they are written, with the author's keys. What a key means, and whether a value is a good one, is
//! not known here.

mod block;
mod refusal;
mod salvage;
mod toml;
mod yaml;

use std::collections::HashSet;

use super::field::FieldName;
use crate::diagnostic::InputProblem;
use crate::text::{Span, prefix_to};

/// The block at the top of a text: YAML between `---` and `---` or `...`, or TOML between `+++` and `+++`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter {
    /// From the text's start, without its byte order mark, through the line end of the closing fence: what a page must
    /// not show.
    pub span: Span,
    /// The fields at the top level, in their order, each key once.
    pub fields: Vec<FrontMatterEntry>,
    /// What is wrong with it, in the order of the text.
    pub problems: Vec<InputProblem>,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatterEntry {
    /// The key without quotes.
    pub key: String,
    /// The key as it is written.
    pub key_span: Span,
    /// What the field says.
    pub value: FrontMatterValue,
    /// The value as it is written: quotes and brackets are in it, a comment behind it is not. Empty where nothing is written.
    pub value_span: Span,
}

impl FrontMatterEntry {
    /// Where the value stands; the key where nothing is written.
    #[must_use]
    pub const fn place(&self) -> Span {
        if self.value_span.is_empty() { self.key_span } else { self.value_span }
    }
}

/// What a field says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FrontMatterValue {
    /// A single value as text, without white space around it: `1.10` stays `1.10`. Also a placeholder in braces, such as
    /// `{draft | accepted}`, which YAML takes for a map.
    Text(String),
    /// Single values, each with its place, at least one of them; items that say nothing are left out.
    List(Vec<(String, Span)>),
    /// Null, an empty text, an empty list, or nothing.
    Empty,
    /// A map, or a list with something else in it than single values. Its source stands under the value's span.
    Other,
}

impl FrontMatterValue {
    fn text(text: &str) -> Self {
        match text.trim() {
            "" => Self::Empty,
            trimmed => Self::Text(trimmed.to_owned()),
        }
    }

    fn list(items: Vec<(String, Span)>) -> Self {
        if items.is_empty() { Self::Empty } else { Self::List(items) }
    }
}

/// Reads the front matter that `text` starts with; `None` if it starts with none.
///
/// A text may also start with a thematic break, and nothing of a page may get lost. So a first line `---` counts only with
/// a later closing fence, and if a field (`key:`) follows on the next line, or behind comments that no blank line parts
/// from it. Besides, two fences with nothing between them count, and ones with only comments that can't be headings of a
/// page. No paragraph of Markdown may stand in the block, and in one that is not valid YAML no heading.
///
/// Of a block that is not valid, the fields that can be read are there, and a problem says why the others are not.
#[must_use]
pub fn parse_front_matter(text: &str) -> Option<FrontMatter> {
    let block = block::find(text).filter(|block| !block::holds_paragraph(text, block))?;
    let (entries, refusal) = match block.format.parse_entries(text, block.content) {
        Ok(entries) => (entries, None),
        Err(_) if block::holds_heading(text, &block) => return None,
        Err(refusal) => {
            let (entries, first_refusal) = salvage::salvage_entries(text, &block);
            (entries, Some((first_refusal, refusal)))
        }
    };
    let (fields, mut problems) = without_duplicates(entries);
    match refusal {
        // The whole is refused although each field alone is good: for TOML, a duplicate is reason enough.
        Some((None, refusal)) if problems.is_empty() => problems.push(refusal.problem(text, &block)),
        Some((Some(refusal), _)) => problems.push(refusal.problem(text, &block)),
        Some((None, _)) | None => {}
    }
    problems.sort_by_key(|problem| problem.span);
    Some(FrontMatter { span: block.span, fields, problems })
}

/// The first line of what would be front matter of fields that the tool knows, if no blank lines or comments stood above it.
#[must_use]
pub fn misplaced(text: &str) -> Option<Span> {
    let mut rest = text;
    loop {
        let trimmed = rest.trim_start();
        match trimmed.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
            Some((_, behind)) => rest = behind,
            None => {
                rest = trimmed;
                break;
            }
        }
    }
    let start = text.len() - rest.len();
    let found = parse_front_matter(rest).filter(|_| start > 0 && prefix_to(text, start).ends_with(['\n', '\r']))?;
    let is_known =
        found.problems.is_empty() && found.fields.iter().any(|entry| FieldName::spelled(&entry.key).is_some());
    let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
    is_known.then(|| Span::new(start, start + line))
}

/// The first entry of each key, and a problem for each other one.
fn without_duplicates(entries: Vec<FrontMatterEntry>) -> (Vec<FrontMatterEntry>, Vec<InputProblem>) {
    let mut known = HashSet::new();
    let is_first: Vec<bool> = entries.iter().map(|entry| known.insert(entry.key.as_str())).collect();
    let mut problems = Vec::new();
    let mut fields = Vec::with_capacity(entries.len());
    for (entry, is_first) in entries.into_iter().zip(is_first) {
        if is_first {
            fields.push(entry);
        } else {
            let message = format!("\"{}\" stands in the front matter twice; only the first one counts", entry.key);
            problems.push(InputProblem { span: entry.key_span, message, help: "remove one of the two fields".into() });
        }
    }
    (fields, problems)
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
