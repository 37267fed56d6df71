//! The forms of metadata in a document's blocks: lines, lists, quotes, badges, comments.

use std::collections::BTreeSet;

use crate::markdown::pulldown_cmark::{Event, Tag, TagEnd};
use crate::markdown::{Block, BlockKind, Inline, Parsed};
use crate::status::Statuses;
use crate::text::{Span, suffix_from};

use super::super::date::last_day;
use super::super::events::{end_of_first, is_inline};
use super::super::field::FieldName;
use super::super::line::{self, Labelled};
use super::super::status_value::{self, StatusValue};
use super::continuation::continuation;
use super::table::column_heads;
use super::{Field, FieldValue, Form, Metadata, MetadataBlock};

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

    /// Reads lines of inline text; whether each of them is a field and nothing else.
    fn read_lines(&mut self, inline: &[(Event<'_>, Span)], source: &str, form: Form) -> bool {
        let mut is_whole = true;
        for line in inline.split(|(event, _)| matches!(event, Event::SoftBreak | Event::HardBreak)) {
            let found = line::read_labelled(line, source);
            if found.is_empty() && line.first() == inline.first() {
                // A paragraph that begins as prose is prose.
                return false;
            }
            is_whole &= !found.is_empty() && is_balanced(line);
            for labelled in found {
                // A label alone belongs to what follows.
                is_whole &= labelled.is_whole && !labelled.value.is_empty();
                self.add(labelled, form);
            }
        }
        is_whole
    }

    pub(super) fn add(&mut self, labelled: Labelled, form: Form) {
        let span = if labelled.value.is_empty() { labelled.label_span } else { labelled.value };
        self.fields.push(Field {
            name: FieldName::spelled(&labelled.label),
            label: labelled.label,
            value: FieldValue::Markdown(labelled.value, labelled.shown),
            span,
            form,
        });
    }

    /// `- Status: X`: each item is one paragraph that is one field, which may go on over several lines.
    fn read_list(&mut self, events: &[(Event<'_>, Span)], source: &str, form: Form) -> bool {
        let mut is_whole = true;
        let mut rest = &events[1..events.len() - 1];
        while let Some(end) = end_of_first(rest) {
            let item = &rest[1..end];
            rest = &rest[end + 1..];
            let inline = match item {
                [(Event::Start(Tag::Paragraph), _), inside @ .., (Event::End(TagEnd::Paragraph), _)] => inside,
                inside => inside,
            };
            let is_flat =
                inline.iter().all(|(event, _)| is_inline(event) && !matches!(event, Event::TaskListMarker(_)));
            let first_lines = inline.split(|(event, _)| !is_inline(event)).next().unwrap_or_default();
            let found = line::read_labelled(first_lines, source);
            is_whole &= is_flat && !found.is_empty() && found.iter().all(|labelled| labelled.is_whole);
            found.into_iter().for_each(|labelled| self.add(labelled, form));
        }
        is_whole
    }

    fn read_quote(&mut self, events: &[(Event<'_>, Span)], source: &str) -> bool {
        let mut is_whole = matches!(events[0].0, Event::Start(Tag::BlockQuote(None)));
        let mut rest = &events[1..events.len() - 1];
        while let Some(end) = end_of_first(rest) {
            is_whole &= match &rest[0].0 {
                Event::Start(Tag::Paragraph) => self.read_lines(&rest[1..end], source, Form::Quote),
                Event::Start(Tag::List(_)) => self.read_list(&rest[..=end], source, Form::Quote),
                _ => false,
            };
            rest = &rest[end + 1..];
        }
        is_whole
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
                    form: Form::Comment,
                });
            }
        }
    }

    /// `![Accepted](…/status-accepted-green)`: the badge's address if the paragraph is that badge alone.
    fn read_badge(&mut self, events: &[(Event<'_>, Span)], statuses: &Statuses) -> Option<String> {
        let inside = &events[1..events.len() - 1];
        let mut alone = None;
        let mut rest = inside;
        while let Some((event, span)) = rest.first() {
            if let Event::Start(Tag::Image { dest_url, .. }) = event
                && let Some(end) = end_of_first(rest)
            {
                let alt = Inline::from_events(&rest[1..end]);
                let is_status = |words: &String| match status_value::parse_status_value(&Inline::text(words), statuses)
                {
                    StatusValue::Known { span, .. } => suffix_from(words, span.end).trim().is_empty(),
                    _ => false,
                };
                // Any other picture, such as `status-flow.png`, is the author's.
                if let Some(words) = badge_words(alt.plain(), dest_url).filter(is_status) {
                    let is_alone = rest.len() == inside.len() && end + 1 == rest.len();
                    alone = is_alone.then(|| dest_url.to_string());
                    let shown = Inline::text(&words);
                    let value = FieldValue::Markdown(Span::at(span.end), shown);
                    self.fields.push(Field {
                        name: Some(FieldName::Status),
                        label: "Status".to_owned(),
                        value,
                        span: *span,
                        form: Form::Badge,
                    });
                }
            }
            rest = &rest[1..];
        }
        alone
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

/// Whether all that opens in a line closes in it.
fn is_balanced(line: &[(Event<'_>, Span)]) -> bool {
    let count = |is: fn(&Event<'_>) -> bool| line.iter().filter(|(event, _)| is(event)).count();
    let starts = count(|event| matches!(event, Event::Start(_)));
    starts == count(|event| matches!(event, Event::End(_)))
        && line
            .iter()
            .find(|(event, _)| matches!(event, Event::Start(_) | Event::End(_)))
            .is_none_or(|(event, _)| matches!(event, Event::Start(_)))
}

/// The words of a badge's status, if it is a status badge.
fn badge_words(alt: &str, url: &str) -> Option<String> {
    let address = url.rsplit('/').next().unwrap_or(url);
    let from_url = address.to_lowercase().strip_prefix("status-").map(|_| {
        let rest = suffix_from(address, "status-".len());
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
