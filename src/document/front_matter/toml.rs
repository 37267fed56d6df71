//! Valid TOML: the fields of the root table.

use toml::de::{DeTable, DeValue};

use super::refusal::{FrontMatterRefusal, Remedy};
use super::{FrontMatterEntry, FrontMatterValue};
use crate::text::Span;

/// The fields of `block`, in their order. A table, also one of dotted keys, is one field.
pub(super) fn parse_toml(text: &str, block: Span) -> Result<Vec<FrontMatterEntry>, FrontMatterRefusal> {
    let table = DeTable::parse(block.of(text)).map_err(|error| {
        let offset = error.span().map_or(block.end, |range| (block.start + range.start).min(block.end));
        let remedy = match error.message() {
            message if message.starts_with("duplicate key") => Remedy::RemoveOne,
            message if message.starts_with("invalid unquoted key") => Remedy::QuoteKey,
            _ => Remedy::Quote,
        };
        FrontMatterRefusal::new(offset, error.message(), remedy)
    })?;
    let mut entries: Vec<FrontMatterEntry> = table
        .into_inner()
        .into_iter()
        .map(|(key, value)| {
            let key_span = Span::from(key.span()).shifted(block.start);
            let value_span = Span::from(value.span()).shifted(block.start);
            let value = read_value(text, value.get_ref(), value_span, block.start);
            FrontMatterEntry { key: key.into_inner().into_owned(), key_span, value, value_span }
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span);
    Ok(entries)
}

fn read_value(text: &str, value: &DeValue<'_>, span: Span, offset: usize) -> FrontMatterValue {
    match value {
        DeValue::Table(_) => FrontMatterValue::Other,
        DeValue::Array(items) => {
            let mut list = Vec::with_capacity(items.len());
            for item in items.iter() {
                let span = Span::from(item.span()).shifted(offset);
                match read_scalar(text, item.get_ref(), span) {
                    FrontMatterValue::Text(item) => list.push((item, span)),
                    FrontMatterValue::Empty => {}
                    FrontMatterValue::List(_) | FrontMatterValue::Other => return FrontMatterValue::Other,
                }
            }
            FrontMatterValue::list(list)
        }
        scalar => read_scalar(text, scalar, span),
    }
}

fn read_scalar(text: &str, value: &DeValue<'_>, span: Span) -> FrontMatterValue {
    match value {
        DeValue::Array(_) | DeValue::Table(_) => FrontMatterValue::Other,
        DeValue::String(string) => FrontMatterValue::text(string),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
            FrontMatterValue::text(span.of(text))
        }
    }
}
