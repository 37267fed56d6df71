//! The list as CSV (RFC 4180), for spreadsheets: one line a document or decision, lists joined by `; `.

use csv::WriterBuilder;

use super::document::{ListedDecision, ListedDocument, ListedStatus};
use crate::terminal::one_line;

/// The head of a column, and its cell.
type DocumentColumn = (&'static str, fn(&ListedDocument) -> String);

/// The head of a column, and its cell.
type DecisionColumn = (&'static str, fn(&ListedDocument, &ListedDecision) -> String);

/// The columns of documents.
pub(in crate::output) const OF_DOCUMENTS: [DocumentColumn; 16] = [
    ("path", |document| document.path.clone()),
    ("title", |document| document.title.clone()),
    ("collection", |document| document.collection.clone()),
    ("template", |document| document.template.clone().unwrap_or_default()),
    ("id", |document| document.id.clone().unwrap_or_default()),
    ("status", |document| id_of(document.status.as_ref())),
    ("phase", |document| phase_of(document.status.as_ref())),
    ("date", |document| document.date.clone().unwrap_or_default()),
    ("created", |document| document.created.clone().unwrap_or_default()),
    ("updated", |document| document.updated.clone().unwrap_or_default()),
    ("authors", |document| document.authors.join("; ")),
    ("tags", |document| document.tags.join("; ")),
    ("progress", |document| tasks(document).unwrap_or_default()),
    ("decisions", |document| document.decisions.len().to_string()),
    ("missing-sections", |document| document.missing_sections.join("; ")),
    ("unknown-sections", |document| document.unknown_sections.join("; ")),
];

/// The columns of decisions. Each has its own status or that of its document.
const OF_DECISIONS: [DecisionColumn; 15] = [
    ("id", |_, decision| decision.id.clone()),
    ("path", |document, _| document.path.clone()),
    ("title", |document, _| document.title.clone()),
    ("collection", |document, _| document.collection.clone()),
    ("number", |_, decision| decision.number.to_string()),
    ("area", |_, decision| decision.area.clone()),
    ("choice", |_, decision| decision.choice.clone().unwrap_or_default()),
    ("rationale", |_, decision| decision.rationale.join("; ")),
    ("trade-offs", |_, decision| decision.trade_offs.join("; ")),
    ("alternatives", |_, decision| decision.alternatives.join("; ")),
    ("status", |document, decision| id_of(decision.status.as_ref().or(document.status.as_ref()))),
    ("phase", |document, decision| phase_of(decision.status.as_ref().or(document.status.as_ref()))),
    ("date", |document, _| document.date_of_any_kind().unwrap_or_default().to_owned()),
    ("anchor", |_, decision| decision.anchor.clone().unwrap_or_default()),
    ("line", |_, decision| decision.line.to_string()),
];

/// Documents, below a line with the heads of the columns.
#[must_use]
pub fn documents_as_csv(documents: &[ListedDocument]) -> String {
    let records = documents.iter().map(|document| OF_DOCUMENTS.map(|(_, cell)| cell(document)).to_vec());
    printed(OF_DOCUMENTS.map(|(head, _)| head), records)
}

/// Decisions, below a line with the heads of the columns.
#[must_use]
pub fn decisions_as_csv(decisions: &[(&ListedDocument, &ListedDecision)]) -> String {
    let records =
        decisions.iter().map(|(document, decision)| OF_DECISIONS.map(|(_, cell)| cell(document, decision)).to_vec());
    printed(OF_DECISIONS.map(|(head, _)| head), records)
}

/// `2 of 5`: a spreadsheet makes a date of `2/5`.
fn tasks(document: &ListedDocument) -> Option<String> {
    document.progress.as_ref().map(|progress| format!("{} of {}", progress.done, progress.all))
}

/// The id of a status; empty where there is none.
fn id_of(status: Option<&ListedStatus>) -> String {
    status.map(|status| status.id.clone()).unwrap_or_default()
}

/// The phase of a status; empty where there is none.
fn phase_of(status: Option<&ListedStatus>) -> String {
    status.map(|status| status.phase.to_owned()).unwrap_or_default()
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
