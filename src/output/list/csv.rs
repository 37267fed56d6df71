//! The list as CSV (RFC 4180), for spreadsheets: one line a document or decision, lists joined by `; `.

use csv::WriterBuilder;

use super::document::{ListedDecision, ListedDocument, ListedStatus};
use crate::terminal::one_line;

/// The columns of documents.
pub(in crate::output) const OF_DOCUMENTS: [&str; 16] = [
    "path",
    "title",
    "collection",
    "template",
    "id",
    "status",
    "phase",
    "date",
    "created",
    "updated",
    "authors",
    "tags",
    "progress",
    "decisions",
    "missing-sections",
    "unknown-sections",
];

const OF_DECISIONS: [&str; 15] = [
    "id",
    "path",
    "title",
    "collection",
    "number",
    "area",
    "choice",
    "rationale",
    "trade-offs",
    "alternatives",
    "status",
    "phase",
    "date",
    "anchor",
    "line",
];

/// Documents, a line with the names of the columns first.
#[must_use]
pub fn documents_as_csv(documents: &[ListedDocument]) -> String {
    printed(OF_DOCUMENTS, documents.iter().map(record))
}

/// What [`OF_DOCUMENTS`] says of a document.
pub(in crate::output) fn record(document: &ListedDocument) -> Vec<String> {
    let (status, phase) = words_of(document.status.as_ref());
    vec![
        document.path.clone(),
        document.title.clone(),
        document.collection.clone(),
        document.template.clone().unwrap_or_default(),
        document.id.clone().unwrap_or_default(),
        status,
        phase,
        document.date.clone().unwrap_or_default(),
        document.created.clone().unwrap_or_default(),
        document.updated.clone().unwrap_or_default(),
        document.authors.join("; "),
        document.tags.join("; "),
        tasks(document).unwrap_or_default(),
        document.decisions.len().to_string(),
        document.missing_sections.join("; "),
        document.unknown_sections.join("; "),
    ]
}

/// Decisions, each with its own status or that of its document; a line with the names of the columns first.
#[must_use]
pub fn decisions_as_csv(decisions: &[(&ListedDocument, &ListedDecision)]) -> String {
    let records = decisions.iter().map(|(document, decision)| {
        let (status, phase) = words_of(decision.status.as_ref().or(document.status.as_ref()));
        vec![
            decision.id.clone(),
            document.path.clone(),
            document.title.clone(),
            document.collection.clone(),
            decision.number.to_string(),
            decision.area.clone(),
            decision.choice.clone().unwrap_or_default(),
            decision.rationale.join("; "),
            decision.trade_offs.join("; "),
            decision.alternatives.join("; "),
            status,
            phase,
            document.date_of_any_kind().unwrap_or_default().to_owned(),
            decision.anchor.clone().unwrap_or_default(),
            decision.line.to_string(),
        ]
    });
    printed(OF_DECISIONS, records)
}

/// `2 of 5`: a spreadsheet makes a date of `2/5`.
fn tasks(document: &ListedDocument) -> Option<String> {
    document.progress.as_ref().map(|progress| format!("{} of {}", progress.done, progress.all))
}

/// Id and phase of a status; empty where there is none.
fn words_of(status: Option<&ListedStatus>) -> (String, String) {
    status.map(|status| (status.id.clone(), status.phase.to_owned())).unwrap_or_default()
}

/// A cell that is words to a terminal and to a spreadsheet, which would compute what begins like a formula (OWASP, "CSV Injection").
fn cell(words: &str) -> String {
    let words = one_line(words);
    if words.starts_with(['=', '+', '-', '@']) { format!("'{words}") } else { words }
}

/// Lines below their heads; each has as many cells as there are heads.
pub(in crate::output) fn printed<'h>(
    heads: impl IntoIterator<Item = &'h str>,
    records: impl Iterator<Item = Vec<String>>,
) -> String {
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    writer.write_record(heads).expect("memory takes it");
    for record in records {
        writer
            .write_record(record.iter().map(|words| cell(words)))
            .expect("memory takes it, and every line has the same columns");
    }
    let bytes = writer.into_inner().expect("memory takes it");
    String::from_utf8(bytes).expect("all that was written is text")
}
