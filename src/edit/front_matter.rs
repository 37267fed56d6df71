//! A field more in front matter, in the form in which its like are written there.

use crate::document::field::FieldName;
use crate::document::front_matter::{FrontMatter, FrontMatterEntry, FrontMatterValue};
use crate::document::relation;
use crate::text::{Span, prefix_to, split, suffix_from};

use super::field::line_end;
use super::{Added, Change, EditRefusal};

/// Adds a value to the field, or the field itself: below the status if that is there, else at the top.
pub(super) fn add(text: &str, front_matter: &FrontMatter, added: &Added<'_>) -> Result<Vec<Change>, EditRefusal> {
    let spelled = |entry: &&FrontMatterEntry, name: FieldName| FieldName::spelled(&entry.key) == Some(name);
    let is_toml = front_matter.span.of(text).starts_with("+++");
    let value = format_value(added.plain, is_toml);
    if let Some(entry) = front_matter.fields.iter().find(|entry| spelled(entry, added.name)) {
        return to_values(text, entry, &value, is_toml);
    }
    let has_underscores = front_matter.fields.iter().any(|entry| entry.key.contains('_'));
    let key = if has_underscores { added.name.name().replace('-', "_") } else { added.name.name().to_owned() };
    let status = front_matter.fields.iter().find(|entry| spelled(entry, FieldName::Status));
    let after = status.map_or(front_matter.span.start, |entry| entry.place().end);
    let end = suffix_from(text, after).find('\n').map(|end| after + end + 1).filter(|end| *end < front_matter.span.end);
    let at = end.ok_or(EditRefusal::ChangesMore)?;
    let mark = if is_toml { " = " } else { ": " };
    Ok(vec![(Span::at(at), format!("{key}{mark}{value}{}", line_end(text, after)))])
}

/// Whether other values can be copies of one: `status: &s draft`.
pub(super) fn is_anchored(text: &str, value: Span) -> bool {
    let line = Span::new(prefix_to(text, value.start).rfind('\n').map_or(0, |end| end + 1), value.end).of(text);
    let (before, source) = split(line, line.len() - value.len().min(line.len()));
    source.starts_with('&') || before.trim_end().rsplit([' ', '\t']).next().is_some_and(|word| word.starts_with('&'))
}

/// Adds a value to those that a field has.
fn to_values(text: &str, entry: &FrontMatterEntry, value: &str, is_toml: bool) -> Result<Vec<Change>, EditRefusal> {
    let span = entry.value_span;
    let source = span.of(text);
    if is_anchored(text, span) {
        return Err(EditRefusal::Shared(span));
    }
    match &entry.value {
        FrontMatterValue::List(items) if !source.ends_with(']') => {
            // `- a` on lines of their own.
            let &(_, last) = items.last().ok_or(EditRefusal::Full(span))?;
            let start = prefix_to(text, last.start).rfind('\n').map_or(0, |at| at + 1);
            let mark = Span::new(start, last.start).of(text);
            let end = last.end + suffix_from(text, last.end).find(['\n', '\r']).ok_or(EditRefusal::Full(span))?;
            let is_item = mark.trim_start().starts_with('-') && mark.trim().len() == 1;
            if is_item {
                Ok(vec![(Span::at(end), format!("{}{mark}{value}", line_end(text, end)))])
            } else {
                Err(EditRefusal::Full(span))
            }
        }
        FrontMatterValue::List(_) => {
            let inside = prefix_to(source, source.len() - 1).trim_end();
            let comma = if inside.ends_with(',') { " " } else { ", " };
            Ok(vec![(Span::at(span.start + inside.len()), format!("{comma}{value}"))])
        }
        FrontMatterValue::Text(said) if relation::is_none(said) => Ok(vec![(span, value.to_owned())]),
        FrontMatterValue::Text(_) => {
            // What means something in a list would not be one value any more.
            let is_quoted = source.starts_with(['"', '\'']);
            let is_one = is_quoted || is_toml || !source.contains([',', '[', ']', '{', '}', '\n', '|', '>']);
            let list = || vec![(Span::at(span.start), "[".to_owned()), (Span::at(span.end), format!(", {value}]"))];
            if is_one { Ok(list()) } else { Err(EditRefusal::Full(span)) }
        }
        FrontMatterValue::Empty if source.is_empty() && !is_toml => {
            let behind = suffix_from(text, entry.key_span.end);
            let colon = behind.find(':').ok_or(EditRefusal::Full(entry.key_span))?;
            Ok(vec![(Span::at(entry.key_span.end + colon + 1), format!(" {value}"))])
        }
        FrontMatterValue::Empty if !source.is_empty() => Ok(vec![(span, value.to_owned())]),
        FrontMatterValue::Empty | FrontMatterValue::Other => Err(EditRefusal::Full(entry.place())),
    }
}

/// A value as the format has it: in quotation marks where it isn't plain.
fn format_value(value: &str, is_toml: bool) -> String {
    let is_plain = value.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '.')
        && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'));
    if is_plain && !is_toml { value.to_owned() } else { format!("{value:?}") }
}
