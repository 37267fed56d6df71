//! The stages in a row: chapters and settings in, pages and diagnostics out. It reads no file and knows no host's JSON.

mod check;
mod collections;
mod diagnostics;
mod format;
mod formatting;
mod index_page;
mod isolation;
mod read_chapters;
mod unpin;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::catalog::relations::Relations;
use crate::catalog::{Catalog, DocumentRecord};
use crate::diagnostic::{Diagnostic, Severity};
use crate::fault::{Fault, Stage, isolate};
use crate::path::with_slashes;
use crate::read::{Chapter, Context, DocumentChapter, ReadDocument, Reading, Unread, document_chapters, read_document};
use crate::render::index::Page;
use crate::render::render_page;
pub use check::{Surroundings, check, fixed};
pub use format::{FormatOptions, FormattedBook, format, format_book};
pub use formatting::Formatting;
use index_page::Placement;
use isolation::{Suspects, fault_points};
use read_chapters::{ReadChapter, read_chapters};

/// A page that no chapter has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedPage {
    /// Its name in the sidebar.
    pub name: String,
    /// Its path relative to `src`.
    pub path: String,
    /// Its text.
    pub content: String,
}

/// What a diagnostic is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// A chapter, by its place in the book.
    Chapter(usize),
    /// A file that is no chapter, by its path relative to `src`.
    File(String),
    /// A setting in book.toml.
    Setting {
        /// Its key below the preprocessor's table, with dots.
        key: String,
        /// Its value, or the one of its items that is meant.
        value: String,
    },
}

/// A diagnostic with its location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocatedDiagnostic {
    /// What it is about.
    pub location: Location,
    /// How grave it is in this book.
    pub severity: Severity,
    /// What was found.
    pub diagnostic: Diagnostic,
}

impl LocatedDiagnostic {
    /// The chapter that it is about, by its place in the book.
    #[must_use]
    pub fn chapter(&self) -> Option<usize> {
        match self.location {
            Location::Chapter(chapter) => Some(chapter),
            Location::File(_) | Location::Setting { .. } => None,
        }
    }
}

/// What becomes of a book.
#[derive(Debug, Default)]
pub struct Outcome {
    /// New texts, by chapter.
    pub contents: BTreeMap<usize, String>,
    /// Paths for drafts that become pages, by chapter.
    pub paths: BTreeMap<usize, String>,
    /// The index page, if no chapter can be it.
    pub added: Option<AddedPage>,
    /// What is to be said, in the order of the book, without what is switched off or below what was asked for.
    pub diagnostics: Vec<LocatedDiagnostic>,
    /// The book's documents, decisions and relations.
    pub catalog: Catalog,
}

/// Runs all stages: brings a book's documents to their templates, and writes its index and directives.
#[must_use]
pub fn build(chapters: &[Chapter<'_>], context: &Context<'_>) -> Outcome {
    let mut read = read_chapters(chapters, context, false);
    let documents: Vec<_> = document_chapters(chapters, context.settings).collect();
    let (catalog, mut faults) = catalog_of_chapters(&mut read, chapters, &documents);
    let mut outcome = Outcome { catalog, ..Outcome::default() };
    let linted = diagnostics::of_book(&read, chapters, &mut outcome.catalog, context, &mut faults);
    Renderer { read: &read, chapters, documents: &documents, context }.render(&mut outcome, &mut faults);
    outcome.diagnostics = diagnostics::reported(linted, faults, &read, chapters, context);
    outcome
}

/// Runs stages 1 to 3: what a build says of a book.
#[must_use]
pub fn lint(chapters: &[Chapter<'_>], context: &Context<'_>) -> Vec<LocatedDiagnostic> {
    let mut read = read_chapters(chapters, context, false);
    let documents: Vec<_> = document_chapters(chapters, context.settings).collect();
    let (mut catalog, mut faults) = catalog_of_chapters(&mut read, chapters, &documents);
    let linted = diagnostics::of_book(&read, chapters, &mut catalog, context, &mut faults);
    diagnostics::reported(linted, faults, &read, chapters, context)
}

/// Stage 2 of what [`read_chapters`] gave, and the faults in it, by chapter.
fn catalog_of_chapters(
    read: &mut [ReadChapter],
    chapters: &[Chapter<'_>],
    documents: &[DocumentChapter<'_>],
) -> (Catalog, Vec<(usize, Fault)>) {
    let records = read.iter_mut().filter_map(|chapter| chapter.record.take()).collect();
    catalog_of_records(records, chapters, documents)
}

/// The catalog of some documents' records. A document at which it panics is in it with its name alone.
fn catalog_of_records(
    mut records: Vec<DocumentRecord>,
    chapters: &[Chapter<'_>],
    documents: &[DocumentChapter<'_>],
) -> (Catalog, Vec<(usize, Fault)>) {
    let mut faults = Vec::new();
    let relations = Suspects { documents }.run(&mut records, &mut faults, |records| {
        fault_points(Stage::Catalog, records);
        Relations::of(records, chapters.iter().filter_map(|chapter| chapter.path))
    });
    let relations = relations.unwrap_or_else(|fault| {
        faults.extend(records.first().map(|record| (record.chapter, fault)));
        Relations::default()
    });
    (Catalog::new(records, relations), faults)
}

/// Stage 4: all planned pages.
struct Renderer<'r> {
    read: &'r [ReadChapter],
    chapters: &'r [Chapter<'r>],
    documents: &'r [DocumentChapter<'r>],
    context: &'r Context<'r>,
}

impl Renderer<'_> {
    /// Renders the pages of a book. Where that panics because of a document, the catalog loses that document's content, and the pages are rendered
    /// again; where it panics without one, the page is its author's.
    fn render(&self, outcome: &mut Outcome, faults: &mut Vec<(usize, Fault)>) {
        let mut given_up: BTreeSet<usize> = BTreeSet::new();
        loop {
            let faulty: BTreeSet<usize> =
                faults.iter().map(|(chapter, _)| *chapter).chain(given_up.iter().copied()).collect();
            let pages =
                self.read.par_iter().filter(|chapter| chapter.plan.is_some() && !faulty.contains(&chapter.index));
            let pages = pages.map(|chapter| (chapter, isolate(|| self.page(chapter, &outcome.catalog))));
            let pages: Vec<_> = pages.collect();
            outcome.contents.clear();
            let mut panicked = None;
            for (chapter, page) in pages {
                match page {
                    Ok(page) => outcome.contents.extend(page.map(|text| (chapter.index, text))),
                    Err(fault) => panicked = panicked.or(Some((chapter, fault))),
                }
            }
            let added = isolate(|| self.index_page(outcome));
            match (panicked, added) {
                (None, Ok((added, paths))) => {
                    outcome.added = added;
                    if let Some((chapter, path, content)) = paths {
                        outcome.paths.insert(chapter, path);
                        outcome.contents.insert(chapter, content);
                    }
                    return;
                }
                (Some((chapter, fault)), _) => {
                    if !self.leave_culprits_out(outcome, faults, |catalog| _ = self.page(chapter, catalog)) {
                        given_up.insert(chapter.index);
                        faults.push((chapter.index, fault));
                    }
                }
                (None, Err(fault)) => {
                    let index = |catalog: &Catalog| {
                        _ = self.index_content(catalog);
                    };
                    if !self.leave_culprits_out(outcome, faults, index) {
                        faults.push((usize::MAX, fault));
                        return;
                    }
                }
            }
        }
    }

    /// Takes the content of the documents at which a page panics out of the catalog; gives whether there were some.
    fn leave_culprits_out(
        &self,
        outcome: &mut Outcome,
        faults: &mut Vec<(usize, Fault)>,
        page: impl Fn(&Catalog),
    ) -> bool {
        let mut records = outcome.catalog.documents.clone();
        let known = faults.len();
        let paths = || self.chapters.iter().filter_map(|chapter| chapter.path);
        let _ = Suspects { documents: self.documents }.run(&mut records, faults, |records| {
            page(&Catalog::new(records.to_vec(), Relations::of(records, paths())));
        });
        if faults.len() == known {
            return false;
        }
        let relations = Relations::of(&records, paths());
        outcome.catalog = Catalog::new(records, relations);
        true
    }

    /// The text of a chapter's page, if it is another than the author's.
    fn page(&self, chapter: &ReadChapter, catalog: &Catalog) -> Option<String> {
        let plan = chapter.plan.as_ref()?;
        let source = &self.chapters[chapter.index];
        let (path, text) = (with_slashes(source.path?), source.text()?);
        if plan.directives().next().is_some() {
            fault_points(Stage::Index, &catalog.documents);
        }
        let document = catalog.documents.binary_search_by_key(&chapter.index, |record| record.chapter).ok();
        let is_index = self.context.settings.index.as_deref() == Some(&*path);
        let page = Page { path: &path, options: self.context.options };
        let mut rendered = render_page(plan, &text, page, document, is_index, catalog);
        // It is kept until the whole book is written.
        rendered.shrink_to_fit();
        Some(rendered).filter(|rendered| *rendered != *text)
    }

    /// The index page, if no chapter has it: added at the book's end, or in place of a draft.
    #[expect(clippy::type_complexity, reason = "one of the two")]
    fn index_page(&self, outcome: &Outcome) -> (Option<AddedPage>, Option<(usize, String, String)>) {
        let settings = self.context.settings;
        let path = || settings.index.clone().unwrap_or_default();
        match index_page::placement(self.chapters, settings) {
            Placement::None | Placement::Clash(..) => (None, None),
            Placement::Draft(chapter) => (None, Some((chapter, path(), self.index_content(&outcome.catalog)))),
            Placement::Added => {
                let content = self.index_content(&outcome.catalog);
                (Some(AddedPage { name: settings.index_title.clone(), path: path(), content }), None)
            }
        }
    }

    fn index_content(&self, catalog: &Catalog) -> String {
        fault_points(Stage::Index, &catalog.documents);
        let settings = self.context.settings;
        let path = settings.index.as_deref().unwrap_or_default();
        let page = Page { path, options: self.context.options };
        render_page(&index_page::plan(&settings.index_title, 0), "", page, None, true, catalog)
    }
}

/// The texts of a book's chapters; `None` if one can't be decoded.
#[must_use]
pub fn texts<'a>(chapters: &'a [Chapter<'a>]) -> Vec<Option<Cow<'a, str>>> {
    chapters.iter().map(Chapter::text).collect()
}

/// The documents of a book with all that was read from them, for who looks into one: stages 1 and 2.
#[derive(Debug)]
pub struct ReadBook<'a> {
    /// Each document with its chapter's place in the book, or why it can't be read. What says that it is no document is left out, and so is a
    /// chapter without a text.
    pub documents: Vec<(usize, Result<ReadDocument<'a>, Unread>)>,
    /// All documents, in the same order.
    pub catalog: Catalog,
    /// The faults in the catalog, by chapter.
    pub faults: Vec<(usize, Fault)>,
}

/// Reads all documents of a book. `texts` are those of [`texts`].
#[must_use]
pub fn read_book<'a>(
    chapters: &'a [Chapter<'a>],
    texts: &'a [Option<Cow<'a, str>>],
    context: &Context<'a>,
) -> ReadBook<'a> {
    let named: Vec<_> = document_chapters(chapters, context.settings).collect();
    let mut documents = read_documents(&named, texts, context);
    let records = documents.iter_mut().filter_map(|(place, read)| {
        let chapter = named.iter().find(|chapter| chapter.index == *place)?;
        if let Ok(document) = read {
            match isolate(|| DocumentRecord::from_document(document)) {
                Ok(record) => return Some(record),
                Err(fault) => *read = Err(Unread::Fault(fault)),
            }
        }
        Some(DocumentRecord::unread(chapter))
    });
    let (catalog, faults) = catalog_of_records(records.collect(), chapters, &named);
    ReadBook { documents, catalog, faults }
}

/// Reads the documents among the chapters, without what says that it is none.
fn read_documents<'a>(
    named: &[DocumentChapter<'a>],
    texts: &'a [Option<Cow<'a, str>>],
    context: &Context<'a>,
) -> Vec<(usize, Result<ReadDocument<'a>, Unread>)> {
    let read = named.par_iter().filter_map(|chapter| {
        let text = texts[chapter.index].as_deref()?;
        match read_document(text, chapter, context) {
            Reading::Document(document) => Some((chapter.index, Ok(*document))),
            Reading::NoDocument(_) => None,
            Reading::Unread(why) => Some((chapter.index, Err(why))),
        }
    });
    read.collect()
}
