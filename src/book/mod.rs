//! The stages in a row: chapters and settings in, pages and diagnostics out. It reads no file and knows no host's JSON.

mod check;
mod diagnostics;
mod format;
mod formatting;
mod index_page;
mod isolation;
mod read_chapters;
mod unpin;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::catalog::relations::Relations;
use crate::catalog::{Catalog, DocumentRecord};
use crate::diagnostic::{Diagnostic, LocatedDiagnostic, Location};
use crate::fault::{self, Fault, Stage, isolate};
use crate::lint;
use crate::path::BookPath;
use crate::read::{Chapter, Context, DocumentChapter, ReadDocument, Reading, Unread, document_chapters, read_document};
use crate::render::index::PageContext;
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

/// What becomes of a book. The pages that list documents are rendered; any other page is rendered when it is asked for, so that few are in memory at once.
pub struct Outcome<'b> {
    /// Paths for drafts that become pages, by chapter.
    pub paths: BTreeMap<usize, String>,
    /// The index page, if no chapter can be it.
    pub added: Option<AddedPage>,
    /// What is to be said, in the order of the book, without what is switched off or below what was asked for.
    pub diagnostics: Vec<LocatedDiagnostic>,
    /// The book's documents, decisions and relations.
    pub catalog: Catalog,
    stages: Stages<'b>,
    /// Those with a plan are still to be rendered.
    read: Vec<ReadChapter>,
    rendered: BTreeMap<usize, String>,
    /// The bugs that pages met when they were asked for.
    late_faults: Mutex<Vec<(usize, Fault)>>,
}

/// Runs all stages: brings a book's documents to their templates, and writes its index and directives.
#[must_use]
pub fn build<'b>(chapters: &'b [Chapter<'b>], context: &Context<'b>) -> Outcome<'b> {
    let stages = Stages::new(chapters, context);
    let linted = stages.lint(&[]);
    stages.render(linted)
}

/// Runs stages 1 to 3: what a build says of a book.
#[must_use]
pub fn lint(chapters: &[Chapter<'_>], context: &Context<'_>) -> Vec<LocatedDiagnostic> {
    Stages::new(chapters, context).lint(&[]).reported(context)
}

/// What all stages of a book borrow.
struct Stages<'s> {
    chapters: &'s [Chapter<'s>],
    documents: Vec<DocumentChapter<'s>>,
    context: Context<'s>,
}

/// A book after stage 3.
struct LintedBook {
    read: Vec<ReadChapter>,
    catalog: Catalog,
    /// What rules say that see more than one document.
    found: Vec<(Location, Diagnostic)>,
    /// Bugs, by the chapters of the documents that bring them out.
    faults: Vec<(usize, Fault)>,
}

impl<'s> Stages<'s> {
    fn new(chapters: &'s [Chapter<'s>], context: &Context<'s>) -> Self {
        Self { chapters, documents: document_chapters(chapters, context.settings).collect(), context: *context }
    }

    /// Stages 1 to 3. `unlisted` are documents that are no chapters, if they are known.
    fn lint(&self, unlisted: &[&str]) -> LintedBook {
        let mut read = read_chapters(self);
        let records = read.iter_mut().filter_map(|chapter| chapter.record.take().map(|record| *record));
        let (catalog, faults) = self.catalog(records.collect());
        let mut linted = LintedBook { read, catalog, found: Vec::new(), faults };
        diagnostics::lint(self, unlisted, &mut linted);
        linted
    }

    /// Stage 2: the catalog of some documents' records. A document at which it panics is in it with its name alone.
    fn catalog(&self, mut records: Vec<DocumentRecord>) -> (Catalog, Vec<(usize, Fault)>) {
        let mut faults = Vec::new();
        let relations = Suspects { documents: &self.documents }.run(&mut records, &mut faults, |records| {
            fault_points(Stage::Catalog, records);
            Relations::from_documents(records, self.paths())
        });
        let relations = relations.unwrap_or_else(|fault| {
            faults.extend(records.first().map(|record| (record.chapter, fault)));
            Relations::default()
        });
        (Catalog::new(records, relations), faults)
    }

    /// Runs something over the catalog. A document that makes it panic loses its content in the catalog.
    ///
    /// # Errors
    /// The panic that comes without any document, or that could not be traced to documents.
    fn run<T>(
        &self,
        catalog: &mut Catalog,
        faults: &mut Vec<(usize, Fault)>,
        stage: impl Fn(&Catalog) -> T,
    ) -> Result<T, Fault> {
        if let Ok(result) = isolate(|| stage(catalog)) {
            return Ok(result);
        }
        let (mut records, known) = (catalog.documents.clone(), faults.len());
        let result = Suspects { documents: &self.documents }.run(&mut records, faults, |records| {
            stage(&Catalog::new(records.to_vec(), Relations::from_documents(records, self.paths())))
        });
        if faults.len() > known {
            let (without_content, more) = self.catalog(records);
            *catalog = without_content;
            faults.extend(more);
        }
        result
    }

    fn paths(&self) -> impl Iterator<Item = &'s str> {
        self.chapters.iter().filter_map(|chapter| chapter.path)
    }

    /// Stage 4: the pages that list documents, and the index page. A page that panics with every catalog is its author's.
    fn render(self, mut linted: LintedBook) -> Outcome<'s> {
        let LintedBook { read, catalog, found, faults } = &mut linted;
        let lists_documents =
            |chapter: &&mut ReadChapter| chapter.plan.as_ref().is_some_and(|plan| plan.directives().next().is_some());
        let pages = read.par_iter_mut().filter(lists_documents).map(|chapter| {
            let page = isolate(|| self.page(chapter, catalog));
            (chapter.index, page.map(|page| (page, chapter.plan = None).0).ok())
        });
        let pages: Vec<_> = pages.collect();
        let mut rendered = BTreeMap::new();
        for (chapter, page) in pages {
            let page = page.unwrap_or_else(|| {
                let index = read.binary_search_by_key(&chapter, |read| read.index).expect("it was read");
                let page = self.run(catalog, faults, |catalog| self.page(&read[index], catalog));
                read[index].plan = None;
                page.map_err(|fault| faults.push((chapter, fault))).ok().flatten()
            });
            rendered.extend(page.map(|text| (chapter, text)));
        }
        let settings = self.context.settings;
        let (mut paths, mut added) = (BTreeMap::new(), None);
        if let Some(path) = settings.index.as_deref() {
            let placement = index_page::placement(self.chapters, settings);
            if matches!(placement, Placement::Draft(_) | Placement::Added) {
                match (self.run(catalog, faults, |catalog| self.index_page(path, catalog)), placement) {
                    (Ok(content), Placement::Draft(chapter)) => {
                        rendered.insert(chapter, content);
                        paths.insert(chapter, path.to_owned());
                    }
                    (Ok(content), _) => {
                        added = Some(AddedPage { name: settings.index_title.clone(), path: path.to_owned(), content });
                    }
                    (Err(fault), _) => found.push((index_page::setting(path), lint::internal_error(fault))),
                }
            }
        }
        // Whichever stage a bug was met in: the page of the document that brought it out is its author's.
        for (chapter, _) in faults.iter() {
            rendered.remove(chapter);
            if let Ok(index) = read.binary_search_by_key(chapter, |read| read.index) {
                read[index].plan = None;
            }
        }
        let diagnostics = linted.reported(&self.context);
        let LintedBook { read, catalog, .. } = linted;
        Outcome { paths, added, diagnostics, catalog, stages: self, read, rendered, late_faults: Mutex::default() }
    }

    /// The text of a chapter's page, if it is another than the author's.
    fn page(&self, chapter: &ReadChapter, catalog: &Catalog) -> Option<String> {
        let plan = chapter.plan.as_ref()?;
        let source = &self.chapters[chapter.index];
        let (path, text) = (BookPath::of_chapter(source.path?).into_text(), source.text()?);
        fault::point(Stage::Render, &text);
        if plan.directives().next().is_some() {
            fault_points(Stage::Index, &catalog.documents);
        }
        let document = catalog.documents.binary_search_by_key(&chapter.index, |record| record.chapter).ok();
        let is_index = self.context.settings.index.as_deref() == Some(&*path);
        let page = PageContext { path: &path, options: self.context.options };
        let rendered = render_page(plan, &text, page, document, is_index, catalog);
        Some(rendered).filter(|rendered| *rendered != *text)
    }

    /// The text of the index page, where no chapter has one.
    fn index_page(&self, path: &str, catalog: &Catalog) -> String {
        fault_points(Stage::Index, &catalog.documents);
        let page = PageContext { path, options: self.context.options };
        render_page(&index_page::plan(&self.context.settings.index_title, 0), "", page, None, true, catalog)
    }
}

impl Outcome<'_> {
    /// The chapters whose pages may be others than their authors' texts, in the book's order.
    #[must_use]
    pub fn pages(&self) -> Vec<usize> {
        let planned = self.read.iter().filter(|chapter| chapter.plan.is_some()).map(|chapter| chapter.index);
        let mut pages: Vec<usize> = planned.chain(self.rendered.keys().copied()).collect();
        pages.sort_unstable();
        pages
    }

    /// The text of a chapter's page, if it is another than its author's. One that triggers a bug is its author's, and [`Self::late_diagnostics`] says so.
    #[must_use]
    pub fn page(&self, chapter: usize) -> Option<Cow<'_, str>> {
        if let Some(rendered) = self.rendered.get(&chapter) {
            return Some(Cow::Borrowed(rendered));
        }
        let index = self.read.binary_search_by_key(&chapter, |read| read.index).ok()?;
        let page = isolate(|| self.stages.page(&self.read[index], &self.catalog));
        page.unwrap_or_else(|fault| {
            self.late_faults.lock().unwrap_or_else(PoisonError::into_inner).push((chapter, fault));
            None
        })
        .map(Cow::Owned)
    }

    /// All pages that are others than their authors' texts, by chapter.
    #[must_use]
    pub fn contents(&self) -> BTreeMap<usize, String> {
        self.pages().into_iter().filter_map(|chapter| Some((chapter, self.page(chapter)?.into_owned()))).collect()
    }

    /// The bugs that the pages met which were asked for, each once.
    #[must_use]
    pub fn late_diagnostics(&self) -> Vec<LocatedDiagnostic> {
        let mut faults = self.late_faults.lock().unwrap_or_else(PoisonError::into_inner).clone();
        faults.sort_by_key(|(chapter, _)| *chapter);
        faults.dedup_by_key(|(chapter, _)| *chapter);
        let faults =
            faults.into_iter().map(|(chapter, fault)| (Location::Chapter(chapter), lint::internal_error(fault)));
        lint::report(faults, &diagnostics::chapters(&self.read), &self.stages.context)
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
    let stages = Stages { chapters, documents: named, context: *context };
    let records = documents.iter_mut().filter_map(|(place, read)| {
        let known = stages.documents.binary_search_by_key(place, |chapter| chapter.index).ok()?;
        let chapter = &stages.documents[known];
        if let Ok(document) = read {
            match isolate(|| DocumentRecord::from_document(document)) {
                Ok(record) => return Some(record),
                Err(fault) => *read = Err(Unread::Fault(fault)),
            }
        }
        Some(DocumentRecord::unread(chapter))
    });
    let (catalog, faults) = stages.catalog(records.collect());
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
