//! The status of a document under a heading `Status`: a field, words of its own, or a list of which one item is ticked.

use crate::markdown::pulldown_cmark::{Event, Tag};
use crate::markdown::{Block, BlockKind, Inline, Parsed, span_of_inline};
use crate::status::Statuses;
use crate::text::Span;

use super::super::events::{end_of_first, is_inline};
use super::super::field::FieldName;
use super::super::status_choice;
use super::{Field, FieldValue, Form, Metadata, MetadataBlock};

impl Metadata {
    /// Reads the section `## Status`: the status is the first line, or a field in it.
    pub(super) fn read_status_section(
        &mut self,
        parsed: &Parsed<'_>,
        heading: usize,
        own: Span,
        has_subsections: bool,
        statuses: &Statuses,
    ) {
        let before = self.fields.len();
        let blocks: Vec<&Block> = parsed.blocks_in(own).filter(|block| block.kind != BlockKind::Html).collect();
        let has_html = parsed.blocks_in(own).any(|block| block.kind == BlockKind::Html);
        let mut is_whole = !blocks.is_empty() && !has_subsections && !has_html;
        let mut unsaid = String::new();
        for (n, block) in blocks.iter().enumerate() {
            let fields_before = self.fields.len();
            self.read_block(parsed, block, false, statuses);
            if let Some(read) = self.blocks.pop_if(|known| known.span == block.span) {
                unsaid.push_str(&read.unsaid);
                continue;
            }
            is_whole &=
                n == 0 && blocks.len() == 1 && block.kind == BlockKind::Paragraph && self.fields.len() == fields_before;
            if self.fields.len() == fields_before && (n == 0 || block.kind == BlockKind::Paragraph) {
                let found = bare_status(parsed.events_of(block), parsed.text, statuses);
                // Further paragraphs explain the status, unless one says nothing but another one.
                let found = found.and_then(|(span, shown)| match n {
                    0 => Some((span, shown)),
                    _ => Some((span, status_choice::status_alone(&shown.live(), statuses)?)),
                });
                self.fields.extend(found.map(|(span, shown)| Field {
                    name: Some(FieldName::Status),
                    label: "Status".to_owned(),
                    value: FieldValue::Markdown(span, shown),
                    span,
                    form: Form::Section,
                }));
            }
        }
        self.fields[before..].iter_mut().for_each(|field| field.form = Form::Section);
        let fields = (before, self.fields.len());
        if is_whole && self.fields[before..].iter().any(|field| field.name == Some(FieldName::Status)) {
            let span = Span::new(parsed.headings[heading].span.start, own.end);
            self.blocks.push(MetadataBlock { span, heading: Some(heading), fields, unsaid });
        }
    }
}

/// Where the status itself is in a block, and what is shown of it: a paragraph; of a list the items that are ticked, all of them if each is a
/// status, else the first one.
fn bare_status(events: &[(Event<'_>, Span)], text: &str, statuses: &Statuses) -> Option<(Span, Inline)> {
    let items = items(events);
    // A task list in a quote or deeper is not read: its first item need not be the ticked one.
    if items.is_empty() && events.iter().any(|(event, _)| matches!(event, Event::TaskListMarker(_))) {
        return None;
    }
    let has_boxes = items.iter().any(|item| item.is_ticked.is_some());
    let ticked = || items.iter().filter(|item| item.is_ticked == Some(true));
    if !has_boxes || ticked().count() == 1 {
        let all = joined(&items, events);
        let is_list = items.len() > 1 && status_choice::parse_status_choice(&all.live(), statuses).is_some();
        if !has_boxes && is_list {
            return Some((events.first()?.1, all));
        }
        let one = if has_boxes { ticked().next()?.inline } else { first_inline(events) };
        return Some((span_of_inline(one, text)?, Inline::from_events(one)));
    }
    let all = joined(&items, events);
    status_choice::parse_status_choice(&all.live(), statuses).map(|_| (events[0].1, all))
}

/// An item of a list: its box, if it has one, and its first paragraph.
struct SectionItem<'e, 'a> {
    is_ticked: Option<bool>,
    inline: &'e [(Event<'a>, Span)],
}

/// The items of a list, but for lists in them; none of what is no list.
fn items<'e, 'a>(events: &'e [(Event<'a>, Span)]) -> Vec<SectionItem<'e, 'a>> {
    let mut items = Vec::new();
    let [(Event::Start(Tag::List(_)), _), rest @ ..] = events else { return items };
    let mut rest = rest;
    while let Some(end) = end_of_first(rest) {
        let item = &rest[1..end];
        rest = &rest[end + 1..];
        let boxes =
            item.iter().take_while(|(event, _)| is_inline(event) || matches!(event, Event::Start(Tag::Paragraph)));
        let is_ticked = boxes.into_iter().find_map(|(event, _)| match event {
            Event::TaskListMarker(is_ticked) => Some(*is_ticked),
            _ => None,
        });
        items.push(SectionItem { is_ticked, inline: first_inline(item) });
    }
    items
}

/// The first run of inline text, without a box before it.
fn first_inline<'e, 'a>(events: &'e [(Event<'a>, Span)]) -> &'e [(Event<'a>, Span)] {
    let is_text = |event: &Event<'_>| is_inline(event) && !matches!(event, Event::TaskListMarker(_));
    let start = events.iter().position(|(event, _)| is_text(event)).unwrap_or(events.len());
    let is_above = events[..start].iter().all(|(event, _)| {
        matches!(
            event,
            Event::Start(Tag::Paragraph | Tag::List(_) | Tag::Item | Tag::BlockQuote(_)) | Event::TaskListMarker(_)
        )
    });
    let length = events[start..].iter().position(|(event, _)| !is_text(event)).unwrap_or(events.len() - start);
    if is_above { &events[start..start + length] } else { &[] }
}

/// The items in one line, with commas between them or their boxes before them.
fn joined(items: &[SectionItem<'_, '_>], events: &[(Event<'_>, Span)]) -> Inline {
    let place = events.first().map_or(Span::at(0), |(_, span)| *span);
    let mut line = Vec::new();
    for (n, item) in items.iter().enumerate() {
        let mark = match item.is_ticked {
            Some(true) if n > 0 => " ☑ ",
            Some(true) => "☑ ",
            Some(false) if n > 0 => " ☐ ",
            Some(false) => "☐ ",
            None if n > 0 => ", ",
            None => "",
        };
        line.push((Event::Text(mark.into()), place));
        line.extend(item.inline.iter().cloned());
    }
    Inline::from_events(&line)
}
