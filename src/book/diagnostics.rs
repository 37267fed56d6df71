//! Stage 3 for a book: runs the rules over what stages 1 and 2 made, and reports.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, LocatedDiagnostic, Location, Severity};
use crate::fault::isolate;
use crate::lint::{self, BookFacts, CatalogFacts, ChapterReport, PageAnchors, PageFacts};
use crate::path::BookPath;
use crate::read::Context;
use crate::settings::Threshold;

use super::read_chapters::ReadChapter;
use super::{LintedBook, Stages};

/// Runs the rules that see more than one document. A panic that can't be traced to a document is reported at the first.
pub(super) fn lint(stages: &Stages<'_>, unlisted: &[&str], linted: &mut LintedBook) {
    let Stages { chapters, context, .. } = stages;
    let LintedBook { read, catalog, found, faults } = linted;
    let reported = stages.run(catalog, faults, |catalog| {
        let is_reported = |rule, document: usize| {
            let chapter = catalog.documents[document].chapter;
            let chapter = read.binary_search_by_key(&chapter, |read| read.index).map(|index| &read[index]);
            chapter.is_ok_and(|chapter| threshold(chapter, context).reports(rule))
        };
        let diagnostics = lint::lint_catalog(&CatalogFacts { catalog, is_reported: &is_reported });
        let reported = diagnostics.into_iter().filter(|(document, diagnostic)| is_reported(diagnostic.rule, *document));
        reported.map(|(document, diagnostic)| (catalog.documents[document].chapter, diagnostic)).collect::<Vec<_>>()
    });
    match reported {
        Ok(diagnostics) => found.extend(diagnostics.into_iter().map(in_chapter)),
        Err(fault) => faults.extend(catalog.documents.first().map(|document| (document.chapter, fault))),
    }
    let pages = read
        .iter()
        .filter_map(|read| Some((BookPath::of_chapter(chapters[read.index].path?).page(), read.anchors.as_ref()?)));
    let pages: BTreeMap<BookPath<'static>, &PageAnchors> = pages.collect();
    for read in read.iter() {
        let Some(path) = chapters[read.index].path.map(|path| BookPath::of_chapter(path).into_text()) else { continue };
        let ReadChapter { directive_problems, links, plan, .. } = read;
        let facts = PageFacts { path: &path, plan: plan.as_ref(), directive_problems, links, pages: &pages, catalog };
        match isolate(|| lint::lint_page(&facts)) {
            Ok(diagnostics) => {
                found.extend(diagnostics.into_iter().map(|diagnostic| in_chapter((read.index, diagnostic))));
            }
            Err(fault) => faults.push((read.index, fault)),
        }
    }
    // Pages need the memory.
    for read in read.iter_mut() {
        (read.links, read.anchors, read.directive_problems) = Default::default();
    }
    let paths: Vec<&str> = chapters.iter().filter_map(|chapter| chapter.path).collect();
    match isolate(|| lint::lint_book(&BookFacts { paths: &paths, settings: context.settings, unlisted })) {
        Ok(diagnostics) => found.extend(diagnostics),
        Err(fault) => {
            let location = Location::Setting { key: "docs".to_owned(), value: String::new() };
            found.push((location, lint::internal_error(fault)));
        }
    }
}

/// Which diagnostics are wanted of a chapter. Whether a comment is of use depends on all.
fn threshold<'c>(chapter: &ReadChapter, context: &Context<'c>) -> Threshold<'c> {
    let least = if chapter.suppressions.is_empty() { context.least } else { Severity::Note };
    Threshold { least, ..context.threshold(chapter.phase) }
}

fn in_chapter((chapter, diagnostic): (usize, Diagnostic)) -> (Location, Diagnostic) {
    (Location::Chapter(chapter), diagnostic)
}

impl LintedBook {
    /// All diagnostics, as they are reported. They are taken out.
    pub(super) fn reported(&mut self, context: &Context<'_>) -> Vec<LocatedDiagnostic> {
        let Self { read, found, faults, .. } = self;
        let mut all: Vec<(Location, Diagnostic)> = Vec::new();
        for chapter in read.iter_mut() {
            let diagnostics = std::mem::take(&mut chapter.diagnostics);
            all.extend(diagnostics.into_iter().map(|diagnostic| in_chapter((chapter.index, diagnostic))));
        }
        all.append(found);
        all.extend(faults.drain(..).map(|(chapter, fault)| in_chapter((chapter, lint::internal_error(fault)))));
        let chapters = chapters(read);
        all.extend(lint::unused_suppressions(&all, &chapters, context));
        lint::report(all, &chapters, context)
    }
}

/// What a report needs of chapters.
pub(super) fn chapters(read: &[ReadChapter]) -> Vec<ChapterReport<'_>> {
    let chapters = read.iter().map(|read| ChapterReport {
        chapter: read.index,
        phase: read.phase,
        suppressions: &read.suppressions,
    });
    chapters.collect()
}
