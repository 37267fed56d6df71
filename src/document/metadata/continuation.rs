//! A value that goes on in the lines below it: they are no fields, so they may say more of what it says.

use crate::markdown::pulldown_cmark::Event;
use crate::markdown::{Inline, Parsed};
use crate::text::Span;

use super::super::events::is_inline;
use super::super::line;
use super::Field;

/// The lines of a value's paragraph below it, each as its events, up to the next field.
pub(in crate::document) fn lines_below<'p, 'a>(
    value: Span,
    parsed: &'p Parsed<'a>,
) -> impl Iterator<Item = &'p [(Event<'a>, Span)]> {
    let events = parsed.block_around(value).map_or(&[][..], |block| parsed.events_of(block));
    let start = events.iter().position(|(_, span)| span.start >= value.end).unwrap_or(events.len());
    let behind = &events[start..];
    let end = behind.iter().position(|(event, _)| !is_inline(event)).unwrap_or(behind.len());
    let lines = behind[..end].split(|(event, _)| matches!(event, Event::SoftBreak | Event::HardBreak)).skip(1);
    lines.take_while(|line| line::read_labelled(line, parsed.text).is_empty())
}

/// The words in a field's paragraph after its line, up to the next field.
pub(crate) fn continuation(field: &Field, parsed: &Parsed<'_>) -> String {
    if !field.form.goes_on_below() {
        return String::new();
    }
    let lines = lines_below(field.span, parsed);
    lines.map(|line| Inline::from_events(line).plain().trim().to_owned()).collect::<Vec<_>>().join(" ")
}
