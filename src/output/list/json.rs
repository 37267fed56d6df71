//! The list as JSON, for other programs: what it says is described in `schema.json` beside this file.

use serde::Serialize;

use super::document::{ListedDecision, ListedDocument, ListedStatus};
use crate::terminal;

/// The version of the interface. A field that is added doesn't change it; one that goes or means something else does.
pub(in crate::output) const VERSION: u32 = 1;

#[derive(Serialize)]
struct Documents<'l> {
    version: u32,
    documents: &'l [ListedDocument],
}

#[derive(Serialize)]
struct Decisions<'l> {
    version: u32,
    decisions: Vec<DecisionWithDocument<'l>>,
}

#[derive(Serialize)]
struct DecisionWithDocument<'l> {
    #[serde(flatten)]
    decision: &'l ListedDecision,
    document: DocumentOfDecision<'l>,
}

#[derive(Serialize)]
struct DocumentOfDecision<'l> {
    path: &'l str,
    title: &'l str,
    collection: &'l str,
    id: Option<&'l str>,
    status: Option<&'l ListedStatus>,
}

/// Documents with their decisions. It ends with a line break.
#[must_use]
pub fn documents_as_json(documents: &[ListedDocument]) -> String {
    printed(&Documents { version: VERSION, documents })
}

/// Decisions, each with its document. It ends with a line break.
#[must_use]
pub fn decisions_as_json(decisions: &[(&ListedDocument, &ListedDecision)]) -> String {
    let decisions = decisions.iter().map(|&(document, decision)| DecisionWithDocument {
        decision,
        document: DocumentOfDecision {
            path: &document.path,
            title: &document.title,
            collection: &document.collection,
            id: document.id.as_deref(),
            status: document.status.as_ref(),
        },
    });
    printed(&Decisions { version: VERSION, decisions: decisions.collect() })
}

fn printed(list: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(list);
    terminal::json(&(json.expect("texts, numbers and lists of them can be written") + "\n"))
}
