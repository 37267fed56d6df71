//! Which form a block may have, each read in its own file, and whether what it says is about the document.

mod badge;
mod comment;
mod lines;
mod list;
mod quote;
mod table;

pub(super) use table::is_row_with_status;

use std::collections::BTreeSet;

use crate::document::date::last_day;
use crate::document::field::FieldName;
use crate::markdown::{Block, BlockKind, Parsed};
use crate::status::Statuses;

use super::continuation::continuation;
use super::{Field, Form, Metadata, MetadataBlock};
use table::column_heads;

impl Metadata {
    pub(super) fn read_block(&mut self, parsed: &Parsed<'_>, block: &Block, is_below_title: bool, statuses: &Statuses) {
        let before = self.fields.len();
        let events = parsed.events_of(block);
        let mut unsaid = String::new();
        let is_whole = match block.kind {
            BlockKind::Paragraph => match self.read_badge(events, statuses) {
                Some(address) => {
                    unsaid = address;
                    true
                }
                None => self.read_lines(&events[1..events.len() - 1], parsed.text, Form::Line),
            },
            BlockKind::List => self.read_list(events, parsed.text, Form::List),
            BlockKind::Quote => self.read_quote(events, parsed.text),
            BlockKind::Table => {
                unsaid = column_heads(events);
                // What `\|` is in a table it isn't elsewhere.
                self.read_table(events, parsed.text) && !block.span.of(parsed.text).contains("\\|")
            }
            BlockKind::Html => {
                self.read_comment(block.span, parsed.text);
                false
            }
            _ => false,
        };
        if !is_metadata(&self.fields[before..], block.kind, is_below_title) {
            self.fields.truncate(before);
        } else if is_whole {
            self.blocks.push(MetadataBlock {
                span: block.span,
                heading: None,
                fields: (before, self.fields.len()),
                unsaid,
            });
        } else {
            // The block stays, so only what the index says of the document counts.
            let added = self.fields.split_off(before);
            self.fields.extend(added.into_iter().filter(|field| is_of_document(field, parsed)));
        }
    }
}

/// Whether fields say something of the document: the status; as many labels that the tool knows as others; or, among any others, two that say who
/// works on it and when, a day that is one, or directly below the title a name. Otherwise they are a list or a table of something else.
fn is_metadata(fields: &[Field], kind: BlockKind, is_below_title: bool) -> bool {
    let known = fields.iter().filter(|field| field.name.is_some()).count();
    let others = fields.len() - known;
    let is_mostly_known = if kind == BlockKind::Table { others < known } else { others <= known && known > 0 };
    let names = fields.iter().filter_map(|field| field.name);
    let of_work: BTreeSet<FieldName> = names.filter(|name| name.is_about_the_work()).collect();
    let says = |field: &Field| match field.name {
        Some(FieldName::Status) => true,
        Some(FieldName::Date | FieldName::Created | FieldName::Updated) => last_day(field.words().trim()).is_some(),
        Some(FieldName::Authors | FieldName::Reviewers | FieldName::Deciders) => is_below_title && names_people(field),
        _ => false,
    };
    is_mostly_known || of_work.len() > 1 || fields.iter().any(says)
}

/// Whether a value is names, and no description as in `Owner: the user who made the item`.
fn names_people(field: &Field) -> bool {
    let is_name = |value: &String| value.split_whitespace().count() <= 3 && !value.starts_with(char::is_lowercase);
    let values = field.values();
    !values.is_empty() && values.iter().all(is_name)
}

/// Whether the index shows a field, and its line has all of it.
fn is_of_document(field: &Field, parsed: &Parsed<'_>) -> bool {
    match field.name {
        Some(FieldName::Status | FieldName::Date | FieldName::Created | FieldName::Updated) => true,
        Some(FieldName::Authors) => continuation(field, parsed).is_empty(),
        _ => false,
    }
}
