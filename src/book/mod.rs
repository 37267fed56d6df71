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
    Renderer { chapters, documents: &documents, context }.render(&mut read, &mut outcome, &mut faults);
    outcome.diagnostics = diagnostics::reported(linted, faults, &mut read, chapters, context);
    outcome
}

/// Runs stages 1 to 3: what a build says of a book.
#[must_use]
pub fn lint(chapters: &[Chapter<'_>], context: &Context<'_>) -> Vec<LocatedDiagnostic> {
    let mut read = read_chapters(chapters, context, false);
    let documents: Vec<_> = document_chapters(chapters, context.settings).collect();
    let (mut catalog, mut faults) = catalog_of_chapters(&mut read, chapters, &documents);
    let linted = diagnostics::of_book(&read, chapters, &mut catalog, context, &mut faults);
    diagnostics::reported(linted, faults, &mut read, chapters, context)
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
    chapters: &'r [Chapter<'r>],
    documents: &'r [DocumentChapter<'r>],
    context: &'r Context<'r>,
}

impl Renderer<'_> {
    /// Renders the pages of a book; a plan is dropped when its page is there. Where that panics because of a document, the catalog loses that
    /// document's content, and the page is rendered again; where it panics without one, the page is its author's.
    fn render(&self, read: &mut [ReadChapter], outcome: &mut Outcome, faults: &mut Vec<(usize, Fault)>) {
        let mut panicked;
        loop {
            let faulty: BTreeSet<usize> = faults.iter().map(|(chapter, _)| *chapter).collect();
            let planned = read.par_iter_mut();
            let planned = planned.filter(|chapter| chapter.plan.is_some() && !faulty.contains(&chapter.index));
            let pages = planned.map(|chapter| {
                let page = isolate(|| self.page(chapter, &outcome.catalog));
                if page.is_ok() {
                    chapter.plan = None;
                }
                (chapter.index, page)
            });
            panicked = None;
            for (chapter, page) in pages.collect::<Vec<_>>() {
                match page {
                    Ok(page) => outcome.contents.extend(page.map(|text| (chapter, text))),
                    Err(fault) => panicked = panicked.or(Some((chapter, fault))),
                }
            }
            let Some((chapter, fault)) = panicked else { break };
            let index = read.binary_search_by_key(&chapter, |read| read.index).expect("it was read");
            if !self.leave_culprits_out(outcome, faults, |catalog| _ = self.page(&read[index], catalog)) {
                faults.push((chapter, fault));
            }
        }
        for _ in 0..2 {
            match isolate(|| self.index_page(outcome)) {
                Ok(()) => break,
                Err(fault) => {
                    if !self.leave_culprits_out(outcome, faults, |catalog| _ = self.index_content(catalog)) {
                        faults.push((usize::MAX, fault));
                        break;
                    }
                }
            }
        }
        // Whichever stage a bug was met in: the page of the document that brought it out is its author's.
        faults.iter().for_each(|(chapter, _)| _ = outcome.contents.remove(chapter));
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
    fn index_page(&self, outcome: &mut Outcome) {
        let settings = self.context.settings;
        let path = settings.index.clone().unwrap_or_default();
        match index_page::placement(self.chapters, settings) {
            Placement::None | Placement::Clash(..) => {}
            Placement::Draft(chapter) => {
                outcome.contents.insert(chapter, self.index_content(&outcome.catalog));
                outcome.paths.insert(chapter, path);
            }
            Placement::Added => {
                let content = self.index_content(&outcome.catalog);
                outcome.added = Some(AddedPage { name: settings.index_title.clone(), path, content });
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
