//! A value that goes on in the lines below it: they are no fields, so they may say more of what it says.

use crate::markdown::pulldown_cmark::Event;
use crate::markdown::{Inline, Parsed};
use crate::text::Span;

use super::super::events::is_inline;
use super::super::line;
use super::{Field, Form};

/// The words in a field's paragraph after its line, up to the next field.
#[must_use]
pub fn continuation(field: &Field, parsed: &Parsed<'_>) -> String {
    let block = parsed.block_around(field.span);
    let Some(block) = block.filter(|_| matches!(field.form, Form::Line | Form::List | Form::Quote | Form::Section))
    else {
        return String::new();
    };
    let events = parsed.events_of(block);
    let is_value = |(event, span): &(Event<'_>, Span)| {
        is_inline(event) && span.start < field.span.end && field.span.start < span.end
    };
    let Some(last) = events.iter().rposition(is_value) else { return String::new() };
    let rest = &events[last + 1..];
    let end = rest.iter().position(|(event, _)| !is_inline(event)).unwrap_or(rest.len());
    let lines = rest[..end].split(|(event, _)| matches!(event, Event::SoftBreak | Event::HardBreak)).skip(1);
    let own = lines.take_while(|line| line::read(line, parsed.text).is_empty());
    own.map(|line| Inline::of(line).plain().trim().to_owned()).collect::<Vec<_>>().join(" ")
}
