//! The list for people: a head and rows, as an aligned table or as Markdown.

use crate::document::identifier::{IdSource, Identifier};
use crate::document::progress::Tasks;
use crate::markdown::escape;
use crate::settings::{Labels, Settings};
use crate::status::Phase;
use crate::terminal::one_line;

use super::document::{ListedDecision, ListedDocument, ListedProgress, ListedStatus};
use super::table::{self, Width};

/// Stands where a row has nothing to show.
const NOTHING: &str = "–";

/// A table's rows, each with as many cells as the head has.
#[derive(Debug)]
pub struct ListRows {
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<ListRow>,
    /// The column of the status, which a terminal shows in colour.
    pub(super) status: usize,
    /// What is said if there is no row.
    empty: String,
}

/// A row.
#[derive(Debug)]
pub(super) struct ListRow {
    pub(super) cells: Vec<String>,
    pub(super) phase: Option<Phase>,
}

impl ListRows {
    /// One row a document, with its tasks if one has any, and its collection if the book has several. `place` says how its file is named.
    #[must_use]
    pub fn from_documents(documents: &[ListedDocument], settings: &Settings, place: impl Fn(&str) -> String) -> Self {
        let labels = &settings.labels;
        let has_several = settings.collections.len() > 1;
        let has_tasks = documents.iter().any(|document| document.progress.is_some());
        let rows = documents.iter().map(|document| {
            let collection = settings.collection(&document.collection).filter(|_| has_several);
            let mut cells = vec![
                filled(&document.title),
                status_label(document.status.as_ref(), labels),
                document.decisions.len().to_string(),
            ];
            cells.extend(
                has_tasks.then(|| document.progress.as_ref().map_or_else(|| filled(""), ListedProgress::counts)),
            );
            cells.extend([
                filled(document.date_of_any_kind().unwrap_or_default()),
                filled(&document.authors.join(", ")),
            ]);
            cells.extend(collection.map(|collection| filled(&collection.name.label)));
            cells.push(place(&document.path));
            ListRow { cells, phase: phase_of(document.status.as_ref()) }
        });
        let mut head = vec![&labels.document, &labels.status, &labels.decisions];
        head.extend(has_tasks.then_some(&labels.progress));
        head.extend([&labels.date, &labels.authors]);
        head.extend(has_several.then_some(&labels.collection));
        Self::new(&head, 1, rows.collect(), labels)
    }

    /// One row a decision. `place` says how a document's file is named.
    #[must_use]
    pub fn from_decisions(
        decisions: &[(&ListedDocument, &ListedDecision)],
        labels: &Labels,
        place: impl Fn(&str) -> String,
    ) -> Self {
        let rows = decisions.iter().map(|(document, decision)| {
            let status = decision.status.as_ref().or(document.status.as_ref());
            ListRow {
                cells: vec![
                    decision_label(document, decision),
                    filled(decision.choice.as_deref().unwrap_or_default()),
                    filled(&document.title),
                    status_label(status, labels),
                    format!("{}:{}", place(&document.path), decision.line),
                ],
                phase: phase_of(status),
            }
        });
        let head = [&labels.decision, &labels.choice, &labels.document, &labels.status];
        Self::new(&head, 3, rows.collect(), labels)
    }

    /// The last column names the place; no label of the book does.
    fn new(head: &[&String], status: usize, rows: Vec<ListRow>, labels: &Labels) -> Self {
        let head = head.iter().map(|label| (*label).clone()).chain(["Path".to_owned()]).collect();
        Self { head, rows, status, empty: labels.nothing_to_list.clone() }
    }

    /// An aligned table; with colours if `is_coloured`.
    #[must_use]
    pub fn as_table(&self, width: Width, is_coloured: bool) -> String {
        if self.rows.is_empty() { one_line(&self.empty) + "\n" } else { table::aligned(self, width, is_coloured) }
    }

    /// A table in Markdown, whose cells show what a document says and nothing else.
    #[must_use]
    pub fn as_markdown(&self) -> String {
        if self.rows.is_empty() {
            return escape(&one_line(&self.empty)) + "\n";
        }
        let line = |cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| escape(&one_line(cell.trim()))).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let rule = format!("|{}\n", " --- |".repeat(self.head.len()));
        let rows = self.rows.iter().map(|row| line(&row.cells));
        [line(&self.head), rule].into_iter().chain(rows).collect()
    }
}

impl ListedProgress {
    /// `2/5`
    fn counts(&self) -> String {
        Tasks { done: self.done, all: self.all }.to_string()
    }
}

impl ListedDocument {
    /// The date that stands for the document: `date`, else `updated`, else `created`.
    pub(super) fn date_of_any_kind(&self) -> Option<&str> {
        self.date.as_deref().or(self.updated.as_deref()).or(self.created.as_deref())
    }
}

fn filled(words: &str) -> String {
    let words = words.trim();
    if words.is_empty() { NOTHING.to_owned() } else { words.to_owned() }
}

/// The decision's number and area; of a document that is a decision, the document's.
fn decision_label(document: &ListedDocument, decision: &ListedDecision) -> String {
    let of_document = || Identifier::new(document.id.as_deref()?, IdSource::Field, None).shown_number();
    let number = if decision.is_document { of_document() } else { Some(decision.number) };
    let label = number.map_or_else(|| decision.area.clone(), |number| format!("{number}. {}", decision.area));
    filled(label.trim_end())
}

fn status_label(status: Option<&ListedStatus>, labels: &Labels) -> String {
    status.map_or_else(|| labels.no_status.clone(), |status| status.label.clone())
}

fn phase_of(status: Option<&ListedStatus>) -> Option<Phase> {
    Phase::named(status?.phase)
}
