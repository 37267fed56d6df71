//! A book's documents as `list` and `export` print them, and the arguments that choose among them.

use std::collections::BTreeSet;
use std::io::{self, Write};

use crate::book::{self, ReadBook};
use crate::catalog::Catalog;
use crate::diagnostic::Severity;
use crate::diagnostic::{LocatedDiagnostic, Location};
use crate::directive::{BookWords, Listing, Query};
use crate::lint;
use crate::output::{self, list::ListedDocument};
use crate::render::index;
use anyhow::{Result, anyhow};
use clap::Args;

use super::book::OpenedBook;

/// The documents of a book.
pub(super) struct ListedBook {
    /// What they are chosen from.
    pub catalog: Catalog,
    /// What is listed of each, in the catalog's order.
    pub documents: Vec<ListedDocument>,
    /// Which of them are among the paths that were asked for, in the same order.
    is_asked_for: Vec<bool>,
}

impl ListedBook {
    /// Reads all documents: what the others call one, the whole book says. Says of which there is the name alone.
    pub(super) fn from_book(opened: &OpenedBook) -> Self {
        let chapters = opened.disk.chapters();
        let texts = book::texts(&chapters);
        let context = opened.context();
        let ReadBook { documents: read, catalog, faults } = book::read_book(&chapters, &texts, &context);
        let is_asked_for: Vec<bool> =
            read.iter().map(|(place, _)| opened.is_asked_for(&opened.disk.chapters[*place])).collect();
        let unread =
            read.iter().filter_map(|(place, read)| Some((*place, lint::lint_unread(read.as_ref().err()?, true))));
        let faults = faults.iter().map(|(place, fault)| (*place, lint::internal_error(fault.clone())));
        let faults = faults.chain(unread).map(|(place, diagnostic)| LocatedDiagnostic {
            location: Location::Chapter(place),
            severity: Severity::Error,
            diagnostic,
        });
        let mut faults: Vec<_> = faults.collect();
        let faulty: BTreeSet<usize> = faults.iter().filter_map(LocatedDiagnostic::chapter).collect();
        let listed = read.iter().zip(&catalog.documents).map(|((place, inspected), record)| match inspected {
            Ok(inspected) if !faulty.contains(place) => ListedDocument::from_document(record.path.as_str(), inspected),
            _ => ListedDocument::unread(record.path.as_str(), &record.collection.id, chapters[*place].name),
        });
        let documents: Vec<_> = listed.collect();
        faults.retain(|fault| fault.chapter().is_some_and(|place| opened.is_asked_for(&opened.disk.chapters[place])));
        // A failed write to stderr doesn't make the list incomplete.
        let _ = io::stderr()
            .write_all(output::build_report(&faults, &chapters, opened.disk.context.src(), true).as_bytes());
        Self { catalog, documents, is_asked_for }
    }

    /// The documents that were asked for, in the order of the query.
    pub(super) fn selected(&self, query: &Query) -> Vec<usize> {
        let mut selected = index::selected_documents(&self.catalog, query);
        selected.retain(|&document| self.is_asked_for[document]);
        selected
    }

    /// The decisions of the documents that were asked for, in the order of the query: the document's place, and its own in it.
    pub(super) fn selected_decisions(&self, query: &Query) -> Vec<(usize, usize)> {
        let mut selected = index::selected_decisions(&self.catalog, query);
        selected.retain(|&(document, _)| self.is_asked_for[document]);
        selected
    }
}

/// The arguments that choose and sort, with the words of the directives.
#[derive(Debug, Args)]
pub(super) struct QueryArguments {
    /// Only with one of these statuses, for example `accepted,living` or `!draft`; `none` for no status
    #[arg(long, value_name = "STATUS,…", allow_hyphen_values = true)]
    status: Option<String>,
    /// Only in one of these phases: `open`, `decided`, `closed`, `none`
    #[arg(long, value_name = "PHASE,…", allow_hyphen_values = true)]
    phase: Option<String>,
    /// Only decisions about one of these areas, or documents with such a decision
    #[arg(long, value_name = "AREA,…", allow_hyphen_values = true)]
    area: Option<String>,
    /// Only with one of these tags
    #[arg(long, value_name = "TAG,…", allow_hyphen_values = true)]
    tag: Option<String>,
    /// Only by one of these authors
    #[arg(long, value_name = "AUTHOR,…", allow_hyphen_values = true)]
    author: Option<String>,
    /// Only documents of these names or paths in `src`, and their decisions
    #[arg(long, value_name = "DOCUMENT,…", allow_hyphen_values = true)]
    document: Option<String>,
    /// Only of these collections
    #[arg(long, value_name = "COLLECTION,…", allow_hyphen_values = true)]
    collection: Option<String>,
    /// By what to sort: `area`, `document`, `status`, `date`, `number`; with `-` in front from the last to the first
    #[arg(long, value_name = "KEY,…", allow_hyphen_values = true)]
    sort: Option<String>,
}

impl QueryArguments {
    /// What they ask for.
    ///
    /// # Errors
    /// The first argument that means nothing.
    pub(super) fn to_query(&self, listing: Listing, words: &BookWords<'_>) -> Result<Query> {
        let given = [
            ("status", &self.status),
            ("phase", &self.phase),
            ("area", &self.area),
            ("tag", &self.tag),
            ("author", &self.author),
            ("document", &self.document),
            ("collection", &self.collection),
            ("sort", &self.sort),
        ];
        let given = given.into_iter().filter_map(|(key, words)| Some((key, words.as_deref()?)));
        given.into_iter().try_fold(Query::all(), |query, (key, values)| {
            query
                .with_argument(key, values, listing, words)
                .map_err(|problem| anyhow!("--{key}: {}; {}", problem.message, problem.help))
        })
    }
}
