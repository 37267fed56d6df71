//! Valid TOML: the fields of the root table.

use toml::de::{DeTable, DeValue};

use super::refusal::{Refusal, Remedy};
use super::{Entry, Value};
use crate::text::Span;

/// The fields of `block`, in their order. A table, also one of dotted keys, is one field.
pub(super) fn read(text: &str, block: Span) -> Result<Vec<Entry>, Refusal> {
    let table = DeTable::parse(block.of(text)).map_err(|error| {
        let offset = error.span().map_or(block.end, |range| (block.start + range.start).min(block.end));
        let remedy = match error.message() {
            message if message.starts_with("duplicate key") => Remedy::RemoveOne,
            message if message.starts_with("invalid unquoted key") => Remedy::QuoteKey,
            _ => Remedy::Quote,
        };
        Refusal::new(offset, error.message(), remedy)
    })?;
    let mut entries: Vec<Entry> = table
        .into_inner()
        .into_iter()
        .map(|(key, value)| {
            let key_span = Span::from(key.span()).shifted(block.start);
            let value_span = Span::from(value.span()).shifted(block.start);
            let value = read_value(text, value.get_ref(), value_span, block.start);
            Entry { key: key.into_inner().into_owned(), key_span, value, value_span }
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span);
    Ok(entries)
}

fn read_value(text: &str, value: &DeValue<'_>, span: Span, offset: usize) -> Value {
    match value {
        DeValue::Table(_) => Value::Other,
        DeValue::Array(items) => {
            let mut list = Vec::with_capacity(items.len());
            for item in items.iter() {
                let span = Span::from(item.span()).shifted(offset);
                match read_scalar(text, item.get_ref(), span) {
                    Value::Text(item) => list.push((item, span)),
                    Value::Empty => {}
                    Value::List(_) | Value::Other => return Value::Other,
                }
            }
            Value::list(list)
        }
        scalar => read_scalar(text, scalar, span),
    }
}

fn read_scalar(text: &str, value: &DeValue<'_>, span: Span) -> Value {
    match value {
        DeValue::Array(_) | DeValue::Table(_) => Value::Other,
        DeValue::String(string) => Value::text(string),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
            Value::text(span.of(text))
        }
    }
}
