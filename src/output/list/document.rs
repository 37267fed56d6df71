//! What `list` says of a document and of its decisions: the interface that `schema.json` beside this file describes. Whoever adds a
//! field adds it there too.

use serde::Serialize;

use crate::document::decision::Decision;
use crate::document::field::FieldName;
use crate::document::progress::{PlanPhase, Progress};
use crate::markdown::Inline;
use crate::read::ReadDocument;
use crate::status::Status;
use crate::text::{Span, line_and_column};

/// A document.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ListedDocument {
    /// Relative to `src`, with `/`.
    pub path: String,
    /// The name as the index shows it.
    pub title: String,
    /// The id of its collection.
    pub collection: String,
    /// The template's name; `None` if the chapter can't be read.
    pub template: Option<String>,
    /// What it is known by.
    pub id: Option<String>,
    /// Its status.
    pub status: Option<ListedStatus>,
    /// The field `date`, as it is written.
    pub date: Option<String>,
    /// The field `created`, as it is written.
    pub created: Option<String>,
    /// The field `updated`, as it is written.
    pub updated: Option<String>,
    /// Its authors.
    pub authors: Vec<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// The tasks of its plan, if it has any.
    pub progress: Option<ListedProgress>,
    /// Its decisions, in order.
    pub decisions: Vec<ListedDecision>,
    /// The H2s and H3s of its template that it lacks.
    pub missing_sections: Vec<String>,
    /// Its H2s that are none of its template.
    pub unknown_sections: Vec<String>,
}

/// The tasks of a plan.
#[derive(Debug, Clone, Serialize)]
pub struct ListedProgress {
    /// How many are done.
    pub done: usize,
    /// How many there are.
    pub all: usize,
    /// Its parts that have a name and a task.
    pub phases: Vec<ListedPhase>,
}

/// The tasks of a part of a plan.
#[derive(Debug, Clone, Serialize)]
pub struct ListedPhase {
    /// Without markup.
    pub name: String,
    /// How many are done.
    pub done: usize,
    /// How many there are.
    pub all: usize,
}

/// A status and where it comes from.
#[derive(Debug, Clone, Serialize)]
pub struct ListedStatus {
    /// The id in the book's list.
    pub id: String,
    /// What a badge says.
    pub label: String,
    /// The name of the phase.
    pub phase: &'static str,
    /// All that is written there, without markup.
    pub text: String,
    /// Where it is written.
    pub source: ListedSource,
}

/// Where something is written.
#[derive(Debug, Clone, Serialize)]
pub struct ListedSource {
    /// The name of the form.
    pub form: &'static str,
    /// From 1.
    pub line: usize,
}

/// A decision.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ListedDecision {
    /// The path without `.md`, `#`, and the number: no other decision of the book has it.
    pub id: String,
    /// From 1 in the document.
    pub number: u32,
    /// Whether it is the document itself.
    pub is_document: bool,
    /// What it is about, without markup.
    pub area: String,
    /// What was chosen, without markup.
    pub choice: Option<String>,
    /// Its reasons.
    pub rationale: Vec<String>,
    /// What it costs.
    pub trade_offs: Vec<String>,
    /// What was not chosen.
    pub alternatives: Vec<String>,
    /// Its own status; without one it has the document's.
    pub status: Option<ListedStatus>,
    /// The fragment that leads to it on the built page.
    pub anchor: Option<String>,
    /// Where it begins, from 1.
    pub line: usize,
}

impl ListedDocument {
    /// A document that was read.
    #[must_use]
    pub fn from_document(path: &str, read: &ReadDocument<'_>) -> Self {
        let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
        Self {
            path: path.to_owned(),
            title: plain(&read.name()),
            collection: read.chapter.collection.name.id.clone(),
            template: Some(read.template.name.clone()),
            id: read.identification.id.as_ref().map(|id| id.words.clone()),
            status: status_of(read),
            date: read.words(FieldName::Date),
            created: read.words(FieldName::Created),
            updated: read.words(FieldName::Updated),
            authors: read.values(FieldName::Authors),
            tags: read.values(FieldName::Tags),
            progress: read.progress.as_ref().map(ListedProgress::from_progress),
            decisions: read
                .decisions
                .iter()
                .map(|decision| ListedDecision::from_decision(path, read, decision))
                .collect(),
            missing_sections: owned(read.missing_sections()),
            unknown_sections: owned(read.unknown_sections()),
        }
    }

    /// A document that can't be read; SUMMARY.md has its name.
    #[must_use]
    pub fn unread(path: &str, collection: &str, chapter_name: &str) -> Self {
        Self {
            path: path.to_owned(),
            title: chapter_name.to_owned(),
            collection: collection.to_owned(),
            decisions: vec![ListedDecision {
                id: decision_id(path, 1),
                number: 1,
                is_document: true,
                area: chapter_name.to_owned(),
                line: 1,
                ..ListedDecision::default()
            }],
            ..Self::default()
        }
    }
}

impl ListedProgress {
    fn from_progress(progress: &Progress) -> Self {
        let phases = progress.phases.iter().map(|PlanPhase { name, tasks }| ListedPhase {
            name: plain(name),
            done: tasks.done,
            all: tasks.all,
        });
        Self { done: progress.tasks.done, all: progress.tasks.all, phases: phases.collect() }
    }
}

impl ListedDecision {
    fn from_decision(path: &str, read: &ReadDocument<'_>, decision: &Decision) -> Self {
        let text = read.document.parsed.text;
        let all = |words: &[Inline]| words.iter().map(plain).collect();
        let status = decision.status.as_ref().zip(decision.status_said.as_ref());
        Self {
            id: decision_id(path, decision.number),
            number: decision.number,
            is_document: decision.is_document,
            area: plain(&decision.area),
            choice: decision.choice.as_ref().map(plain),
            rationale: all(&decision.rationale),
            trade_offs: all(&decision.trade_offs),
            alternatives: all(&decision.alternatives),
            status: status.map(|(status, said)| {
                ListedStatus::from_status(status, &said.words, said.form.name(), text, said.span)
            }),
            anchor: read.anchor(decision).map(str::to_owned),
            line: line(text, decision.span),
        }
    }
}

impl ListedStatus {
    fn from_status(status: &Status, words: &str, form: &'static str, text: &str, span: Span) -> Self {
        Self {
            id: status.id().to_owned(),
            label: status.label().to_owned(),
            phase: status.phase().name(),
            text: words.to_owned(),
            source: ListedSource { form, line: line(text, span) },
        }
    }
}

/// The status that counts for a document.
fn status_of(read: &ReadDocument<'_>) -> Option<ListedStatus> {
    let metadata = &read.document.metadata;
    let field = &metadata.fields[metadata.status_field?];
    let text = read.document.parsed.text;
    Some(ListedStatus::from_status(
        metadata.status.as_ref()?,
        field.words().trim(),
        field.form.name(),
        text,
        field.span,
    ))
}

/// `designs/ledger.md` and 2 as `designs/ledger#2`.
fn decision_id(path: &str, number: u32) -> String {
    let name = path.len().checked_sub(".md".len()).and_then(|end| path.split_at_checked(end));
    let name = name.filter(|(_, ending)| ending.eq_ignore_ascii_case(".md")).map_or(path, |(name, _)| name);
    format!("{name}#{number}")
}

/// The words that are shown of a text, in one line.
fn plain(words: &Inline) -> String {
    words.plain().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn line(text: &str, span: Span) -> usize {
    line_and_column(text, span.start).0
}
