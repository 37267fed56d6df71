//! Stage 3 for a book: what all rules say, with its severity, without what authors suppress.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::suppression::Suppression;
use crate::fault::isolate;
use crate::lint;
use crate::path::with_slashes;
use crate::read::Context;
use crate::status::{Phase, Status};

use super::index_page::{self, Placement};
use super::read_chapters::ReadChapter;
use super::{LintedBook, LocatedDiagnostic, Location, Stages, collections};

/// Runs the rules that see more than one document. A panic that can't be traced to a document is reported at the first.
pub(super) fn lint_catalog(stages: &Stages<'_>, linted: &mut LintedBook) {
    let &Stages { chapters, context, .. } = stages;
    let LintedBook { read, catalog, found, faults } = linted;
    let relations = stages.run(catalog, faults, |catalog| {
        let phase = |document: usize| catalog.documents[document].status.as_ref().map(Status::phase);
        let relations = lint::of_relations(catalog, |rule, document| context.threshold(phase(document)).reports(rule));
        let chapter = |document: usize| catalog.documents[document].chapter;
        relations.into_iter().map(|(document, diagnostic)| (chapter(document), diagnostic)).collect()
    });
    let duplicates = stages.run(catalog, faults, lint::id_duplicate);
    for rules in [relations, duplicates] {
        match rules {
            Ok(diagnostics) => found.extend(diagnostics.into_iter().map(in_chapter)),
            Err(fault) => faults.extend(catalog.documents.first().map(|document| (document.chapter, fault))),
        }
    }
    for chapter in read {
        let Some((plan, path)) = chapter.plan.as_ref().zip(chapters[chapter.index].path) else { continue };
        match isolate(|| lint::directive_targets(plan, &with_slashes(path), catalog)) {
            Ok(missing) => found.extend(missing.into_iter().map(|diagnostic| in_chapter((chapter.index, diagnostic)))),
            Err(fault) => faults.push((chapter.index, fault)),
        }
    }
    if let Placement::Clash(location, diagnostic) = index_page::placement(chapters, context.settings) {
        found.push((location, diagnostic));
    }
    found.extend(collections::diagnostics(chapters, context.settings));
}

fn in_chapter((chapter, diagnostic): (usize, Diagnostic)) -> (Location, Diagnostic) {
    (Location::Chapter(chapter), diagnostic)
}

impl LintedBook {
    /// All diagnostics as a build reports them.
    pub(super) fn reported(&mut self, context: &Context<'_>) -> Vec<LocatedDiagnostic> {
        let mut located = self.located(context);
        suppress(&mut located, &self.read);
        located.retain(|located| located.severity.is_reported_from(context.least));
        sort(&mut located);
        located
    }

    /// All diagnostics, those of chapters, of the catalog and of faults, before anything is suppressed or left out. They are taken out.
    pub(super) fn located(&mut self, context: &Context<'_>) -> Vec<LocatedDiagnostic> {
        let Self { read, found, faults, .. } = self;
        let phases: BTreeMap<usize, Option<Phase>> =
            read.iter().map(|chapter| (chapter.index, chapter.phase)).collect();
        let of_chapters = read.iter_mut().flat_map(|chapter| {
            let index = chapter.index;
            std::mem::take(&mut chapter.diagnostics).into_iter().map(move |diagnostic| in_chapter((index, diagnostic)))
        });
        let faults = faults.drain(..).map(|(chapter, fault)| in_chapter((chapter, lint::internal_error(&fault))));
        let all = of_chapters.chain(std::mem::take(found)).chain(faults);
        all.map(|(location, diagnostic)| {
            let phase = match &location {
                Location::Chapter(chapter) => phases.get(chapter).copied().flatten(),
                Location::File(_) | Location::Setting { .. } => None,
            };
            LocatedDiagnostic { severity: context.severity(&diagnostic, phase), location, diagnostic }
        })
        .collect()
    }
}

/// Takes what authors allow out of the diagnostics.
pub(super) fn suppress(located: &mut Vec<LocatedDiagnostic>, read: &[ReadChapter]) {
    located.retain(|located| {
        let chapter =
            located.chapter().and_then(|index| read.binary_search_by_key(&index, |chapter| chapter.index).ok());
        let suppressions = chapter.map_or(&[][..], |chapter| &read[chapter].suppressions);
        !suppressions.iter().flat_map(Suppression::rules).any(|rule| rule == located.diagnostic.rule)
    });
}

/// Chapters in the book's order, other files behind them, and settings last.
pub(super) fn sort(located: &mut [LocatedDiagnostic]) {
    located.sort_by(|a, b| {
        let key = |located: &LocatedDiagnostic| (located.diagnostic.span, located.diagnostic.rule);
        a.location.cmp(&b.location).then_with(|| key(a).cmp(&key(b)))
    });
}

/// Whether a severity is reported by a check, which shows all but what is switched off.
pub(super) fn is_on(located: &LocatedDiagnostic) -> bool {
    located.severity != Severity::Off
}
