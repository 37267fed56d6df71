//! A field more, in the form in which a document says its status.

use crate::document::Document;
use crate::document::field::label_of_key;
use crate::document::metadata::{Field, Form};
use crate::document::relation;
use crate::text::{Span, prefix_to, suffix_from};

use super::{Added, Change, EditRefusal, front_matter};

/// A field more: where it is said already, else beside the status, in its form; without one, in front matter if there is any, else below the title.
pub(super) fn add(document: &Document<'_>, added: &Added<'_>) -> Result<Vec<Change>, EditRefusal> {
    let metadata = &document.metadata;
    // `Supersedes: none`
    let said = metadata.fields.iter().find(|field| field.name == Some(added.name));
    let status = metadata.status_field.map(|place| &metadata.fields[place]);
    let form = said.or(status).map_or(Form::FrontMatter, |field| field.form);
    if let Some(front_matter) = document.front_matter.as_ref().filter(|_| form == Form::FrontMatter) {
        return front_matter::add(document.parsed.text, front_matter, added);
    }
    if let Some(field) = said.filter(|field| relation::is_none(&field.words())) {
        let change = match whole_value(field, document.parsed.text) {
            Some(place) => (place, added.shown.clone()),
            None => {
                insert_after_label(document.parsed.text, field, &added.shown).ok_or(EditRefusal::Full(field.span))?
            }
        };
        return Ok(vec![change]);
    }
    let beside = status.and_then(|field| add_line_below(document, field, added));
    // What begins as front matter does, and isn't read as it, is read as it by others.
    let first = document.parsed.text.lines().next().unwrap_or_default().trim_end();
    if beside.is_none() && matches!(first, "---" | "+++") {
        return Err(EditRefusal::UnreadFrontMatter(Span::new(0, first.len())));
    }
    Ok(vec![beside.unwrap_or_else(|| add_below_title(document, added))])
}

/// A field on the line below another one, in its form.
fn add_line_below(document: &Document<'_>, field: &Field, added: &Added<'_>) -> Option<Change> {
    let text = document.parsed.text;
    let label = label_of_key(added.name.name());
    let start = prefix_to(text, field.span.start).rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let behind = suffix_from(text, field.span.end);
    let behind = prefix_to(behind, behind.find(['\n', '\r']).unwrap_or(behind.len()));
    let end = field.span.end + behind.len();
    let line_end = line_end(text, end);
    // Below the head of a table is what makes it one.
    let next = suffix_from(text, end).split_inclusive('\n').nth(1).unwrap_or_default().trim_end();
    let is_rule = field.form == Form::Table && next.contains('-') && next.trim_matches(['|', '-', ':', ' ']).is_empty();
    let end = Span::at(if is_rule { end + line_end.len() + next.len() } else { end });
    let before = Span::new(start, field.span.start).of(text);
    // What a comment says is no field but its status.
    if let Some(at) = before.rfind(field.label.as_str()).filter(|_| field.form != Form::Comment) {
        // `- **`; in a line of several fields, what the first one begins with.
        let opening = prefix_to(before, before.find(char::is_alphanumeric).unwrap_or(at).min(at));
        let marks = |text: &str| text.len() - text.trim_end_matches(['*', '_']).len();
        let is_alike = marks(opening) == marks(prefix_to(before, at));
        let between = suffix_from(before, at + field.label.len());
        // Closing marks, the end of a cell, a hard break.
        let closing =
            Some(behind).filter(|behind| behind.chars().all(|c| matches!(c, '*' | '_' | '|' | '\\' | ' ' | '\t')));
        let shown = &added.shown;
        return is_alike
            .then(|| (end, format!("{line_end}{opening}{label}{between}{shown}{}", closing.unwrap_or_default())));
    }
    // `Supersedes [X](x.md)` in a paragraph of its own, below the status of a section.
    let block = document.parsed.blocks.iter().find(|block| block.span.contains(field.span))?;
    (field.form == Form::Section).then(|| {
        let end = Span::at(block.span.trimmed(text).end);
        (end, format!("{line_end}{line_end}{label} {}", added.shown))
    })
}

/// A field in a paragraph of its own below the title, or at the top.
fn add_below_title(document: &Document<'_>, added: &Added<'_>) -> Change {
    let text = document.parsed.text;
    let line = format!("{}: {}", label_of_key(added.name.name()), added.shown);
    let title = document.outline.title.map(|title| document.parsed.headings[title].span.trimmed(text).end);
    let at = title.unwrap_or(document.start());
    let line_end = line_end(text, at);
    let above = if title.is_some() { format!("{line_end}{line_end}") } else { String::new() };
    // What follows on the next line would be one paragraph with it.
    let rest = suffix_from(text, at);
    let next = if title.is_some() { rest.find('\n').map_or("", |end| suffix_from(rest, end + 1)) } else { rest };
    let is_parted = next.trim_start_matches([' ', '\t', '\r']).starts_with('\n') || next.trim().is_empty();
    let below = match (title.is_some(), is_parted) {
        (true, true) => String::new(),
        (true, false) => line_end.to_owned(),
        (false, _) => format!("{line_end}{line_end}"),
    };
    (Span::at(at), format!("{above}{line}{below}"))
}

/// How lines end there.
pub(super) fn line_end(text: &str, at: usize) -> &'static str {
    let next = suffix_from(text, at).find('\n').map(|end| at + end).or_else(|| prefix_to(text, at).rfind('\n'));
    if next.is_some_and(|end| prefix_to(text, end).ends_with('\r')) { "\r\n" } else { "\n" }
}

/// Where a field's words stand, if its source is nothing but these words and marks around them: no link, comment or footnote.
pub(super) fn whole_value(field: &Field, text: &str) -> Option<Span> {
    const MARKS: [char; 7] = ['"', '\'', '`', '*', '_', ' ', '\t'];
    let source = field.span.of(text);
    let inside = source.trim_matches(MARKS);
    let start = field.span.start + source.len() - source.trim_start_matches(MARKS).len();
    // A cell has `\|` for `|`.
    let is_all = inside.replace("\\|", "|") == field.words().trim_matches(MARKS);
    is_all.then(|| Span::new(start, start + inside.len()))
}

/// Something behind a label that nothing follows: `Status:`, `| Status | |`.
pub(super) fn insert_after_label(text: &str, field: &Field, shown: &str) -> Option<Change> {
    const MARKS: [char; 4] = ['*', '_', ' ', '\t'];
    let line = suffix_from(text, field.span.end);
    let line = prefix_to(line, line.find(['\n', '\r']).unwrap_or(line.len()));
    let is_all = |mark: char| line.trim_matches(|c| c == mark || MARKS.contains(&c)).is_empty();
    let end = match line.find('|') {
        Some(bar) if field.form == Form::Table && is_all('|') => bar + 1,
        _ if line.contains(':') && is_all(':') => line.trim_end().len(),
        _ => return None,
    };
    Some((Span::at(field.span.end + end), format!(" {shown}")))
}
