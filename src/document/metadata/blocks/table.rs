//! Metadata in tables: rows of a label and a value, or a row of labels above one of values. Tables about something else are the author's.

use crate::markdown::pulldown_cmark::{Event, Tag, TagEnd};
use crate::markdown::{Inline, span_of_inline};
use crate::text::{Span, normalize};

use crate::document::field::FieldName;
use crate::document::line::Labelled;
use crate::document::metadata::{Form, Metadata};

impl Metadata {
    /// Rows of a label and a value; or a row of labels above a row of values.
    pub(in crate::document::metadata) fn read_table(&mut self, events: &[(Event<'_>, Span)], source: &str) -> bool {
        let rows = rows(events);
        let Some((head, body)) = rows.split_first() else { return false };
        let is_known = |cell: &[(Event<'_>, Span)]| FieldName::spelled(Inline::from_events(cell).plain()).is_some();
        let is_all_known = head.iter().all(|cell| is_known(cell));
        // `Status | Date` above the rows of a history.
        let has_labels_below = body.iter().all(|row| row.first().is_some_and(|cell| is_known(cell)));
        if is_of_changes(head) || head.len() == 2 && body.len() > 1 && is_all_known && !has_labels_below {
            return false;
        }
        let lies = match head.len() {
            2 => is_all_known && body.first().is_some_and(|row| row.len() == 2 && !is_known(row[0])),
            length => length > 2 && head.iter().filter(|cell| is_known(cell)).count() * 2 >= length,
        };
        if body.len() == 1 && lies {
            if is_of_parties(head[0]) {
                return false;
            }
            let mut is_whole = head.len() == body[0].len();
            for (label, value) in head.iter().zip(&body[0]) {
                is_whole &= self.add_cells(label, value, source);
            }
            return is_whole;
        }
        let has_label_below = body.is_empty() || body.iter().any(|row| row.first().is_some_and(|cell| is_known(cell)));
        if head.len() != 2 || is_of_parties(head[0]) && !has_label_below {
            return false;
        }
        let has_blank_head = head.iter().all(|cell| Inline::from_events(cell).is_blank());
        let has_column_heads = has_blank_head || !column_heads(events).is_empty();
        let mut is_whole = true;
        for row in &rows[usize::from(has_column_heads)..] {
            is_whole &= row.len() == 2 && self.add_cells(row[0], row[1], source);
        }
        is_whole
    }

    /// A label's cell with a value's cell; whether the label is one.
    fn add_cells(&mut self, label: &[(Event<'_>, Span)], value: &[(Event<'_>, Span)], source: &str) -> bool {
        let words = Inline::from_events(label);
        let Some(first) = label.first() else { return value.is_empty() };
        let label_span = Span::new(first.1.start, label.iter().map(|(_, span)| span.end).max().unwrap_or(first.1.end));
        let value_span = span_of_inline(value, source).map_or(Span::at(label_span.end), |span| span.trimmed(source));
        let labelled = Labelled {
            label: words.plain().trim().trim_end_matches(':').to_owned(),
            label_span,
            value: value_span,
            shown: Inline::from_events(value).trimmed(),
            is_whole: true,
        };
        self.add(labelled, Form::Table);
        label.iter().all(|(event, _)| matches!(event, Event::Text(_) | Event::Start(_) | Event::End(_)))
    }
}

/// Whether a table's head is that of a history, such as `Version | Date | Author | Changes`: its rows are not about the document now. The first
/// of two columns may be a label.
fn is_of_changes(head: &[&[(Event<'_>, Span)]]) -> bool {
    const HEADS: [&str; 6] = ["change", "changes", "what", "what changed", "comment", "comments"];
    head.iter().skip(1).any(|cell| HEADS.contains(&&*normalize(Inline::from_events(cell).plain())))
}

/// Whether a table's first column names people or terms, each with a row of its own: who signed, and what words mean.
fn is_of_parties(first: &[(Event<'_>, Span)]) -> bool {
    const HEADS: [&str; 9] =
        ["reviewer", "reviewers", "approver", "approvers", "role", "term", "who", "person", "stakeholder"];
    HEADS.contains(&&*normalize(Inline::from_events(first).plain()))
}

/// Whether a table is a row of labels, the status among them, above one row of values: the only one so far of a history, if the document says its
/// status elsewhere.
pub(in crate::document::metadata) fn is_row_with_status(events: &[(Event<'_>, Span)]) -> bool {
    let rows = rows(events);
    let [head, body] = rows.as_slice() else { return false };
    let name = |cell: &[(Event<'_>, Span)]| FieldName::spelled(Inline::from_events(cell).plain());
    head.len() > 1
        && head.iter().any(|cell| name(cell) == Some(FieldName::Status))
        && body.first().is_some_and(|cell| name(cell).is_none())
}

/// The column heads of a table of fields, such as `Field` and `Value`, if it has them.
pub(super) fn column_heads(events: &[(Event<'_>, Span)]) -> String {
    let rows = rows(events);
    let Some(head) = rows.first().filter(|head| head.len() == 2) else { return String::new() };
    let words: Vec<String> =
        head.iter().map(|cell| normalize(Inline::from_events(cell).plain()).into_owned()).collect();
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
