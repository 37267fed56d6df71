//! What a document says of itself: fields and status, from front matter and from the header zone.

mod blocks;
mod continuation;
mod decided;
mod form;
mod front_matter;
mod section;

pub(crate) use continuation::continuation;
pub(in crate::document) use continuation::lines_below;
pub use decided::StatusProblem;
pub(crate) use decided::{is_near_status, nearest_status, shortened};
pub use form::Form;

use std::borrow::Cow;

use crate::diagnostic::InputProblem;
use crate::markdown::{Block, BlockKind, Inline, Parsed};
use crate::status::{Status, Statuses};
use crate::text::Span;

use super::field::FieldName;
use super::front_matter::FrontMatter;
use super::outline::Outline;
use super::status_value::{self, StatusValue};

/// A field with its value as it is shown.
#[derive(Debug, Clone)]
pub struct Field {
    /// The field, if the tool knows it.
    pub name: Option<FieldName>,
    /// The author's label; made of the key in front matter.
    pub label: String,
    /// The value.
    pub value: FieldValue,
    /// Where the value stands; the label's place if there is none.
    pub span: Span,
    /// How it is written.
    pub form: Form,
}

/// A value, by where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldValue {
    /// Plain text out of front matter; several values of a list.
    Plain(Vec<String>),
    /// Markdown in the document: its source, and what is shown of it.
    Markdown(Span, Inline),
}

impl Field {
    /// The value's words, those of a list joined by commas.
    #[must_use]
    pub fn words(&self) -> Cow<'_, str> {
        match &self.value {
            FieldValue::Plain(values) => match values.as_slice() {
                [value] => Cow::Borrowed(value),
                values => Cow::Owned(values.join(", ")),
            },
            FieldValue::Markdown(_, shown) => match shown.live() {
                Cow::Borrowed(shown) => Cow::Borrowed(shown.plain()),
                Cow::Owned(live) => Cow::Owned(live.plain().to_owned()),
            },
        }
    }

    /// The status that the value says.
    #[must_use]
    pub fn status_value(&self, statuses: &Statuses) -> StatusValue {
        match &self.value {
            FieldValue::Plain(_) => status_value::parse_status_value(&Inline::text(&self.words()), statuses),
            FieldValue::Markdown(_, shown) => status_value::parse_status_value(&shown.live(), statuses),
        }
    }

    /// Whether the value is a template's prompt and nothing else.
    #[must_use]
    pub fn is_prompt_alone(&self, statuses: &Statuses) -> bool {
        match &self.value {
            FieldValue::Plain(_) => status_value::is_prompt_alone(&Inline::text(&self.words()), statuses),
            FieldValue::Markdown(_, shown) => status_value::is_prompt_alone(&shown.live(), statuses),
        }
    }

    /// The values one by one: a list's, or those that commas part.
    #[must_use]
    pub fn values(&self) -> Vec<String> {
        match &self.value {
            FieldValue::Plain(values) if values.len() != 1 => values.clone(),
            _ => {
                let parts = self.words();
                // `Ann, Bob, and Cem`
                let parts =
                    parts.split(',').map(|part| part.trim()).map(|part| part.strip_prefix("and ").unwrap_or(part));
                parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
            }
        }
    }
}

/// A block of the document that says nothing but metadata, so that the header can stand for it.
#[derive(Debug, Clone)]
pub struct MetadataBlock {
    /// The blocks, with the heading of a `Status` section.
    pub span: Span,
    /// The heading of a `Status` section: its place in [`Parsed::headings`].
    pub heading: Option<usize>,
    /// Its fields, a range of [`Metadata::fields`].
    pub fields: (usize, usize),
    /// Words in it that say nothing to a reader: a table's column heads `Field` and `Value`, the address of a badge.
    pub unsaid: String,
}

/// All that a document says of itself.
#[derive(Debug, Default)]
pub struct Metadata {
    /// The fields in the order in which they are written, the status fields among them.
    pub fields: Vec<Field>,
    /// How many of them, from the first, are front matter's.
    pub front_matter_fields: usize,
    /// The status that counts.
    pub status: Option<Status>,
    /// Where it came from: the place in `fields`.
    pub status_field: Option<usize>,
    /// How many bytes of the status field's words name the status; the rest says more.
    pub status_length: usize,
    /// The status fields that are a template's prompt: their places in `fields`.
    prompts: Vec<usize>,
    /// The blocks that can be removed, in order.
    pub blocks: Vec<MetadataBlock>,
    /// What is wrong with its status.
    pub status_problems: Vec<StatusProblem>,
    /// What else can't be used in it, first front matter's.
    pub problems: Vec<InputProblem>,
}

impl Metadata {
    /// Reads front matter and header zone.
    #[must_use]
    pub fn from_parsed(
        parsed: &Parsed<'_>,
        outline: &Outline,
        front_matter: Option<&FrontMatter>,
        statuses: &Statuses,
    ) -> Self {
        let mut metadata = Self::default();
        if let Some(front_matter) = front_matter {
            metadata.problems.extend(front_matter.problems.iter().cloned());
            metadata.read_front_matter(front_matter, statuses);
            metadata.front_matter_fields = metadata.fields.len();
        }
        let status_section = outline.status_section(parsed).map(|place| outline.sections[place]);
        let in_zone = |block: &&Block| !block.in_raw_html && outline.header_zone.contains(block.span);
        let is_row =
            |block: &Block| block.kind == BlockKind::Table && blocks::is_row_with_status(parsed.events_of(block));
        let says_status_beside_rows = parsed.blocks.iter().filter(in_zone).any(is_row)
            && (status_section.is_some() || metadata.field(FieldName::Status).is_some() || {
                let mut others = Self::default();
                let zone = parsed.blocks.iter().filter(in_zone);
                zone.filter(|block| !is_row(block)).for_each(|block| others.read_block(parsed, block, false, statuses));
                others.field(FieldName::Status).is_some()
            });
        let mut introduces = false;
        // Nothing but the title and metadata is above.
        let mut is_below_title = true;
        for block in parsed.blocks.iter().filter(|block| !block.in_raw_html) {
            if outline.header_zone.contains(block.span) {
                let is_of_history = says_status_beside_rows && is_row(block);
                if !introduces && !is_of_history {
                    let before = metadata.fields.len();
                    metadata.read_block(parsed, block, is_below_title, statuses);
                    let is_title = matches!(block.kind, BlockKind::Heading(_) | BlockKind::Html);
                    is_below_title &= is_title || metadata.fields.len() > before;
                }
                // What `These are the terms:` introduces belongs to it.
                let is_paragraph = block.kind == BlockKind::Paragraph;
                introduces = is_paragraph && block.span.of(parsed.text).trim_end().ends_with(':');
            } else if status_section.is_some_and(|section| section.own.contains(block.span)) {
                break;
            }
        }
        if let Some(section) = status_section {
            let has_subsections = section.own.end < section.span.end;
            metadata.read_status_section(parsed, section.heading, section.own, has_subsections, statuses);
        }
        metadata.decide_status(statuses);
        metadata
    }

    /// Whether a part of the text stands in one of the blocks.
    #[must_use]
    pub fn holds(&self, part: Span) -> bool {
        let behind = self.blocks.partition_point(|block| block.span.start <= part.start);
        self.blocks[..behind].last().is_some_and(|block| block.span.contains(part))
    }

    /// Whether a status field is a template's prompt, so that it says nothing of the document.
    #[must_use]
    pub fn is_prompt(&self, place: usize) -> bool {
        self.prompts.contains(&place)
    }

    /// The first field of that name.
    #[must_use]
    pub fn field(&self, name: FieldName) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == Some(name))
    }

    /// The field of front matter of that name: a line `Template: v3` in the text is its author's.
    #[must_use]
    pub fn switch(&self, name: FieldName) -> Option<&Field> {
        self.fields[..self.front_matter_fields].iter().find(|field| field.name == Some(name))
    }
}
