//! What can be read of a block that is not valid: each field by itself, and a refused one as a line.

use super::block::{FrontMatterBlock, FrontMatterFormat, field, lines};
use super::refusal::FrontMatterRefusal;
use super::{FrontMatterEntry, FrontMatterValue};
use crate::text::{Span, prefix_to, suffix_from};

/// The fields of `block`, duplicates too, and why the first refused one is refused.
pub(super) fn salvage_entries(
    text: &str,
    block: &FrontMatterBlock,
) -> (Vec<FrontMatterEntry>, Option<FrontMatterRefusal>) {
    let mut entries = Vec::new();
    let mut first_refusal = None;
    for part in parts(text, block) {
        match block.format.parse_entries(text, part) {
            Ok(read) => entries.extend(read),
            Err(refusal) => {
                first_refusal.get_or_insert(refusal);
                entries.extend(read_lines(text, part, block.format));
            }
        }
    }
    (entries, first_refusal)
}

/// The field whose key stands in `line`, if its value is on the same line.
pub(super) fn read_line(text: &str, line: Span, format: FrontMatterFormat) -> Option<FrontMatterEntry> {
    let (key_span, rest) = field(text, line, format)?;
    let (value, value_span) = read_value(text, rest);
    Some(FrontMatterEntry { key: unquoted(text, key_span).of(text).to_owned(), key_span, value, value_span })
}

/// The item behind the `-` of `line`.
pub(super) fn item(text: &str, line: Span) -> Option<Span> {
    let line = line.trimmed(text);
    let rest = line.of(text).strip_prefix('-')?;
    let is_item = rest.is_empty() || rest.starts_with([' ', '\t']);
    is_item.then(|| written_value(text, Span::new(line.end - rest.len(), line.end)))
}

/// The block cut at each line that starts a field. A table of TOML ends it: the keys below belong to the table.
fn parts(text: &str, block: &FrontMatterBlock) -> Vec<Span> {
    let mut parts: Vec<Span> = Vec::new();
    for line in lines(text, block.content) {
        if block.format == FrontMatterFormat::Toml && line.of(text).starts_with('[') {
            break;
        }
        if field(text, line, block.format).is_some() {
            parts.push(line);
        } else if let Some(part) = parts.last_mut() {
            part.end = line.end;
        }
    }
    parts
}

/// A field read without its language: what stands behind the key, or the `- item` lines below it.
fn read_lines(text: &str, part: Span, format: FrontMatterFormat) -> Option<FrontMatterEntry> {
    let mut below = lines(text, part);
    let mut entry = read_line(text, below.next()?, format)?;
    if entry.value == FrontMatterValue::Empty && entry.value_span.is_empty() {
        let mut items = Vec::new();
        for line in below {
            let written = line.of(text).trim();
            if written.is_empty() || written.starts_with('#') {
                continue;
            }
            let Some(item) = item(text, line) else {
                if items.is_empty() && line.of(text).starts_with([' ', '\t']) {
                    entry.value = FrontMatterValue::Other;
                    entry.value_span = Span::new(line.start, part.end).trimmed(text);
                    return Some(entry);
                }
                break;
            };
            if items.is_empty() {
                entry.value_span.start = line.trimmed(text).start;
            }
            entry.value_span.end = item.end;
            items.push(item);
        }
        if !items.is_empty() {
            entry.value = read_items(text, items);
        }
    }
    Some(entry)
}

fn read_value(text: &str, rest: Span) -> (FrontMatterValue, Span) {
    let span = written_value(text, rest);
    let written = span.of(text);
    let inner = written.strip_prefix('[').and_then(|open| open.strip_suffix(']'));
    let value = if inner.is_some() {
        read_items(text, flow_items(text, Span::new(span.start + 1, span.end - 1)))
    } else if is_map(written) || opens_lines_below(written) {
        FrontMatterValue::Other
    } else {
        FrontMatterValue::text(unquoted(text, span).of(text))
    };
    (value, span)
}

fn read_items(text: &str, items: Vec<Span>) -> FrontMatterValue {
    let mut list = Vec::with_capacity(items.len());
    for span in items {
        let written = span.of(text);
        let is_field = field(text, span, FrontMatterFormat::Yaml).is_some();
        if is_map(written) || is_field || written.starts_with('[') {
            return FrontMatterValue::Other;
        }
        if let FrontMatterValue::Text(item) = FrontMatterValue::text(unquoted(text, span).of(text)) {
            list.push((item, span));
        }
    }
    FrontMatterValue::list(list)
}

fn is_map(written: &str) -> bool {
    written.starts_with('{') && written.ends_with('}') && written.contains(':')
}

/// Whether a value's first line says that the value itself stands on the lines below.
fn opens_lines_below(written: &str) -> bool {
    matches!(written, "[" | "{")
        || written.starts_with("\"\"\"")
        || written.starts_with("'''")
        || written.strip_prefix(['|', '>']).is_some_and(|rest| rest.chars().all(|c| matches!(c, '+' | '-' | '0'..='9')))
}

/// A value without the white space and the comment behind it. A `#` in quotes is no comment.
fn written_value(text: &str, rest: Span) -> Span {
    let rest = rest.trimmed(text);
    let written = rest.of(text);
    let is_comment = |rest: &str| {
        rest.trim_start().is_empty() || (rest.starts_with([' ', '\t']) && rest.trim_start().starts_with('#'))
    };
    let mut ends = written.match_indices(['"', '\'']).skip(1).filter(|(_, quote)| written.starts_with(quote));
    let quoted_length =
        ends.find(|&(place, _)| is_comment(suffix_from(written, place + 1))).map(|(place, _)| place + 1);
    let length = quoted_length.unwrap_or_else(|| {
        let comment = written
            .match_indices('#')
            .find(|&(place, _)| place == 0 || prefix_to(written, place).ends_with([' ', '\t']));
        comment.map_or(written.len(), |(place, _)| place)
    });
    Span::new(rest.start, rest.start + length).trimmed(text)
}

/// The span without matching quotes around it.
fn unquoted(text: &str, span: Span) -> Span {
    let written = span.of(text);
    let is_quoted = written.len() >= 2 && ['"', '\''].iter().any(|&q| written.starts_with(q) && written.ends_with(q));
    if is_quoted { Span::new(span.start + 1, span.end - 1) } else { span }
}

/// The items between two brackets: parted by commas that are not in quotes.
fn flow_items(text: &str, inside: Span) -> Vec<Span> {
    let mut items = Vec::new();
    let mut start = inside.start;
    let mut quote = None;
    let mut begins_item = true;
    for (place, c) in inside.of(text).char_indices() {
        let ends_item = c == ',' && quote.is_none();
        if ends_item {
            items.push(Span::new(start, inside.start + place).trimmed(text));
            start = inside.start + place + 1;
        } else if quote == Some(c) {
            quote = None;
        } else if begins_item && matches!(c, '"' | '\'') {
            quote = Some(c);
        }
        begins_item = ends_item || (begins_item && c.is_whitespace());
    }
    items.push(Span::new(start, inside.end).trimmed(text));
    items
}
