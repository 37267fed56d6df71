//! What a document says of itself: fields and status, from front matter and from the header zone.

use crate::finding::{Code, Finding};
use crate::markdown::{
    Block, BlockKind, Inline, Parsed,
    pulldown_cmark::{Event, Tag, TagEnd},
};
use crate::span::Span;
use crate::status::{Status, Statuses};

use super::field::{FieldName, label_of_key};
use super::front_matter::{FrontMatter, Value};
use super::line::{self, Labelled};
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
    pub fn words(&self) -> String {
        match &self.value {
            FieldValue::Plain(values) => values.join(", "),
            FieldValue::Markdown(_, shown) => shown.plain(),
        }
    }

    /// The values one by one: a list's, or those that commas part.
    #[must_use]
    pub fn values(&self) -> Vec<String> {
        match &self.value {
            FieldValue::Plain(values) if values.len() != 1 => values.clone(),
            _ => {
                self.words().split(',').map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect()
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
    /// Words in it that say nothing: a table's column heads `Field` and `Value`.
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
    /// The blocks that can be removed, in order.
    pub blocks: Vec<MetadataBlock>,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
}

impl Metadata {
    /// Reads front matter and header zone.
    #[must_use]
    pub fn of(parsed: &Parsed<'_>, outline: &Outline, front_matter: Option<&FrontMatter>, statuses: &Statuses) -> Self {
        let mut metadata = Self::default();
        if let Some(front_matter) = front_matter {
            metadata.findings.extend(front_matter.problems.iter().cloned());
            metadata.read_front_matter(front_matter);
            metadata.front_matter_fields = metadata.fields.len();
        }
        let status_section = outline.status_section(parsed).map(|place| outline.sections[place]);
        for block in parsed.blocks.iter().filter(|block| !block.in_raw_html) {
            if outline.header_zone.contains(block.span) {
                metadata.read_block(parsed, block);
            } else if status_section.is_some_and(|section| section.own.contains(block.span)) {
                break;
            }
        }
        if let Some(section) = status_section {
            let has_subsections = section.own.end < section.span.end;
            metadata.read_status_section(parsed, section.heading, section.own, has_subsections);
        }
        metadata.decide_status(parsed, outline, statuses);
        metadata
    }

    /// The first field of that name.
    #[must_use]
    pub fn field(&self, name: FieldName) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == Some(name))
    }

    fn read_front_matter(&mut self, front_matter: &FrontMatter) {
        for entry in &front_matter.fields {
            let Some(name) = FieldName::spelled(&entry.key) else { continue };
            let values = match &entry.value {
                Value::Text(text) => vec![text.clone()],
                Value::List(items) => items.iter().map(|(item, _)| item.clone()).collect(),
                Value::Empty | Value::Other => Vec::new(),
            };
            if name != FieldName::Status && values.is_empty() {
                continue;
            }
            let span = if entry.value_span.is_empty() { entry.key_span } else { entry.value_span };
            self.fields.push(Field {
                name: Some(name),
                label: label_of_key(&entry.key),
                value: FieldValue::Plain(values),
                span,
            });
        }
    }

    fn read_block(&mut self, parsed: &Parsed<'_>, block: &Block) {
        let before = self.fields.len();
        let events = parsed.events_of(block);
        let is_whole = match block.kind {
            BlockKind::Paragraph => {
                self.read_badge(events, parsed.text) || self.read_lines(&events[1..events.len() - 1], parsed.text)
            }
            BlockKind::List => self.read_list(events, parsed.text),
            BlockKind::Quote => self.read_quote(events, parsed.text),
            BlockKind::Table => self.read_table(events, parsed.text),
            BlockKind::Html => {
                self.read_comment(block.span, parsed.text);
                false
            }
            _ => false,
        };
        let added = &self.fields[before..];
        if !added.iter().any(|field| field.name.is_some()) {
            self.fields.truncate(before);
        } else if is_whole {
            let unsaid = if block.kind == BlockKind::Table { column_heads(events) } else { String::new() };
            self.blocks.push(MetadataBlock {
                span: block.span,
                heading: None,
                fields: (before, self.fields.len()),
                unsaid,
            });
        } else {
            // The block stays, so only what the tool must know of it counts.
            let added = self.fields.split_off(before);
            self.fields.extend(added.into_iter().filter(|field| field.name == Some(FieldName::Status)));
        }
    }

    /// Reads lines of inline text; whether each of them is a field and nothing else.
    fn read_lines(&mut self, inline: &[(Event<'_>, Span)], source: &str) -> bool {
        let mut is_whole = true;
        for line in inline.split(|(event, _)| matches!(event, Event::SoftBreak | Event::HardBreak)) {
            let found = line::read(line, source);
            is_whole &= !found.is_empty();
            for labelled in found {
                is_whole &= labelled.is_whole;
                self.add(labelled);
            }
        }
        is_whole
    }

    fn add(&mut self, labelled: Labelled) {
        let span = if labelled.value.is_empty() { labelled.label_span } else { labelled.value };
        self.fields.push(Field {
            name: FieldName::spelled(&labelled.label),
            label: labelled.label,
            value: FieldValue::Markdown(labelled.value, labelled.shown),
            span,
        });
    }

    /// `- Status: X`: each item is one paragraph that is one field, which may go on over several lines.
    fn read_list(&mut self, events: &[(Event<'_>, Span)], source: &str) -> bool {
        let mut is_whole = true;
        let mut rest = &events[1..events.len() - 1];
        while let Some(end) = end_of_first(rest) {
            let item = &rest[1..end];
            rest = &rest[end + 1..];
            let inline = match item {
                [(Event::Start(Tag::Paragraph), _), inside @ .., (Event::End(TagEnd::Paragraph), _)] => inside,
                inside => inside,
            };
            let is_flat = inline.iter().all(|(event, _)| is_inline(event));
            let first_lines = inline.split(|(event, _)| !is_inline(event)).next().unwrap_or_default();
            let found = line::read(first_lines, source);
            is_whole &= is_flat && !found.is_empty() && found.iter().all(|labelled| labelled.is_whole);
            found.into_iter().for_each(|labelled| self.add(labelled));
        }
        is_whole
    }

    fn read_quote(&mut self, events: &[(Event<'_>, Span)], source: &str) -> bool {
        let mut is_whole = matches!(events[0].0, Event::Start(Tag::BlockQuote(None)));
        let mut rest = &events[1..events.len() - 1];
        while let Some(end) = end_of_first(rest) {
            is_whole &= match &rest[0].0 {
                Event::Start(Tag::Paragraph) => self.read_lines(&rest[1..end], source),
                Event::Start(Tag::List(_)) => self.read_list(&rest[..=end], source),
                _ => false,
            };
            rest = &rest[end + 1..];
        }
        is_whole
    }

    /// Rows of a label and a value; or a row of labels above a row of values.
    fn read_table(&mut self, events: &[(Event<'_>, Span)], source: &str) -> bool {
        let rows = rows(events);
        let Some((head, body)) = rows.split_first() else { return false };
        let is_known = |cell: &[(Event<'_>, Span)]| FieldName::spelled(&Inline::of(cell).plain()).is_some();
        if body.len() == 1 && head.len() > 2 && head.iter().any(|cell| is_known(cell)) {
            let pairs = head.iter().zip(&body[0]);
            return pairs.fold(head.len() == body[0].len(), |is_whole, (label, value)| {
                self.add_cells(label, value, source) && is_whole
            });
        }
        if head.len() != 2 {
            return false;
        }
        let has_blank_head = head.iter().all(|cell| Inline::of(cell).is_blank());
        let has_column_heads = has_blank_head || !column_heads(events).is_empty();
        rows[usize::from(has_column_heads)..]
            .iter()
            .fold(true, |is_whole, row| row.len() == 2 && self.add_cells(&row[0], &row[1], source) && is_whole)
    }

    /// A label's cell with a value's cell; whether the label is one.
    fn add_cells(&mut self, label: &[(Event<'_>, Span)], value: &[(Event<'_>, Span)], source: &str) -> bool {
        let words = Inline::of(label).plain();
        let Some(first) = label.first() else { return value.is_empty() };
        let label_span = Span::new(first.1.start, label.iter().map(|(_, span)| span.end).max().unwrap_or(first.1.end));
        let value_span = match (value.first(), value.iter().map(|(_, span)| span.end).max()) {
            (Some((_, first)), Some(end)) => Span::new(first.start, end).trimmed(source),
            _ => Span::at(label_span.end),
        };
        self.add(Labelled {
            label: words.trim().trim_end_matches(':').to_owned(),
            label_span,
            value: value_span,
            shown: Inline::of(value).trimmed(),
            is_whole: true,
        });
        label.iter().all(|(event, _)| matches!(event, Event::Text(_) | Event::Start(_) | Event::End(_)))
    }

    /// `<!-- status: accepted -->`
    fn read_comment(&mut self, block: Span, source: &str) {
        let trimmed = block.trimmed(source);
        let Some(inside) = trimmed.of(source).strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->")) else {
            return;
        };
        let mut start = trimmed.start + "<!--".len();
        for line in inside.split_inclusive('\n') {
            let span = Span::new(start, start + line.len()).trimmed(source);
            start += line.len();
            let Some((label, value)) = span.of(source).split_once(':') else { continue };
            if FieldName::spelled(label) == Some(FieldName::Status) {
                let value_span = Span::new(span.end - value.len(), span.end).trimmed(source);
                let value = FieldValue::Plain(vec![value_span.of(source).to_owned()]);
                self.fields.push(Field {
                    name: Some(FieldName::Status),
                    label: label.trim().to_owned(),
                    value,
                    span: value_span,
                });
            }
        }
    }

    /// `![Accepted](…/status-accepted-green)`; whether the paragraph is that badge alone.
    fn read_badge(&mut self, events: &[(Event<'_>, Span)], source: &str) -> bool {
        let inside = &events[1..events.len() - 1];
        let mut is_alone = false;
        let mut rest = inside;
        while let Some((event, span)) = rest.first() {
            if let (Event::Start(Tag::Image { dest_url, .. }), Some(end)) = (event, end_of_first(rest)) {
                let alt = Inline::of(&rest[1..end]).plain();
                if let Some(words) = badge_words(&alt, dest_url) {
                    is_alone = rest.len() == inside.len() && end + 1 == rest.len();
                    let shown = Inline::text(&words);
                    let value = FieldValue::Markdown(Span::at(span.end), shown);
                    self.fields.push(Field {
                        name: Some(FieldName::Status),
                        label: "Status".to_owned(),
                        value,
                        span: *span,
                    });
                }
            }
            rest = &rest[1..];
        }
        let _ = source;
        is_alone
    }

    /// What stands under `## Status`: the status is the first line, or a field in it.
    fn read_status_section(&mut self, parsed: &Parsed<'_>, heading: usize, own: Span, has_subsections: bool) {
        let before = self.fields.len();
        let blocks: Vec<&Block> = parsed.blocks.iter().filter(|block| own.contains(block.span)).collect();
        let mut is_whole = !blocks.is_empty() && !has_subsections;
        let mut unsaid = String::new();
        for (n, block) in blocks.iter().enumerate() {
            let fields_before = self.fields.len();
            self.read_block(parsed, block);
            if let Some(read) = self.blocks.pop_if(|known| known.span == block.span) {
                unsaid.push_str(&read.unsaid);
            } else if self.fields.len() == fields_before && n == 0 {
                is_whole &= block.kind == BlockKind::Paragraph && blocks.len() == 1;
                self.read_bare_status(parsed, block);
            } else {
                is_whole = false;
            }
        }
        let fields = (before, self.fields.len());
        if is_whole && self.fields[before..].iter().any(|field| field.name == Some(FieldName::Status)) {
            let span = Span::new(parsed.headings[heading].span.start, own.end);
            let unsaid = std::mem::take(&mut unsaid);
            self.blocks.push(MetadataBlock { span, heading: Some(heading), fields, unsaid });
        }
    }

    /// A paragraph, or the first item of a list, that is the status itself.
    fn read_bare_status(&mut self, parsed: &Parsed<'_>, block: &Block) {
        let events = parsed.events_of(block);
        let inline: Vec<_> = events
            .iter()
            .skip_while(|(event, _)| {
                matches!(event, Event::Start(Tag::Paragraph | Tag::List(_) | Tag::Item | Tag::BlockQuote(_)))
            })
            .take_while(|(event, _)| is_inline(event))
            .cloned()
            .collect();
        let (Some((_, first)), Some(end)) = (inline.first(), inline.iter().map(|(_, span)| span.end).max()) else {
            return;
        };
        let span = Span::new(first.start, end);
        let value = FieldValue::Markdown(span, Inline::of(&inline));
        self.fields.push(Field { name: Some(FieldName::Status), label: "Status".to_owned(), value, span });
    }

    /// The first status counts; front matter's stands first. Others that differ are a conflict.
    fn decide_status(&mut self, parsed: &Parsed<'_>, outline: &Outline, statuses: &Statuses) {
        let read: Vec<(usize, StatusValue)> = self
            .fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.name == Some(FieldName::Status))
            .map(|(place, field)| (place, status_value::read(&field.words(), statuses)))
            .collect();
        for (place, value) in &read {
            let StatusValue::Known(status, length) = value else { continue };
            if let Some((decided, first)) = self.status.as_ref().zip(self.status_field) {
                if decided != status {
                    let line = crate::span::line_and_column(parsed.text, self.fields[first].span.start).0;
                    let message =
                        format!("the status is \"{}\" here and \"{}\" in line {line}", status.label(), decided.label());
                    let help = format!("keep one of them; \"{}\" is what the page shows", decided.label());
                    self.findings
                        .push(Finding::new(Code::StatusConflict, self.fields[*place].span, message).with_help(help));
                }
            } else {
                self.status = Some(status.clone());
                self.status_field = Some(*place);
                self.status_length = *length;
            }
        }
        let field_span = |place: usize| self.fields[place].span;
        let mut finding = None;
        if let Some((place, _)) = read.iter().find(|(_, value)| *value == StatusValue::Unknown) {
            let words = self.fields[*place].words();
            let near = nearest_status(&words, statuses);
            let help = near.map_or_else(
                || format!("use one of {}", statuses.iter().map(Status::id).collect::<Vec<_>>().join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("\"{}\" is not a status", shortened(&words));
            finding = Some(Finding::new(Code::StatusUnknown, field_span(*place), message).with_help(help));
        } else if let Some((place, _)) = read.iter().find(|(_, value)| *value == StatusValue::Placeholder) {
            let message = format!("the status is still a placeholder: \"{}\"", shortened(&self.fields[*place].words()));
            finding = Some(
                Finding::new(Code::StatusPlaceholder, field_span(*place), message)
                    .with_help("write where the document stands, such as `draft`"),
            );
        } else if self.status.is_none() {
            let empty = read.first().map(|(place, _)| field_span(*place));
            let title = outline.title.map(|title| parsed.headings[title].content);
            let span = empty.or(title).unwrap_or(Span::at(outline.header_zone.start));
            let help = "add a line such as `Status: draft` below the title, or `status: draft` in front matter";
            finding = Some(Finding::new(Code::StatusMissing, span, "the document says no status").with_help(help));
        }
        self.findings.extend(finding);
    }
}

/// The words of a badge's status, if it is a status badge.
fn badge_words(alt: &str, url: &str) -> Option<String> {
    let address = url.rsplit('/').next().unwrap_or(url);
    let from_url = address.to_lowercase().strip_prefix("status-").map(|_| {
        let rest = &address["status-".len()..];
        let message = rest.rsplit_once('-').map_or(rest, |(message, _)| message);
        message.replace("%20", " ").replace('_', " ").replace("--", "-")
    });
    let (label, value) = alt.split_once(':').unwrap_or((alt, ""));
    let from_alt = (FieldName::spelled(label) == Some(FieldName::Status)).then(|| value.trim().to_owned());
    match (from_alt.filter(|value| !value.is_empty()), from_url) {
        (Some(value), _) => Some(value),
        (None, Some(message)) => Some(if alt.trim().is_empty() || FieldName::spelled(label).is_some() {
            message
        } else {
            alt.trim().to_owned()
        }),
        (None, None) => None,
    }
}

/// The spelling nearest to what the words begin with.
fn nearest_status<'s>(words: &str, statuses: &'s Statuses) -> Option<&'s str> {
    let lower = words.trim().to_lowercase();
    let first: String = lower.split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default().to_owned();
    statuses
        .spellings()
        .map(|(spelling, status)| {
            let near = strsim::normalized_damerau_levenshtein(&first, spelling)
                .max(strsim::normalized_damerau_levenshtein(&lower, spelling));
            (near, spelling, status)
        })
        .filter(|(near, _, _)| *near >= 0.7)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, spelling, status)| if spelling.contains(' ') { status.id() } else { spelling })
}

/// The first words of a long value.
fn shortened(words: &str) -> String {
    let words = words.trim();
    if words.chars().count() <= 60 { words.to_owned() } else { words.chars().take(59).chain(['…']).collect() }
}

/// Where the element that the events begin with ends.
pub(super) fn end_of_first(events: &[(Event<'_>, Span)]) -> Option<usize> {
    let mut depth = 0_usize;
    for (place, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return Some(place);
        }
    }
    None
}

/// Whether an event is part of inline text.
pub(super) fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => {
            matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
        }
        Event::End(tag) => {
            matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
        }
        Event::Html(_) | Event::Rule => false,
        _ => true,
    }
}

/// The column heads of a table of fields, such as `Field` and `Value`, if it has them.
fn column_heads(events: &[(Event<'_>, Span)]) -> String {
    let rows = rows(events);
    let Some(head) = rows.first().filter(|head| head.len() == 2) else { return String::new() };
    let words: Vec<String> = head.iter().map(|cell| Inline::of(cell).plain().trim().to_lowercase()).collect();
    let is_key = matches!(words[0].as_str(), "field" | "key" | "property" | "attribute" | "item" | "metadata" | "name");
    let is_value = matches!(words[1].as_str(), "value" | "detail" | "details" | "description" | "");
    if is_key && is_value { words.join(" ") } else { String::new() }
}

/// The cells of each row of a table, head first, each as its inline events.
fn rows<'e, 'a>(events: &'e [(Event<'a>, Span)]) -> Vec<Vec<&'e [(Event<'a>, Span)]>> {
    let mut rows: Vec<Vec<&[(Event<'a>, Span)]>> = Vec::new();
    let mut start = 0;
    for (place, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => start = place + 1,
            Event::End(TagEnd::TableCell) => {
                if let Some(row) = rows.last_mut() {
                    row.push(&events[start..place]);
                }
            }
            _ => {}
        }
    }
    rows
}
